//! What is stored like an image and is none.

use crate::*;
use tagprism_core::document::ManifestKind;

/// Row 29: a chart is a chart.
#[test]
fn a_helm_chart_is_known_by_its_config() {
    let document = read(&json!({
        "schemaVersion": 2, "mediaType": OCI_MANIFEST,
        "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json", "size": 2, "digest": sha256(b"{}")},
        "layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "size": 9, "digest": sha256(b"chart")}],
    }));
    assert_eq!(manifest(&document).kind(), ManifestKind::HelmChart);
}

/// Row 31: an image config without a file system belongs to something that only uses its type.
#[test]
fn a_config_without_a_file_system_is_noted() {
    let document = read(
        &json!({"os": "linux", "architecture": "amd64", "config": {"Labels": {"kind": "agent"}}}),
    );
    assert!(
        matches!(document.body, Body::Config(_)),
        "{:?}",
        document.body
    );
    assert!(is_noted(&document, "no-rootfs"));
}

/// Row 70: signatures are named by their kind; nothing here calls them verified.
#[test]
fn signatures_are_artifacts_by_their_type() {
    for kind in [
        "application/vnd.cncf.notary.signature",
        "application/vnd.dev.sigstore.bundle.v0.3+json",
    ] {
        let document = read(&json!({
            "schemaVersion": 2, "mediaType": OCI_MANIFEST, "artifactType": kind,
            "config": {"mediaType": "application/vnd.oci.empty.v1+json", "size": 2, "digest": sha256(b"{}")},
            "layers": [layer("signature", 9)],
            "subject": {"mediaType": OCI_MANIFEST, "size": 5, "digest": sha256(b"subject")},
        }));
        let found = manifest(&document);
        assert!(matches!(found.kind(), ManifestKind::Artifact(it) if it.as_str() == kind));
        assert_eq!(
            found.subject.as_ref().unwrap().digest.as_str(),
            sha256(b"subject")
        );
    }
}

/// Row 8: an attestation that names its subject needs no annotation of Docker's.
#[test]
fn an_attestation_is_known_by_its_artifact_type() {
    let document = read(&json!({
        "schemaVersion": 2, "mediaType": OCI_MANIFEST,
        "artifactType": "application/vnd.docker.attestation.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.empty.v1+json", "size": 2, "digest": sha256(b"{}")},
        "layers": [{"mediaType": "application/vnd.in-toto+json", "size": 9, "digest": sha256(b"statement")}],
        "subject": {"mediaType": OCI_MANIFEST, "size": 5, "digest": sha256(b"image")},
    }));
    assert_eq!(manifest(&document).kind(), ManifestKind::Attestation);
}
