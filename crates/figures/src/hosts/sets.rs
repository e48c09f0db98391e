//! The sets of builds to compare: two that are made up, two recorded ones, and the reader's own.

use crate::{figure::Origin, record::Record, state::State};
use tagprism_core::{Platform, resolve::Offer};

/// Sets in the order of the cards, with their labels.
pub(super) const SETS: &[(&str, &str)] = &[
    ("amd64", "amd64 only"),
    ("both", "amd64 and arm64"),
    ("nginx", "nginx:latest"),
    ("hello", "hello-world:latest"),
    ("own", "Your own choice"),
];

/// Platforms that a reader may build, in the order of the list.
pub(super) const WORDS: &[&str] = &[
    "amd64", "386", "arm/v5", "arm/v6", "arm/v7", "arm64", "ppc64le", "riscv64", "s390x", "windows",
];

/// What stands beside the box of a word.
pub(super) fn label(word: &'static str) -> String {
    match word {
        "windows" => "windows/amd64, build 26100".to_owned(),
        word => format!("linux/{word}"),
    }
}

fn platform(word: &str) -> Platform {
    if word == "windows" {
        let mut platform = Platform::new("windows", "amd64", "");
        "10.0.26100".clone_into(&mut platform.os_version);
        return platform;
    }
    let (architecture, variant) = word.split_once('/').unwrap_or((word, ""));
    Platform::new("linux", architecture, variant)
}

/// A tag and what stands behind it.
pub(super) struct Publication {
    pub(super) tag: &'static str,
    /// What every machine is told.
    pub(super) command: String,
    /// Each image with its place in the index, from 1.
    pub(super) builds: Vec<(usize, Platform)>,
    /// First digits of the index's digest; empty for a made-up index.
    pub(super) hex: String,
    pub(super) n_attestations: usize,
    pub(super) origin: Origin,
}

impl Publication {
    /// The set of that name; `state` has what the reader ticked.
    pub(super) fn of(set: &str, state: &State) -> Self {
        let recorded = match set {
            "nginx" => Self::recorded("nginx:latest", "docker run nginx"),
            "hello" => Self::recorded("hello-world:latest", "docker run hello-world"),
            _ => None,
        };
        recorded.unwrap_or_else(|| match set {
            "amd64" => Self::made_up(&["amd64"]),
            "both" => Self::made_up(&["amd64", "arm64"]),
            _ => {
                let is_built = |word: &&str| state.has("built", word);
                let built: Vec<&str> = WORDS.iter().copied().filter(is_built).collect();
                Self::made_up(&built)
            }
        })
    }

    fn recorded(tag: &'static str, command: &str) -> Option<Self> {
        let record = Record::of(tag)?;
        let builds: Vec<(usize, Platform)> = record
            .builds()
            .map(|(position, build)| (position, build.platform.clone()))
            .collect();
        let digits = record.digest.trim_start_matches("sha256:");
        Some(Self {
            tag,
            command: command.to_owned(),
            n_attestations: record.entries.len() - builds.len(),
            builds,
            hex: digits.chars().take(8).collect(),
            origin: Origin {
                data: format!("{tag}, recorded {}", record.date),
                source: record.source,
                url: record.url,
                image: tag,
            },
        })
    }

    fn made_up(words: &[&str]) -> Self {
        let builds = words.iter().map(|word| platform(word));
        Self {
            tag: "you/app:latest",
            command: "docker run you/app".to_owned(),
            builds: (1..).zip(builds).collect(),
            hex: String::new(),
            n_attestations: 0,
            origin: Origin {
                data: "A made-up tag; the matching rules are real".to_owned(),
                source: "containerd/platforms v1.0.0-rc.5, compare.go".to_owned(),
                url: "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go"
                    .to_owned(),
                image: "",
            },
        }
    }

    /// The images as the resolver takes them; attestations are never chosen and left out.
    pub(super) fn offers(&self) -> Vec<Offer> {
        let offer = |(position, platform): &(usize, Platform)| Offer {
            position: *position,
            platform: Some(platform.clone()),
            is_readable: true,
        };
        self.builds.iter().map(offer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hosts::FIGURE;

    #[test]
    fn recorded_sets_count_their_attestations() {
        let state = State::new(FIGURE.parameters);
        let counts = |set| {
            let publication = Publication::of(set, &state);
            (publication.builds.len(), publication.n_attestations)
        };
        assert_eq!(counts("nginx"), (8, 8));
        assert_eq!(counts("hello"), (11, 9));
        assert_eq!(counts("both"), (2, 0));
        assert_eq!(counts("own"), (10, 0));
    }

    #[test]
    fn ticked_boxes_become_builds_in_the_order_of_the_list() {
        let state = State::read(FIGURE.parameters, [("built", "windows,arm/v7")]);
        let own = Publication::of("own", &state);
        let names: Vec<String> = own.builds.iter().map(|(_, it)| it.to_string()).collect();
        assert_eq!(names, ["linux/arm/v7", "windows(10.0.26100)/amd64"]);
    }
}
