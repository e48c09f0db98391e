//! The stage of the list: wish list and comparison on the left, wires, entries on the right, the steps below.

use super::{
    Asked, NAME, POSITIONS, Walk, comparison::comparison, sentences::outcome, steps, wires::wires,
};
use crate::{
    controls::{Controls, control_name},
    markup::{Element, el},
    record::{Build, Content, Entry},
    sign,
};
use tagprism_core::{Digest, resolve::Verdict, size::ByteSize};

/// Longer wish lists show what the list has and the first of the rest.
const MAX_WISHES: usize = 12;

pub(super) fn stage(walk: &Walk, controls: &Controls<'_>) -> Element {
    let unread = match &walk.asked {
        Asked::Unreadable(error) => Some(
            el("p")
                .class("f5-say")
                .put(sign::icon("cross"))
                .put(el("span").text(format!("{error}."))),
        ),
        _ => None,
    };
    el("div")
        .class("stage f5-stage")
        .put_some(unread)
        .put(
            el("div")
                .class("f5")
                .put(
                    el("div")
                        .class("f5-left")
                        .put(wish_list(walk))
                        .put(comparison(walk)),
                )
                .put(wires(walk))
                .put(entries(walk)),
        )
        .put(steps(walk, controls))
}

/// The wishes that get a row, by their place in the list: all of a usual list, and the first of a very long one.
pub(super) fn shown_wishes(walk: &Walk) -> Vec<usize> {
    let n_wishes = walk.resolution.wishes.len();
    if n_wishes <= MAX_WISHES {
        return (0..n_wishes).collect();
    }
    let is_found = |nth: &usize| walk.entry_of_wish(*nth).is_some();
    let n_found = (0..n_wishes).filter(is_found).count();
    let mut n_room = MAX_WISHES.saturating_sub(n_found);
    (0..n_wishes)
        .filter(|nth| {
            let has_room = !is_found(nth) && n_room > 0;
            n_room -= usize::from(has_room);
            has_room || is_found(nth)
        })
        .collect()
}

fn wish_list(walk: &Walk) -> Element {
    let row = |nth: usize| {
        let (class, said) = match walk.entry_of_wish(nth) {
            Some(position) if walk.is_chosen(position) => ("w-yes", format!("entry {position}")),
            Some(position) => ("w-may", format!("entry {position}")),
            None if walk.is_over() => ("w-no", "not in list".to_owned()),
            None => ("w-no", String::new()),
        };
        el("tr")
            .class(class)
            .put(el("td").put(el("span").class("balloon").text(nth + 1)))
            .put(
                el("th")
                    .set("scope", "row")
                    .put(sign::platform(&walk.resolution.wishes[nth])),
            )
            .put(el("td").text(said))
    };
    let shown = shown_wishes(walk);
    let n_hidden = walk.resolution.wishes.len() - shown.len();
    let rest = match (n_hidden, shown.len()) {
        (0, 0) => Some("Nothing: containerd does not list this variant.".to_owned()),
        (0, _) => None,
        (n_hidden, _) => Some(format!("and {n_hidden} more that the list does not have")),
    };
    let rest = rest.map(|words| {
        el("tr")
            .class("w-no")
            .put(el("td").set("colspan", 3).text(words))
    });
    let head = |words: &'static str| el("th").set("scope", "col").text(words);
    let caption = if walk.is_strict() {
        format!("All that {} accepts, asked strictly", walk.host())
    } else {
        format!("Wish list of {}, best first", walk.host())
    };
    el("table")
        .class("wish")
        .put(el("caption").text(caption))
        .put(el("colgroup").all(["w-n", "w-p", "w-e"].map(|class| el("col").class(class))))
        .put(
            el("thead").class("vh").put(
                el("tr")
                    .put(head("Rank"))
                    .put(head("Platform"))
                    .put(head("Found")),
            ),
        )
        .put(el("tbody").all(shown.into_iter().map(row)).put_some(rest))
}

fn entries(walk: &Walk) -> Element {
    let head = |class: &'static str, words: &'static str| {
        el("th").set("scope", "col").class(class).text(words)
    };
    let rows = walk.record.entries.iter();
    el("div").class("f5-list").put(
        el("table")
            .class("entries")
            .set(
                "aria-label",
                format!("Entries of the {} index in file order", walk.record.name),
            )
            .put(
                el("thead").put(
                    el("tr")
                        .put(head("c-n", "#"))
                        .put(head("c-p", "Entry, in file order"))
                        .put(head("c-d", "Manifest"))
                        .put(head("c-s", size_head(walk)))
                        .put(head("c-o", "Outcome"))
                        .put(head("c-t", "Away")),
                ),
            )
            .put(el("tbody").all(rows.map(|entry| entry_row(walk, entry)))),
    )
}

/// What the sizes are of: records count layers, an index states the length of the manifest.
pub(super) fn size_head(walk: &Walk) -> &'static str {
    if walk.is_sample {
        "Bytes of manifest"
    } else if walk.record.builds().any(|(_, build)| build.is_rounded) {
        "Layers"
    } else {
        "Bytes of layers"
    }
}

fn entry_row(walk: &Walk, entry: &Entry) -> Element {
    let position = entry.position;
    let outcome = outcome(walk, position);
    let (class, icon) = state_of(walk, position);
    let seen = if walk.is_over() && walk.compared() == position {
        " is-seen"
    } else {
        ""
    };
    let row = |classes: String| {
        el("tr")
            .class(format!("e-row {classes}{seen}"))
            .set("data-peek", format!("entry={position}"))
            .put(el("td").class("c-n").text(position))
    };
    match &entry.content {
        Content::Attestation { of } => row("e-att".to_owned())
            .put(
                el("th").set("scope", "row").put(
                    el("span")
                        .class("plat p-other")
                        .put(sign::glyph("", ""))
                        .put(el("span").text(format!("attestation of {of}"))),
                ),
            )
            .put(el("td").class("c-d").put_some(about(walk, *of)))
            .put(el("td").class("c-s"))
            .put(el("td").class("c-o").text(outcome))
            .put(el("td").class("c-t")),
        Content::Build(build) => row(class.to_owned())
            .put(
                el("th")
                    .set("scope", "row")
                    .put(sign::platform(&build.platform)),
            )
            .put(el("td").class("c-d").put(manifest(build)))
            .put(el("td").class("c-s").text(size(build)))
            .put(
                el("td")
                    .class("c-o")
                    .put_some(icon.map(sign::icon))
                    .text(outcome),
            )
            .put(el("td").class("c-t").put(take_away(walk, position))),
    }
}

/// The class and the icon of an image's row.
fn state_of(walk: &Walk, position: usize) -> (&'static str, Option<&'static str>) {
    if position > walk.n_read {
        return ("e-not", None);
    }
    match walk.verdict(position) {
        None => ("e-gone", None),
        Some(_) if walk.is_chosen(position) => ("e-yes", Some("check")),
        Some(Verdict::Refused(_)) => ("e-no", Some("dash")),
        Some(_) => ("e-may", Some("step")),
    }
}

fn take_away(walk: &Walk, position: usize) -> Element {
    let word = POSITIONS
        .get(position.wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    let is_gone = walk.verdict(position).is_none();
    let label = format!("Take entry {position} away");
    el("label")
        .class("e-take")
        .set("title", label.clone())
        .put(
            el("input")
                .set("type", "checkbox")
                .set("name", control_name(NAME, "without"))
                .set("value", word)
                .set("aria-label", label)
                .flag("checked", is_gone),
        )
        .put(el("span").set("aria-hidden", "true").text("away"))
}

/// The manifest that an attestation is about: the value of its annotation `vnd.docker.reference.digest`.
fn about(walk: &Walk, of: usize) -> Option<Element> {
    let Some(Content::Build(build)) = walk.entry(of).map(|entry| &entry.content) else {
        return None;
    };
    Some(
        el("span")
            .class("e-about")
            .set(
                "title",
                "vnd.docker.reference.digest, the manifest that this is about",
            )
            // The cell beside it says "attestation of 1", and there is room for one line.
            .put(el("span").class("vh").text("about "))
            .put(manifest(build)),
    )
}

fn manifest(build: &Build) -> Element {
    match Digest::parse(&format!("sha256:{}", build.hex)) {
        Ok(digest) => sign::digest(&digest),
        Err(_) if build.hex.is_empty() => el("span").class("none").text("not recorded"),
        Err(_) => el("code")
            .class("c-dp")
            .set("title", "The source gives the first digits only")
            .text(format!("{}…", build.hex)),
    }
}

/// The size of a build's layers or manifest, said to be rounded where it is.
pub(super) fn size(build: &Build) -> String {
    match (build.size_bytes, build.is_rounded) {
        (0, _) => "not read".to_owned(),
        (bytes, false) => ByteSize(bytes).grouped(),
        (bytes, true) => format!("about {}", ByteSize(bytes).human()),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::walk::tests::walk, *};

    #[test]
    fn an_attestation_shows_the_digest_that_it_is_about() {
        let walk = walk("linux/arm64/v8", &[]);
        let about = about(&walk, 7).unwrap();
        let Some(Content::Build(build)) = walk.entry(7).map(|entry| &entry.content) else {
            panic!("entry 7 is an image");
        };
        assert_eq!(about.plain_text(), format!("about {}", &build.hex[..8]));
        assert!(super::about(&walk, 8).is_none(), "8 is an attestation");
    }

    #[test]
    fn a_very_long_wish_list_keeps_what_the_list_has() {
        let walk = walk("linux/amd64", &[("platform", "linux/amd64/v60")]);
        let shown = shown_wishes(&walk);
        assert_eq!(shown.len(), MAX_WISHES);
        assert!(shown.ends_with(&[59, 60]), "amd64 and 386: {shown:?}");
    }

    #[test]
    fn the_wish_list_of_an_unlisted_variant_says_that_it_is_empty() {
        let walk = walk("linux/arm64", &[("platform", "linux/arm64/v10")]);
        assert!(
            wish_list(&walk)
                .plain_text()
                .contains("containerd does not list this variant")
        );
    }
}
