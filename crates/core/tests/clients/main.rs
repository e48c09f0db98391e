//! What each client takes, against outcomes that were found by running the clients' own matching code on the same lists.
//!
//! A row of [`ROWS`] is a list of entries in order, the platform that is asked for, and the entry that each of six clients takes:
//! containerd, containers/image, go-containerregistry, oras-go, regclient and rust-oci-client, at the versions that
//! [`CLIENTS`] names.

mod askers;
mod properties;

use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Choice, Offered, client},
};

/// The layout of Debian's images.
const DEBIAN: &str =
    "linux/amd64 linux/arm/v5 linux/arm/v7 linux/arm64/v8 linux/386 linux/ppc64le linux/s390x";
const WINDOWS: &str =
    "windows/amd64:10.0.17763.5329 windows/amd64:10.0.20348.2227 windows/amd64:10.0.26100.2314";

/// Entries, what is asked for, and the position that each client takes; 0 is none.
type Row = (&'static str, &'static str, [usize; 6]);

const ROWS: [Row; 29] = [
    (DEBIAN, "linux/arm", [3, 3, 2, 2, 3, 2]),
    (DEBIAN, "linux/arm/v6", [2, 2, 0, 0, 2, 2]),
    (DEBIAN, "linux/arm64/v9", [4, 0, 0, 0, 4, 4]),
    (DEBIAN, "darwin/arm64", [0, 0, 0, 0, 4, 0]),
    (
        "linux/arm/v5 linux/arm/v6 linux/arm/v7",
        "linux/arm/v7",
        [3, 3, 3, 3, 3, 1],
    ),
    ("linux/386", "linux/amd64", [1, 0, 0, 0, 0, 0]),
    ("linux/arm/v7", "linux/arm64", [1, 0, 0, 0, 0, 0]),
    ("linux/amd64/v3", "linux/amd64", [0, 0, 1, 1, 0, 1]),
    ("linux/amd64/v3", "linux/amd64/v4", [1, 0, 0, 0, 1, 1]),
    (
        "linux/amd64/v3 linux/amd64",
        "linux/amd64",
        [2, 2, 1, 1, 2, 1],
    ),
    (
        "linux/amd64 linux/amd64/v2 linux/amd64/v3",
        "linux/amd64/v3",
        [3, 3, 3, 3, 3, 1],
    ),
    (
        "linux/386 linux/amd64/v2",
        "linux/amd64",
        [1, 0, 2, 2, 0, 2],
    ),
    (
        "linux/arm64 linux/arm64/v8",
        "linux/arm64/v8",
        [1, 2, 2, 2, 1, 1],
    ),
    (
        "linux/arm64/v8 linux/arm64",
        "linux/arm64",
        [1, 2, 1, 1, 1, 1],
    ),
    ("linux/arm64/v8.2", "linux/arm64", [0, 0, 1, 1, 1, 1]),
    ("- linux/amd64", "linux/amd64", [2, 2, 1, 2, 2, 2]),
    ("- linux/arm64", "linux/s390x", [1, 1, 0, 0, 0, 0]),
    (
        "linux/amd64 linux/amd64+zstd",
        "linux/amd64",
        [1, 2, 1, 1, 1, 1],
    ),
    (
        "linux/x86_64 linux/aarch64",
        "linux/amd64",
        [1, 0, 0, 0, 1, 0],
    ),
    (WINDOWS, "windows/amd64", [1, 1, 1, 1, 3, 1]),
    (WINDOWS, "windows/amd64:10.0.20348.1", [2, 1, 0, 0, 2, 1]),
    (WINDOWS, "windows/amd64:10.0.26100.1", [2, 1, 0, 0, 3, 1]),
    (
        "windows/amd64:10.0.20348.2227",
        "windows/amd64:10.0.22631",
        [1, 1, 0, 0, 0, 1],
    ),
    // Under the rule of v1.0.0-rc.4, see below; rc.5 takes it.
    (
        "windows/amd64:10.0.20348.2227",
        "windows/amd64:10.0.26200",
        [1, 1, 0, 0, 0, 1],
    ),
    (
        "windows/amd64:10.0.20348.2322 windows/amd64:10.0.20348.999",
        "windows/amd64:10.0.20348",
        [1, 1, 0, 0, 1, 1],
    ),
    (
        "linux/amd64 windows/amd64:10.0.20348.2227",
        "windows/amd64:10.0.19045",
        [0, 2, 0, 0, 1, 2],
    ),
    (
        "linux/riscv64/rva20u64 linux/riscv64/rva23u64",
        "linux/riscv64",
        [0, 0, 1, 1, 1, 1],
    ),
    (
        "linux/ppc64le/power8 linux/ppc64le/power9",
        "linux/ppc64le",
        [0, 0, 1, 1, 1, 1],
    ),
    (
        "unknown/unknown linux/amd64 unknown/unknown",
        "linux/s390x",
        [0, 0, 0, 0, 0, 0],
    ),
];

const SIX: [&str; 6] = [
    "containerd",
    "podman",
    "crane",
    "oras",
    "regctl",
    "rust-oci",
];

/// `os/architecture/variant:version`, as an index writes it: nothing is filled in. `-` states no platform.
fn platform(text: &str) -> Option<Platform> {
    let (name, version) = text.split_once(':').unwrap_or((text, ""));
    let mut parts = name.split('/');
    let os = parts.next().filter(|os| *os != "-")?;
    let architecture = parts.next().unwrap_or_default();
    let mut platform = Platform::new(os, architecture, parts.next().unwrap_or_default());
    version.clone_into(&mut platform.os_version);
    Some(platform)
}

/// Entries from their platforms; `+zstd` announces zstd layers.
pub(crate) fn entries(text: &str) -> Vec<Offered> {
    let entry = |(position, text): (usize, &str)| Offered {
        position,
        platform: platform(text.trim_end_matches("+zstd")),
        is_readable: true,
        is_zstd: text.ends_with("+zstd"),
        is_index: false,
    };
    (1..).zip(text.split_whitespace()).map(entry).collect()
}

/// What a client does when that platform is named, or when the machine asks by itself.
pub(crate) fn choice(id: &str, offered: &str, asked: &str, is_explicit: bool) -> Choice {
    let asker = Asker {
        platform: platform(asked).unwrap(),
        is_explicit,
    };
    client(id).unwrap().choose(&asker, &entries(offered))
}

#[track_caller]
pub(crate) fn takes(id: &str, offered: &str, asked: &str, is_explicit: bool, expected: usize) {
    let choice = choice(id, offered, asked, is_explicit);
    assert_eq!(
        choice.picked.unwrap_or_default(),
        expected,
        "{id}: {offered} for {asked}: {choice:#?}"
    );
}

#[test]
fn every_row_ends_as_it_was_found_to_end() {
    let mut wrong = Vec::new();
    for (nth, (offered, asked, expected)) in ROWS.iter().enumerate() {
        for (id, expected) in SIX.iter().zip(expected) {
            let found = choice(id, offered, asked, true).picked.unwrap_or_default();
            if found != *expected {
                wrong.push(format!(
                    "row {}: {id} takes {found}, not {expected}",
                    nth + 1
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_client_says_where_its_rule_comes_from() {
    for client in CLIENTS {
        assert!(
            client.source.starts_with("https://github.com/"),
            "{}",
            client.id
        );
        assert!(client.as_of.starts_with("202"), "{}", client.id);
        assert!(!client.version.is_empty() && !client.library.is_empty());
        let choice = client.choose(
            &Asker {
                platform: Platform::new("linux", "arm", "v6"),
                is_explicit: true,
            },
            &entries(DEBIAN),
        );
        assert!(choice.rule.ends_with('.'), "{}: {}", client.id, choice.rule);
    }
}
