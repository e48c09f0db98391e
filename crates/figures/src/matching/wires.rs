//! The wires from wishes to entries, between rows of fixed height: `style/fig-match.css` gives rows the heights that stand
//! here.

use super::{Walk, picture::shown_wishes};
use crate::{
    markup::{Element, el},
    record::{Content, Entry},
    sign,
};

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
/// The lane of the first wire, and the room that lanes share to its left.
const LANES: (i32, i32) = (82, 60);

pub(super) fn wires(walk: &Walk) -> Element {
    let wishes = shown_wishes(walk);
    let found: Vec<Option<usize>> = wishes.iter().map(|&nth| walk.entry_of_wish(nth)).collect();
    let n_wires = whole(found.iter().flatten().count()).max(1);
    let height =
        entry_top(walk, walk.record.entries.len() + 1).max(HEAD + WISH * whole(wishes.len()));
    let mut svg = el("svg")
        .class("f5-wires")
        .set("viewBox", format!("0 0 {GAP} {height}"))
        .set("width", GAP)
        .set("height", height)
        .set("aria-hidden", "true");
    let (mut nth_wire, mut picked) = (0, None);
    for (row, (&wish, entry)) in wishes.iter().zip(found).enumerate() {
        let from = HEAD + WISH / 2 + WISH * whole(row);
        let Some(position) = entry else {
            if walk.is_over() {
                svg = svg.put(pen("w-end", format!("M0 {from}h12m0-4v8")));
            }
            continue;
        };
        // The first wish turns last, so that later wires pass on its left.
        let lane = LANES.0 - nth_wire * (LANES.1 / n_wires);
        nth_wire += 1;
        let line = wire(from, entry_top(walk, position) + BUILD / 2, lane);
        if walk.is_chosen(position) {
            let family = sign::family_class(&walk.resolution.wishes[wish].architecture);
            picked = Some((line, format!("w-yes {family}")));
        } else {
            svg = svg.put(pen("w-halo", line.clone())).put(pen("w-may", line));
        }
    }
    // The wire that counts lies on top.
    if let Some((line, class)) = picked {
        svg = svg
            .put(pen("w-halo", line.clone()))
            .put(el("path").class(class).set("d", line));
    }
    svg
}

fn pen(class: &'static str, line: String) -> Element {
    el("path").class(class).set("d", line)
}

/// Fixed heights make this arithmetic: the top of an entry's row.
fn entry_top(walk: &Walk, position: usize) -> i32 {
    let height = |entry: &Entry| match entry.content {
        Content::Build(_) => BUILD,
        Content::Attestation { .. } => ATTESTATION,
    };
    let above = walk.record.entries.iter().take(position.saturating_sub(1));
    HEAD + above.map(height).sum::<i32>()
}

/// Counts of rows are small.
fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::{super::walk::tests::walk, *};

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

    #[test]
    fn the_picture_is_as_tall_as_the_longer_list() {
        let nginx = wires(&walk("linux/arm64/v8", &[])).to_html();
        assert!(nginx.contains("height=\"482\""), "34 + 8 × (34 + 22)");
        let long = wires(&walk("linux/arm64/v8", &[("platform", "linux/arm64/v9.7")])).to_html();
        assert!(long.contains("height=\"586\""), "34 + 12 × 46: {long}");
    }
}
