//! The explainer's page in the browser: its figures answer, its search finds, its rail says where the reader is.
//!
//! The page itself was written at build time by `crates/pages`; prose never passes through here. Each part finds its place in
//! the page and takes it over as it stands.

mod address;
mod copying;
mod figure_host;
mod picture;
mod played;
mod rail;
mod replay;
mod search;

use crate::{browser::parts, net::load_figures};
use leptos::prelude::Owner;
use serde_json::Value;
use tagprism_figures::library;

/// Makes a page that teaches answer. The machine has to be provided.
pub fn start_explainer() {
    rail::follow();
    copying::listen();
    // The page of sources has none, and fetches nothing for them.
    let forms = parts::all("form[data-figure]");
    let Some(owner) = Owner::current().filter(|_| !forms.is_empty()) else {
        return;
    };
    leptos::task::spawn_local(async move {
        match load_figures().await.ok().and_then(|text| files(&text)) {
            Some(files) => library::fill(files),
            // They stand still, and the page says so.
            None => return parts::show("#still"),
        }
        owner.with(|| {
            for form in forms {
                figure_host::host(form);
            }
        });
        parts::remove("#still");
    });
}

/// Texts by name, from a JSON object.
fn files(text: &str) -> Option<Vec<(String, String)>> {
    let Ok(Value::Object(files)) = serde_json::from_slice(text.as_bytes()) else {
        return None;
    };
    let file = |(name, text): (String, Value)| match text {
        Value::String(text) => Some((name, text)),
        _ => None,
    };
    files.into_iter().map(file).collect()
}

/// Makes the search of the page answer.
pub fn start_search() {
    search::start();
}
