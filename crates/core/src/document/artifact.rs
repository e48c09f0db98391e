//! The artifact manifest that was in image-spec 1.1.0-rc1 and rc2 and was withdrawn before the release.
//!
//! <https://github.com/opencontainers/image-spec/blob/v1.1.0-rc2/artifact.md>. Some registries still hold them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{descriptor, log::Log};
use crate::{descriptor::Descriptor, diagnostic::Rule, media_type::MediaType};

/// A withdrawn artifact manifest: blobs without a config.
#[derive(Clone, Debug)]
pub struct ArtifactManifest {
    /// The kind of artifact.
    pub artifact_type: Option<MediaType>,
    /// The blobs, in order.
    pub blobs: Vec<Descriptor>,
    /// What the artifact refers to.
    pub subject: Option<Descriptor>,
    /// Annotations of the manifest.
    pub annotations: BTreeMap<String, String>,
}

impl ArtifactManifest {
    pub(super) fn read(object: &Map<String, Value>, log: &mut Log) -> ArtifactManifest {
        let message = "artifact manifests were withdrawn from the specification before its release";
        log.note("", Rule::Withdrawn, message);
        ArtifactManifest {
            artifact_type: log.media_type(object, "", "artifactType"),
            blobs: descriptor::read_list(object, "", "blobs", log),
            subject: descriptor::read_field(object, "", "subject", log),
            annotations: log.text_map(object, "", "annotations"),
        }
    }
}
