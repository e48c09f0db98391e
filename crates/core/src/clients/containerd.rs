//! containerd/platforms: containerd itself, nerdctl, Kubernetes, and both image stores of Docker.
//!
//! A platform that a person names goes through `Only`, which also takes lesser variants. A daemon that finds its own platform
//! out asks with `Default`, which is `Only` on Linux, the exact platform with versions compared as text on Windows, and on a
//! Mac the exact platform for Darwin and then for Linux:
//! <https://github.com/containerd/platforms/blob/v1.0.0-rc.5/defaults_windows.go> and `defaults_darwin.go` beside it.

use super::{Asker, Choice, Client, Offered, Reason, Standing, Verdict, choice::ranked};
use crate::{
    platform::Platform,
    resolve::{self, Candidate, Offer, Policy, Question, Refusal, RuleSet},
};
use std::cmp::Reverse;

const VERSION: &str = "v1.0.0-rc.5";
const AS_OF: &str = "2026-08-20";

/// Docker with the containerd image store.
pub(super) const DOCKER: Client = Client {
    id: "docker",
    name: "Docker",
    also: "containerd image store, Engine 29.6 and later",
    library: "containerd/platforms",
    version: VERSION,
    as_of: AS_OF,
    source: "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go",
    rule: docker,
};

/// Docker with the older image store.
pub(super) const DOCKER_CLASSIC: Client = Client {
    id: "docker-classic",
    name: "Docker, classic store",
    also: "graph drivers; the usual one on Windows",
    library: "moby, distribution",
    version: "v29.7.2",
    as_of: "2026-08-23",
    source: "https://github.com/moby/moby/blob/docker-v29.7.2/daemon/internal/distribution/pull_v2_windows.go",
    rule: docker_classic,
};

/// containerd by itself.
pub(super) const CONTAINERD: Client = Client {
    id: "containerd",
    name: "containerd",
    also: "nerdctl, Kubernetes",
    library: "containerd/platforms",
    version: VERSION,
    as_of: AS_OF,
    source: "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/platforms.go",
    rule: containerd,
};

fn docker(asker: &Asker, offered: &[Offered]) -> Choice {
    let mut asked = asker.platform.clone();
    let is_mac = asked.normalize().os == "darwin" && !asker.is_explicit;
    if is_mac {
        "linux".clone_into(&mut asked.os);
    }
    let rule = match (is_mac, asked.architecture.as_str()) {
        (true, _) => "On a Mac the engine runs in a Linux virtual machine, so it asks for Linux.",
        (false, "amd64") => {
            "It ranks the entries by what the machine accepts, with the level of the processor, and takes the first of the best."
        }
        (false, _) => {
            "It ranks the entries by what the machine accepts, lesser variants last, and takes the first of the best."
        }
    };
    only(asked, offered, rule)
}

fn docker_classic(asker: &Asker, offered: &[Offered]) -> Choice {
    match asker.platform.normalize().os == "windows" {
        true => classic_on_windows(asker, offered),
        false => docker(asker, offered),
    }
}

fn containerd(asker: &Asker, offered: &[Offered]) -> Choice {
    if asker.is_explicit {
        return only(
            asker.platform.clone(),
            offered,
            "A platform that is named goes through Only: the named one, then lesser variants, and the first of the best.",
        );
    }
    let mut own = asker.platform.clone();
    let host = own.normalize();
    match (&*host.os, &*host.architecture) {
        ("windows", _) => default_on_windows(own, offered),
        ("darwin", _) => default_on_mac(own, offered),
        // It states a variant on Arm only.
        (_, "arm" | "arm64") => only(own, offered, FOUND_OUT),
        _ => {
            own.variant.clear();
            only(own, offered, FOUND_OUT)
        }
    }
}

const FOUND_OUT: &str = "It finds the machine out by itself and states a variant on Arm only, never the level of an x86-64 processor.";

/// `Only`, as [`resolve()`](crate::resolve()) tells it.
fn only(asked: Platform, offered: &[Offered], rule: &'static str) -> Choice {
    resolved(asked, offered, Policy::Only, rule)
}

fn resolved(asked: Platform, offered: &[Offered], policy: Policy, rule: &'static str) -> Choice {
    let question = Question {
        host: asked,
        policy,
        rules: RuleSet::Rc5,
    };
    let resolution = resolve::resolve(&offers(offered), &question);
    let picked = resolution.chosen().map(|chosen| chosen.position);
    let n_wishes = resolution.wishes.len();
    let verdicts = resolution
        .candidates
        .iter()
        .map(|candidate| verdict(candidate, picked, n_wishes));
    Choice {
        verdicts: verdicts.collect(),
        asked: resolution.host,
        picked,
        rule: rule.to_owned(),
    }
}

fn verdict(candidate: &Candidate, picked: Option<usize>, n_wishes: usize) -> Verdict {
    let fits = |wish: Option<usize>| match wish {
        Some(0) => Reason::Equal,
        Some(nth) => Reason::Wish {
            nth: nth + 1,
            of: n_wishes,
        },
        None => Reason::Unstated,
    };
    match &candidate.verdict {
        resolve::Verdict::Chosen(matched) => Verdict {
            standing: match matched.wish {
                Some(0) => Standing::Picked,
                _ => Standing::Fallback,
            },
            reason: fits(matched.wish),
        },
        resolve::Verdict::Acceptable(_) => Verdict {
            standing: Standing::Fits,
            reason: Reason::After(picked.unwrap_or_default()),
        },
        resolve::Verdict::Refused(refusal) => Verdict {
            standing: Standing::Refused,
            reason: reason(refusal),
        },
    }
}

fn reason(refusal: &Refusal) -> Reason {
    match refusal {
        Refusal::OperatingSystem { .. } => Reason::Os,
        Refusal::Architecture { .. } => Reason::Architecture,
        Refusal::VariantTooNew { host, .. } => Reason::NewerThan(host.clone()),
        Refusal::VariantNotListed { host, .. } => Reason::WantsVariant(host.clone()),
        Refusal::OsVersion { .. } => Reason::Build,
        other => Reason::Words(other.to_string()),
    }
}

/// Matched exactly, the highest version first, as text.
fn default_on_windows(own: Platform, offered: &[Offered]) -> Choice {
    let strict = resolved(
        own,
        offered,
        Policy::OnlyStrict,
        "On a Windows host it takes, of the builds that fit, the one whose version is the highest as text.",
    );
    let fits = |idx: usize| strict.verdicts[idx].standing != Standing::Refused;
    ranked(
        strict.asked.clone(),
        offered,
        strict.rule.clone(),
        |entry| {
            let idx = offered.iter().position(|it| std::ptr::eq(it, entry));
            match idx {
                Some(idx) if fits(idx) => {
                    let version = entry.platform.as_ref().map(|it| it.os_version.clone());
                    Ok((Reverse(version.unwrap_or_default()), Reason::Equal))
                }
                Some(idx) => Err(strict.verdicts[idx].reason.clone()),
                None => Err(Reason::Unreadable),
            }
        },
    )
}

/// Darwin first, then Linux, both without lesser variants.
fn default_on_mac(own: Platform, offered: &[Offered]) -> Choice {
    let own = own.normalize();
    let linux = Platform {
        os: "linux".to_owned(),
        os_version: String::new(),
        ..own.clone()
    };
    ranked(
        own.clone(),
        offered,
        "On a Mac it takes what is for Darwin, and otherwise what is for Linux.".to_owned(),
        |entry| {
            let Some(platform) = &entry.platform else {
                return Ok((2, Reason::Unstated));
            };
            let platform = platform.normalize();
            match (&*platform.os, platform.architecture == own.architecture) {
                (_, false) => Err(Reason::Architecture),
                _ if platform.variant != own.variant => {
                    Err(Reason::WantsVariant(own.variant.clone()))
                }
                ("darwin", _) => Ok((0, Reason::Equal)),
                (os, _) if os == linux.os => Ok((1, Reason::Wish { nth: 2, of: 2 })),
                _ => Err(Reason::Os),
            }
        },
    )
}

/// The puller of Docker's older store on Windows: newer builds are left out, the host's own build comes first, and older ones
/// stay although they may not start. Where a platform was named, entries for another operating system are not left out.
fn classic_on_windows(asker: &Asker, offered: &[Offered]) -> Choice {
    let own = asker.platform.normalize();
    let host = build(&own.os_version);
    let own_build: String = own
        .os_version
        .split('.')
        .take(3)
        .collect::<Vec<_>>()
        .join(".");
    let is_own = |version: &str| {
        host.is_some()
            && version
                .strip_prefix(&*own_build)
                .is_some_and(|rest| rest.starts_with('.'))
    };
    let judge = |entry: &Offered| {
        let Some(platform) = &entry.platform else {
            return Err(Reason::Words("states no platform".to_owned()));
        };
        if platform.architecture != own.architecture {
            return Err(Reason::Architecture);
        }
        let is_windows = platform.os.eq_ignore_ascii_case("windows");
        if !is_windows && !(asker.is_explicit && !platform.os.is_empty()) {
            return Err(Reason::Os);
        }
        if is_windows
            && let (Some(host), Some(image)) = (host, build(&platform.os_version))
            && image > host
        {
            return Err(Reason::Words("newer build than the host".to_owned()));
        }
        let is_exact = is_own(&platform.os_version);
        let reason = match (is_windows, is_exact) {
            (false, _) => Reason::Words("another system, not left out".to_owned()),
            (true, true) => Reason::Equal,
            (true, false) if host.is_none() => Reason::Words("any build".to_owned()),
            (true, false) => Reason::Words("older build; may not start".to_owned()),
        };
        Ok(((!is_windows, !is_exact), reason))
    };
    let rule = "The older puller on Windows leaves out newer builds, puts the host’s own build first, and goes by the list otherwise.";
    ranked(own.clone(), offered, rule.to_owned(), judge)
}

fn build(version: &str) -> Option<u32> {
    version.split('.').nth(2)?.parse().ok()
}

fn offers(offered: &[Offered]) -> Vec<Offer> {
    let offer = |entry: &Offered| Offer {
        position: entry.position,
        platform: entry.platform.clone(),
        is_readable: entry.is_readable,
    };
    offered.iter().map(offer).collect()
}
