//! One entry against one wish, field by field.

use super::Walk;
use crate::{
    markup::{Element, el},
    record::Content,
    sign,
};
use tagprism_core::{
    Platform,
    resolve::{Refusal, Verdict},
};

/// Class of a lamp, and its word.
type Lamp = (&'static str, &'static str);

/// The entry in view, field by field against the wish that it fulfills, or the first one.
pub(super) fn comparison(walk: &Walk) -> Element {
    let position = walk.compared();
    let nth = match walk.verdict(position) {
        Some(Verdict::Chosen(matched) | Verdict::Acceptable(matched)) => matched.wish.unwrap_or(0),
        _ => 0,
    };
    let lamps = lamps(walk, position, nth);
    let title = match (position, &lamps) {
        (0, _) => "Nothing compared yet".to_owned(),
        (_, Some(_)) => format!("Comparing wish {} with entry {position}", nth + 1),
        (_, None) => format!("Entry {position} is not compared"),
    };
    el("div")
        .class("cell")
        .set("role", "group")
        .set("aria-label", title.clone())
        .put(el("p").class("cell-k").text(title))
        .put_some(lamps)
        .put(el("p").class("cell-n").text(reason(walk, position)))
}

fn lamps(walk: &Walk, position: usize, nth: usize) -> Option<Element> {
    let candidate = walk.candidate(position)?;
    let wish = walk.resolution.wishes.get(nth)?;
    let written = candidate.platform.as_ref()?;
    let compared = candidate.normalized.as_ref()?;
    let of = |field: fn(&Platform) -> &String| {
        let (wish, written, compared) = (field(wish), field(written), field(compared));
        (wish.clone(), written.clone(), lamp(wish, written, compared))
    };
    let version = version_lamp(wish, written, &candidate.verdict);
    let fields = [
        ("os", of(|it| &it.os)),
        ("arch", of(|it| &it.architecture)),
        ("variant", of(|it| &it.variant)),
        (
            "os.version",
            (wish.os_version.clone(), written.os_version.clone(), version),
        ),
    ];
    let heads = ["Field", "Wish", "Entry", "Result"];
    Some(
        el("table")
            .class("lamps")
            .put(
                el("colgroup")
                    .all(["l-f", "l-w", "l-e", "l-r"].map(|class| el("col").class(class))),
            )
            .put(
                el("thead")
                    .class("vh")
                    .put(el("tr").all(heads.map(|words| el("th").set("scope", "col").text(words)))),
            )
            .put(el("tbody").all(fields.map(row))),
    )
}

fn row(
    (field, (wanted, offered, (class, words))): (&'static str, (String, String, Lamp)),
) -> Element {
    let cell = |text: String| {
        if text.is_empty() {
            return el("td").text("–");
        }
        let parts = text.split_inclusive('.');
        el("td").all(parts.map(|part| el("span").text(part.to_owned())))
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
}

/// Why it ended like that, in one sentence.
fn reason(walk: &Walk, position: usize) -> String {
    let Some(candidate) = walk.candidate(position) else {
        return match position {
            0 => "The first entry comes next.".to_owned(),
            _ => "It was taken away, so this machine never sees it.".to_owned(),
        };
    };
    if let Some(Content::Attestation { of }) = walk.entry(position).map(|entry| &entry.content) {
        return format!(
            "Says how entry {of} was built. It is no program, and no machine is “unknown”."
        );
    }
    let platforms = candidate
        .platform
        .as_ref()
        .zip(candidate.normalized.as_ref());
    match (&candidate.verdict, platforms) {
        (Verdict::Refused(refusal), _) => format!("Refused: {refusal}."),
        (_, Some((written, compared))) if written.architecture != compared.architecture => {
            format!("{written} and {compared} are two spellings of one platform.")
        }
        (_, Some((written, compared))) if written.variant != compared.variant => {
            let (name, default) = (&compared.architecture, &written.variant);
            format!("For {name}, {default} and no variant are one platform.")
        }
        (Verdict::Chosen(_), _) if walk.is_over() => {
            "All fields agree, and no better wish is in the list.".to_owned()
        }
        (Verdict::Chosen(_), _) => "All fields agree.".to_owned(),
        (Verdict::Acceptable(_), _) => {
            "All fields agree, but a better wish is in the list.".to_owned()
        }
    }
}

/// Equal as written, the same once both are brought into one form, or different.
fn lamp(wish: &str, written: &str, compared: &str) -> Lamp {
    if wish == written {
        ("on", "equal")
    } else if wish == compared {
        ("on", "same")
    } else {
        ("no", "differs")
    }
}

/// Versions count only where Windows is wanted, and then only builds.
fn version_lamp(wish: &Platform, written: &Platform, verdict: &Verdict) -> Lamp {
    if wish.os != "windows" || written.os != "windows" {
        ("off", "not used")
    } else if matches!(verdict, Verdict::Refused(Refusal::OsVersion { .. })) {
        ("no", "does not fit")
    } else {
        ("on", "fits")
    }
}

#[cfg(test)]
mod tests {
    use super::{super::walk::tests::walk, *};

    #[track_caller]
    fn check(machine: &str, pairs: &[(&str, &str)], expected: &str) {
        let text = comparison(&walk(machine, pairs)).plain_text();
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn v8_and_no_variant_are_the_same() {
        check(
            "linux/arm64/v8",
            &[],
            "variant – v8 same os.version – – not used For arm64, v8 and no variant are one platform.",
        );
    }

    #[test]
    fn the_entry_that_a_reader_points_at_is_compared() {
        check(
            "linux/arm64/v8",
            &[("entry", "1")],
            "arch arm64 amd64 differs",
        );
        check(
            "linux/arm64/v8",
            &[("entry", "2")],
            "Says how entry 1 was built.",
        );
        check(
            "linux/arm64/v8",
            &[("entry", "5")],
            "Comparing wish 3 with entry 5",
        );
    }

    #[test]
    fn while_it_walks_the_last_entry_read_is_compared() {
        check(
            "linux/arm64/v8",
            &[("read", "3"), ("entry", "1")],
            "Comparing wish 5 with entry 3",
        );
    }

    #[test]
    fn of_an_entry_that_was_taken_away_the_winner_is_compared_instead() {
        let without = ("without", "7");
        check(
            "linux/arm64/v8",
            &[without, ("entry", "7")],
            "Comparing wish 3 with entry 5",
        );
        check(
            "linux/arm64/v8",
            &[without, ("read", "7")],
            "Entry 7 is not compared It was taken away",
        );
    }

    #[test]
    fn a_windows_build_that_is_too_new_does_not_fit() {
        let image = ("image", "hello-world:latest");
        check(
            "windows(10.0.20348)/amd64",
            &[image, ("entry", "19")],
            "26100. 33438 does not fit",
        );
        check("windows(10.0.20348)/amd64", &[image], "20348. 5622 fits");
    }
}
