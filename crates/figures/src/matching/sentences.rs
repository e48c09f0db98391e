//! What the walk says: the conclusion, the status line, an outcome per entry, and the table.

use super::{Asked, Walk, picture};
use crate::{
    figure::Table,
    record::{Content, Entry},
};
use tagprism_core::{
    Platform,
    resolve::{Outcome, Refusal, Verdict},
};

const START: &str = "The client chooses, not the registry";

/// The conclusion.
pub(super) fn caption(walk: &Walk) -> String {
    if !walk.is_over() {
        return format!(
            "{START}: it reads the list and compares each entry with {}.",
            whose(walk)
        );
    }
    let asked = bare(&walk.resolution.host);
    let Some(position) = walk.chosen() else {
        return if walk.is_strict() {
            format!("{START}: asked strictly it takes {asked} or nothing, and the list has none.")
        } else {
            format!(
                "{START}: nothing on this list is on {}, so the pull ends here.",
                whose(walk)
            )
        };
    };
    let got = walk
        .candidate(position)
        .and_then(|candidate| candidate.normalized.as_ref());
    let name = got.map(bare).unwrap_or_default();
    if is_32_bit_for_64(&walk.resolution.host, got) {
        return format!(
            "{START}: without an arm64 entry it takes {name}, which is 32-bit, and nobody asks the processor."
        );
    }
    if got.is_some_and(|got| !got.os_version.is_empty() && got.os == "windows") {
        return format!(
            "{START}: entry {position} wins because it is {name} of a build that fits."
        );
    }
    match wish_of(walk, position) {
        _ if walk.is_strict() => {
            format!(
                "{START}: asked strictly it takes {asked} or nothing, and entry {position} is that."
            )
        }
        1 => format!(
            "{START}: entry {position} wins because {name} stands first on {}.",
            whose(walk)
        ),
        nth => format!(
            "{START}: entry {position} wins because {name}, wish {nth}, is the best that the list has."
        ),
    }
}

/// The number of the wish that an entry fulfills, from 1; 0 for none.
fn wish_of(walk: &Walk, position: usize) -> usize {
    match walk.verdict(position) {
        Some(Verdict::Chosen(matched) | Verdict::Acceptable(matched)) => {
            matched.wish.map_or(0, |nth| nth + 1)
        }
        _ => 0,
    }
}

fn whose(walk: &Walk) -> &'static str {
    match walk.asked {
        Asked::Platform => "the wish list of --platform",
        _ if walk.is_assumed => "the default machine’s wish list",
        _ => "this machine’s own wish list",
    }
}

/// `arm/v7`, and `windows/amd64`: Linux goes without saying.
fn bare(platform: &Platform) -> String {
    let short = platform.short();
    match short.strip_prefix("linux/") {
        Some(rest) => rest.to_owned(),
        None => short,
    }
}

/// 32-bit Arm on a 64-bit Arm machine, which containerd assumes to run and never probes.
fn is_32_bit_for_64(host: &Platform, got: Option<&Platform>) -> bool {
    host.architecture == "arm64" && got.is_some_and(|got| got.architecture == "arm")
}

/// What the picture says just now.
pub(super) fn status(walk: &Walk) -> String {
    let said = if walk.is_over() {
        end(walk)
    } else {
        underway(walk)
    };
    match &walk.asked {
        Asked::Unreadable(error) => {
            format!("{error}. Until then the machine asks for itself. {said}")
        }
        _ => said,
    }
}

fn underway(walk: &Walk) -> String {
    let n_entries = walk.record.entries.len();
    let position = walk.n_read;
    if position == 0 {
        return format!("0 of {n_entries} entries read.");
    }
    let best = match walk.best_so_far() {
        Some(best) => format!("Best so far: entry {best}."),
        None => "Nothing acceptable so far.".to_owned(),
    };
    format!(
        "{position} of {n_entries} entries read. Entry {position}, {}: {}. {best}",
        walk.name_of(position),
        outcome(walk, position)
    )
}

fn end(walk: &Walk) -> String {
    let (mut n_skipped, mut n_refused, mut n_acceptable, mut n_gone) = (0, 0, 0, 0);
    for entry in &walk.record.entries {
        match walk.verdict(entry.position) {
            Some(Verdict::Refused(Refusal::Unknown)) => n_skipped += 1,
            Some(Verdict::Refused(_)) => n_refused += 1,
            Some(_) => n_acceptable += 1,
            None => n_gone += 1,
        }
    }
    let n_entries = walk.record.entries.len();
    let mut said = format!(
        "{n_entries} of {n_entries} entries read: {n_skipped} attestations skipped, {n_refused} refused, {n_acceptable} acceptable"
    );
    if n_gone > 0 {
        said.push_str(&format!(", {n_gone} taken away"));
    }
    said.push_str(". ");
    match (&walk.resolution.outcome, walk.chosen()) {
        (_, Some(position)) => {
            let got = walk
                .candidate(position)
                .and_then(|candidate| candidate.normalized.as_ref());
            said.push_str(&if is_32_bit_for_64(&walk.resolution.host, got) {
                format!(
                    "Entry {position} has the best rank. Some 64-bit chips, Apple’s and Graviton4 among them, cannot run 32-bit Arm: there the pull succeeds, and the start fails or needs emulation."
                )
            } else if walk.is_strict() {
                "Docker asks like this when it looks for a platform among local images; pulls allow substitutes.".to_owned()
            } else {
                format!("Entry {position} has the best rank.")
            });
        }
        (Outcome::NoMatch(no_match), None) if !walk.is_strict() => {
            let (store, message) = if walk.is_on_windows {
                ("classic", &no_match.classic_message)
            } else {
                ("containerd", &no_match.message)
            };
            said.push_str(&format!("Docker’s {store} store says: “{message}”."));
        }
        _ => said.push_str("A pull, which allows substitutes, may still find one."),
    }
    said
}

/// What was found out about an entry so far, in a few words.
pub(super) fn outcome(walk: &Walk, position: usize) -> String {
    if position > walk.n_read {
        return "not read yet".to_owned();
    }
    let wish = wish_of(walk, position);
    match walk.verdict(position) {
        None => "taken away".to_owned(),
        Some(Verdict::Refused(refusal)) => refusal_words(refusal).to_owned(),
        Some(_) if walk.is_chosen(position) => format!("chosen, wish {wish}"),
        Some(_) => format!("acceptable, wish {wish}"),
    }
}

fn refusal_words(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unknown => "skipped",
        Refusal::OperatingSystem { .. } => "system differs",
        Refusal::Architecture { .. } => "architecture differs",
        Refusal::VariantTooNew { .. } => "variant too new",
        Refusal::VariantNotListed { .. } => "variant differs",
        Refusal::OsVersion { .. } => "build does not fit",
        _ => "not on the wish list",
    }
}

/// The walk as a table.
pub(super) fn table(walk: &Walk) -> Table {
    let row = |entry: &Entry| {
        let (platform, hex, size) = match &entry.content {
            Content::Build(build) => (
                build.platform.to_string(),
                build.hex.clone(),
                picture::size(build),
            ),
            Content::Attestation { of } => (
                format!("unknown/unknown, attestation of {of}"),
                match walk.entry(*of).map(|entry| &entry.content) {
                    Some(Content::Build(build)) => format!("about {}", build.hex),
                    _ => String::new(),
                },
                String::new(),
            ),
        };
        vec![
            entry.position.to_string(),
            platform,
            hex,
            size,
            outcome(walk, entry.position),
        ]
    };
    let heads = [
        "Entry",
        "Platform",
        "Manifest, sha256",
        picture::size_head(walk),
        "Outcome",
    ];
    Table {
        caption: format!(
            "Entries of {} in file order, for {}",
            walk.record.name,
            walk.host()
        ),
        heads: heads.map(str::to_owned).to_vec(),
        rows: walk.record.entries.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::walk::tests::walk, *};

    #[track_caller]
    fn check(machine: &str, pairs: &[(&str, &str)], caption_has: &str, status_has: &str) {
        let walk = walk(machine, pairs);
        let (caption, status) = (caption(&walk), status(&walk));
        assert!(caption.contains(caption_has), "{caption}");
        assert!(status.contains(status_has), "{status}");
    }

    #[test]
    fn the_first_state_says_why_entry_7_wins() {
        check(
            "linux/arm64/v8",
            &[],
            "entry 7 wins because arm64 stands first on this machine’s own wish list.",
            "8 attestations skipped, 5 refused, 3 acceptable. Entry 7 has the best rank.",
        );
    }

    #[test]
    fn a_machine_that_nobody_chose_is_called_the_default() {
        let mut walk = walk("linux/arm64/v8", &[]);
        walk.is_assumed = true;
        assert!(caption(&walk).ends_with("arm64 stands first on the default machine’s wish list."));
    }

    #[test]
    fn thirty_two_bits_for_a_64_bit_machine_come_with_a_warning() {
        check(
            "linux/arm64/v8",
            &[("without", "7")],
            "it takes arm/v7, which is 32-bit",
            "the start fails or needs emulation",
        );
    }

    #[test]
    fn a_32_bit_machine_that_gets_32_bits_is_not_warned() {
        check(
            "linux/arm/v6",
            &[],
            "arm/v5, wish 2,",
            "Entry 3 has the best rank.",
        );
    }

    #[test]
    fn a_machine_without_an_entry_reads_the_engines_own_message() {
        check(
            "linux/mips64le",
            &[],
            "so the pull ends here.",
            "Docker’s containerd store says: “no matching manifest for linux/mips64le in the manifest list entries: no match",
        );
    }

    #[test]
    fn a_windows_daemon_says_it_in_the_words_of_the_classic_store() {
        check(
            "windows(10.0.20348)/amd64",
            &[],
            "so the pull ends here.",
            "Docker’s classic store says: “no matching manifest for windows(10.0.20348)/amd64 in the manifest list entries”.",
        );
    }

    #[test]
    fn windows_takes_the_build_that_fits() {
        check(
            "windows(10.0.20348)/amd64",
            &[("image", "hello-world:latest")],
            "entry 20 wins because it is windows/amd64 of a build that fits.",
            "1 acceptable",
        );
    }

    #[test]
    fn a_strict_question_is_called_one() {
        check(
            "linux/arm64/v8",
            &[("rule", "strict"), ("without", "7")],
            "it takes arm64 or nothing, and the list has none.",
            "may still find one",
        );
    }

    #[test]
    fn a_text_that_is_no_platform_is_answered_with_what_is_missing() {
        check(
            "linux/arm64/v8",
            &[("platform", "lnux")],
            "entry 7 wins",
            "`lnux` is neither an operating system nor an architecture, write both as in `linux/lnux`. Until then",
        );
    }
}
