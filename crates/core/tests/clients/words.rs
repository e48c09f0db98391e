//! Standings, cells, sentences of reasons and the count of who gets what.

use super::*;
use tagprism_core::{
    Document,
    clients::{Group, Reason, disagreement, in_words},
    document::{Body, Expectation},
};

#[track_caller]
fn check_cell(id: &str, index: &str, asked: &str, idx: usize, standing: Standing, words: &str) {
    let choice = choose(id, index, &named(asked));
    let verdict = &choice.verdicts[idx];
    assert_eq!(
        (verdict.standing, verdict.reason.to_string().as_str()),
        (standing, words)
    );
}

#[test]
fn cells_say_in_a_few_words_why() {
    use Standing::{Fallback, Fits, Picked, Refused};
    let v6 = "linux/arm/v6";
    check_cell("docker", DEBIAN, v6, 0, Refused, "architecture differs");
    check_cell("docker", DEBIAN, v6, 1, Fallback, "falls back to v5");
    check_cell("docker", DEBIAN, v6, 2, Refused, "newer than v6");
    check_cell("podman", DEBIAN, v6, 1, Fallback, "falls back to v5");
    check_cell("podman", DEBIAN, v6, 2, Refused, "newer than v6");
    check_cell("crane", DEBIAN, v6, 1, Refused, "wants exactly v6");
    check_cell("oras", DEBIAN, v6, 2, Refused, "wants exactly v6");
    check_cell("regctl", DEBIAN, v6, 1, Fallback, "falls back to v5");
    check_cell("regctl", DEBIAN, v6, 2, Refused, "newer than v6");
    check_cell("rust-oci", DEBIAN, v6, 1, Fallback, "first linux/arm");
    check_cell("rust-oci", DEBIAN, v6, 2, Fits, "not the first");
    let amd64 = "linux/amd64";
    check_cell("docker", DEBIAN, amd64, 0, Picked, "as asked");
    check_cell("docker", DEBIAN, amd64, 4, Fits, "another ranks higher");
    check_cell(
        "docker",
        "linux/386",
        amd64,
        0,
        Fallback,
        "falls back to 386",
    );
    check_cell(
        "crane",
        "linux/amd64/v3",
        amd64,
        0,
        Fallback,
        "first linux/amd64",
    );
    check_cell("crane", "-", amd64, 0, Fallback, "taken for linux/amd64");
    check_cell("oras", "-", amd64, 0, Refused, "states no platform");
    check_cell("docker", "-", amd64, 0, Fallback, "states no platform");
    check_cell(
        "podman",
        "linux/amd64/v2",
        amd64,
        0,
        Refused,
        "newer than v1",
    );
    check_cell(
        "podman",
        "linux/riscv64/rva20u64",
        "linux/riscv64",
        0,
        Refused,
        "variant differs",
    );
    check_cell(
        "docker",
        "linux/arm64",
        "linux/arm64/v10",
        0,
        Refused,
        "does not know v10",
    );
    check_cell(
        "regctl",
        "linux/arm64",
        "darwin/arm64",
        0,
        Fallback,
        "falls back to linux",
    );
    check_cell(
        "oras",
        "windows/amd64",
        amd64,
        0,
        Refused,
        "operating system differs",
    );
    let build = "windows(10.0.20348)/amd64";
    check_cell("docker", WINDOWS, build, 0, Refused, "build does not fit");
    check_cell("docker", WINDOWS, build, 1, Picked, "as asked");
    check_cell(
        "podman",
        WINDOWS,
        build,
        0,
        Fallback,
        "falls back to 10.0.17763.6054",
    );
    check_cell(
        "rust-oci",
        WINDOWS,
        build,
        0,
        Fallback,
        "first windows/amd64",
    );
    check_cell(
        "regctl",
        WINDOWS,
        build,
        0,
        Refused,
        "wants exactly 10.0.20348",
    );
    check_cell(
        "docker-classic",
        WINDOWS,
        build,
        1,
        Picked,
        "build of the host",
    );
    check_cell(
        "docker-classic",
        WINDOWS,
        build,
        2,
        Refused,
        "newer than 10.0.20348",
    );
    check_cell(
        "docker",
        "linux(+gpu)/amd64",
        amd64,
        0,
        Refused,
        "needs features",
    );
}

#[test]
fn a_default_on_windows_says_that_text_decided() {
    let choice = choose("containerd", WINDOWS, &machine("windows(10.0.26100)/amd64"));
    assert_eq!(choice.verdicts[2].reason, Reason::HighestAsText);
    assert_eq!(choice.verdicts[1].reason, Reason::Outranked);
    assert_eq!(
        choice.rule,
        "containerd asks for windows(10.0.26100)/amd64 and sorts the entries that fit by os.version as text, highest first: that is entry 3 (10.0.26100.1742)."
    );
}

#[test]
fn every_reason_has_a_sentence_of_its_own() {
    let text = || "x".to_owned();
    let reasons = [
        Reason::AsAsked,
        Reason::First { machine: text() },
        Reason::FallsBack {
            from: text(),
            to: text(),
        },
        Reason::Unstated,
        Reason::AssumedAmd64,
        Reason::Zstd,
        Reason::HighestAsText,
        Reason::OwnBuild,
        Reason::Later,
        Reason::Outranked,
        Reason::Unreadable,
        Reason::Unknown,
        Reason::NoPlatform,
        Reason::OperatingSystem {
            wanted: text(),
            offered: text(),
        },
        Reason::Architecture {
            wanted: text(),
            offered: String::new(),
        },
        Reason::Newer {
            than: text(),
            offered: text(),
        },
        Reason::Exactly {
            wanted: text(),
            offered: text(),
        },
        Reason::Variant {
            wanted: text(),
            offered: String::new(),
        },
        Reason::VariantUnknown { asked: text() },
        Reason::Build {
            offered: text(),
            rule: text(),
        },
        Reason::NeedsFeatures {
            missing: vec![text()],
        },
        Reason::LacksFeatures {
            missing: vec![text(), text()],
        },
    ];
    let mut sentences: Vec<String> = Vec::new();
    for reason in &reasons {
        let sentence = reason.sentence("crane");
        assert!(
            sentence.starts_with("crane ") && sentence.ends_with('.'),
            "{sentence}"
        );
        assert!(reason.to_string().chars().count() <= 26, "{reason}");
        assert!(!sentences.contains(&sentence), "{sentence}");
        sentences.push(sentence);
    }
}

fn all(index: &str, asker: &Asker) -> Vec<Choice> {
    CLIENTS
        .iter()
        .map(|it| it.choose(asker, &offered(index)))
        .collect()
}

#[track_caller]
fn check_groups(index: &str, asker: &Asker, words: &str) {
    let groups = disagreement(&all(index, asker));
    assert_eq!(in_words(&groups, &offered(index)), words);
}

#[test]
fn clients_are_counted_by_what_they_receive() {
    check_groups(
        DEBIAN,
        &machine("linux/arm/v6"),
        "6 get arm/v5, 2 get nothing",
    );
    check_groups(DEBIAN, &machine("linux/arm64"), "all 8 get arm64/v8");
    check_groups(DEBIAN, &named("linux/arm"), "5 get arm/v7, 3 get arm/v5");
    check_groups(DEBIAN, &named("linux/riscv64"), "all 8 get nothing");
    check_groups(
        "linux/amd64 zstd:linux/amd64",
        &named("linux/amd64"),
        "7 get amd64 (entry 1), 1 gets amd64 (entry 2)",
    );
    check_groups("-", &named("linux/amd64"), "5 get entry 1, 3 get nothing");
    assert_eq!(disagreement(&[]), []);
}

#[test]
fn nothing_comes_last_even_where_most_get_it() {
    let groups = disagreement(&all("linux/386", &named("linux/amd64")));
    let expected = [
        Group {
            picked: Some(1),
            members: vec![0, 1, 2],
        },
        Group {
            picked: None,
            members: vec![3, 4, 5, 6, 7],
        },
    ];
    assert_eq!(groups, expected);
}

#[test]
fn an_index_tells_what_clients_look_at() {
    let entry = |media_type: &str, rest: &str| {
        format!(
            r#"{{"mediaType":"{media_type}","digest":"sha256:{}","size":2{rest}}}"#,
            "0".repeat(64)
        )
    };
    let manifest = "application/vnd.oci.image.manifest.v1+json";
    let zstd = |value: &str| {
        format!(r#","annotations":{{"io.github.containers.compression.zstd":"{value}"}}"#)
    };
    let entries = [
        entry(
            manifest,
            r#","platform":{"os":"linux","architecture":"amd64"}"#,
        ),
        entry(manifest, &zstd("true")),
        entry(manifest, &zstd("false")),
        entry("application/vnd.oci.image.index.v1+json", ""),
        entry(
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "",
        ),
        r#"{"platform":{"os":"linux","architecture":"arm64"}}"#.to_owned(),
    ];
    let text = format!(
        r#"{{"schemaVersion":2,"manifests":[{}]}}"#,
        entries.join(",")
    );
    let document = Document::read(text.into_bytes(), &Expectation::default()).unwrap();
    let Body::Index(index) = &document.body else {
        panic!("not an index: {document:?}");
    };
    let offered = index.offered();
    let flags = |entry: &Offered| {
        (
            entry.position,
            entry.is_readable,
            entry.is_zstd,
            entry.is_index,
        )
    };
    assert_eq!(
        offered.iter().map(flags).collect::<Vec<_>>(),
        [
            (1, true, false, false),
            (2, true, true, false),
            (3, true, false, false),
            (4, true, false, true),
            (5, true, false, true),
            (6, false, false, false),
        ]
    );
    assert_eq!(offered[0].platform, Some(written("linux/amd64")));
    assert_eq!(offered[1].platform, None);
}
