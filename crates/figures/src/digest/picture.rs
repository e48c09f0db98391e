//! The stage of "Change one byte": what names what, from the file up to the tag, then the bytes behind it.

use super::{
    Change,
    chain::chain,
    image::{Blob, GREETING, PUBLISHED},
    sheet::{ARCHIVE, BASE, CONFIG, INDEX, LAYER, MANIFEST, SIBLING, sheets},
    size,
};
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::Digest;

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
    let sheets = sheets(change);
    let row = |nth: usize| {
        let sheet = &sheets[nth];
        let (now, before) = sheet.digest;
        let below = el("span").class("f4-was");
        item(
            sheet.is_new(),
            sheet.number,
            format!("{}, {}", sheet.title, size(sheet.n_bytes)),
            now,
            if sheet.is_new() {
                below.text("was ").put(sign::digest(before))
            } else {
                below.text(sheet.unchanged())
            },
        )
    };
    let index = &sheets[INDEX];
    let tag = item(
        index.is_new(),
        None,
        "Tag greeting:1".to_owned(),
        index.digest.0,
        el("span").class("f4-was").text(if index.is_new() {
            "moves to the new index"
        } else {
            "points at the same index"
        }),
    );
    el("ul")
        .class("only-narrow f4-list")
        .all([ARCHIVE, LAYER, CONFIG, MANIFEST, INDEX].map(row))
        .put(tag)
        .all([BASE, SIBLING].map(row))
}

fn item(
    is_new: bool,
    number: Option<usize>,
    title: String,
    digest: &Digest,
    below: Element,
) -> Element {
    el("li")
        .class(if is_new { "is-new" } else { "" })
        .put(
            el("span")
                .class("f4-no")
                .put_some(number.map(|n| el("span").class("balloon").text(n))),
        )
        .put(el("b").text(title))
        .put(sign::digest(digest))
        .put(below)
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
