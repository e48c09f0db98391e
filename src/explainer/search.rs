//! The search over sections, figures, terms and errors, opened by `/` or Ctrl-K from every page.
//!
//! Its dialog stands in the page; what it finds comes from `search.json`, written at build time and fetched at the first
//! opening.

mod rank;
mod results;

use crate::{
    browser::{finder, location, page, parts, patch},
    net,
    ui::effect,
};
use leptos::prelude::*;
use rank::{Entry, ranked};
use serde_json::Value;

/// As much of what is typed as the search looks at, in characters.
const MAX_CHARS: usize = 300;

/// What the search knows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Library {
    /// Nobody has asked yet.
    Closed,
    /// On its way.
    Loading,
    /// Here.
    Ready(Vec<Entry>),
    /// It did not arrive, or cannot be read.
    Lost,
}

/// Makes the dialog of the page answer. Does nothing on a page without one.
pub fn start() {
    let (Some(dialog), Some(place)) = (parts::first("#find"), parts::first("#find-results")) else {
        return;
    };
    let library = RwSignal::new(Library::Closed);
    let typed = RwSignal::new(String::new());
    let picked = RwSignal::new(0usize);
    let on_open = move || {
        picked.set(0);
        if !matches!(library.get_untracked(), Library::Closed | Library::Lost) {
            return;
        }
        library.set(Library::Loading);
        leptos::task::spawn_local(async move {
            library.set(match net::load_search().await {
                Ok(text) => read(&text),
                Err(_) => Library::Lost,
            });
        });
    };
    let on_typed = move |text: String| {
        picked.set(0);
        // A whole log may be pasted; its first words say what it is.
        typed.set(text.chars().take(MAX_CHARS).collect());
    };
    let on_move = move |by: isize| {
        let n_results = library.with_untracked(|library| match library {
            Library::Ready(entries) => count(entries, &typed.read_untracked()),
            _ => 0,
        });
        if n_results > 0 {
            picked.update(|nth| {
                let moved = nth.saturating_add_signed(by);
                *nth = moved.min(n_results - 1);
            });
        }
    };
    finder::listen(&dialog, on_open, on_typed, on_move);
    effect(move || {
        // On the explainer itself the rest of the address stays.
        let folder = match page::name() == page::LEARN {
            true => String::new(),
            false => location::base_path(),
        };
        let nth = picked.get();
        let tree = library.with(|library| match library {
            Library::Closed | Library::Loading => results::message("The index is on its way."),
            Library::Lost => results::message(
                "The index did not arrive. Check the connection, then open the search again.",
            ),
            Library::Ready(entries) => {
                typed.with(|typed| results::list(&ranked(entries, typed), nth, &folder))
            }
        });
        patch::patch(&place, &tree);
        finder::show_picked(&place);
    });
}

fn count(entries: &[Entry], typed: &str) -> usize {
    ranked(entries, typed)
        .iter()
        .map(|(_, group)| group.len())
        .sum()
}

fn read(text: &str) -> Library {
    let Ok(Value::Array(rows)) = serde_json::from_slice(text.as_bytes()) else {
        return Library::Lost;
    };
    let word = |row: &Value, nth: usize| row[nth].as_str().unwrap_or_default().to_owned();
    let mut entries = Vec::new();
    for row in &rows {
        entries.push(Entry {
            kind: word(row, 0),
            title: word(row, 1),
            anchor: word(row, 2),
            text: word(row, 3),
            words: word(row, 4),
        });
    }
    Library::Ready(entries)
}
