//! What a tag can point at: images, artifacts, and indexes of these, each with
//! all that it refers to.

use super::document::{DOCKER_LIST, Document, OCI_INDEX, OCI_MANIFEST};
use super::json::{Json, object};

/// [`super::archive::CREATED_SECS`], as documents write it.
pub const CREATED: &str = "2026-01-01T00:00:00Z";

pub const DESCRIPTION: &str = "org.opencontainers.image.description";
pub const VERSION: &str = "org.opencontainers.image.version";

/// Which family of media types documents are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Oci,
    Docker,
}

impl Format {
    /// The bytes of a manifest or index, spaced as this family's builders do.
    pub fn written(self, manifest: &Json) -> Vec<u8> {
        match self {
            Self::Oci => manifest.indented(2),
            Self::Docker => manifest.indented(3),
        }
    }
}

/// A platform, in the words of an index.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    pub os: &'static str,
    pub architecture: &'static str,
    pub variant: Option<&'static str>,
    pub os_version: Option<&'static str>,
}

impl Platform {
    /// As an index entry has it; Docker and BuildKit write the architecture first.
    pub fn json(&self) -> Json {
        object([
            ("architecture", self.architecture.into()),
            ("os", self.os.into()),
        ])
        .with_some("os.version", self.os_version)
        .with_some("variant", self.variant)
    }
}

/// A manifest or index, with the blobs and children that it refers to.
#[derive(Debug, Clone)]
pub struct Object {
    pub document: Document,
    pub blobs: Vec<Document>,
    pub children: Vec<Object>,
}

/// One entry of an index.
pub struct Entry {
    pub object: Object,
    /// None for an entry that names no machine, such as a nested index.
    pub platform: Option<Platform>,
    pub annotations: Vec<(&'static str, String)>,
}

impl Object {
    /// A manifest for something that is no image: its kind is that of its config.
    pub fn artifact(config: Document, layer: Document, annotations: Json) -> Self {
        let manifest = object([
            ("schemaVersion", 2.into()),
            ("mediaType", OCI_MANIFEST.into()),
            ("config", config.descriptor()),
            ("layers", vec![layer.descriptor()].into()),
            ("annotations", annotations),
        ]);
        Self {
            document: Document {
                media_type: OCI_MANIFEST,
                bytes: Format::Oci.written(&manifest),
            },
            blobs: vec![config, layer],
            children: Vec::new(),
        }
    }

    /// An index of entries in the given order.
    pub fn index(format: Format, entries: Vec<Entry>, annotations: Option<Json>) -> Self {
        let media_type = match format {
            Format::Oci => OCI_INDEX,
            Format::Docker => DOCKER_LIST,
        };
        let descriptors: Vec<Json> = entries.iter().map(Entry::descriptor).collect();
        let index = object([
            ("schemaVersion", 2.into()),
            ("mediaType", media_type.into()),
            ("manifests", descriptors.into()),
        ])
        .with_some("annotations", annotations);
        Self {
            document: Document {
                media_type,
                bytes: format.written(&index),
            },
            blobs: Vec::new(),
            children: entries.into_iter().map(|entry| entry.object).collect(),
        }
    }
}

impl Entry {
    /// An entry for an image.
    pub fn image(
        object: Object,
        platform: Platform,
        annotations: Vec<(&'static str, String)>,
    ) -> Self {
        Self {
            object,
            platform: Some(platform),
            annotations,
        }
    }

    fn descriptor(&self) -> Json {
        let annotations = || {
            let members = self.annotations.iter();
            Json::Object(
                members
                    .map(|(key, value)| ((*key).to_owned(), value.as_str().into()))
                    .collect(),
            )
        };
        self.object
            .document
            .descriptor()
            .with_some(
                "annotations",
                (!self.annotations.is_empty()).then(annotations),
            )
            .with_some("platform", self.platform.as_ref().map(Platform::json))
    }
}
