//! All steps as panels in one drawing that needs no style sheet, font or script from elsewhere.

use super::{
    super::{
        story::{Story, cut, is_message, short_request},
        storyboard::findings,
    },
    headline,
};
use crate::{
    card::{Face, Look, background, document, metadata, rules, shown, width},
    markup::{Element, el},
};
use tagprism_core::flow::Step;

/// How panels are laid out.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    columns: i32,
    /// Width and height of a panel.
    panel: (i32, i32),
    /// Lines of a caption that a panel has room for.
    max_lines: usize,
}

impl Board {
    /// For a page of its own.
    pub const WIDE: Board = Board {
        columns: 4,
        panel: (288, 190),
        max_lines: 5,
    };
    /// For the width of a text.
    pub const NARROW: Board = Board {
        columns: 2,
        panel: (360, 156),
        max_lines: 3,
    };
}

const EDGE: i32 = 24;
/// Space between the border of a panel and its texts.
const AIR: i32 = 11;
const LINE: i32 = 18;

/// All steps as panels. `address` is where the story can be played; it may be empty.
#[must_use]
pub fn storyboard(story: &Story, address: &str, board: Board, look: Look) -> Element {
    let steps = &story.timeline.steps;
    let full = board.columns * board.panel.0 + 2 * EDGE;
    let inner = full - 2 * EDGE;
    let head = headline(story);
    let mut marks = Vec::new();
    let mut y = EDGE;
    y = lines_at(
        &mut marks,
        &head,
        Line {
            class: "h",
            face: Face::Serif,
            size: 20,
            step: 26,
        },
        (EDGE, y),
        inner,
        3,
    );
    y = lines_at(
        &mut marks,
        &story.known.source,
        Line {
            class: "l q",
            face: Face::Sans,
            size: 12,
            step: 20,
        },
        (EDGE, y),
        inner,
        2,
    );
    y += 12;
    let mut n_rows = 0;
    for (nth, step) in (0..).zip(steps) {
        let x = EDGE + nth % board.columns * board.panel.0;
        n_rows = nth / board.columns + 1;
        marks.push(panel(
            story,
            nth + 1,
            step,
            board,
            (x, y + (n_rows - 1) * board.panel.1),
        ));
    }
    y += n_rows * board.panel.1 + 10;
    let ending = story.timeline.ending.message();
    y = lines_at(
        &mut marks,
        ending,
        Line {
            class: "l q",
            face: Face::Sans,
            size: 12,
            step: 20,
        },
        (EDGE, y),
        inner - 90,
        3,
    );
    marks.push(
        el("text")
            .class("h n")
            .set("x", full - EDGE)
            .set("y", y - 4)
            .set("text-anchor", "end")
            .text("Tagprism"),
    );
    y = lines_at(
        &mut marks,
        address,
        Line {
            class: "l k",
            face: Face::Sans,
            size: 12,
            step: 18,
        },
        (EDGE, y),
        inner,
        2,
    );
    let height = y + EDGE - 6;
    document(full, height, look)
        .put(el("title").text(shown(&head)))
        .put(el("desc").text(shown(ending)))
        .put_some(metadata(address))
        .put(el("style").text(rules(look)))
        .all(background(look, full, height))
        .all(marks)
}

fn panel(story: &Story, number: i32, step: &Step, board: Board, (x, y): (i32, i32)) -> Element {
    let (panel_width, panel_height) = board.panel;
    let inner = panel_width - 2 * AIR;
    let border = el("path").class("x").set(
        "d",
        format!("M{x}.5 {y}.5h{panel_width}v{panel_height}h-{panel_width}z"),
    );
    let text = |class: &'static str, dx: i32, dy: i32, words: String| {
        let mark = el("text").class(class).set("x", x + dx).set("y", y + dy);
        mark.text(shown(&words))
    };
    let (center_x, center_y) = (x + 22, y + 21);
    let ring = format!(
        "M{} {center_y}a11 11 0 1 1 22 0a11 11 0 1 1-22 0z",
        center_x - 11
    );
    let sign = match is_message(step) {
        true => format!("M{} {}h8v8h-8z", x + 42, y + 17),
        false => format!("M{} {}a4 4 0 1 1 8 0a4 4 0 1 1-8 0z", x + 42, y + 21),
    };
    let mut marks = vec![
        border,
        el("path").class("r").set("d", ring),
        text("w", 22, 25, number.to_string()).set("text-anchor", "middle"),
        el("path").class("r").set("d", sign),
        text("w q", 58, 25, step.place.label().to_owned()),
        text("h n", AIR, 55, step.title.to_owned()),
    ];
    let caption = Line {
        class: "w q",
        face: Face::Sans,
        size: 13,
        step: LINE,
    };
    let n_before = marks.len();
    let below = lines_at(
        &mut marks,
        &step.caption,
        caption,
        (x + AIR, y + 62),
        inner,
        board.max_lines,
    );
    // What the caption leaves, and where nothing is sent also the place of the request.
    let n_quiet = if step.exchanges.is_empty() { 2 } else { 0 };
    let n_left = board.max_lines + n_quiet + n_before - marks.len();
    if n_left > 0 {
        let found = Line {
            class: "w",
            ..caption
        };
        let words = findings(story, step).join("; ");
        lines_at(&mut marks, &words, found, (x + AIR, below), inner, n_left);
    }
    if let Some(exchange) = step.exchanges.first() {
        // A letter of a monospaced face is eight pixels wide.
        let n_chars = usize::try_from(inner / 8).unwrap_or_default();
        let request = short_request(&exchange.request, n_chars);
        let meaning = clipped(&exchange.meaning, Face::Sans, 13, inner);
        marks.push(text("m", AIR, panel_height - 28, request));
        marks.push(text("w q", AIR, panel_height - 11, meaning));
    }
    el("g").all(marks)
}

/// How lines of a text are set.
#[derive(Clone, Copy)]
struct Line {
    class: &'static str,
    face: Face,
    size: i32,
    step: i32,
}

/// Writes a text in at most so many lines, and returns where the next would begin. What has no room is marked.
fn lines_at(
    marks: &mut Vec<Element>,
    text: &str,
    set: Line,
    (x, mut y): (i32, i32),
    room: i32,
    max_lines: usize,
) -> i32 {
    let text = shown(text);
    let mut lines = crate::card::wrap(&text, |it| width(it, set.face, set.size) <= room);
    lines.retain(|line| !line.is_empty());
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    for line in lines {
        y += set.step;
        let line = clipped(&line, set.face, set.size, room);
        marks.push(
            el("text")
                .class(set.class)
                .set("x", x)
                .set("y", y - set.step / 4)
                .text(line),
        );
    }
    y
}

/// The text, or as much of its beginning as there is room for.
fn clipped(text: &str, face: Face, size: i32, room: i32) -> String {
    let mut n_chars = text.chars().count();
    while n_chars > 1 && width(&cut(text, n_chars), face, size) > room {
        n_chars -= 1;
    }
    cut(text, n_chars)
}
