//! The index that the board is about.

use crate::pull::image::{self, KnownImage};
use serde_json::Value;
use tagprism_core::{Platform, clients::Offered, flow::RootKind};

/// An image as far as the board needs it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// `nginx:latest`.
    pub name: String,
    /// `recorded 16 July 2026`.
    pub how: String,
    /// Who says so.
    pub source: String,
    /// Where that can be read; may be empty.
    pub url: String,
    /// Whether its bytes were read and hashed.
    pub is_verified: bool,
    /// Whether there is anything to choose from.
    pub is_index: bool,
    /// The entries that are images or may be, as clients see them.
    pub offered: Vec<Offered>,
    /// Which of them are attestations.
    pub attestations: Vec<bool>,
    /// What the config of a single image says, where it was read.
    pub claims: Option<Platform>,
}

impl Subject {
    /// The image that the program has read, or else the recorded one.
    pub(super) fn of(live: Option<&Value>) -> Option<Self> {
        match live.and_then(image::read) {
            Some(known) => Some(Self::from(&known)),
            None => crate::pull::story::record().map(Self::from),
        }
    }

    /// The entry at a position.
    pub(super) fn at(&self, position: usize) -> Option<&Offered> {
        self.offered.get(position.checked_sub(1)?)
    }

    /// The platform of an entry in words.
    pub(super) fn platform_of(&self, position: usize) -> String {
        match self.at(position).and_then(|it| it.platform.as_ref()) {
            Some(platform) => platform.to_string(),
            None => "which states no platform".to_owned(),
        }
    }

    pub(super) fn is_attestation(&self, idx: usize) -> bool {
        self.attestations.get(idx).copied().unwrap_or_default()
    }
}

impl From<&KnownImage> for Subject {
    fn from(known: &KnownImage) -> Self {
        let image = &known.image;
        let (is_index, claims) = match &image.kind {
            RootKind::Index(_) => (true, None),
            RootKind::Manifest(contents) => {
                (false, contents.as_ref().and_then(|it| it.claims.clone()))
            }
        };
        Self {
            name: image.reference.familiar(),
            how: known.how.clone(),
            source: known.source.clone(),
            url: known.url.clone(),
            is_verified: known.is_verified,
            is_index,
            offered: image.entries().iter().map(|it| it.offered()).collect(),
            attestations: image.entries().iter().map(|it| it.is_attestation).collect(),
            claims,
        }
    }
}
