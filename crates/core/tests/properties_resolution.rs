//! Properties of platforms, resolution and reading that hold for every input.

use std::cmp::Reverse;

use proptest::{collection::vec, prelude::*, sample::select};
use tagprism_core::{
    Document, Platform,
    document::{Body, Expectation},
    resolve::{Candidate, Offer, Outcome, Policy, Question, Resolution, RuleSet, Verdict, resolve},
};

const OS: &[&str] = &["linux", "windows", "darwin", "unknown", "", "Linux"];
const MACHINES: &[(&str, &str)] = &[
    ("amd64", ""),
    ("amd64", "v1"),
    ("amd64", "v2"),
    ("amd64", "v3"),
    ("x86_64", ""),
    ("386", ""),
    ("i386", "x"),
    ("arm", ""),
    ("arm", "v5"),
    ("arm", "6"),
    ("arm", "v7"),
    ("arm", "v8"),
    ("armhf", ""),
    ("arm64", ""),
    ("arm64", "v8"),
    ("aarch64", "v8.2"),
    ("arm64", "v9"),
    ("arm64", "v9.3"),
    ("arm64", "v10"),
    ("riscv64", ""),
    ("riscv64", "rva20u64"),
    ("unknown", ""),
    ("", ""),
];
const VERSIONS: &[&str] = &[
    "",
    "10.0.17763",
    "10.0.20348.1",
    "10.0.20348.999",
    "10.0.26100",
    "10.0.26200",
    "odd",
];

fn platform() -> impl Strategy<Value = Platform> {
    let features = vec(select(vec!["win32k", "gpu", "tpu"]), 0..3);
    (select(OS), select(MACHINES), select(VERSIONS), features).prop_map(
        |(os, (architecture, variant), version, features)| Platform {
            os_version: if os == "windows" {
                version.to_owned()
            } else {
                String::new()
            },
            os_features: features.into_iter().map(str::to_owned).collect(),
            ..Platform::new(os, architecture, variant)
        },
    )
}

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let entry = (
        prop::option::weighted(0.9, platform()),
        prop::bool::weighted(0.9),
    );
    vec(entry, 0..12).prop_map(|entries| {
        let offer = |(idx, (platform, is_readable))| Offer {
            position: idx + 1,
            platform,
            is_readable,
        };
        entries.into_iter().enumerate().map(offer).collect()
    })
}

fn question() -> impl Strategy<Value = Question> {
    let policy = select(vec![Policy::Only, Policy::OnlyStrict]);
    let rules = select(vec![RuleSet::Rc4, RuleSet::Rc5]);
    (platform(), policy, rules)
        .prop_filter("a host knows its operating system", |(host, ..)| {
            !host.os.is_empty()
        })
        .prop_map(|(host, policy, rules)| Question {
            host,
            policy,
            rules,
        })
}

/// What an acceptable candidate is sorted by.
fn rank(candidate: &Candidate) -> Option<(usize, Reverse<usize>)> {
    let (Verdict::Chosen(accepted) | Verdict::Acceptable(accepted)) = &candidate.verdict else {
        return None;
    };
    let features = candidate
        .platform
        .as_ref()
        .map_or(0, |platform| platform.os_features.len());
    Some((accepted.wish.unwrap_or(usize::MAX), Reverse(features)))
}

fn chosen_platform(resolution: &Resolution) -> Option<&Platform> {
    resolution
        .chosen()
        .and_then(|candidate| candidate.normalized.as_ref())
}

proptest! {
    #[test]
    fn normalization_is_idempotent(platform in platform()) {
        let normalized = platform.normalize();
        prop_assert_eq!(normalized.normalize(), normalized);
    }

    #[test]
    fn normalization_of_any_text_is_idempotent(os in ".*", architecture in ".*", variant in ".*") {
        let normalized = Platform::new(&os, &architecture, &variant).normalize();
        prop_assert_eq!(normalized.normalize(), normalized);
    }

    #[test]
    fn what_is_displayed_parses_back(
        os in "[a-z][a-z0-9_-]{0,8}",
        architecture in "[a-z0-9_.-]{1,8}",
        variant in prop::option::of("[a-z0-9_.-]{1,6}"),
        version in "[a-z0-9_.%+()/-]{0,8}",
        features in vec("[a-z0-9_.%+()/-]{1,8}", 0..3),
    ) {
        let platform = Platform {
            os_version: version,
            os_features: features,
            ..Platform::new(&os, &architecture, variant.as_deref().unwrap_or_default())
        };
        let host = Platform::new("linux", "amd64", "");
        let parsed = Platform::parse(&platform.to_string(), &host);
        prop_assert_eq!(parsed.map(|parsed| parsed.normalize()), Ok(platform.normalize()));
    }

    #[test]
    fn parsing_platforms_never_panics(text in ".{0,40}") {
        let _ = Platform::parse(&text, &Platform::default());
    }

    #[test]
    fn the_chosen_entry_is_the_first_of_the_best(offers in offers(), question in question()) {
        let resolution = resolve(&offers, &question);
        prop_assert_eq!(resolution.candidates.len(), offers.len());
        let best = resolution
            .candidates
            .iter()
            .filter_map(|candidate| Some((rank(candidate)?, candidate.position)))
            .min();
        let outcome = match &resolution.outcome {
            Outcome::Chosen { position } => Some(*position),
            Outcome::NoMatch(_) => None,
        };
        prop_assert_eq!(outcome, best.map(|(_, position)| position));
        prop_assert_eq!(resolution.chosen().map(|candidate| candidate.position), outcome);
    }

    #[test]
    fn places_are_a_stable_order(offers in offers(), question in question()) {
        let resolution = resolve(&offers, &question);
        let mut accepted: Vec<_> = resolution
            .candidates
            .iter()
            .filter_map(|candidate| match &candidate.verdict {
                Verdict::Chosen(accepted) | Verdict::Acceptable(accepted) => {
                    Some((accepted.place, rank(candidate), candidate.position))
                }
                Verdict::Refused(_) => None,
            })
            .collect();
        accepted.sort_unstable_by_key(|(place, ..)| *place);
        let places: Vec<usize> = accepted.iter().map(|(place, ..)| *place).collect();
        prop_assert_eq!(places, (1..=accepted.len()).collect::<Vec<_>>());
        let order: Vec<_> = accepted.iter().map(|(_, rank, position)| (*rank, *position)).collect();
        prop_assert!(order.is_sorted());
    }

    #[test]
    fn a_refused_entry_may_be_taken_away(offers in offers(), question in question()) {
        let whole = resolve(&offers, &question);
        let kept: Vec<Offer> = offers
            .iter()
            .zip(&whole.candidates)
            .filter(|(_, candidate)| !matches!(candidate.verdict, Verdict::Refused(_)))
            .map(|(offer, _)| offer.clone())
            .collect();
        let rest = resolve(&kept, &question);
        prop_assert_eq!(
            rest.chosen().map(|candidate| candidate.position),
            whole.chosen().map(|candidate| candidate.position)
        );
    }

    #[test]
    fn the_order_of_the_index_never_changes_the_rank_of_the_chosen(
        (offers, shuffled) in offers().prop_flat_map(|offers| (Just(offers.clone()), Just(offers).prop_shuffle())),
        question in question(),
    ) {
        let (written, permuted) = (resolve(&offers, &question), resolve(&shuffled, &question));
        prop_assert_eq!(
            written.chosen().and_then(rank),
            permuted.chosen().and_then(rank)
        );
        // Where the host is no Windows, entries of one rank are one platform.
        if written.host.os != "windows" {
            let machine = |resolution: &Resolution| {
                chosen_platform(resolution).map(|platform| platform.short())
            };
            prop_assert_eq!(machine(&written), machine(&permuted));
        }
    }

    #[test]
    fn strict_choices_are_equal_to_the_host(offers in offers(), host in question()) {
        let question = Question { policy: Policy::OnlyStrict, ..host };
        let resolution = resolve(&offers, &question);
        prop_assert_eq!(resolution.wishes.len(), 1);
        if let Some(platform) = chosen_platform(&resolution) {
            prop_assert_eq!(platform.short(), resolution.host.short());
        }
    }

    #[test]
    fn a_failure_never_goes_without_words_and_a_remedy(offers in offers(), question in question()) {
        let resolution = resolve(&offers, &question);
        if let Outcome::NoMatch(no_match) = &resolution.outcome {
            prop_assert!(no_match.message.starts_with(&no_match.classic_message));
            prop_assert!(!no_match.remedies.is_empty());
        }
    }

    #[test]
    fn reading_arbitrary_bytes_never_panics(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Document::read(bytes, &Expectation::default());
    }

    #[test]
    fn reading_mutated_documents_never_panics_and_keeps_the_bytes(
        document in select(DOCUMENTS),
        edits in vec((any::<prop::sample::Index>(), select(&b"{}[],:\"0-9.enu\\\xff\x00 "[..])), 0..6),
        end in any::<prop::sample::Index>(),
        is_cut in prop::bool::weighted(0.3),
    ) {
        let mut bytes = document.as_bytes().to_vec();
        for (idx, byte) in edits {
            let at = idx.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(read) = Document::read(bytes.clone(), &Expectation::default()) {
            prop_assert_eq!(&*read.bytes, &bytes[..]);
            let _ = read.describe();
            if let Body::Index(index) = &read.body {
                prop_assert_eq!(index.roles().len(), index.entries.len());
                prop_assert_eq!(index.offers().len(), index.entries.len());
            }
        }
    }
}

/// Seeds for mutation, one of each kind.
const DOCUMENTS: &[&str] = &[
    include_str!("../testdata/many-platforms/index.json"),
    include_str!("../testdata/many-platforms/manifest-amd64.json"),
    include_str!("../testdata/many-platforms/config-amd64.json"),
    include_str!("../testdata/windows/index.json"),
    include_str!("../testdata/odd-entries/index.json"),
    include_str!("../testdata/artifact/manifest.json"),
    include_str!("../testdata/schema1/signed.json"),
];
