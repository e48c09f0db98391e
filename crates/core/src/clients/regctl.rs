//! regclient: regctl and regsync.
//!
//! Entries are compared with the best one so far: operating system, architecture, variant, version, each first by equality with the
//! host and then by number. A variant that is no whole number counts as 0, so `v8.2` is less than `v8`.

use super::{Asker, Choice, Client, Offered, Reason, Standing, Verdict};
use crate::platform::Platform;
use std::cmp::Ordering;

/// regctl.
pub(super) const REGCTL: Client = Client {
    id: "regctl",
    name: "regctl",
    also: "regclient",
    library: "regclient",
    version: "725072f",
    as_of: "2026-07-01",
    source: "https://github.com/regclient/regclient/blob/725072f/types/platform/compare.go",
    rule: regctl,
};

fn regctl(asker: &Asker, offered: &[Offered]) -> Choice {
    let host = asker.platform.normalize();
    let judged: Vec<Result<Platform, Reason>> =
        offered.iter().map(|entry| judge(entry, &host)).collect();
    let mut best: Option<usize> = None;
    for (idx, judgment) in judged.iter().enumerate() {
        let Ok(platform) = judgment else { continue };
        let is_better = match best.and_then(|best| judged[best].as_ref().ok()) {
            Some(best) => is_better(platform, best, &host),
            None => true,
        };
        if is_better {
            best = Some(idx);
        }
    }
    let picked = best.map(|idx| offered[idx].position);
    let verdicts = judged.into_iter().enumerate().map(|(idx, judgment)| {
        let (standing, reason) = match judgment {
            Ok(platform) if best == Some(idx) => taken(&platform, &host),
            Ok(_) => (Standing::Fits, Reason::After(picked.unwrap_or_default())),
            Err(reason) => (Standing::Refused, reason),
        };
        Verdict { standing, reason }
    });
    Choice {
        picked,
        verdicts: verdicts.collect(),
        asked: host,
        rule: "It scores every entry and takes the best: equal to the machine first, then the highest variant and the highest build by number. On Windows and on a Mac it also takes Linux."
            .to_owned(),
    }
}

fn taken(platform: &Platform, host: &Platform) -> (Standing, Reason) {
    let words = |words: &str| Reason::Words(words.to_owned());
    if platform.os != host.os {
        return (Standing::Fallback, words("Linux, for a virtual machine"));
    }
    if platform.variant != host.variant {
        let reason = match platform.variant.as_str() {
            "" => words("the plain variant"),
            variant => Reason::Words(format!("{variant}, the highest that fits")),
        };
        return (Standing::Fallback, reason);
    }
    (Standing::Picked, Reason::Equal)
}

/// The entry's platform, normalized, where it is compatible with the host.
fn judge(entry: &Offered, host: &Platform) -> Result<Platform, Reason> {
    if !entry.is_readable {
        return Err(Reason::Unreadable);
    }
    let Some(platform) = &entry.platform else {
        return Err(Reason::Words("states no platform".to_owned()));
    };
    let platform = platform.normalize();
    let is_os = match (&*host.os, &*platform.os) {
        ("windows" | "darwin", "linux") => true,
        (host, image) => host == image,
    };
    if platform.architecture != host.architecture {
        return Err(Reason::Architecture);
    }
    if !is_os {
        return Err(Reason::Os);
    }
    if !is_variant_compatible(&host.variant, &platform.variant) {
        return Err(Reason::NewerThan(host.variant.clone()));
    }
    let is_windows = host.os == "windows" && platform.os == "windows";
    if is_windows
        && !host.os_version.is_empty()
        && to_build(&host.os_version) != to_build(&platform.os_version)
    {
        return Err(Reason::WantsBuild(to_build(&host.os_version)));
    }
    Ok(platform)
}

fn is_better(platform: &Platform, best: &Platform, host: &Platform) -> bool {
    let by_equality = |own: &str, other: &str, wanted: &str| match (own == other, own == wanted) {
        (true, _) => None,
        (false, true) => Some(true),
        (false, false) if other == wanted => Some(false),
        _ => None,
    };
    let order = [
        by_equality(&platform.os, &best.os, &host.os),
        by_equality(&platform.variant, &best.variant, &host.variant),
        by_number(variant(&platform.variant).cmp(&variant(&best.variant))),
        by_equality(&platform.os_version, &best.os_version, &host.os_version),
        by_number(compare_versions(&platform.os_version, &best.os_version)),
    ];
    order.into_iter().flatten().next().unwrap_or_default()
}

fn by_number(order: Ordering) -> Option<bool> {
    match order {
        Ordering::Equal => None,
        order => Some(order == Ordering::Greater),
    }
}

fn is_variant_compatible(host: &str, image: &str) -> bool {
    let (own, wanted) = (variant(host), variant(image));
    own >= wanted || (own == 1 && image.is_empty()) || (host.is_empty() && wanted == 1)
}

fn variant(text: &str) -> i64 {
    text.strip_prefix('v')
        .unwrap_or(text)
        .parse()
        .unwrap_or_default()
}

/// The first three numbers of a version that has four.
fn to_build(version: &str) -> String {
    let parts: Vec<&str> = version.split('.').collect();
    match parts.get(..3) {
        Some(build) if parts.len() >= 4 => build.join("."),
        _ => version.to_owned(),
    }
}

/// By numbers; a part that is none is less than one that is, and what is longer is more.
fn compare_versions(a: &str, b: &str) -> Ordering {
    let mut others = b.split('.');
    for part in a.split('.') {
        let Some(other) = others.next() else {
            return Ordering::Greater;
        };
        let order = match (part.parse::<i64>(), other.parse::<i64>()) {
            (Ok(part), Ok(other)) => part.cmp(&other),
            (Err(_), Err(_)) => return Ordering::Equal,
            (Err(_), Ok(_)) => Ordering::Less,
            (Ok(_), Err(_)) => Ordering::Greater,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
