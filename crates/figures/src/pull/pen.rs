//! Strokes of the drawings: texts, lines and boxes with a class each.

use crate::{
    markup::{Element, Words, el},
    sign::digest_mark,
};

/// Where a text is tied to its point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    Start,
    Middle,
    End,
}

pub fn text(class: &'static str, at: At, x: i32, y: i32, words: impl Words) -> Element {
    let text = el("text").class(class).set("x", x).set("y", y).text(words);
    match at {
        At::Start => text,
        At::Middle => text.set("text-anchor", "middle"),
        At::End => text.set("text-anchor", "end"),
    }
}

pub fn path(class: &'static str, line: impl Words) -> Element {
    el("path").class(class).set("d", line)
}

pub fn rect(class: &'static str, x: i32, y: i32, width: i32, height: i32) -> Element {
    el("rect")
        .class(class)
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
}

pub fn group(class: impl Words) -> Element {
    el("g").class(class)
}

/// A sign of the sprite, centered on a point.
pub fn sign(class: String, id: &'static str, x: i32, y: i32, size: i32) -> Element {
    el("use")
        .class(class)
        .set("href", format!("#{id}"))
        .set("x", x - size / 2)
        .set("y", y - size / 2)
        .set("width", size)
        .set("height", size)
}

/// The mark of a digest whose first digits are known.
pub fn mark(hex: &str, x: i32, y: i32) -> Option<Element> {
    let (front, back) = digest_mark(hex)?;
    Some(
        el("g")
            .set("transform", format!("translate({x} {y})"))
            .put(rect("mk-f", 0, 0, 18, 18))
            .put(path("mk-b", back))
            .put(path("mk-a", front)),
    )
}

/// The mark of a digest in a text.
pub fn mark_in_text(hex: &str) -> Option<Element> {
    let mark = mark(hex, 0, 0)?;
    Some(
        el("svg")
            .class("dmark")
            .set("viewBox", "0 0 18 18")
            .set("aria-hidden", "true")
            .put(mark),
    )
}

/// The number of a step in its circle.
pub fn balloon(number: usize, x: i32, y: i32) -> Element {
    el("g")
        .class("f8-bal")
        .put(el("circle").set("cx", x).set("cy", y).set("r", 11))
        .put(text("", At::Middle, x, y + 4, number))
}

/// A drawing with a name for those who do not see it.
pub fn svg(class: &'static str, width: i32, height: i32, name: String) -> Element {
    el("svg")
        .class(class)
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("role", "img")
        .set("aria-label", name)
}

/// Counts are small: of steps, entries, layers.
pub fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1_000)
}
