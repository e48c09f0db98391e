//! The explainer's page in the browser: its figures answer, its search finds, its rail says where the reader is.
//!
//! The page itself was written at build time by `crates/pages`; prose never passes through here. Each part finds its place in
//! the page and takes it over as it stands.

mod copying;
mod rail;
mod search;

use crate::{
    browser::parts,
    figure::{Spelling, host},
    net::load_figures,
};
use leptos::prelude::Owner;
use tagprism_figures::{figure, library};

/// Makes a page that teaches answer. The machine has to be provided.
pub fn start_explainer() {
    rail::follow();
    copying::listen();
    // The page of sources has none, and fetches nothing for them.
    let forms = parts::all(".fig > form[data-figure]");
    let Some(owner) = Owner::current().filter(|_| !forms.is_empty()) else {
        return;
    };
    leptos::task::spawn_local(async move {
        match load_figures()
            .await
            .ok()
            .and_then(|text| library::read(&text))
        {
            Some(files) => library::fill(files),
            // They stand still, and the page says so.
            None => return parts::show("#still"),
        }
        owner.with(|| {
            for form in forms {
                let name = form.get_attribute("data-figure").unwrap_or_default();
                if let Some(figure) = figure(&name) {
                    host(figure, form, Spelling::Prefixed);
                }
            }
        });
        parts::remove("#still");
    });
}

/// Makes the search of the page answer.
pub fn start_search() {
    search::start();
}
