//! The verdict in words: a resolution told step by step. Pure; the panel only draws it.

use super::words::{capitalized, count, joined, number};
use tagprism_core::{
    Platform, Resolution,
    resolve::{Candidate, Outcome, Policy, Refusal, Verdict},
};

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

fn missing(resolution: &Resolution) -> Option<Step> {
    let best = match resolution.outcome {
        Outcome::Chosen { .. } => match resolution.chosen().map(|it| &it.verdict) {
            Some(Verdict::Chosen(matched)) => matched.wish.unwrap_or(resolution.wishes.len()),
            _ => 0,
        },
        Outcome::NoMatch(_) => resolution.wishes.len(),
    };
    let absent: Vec<String> = resolution
        .wishes
        .iter()
        .take(best)
        .map(|wish| relative(wish, &resolution.host))
        .collect();
    if absent.is_empty() {
        return None;
    }
    let verb = if absent.len() == 1 { "is" } else { "are" };
    Some(vec![
        text(format!("{} {verb} ", joined(&absent))),
        strong("not in the list"),
        text("."),
    ])
}

fn outcome(resolution: &Resolution, listed: Listed) -> Step {
    let Outcome::Chosen { position } = resolution.outcome else {
        return vec![
            text("Nothing is left, so the engine stops "),
            strong("before it downloads anything"),
            text("."),
        ];
    };
    let Some(Verdict::Chosen(matched)) = resolution.chosen().map(|it| &it.verdict) else {
        return Vec::new();
    };
    let Some(wish) = matched.wish else {
        return vec![
            strong(capitalized(&format!("{} {position}", listed.noun()))),
            text(" states no platform. The engine tries it because nothing better is there."),
        ];
    };
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
        0 => " It is the first wish, so it is picked.".to_owned(),
        1 => " It is picked, one step down.".to_owned(),
        more => format!(" It is picked, {} steps down.", number(more)),
    }));
    let n_equal = resolution
        .candidates
        .iter()
        .filter(|it| matches!(&it.verdict, Verdict::Acceptable(other) if other.wish == Some(wish)))
        .count();
    if n_equal > 0 {
        step.push(text(
            " Others fit as well; among equals the first in the list wins.",
        ));
    }
    step
}

/// Two or three words for a row.
pub fn short_verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Chosen(matched) => match matched.wish {
            Some(0) => "picked".to_owned(),
            Some(wish) => format!("picked, wish {}", wish + 1),
            None => "picked, states nothing".to_owned(),
        },
        Verdict::Acceptable(matched) => match matched.wish {
            Some(wish) => format!("would do, wish {}", wish + 1),
            None => "would do, states nothing".to_owned(),
        },
        Verdict::Refused(refusal) => short_refusal(refusal).to_owned(),
    }
}

fn short_refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unknown => "for no machine",
        Refusal::Unreadable => "unreadable",
        Refusal::OperatingSystem { .. } => "other system",
        Refusal::Architecture { .. } => "other architecture",
        Refusal::VariantTooNew { .. } => "needs a newer variant",
        Refusal::VariantNotListed { .. } => "other variant",
        Refusal::OsVersion { .. } => "other Windows build",
        Refusal::OsFeatures { .. } => "needs more features",
        _ => "refused",
    }
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
mod tests {
    use super::*;
    use tagprism_core::{
        resolve,
        resolve::{Offer, Question, RuleSet},
    };

    fn tell(host: &str, offered: &[&str]) -> Vec<String> {
        let linux = Platform::new("linux", "amd64", "");
        let offers: Vec<Offer> = offered
            .iter()
            .zip(1..)
            .map(|(text, position)| Offer {
                position,
                platform: Platform::parse(text, &linux).ok(),
                is_readable: true,
            })
            .collect();
        let host = Platform::parse(host, &linux).unwrap();
        let question = Question {
            host,
            policy: Policy::Only,
            rules: RuleSet::Rc5,
        };
        let told = steps(
            &resolve(&offers, &question),
            Listed::Index { n_attestations: 0 },
        );
        let plain = |step: &Step| -> String {
            step.iter()
                .map(|piece| match piece {
                    Piece::Text(words) | Piece::Strong(words) | Piece::Code(words) => {
                        words.as_str()
                    }
                })
                .collect()
        };
        told.iter().map(plain).collect()
    }

    #[test]
    fn a_pi_zero_on_a_debian_layout_steps_down_once() {
        let told = tell(
            "linux/arm/v6",
            &[
                "linux/amd64",
                "linux/arm/v5",
                "linux/arm/v7",
                "linux/arm64/v8",
            ],
        );
        assert_eq!(told[0], "The index has 4 entries.");
        assert_eq!(
            told[1],
            "A linux/arm/v6 machine accepts arm/v6, then arm/v5. It refuses arm/v7, which is newer than it."
        );
        assert_eq!(told[2], "arm/v6 is not in the list.");
        assert_eq!(told[3], "arm/v5 is entry 2. It is picked, one step down.");
    }

    #[test]
    fn no_match_ends_before_any_download() {
        let told = tell("linux/s390x", &["linux/amd64"]);
        assert_eq!(told[1], "A linux/s390x machine accepts only s390x.");
        assert_eq!(
            told.last().unwrap(),
            "Nothing is left, so the engine stops before it downloads anything."
        );
    }

    #[test]
    fn twins_are_settled_by_position() {
        let told = tell("linux/amd64", &["linux/amd64", "linux/amd64"]);
        assert!(
            told.last()
                .unwrap()
                .ends_with("among equals the first in the list wins.")
        );
    }
}
