//! Content descriptors: how one document points at another, as
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md> defines them.
//!
//! A descriptor is plain data without invariants of its own; reading one out of JSON, leniently, is `document`'s work.

use std::collections::BTreeMap;

use crate::{digest::Digest, media_type::MediaType, platform::Platform};

/// Says what a blob is, how long it is and which bytes it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// What the parent says the blob is; the empty media type if it does not say.
    pub media_type: MediaType,
    /// Digest of the blob's bytes.
    pub digest: Digest,
    /// Length of the blob in bytes, as declared; 0 where the document states none, see [`stated_size`](Self::stated_size).
    pub size: u64,
    /// Whether the document states a size at all.
    pub is_size_stated: bool,
    /// The platform that the blob is for; only in indexes.
    pub platform: Option<Platform>,
    /// The kind of artifact, where the blob is the manifest of one.
    pub artifact_type: Option<MediaType>,
    /// Annotations of the descriptor (not those of the document it points at).
    pub annotations: BTreeMap<String, String>,
    /// Other places to fetch the blob from.
    pub urls: Vec<String>,
    /// The blob itself, decoded from `data` and checked against size and digest; a wrong one is dropped with a diagnostic.
    pub data: Option<Vec<u8>>,
}

impl Descriptor {
    /// Length of the blob in bytes, as declared; `None` where the document states none, which is not the same as 0.
    pub fn stated_size(&self) -> Option<u64> {
        self.is_size_stated.then_some(self.size)
    }
}
