//! The stage of "Change one byte": what names what, from the file up to the tag, then the bytes behind it.

use super::{
    Change,
    chain::chain,
    image::{Blob, GREETING, PUBLISHED},
    sheet::{Sheet, sheets},
    size,
};
use crate::{
    markup::{Element, el},
    sign,
};

/// Bytes of the file that are drawn; more are counted.
const MOST_CELLS: usize = 40;

pub(super) fn stage(change: &Change<'_>) -> Element {
    el("div")
        .class("stage f4")
        .put(chain(change))
        .put(list(change))
        .put(
            el("div")
                .class("f4-bytes")
                .put(file(change))
                .put(manifest(change)),
        )
}

/// The same for narrow pages: one object below the other, in the order in which a change passes them.
fn list(change: &Change<'_>) -> Element {
    let row = |sheet: &Sheet<'_>| {
        let (now, before) = sheet.digest;
        let row = el("li")
            .class(if now == before { "" } else { "is-new" })
            .put(
                el("span")
                    .class("f4-no")
                    .put_some(sheet.number.map(|n| el("span").class("balloon").text(n))),
            )
            .put(
                el("span")
                    .class("f4-what")
                    .put(el("b").text(sheet.title))
                    .text(format!(", {}", size(sheet.n_bytes))),
            )
            .put(sign::digest(now));
        if now == before {
            row.put(el("span").class("f4-was").text(sheet.unchanged()))
        } else {
            row.put(
                el("span")
                    .class("f4-was")
                    .text("was ")
                    .put(sign::digest(before)),
            )
        }
    };
    let sheets = sheets(change);
    let (passed, beside): (Vec<&Sheet<'_>>, Vec<&Sheet<'_>>) = sheets
        .iter()
        .partition(|sheet| !matches!(sheet.title, "Layer 1, the base" | "Manifest, arm64"));
    let moved = change.number("index").is_some();
    let tag = el("li")
        .class(if moved { "is-new" } else { "" })
        .put(el("span").class("f4-no"))
        .put(
            el("span")
                .class("f4-what")
                .put(el("b").text("Tag greeting:1")),
        )
        .put(sign::digest(&change.now.index.digest))
        .put(el("span").class("f4-was").text(if moved {
            "moves to the new index"
        } else {
            "points at the same index"
        }));
    el("ul")
        .class("only-narrow f4-list")
        .all(passed.into_iter().map(row))
        .put(tag)
        .all(beside.into_iter().map(row))
}

/// The file, byte by byte.
fn file(change: &Change<'_>) -> Element {
    let bytes = change.text.as_bytes();
    let before = PUBLISHED.as_bytes();
    let cell = |(idx, byte): (usize, &u8)| {
        let is_new = before.get(idx) != Some(byte);
        let shown = if byte.is_ascii_graphic() {
            char::from(*byte).to_string()
        } else {
            "·".to_owned()
        };
        el("span")
            .class(if is_new { "is-new" } else { "" })
            .put(el("code").text(format!("{byte:02x}")))
            .put(el("span").text(shown))
    };
    let n_more = bytes.len().saturating_sub(MOST_CELLS);
    let said = match super::n_bytes_changed(change.text) {
        0 => "As it was published: these bytes and no line end.".to_owned(),
        1 => format!("1 byte differs from the published file, “{PUBLISHED}”."),
        n => format!("{n} bytes differ from the published file, “{PUBLISHED}”."),
    };
    let more = if n_more == 0 {
        String::new()
    } else {
        format!(" {n_more} more bytes are not drawn.")
    };
    el("div")
        .class("f4-file")
        .put(
            el("p")
                .class("f4-h")
                .put(el("code").text(GREETING))
                .text(format!(", {}, in layer 2", size(bytes.len()))),
        )
        .put(
            el("div")
                .class("f4-hex")
                .set("aria-hidden", "true")
                .all(bytes.iter().enumerate().take(MOST_CELLS).map(cell)),
        )
        .put(el("p").text(format!("{said}{more}")))
        .put(el("p").class("f4-note").text(
            "Both gzip forms are real gzip files that gunzip accepts. They store the tar and do not make it smaller; the dated one also carries a time.",
        ))
}

/// The manifest, line by line; changed lines are marked.
fn manifest(change: &Change<'_>) -> Element {
    let lines = |blob: &Blob| {
        let text = String::from_utf8_lossy(&blob.bytes).into_owned();
        text.split('\n').map(str::to_owned).collect::<Vec<_>>()
    };
    let now = lines(&change.now.own.manifest);
    let before = lines(&change.before.own.manifest);
    let n_changed = now.iter().zip(&before).filter(|(a, b)| a != b).count();
    let row = |(nth, line): (usize, &String)| {
        let is_new = before.get(nth) != Some(line);
        let end = if nth + 1 == now.len() { "" } else { "\n" };
        el(if is_new { "strong" } else { "span" }).text(format!("{line}{end}"))
    };
    el("div")
        .class("f4-json")
        .put(el("p").class("f4-h").text(format!(
            "The manifest of linux/amd64, every byte of it: {n_changed} of {} lines changed",
            now.len()
        )))
        .put(el("pre").put(el("code").all(now.iter().enumerate().map(row))))
}
