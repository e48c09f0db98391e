//! containerd/platforms: containerd itself, and Docker with both of its stores.
//!
//! A pull keeps the entries that the matcher accepts, sorts them by it without moving equals, and takes the first; entries
//! without a platform match and come last. `Only` walks a list of what a machine runs, which [`resolve`] tells in full.
//! `Default`, which containerd uses where nobody names a platform, is `Only` on Linux and another rule on Windows, macOS and
//! FreeBSD: `defaults_windows.go`, `defaults_darwin.go`, `defaults_freebsd.go`.

use super::{
    Asker, Choice, Client, Offered, Reason,
    choosing::{Judged, Question, Taken, machine, name, nested},
    windows_puller,
};
use crate::{
    platform::Platform,
    resolve::{self, Candidate, Offer, Policy, Resolution, RuleSet, Verdict},
};
use std::cmp::Reverse;

/// Docker with the containerd image store.
pub(super) const DOCKER: Client = Client {
    id: "docker",
    name: "Docker",
    also: "containerd image store",
    library: "containerd/platforms",
    version: "v1.0.0-rc.5",
    as_of: "2026-08-20",
    source: "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go",
    rules: RuleSet::Rc5,
    rule: docker,
};

/// Docker with the store that it had before.
pub(super) const DOCKER_CLASSIC: Client = Client {
    id: "docker-classic",
    name: "Docker, classic store",
    also: "graphdriver image store",
    library: "moby",
    version: "b985e2313a",
    as_of: "2026-08-23",
    source: "https://github.com/moby/moby/tree/b985e2313a/daemon/internal/distribution",
    rules: RuleSet::Rc5,
    rule: docker_classic,
};

/// containerd, asked by its own tools.
pub(super) const CONTAINERD: Client = Client {
    id: "containerd",
    name: "containerd",
    also: "nerdctl, Kubernetes through CRI",
    library: "containerd/platforms",
    version: "v1.0.0-rc.4",
    as_of: "2026-03-31",
    source: "https://github.com/containerd/platforms/blob/v1.0.0-rc.4/compare.go",
    rules: RuleSet::Rc4,
    rule: containerd,
};

const DESCENDS: &str = "it is searched by the same rule";

/// Place in the list of what is accepted, from 0, then the count of features, more first. No platform is last.
type Rank = (usize, Reverse<usize>);

fn docker(asker: &Asker, offered: &[Offered], rules: RuleSet) -> Choice {
    let asked = docker_asks(asker);
    let mut choice = only("Docker", asked, offered, rules);
    if choice.asked.os == "windows" {
        let other = match rules {
            RuleSet::Rc4 => RuleSet::Rc5,
            RuleSet::Rc5 => RuleSet::Rc4,
        };
        let others = look(&choice.asked, &offers(offered), Policy::Only, other);
        let picked = others.chosen().map(|chosen| chosen.position);
        if picked != choice.picked {
            let release = match other {
                RuleSet::Rc4 => "v1.0.0-rc.4, in Engine up to 29.7.2,",
                RuleSet::Rc5 => "v1.0.0-rc.5",
            };
            let takes = picked.map_or("nothing".to_owned(), |position| format!("entry {position}"));
            choice.rule.push_str(&format!(
                " With containerd/platforms {release} it takes {takes}."
            ));
        }
    }
    tell_level(asker, offered, &mut choice);
    tell_vm(asker, &mut choice);
    choice
}

fn docker_classic(asker: &Asker, offered: &[Offered], rules: RuleSet) -> Choice {
    let asked = docker_asks(asker);
    if asked.os == "windows" {
        return windows_puller::choose(asker, &asked, offered);
    }
    let stated: Vec<Offered> = offered.iter().map(without_empty_platform).collect();
    let mut choice = only("Docker", asked, &stated, rules);
    tell_level(asker, offered, &mut choice);
    tell_vm(asker, &mut choice);
    choice
}

/// The classic store reads a platform without a single value as none, moby's `toOCIPlatform`.
fn without_empty_platform(entry: &Offered) -> Offered {
    let mut entry = entry.clone();
    entry.platform = entry.platform.filter(|it| *it != Platform::default());
    entry
}

fn containerd(asker: &Asker, offered: &[Offered], rules: RuleSet) -> Choice {
    if asker.is_explicit {
        return only("containerd", asker.platform.normalize(), offered, rules);
    }
    let asked = machine(&asker.platform);
    match asked.os.as_str() {
        "windows" => highest_as_text(asked, offered, rules),
        "darwin" | "freebsd" => linux_second(asked, offered, rules),
        _ => only("containerd", asked, offered, rules),
    }
}

/// The engine adds the level of an amd64 processor to what containerd says of the machine: with the containerd store since
/// Engine 29.6.0 (`daemon/containerd/platform_matchers.go`), with the classic one since 23.0 (`maximumSpec` in
/// `daemon/internal/distribution/pull_v2.go`). On a Mac the engine runs in a Linux machine.
fn docker_asks(asker: &Asker) -> Platform {
    if asker.is_explicit {
        return asker.platform.normalize();
    }
    let mut asked = machine(&asker.platform);
    if asked.architecture == "amd64" {
        asked.variant = asker.platform.normalize().variant;
    }
    if asked.os == "darwin" {
        "linux".clone_into(&mut asked.os);
        asked.os_version.clear();
    }
    asked
}

/// Docker would have asked for more on most processors; where the index has levels that changes the answer.
fn tell_level(asker: &Asker, offered: &[Offered], choice: &mut Choice) {
    let is_level = |platform: &Platform| {
        let platform = platform.normalize();
        platform.architecture == "amd64" && !platform.variant.is_empty()
    };
    let is_plain = choice.asked.architecture == "amd64" && choice.asked.variant.is_empty();
    let has_levels = || {
        offered
            .iter()
            .any(|it| it.platform.as_ref().is_some_and(is_level))
    };
    if !asker.is_explicit && is_plain && has_levels() {
        choice.rule.push_str(
            " No level of the processor is named here; on one that reaches v2, v3 or v4, Docker adds that to the question and may take another entry.",
        );
    }
}

fn tell_vm(asker: &Asker, choice: &mut Choice) {
    if !asker.is_explicit && asker.platform.normalize().os == "darwin" {
        choice.rule.push_str(&format!(
            " Docker Desktop’s engine runs in a Linux machine of its own, so {} asks.",
            name(&choice.asked)
        ));
    }
}

fn offers(offered: &[Offered]) -> Vec<Offer> {
    let offer = |entry: &Offered| Offer {
        position: entry.position,
        platform: entry.platform.clone(),
        is_readable: entry.is_readable,
    };
    offered.iter().map(offer).collect()
}

fn look(host: &Platform, offers: &[Offer], policy: Policy, rules: RuleSet) -> Resolution {
    let question = resolve::Question {
        host: host.clone(),
        policy,
        rules,
    };
    resolve::resolve(offers, &question)
}

fn rank(candidate: Candidate) -> Result<Rank, Reason> {
    match candidate.verdict {
        Verdict::Chosen(matched) | Verdict::Acceptable(matched) => Ok((
            matched.wish.unwrap_or(usize::MAX),
            Reverse(matched.n_features),
        )),
        Verdict::Refused(refusal) => Err(refusal.into()),
    }
}

/// `Only`: the first of the best on the list of what a machine runs.
fn only(client: &str, asked: Platform, offered: &[Offered], rules: RuleSet) -> Choice {
    let resolution = look(&asked, &offers(offered), Policy::Only, rules);
    let by_features = resolution.is_decided_by_features();
    let wishes = resolution.wishes;
    let ranks = resolution.candidates.into_iter().map(rank).collect();
    let judged = Judged::from_ranks(offered, ranks);
    let question = Question::plain(asked);
    let best = judged.best();
    let accepts = accepted(client, &question.asked, &wishes);
    let rule = match best.map(|idx| &offered[idx]) {
        None => format!("{accepts}, and no entry is for that."),
        Some(entry) if entry.platform.is_none() => format!(
            "{accepts}; no entry says that it is for that, so {client} takes entry {}, which states no platform, and then looks into the image’s config.",
            entry.position
        ),
        Some(entry) if by_features => format!(
            "{accepts}; of the entries for the best of these, entry {} states the most features that fit.",
            entry.position
        ),
        Some(entry) => {
            let wish = judged.fitting().find(|(idx, _)| Some(*idx) == best);
            let place = wish.map_or(0, |(_, (wish, _))| *wish);
            let met = wishes.get(place).map_or_else(String::new, name);
            match place {
                0 => format!(
                    "{accepts}; entry {} is the first for {met}.",
                    entry.position
                ),
                _ => format!(
                    "{accepts}; nothing here is for a better one than {met}, and entry {} is the first for that.",
                    entry.position
                ),
            }
        }
    };
    let rule = rule + &nested(offered, best, DESCENDS);
    let taken = best.map(|idx| Taken {
        idx,
        reason: question.best(&offered[idx]),
    });
    judged.close(&question, taken, rule)
}

/// What is accepted, without the end of a long list.
fn accepted(client: &str, asked: &Platform, wishes: &[Platform]) -> String {
    const SHOWN: usize = 6;
    let mut names: Vec<String> = wishes.iter().take(SHOWN).map(name).collect();
    let n_more = wishes.len().saturating_sub(SHOWN);
    if n_more > 0 {
        names.push(format!("{n_more} more"));
    }
    let asks = format!("{client} asks for {}", name(asked));
    match names.pop() {
        None => format!("{asks}, whose variant containerd does not know: it accepts nothing"),
        Some(only) if names.is_empty() => format!("{asks} and accepts {only} alone"),
        Some(last) => format!(
            "{asks} and accepts, best first, {} and {last}",
            names.join(", ")
        ),
    }
}

/// `Default` on Windows: exactly the machine, the highest `os.version` as text first.
fn highest_as_text(asked: Platform, offered: &[Offered], rules: RuleSet) -> Choice {
    let resolution = look(&asked, &offers(offered), Policy::OnlyStrict, rules);
    let candidates = resolution.candidates.into_iter();
    let ranks = candidates.zip(offered).map(|(candidate, entry)| {
        rank(candidate)?;
        let version = entry.platform.as_ref().map(|it| it.os_version.as_str());
        // Without a platform an entry is the last.
        Ok((version.is_none(), Reverse(version)))
    });
    let judged = Judged::from_ranks(offered, ranks.collect());
    let question = Question::plain(asked);
    let best = judged.best();
    let n_fitting = judged.fitting().count();
    let asks = format!("containerd asks for {}", name(&question.asked));
    let rule = match best.map(|idx| &offered[idx]) {
        None => format!("{asks}, and no entry fits its build."),
        Some(entry) => match &entry.platform {
            None => format!(
                "{asks}; no entry says that it is for that, so containerd takes entry {}, which states no platform, and then looks into the image’s config.",
                entry.position
            ),
            Some(platform) => format!(
                "{asks} and sorts the entries that fit by os.version as text, highest first: that is entry {} ({}).",
                entry.position,
                super::reason::shown(&platform.os_version)
            ),
        },
    };
    let rule = rule + &nested(offered, best, DESCENDS);
    let taken = best.map(|idx| Taken {
        idx,
        reason: if n_fitting > 1 && offered[idx].platform.is_some() {
            Reason::HighestAsText
        } else {
            question.best(&offered[idx])
        },
    });
    judged.close(&question, taken, rule)
}

/// `Default` on macOS and FreeBSD: exactly the machine, or else Linux on it.
fn linux_second(asked: Platform, offered: &[Offered], rules: RuleSet) -> Choice {
    let offers = offers(offered);
    let own = look(&asked, &offers, Policy::OnlyStrict, rules);
    let mut linux = asked.clone();
    "linux".clone_into(&mut linux.os);
    let second = look(&linux, &offers, Policy::OnlyStrict, rules);
    let pairs = own.candidates.into_iter().zip(second.candidates);
    let ranks = pairs.map(|(own, second)| {
        // An entry without an operating system is taken for the machine's, not for Linux.
        let platform = second.platform.as_ref();
        let is_for_linux = platform.is_some_and(|it| it.normalize().os == "linux");
        match (rank(own), rank(second)) {
            (Err(_), second) if is_for_linux => second.map(|(_, n_features)| (1, n_features)),
            (judged, _) => judged,
        }
    });
    let judged = Judged::from_ranks(offered, ranks.collect());
    let question = Question::plain(asked);
    let best = judged.best();
    let accepts = format!(
        "containerd accepts {} and, failing that, {}",
        name(&question.asked),
        name(&linux)
    );
    let rule = match best {
        None => format!("{accepts}, and no entry is for either."),
        Some(idx) if offered[idx].platform.is_none() => format!(
            "{accepts}; no entry says that it is for either, so containerd takes entry {}, which states no platform, and then looks into the image’s config.",
            offered[idx].position
        ),
        Some(idx) => format!("{accepts}; that is entry {}.", offered[idx].position),
    };
    let rule = rule + &nested(offered, best, DESCENDS);
    let taken = best.map(|idx| Taken {
        idx,
        reason: question.best(&offered[idx]),
    });
    judged.close(&question, taken, rule)
}
