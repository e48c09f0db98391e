//! The rail: which section the reader is in, and which were read.

use crate::{
    browser::{
        parts::{self, Part},
        storage, visibility,
    },
    ui::effect,
};
use leptos::prelude::*;

/// Where the read sections are kept: their anchors, separated by spaces. Local to this browser.
const STORAGE_KEY: &str = "tagprism-read";
/// A section counts as current while it crosses the upper third of the window.
const LINE: &str = "-20% 0px -70% 0px";

/// Follows the reader from section to section.
pub fn follow() {
    // A link whose section is not there is nobody's.
    let (links, sections): (Vec<_>, Vec<_>) = parts::all(".rail a")
        .into_iter()
        .filter_map(|link| {
            let section = parts::first(&link.get_attribute("href")?)?;
            Some((link, section))
        })
        .unzip();
    let read = storage::read(STORAGE_KEY).unwrap_or_default();
    let current = RwSignal::new(None::<usize>);
    for (nth, section) in sections.iter().enumerate() {
        if read.split(' ').any(|id| id == section.id()) {
            mark_read(&links[nth]);
        }
        visibility::watch(section, LINE, move |is_here| {
            if is_here && current.get_untracked() != Some(nth) {
                current.set(Some(nth));
            }
        });
    }
    let mut before: Option<usize> = None;
    effect(move || {
        let now = current.get();
        if let Some(left) = before.and_then(|nth| links.get(nth)) {
            let _ = left.remove_attribute("aria-current");
        }
        if let Some(link) = now.and_then(|nth| links.get(nth)) {
            let _ = link.set_attribute("aria-current", "location");
            mark_read(link);
            remember(&link.get_attribute("href").unwrap_or_default());
        }
        if let (Some(nth), Some(place)) = (now, parts::first(".rail-now b")) {
            place.set_text_content(Some(&(nth + 1).to_string()));
        }
        before = now;
    });
}

fn mark_read(link: &Part) {
    if let Some(item) = link.parent_element() {
        let _ = item.set_attribute("class", "is-read");
    }
}

fn remember(href: &str) {
    let id = href.trim_start_matches('#');
    let read = storage::read(STORAGE_KEY).unwrap_or_default();
    if !read.split(' ').any(|own| own == id) {
        storage::write(STORAGE_KEY, format!("{read} {id}").trim());
    }
}
