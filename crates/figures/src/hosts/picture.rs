//! The patch bay: one tag, its index, and a wire from each entry to the machines that get it.
//!
//! Machines never move. An entry stands beside the machines that it serves and is as tall as they are, so most wires run
//! straight; an entry that nobody here takes is thin and its port stays empty; where no entry stands, the index has a hole.

mod index;
mod layout;
mod wires;

use super::{Board, Row, count};
use crate::{
    markup::{Element, el},
    sign,
};
use layout::{Layout, ROW, TOP};
use tagprism_core::Platform;

const WIDTH: i32 = 942;
/// Machines, from left to right.
const MACHINE: i32 = 494;
/// Width of a character of 12.5 pixels in the fixed-width face, as a fraction.
const CHARACTER: (i32, i32) = (15, 2);

pub(super) fn picture(board: &Board<'_>) -> Element {
    let layout = Layout::new(board);
    let said = format!(
        "{} points at an index of {}. {} of {} machines get one of them. The table below says which.",
        board.publication.tag,
        count(board.publication.builds.len(), "build"),
        board.n_served(),
        board.rows.len()
    );
    el("svg")
        .class("f1-svg only-wide")
        .set("viewBox", format!("0 0 {WIDTH} {}", layout.bottom + 2))
        .set("data-drawing", "whole")
        .set("role", "img")
        .set("aria-label", said)
        .put(tag(board, &layout))
        .put(index::index(board, &layout))
        .put(wires::wires(board, &layout))
        .put(heads(board))
        .all(
            board
                .rows
                .iter()
                .zip(&layout.machines)
                .map(|(row, y)| machine(board, row, *y)),
        )
}

fn text(class: &'static str, x: i32, y: i32, words: impl Into<String>) -> Element {
    el("text")
        .class(class)
        .set("x", x)
        .set("y", y)
        .text(words.into())
}

fn path(class: impl Into<String>, d: String) -> Element {
    el("path").class(class.into()).set("d", d)
}

fn end(text: Element) -> Element {
    text.set("text-anchor", "end")
}

fn tag(board: &Board<'_>, layout: &Layout) -> Element {
    let (name, label) = board
        .publication
        .tag
        .split_once(':')
        .unwrap_or((board.publication.tag, ""));
    let y = TOP + (layout.bottom - TOP) / 2;
    let mut notes = vec!["An entry is as tall", "as the machines", "that it serves."];
    let others = match board.publication.n_attestations {
        0 => String::new(),
        n => format!("{n} more entries tell"),
    };
    if !others.is_empty() {
        notes.extend([
            others.as_str(),
            "how the builds were",
            "made; nobody runs",
            "them.",
        ]);
    }
    let note = |(nth, words): (usize, &&str)| {
        // A gap between the two notes.
        let nth = i32::try_from(nth).unwrap_or_default();
        let gap = if nth > 2 { 8 } else { 0 };
        text("s-note", 0, y + 62 + nth * 17 + gap, *words)
    };
    el("g")
        .put(text("s-label", 0, y - 40, "One tag"))
        .put(path(
            "s-ink",
            format!("M12 {}l-12 14v28l12 14h108v-56z", y - 28),
        ))
        .put(
            el("circle")
                .class("s-ink")
                .set("cx", 13)
                .set("cy", y)
                .set("r", "3.5"),
        )
        .put(text("s-mono", 25, y - 4, name))
        .put(text("s-mono", 25, y + 14, format!(":{label}")))
        .put(path("s-points", format!("M124 {y}H164")))
        .put(path("ar-h", format!("M160 {}l6 4-6 4", y - 4)))
        .all(notes.iter().enumerate().map(note))
}

fn heads(board: &Board<'_>) -> Element {
    el("g")
        .put(text(
            "s-label",
            MACHINE,
            47,
            format!("{}, one command", count(board.rows.len(), "machine")),
        ))
        .put(end(text("s-label", WIDTH, 47, "what happens")))
        .put(path("s-hair", format!("M{MACHINE} {TOP}H{WIDTH}")))
}

fn machine(board: &Board<'_>, row: &Row<'_>, y: i32) -> Element {
    let class = match row.sign() {
        "check" => "s-text",
        "step" => "s-text s-warn",
        _ => "s-text s-fail",
    };
    let name = text("s-name", MACHINE + 6, y - 4, row.machine.name).put_some(
        row.machine
            .yours
            .map(|yours| el("tspan").class("s-note").set("dx", 8).text(yours)),
    );
    let asked = clipped(&row.machine.platform);
    let n_characters = i32::try_from(asked.short().chars().count()).unwrap_or_default();
    let width = n_characters * CHARACTER.0 / CHARACTER.1;
    let note = row
        .emulator()
        .map(|words| end(text("s-note", WIDTH - 14 - width, y + 13, words)));
    el("g")
        .put(name)
        .put(end(text(class, WIDTH, y - 4, row.words())))
        .put(text(
            "s-mono s-soft",
            MACHINE + 6,
            y + 13,
            format!("$ {}", board.publication.command),
        ))
        .put_some(note)
        .put(end(sign::name_at(&asked, WIDTH, y + 13)))
        .put(path(
            "s-hair",
            format!("M{MACHINE} {}H{WIDTH}", y + ROW / 2),
        ))
}

/// A platform that fits its place, however long a reader's own is.
fn clipped(platform: &Platform) -> Platform {
    let cut = |part: &str, n_chars: usize| {
        if part.chars().count() <= n_chars {
            return part.to_owned();
        }
        let mut cut: String = part.chars().take(n_chars - 1).collect();
        cut.push('…');
        cut
    };
    Platform::new(
        &cut(&platform.os, 8),
        &cut(&platform.architecture, 10),
        &cut(&platform.variant, 6),
    )
}
