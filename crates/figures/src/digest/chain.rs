//! The drawing of "Change one byte": sheets of paper, and wires from a digest to where it is written.

use super::{
    Change,
    sheet::{Sheet, sheets},
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
/// From a point, along an upright lane, to another point.
struct Wire {
    from: (i32, i32),
    lane: i32,
    to: (i32, i32),
    is_new: bool,
}

/// The middle of a sheet's head, and of the line with that number from 0, both from its top.
const MIDDLE: i32 = HEAD / 2;
const fn line_y(nth: i32) -> i32 {
    HEAD + nth * LINE + LINE / 2
}

fn wires(change: &Change<'_>) -> [Wire; 7] {
    let is_new = |name| change.number(name).is_some();
    let wire = |from, lane, to, is_new| Wire {
        from,
        lane,
        to,
        is_new,
    };
    [
        wire((184, 301 + MIDDLE), 394, (418, 14 + line_y(1)), false),
        wire((594, 301 + MIDDLE), 610, (625, 14 + line_y(1)), false),
        wire(
            (184, 92 + MIDDLE),
            200,
            (215, 14 + line_y(1)),
            change.is_content_new(),
        ),
        wire(
            (387, 14 + MIDDLE),
            402,
            (418, 14 + line_y(0)),
            is_new("config"),
        ),
        wire(
            (184, 200 + MIDDLE),
            402,
            (418, 14 + line_y(2)),
            is_new("layer"),
        ),
        wire(
            (594, 14 + MIDDLE),
            610,
            (625, 14 + line_y(0)),
            is_new("manifest"),
        ),
        wire((797, 14 + MIDDLE), 812, (828, 14 + MIDDLE), is_new("index")),
    ]
}

/// The whole drawing.
pub(super) fn chain(change: &Change<'_>) -> Element {
    let wires = wires(change).map(|wire| {
        let class = if wire.is_new { "s-ink" } else { "s-rule" };
        let line = wire.path();
        el("g")
            .put(el("path").class("s-halo").set("d", line.clone()))
            .put(el("path").class(class).set("d", line))
    });
    let packed = if change.number("layer").is_some() {
        "s-ink"
    } else {
        "s-rule"
    };
    let keys = [
        (256, "Number and strong outline: a new name"),
        (278, "Thin outline: unchanged, already in the store"),
        (300, "Arrow: this digest is written there"),
    ];
    el("svg")
        .class("only-wide f4-chain")
        .set("viewBox", format!("0 0 {WIDTH} {HEIGHT}"))
        .set("role", "img")
        .set("aria-label", status(change))
        .all(wires)
        .put(el("path").class(packed).set("d", "M92 170v28m-4-5l4 5 4-5"))
        .put(note((104, 189), "packed"))
        .all(sheets(change).iter().map(Sheet::draw))
        .put(tag(change))
        .all(keys.map(|(y, words)| note((640, y), words)))
}

fn note((x, y): (i32, i32), words: &'static str) -> Element {
    write("s-note", (x, y), words.to_owned())
}

fn write(class: &'static str, (x, y): (i32, i32), words: String) -> Element {
    el("text").class(class).set("x", x).set("y", y).text(words)
}

fn line(class: &'static str, path: String) -> Element {
    el("path").class(class).set("d", path)
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
    let (x, y, width) = (828, 14, WIDTH - 828);
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
                .put(line("s-hair", format!("M{x} {top}h{}", self.width)))
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
            is_new: true,
        };
        assert_eq!(
            wire.path(),
            "M184 239H396q6 0 6 -6V163q0 -6 6 -6H416m-5-4l5 4-5 4"
        );
    }
}
