//! The second view: an index as the text that it is, with its length and its SHA-256, entry by entry.

use super::{POSITIONS, Walk, printed::Printed, sample, spans};
use crate::{
    controls::Controls,
    markup::{Element, el},
    record::Content,
    sign,
};

pub(super) fn stage(printed: &Printed, walk: &Walk, controls: &Controls<'_>) -> Element {
    el("div")
        .class("stage")
        .put(proof(printed))
        .put(
            el("div")
                .class("f5-bytes")
                .put(map(printed, walk, controls))
                .put(excerpt(printed, walk)),
        )
        .put(all_of_it(printed, walk))
}

/// The name that the registry served, the digest of what is printed here, and why they differ.
fn proof(printed: &Printed) -> Element {
    let row = |term: &'static str, digest: &str, result: Option<Element>| {
        el("div").put(el("dt").text(term)).put(
            el("dd")
                .put(el("code").text(digest.to_owned()))
                .put_some(result),
        )
    };
    let result = if printed.is_equal() {
        ("out out-check", "check", "equal")
    } else {
        ("out out-cross", "cross", "different")
    };
    let (class, icon, words) = result;
    let why = match printed.how {
        "jq" => {
            "jq prints these lines as they were and ends the last one with a line break, as editors do. A digest is of bytes, not of meaning."
        }
        "compact" => {
            "Spaces and line breaks mean nothing in JSON, and to a digest they are bytes like all others. Indenting anew has the same effect."
        }
        _ => {
            "This is all the checking that a client does: it hashes what it received and compares."
        }
    };
    el("div")
        .class("f5-proof")
        .put(
            el("dl")
                .put(row("The tag points to", sample::SERVED_AS, None))
                .put(row(
                    "Hashed here",
                    printed.digest.as_str(),
                    Some(el("span").class(class).put(sign::icon(icon)).text(words)),
                )),
        )
        .put(
            el("p")
                .text(why)
                .text(" ")
                .put(el("code").text("docker buildx imagetools inspect --raw"))
                .text(" prints what was served; ")
                .put(el("code").text("docker manifest inspect"))
                .text(" prints a list that it puts together anew."),
        )
}

/// The whole text in order, one row per part; every byte belongs to one of them.
fn map(printed: &Printed, walk: &Walk, controls: &Controls<'_>) -> Element {
    let checked = walk.checked();
    let row = |(nth, word): (usize, &&'static str)| {
        let position = nth + 1;
        let (plat, class) = match walk.entry(position).map(|entry| &entry.content) {
            Some(Content::Build(build)) => (sign::platform(&build.platform), "b-row"),
            _ => (
                el("span")
                    .class("plat p-other")
                    .put(sign::glyph("", ""))
                    .put(el("span").text("attestation")),
                "b-row b-att",
            ),
        };
        let yes = if walk.is_chosen(position) {
            " b-yes"
        } else {
            ""
        };
        el("label")
            .class(format!("{class}{yes}"))
            .set("data-peek", format!("entry={position}"))
            .put(
                controls
                    .radio("entry", word)
                    .flag("checked", position == checked),
            )
            .put(el("span").class("b-n").text(position))
            .put(plat)
            .put(
                el("span")
                    .class("b-s")
                    .text(format!("{} B", printed.part(position).len())),
            )
    };
    let edge = |words: &'static str, n_bytes: usize| {
        el("p")
            .class("b-row b-edge")
            .put(el("span").text(words))
            .put(el("span").class("b-s").text(format!("{n_bytes} B")))
    };
    let (head, end) = printed.ends();
    el("fieldset")
        .class("b-map")
        .put(el("legend").text(format!("The {} bytes in file order", printed.n_bytes())))
        .put(edge("before the list", head))
        .put(
            el("div").class("b-rows").all(
                POSITIONS
                    .iter()
                    .take(printed.parts.len())
                    .enumerate()
                    .map(row),
            ),
        )
        .put(edge("after the list", end))
}

/// One entry as it stands in the text; what the client reads and what it asks for next are set off.
fn excerpt(printed: &Printed, walk: &Walk) -> Element {
    let position = walk.in_view();
    let text = printed.part(position);
    let mut code = el("code");
    let mut at = 0;
    for field in spans::fields(text) {
        code = code.text(text[at..field.start].to_owned());
        at = field.end;
        for line in text[field].split_inclusive('\n') {
            let words = line.trim_start();
            let indent = &line[..line.len() - words.len()];
            code = code
                .text(indent.to_owned())
                .put(el("b").class("b-f").text(words.to_owned()));
        }
    }
    let gets = if walk.is_chosen(position) {
        " b-yes"
    } else {
        ""
    };
    el("div")
        .class("b-cut")
        .put(
            el("p")
                .class(format!("b-cut-k{gets}"))
                .put(
                    el("b").text(format!("Entry {position}, {}", walk.name_of(position))),
                )
                .text(if gets.is_empty() {
                    ""
                } else {
                    " · the one that the machine gets"
                }),
        )
        .put(el("pre").class("b-text").put(code.text(text[at..].to_owned())))
        .put(el("p").class("b-cut-n").text(
            "Set off: the platform, which the client compares, and the digest, by which an entry is asked for.",
        ))
}

fn all_of_it(printed: &Printed, walk: &Walk) -> Element {
    let in_view = walk.in_view();
    let range = in_view
        .checked_sub(1)
        .and_then(|idx| printed.parts.get(idx).cloned())
        .unwrap_or(0..0);
    el("details")
        .class("b-all")
        .put(el("summary").text(format!("All {} bytes as text", printed.n_bytes())))
        .put(
            el("pre").class("b-text").set("tabindex", "0").put(
                el("code")
                    .text(printed.text[..range.start].to_owned())
                    .put(
                        el("b")
                            .class("b-in")
                            .text(printed.text[range.clone()].to_owned()),
                    )
                    .text(printed.text[range.end..].to_owned()),
            ),
        )
}

/// What stands where there are no bytes.
pub(super) fn no_bytes(walk: &Walk, controls: &Controls<'_>) -> Element {
    let digest = (!walk.record.digest.is_empty()).then(|| {
        el("p")
            .class("f5-none-d")
            .put(el("code").text(walk.record.digest.clone()))
    });
    el("div")
        .class("stage f5-none")
        .put(el("p").text(format!(
            "The figures of {} were recorded on {}, with the digest of the index and without its bytes. Nothing on this page can tell whether they belong together.",
            walk.record.name, walk.record.date
        )))
        .put_some(digest)
        .put(
            controls
                .button(
                    "image",
                    Some(sample::NAME.to_owned()),
                    Some("file"),
                    "Show the bytes of the sample",
                )
                .class("btn primary"),
        )
}
