//! What a tag can point at: images, attestations, artifacts, and indexes of
//! these, each with all that it refers to.

use super::archive::Layer;
use super::document::{
    DOCKER_CONFIG, DOCKER_LAYER, DOCKER_LIST, DOCKER_MANIFEST, Document, IN_TOTO, OCI_CONFIG,
    OCI_INDEX, OCI_LAYER, OCI_MANIFEST, sha256,
};
use super::json::{Json, object};

/// [`super::archive::CREATED_SECS`], as documents write it.
pub const CREATED: &str = "2026-01-01T00:00:00Z";

const SLSA_PROVENANCE: &str = "https://slsa.dev/provenance/v1";

/// Which family of media types documents are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Oci,
    Docker,
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
    fn json(&self) -> Json {
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

/// A layer and the build step that wrote it.
#[derive(Clone)]
pub struct Step {
    pub layer: Layer,
    pub created_by: String,
}

impl Object {
    /// An image for one platform.
    pub fn image(format: Format, platform: &Platform, command: &[&str], steps: &[Step]) -> Self {
        let (manifest_type, config_type, layer_type) = match format {
            Format::Oci => (OCI_MANIFEST, OCI_CONFIG, OCI_LAYER),
            Format::Docker => (DOCKER_MANIFEST, DOCKER_CONFIG, DOCKER_LAYER),
        };
        let config = Document {
            media_type: config_type,
            bytes: image_config(format, platform, command, steps).compact(),
        };
        let layers: Vec<Document> = steps
            .iter()
            .map(|step| Document {
                media_type: layer_type,
                bytes: step.layer.gzip.clone(),
            })
            .collect();
        let manifest = object([
            ("schemaVersion", 2.into()),
            ("mediaType", manifest_type.into()),
            ("config", config.descriptor()),
            (
                "layers",
                layers
                    .iter()
                    .map(Document::descriptor)
                    .collect::<Vec<_>>()
                    .into(),
            ),
        ]);
        Self {
            document: Document {
                media_type: manifest_type,
                bytes: written(format, &manifest),
            },
            blobs: [vec![config], layers].concat(),
            children: Vec::new(),
        }
    }

    /// A manifest that carries one in-toto statement, laid out as BuildKit does:
    /// <https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/attestation-storage.md>.
    pub fn attestation(statement: &Json) -> Self {
        let statement = Document {
            media_type: IN_TOTO,
            bytes: statement.compact(),
        };
        let config = object([
            ("architecture", "unknown".into()),
            ("os", "unknown".into()),
            ("config", object([])),
            (
                "rootfs",
                object([
                    ("type", "layers".into()),
                    ("diff_ids", vec![statement.digest()].into()),
                ]),
            ),
        ]);
        let config = Document {
            media_type: OCI_CONFIG,
            bytes: config.compact(),
        };
        let predicate = object([("in-toto.io/predicate-type", SLSA_PROVENANCE.into())]);
        let layer = statement.descriptor().with("annotations", predicate);
        let manifest = object([
            ("schemaVersion", 2.into()),
            ("mediaType", OCI_MANIFEST.into()),
            ("config", config.descriptor()),
            ("layers", vec![layer].into()),
        ]);
        Self {
            document: Document {
                media_type: OCI_MANIFEST,
                bytes: written(Format::Oci, &manifest),
            },
            blobs: vec![config, statement],
            children: Vec::new(),
        }
    }

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
                bytes: written(Format::Oci, &manifest),
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
                bytes: written(format, &index),
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

    /// The entry that holds the attestation of an image.
    pub fn attestation_of(image: &Object, statement: &Json) -> Self {
        let nowhere = Platform {
            os: "unknown",
            architecture: "unknown",
            ..Platform::default()
        };
        let annotations = vec![
            ("vnd.docker.reference.digest", image.document.digest()),
            (
                "vnd.docker.reference.type",
                "attestation-manifest".to_owned(),
            ),
        ];
        Self::image(Object::attestation(statement), nowhere, annotations)
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

/// How an image was made, as an in-toto statement with SLSA provenance:
/// <https://slsa.dev/spec/v1.0/provenance>.
pub fn provenance(image: &Object, name: &str, package: &str, package_sha256: &str) -> Json {
    let hex = |digest: String| digest.trim_start_matches("sha256:").to_owned();
    let dependency = object([
        ("uri", package.into()),
        ("digest", object([("sha256", package_sha256.into())])),
    ]);
    let subject = object([
        ("name", name.into()),
        (
            "digest",
            object([("sha256", hex(image.document.digest()).into())]),
        ),
    ]);
    object([
        ("_type", "https://in-toto.io/Statement/v1".into()),
        ("subject", vec![subject].into()),
        ("predicateType", SLSA_PROVENANCE.into()),
        (
            "predicate",
            object([
                (
                    "buildDefinition",
                    object([
                        (
                            "buildType",
                            "https://registry.test/build-types/xtask-samples/v1".into(),
                        ),
                        (
                            "externalParameters",
                            object([("command", "cargo xtask samples".into())]),
                        ),
                        ("resolvedDependencies", vec![dependency].into()),
                    ]),
                ),
                (
                    "runDetails",
                    object([
                        (
                            "builder",
                            object([("id", "https://registry.test/builders/xtask".into())]),
                        ),
                        (
                            "metadata",
                            object([
                                ("startedOn", CREATED.into()),
                                ("finishedOn", CREATED.into()),
                            ]),
                        ),
                    ]),
                ),
            ]),
        ),
    ])
}

fn image_config(format: Format, platform: &Platform, command: &[&str], steps: &[Step]) -> Json {
    let history: Vec<Json> = steps
        .iter()
        .map(|step| {
            object([
                ("created", CREATED.into()),
                ("created_by", step.created_by.as_str().into()),
            ])
        })
        .collect();
    let diff_ids: Vec<Json> = steps
        .iter()
        .map(|step| step.layer.diff_id.as_str().into())
        .collect();
    let rootfs = object([("type", "layers".into()), ("diff_ids", diff_ids.into())]);
    let environment = vec!["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
    let config = object([])
        .with_some("Env", (platform.os == "linux").then_some(environment))
        .with("Cmd", command.to_vec());
    match format {
        Format::Oci => platform
            .json()
            .with("created", CREATED)
            .with("config", config)
            .with("rootfs", rootfs)
            .with("history", history),
        // Docker's own builder wrote the keys in the order of the alphabet.
        Format::Docker => object([
            ("architecture", platform.architecture.into()),
            ("config", config),
            ("created", CREATED.into()),
            ("history", history.into()),
            ("os", platform.os.into()),
        ])
        .with_some("os.version", platform.os_version)
        .with("rootfs", rootfs)
        .with_some("variant", platform.variant),
    }
}

fn written(format: Format, manifest: &Json) -> Vec<u8> {
    match format {
        Format::Oci => manifest.indented(2),
        Format::Docker => manifest.indented(3),
    }
}

/// The digest of a package file without its algorithm.
pub fn bare_sha256(bytes: &[u8]) -> String {
    sha256(bytes).trim_start_matches("sha256:").to_owned()
}
