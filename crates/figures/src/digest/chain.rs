//! The drawing of "Change one byte": sheets of paper, and wires from a digest to where it is written.

use super::{
    Change,
    sheet::{ARCHIVE, BASE, CONFIG, INDEX, LAYER, MANIFEST, SIBLING, Sheet, sheets},
    size, status,
};
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::Digest;

/// Width and height of the drawing.
const WIDTH: i32 = 944;
const HEIGHT: i32 = 380;
/// Height of the part of a sheet that says what it is and how it is called.
const HEAD: i32 = 78;
/// Height of a line of a sheet.
const LINE: i32 = 26;
/// Room between text and the edge of a sheet.
const PAD: i32 = 10;
/// Side of a digest's mark.
const MARK: i32 = 18;
/// Width of eight digits.
const DIGITS: i32 = 60;
/// Corners of wires.
const CORNER: i32 = 6;
/// Place and width of the tag.
const TAG: (i32, i32, i32) = (828, 14, WIDTH - 828);

/// From a point, along an upright lane, to another point.
struct Wire {
    from: (i32, i32),
    lane: i32,
    to: (i32, i32),
}

/// The digest of the first sheet is written in that line of the second, counted from 0; then the wire's lane. What
/// never changes is drawn first, so that changes pass over it.
const WRITTEN: [(usize, usize, i32, i32); 6] = [
    (BASE, MANIFEST, 1, 394),
    (SIBLING, INDEX, 1, 610),
    (ARCHIVE, CONFIG, 1, 200),
    (CONFIG, MANIFEST, 0, 402),
    (LAYER, MANIFEST, 2, 402),
    (MANIFEST, INDEX, 0, 610),
];

/// The middle of a line of a sheet, from its top.
fn line_y(nth: i32) -> i32 {
    HEAD + nth * LINE + LINE / 2
}

/// The whole drawing.
pub(super) fn chain(change: &Change<'_>) -> Element {
    let sheets = sheets(change);
    let pen = |is_new| if is_new { "s-ink" } else { "s-rule" };
    let draw = |sheet: &Sheet<'_>, lane, to| {
        let line = Wire {
            from: sheet.mouth(),
            lane,
            to,
        }
        .path();
        el("g")
            .put(path("s-halo", line.clone()))
            .put(path(pen(sheet.is_new()), line))
    };
    let written = WRITTEN.map(|(from, to, line, lane)| {
        let (x, y) = sheets[to].at;
        draw(&sheets[from], lane, (x, y + line_y(line)))
    });
    let packed = path(
        pen(sheets[LAYER].is_new()),
        "M92 170v28m-4-5l4 5 4-5".to_owned(),
    );
    let keys = [
        (256, "Number and strong outline: a new name"),
        (278, "Thin outline: unchanged, already in the store"),
        (300, "Arrow: this digest is written there"),
    ];
    let (x, y, _) = TAG;
    el("svg")
        .set("data-drawing", "whole")
        .class("only-wide f4-chain")
        .set("viewBox", format!("0 0 {WIDTH} {HEIGHT}"))
        .set("role", "img")
        .set("aria-label", status(change))
        .all(written)
        .put(draw(&sheets[INDEX], x, (x, y + HEAD / 2)))
        .put(packed)
        .put(note((104, 189), "packed"))
        .all(sheets.iter().map(Sheet::draw))
        .put(tag(change))
        .all(keys.map(|(y, words)| note((640, y), words)))
}

fn note((x, y): (i32, i32), words: &'static str) -> Element {
    write("s-note", (x, y), words.to_owned())
}

fn write(class: &'static str, (x, y): (i32, i32), words: String) -> Element {
    el("text").class(class).set("x", x).set("y", y).text(words)
}

fn path(class: &'static str, line: String) -> Element {
    el("path").class(class).set("d", line)
}

fn frame(class: &'static str, (x, y): (i32, i32), (width, height): (i32, i32)) -> Element {
    el("rect")
        .class(class)
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
}

/// A digest at the right end of a line: mark and eight digits; the whole stands in the tooltip.
fn digest_at(digest: &Digest, (x, y): (i32, i32), class: &'static str) -> Element {
    el("g")
        .put(el("title").text(digest.to_string()))
        .put_some(sign::mark(digest).map(|mark| {
            mark.set("x", x)
                .set("y", y - MARK / 2)
                .set("width", MARK)
                .set("height", MARK)
        }))
        .put(write(
            class,
            (x + MARK + 6, y + 4),
            digest.short().to_owned(),
        ))
}

/// The tag, which names the index and is no object itself.
fn tag(change: &Change<'_>) -> Element {
    let (x, y, width) = TAG;
    let is_new = change.number("index").is_some();
    let (class, words) = if is_new {
        ("s-ink is-new", "the tag moves")
    } else {
        ("s-rule", "the tag stays")
    };
    el("g")
        .put(frame("s-paper", (x, y), (width, HEAD)))
        .put(frame(class, (x, y), (width, HEAD)))
        .put(write("s-mono", (x + PAD, y + 20), "greeting:1".to_owned()))
        .put(digest_at(
            &change.now.index.digest,
            (x + PAD, y + 40),
            "s-mono",
        ))
        .put(note((x + PAD, y + 67), words))
}

impl Sheet<'_> {
    /// Where the wire begins that carries its digest: the middle of its right edge, beside the digest.
    fn mouth(&self) -> (i32, i32) {
        (self.at.0 + self.width, self.at.1 + HEAD / 2)
    }

    fn draw(&self) -> Element {
        let (x, y) = self.at;
        let (now, before) = self.digest;
        let is_new = self.is_new();
        let class = if is_new { "s-ink is-new" } else { "s-hair" };
        let height = HEAD + LINE * i32::try_from(self.lines.len()).unwrap_or_default();
        let right = x + self.width - PAD;
        let mut drawn = el("g")
            .put(frame("s-paper", self.at, (self.width, height)))
            .put(frame(class, self.at, (self.width, height)))
            .put(write("s-name", (x + PAD, y + 20), self.title.to_owned()))
            .put(digest_at(now, (x + PAD, y + 40), "s-mono"))
            .put(write("s-num", (right, y + 44), size(self.n_bytes)).set("text-anchor", "end"));
        drawn = if is_new {
            drawn.put(note((x + PAD, y + 67), "was")).put(digest_at(
                before,
                (x + PAD + 28, y + 63),
                "s-mono s-soft",
            ))
        } else {
            drawn.put(note((x + PAD, y + 67), self.unchanged()))
        };
        for (nth, (name, (now, before))) in (0..).zip(&self.lines) {
            let middle = y + line_y(nth);
            let is_new = now != before;
            let class = if is_new { "s-mono" } else { "s-mono s-soft" };
            let top = middle - LINE / 2;
            if is_new {
                drawn = drawn.put(frame(
                    "s-fill",
                    (x + 1, top + 1),
                    (self.width - 2, LINE - 2),
                ));
            }
            drawn = drawn
                .put(path("s-hair", format!("M{x} {top}h{}", self.width)))
                .put(write(
                    if is_new { "s-text" } else { "s-label" },
                    (x + PAD, middle + 5),
                    (*name).to_owned(),
                ))
                .put(digest_at(now, (right - DIGITS - 6 - MARK, middle), class));
        }
        drawn.all(self.number.into_iter().flat_map(|number| {
            [
                el("circle")
                    .class("s-paper s-ink")
                    .set("cx", x + self.width)
                    .set("cy", y)
                    .set("r", 11),
                write("s-name", (x + self.width, y + 5), number.to_string())
                    .set("text-anchor", "middle"),
            ]
        }))
    }
}

impl Wire {
    /// Across, along the lane with round corners, across again, and the head of the arrow.
    fn path(&self) -> String {
        let ((x1, y1), (x2, y2)) = (self.from, self.to);
        let end = x2 - 2;
        let head = "m-5-4l5 4-5 4";
        if (y2 - y1).abs() < 2 * CORNER {
            return format!("M{x1} {y1}H{end}{head}");
        }
        let turn = CORNER * (y2 - y1).signum();
        format!(
            "M{x1} {y1}H{}q{CORNER} 0 {CORNER} {turn}V{}q0 {turn} {CORNER} {turn}H{end}{head}",
            self.lane - CORNER,
            y2 - turn
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_turns_twice_and_ends_in_an_arrow() {
        let wire = Wire {
            from: (184, 239),
            lane: 402,
            to: (418, 157),
        };
        assert_eq!(
            wire.path(),
            "M184 239H396q6 0 6 -6V163q0 -6 6 -6H416m-5-4l5 4-5 4"
        );
    }
}
