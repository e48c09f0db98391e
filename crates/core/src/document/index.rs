//! OCI image indexes and Docker manifest lists: the entries, and what each is for.
//!
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md>; attestations as BuildKit writes them,
//! <https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/attestation-storage.md>.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    descriptor::{self, Unreadable},
    index_review,
    log::Log,
};
use crate::{
    descriptor::Descriptor,
    diagnostic::Rule,
    digest::Digest,
    media_type::{ATTESTATION, Kind, MediaType},
    platform::Platform,
};

/// Annotation that says what a descriptor is to another one.
const REFERENCE_TYPE: &str = "vnd.docker.reference.type";
/// Annotation that names the other one.
const REFERENCE_DIGEST: &str = "vnd.docker.reference.digest";
/// Value of [`REFERENCE_TYPE`] on attestations.
const ATTESTATION_MANIFEST: &str = "attestation-manifest";

/// An index: a list of descriptors to choose from.
#[derive(Clone, Debug)]
pub struct Index {
    /// The elements of `manifests`, in order.
    pub entries: Vec<Entry>,
    /// Annotations of the index.
    pub annotations: BTreeMap<String, String>,
    /// The kind of artifact, where the index is one.
    pub artifact_type: Option<MediaType>,
    /// What the index refers to, for signatures and the like.
    pub subject: Option<Descriptor>,
}

/// One element of `manifests`, readable or not.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Place in the index, from 1.
    pub position: usize,
    /// What it says.
    pub content: EntryContent,
}

/// What an entry says.
#[derive(Clone, Debug)]
pub enum EntryContent {
    /// A usable descriptor.
    Readable(Descriptor),
    /// No usable descriptor; clients refuse it, many of them together with the whole index.
    Broken {
        /// What is wrong, for people.
        reason: String,
        /// The platform, if at least that could be read.
        platform: Option<Platform>,
        /// The text that stands where the digest belongs.
        digest_text: Option<String>,
    },
}

impl From<Box<Unreadable>> for EntryContent {
    fn from(unreadable: Box<Unreadable>) -> EntryContent {
        EntryContent::Broken {
            reason: unreadable.reason,
            platform: unreadable.platform,
            digest_text: unreadable.digest_text,
        }
    }
}

impl Entry {
    /// The descriptor of a readable entry.
    pub fn descriptor(&self) -> Option<&Descriptor> {
        match &self.content {
            EntryContent::Readable(descriptor) => Some(descriptor),
            EntryContent::Broken { .. } => None,
        }
    }

    /// The platform as written, as far as it could be read.
    pub fn platform(&self) -> Option<&Platform> {
        match &self.content {
            EntryContent::Readable(descriptor) => descriptor.platform.as_ref(),
            EntryContent::Broken { platform, .. } => platform.as_ref(),
        }
    }
}

/// What an entry is for, as far as the index tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A runnable image, or one that claims to be; also manifests without a platform.
    Image,
    /// A statement about another entry: provenance, SBOM.
    Attestation {
        /// Position of the entry that it describes; `None` if that is not in this index or not named.
        of: Option<usize>,
        /// The digest that it says it describes.
        describes: Option<Digest>,
    },
    /// Another index.
    NestedIndex,
    /// Something else that is stored like an image.
    Artifact,
    /// `unknown/unknown` without anything that explains it: no client can choose it.
    Unusable,
    /// Not readable.
    Broken,
}

impl Index {
    /// The role of every entry: as many as there are entries, in the same order. Attestations find what they describe in a map
    /// of digests, so an index of many thousand entries takes milliseconds; keep the list rather than ask again per entry.
    pub fn roles(&self) -> Vec<Role> {
        let mut positions: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.entries {
            if let Some(descriptor) = entry.descriptor() {
                positions
                    .entry(descriptor.digest.as_str())
                    .or_insert(entry.position);
            }
        }
        let role = |entry: &Entry| match entry.descriptor() {
            Some(descriptor) => role(descriptor, entry.position, &positions),
            None => Role::Broken,
        };
        self.entries.iter().map(role).collect()
    }

    pub(super) fn read(object: &Map<String, Value>, log: &mut Log) -> Index {
        let values = log.list(object, "", "manifests");
        let entries = values
            .iter()
            .enumerate()
            .map(|(idx, value)| Entry {
                position: idx + 1,
                content: match descriptor::read(value, &format!("manifests[{idx}]"), log) {
                    Ok(descriptor) => EntryContent::Readable(descriptor),
                    Err(unreadable) => unreadable.into(),
                },
            })
            .collect();
        if !object.contains_key("manifests") {
            log.note(
                "manifests",
                Rule::ShapeConflict,
                "the list of entries is missing",
            );
        }
        let index = Index {
            entries,
            annotations: log.text_map(object, "", "annotations"),
            artifact_type: log.media_type(object, "", "artifactType"),
            subject: descriptor::read_field(object, "", "subject", log),
        };
        index_review::review(&index, log);
        index
    }
}

fn role(descriptor: &Descriptor, position: usize, positions: &BTreeMap<&str, usize>) -> Role {
    let annotation = |key: &str| descriptor.annotations.get(key).map(String::as_str);
    let artifact_type = descriptor.artifact_type.as_ref();
    if annotation(REFERENCE_TYPE) == Some(ATTESTATION_MANIFEST)
        || artifact_type.is_some_and(|media_type| media_type.as_str() == ATTESTATION)
    {
        let describes = annotation(REFERENCE_DIGEST).and_then(|text| Digest::parse(text).ok());
        let of = describes
            .as_ref()
            .and_then(|digest| positions.get(digest.as_str()).copied());
        return Role::Attestation {
            of: of.filter(|&of| of != position),
            describes,
        };
    }
    let platform = descriptor
        .platform
        .as_ref()
        .filter(|platform| !platform.is_unstated());
    match (descriptor.media_type.kind(), platform) {
        (Kind::Index, _) => Role::NestedIndex,
        (_, Some(_)) => Role::Image,
        (Kind::ArtifactManifest, None) => Role::Artifact,
        (_, None) if artifact_type.is_some() => Role::Artifact,
        (_, None)
            if descriptor
                .platform
                .as_ref()
                .is_some_and(Platform::is_unknown) =>
        {
            Role::Unusable
        }
        (Kind::Manifest | Kind::Schema1, None) => Role::Image,
        // A descriptor that does not say what it is most often is an image.
        (Kind::Other, None) if descriptor.media_type.is_generic() => Role::Image,
        _ => Role::Artifact,
    }
}
