//! Golden vectors: what containerd/platforms v1.0.0-rc.4 and rc.5 choose, as executed against hand-built indexes.

mod refusals;
mod wish_lists;

use tagprism_core::{
    Platform, Reference,
    resolve::{Offer, Outcome, Policy, Question, RuleSet, Verdict, resolve, wishes},
};

/// The layout of Debian-based official images.
const DEBIAN: &str =
    "linux/amd64 linux/arm/v5 linux/arm/v7 linux/arm64/v8 linux/386 linux/ppc64le linux/s390x";
const WINDOWS: &str =
    "windows(10.0.17763.6054)/amd64 windows(10.0.20348.2582)/amd64 windows(10.0.26100.1742)/amd64";

/// A platform exactly as written, nothing normalized; `os(version+feature)/architecture/variant`.
fn written(text: &str) -> Platform {
    let mut parts = text.split('/');
    let os = parts.next().unwrap_or_default();
    let (os, options) = os
        .strip_suffix(')')
        .and_then(|os| os.split_once('('))
        .unwrap_or((os, ""));
    let mut options = options.split('+');
    let mut platform = Platform::new(
        os,
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    platform.os_version = options.next().unwrap_or_default().to_owned();
    platform.os_features = options.map(str::to_owned).collect();
    platform
}

/// Entries separated by spaces; `-` states no platform, `!` cannot be read.
fn offers(index: &str) -> Vec<Offer> {
    let offer = |(idx, text): (usize, &str)| Offer {
        position: idx + 1,
        platform: (text != "-" && text != "!").then(|| written(text)),
        is_readable: text != "!",
    };
    index.split_whitespace().enumerate().map(offer).collect()
}

fn question(host: &str, policy: Policy, rules: RuleSet) -> Question {
    Question {
        host: written(host),
        policy,
        rules,
    }
}

#[track_caller]
fn check_with(index: &str, host: &str, policy: Policy, rules: RuleSet, chosen: Option<usize>) {
    let resolution = resolve(&offers(index), &question(host, policy, rules));
    let position = match &resolution.outcome {
        Outcome::Chosen { position } => Some(*position),
        Outcome::NoMatch(_) => None,
    };
    assert_eq!(position, chosen, "{resolution:#?}");
    assert_eq!(
        resolution.chosen().map(|candidate| candidate.position),
        chosen
    );
}

#[track_caller]
fn check(index: &str, host: &str, chosen: Option<usize>) {
    for rules in [RuleSet::Rc4, RuleSet::Rc5] {
        check_with(index, host, Policy::Only, rules, chosen);
    }
}

#[test]
fn the_executed_vectors_hold() {
    check(DEBIAN, "linux/arm", Some(3));
    check(DEBIAN, "linux/arm/v6", Some(2));
    check(DEBIAN, "linux/arm64/v9", Some(4));
    check(DEBIAN, "darwin/arm64", None);
    check(
        "linux/arm/v5 linux/arm/v6 linux/arm/v7",
        "linux/arm/v7",
        Some(3),
    );
    check("linux/386", "linux/amd64", Some(1));
    check("linux/arm/v7", "linux/arm64", Some(1));
    check("linux/amd64/v3", "linux/amd64", None);
    check("linux/amd64/v3", "linux/amd64/v4", Some(1));
    check("linux/amd64/v3 linux/amd64", "linux/amd64", Some(2));
    check(
        "linux/amd64 linux/amd64/v2 linux/amd64/v3",
        "linux/amd64/v3",
        Some(3),
    );
    check("linux/386 linux/amd64/v2", "linux/amd64", Some(1));
    check("linux/arm64 linux/arm64/v8", "linux/arm64/v8", Some(1));
    check("linux/arm64/v8 linux/arm64", "linux/arm64", Some(1));
    check("linux/arm64/v8.2", "linux/arm64", None);
    check("- linux/amd64", "linux/amd64", Some(2));
    check("- linux/arm64", "linux/s390x", Some(1));
    check("linux/amd64 linux/amd64", "linux/amd64", Some(1));
    check("linux/x86_64 linux/aarch64", "linux/amd64", Some(1));
    check(
        "linux/riscv64/rva20u64 linux/riscv64/rva23u64",
        "linux/riscv64",
        None,
    );
    check(
        "linux/ppc64le/power8 linux/ppc64le/power9",
        "linux/ppc64le",
        None,
    );
    check(
        "unknown/unknown linux/amd64 unknown/unknown",
        "linux/s390x",
        None,
    );
}

#[test]
fn the_executed_windows_vectors_hold() {
    check(WINDOWS, "windows/amd64", Some(1));
    check(WINDOWS, "windows(10.0.20348.1)/amd64", Some(2));
    check(WINDOWS, "windows(10.0.26100.1)/amd64", Some(2));
    check(
        "windows(10.0.20348)/amd64",
        "windows(10.0.22631)/amd64",
        Some(1),
    );
    check(
        "windows(10.0.20348.2322)/amd64 windows(10.0.20348.999)/amd64",
        "windows(10.0.20348)/amd64",
        Some(1),
    );
    check(
        "linux/amd64 windows(10.0.20348)/amd64",
        "windows(10.0.19045)/amd64",
        None,
    );
    let index = "windows(10.0.20348)/amd64";
    check_with(
        index,
        "windows(10.0.26200)/amd64",
        Policy::Only,
        RuleSet::Rc4,
        None,
    );
    check_with(
        index,
        "windows(10.0.26200)/amd64",
        Policy::Only,
        RuleSet::Rc5,
        Some(1),
    );
}

#[test]
fn worked_examples_come_out_as_told() {
    // A Pi Zero: alpine has arm/v6, nginx only v5 and v7.
    check(
        "linux/amd64 linux/arm/v6 linux/arm/v7 linux/arm64/v8",
        "linux/arm/v6",
        Some(2),
    );
    check(DEBIAN, "linux/arm/v6", Some(2));
    // A Pi 4 with a 64-bit and with a 32-bit system.
    check(DEBIAN, "linux/arm64/v8", Some(4));
    check(DEBIAN, "linux/arm/v7", Some(3));
    check(DEBIAN, "linux/arm/v8", Some(3));
    // A workstation asking an index of 386 and arm64.
    check("linux/386 linux/arm64/v8", "linux/amd64", Some(1));
    // node:24 on 32-bit Arm.
    check(
        "linux/amd64 linux/arm64/v8 linux/ppc64le linux/s390x",
        "linux/arm/v7",
        None,
    );
    // s390x asking node:lts on bookworm.
    check(
        "linux/amd64 linux/arm64/v8 linux/ppc64le",
        "linux/s390x",
        None,
    );
}

#[test]
fn strict_hosts_take_only_their_own_platform() {
    for (index, host, chosen) in [
        ("linux/386 linux/amd64", "linux/amd64", Some(2)),
        ("linux/386", "linux/amd64", None),
        ("linux/arm/v7 linux/arm64", "linux/arm64/v8", Some(2)),
        ("linux/arm/v6", "linux/arm/v7", None),
        ("linux/aarch64/8", "linux/arm64", Some(1)),
        ("linux/amd64", "linux/amd64/v3", None),
    ] {
        check_with(index, host, Policy::OnlyStrict, RuleSet::Rc5, chosen);
    }
}

#[test]
fn os_version_counts_only_where_windows_is_wanted() {
    check("linux(5.10.0)/amd64", "linux(6.1.0)/amd64", Some(1));
    check("windows/amd64", "windows(10.0.17763)/amd64", Some(1));
    check("windows(nonsense)/amd64", "windows(10.0.17763)/amd64", None);
}

#[test]
fn features_must_be_a_subset_and_more_of_them_come_first() {
    check("linux(+gpu)/amd64", "linux/amd64", None);
    check("linux(+gpu)/amd64", "linux(+gpu+tpu)/amd64", Some(1));
    check(
        "linux/amd64 linux(+gpu)/amd64",
        "linux(+gpu)/amd64",
        Some(2),
    );
    check("linux(+gpu)/386 linux/amd64", "linux(+gpu)/amd64", Some(2));
    check(
        "windows(10.0.17763+win32k)/amd64",
        "windows(10.0.17763)/amd64",
        Some(1),
    );
    check("linux(+win32k)/amd64", "linux/amd64", None);
}

#[track_caller]
fn check_features(index: &str, host: &str, n_features: usize, is_decided: bool) {
    let resolution = resolve(&offers(index), &question(host, Policy::Only, RuleSet::Rc5));
    let verdict = resolution.chosen().map(|candidate| &candidate.verdict);
    assert!(
        matches!(verdict, Some(Verdict::Chosen(matched)) if matched.n_features == n_features),
        "{verdict:?}"
    );
    assert_eq!(resolution.is_decided_by_features(), is_decided);
}

#[test]
fn it_is_told_where_features_decided() {
    let host = "linux(+gpu)/amd64";
    check_features("linux/amd64 linux(+gpu)/amd64", host, 1, true);
    check_features("linux(+gpu)/amd64 linux/amd64", host, 1, false);
    check_features("linux/386 linux(+gpu)/amd64", host, 1, false);
    check_features("linux/amd64 linux/amd64", host, 0, false);
    check_features("- linux(+gpu)/amd64", host, 1, false);
    check_features("-", host, 0, false);
    let nothing = resolve(
        &offers("linux/s390x"),
        &question(host, Policy::Only, RuleSet::Rc5),
    );
    assert!(!nothing.is_decided_by_features());
}

#[test]
fn an_entry_without_operating_system_is_taken_for_the_hosts() {
    check("/amd64", "linux/amd64", Some(1));
    check("/", "linux/amd64", None);
}

#[test]
fn unreadable_entries_are_never_chosen() {
    check("! linux/amd64", "linux/amd64", Some(2));
    check("!", "linux/amd64", None);
}
