//! The stage of "Walk the list": wish list, wires, entries, and one comparison in detail.
//!
//! Wires are drawn between rows of fixed height: `style/fig-match.css` gives rows the heights that stand here.

use super::{NAME, Walk, comparison::comparison};
use crate::{
    controls::control_name,
    markup::{Element, el},
    record::{Build, Content, Entry},
    sign,
};
use tagprism_core::{Digest, Platform, resolve::Verdict, size::ByteSize};

/// Height of the heads of both lists, in pixels.
const HEAD: i32 = 34;
/// Height of a wish.
const WISH: i32 = 46;
/// Height of an image's row.
const BUILD: i32 = 34;
/// Height of an attestation's row.
const ATTESTATION: i32 = 22;
/// Width of the space that wires run in.
const GAP: i32 = 112;
/// Where wires end: room for the head of the arrow.
const END: i32 = 104;
/// Corners of wires.
const CORNER: i32 = 6;

pub(super) fn stage(walk: &Walk) -> Element {
    el("div")
        .class("stage f5")
        .put(
            el("div")
                .class("f5-left")
                .put(wish_list(walk))
                .put_some(comparison(walk)),
        )
        .put(wires(walk))
        .put(entries(walk))
}

/// The entry that fulfills a wish best, among those read.
fn entry_of_wish(walk: &Walk, wish: usize) -> Option<usize> {
    let candidates = walk.resolution.candidates.iter();
    candidates
        .filter(|candidate| candidate.position <= walk.n_read)
        .find(|candidate| match &candidate.verdict {
            Verdict::Chosen(matched) | Verdict::Acceptable(matched) => matched.wish == Some(wish),
            Verdict::Refused(_) => false,
        })
        .map(|candidate| candidate.position)
}

fn is_chosen(walk: &Walk, position: usize) -> bool {
    walk.is_over()
        && walk
            .resolution
            .chosen()
            .is_some_and(|it| it.position == position)
}

fn wish_list(walk: &Walk) -> Element {
    let row = |(nth, wish): (usize, &Platform)| {
        let found = entry_of_wish(walk, nth);
        let (class, said) = match found {
            Some(position) if is_chosen(walk, position) => ("w-yes", format!("entry {position}")),
            Some(position) => ("w-may", format!("entry {position}")),
            None if walk.is_over() => ("w-no", "not in list".to_owned()),
            None => ("w-no", String::new()),
        };
        el("tr")
            .class(class)
            .put(el("td").put(el("span").class("balloon").text(nth + 1)))
            .put(el("th").set("scope", "row").put(sign::platform(wish)))
            .put(el("td").text(said))
    };
    let head = |words: &'static str| el("th").set("scope", "col").text(words);
    el("table")
        .class("wish")
        .put(el("caption").text(format!("Wish list of {}, best first", walk.resolution.host)))
        .put(
            el("thead").class("vh").put(
                el("tr")
                    .put(head("Rank"))
                    .put(head("Platform"))
                    .put(head("Found")),
            ),
        )
        .put(el("tbody").all(walk.resolution.wishes.iter().enumerate().map(row)))
}

/// Fixed heights make this arithmetic: the middle of an entry's row.
fn entry_y(walk: &Walk, position: usize) -> i32 {
    let height = |entry: &Entry| match entry.content {
        Content::Build(_) => BUILD,
        Content::Attestation { .. } => ATTESTATION,
    };
    let above: i32 = walk
        .record
        .entries
        .iter()
        .take(position.saturating_sub(1))
        .map(height)
        .sum();
    HEAD + above + BUILD / 2
}

fn wires(walk: &Walk) -> Element {
    let height: i32 = entry_y(walk, walk.record.entries.len() + 1);
    let found: Vec<(usize, Option<usize>)> = (0..walk.resolution.wishes.len())
        .map(|nth| (nth, entry_of_wish(walk, nth)))
        .collect();
    let n_wires = found.iter().filter(|(_, entry)| entry.is_some()).count();
    let mut nth_wire = 0;
    let mut svg = el("svg")
        .class("f5-wires")
        .set("viewBox", format!("0 0 {GAP} {height}"))
        .set("width", GAP)
        .set("height", height)
        .set("aria-hidden", "true");
    for (nth, entry) in found {
        let from = HEAD + WISH / 2 + WISH * i32::try_from(nth).unwrap_or_default();
        let Some(position) = entry else {
            if walk.is_over() {
                let stub = format!("M0 {from}h12m0-4v8");
                svg = svg.put(el("path").class("w-end").set("d", stub));
            }
            continue;
        };
        // The first wish turns last, so that later wires pass on its left.
        let lane = lane(nth_wire, n_wires);
        nth_wire += 1;
        let line = wire(from, entry_y(walk, position), lane);
        let class = if is_chosen(walk, position) {
            let wish = &walk.resolution.wishes[nth];
            format!("w-yes {}", sign::family_class(&wish.architecture))
        } else {
            "w-may".to_owned()
        };
        svg = svg
            .put(el("path").class("w-halo").set("d", line.clone()))
            .put(el("path").class(class).set("d", line));
    }
    svg
}

fn lane(nth: usize, n_wires: usize) -> i32 {
    let (nth, n_wires) = (
        i32::try_from(nth).unwrap_or_default(),
        i32::try_from(n_wires).unwrap_or(1),
    );
    82 - nth * (60 / n_wires.max(1))
}

/// Across, along the lane with round corners, across again, and the head of the arrow.
fn wire(from: i32, to: i32, lane: i32) -> String {
    let head = "m-5-4l5 4-5 4";
    let way = to - from;
    if way.abs() < 2 * CORNER {
        return format!("M0 {from}H{lane}L{} {to}H{END}{head}", lane + CORNER);
    }
    let turn = CORNER * way.signum();
    format!(
        "M0 {from}H{}q{CORNER} 0 {CORNER} {turn}V{}q0 {turn} {CORNER} {turn}H{END}{head}",
        lane - CORNER,
        to - turn
    )
}

fn entries(walk: &Walk) -> Element {
    let head = |class: &'static str, words: &'static str| {
        el("th").set("scope", "col").class(class).text(words)
    };
    el("div").class("f5-list").put(
        el("table")
            .class("tbl entries")
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
                        .put(head("c-s", "Layers, B"))
                        .put(head("c-o", "Outcome"))
                        .put(head("c-t", "Take away")),
                ),
            )
            .put(
                el("tbody").all(
                    walk.record
                        .entries
                        .iter()
                        .map(|entry| entry_row(walk, entry)),
                ),
            ),
    )
}

fn entry_row(walk: &Walk, entry: &Entry) -> Element {
    let position = entry.position;
    let outcome = walk.outcome(position);
    match &entry.content {
        Content::Attestation { of } => el("tr")
            .class("e-row e-att")
            .put(el("td").class("c-n").text(position))
            .put(
                el("th").set("scope", "row").put(
                    el("span")
                        .class("plat p-other")
                        .put(sign::glyph("", ""))
                        .put(el("span").text(format!("attestation of {of}"))),
                ),
            )
            .put(el("td").class("c-d"))
            .put(el("td").class("c-s"))
            .put(el("td").class("c-o").text(outcome))
            .put(el("td").class("c-t")),
        Content::Build(build) => {
            let (class, icon) = state_of(walk, position);
            el("tr")
                .class(format!("e-row {class}"))
                .put(el("td").class("c-n").text(position))
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
                .put(el("td").class("c-t").put(take_away(walk, position)))
        }
    }
}

/// The class and the icon of an image's row.
fn state_of(walk: &Walk, position: usize) -> (&'static str, Option<&'static str>) {
    if position > walk.n_read {
        return ("e-not", None);
    }
    match walk.verdict(position) {
        None => ("e-gone", None),
        Some(_) if is_chosen(walk, position) => ("e-yes", Some("check")),
        Some(Verdict::Refused(_)) => ("e-no", Some("dash")),
        Some(_) => ("e-may", Some("step")),
    }
}

fn take_away(walk: &Walk, position: usize) -> Element {
    let word = super::POSITIONS
        .get(position.wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    let is_gone = walk.verdict(position).is_none();
    let label = format!("Take entry {position} away");
    el("label").class("e-take").set("title", label.clone()).put(
        el("input")
            .set("type", "checkbox")
            .set("name", control_name(NAME, "without"))
            .set("value", word)
            .set("aria-label", label)
            .flag("checked", is_gone),
    )
}

fn manifest(build: &Build) -> Element {
    match Digest::parse(&format!("sha256:{}", build.hex)) {
        Ok(digest) => sign::digest(&digest),
        Err(_) => el("code")
            .set("title", "The source gives the first digits only")
            .text(format!("{}…", build.hex)),
    }
}

/// The size of a build's layers, said to be rounded where it is.
pub(super) fn size(build: &Build) -> String {
    match (build.size_bytes, build.is_rounded) {
        (0, _) => "not read".to_owned(),
        (bytes, false) => ByteSize(bytes).grouped(),
        (bytes, true) => format!("about {}", ByteSize(bytes).human()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_turns_twice_and_ends_in_an_arrow() {
        assert_eq!(
            wire(57, 219, 82),
            "M0 57H76q6 0 6 6V213q0 6 6 6H104m-5-4l5 4-5 4"
        );
        assert_eq!(
            wire(241, 107, 30),
            "M0 241H24q6 0 6 -6V113q0 -6 6 -6H104m-5-4l5 4-5 4"
        );
    }

    #[test]
    fn a_short_way_has_no_corners() {
        assert_eq!(wire(103, 107, 82), "M0 103H82L88 107H104m-5-4l5 4-5 4");
    }
}
