//! The verdict in words: a resolution told step by step. Pure; the panel only draws it.

mod short;

pub use self::short::short_verdict;

use super::words::{capitalized, count, number};
use tagprism_core::{
    Platform, Resolution,
    resolve::{Candidate, Outcome, Policy, Refusal, Verdict},
};
use tagprism_figures::words::joined;

/// A run of text in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Ordinary words.
    Text(String),
    /// What the sentence is about.
    Strong(String),
    /// What a machine would print.
    Code(String),
}

/// What the offered entries stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// An index that was read.
    Index {
        /// How many of its entries are attestations.
        n_attestations: usize,
    },
    /// A record, which knows no positions of the real index.
    Record,
}

impl Listed {
    /// What one of them is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Index { .. } => "entry",
            Self::Record => "row",
        }
    }
}

/// One step of the story.
pub type Step = Vec<Piece>;

fn text(words: impl Into<String>) -> Piece {
    Piece::Text(words.into())
}

fn strong(words: impl Into<String>) -> Piece {
    Piece::Strong(words.into())
}

/// Tells how the answer came about: what is offered, what the machine accepts, what is missing, what is picked.
pub fn steps(resolution: &Resolution, listed: Listed) -> Vec<Step> {
    let steps = [
        Some(offered(resolution, listed)),
        Some(accepted(resolution)),
        missing(resolution),
        Some(outcome(resolution, listed)),
    ];
    steps.into_iter().flatten().collect()
}

fn offered(resolution: &Resolution, listed: Listed) -> Step {
    let n_entries = resolution.candidates.len();
    let mut step = match listed {
        Listed::Index { .. } => {
            vec![
                text("The index has "),
                strong(count(n_entries, "entry", "entries")),
                text("."),
            ]
        }
        Listed::Record => {
            vec![
                text("The record lists "),
                strong(count(n_entries, "platform", "platforms")),
                text("."),
            ]
        }
    };
    let n_unknown = resolution
        .candidates
        .iter()
        .filter(|it| refusal(it) == Some(&Refusal::Unknown))
        .count();
    if n_unknown > 0 {
        step.push(text(format!(" {} ", capitalized(&number(n_unknown)))));
        step.push(text(if n_unknown == 1 { "says " } else { "say " }));
        step.push(Piece::Code("unknown/unknown".to_owned()));
        step.push(text(if n_unknown == 1 {
            " and is skipped"
        } else {
            " and are skipped"
        }));
        step.push(text(
            if listed
                == (Listed::Index {
                    n_attestations: n_unknown,
                })
            {
                ": attestations, not platforms."
            } else {
                "."
            },
        ));
    }
    let n_unreadable = resolution
        .candidates
        .iter()
        .filter(|it| refusal(it) == Some(&Refusal::Unreadable))
        .count();
    if n_unreadable > 0 {
        step.push(text(format!(
            " {} cannot be read.",
            capitalized(&number(n_unreadable))
        )));
    }
    step
}

fn accepted(resolution: &Resolution) -> Step {
    let host = label(&resolution.host);
    let wishes: Vec<String> = resolution
        .wishes
        .iter()
        .map(|wish| relative(wish, &resolution.host))
        .collect();
    let mut step = match (resolution.question.policy, wishes.as_slice()) {
        (Policy::OnlyStrict, _) => {
            vec![
                text("Asked strictly, only "),
                strong(host),
                text(" itself will do: no older variant, no other architecture."),
            ]
        }
        (Policy::Only, []) => vec![
            text(format!("{} accepts ", machine(&host))),
            strong("nothing"),
            text(": containerd knows no fallbacks for this variant, and not the variant itself."),
        ],
        (Policy::Only, [only]) => vec![
            text(format!("{} accepts only ", machine(&host))),
            strong(only.clone()),
            text("."),
        ],
        (Policy::Only, _) => vec![
            text(format!("{} accepts ", machine(&host))),
            strong(wishes.join(", then ")),
            text("."),
        ],
    };
    let too_new = resolution
        .candidates
        .iter()
        .find(|it| matches!(refusal(it), Some(Refusal::VariantTooNew { .. })));
    if let Some(platform) = too_new.and_then(|it| it.normalized.as_ref()) {
        step.push(text(format!(
            " It refuses {}, which is newer than it.",
            relative(platform, &resolution.host)
        )));
    }
    if resolution.host.os == "windows" && !resolution.host.os_version.is_empty() {
        let turned_away = resolution
            .candidates
            .iter()
            .find_map(|it| match refusal(it) {
                Some(Refusal::OsVersion { rule, .. }) => Some(rule.clone()),
                _ => None,
            });
        if let Some(rule) = turned_away {
            step.push(text(format!(" {}.", capitalized(&rule))));
        }
    }
    step
}

/// The wishes before the one that is met: not offered at all, or offered and refused.
fn missing(resolution: &Resolution) -> Option<Step> {
    let best = match resolution.outcome {
        Outcome::Chosen { .. } => match resolution.chosen().map(|it| &it.verdict) {
            Some(Verdict::Chosen(matched)) => matched.wish.unwrap_or(resolution.wishes.len()),
            _ => 0,
        },
        Outcome::NoMatch(_) => resolution.wishes.len(),
    };
    let unmet = resolution.wishes.get(..best).unwrap_or_default();
    let is_listed = |wish: &&Platform| refusal_of_wish(resolution, wish).is_some();
    let (listed, absent): (Vec<&Platform>, Vec<&Platform>) = unmet.iter().partition(is_listed);
    let mut step = Step::new();
    if !absent.is_empty() {
        let names: Vec<String> = absent
            .iter()
            .map(|wish| relative(wish, &resolution.host))
            .collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        step.push(text(format!("{} {verb} ", joined(&names))));
        step.push(strong("not in the list"));
        step.push(text("."));
    }
    for wish in listed {
        // The entry is for the wished machine, but perhaps not for its build.
        let bare = Platform::new(&wish.os, &wish.architecture, &wish.variant);
        let space = if step.is_empty() { "" } else { " " };
        let name = relative(&bare, &resolution.host);
        step.push(text(format!("{space}{name} is ")));
        step.push(strong("in the list, but refused"));
        step.push(text(match refusal_of_wish(resolution, wish) {
            Some(Refusal::OsVersion { .. }) => " for its Windows build.",
            Some(Refusal::OsFeatures { .. }) => " for the features that it needs.",
            Some(Refusal::Unreadable) => ", because its entry cannot be read.",
            _ => ".",
        }));
    }
    (!step.is_empty()).then_some(step)
}

/// Why an entry for this very machine is refused all the same, if there is one.
pub fn refusal_of_wish<'a>(resolution: &'a Resolution, wish: &Platform) -> Option<&'a Refusal> {
    let is_for = |offered: &Platform| {
        (&offered.os, &offered.architecture, &offered.variant)
            == (&wish.os, &wish.architecture, &wish.variant)
    };
    resolution
        .candidates
        .iter()
        .filter(|it| it.normalized.as_ref().is_some_and(is_for))
        .find_map(refusal)
}

fn outcome(resolution: &Resolution, listed: Listed) -> Step {
    let Outcome::Chosen { position } = resolution.outcome else {
        return vec![
            text("Nothing is left, so the engine stops "),
            strong("before it downloads any layer"),
            text("."),
        ];
    };
    let Some(Verdict::Chosen(matched)) = resolution.chosen().map(|it| &it.verdict) else {
        return Vec::new();
    };
    let Some(wish) = matched.wish else {
        return vec![
            strong(capitalized(&format!("{} {position}", listed.noun()))),
            text(" states no platform. The engine takes it, because nothing better is there."),
        ];
    };
    let build = resolution
        .chosen()
        .and_then(|it| it.platform.as_ref())
        .map(|it| it.os_version.as_str())
        .filter(|own| !own.is_empty() && !resolution.host.os_version.is_empty());
    if let Some(build) = build {
        let mut step = vec![
            strong(capitalized(&format!("{} {position}", listed.noun()))),
            text(format!(
                " is of build {build}, which this host accepts, so it is picked."
            )),
        ];
        step.extend(tie(resolution, wish).map(text));
        return step;
    }
    let wished = resolution.wishes.get(wish);
    let name = wished
        .map(|it| relative(it, &resolution.host))
        .unwrap_or_default();
    let mut step = vec![
        text(format!("{} is ", capitalized(&name))),
        strong(format!("{} {position}", listed.noun())),
        text("."),
    ];
    step.push(text(match wish {
        0 => " It is what the machine wants most, so it is picked.".to_owned(),
        1 => " It is picked, one step down.".to_owned(),
        more => format!(" It is picked, {} steps down.", number(more)),
    }));
    step.extend(tie(resolution, wish).map(text));
    step
}

/// How the choice fell among entries that meet the same wish: more features of the operating system first, then the
/// place in the list.
fn tie(resolution: &Resolution, wish: usize) -> Option<&'static str> {
    let n_features = |candidate: &Candidate| {
        let platform = candidate.platform.as_ref();
        platform.map_or(0, |platform| platform.os_features.len())
    };
    let chosen = n_features(resolution.chosen()?);
    let equals = resolution
        .candidates
        .iter()
        .filter(|it| matches!(&it.verdict, Verdict::Acceptable(other) if other.wish == Some(wish)));
    let best_other = equals.map(n_features).max()?;
    Some(if best_other < chosen {
        " Others fit as well; the one that uses more features of the operating system goes first."
    } else {
        " Others fit as well; among equals the first in the list wins."
    })
}

fn refusal(candidate: &Candidate) -> Option<&Refusal> {
    match &candidate.verdict {
        Verdict::Refused(refusal) => Some(refusal),
        Verdict::Chosen(_) | Verdict::Acceptable(_) => None,
    }
}

/// `linux/arm/v6`, or `windows/amd64 10.0.20348`.
fn label(platform: &Platform) -> String {
    match platform.os_version.as_str() {
        "" => platform.short(),
        version => format!("{} {version}", platform.short()),
    }
}

/// A platform without the operating system that everybody in the sentence shares.
fn relative(platform: &Platform, host: &Platform) -> String {
    let short = label(platform);
    if platform.os != host.os {
        return short;
    }
    short
        .strip_prefix(&format!("{}/", host.os))
        .map_or(short.clone(), str::to_owned)
}

fn machine(host: &str) -> String {
    format!("A {host} machine")
}

#[cfg(test)]
mod tests;
