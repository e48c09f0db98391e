//! What the search found, as a list of options.

use super::rank::Entry;
use tagprism_figures::{Element, el};

/// The element that results are drawn into: the same tag and classes every time. What is said instead of results stands in
/// it, but not among the options; it is always there, because only what is there already is announced.
fn place(said: &str) -> Element {
    el("div").set("id", "find-results").class("find-r").put(
        el("p")
            .class(if said.is_empty() { "" } else { "find-none" })
            .set("role", "status")
            .text(said.to_owned()),
    )
}

/// A sentence instead of results.
pub fn message(words: &str) -> Element {
    place(words)
}

/// The results in their groups; `picked` counts through all of them.
pub fn list(groups: &[(&str, Vec<&Entry>)], picked: usize, folder: &str) -> Element {
    if groups.is_empty() {
        return message("Nothing here has these words. Error messages can be pasted whole.");
    }
    let mut nth = 0;
    let mut options = el("div")
        .set("id", "find-options")
        .class("find-o")
        .set("role", "listbox")
        .set("aria-label", "Results");
    for (kind, entries) in groups {
        let mut list = el("ul").set("role", "presentation");
        for entry in entries {
            list = list.put(option(entry, nth, nth == picked, folder));
            nth += 1;
        }
        options = options.put(
            el("div")
                .class("find-g")
                .set("role", "group")
                .set("aria-label", format!("{kind}s"))
                .put(el("p").text(format!("{kind}s")))
                .put(list),
        );
    }
    place("").put(options)
}

fn option(entry: &Entry, nth: usize, is_picked: bool, folder: &str) -> Element {
    let link = el("a")
        .set("role", "option")
        .set("id", format!("find-{nth}"))
        .set("aria-selected", if is_picked { "true" } else { "false" })
        .set("href", format!("{folder}#{}", entry.anchor))
        .set("tabindex", "-1")
        .put(el("b").text(entry.title.clone()))
        .put(el("span").class("find-c").text(entry.text.clone()));
    el("li").set("role", "presentation").put(link)
}
