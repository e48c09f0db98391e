//! The index box: its head, its entries and its holes.

use super::{
    Board, count, end,
    layout::{Layout, ROW, THIN, TOP, runs},
    path, text,
};
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::Platform;

/// The box, from left to right.
const INDEX: (i32, i32) = (172, 404);

pub(super) fn index(board: &Board<'_>, layout: &Layout) -> Element {
    let (left, right) = INDEX;
    let mut group = el("g")
        .put(text(
            "s-label",
            left,
            14,
            format!(
                "One index, {}",
                count(board.publication.builds.len(), "build")
            ),
        ))
        .put(
            el("rect")
                .class("s-ink")
                .set("x", left)
                .set("y", 26)
                .set("width", right - left)
                .set("height", layout.bottom - 26),
        )
        .put(path("s-ink", format!("M{left} {TOP}H{right}")));
    group = group.put(if board.publication.hex.is_empty() {
        text("s-note", left + 12, 47, "a made-up index")
    } else {
        el("text")
            .class("s-mono")
            .set("x", left + 12)
            .set("y", 47)
            .put(el("tspan").class("s-soft").text("sha256:"))
            .text(board.publication.hex.clone())
            .put(el("tspan").class("s-soft").text(" …"))
    });
    for (first, last) in runs(board) {
        let (top, bottom) = (
            layout.machines[first] - ROW / 2,
            layout.machines[last] + ROW / 2,
        );
        group = group.put_some(edge(top));
        let y = top + (bottom - top) / 2;
        let Some(position) = board.rows[first].position else {
            let said = match last - first {
                0 => "nothing for it".to_owned(),
                n => format!("nothing for these {}", n + 1),
            };
            group = group.put(text("s-note f1-hole", left + 47, y + 4, said));
            continue;
        };
        // Only the first run of an entry carries its name; wires lead to the others.
        if board.rows[..first]
            .iter()
            .any(|row| row.position == Some(position))
        {
            continue;
        }
        let is_yours = board
            .rows
            .iter()
            .any(|row| row.machine.is_yours && row.position == Some(position));
        if is_yours {
            group = group.put(
                el("rect")
                    .class("s-mark")
                    .set("x", left + 1)
                    .set("y", top + 1)
                    .set("width", right - left - 2)
                    .set("height", bottom - top - 2),
            );
        }
        let build = board
            .publication
            .builds
            .iter()
            .find(|(own, _)| *own == position);
        if let Some((_, platform)) = build {
            let note = if is_yours { "for you" } else { "" };
            group = group.put(entry(position, platform, y, bottom - top, note, is_yours));
        }
    }
    for (idx, y) in &layout.unused {
        let (position, platform) = &board.publication.builds[*idx];
        group = group.put_some(edge(y - THIN / 2));
        group = group.put(entry(*position, platform, *y, THIN, "unused here", false));
    }
    group
}

/// The upper edge of an entry; the first one has the head's.
fn edge(y: i32) -> Option<Element> {
    let (left, right) = INDEX;
    (y > TOP).then(|| path("s-hair", format!("M{} {y}H{}", left + 1, right - 1)))
}

fn entry(
    position: usize,
    platform: &Platform,
    y: i32,
    height: i32,
    note: &'static str,
    is_yours: bool,
) -> Element {
    let (left, right) = INDEX;
    let family = sign::family_class(&platform.architecture);
    let build = platform.os_version.split('.').nth(2).unwrap_or_default();
    let note = match (build, note) {
        ("", note) => note.to_owned(),
        (build, "unused here") => format!("{build} unused"),
        (build, note) => format!("{build} {note}").trim_end().to_owned(),
    };
    el("g")
        .class(if is_yours { "f1-yours" } else { "f1-entry" })
        .put(text("s-num", left + 10, y + 4, position.to_string()))
        .put(sign::glyph_at(platform, left + 36, y))
        .put(sign::name_at(platform, left + 47, y + 4))
        .put(end(text("s-note", right - 7, y + 4, note)))
        .put(
            el("rect")
                .class(format!("s-port {family}"))
                .set("x", right - 3)
                .set("y", y - height / 2 + 3)
                .set("width", 6)
                .set("height", height - 6),
        )
}
