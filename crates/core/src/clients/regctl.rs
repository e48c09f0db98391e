//! regclient: regctl, regsync and regbot.
//!
//! `Compatible` in `types/platform/compare.go` says which entries fit, and `Better` whether one is to replace the best so far,
//! in the order of the index. Variants are read as whole numbers after a `v`, so that `v8.2` counts as 0. A host of macOS or
//! Windows takes Linux entries too, for the machine that Docker Desktop brings.

use super::{
    Asker, Choice, Client, Offered, Reason,
    choosing::{Judged, Question, Taken, as_named, build, name, nested, other_machine},
};
use crate::{
    platform::Platform,
    resolve::{RuleSet, written_out},
};

pub(super) const REGCTL: Client = Client {
    id: "regctl",
    name: "regctl",
    also: "regsync, regbot",
    library: "regclient",
    version: "725072f",
    as_of: "2026-07-01",
    source: "https://github.com/regclient/regclient/blob/725072f/types/platform/compare.go",
    rules: RuleSet::Rc5,
    rule: regctl,
};

fn regctl(asker: &Asker, offered: &[Offered], _: RuleSet) -> Choice {
    let mut named = as_named(asker);
    for part in [&mut named.os, &mut named.architecture, &mut named.variant] {
        *part = part.to_ascii_lowercase();
    }
    let host = normalize(&named);
    let entries: Vec<Option<Platform>> = offered
        .iter()
        .map(|entry| entry.platform.as_ref().map(normalize))
        .collect();
    let mut judged = Vec::with_capacity(offered.len());
    let mut best: Option<usize> = None;
    let none = Platform::default();
    for (idx, (entry, platform)) in offered.iter().zip(&entries).enumerate() {
        let fits = match platform {
            _ if !entry.is_readable => Err(Reason::Unreadable),
            None => Err(Reason::NoPlatform),
            Some(platform) => compatible(&host, platform),
        };
        if let (Ok(()), Some(platform)) = (&fits, platform) {
            let before = best.and_then(|idx| entries[idx].as_ref());
            if is_better(&host, platform, before.unwrap_or(&none)) {
                best = Some(idx);
            }
        }
        judged.push(fits);
    }
    // The order has no number to it: an entry that is no worse than the best only comes later, the others stand lower.
    let winner = best.and_then(|idx| entries[idx].as_ref());
    let ranks = judged.into_iter().zip(&entries).map(|(fits, platform)| {
        fits?;
        match winner.zip(platform.as_ref()) {
            Some((winner, entry)) => Ok(is_better(&host, winner, entry)),
            // Without an architecture on either side nothing is better than nothing, and so nothing is taken.
            None => Err(Reason::Architecture {
                wanted: host.architecture.clone(),
                offered: String::new(),
            }),
        }
    });
    let judged = Judged::from_ranks(offered, ranks.collect());
    let rule = rule(&host, best.map(|idx| &offered[idx]));
    let rule = rule + &nested(offered, best, "it is searched by the same rule");
    let question = Question::plain(host);
    let taken = best.map(|idx| Taken {
        idx,
        reason: question.best(&offered[idx]),
    });
    judged.close(&question, taken, rule)
}

fn rule(host: &Platform, taken: Option<&Offered>) -> String {
    let scores = format!(
        "regctl asks for {} and scores the entries that fit: operating system, architecture, variant, then os.version",
        name(host)
    );
    let note = if host.variant.contains('.') {
        " It reads variants as whole numbers, and takes one with a point for 0."
    } else {
        ""
    };
    match taken {
        None => format!("{scores}; none fits.{note}"),
        Some(entry) => {
            let os = entry.platform.as_ref().map(|it| normalize(it).os);
            let linux = if os.as_deref() != Some(host.os.as_str()) {
                ", a Linux one, since Docker Desktop has a Linux machine"
            } else {
                ""
            };
            format!(
                "{scores}; the best is entry {}{linux}.{note}",
                entry.position
            )
        }
    }
}

/// A canonical spelling of its own, with fewer names than containerd's.
fn normalize(platform: &Platform) -> Platform {
    let os = match platform.os.as_str() {
        "macos" => "darwin",
        os => os,
    };
    let variant = platform.variant.as_str();
    let (architecture, variant) = match (platform.architecture.as_str(), variant) {
        ("i386", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64", variant) => ("amd64", variant),
        ("aarch64" | "arm64", "8" | "v8") => ("arm64", ""),
        ("aarch64", variant) => ("arm64", variant),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("arm", "5") => ("arm", "v5"),
        ("arm", "8") => ("arm", "v8"),
        (architecture, variant) => (architecture, variant),
    };
    Platform {
        os: os.to_owned(),
        architecture: architecture.to_owned(),
        variant: variant.to_owned(),
        ..platform.clone()
    }
}

fn compatible(host: &Platform, entry: &Platform) -> Result<(), Reason> {
    let takes_linux = matches!(host.os.as_str(), "windows" | "darwin") && entry.os == "linux";
    let wanted = Platform {
        os: if takes_linux {
            entry.os.clone()
        } else {
            host.os.clone()
        },
        ..host.clone()
    };
    if let Some(reason) = other_machine(&wanted, entry) {
        return Err(reason);
    }
    let (own, other) = (number(&host.variant), number(&entry.variant));
    let is_first_level =
        (own == 1 && entry.variant.is_empty()) || (host.variant.is_empty() && other == 1);
    if own < other && !is_first_level {
        return Err(Reason::Newer {
            than: written_out(host),
            offered: written_out(entry),
        });
    }
    match host.os.as_str() {
        "linux" | "freebsd" | "darwin" => Ok(()),
        "windows" if takes_linux || is_same_build(&host.os_version, &entry.os_version) => Ok(()),
        "windows" => Err(Reason::Exactly {
            wanted: build(&host.os_version).to_owned(),
            offered: entry.os_version.clone(),
        }),
        _ if host.os_version != entry.os_version => Err(Reason::Exactly {
            wanted: host.os_version.clone(),
            offered: entry.os_version.clone(),
        }),
        _ if host.os_features != entry.os_features => Err(Reason::NeedsFeatures {
            missing: entry.os_features.clone(),
        }),
        _ => Ok(()),
    }
}

/// A host without a version takes every build; otherwise the first three numbers must be equal.
fn is_same_build(host: &str, entry: &str) -> bool {
    let short = |version: &str| {
        if version.split('.').count() < 4 {
            version.to_owned()
        } else {
            build(version).to_owned()
        }
    };
    host.is_empty() || short(host) == short(entry)
}

/// Whether an entry that fits is to replace the best so far, an empty platform where there is none.
fn is_better(host: &Platform, entry: &Platform, best: &Platform) -> bool {
    let parts: [fn(&Platform) -> &str; 2] = [|it| &it.os, |it| &it.architecture];
    for part in parts {
        if part(best) != part(entry) {
            if part(entry) == part(host) {
                return true;
            }
            if part(best) == part(host) {
                return false;
            }
        }
    }
    if best.variant != entry.variant {
        if entry.variant == host.variant {
            return true;
        }
        if best.variant == host.variant {
            return false;
        }
        let (own, other) = (number(&entry.variant), number(&best.variant));
        if own != other {
            return own > other;
        }
    }
    if best.os_version != entry.os_version {
        if entry.os_version == host.os_version {
            return true;
        }
        if best.os_version == host.os_version {
            return false;
        }
        return is_lower(&best.os_version, &entry.os_version);
    }
    false
}

/// Number by number; one that is none is below every number, and a version that goes on is above.
fn is_lower(one: &str, other: &str) -> bool {
    let mut others = other.split('.');
    for part in one.split('.') {
        let Some(other) = others.next() else {
            return false;
        };
        match (part.parse::<i64>(), other.parse::<i64>()) {
            (Err(_), Err(_)) => return false,
            (Err(_), Ok(_)) => return true,
            (Ok(_), Err(_)) => return false,
            (Ok(one), Ok(other)) if one != other => return one < other,
            _ => {}
        }
    }
    false
}

/// A variant as a whole number; 0 for everything that is none.
fn number(variant: &str) -> i64 {
    let digits = variant.strip_prefix('v').unwrap_or(variant);
    digits.parse().unwrap_or(0)
}
