//! Which entry of an index does a machine get, and why.
//!
//! The rules are those of containerd/platforms v1.0.0-rc.5: `Only` and `OnlyStrict` decide what is acceptable
//! (<https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go>), and containerd's image store takes the first entry after a
//! stable sort. [`resolve`] walks the same way and writes down a [`Verdict`] for *every* entry, so that a table, a figure or a
//! command line can tell the whole story.
//!
//! This module only answers "which entry"; it does not know whether the chosen image really runs. 32-bit Arm under arm64, for
//! one, is assumed by containerd and never probed.

mod refusal;
mod remedy;
mod verdict;
mod windows;
mod wishes;

use std::cmp::Reverse;

pub(crate) use self::verdict::{is_newer_variant, written_out};
pub use self::{
    refusal::Refusal,
    remedy::{NoMatch, Remedy, emulated_as},
    verdict::{Candidate, Match, Verdict},
    wishes::wishes,
};
use crate::{
    document::{EntryContent, Index},
    platform::Platform,
};

/// Who asks, by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The machine, or the platform given with `--platform`; normalized here.
    pub host: Platform,
    /// What counts as acceptable.
    pub policy: Policy,
    /// Which release of containerd/platforms decides.
    pub rules: RuleSet,
}

/// What counts as acceptable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The host and everything it is expected to run: 386 on amd64, lower Arm versions, lower variants.
    #[default]
    Only,
    /// Exactly the host's platform.
    OnlyStrict,
}

/// Which release of containerd/platforms decides about Windows builds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RuleSet {
    /// v1.0.0-rc.4 and earlier, in Docker Engine up to 29.7.2.
    Rc4,
    /// v1.0.0-rc.5.
    #[default]
    Rc5,
}

/// One offered entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Place in the index, from 1.
    pub position: usize,
    /// The platform as written; `None` where the entry states none.
    pub platform: Option<Platform>,
    /// Whether the entry is a readable descriptor; others are refused.
    pub is_readable: bool,
}

impl Index {
    /// Every entry as an offer, in the order of the index.
    pub fn offers(&self) -> Vec<Offer> {
        let offer = |entry: &crate::document::Entry| Offer {
            position: entry.position,
            platform: entry.platform().cloned(),
            is_readable: matches!(entry.content, EntryContent::Readable(_)),
        };
        self.entries.iter().map(offer).collect()
    }
}

/// The answer, with a verdict for every offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// What was asked.
    pub question: Question,
    /// The host, normalized.
    pub host: Platform,
    /// What the host accepts, best first; for [`Policy::OnlyStrict`] exactly one platform, and for [`Policy::Only`] none where
    /// the host is of an arm64 variant that containerd does not list.
    pub wishes: Vec<Platform>,
    /// One per offer, in the same order.
    pub candidates: Vec<Candidate>,
    /// The end of the story.
    pub outcome: Outcome,
}

/// The end of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An entry was found.
    Chosen {
        /// Its place in the index, from 1.
        position: usize,
    },
    /// Nothing is acceptable.
    NoMatch(NoMatch),
}

impl Resolution {
    /// The candidate that was chosen, if any.
    pub fn chosen(&self) -> Option<&Candidate> {
        self.candidates
            .iter()
            .find(|candidate| matches!(candidate.verdict, Verdict::Chosen(_)))
    }

    /// Whether the count of OS features decided: an earlier entry fulfills the same wish, but states fewer of them.
    pub fn is_decided_by_features(&self) -> bool {
        let matches = || {
            self.candidates
                .iter()
                .filter_map(|candidate| match &candidate.verdict {
                    Verdict::Chosen(matched) | Verdict::Acceptable(matched) => Some(matched),
                    Verdict::Refused(_) => None,
                })
        };
        let chosen = matches().find(|matched| matched.place == 1);
        // Among equals the first would have been taken, so an earlier one can only have lost by its features.
        chosen.is_some_and(|chosen| {
            matches()
                .take_while(|matched| matched.place != 1)
                .any(|earlier| earlier.wish == chosen.wish)
        })
    }
}

/// Decides as containerd would: filter, stable sort, first.
///
/// Sorted by place in the wish list, then by count of OS features (more first), then by place in the index. Entries without
/// a platform match anything and come last. A refused entry is never chosen.
///
/// ```
/// use tagprism_core::{Platform, resolve::{Offer, Outcome, Policy, Question, RuleSet, resolve}};
/// let offer = |position, architecture: &str, variant: &str| Offer {
///     position,
///     platform: Some(Platform::new("linux", architecture, variant)),
///     is_readable: true,
/// };
/// let offers = [offer(1, "amd64", ""), offer(2, "arm", "v5"), offer(3, "arm", "v7")];
/// let host = Platform::new("linux", "arm", "v6");
/// let question = Question { host, policy: Policy::Only, rules: RuleSet::Rc5 };
/// assert_eq!(resolve(&offers, &question).outcome, Outcome::Chosen { position: 2 });
/// ```
pub fn resolve(offers: &[Offer], question: &Question) -> Resolution {
    let host = question.host.normalize();
    let wishes = wishes::wishes(&host, question.policy);
    let judge = verdict::Judge {
        host: &host,
        wishes: &wishes,
        rules: question.rules,
    };
    let judgments: Vec<_> = offers.iter().map(|offer| judge.judge(offer)).collect();

    let n_features = |offer: &Offer| {
        let platform = offer.platform.as_ref();
        platform.map_or(0, |platform| platform.os_features.len())
    };
    let rank = |idx: usize| {
        let wish = judgments[idx].as_ref().ok().copied().flatten();
        (
            wish.unwrap_or(usize::MAX),
            Reverse(n_features(&offers[idx])),
        )
    };
    let mut order: Vec<usize> = Vec::new();
    for idx in (0..offers.len()).filter(|&idx| judgments[idx].is_ok()) {
        // Among equals the first in the list stays first.
        let at = order.partition_point(|&before| rank(before) <= rank(idx));
        order.insert(at, idx);
    }
    let mut places = vec![0; offers.len()];
    for (nth, &idx) in order.iter().enumerate() {
        places[idx] = nth + 1;
    }

    let candidates: Vec<Candidate> = offers
        .iter()
        .zip(judgments)
        .zip(places)
        .map(|((offer, judgment), place)| Candidate {
            position: offer.position,
            platform: offer.platform.clone(),
            normalized: offer
                .platform
                .as_ref()
                .map(|platform| verdict::normalize_offer(platform, &host)),
            verdict: match judgment {
                Ok(wish) => {
                    let matched = Match {
                        wish,
                        place,
                        n_features: n_features(offer),
                    };
                    if place == 1 {
                        Verdict::Chosen(matched)
                    } else {
                        Verdict::Acceptable(matched)
                    }
                }
                Err(refusal) => Verdict::Refused(refusal),
            },
        })
        .collect();

    let outcome = match order.first() {
        Some(&idx) => Outcome::Chosen {
            position: offers[idx].position,
        },
        None => Outcome::NoMatch(remedy::no_match(&host, &candidates, question)),
    };
    Resolution {
        question: question.clone(),
        host,
        wishes,
        candidates,
        outcome,
    }
}
