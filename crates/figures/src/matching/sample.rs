//! The sample image: a real index with its bytes, of which everything shown can be computed again.
//!
//! Debian's busybox for eight platforms, each followed by an attestation; the same bytes are the site's file
//! `samples/blobs/sha256/deb84d61….json`, and the inspector opens the image by [`REFERENCE`].

use crate::record::{Build, Content, Entry, Record, day};
use tagprism_core::{
    Digest, Document, Platform,
    document::{Body, Expectation, Role},
};

/// What the figure calls it.
pub(super) const NAME: &str = "busybox:1.37";
/// What the inspector calls it.
pub(super) const REFERENCE: &str = "registry.test/busybox:1.37";
/// The day on which the registry was asked.
const CAPTURED: &str = "2026-11-23";
/// The index as the registry served it.
pub(super) fn text() -> &'static str {
    crate::library::text("busybox-index.json")
}
/// The digest that the tag pointed to: what the registry said, not what was computed here.
pub(super) const SERVED_AS: &str =
    "sha256:deb84d61aba8f40f1e1880b3891e8bae40f17738b26b6016f2e60ae7e8e81f03";

/// What the bytes say, read like any other index.
pub(super) fn record() -> Option<Record> {
    let document = Document::read(text().as_bytes(), &Expectation::default()).ok()?;
    let Body::Index(index) = document.body else {
        return None;
    };
    let roles = index.roles();
    let entries = index.entries.iter().zip(roles).map(|(entry, role)| {
        let descriptor = entry.descriptor();
        Entry {
            position: entry.position,
            content: match role {
                Role::Attestation { of: Some(of), .. } => Content::Attestation { of },
                _ => Content::Build(Build {
                    platform: entry.platform().cloned().unwrap_or_else(Platform::default),
                    hex: descriptor
                        .map(|it| it.digest.encoded().to_owned())
                        .unwrap_or_default(),
                    size_bytes: descriptor.map_or(0, |it| it.size),
                    is_rounded: false,
                    layers: Vec::new(),
                }),
            },
        }
    });
    Some(Record {
        name: NAME.to_owned(),
        date: day(CAPTURED),
        source: "these bytes, from docker-registry 2.8.2".to_owned(),
        url: format!(
            "samples/blobs/sha256/{}.json",
            SERVED_AS.trim_start_matches("sha256:")
        ),
        digest: Digest::sha256(text().as_bytes()).to_string(),
        entries: entries.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_that_the_registry_named() {
        assert_eq!(record().unwrap().digest, SERVED_AS);
    }

    #[test]
    fn eight_images_are_each_followed_by_their_attestation() {
        let record = record().unwrap();
        assert_eq!((record.entries.len(), record.builds().count()), (16, 8));
        for entry in &record.entries {
            if let Content::Attestation { of } = entry.content {
                assert_eq!(of + 1, entry.position, "found by its annotation");
            }
        }
        let (position, arm64) = record.builds().nth(3).unwrap();
        assert_eq!((position, arm64.size_bytes), (7, 668));
        assert_eq!(arm64.platform.to_string(), "linux/arm64/v8");
    }
}
