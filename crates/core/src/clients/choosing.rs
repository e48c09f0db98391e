//! What all rules share: judging entry by entry, and telling what came of it.

use super::{Asker, Choice, Offered, Reason, Standing, Verdict, reason::shown};
use crate::{
    platform::Platform,
    resolve::{is_newer_variant, written_out},
};

/// Entries with what a rule makes of each before one of them is taken: a rank, lower first, or why not.
pub(super) struct Judged<'a, R> {
    offered: &'a [Offered],
    ranks: Vec<Result<R, Reason>>,
}

impl<'a, R: Ord> Judged<'a, R> {
    /// Judges the readable entries; no client takes others.
    pub(super) fn new(
        offered: &'a [Offered],
        judge: impl Fn(&Offered) -> Result<R, Reason>,
    ) -> Judged<'a, R> {
        let ranks = offered.iter().map(|entry| {
            if entry.is_readable {
                judge(entry)
            } else {
                Err(Reason::Unreadable)
            }
        });
        Judged {
            ranks: ranks.collect(),
            offered,
        }
    }

    /// Entries that were judged elsewhere, one rank for each.
    pub(super) fn from_ranks(
        offered: &'a [Offered],
        ranks: Vec<Result<R, Reason>>,
    ) -> Judged<'a, R> {
        Judged { offered, ranks }
    }

    /// The first of the best.
    pub(super) fn best(&self) -> Option<usize> {
        let mut best: Option<(usize, &R)> = None;
        for (idx, rank) in self.fitting() {
            if best.is_none_or(|(_, lowest)| rank < lowest) {
                best = Some((idx, rank));
            }
        }
        best.map(|(idx, _)| idx)
    }

    /// Those that fit, by place from 0.
    pub(super) fn fitting(&self) -> impl Iterator<Item = (usize, &R)> {
        let ranks = self.ranks.iter().enumerate();
        ranks.filter_map(|(idx, rank)| rank.as_ref().ok().map(|rank| (idx, rank)))
    }

    /// Closes the case: `taken` is a place from 0, `reason` says why that one.
    pub(super) fn close(self, question: &Question, taken: Option<Taken>, rule: String) -> Choice {
        let mut verdicts = Vec::with_capacity(self.ranks.len());
        let winner = taken.as_ref().map(|taken| taken.idx);
        let is_as_good: Vec<bool> = match winner.and_then(|idx| self.ranks.get(idx)) {
            Some(Ok(best)) => {
                let is_equal = |rank: &Result<R, Reason>| rank.as_ref().is_ok_and(|it| it == best);
                self.ranks.iter().map(is_equal).collect()
            }
            _ => vec![false; self.ranks.len()],
        };
        let mut reason_of_taken = taken.map(|taken| taken.reason);
        for (idx, rank) in self.ranks.into_iter().enumerate() {
            verdicts.push(match rank {
                Err(reason) => Verdict {
                    standing: Standing::Refused,
                    reason,
                },
                Ok(_) if Some(idx) == winner => Verdict {
                    standing: question.standing(&self.offered[idx]),
                    reason: reason_of_taken.take().unwrap_or(Reason::AsAsked),
                },
                Ok(_) => Verdict {
                    standing: Standing::Fits,
                    reason: if is_as_good[idx] {
                        Reason::Later
                    } else {
                        Reason::Outranked
                    },
                },
            });
        }
        Choice {
            asked: question.asked.clone(),
            picked: winner.map(|idx| self.offered[idx].position),
            verdicts,
            rule,
        }
    }
}

/// An entry that is taken, by place from 0, and why.
pub(super) struct Taken {
    pub(super) idx: usize,
    pub(super) reason: Reason,
}

/// What a client asks for, and what whoever asks it means.
pub(super) struct Question {
    /// What the client asks for, after what it adds and leaves out.
    pub(super) asked: Platform,
    /// What is meant, canonical: an entry that differs is no more than a substitute.
    meant: Platform,
}

impl Question {
    /// What is asked for is also what is meant.
    pub(super) fn plain(asked: Platform) -> Question {
        let meant = asked.normalize();
        Question { asked, meant }
    }

    /// The client asks for less than whoever asks it means.
    pub(super) fn reduced(asked: Platform, meant: &Platform) -> Question {
        Question {
            asked,
            meant: meant.normalize(),
        }
    }

    /// Why an entry is taken that is the best of what fits.
    pub(super) fn best(&self, entry: &Offered) -> Reason {
        match self.difference(entry) {
            None => Reason::AsAsked,
            Some(None) => Reason::Unstated,
            Some(Some((from, to))) => Reason::FallsBack { from, to },
        }
    }

    /// Why an entry is taken that is the first of what fits.
    pub(super) fn first(&self, entry: &Offered, machine: &Platform) -> Reason {
        match self.difference(entry) {
            None => Reason::AsAsked,
            Some(_) => Reason::First {
                machine: machine.to_string(),
            },
        }
    }

    fn standing(&self, entry: &Offered) -> Standing {
        if self.difference(entry).is_none() {
            Standing::Picked
        } else {
            Standing::Fallback
        }
    }

    /// What differs, coarsest first, as meant and as stated; `Some(None)` where the entry states no platform.
    fn difference(&self, entry: &Offered) -> Option<Option<(String, String)>> {
        let Some(platform) = &entry.platform else {
            return Some(None);
        };
        let platform = platform.normalize();
        let meant = &self.meant;
        let stated = if platform.architecture == meant.architecture {
            (written_out(meant), written_out(&platform))
        } else {
            (join(meant), join(&platform))
        };
        if platform.os != meant.os && !platform.os.is_empty() {
            Some(Some((meant.os.clone(), platform.os)))
        } else if stated.0 != stated.1 {
            Some(Some(stated))
        } else if meant.os == "windows" && is_other_build(&meant.os_version, &platform.os_version) {
            Some(Some((meant.os_version.clone(), platform.os_version)))
        } else {
            None
        }
    }
}

fn join(platform: &Platform) -> String {
    if platform.variant.is_empty() {
        platform.architecture.clone()
    } else {
        format!("{}/{}", platform.architecture, platform.variant)
    }
}

fn is_other_build(host: &str, image: &str) -> bool {
    !host.is_empty() && !image.is_empty() && build(host) != build(image)
}

/// The first three numbers of a version, the part that names a build.
pub(super) fn build(version: &str) -> &str {
    let end = version.match_indices('.').nth(2);
    end.map_or(version, |(at, _)| &version[..at])
}

/// How a machine names itself where the program is compiled for it and looks at Arm alone: no variant but that of 32-bit Arm.
pub(super) fn machine(platform: &Platform) -> Platform {
    let mut machine = platform.normalize();
    if machine.architecture != "arm" {
        machine.variant.clear();
    }
    machine
}

/// What a client asks for that takes the words of whoever asks, and knows a machine by [`machine`].
pub(super) fn as_named(asker: &Asker) -> Platform {
    if asker.is_explicit {
        asker.platform.clone()
    } else {
        machine(&asker.platform)
    }
}

/// What keeps an entry from a client that wants operating system and architecture to be equal, letter by letter.
pub(super) fn other_machine(wanted: &Platform, offered: &Platform) -> Option<Reason> {
    let is_other_os = wanted.os != offered.os;
    if !is_other_os && wanted.architecture == offered.architecture {
        return None;
    }
    Some(if offered.is_unknown() {
        Reason::Unknown
    } else if is_other_os {
        Reason::OperatingSystem {
            wanted: wanted.os.clone(),
            offered: offered.os.clone(),
        }
    } else {
        Reason::Architecture {
            wanted: wanted.architecture.clone(),
            offered: offered.architecture.clone(),
        }
    })
}

/// What keeps an entry from a client that accepts some variants: it is newer than all of them, or not among them.
pub(super) fn other_variant(highest: &Platform, offered: &Platform) -> Reason {
    let (highest_text, offered_text) = (written_out(highest), written_out(offered));
    if is_newer_variant(&highest.architecture, &offered_text, &highest_text) {
        Reason::Newer {
            than: highest_text,
            offered: offered_text,
        }
    } else {
        Reason::Variant {
            wanted: highest_text,
            offered: offered_text,
        }
    }
}

/// A sentence about an entry that is an index itself; empty for all others.
pub(super) fn nested(offered: &[Offered], idx: Option<usize>, does: &str) -> String {
    match idx.and_then(|idx| offered.get(idx)) {
        Some(entry) if entry.is_index => {
            format!(" Entry {} is an index itself: {does}.", entry.position)
        }
        _ => String::new(),
    }
}

/// A platform in a sentence.
pub(super) fn name(platform: &Platform) -> String {
    shown(&platform.to_string())
}
