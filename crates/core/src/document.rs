//! Documents: what a registry stores under `/manifests/` and `/blobs/`, read leniently, with the exact bytes kept.
//!
//! Read here: OCI image indexes and Docker manifest lists, OCI and Docker image manifests, image configs, the withdrawn OCI
//! artifact manifest and Docker schema 1. Sources: <https://github.com/opencontainers/image-spec/tree/v1.1.1> and
//! <https://github.com/distribution/distribution/tree/v2.8.3/docs/spec>.
//!
//! Broken input is data: whatever is JSON becomes a [`Document`], and what is odd about it becomes a [`Diagnostic`]. One bad
//! entry never hides the others. Digests are computed over the bytes as they came, never over anything written again.

mod artifact;
mod base64;
mod classify;
mod config;
mod descriptor;
mod duplicate_keys;
mod index;
mod index_review;
mod json;
mod log;
mod manifest;
mod read;
mod schema1;
mod trail;

use std::sync::Arc;

pub use self::{
    artifact::ArtifactManifest,
    config::{Config, HistoryEntry},
    index::{Entry, EntryContent, Index, Role},
    json::{ReadError, ReadErrorKind},
    manifest::{Manifest, ManifestKind},
    schema1::Schema1,
    trail::{Trail, TrailError},
};
use crate::{
    diagnostic::Diagnostic,
    digest::{Algorithm, Check, Digest},
    media_type::{Kind, MediaType},
};

/// One document with the exact bytes it was read from.
#[derive(Clone, Debug)]
pub struct Document {
    /// The bytes, untouched.
    pub bytes: Arc<[u8]>,
    /// What the document is taken for.
    pub media_type: MediaType,
    /// Who said so.
    pub media_type_source: MediaTypeSource,
    /// What was read.
    pub body: Body,
    /// What is odd about it, in the order of the document as far as possible; at most
    /// [`MAX_DIAGNOSTICS`](crate::diagnostic::MAX_DIAGNOSTICS).
    pub diagnostics: Vec<Diagnostic>,
}

/// Who said what a document is, most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaTypeSource {
    /// The descriptor of the parent, whose digest vouches for it.
    Descriptor,
    /// The document's own `mediaType`.
    Body,
    /// The server's Content-Type.
    ContentType,
    /// Nobody; it has the shape of one.
    Inferred,
}

/// What is known about the bytes before they are read.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// Media type in the parent's descriptor.
    pub media_type: Option<MediaType>,
    /// The Content-Type field of the answer, parameters included.
    pub content_type: Option<String>,
}

/// What was read.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "a document has one body, so boxes would save nothing"
)]
pub enum Body {
    /// OCI image index or Docker manifest list.
    Index(Index),
    /// OCI or Docker image manifest, be it of an image or an artifact.
    Manifest(Manifest),
    /// OCI or Docker image config.
    Config(Config),
    /// The withdrawn OCI artifact manifest.
    ArtifactManifest(ArtifactManifest),
    /// Docker schema 1.
    Schema1(Schema1),
    /// Both `manifests` and `layers`: which of the two it is depends on who reads it (CVE-2021-41190), so nobody should.
    Ambiguous,
    /// JSON, but no image document.
    Other,
}

impl Document {
    /// Reads one document.
    ///
    /// ```
    /// use tagprism_core::document::{Body, Document, Expectation};
    /// let document = Document::read(*br#"{"schemaVersion":2,"manifests":[]}"#, &Expectation::default())?;
    /// assert!(matches!(document.body, Body::Index(_)));
    /// assert_eq!(document.describe(), "OCI image index");
    /// # Ok::<(), tagprism_core::document::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// Only if the bytes are not JSON at all, end too early or nest too deep; says where.
    pub fn read(
        bytes: impl Into<Arc<[u8]>>,
        expectation: &Expectation,
    ) -> Result<Document, ReadError> {
        read::read(bytes.into(), expectation)
    }

    /// The digest that a registry knows the document by: over the payload of a signed schema 1 document, since signatures may
    /// be added later, and over all bytes of every other one.
    ///
    /// <https://github.com/distribution/distribution/blob/v2.8.3/docs/spec/api.md#digest-header>
    pub fn verified_digest(&self, algorithm: Algorithm) -> Digest {
        match self.signed_payload() {
            Some(payload) => Digest::of(algorithm, &payload),
            None => Digest::of(algorithm, &self.bytes),
        }
    }

    /// Compares [`verified_digest`](Self::verified_digest) with another one. A signed schema 1 document may also be named by
    /// the digest of all its bytes, which proves no less.
    pub fn check(&self, expected: &Digest) -> Check {
        let Some(algorithm) = expected.algorithm() else {
            return Check::NotChecked;
        };
        let computed = self.verified_digest(algorithm);
        if computed == *expected {
            return Check::Equal;
        }
        let is_signed = matches!(&self.body, Body::Schema1(schema1) if schema1.is_signed);
        if is_signed && expected.check(&self.bytes) == Check::Equal {
            return Check::Equal;
        }
        Check::Different { computed }
    }

    /// The part of a signed schema 1 document that its digest covers; `None` for every other document.
    pub fn signed_payload(&self) -> Option<Vec<u8>> {
        match &self.body {
            Body::Schema1(schema1) if schema1.is_signed => schema1::payload(&self.bytes),
            _ => None,
        }
    }

    /// SHA-256 over all the bytes.
    pub fn sha256(&self) -> Digest {
        Digest::sha256(&self.bytes)
    }

    /// What it is, for people: `OCI image index`, `OCI image manifest`, `Helm chart`, `attestation`.
    pub fn describe(&self) -> String {
        match &self.body {
            Body::Index(_) => self.describe_as(Kind::Index, "image index"),
            Body::Config(_) => self.describe_as(Kind::Config, "image config"),
            Body::ArtifactManifest(_) => {
                self.describe_as(Kind::ArtifactManifest, "artifact manifest")
            }
            Body::Manifest(manifest) => match manifest.kind() {
                ManifestKind::Image => self.describe_as(Kind::Manifest, "image manifest"),
                ManifestKind::Attestation => "attestation".to_owned(),
                ManifestKind::HelmChart => "Helm chart".to_owned(),
                ManifestKind::Artifact(media_type) => {
                    format!("artifact ({})", media_type.describe())
                }
            },
            Body::Schema1(schema1) if schema1.is_signed => {
                "Docker schema 1 manifest, signed (retired)".to_owned()
            }
            Body::Schema1(_) => self.describe_as(Kind::Schema1, "schema 1 manifest"),
            Body::Ambiguous => "index and manifest at once (ambiguous)".to_owned(),
            Body::Other if self.media_type.is_generic() => "JSON, but no image document".to_owned(),
            Body::Other => self.media_type.describe(),
        }
    }

    /// The media type's name, or the shape's where the two disagree.
    fn describe_as(&self, kind: Kind, shape: &str) -> String {
        let name = self.media_type.describe();
        if self.media_type.kind() == kind {
            name
        } else {
            format!("{shape}, though called {name}")
        }
    }
}
