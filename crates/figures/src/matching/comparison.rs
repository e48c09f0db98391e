//! One entry against one wish, field by field.

use super::Walk;
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::{
    Platform,
    resolve::{Refusal, Verdict},
};

/// The chosen entry, or the one that was read last, field by field against a wish.
pub(super) fn comparison(walk: &Walk) -> Option<Element> {
    let position = match walk.resolution.chosen() {
        Some(chosen) if walk.is_over() => chosen.position,
        _ => walk.n_read,
    };
    let candidate = walk
        .resolution
        .candidates
        .iter()
        .find(|candidate| candidate.position == position)?;
    let nth = match &candidate.verdict {
        Verdict::Chosen(matched) | Verdict::Acceptable(matched) => matched.wish.unwrap_or(0),
        Verdict::Refused(_) => 0,
    };
    let wish = walk.resolution.wishes.get(nth)?;
    let written = candidate.platform.clone()?;
    let compared = candidate.normalized.clone()?;
    let title = format!("Comparing wish {} with entry {position}", nth + 1);
    let version = version_result(wish, &candidate.verdict);
    let fields = [
        (
            "os",
            &wish.os,
            &written.os,
            result(&wish.os, &written.os, &compared.os),
        ),
        (
            "architecture",
            &wish.architecture,
            &written.architecture,
            result(
                &wish.architecture,
                &written.architecture,
                &compared.architecture,
            ),
        ),
        (
            "variant",
            &wish.variant,
            &written.variant,
            result(&wish.variant, &written.variant, &compared.variant),
        ),
        ("os.version", &wish.os_version, &written.os_version, version),
    ];
    let row = |(field, wanted, offered, (class, words)): (
        &'static str,
        &String,
        &String,
        (&'static str, &'static str),
    )| {
        let cell = |text: &String| {
            let said = if text.is_empty() { "none" } else { text };
            el("td").text(said.to_owned())
        };
        el("tr")
            .put(el("th").set("scope", "row").text(field))
            .put(cell(wanted))
            .put(cell(offered))
            .put(
                el("td")
                    .class(format!("lamp {class}"))
                    .put_some((class == "on").then(|| sign::icon("check")))
                    .text(words),
            )
    };
    let note = (written.variant != compared.variant).then(|| {
        el("p").class("cell-n").text(format!(
            "{written} and {compared} are two spellings of one platform."
        ))
    });
    Some(
        el("div")
            .class("cell")
            .set("role", "group")
            .set("aria-label", title.clone())
            .put(el("p").class("cell-k").text(title))
            .put(
                el("table")
                    .class("lamps")
                    .put(
                        el("thead").class("vh").put(
                            el("tr").all(
                                ["Field", "Wish", "Entry", "Result"]
                                    .map(|words| el("th").set("scope", "col").text(words)),
                            ),
                        ),
                    )
                    .put(el("tbody").all(fields.into_iter().map(row))),
            )
            .put_some(note),
    )
}

fn result(wish: &str, written: &str, compared: &str) -> (&'static str, &'static str) {
    if wish == written {
        ("on", "equal")
    } else if wish == compared {
        ("on", "same")
    } else {
        ("no", "differs")
    }
}

fn version_result(wish: &Platform, verdict: &Verdict) -> (&'static str, &'static str) {
    if wish.os != "windows" {
        ("off", "not used")
    } else if matches!(verdict, Verdict::Refused(Refusal::OsVersion { .. })) {
        ("no", "not accepted")
    } else {
        ("on", "accepted")
    }
}
