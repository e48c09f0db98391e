//! Golden vectors: what eight clients take of hand-built indexes.
//!
//! The table was made by running the matching code of six clients; what was run and what was only read stands in the sources
//! that each row of `CLIENTS` names.

mod notes;
mod rules;
mod table;
mod words;

use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Choice, Client, Offered, Standing, client},
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

/// Entries separated by spaces; `-` states no platform, `!` cannot be read, `zstd:` has such layers, `index:` is an index itself.
fn offered(index: &str) -> Vec<Offered> {
    let entry = |(idx, text): (usize, &str)| {
        let (kind, platform) = text.split_once(':').unwrap_or(("", text));
        Offered {
            position: idx + 1,
            platform: (platform != "-" && platform != "!").then(|| written(platform)),
            is_readable: platform != "!",
            is_zstd: kind == "zstd",
            is_index: kind == "index",
        }
    };
    index.split_whitespace().enumerate().map(entry).collect()
}

fn named(platform: &str) -> Asker {
    Asker {
        platform: written(platform),
        is_explicit: true,
    }
}

fn machine(platform: &str) -> Asker {
    Asker {
        platform: written(platform),
        is_explicit: false,
    }
}

#[track_caller]
fn of(id: &str) -> &'static Client {
    client(id).expect("the tests name clients of the table")
}

/// The choice, after a look at whether it is whole.
#[track_caller]
fn choose(id: &str, index: &str, asker: &Asker) -> Choice {
    let offered = offered(index);
    let choice = of(id).choose(asker, &offered);
    assert_eq!(choice.verdicts.len(), offered.len());
    let taken: Vec<usize> = choice
        .verdicts
        .iter()
        .zip(&offered)
        .filter(|(verdict, _)| matches!(verdict.standing, Standing::Picked | Standing::Fallback))
        .map(|(_, entry)| entry.position)
        .collect();
    assert_eq!(taken, Vec::from_iter(choice.picked), "{id}: {choice:#?}");
    assert!(choice.rule.ends_with('.'), "{id}: {}", choice.rule);
    choice
}

#[track_caller]
fn check(id: &str, index: &str, asker: &Asker, picked: Option<usize>) {
    let choice = choose(id, index, asker);
    assert_eq!(choice.picked, picked, "{id}: {choice:#?}");
}

#[test]
fn the_table_of_clients_stands_in_its_order_and_names_its_sources() {
    let ids: Vec<&str> = CLIENTS.iter().map(|client| client.id).collect();
    let expected = [
        "docker",
        "docker-classic",
        "containerd",
        "podman",
        "crane",
        "oras",
        "regctl",
        "rust-oci",
    ];
    assert_eq!(ids, expected);
    for client in CLIENTS {
        assert!(client.source.contains(client.version), "{}", client.id);
        assert!(!client.name.is_empty() && !client.also.is_empty() && !client.library.is_empty());
    }
    assert!(client("nothing").is_none());
}
