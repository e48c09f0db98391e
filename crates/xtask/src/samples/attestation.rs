//! Attestations: statements about how an image was made, stored like images
//! beside it, laid out as BuildKit does:
//! <https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/attestation-storage.md>.

use super::document::{Document, IN_TOTO, OCI_CONFIG, OCI_MANIFEST, bare_sha256};
use super::json::{Json, object};
use super::object::{CREATED, Entry, Format, Object, Platform};
use super::packages::Program;

const SLSA_PROVENANCE: &str = "https://slsa.dev/provenance/v1";

/// The entry that holds the attestation of an image.
pub fn entry_for(image: &Object, statement: &Json) -> Entry {
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
    Entry::image(manifest(statement), nowhere, annotations)
}

/// How an image was made, as an in-toto statement with SLSA provenance:
/// <https://slsa.dev/spec/v1.0/provenance>.
pub fn provenance(image: &Object, name: &str, program: &Program) -> Json {
    let Program {
        version, debian, ..
    } = program;
    let package = format!("pkg:deb/debian/busybox-static@{version}?arch={debian}");
    let dependency = object([
        ("uri", package.into()),
        (
            "digest",
            object([("sha256", program.package_sha256.as_str().into())]),
        ),
    ]);
    let subject = object([
        ("name", name.into()),
        (
            "digest",
            object([("sha256", bare_sha256(&image.document.bytes).into())]),
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

/// A manifest that carries one in-toto statement.
fn manifest(statement: &Json) -> Object {
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
    Object {
        document: Document {
            media_type: OCI_MANIFEST,
            bytes: Format::Oci.written(&manifest),
        },
        blobs: vec![config, statement],
        children: Vec::new(),
    }
}
