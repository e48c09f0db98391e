//! What an index holds, counted and put in words.

use crate::inspector::words::number;
use std::collections::BTreeMap;
use tagprism_core::{
    Platform,
    document::{Index, Role},
};

/// The entries of an index by what they are for.
pub struct Contents {
    /// Images, also those without a platform.
    pub n_images: usize,
    /// Indexes inside.
    pub n_nested: usize,
    /// Different platforms that images state.
    n_platforms: usize,
    /// Images that state none.
    n_unstated: usize,
    n_attestations: usize,
    /// Whether every image is described by exactly one attestation, and every attestation describes an image.
    is_each_attested: bool,
    n_artifacts: usize,
    n_unusable: usize,
    n_broken: usize,
}

impl Contents {
    /// Counts.
    pub fn of(index: &Index) -> Self {
        let roles = index.roles();
        let count = |is: fn(&Role) -> bool| roles.iter().filter(|role| is(role)).count();
        let entries = || index.entries.iter().zip(&roles);
        let images = || entries().filter(|(_, role)| **role == Role::Image);
        let stated: Vec<&Platform> = images()
            .filter_map(|(entry, _)| entry.platform().filter(|it| !it.is_unstated()))
            .collect();
        let platforms: Vec<String> = stated
            .iter()
            .map(|platform| platform.normalize().to_string())
            .collect();
        // A map where a set would do: the program holds the code of each kind of map once.
        let mut distinct: BTreeMap<&str, usize> = BTreeMap::new();
        for platform in &platforms {
            distinct.insert(platform, 0);
        }
        let n_images = images().count();
        let n_attestations = count(|role| matches!(role, Role::Attestation { .. }));
        let n_describing = |position: usize| {
            let describes = |role: &&Role| matches!(role, Role::Attestation { of, .. } if *of == Some(position));
            roles.iter().filter(describes).count()
        };
        Self {
            n_images,
            n_nested: count(|role| *role == Role::NestedIndex),
            n_unstated: n_images - stated.len(),
            n_platforms: distinct.len(),
            n_attestations,
            is_each_attested: n_attestations == n_images
                && images().all(|(entry, _)| n_describing(entry.position) == 1),
            n_artifacts: count(|role| *role == Role::Artifact),
            n_unusable: count(|role| *role == Role::Unusable),
            n_broken: count(|role| *role == Role::Broken),
        }
    }

    /// `eight platforms`, `eight platforms in nine images`, `two images without a platform`.
    pub fn images_in_words(&self) -> Vec<String> {
        let n_stated = self.n_images - self.n_unstated;
        let mut parts = Vec::new();
        if self.n_platforms > 0 {
            let platforms = counted(self.n_platforms, "platform", "platforms");
            parts.push(if self.n_platforms == n_stated {
                platforms
            } else {
                format!("{platforms} in {}", counted(n_stated, "image", "images"))
            });
        }
        if self.n_unstated > 0 {
            let images = counted(self.n_unstated, "image", "images");
            parts.push(format!("{images} without a platform"));
        }
        parts
    }

    /// `an attestation for each`, `two indexes inside`, and the rest.
    pub fn others_in_words(&self) -> Vec<String> {
        let attestations = match (self.n_attestations, self.n_images) {
            (0, _) => None,
            (1, 1) if self.is_each_attested => Some("its attestation".to_owned()),
            (_, n_images) if self.is_each_attested && n_images == self.n_platforms => {
                Some("an attestation for each".to_owned())
            }
            _ if self.is_each_attested => Some("an attestation for each image".to_owned()),
            (n, _) => Some(counted(n, "attestation", "attestations")),
        };
        let some = |n: usize, words: String| (n > 0).then_some(words);
        let n_nested = self.n_nested;
        let parts = [
            attestations,
            some(
                n_nested,
                format!("{} inside", counted(n_nested, "index", "indexes")),
            ),
            some(
                self.n_artifacts,
                counted(self.n_artifacts, "artifact", "artifacts"),
            ),
            some(
                self.n_unusable,
                format!("{} for no machine", number(self.n_unusable)),
            ),
            some(
                self.n_broken,
                format!("{} that cannot be read", number(self.n_broken)),
            ),
        ];
        parts.into_iter().flatten().collect()
    }
}

/// `one entry`, `three entries`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}
