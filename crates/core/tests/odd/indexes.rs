//! Indexes that are not what one expects.

use crate::*;
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, client},
    digest::Digest,
    document::{Role, Trail, TrailError},
};

fn attestation(of: &str) -> Value {
    let mut entry = entry(&format!("attestation of {of}"), "unknown/unknown");
    entry["annotations"] = json!({
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": sha256(of.as_bytes()),
    });
    entry
}

fn asker(architecture: &str) -> Asker {
    Asker {
        platform: Platform::new("linux", architecture, ""),
        is_explicit: true,
    }
}

/// Row 7: it stays visible, and says that it describes something else.
#[test]
fn an_attestation_of_nothing_here_stays_and_says_so() {
    let document = index_of(&[entry("a", "linux/amd64"), attestation("b")]);
    assert!(is_noted(&document, "attestation-dangling"));
    assert!(matches!(
        index(&document).roles()[1],
        Role::Attestation { of: None, .. }
    ));
}

/// Row 9: nobody takes it for the image, wherever it stands.
#[test]
fn an_attestation_that_stands_first_is_chosen_by_nobody() {
    let document = index_of(&[attestation("a"), entry("a", "linux/amd64")]);
    let offered = index(&document).offered();
    for client in CLIENTS {
        let choice = client.choose(&asker("amd64"), &offered);
        assert_eq!(choice.picked, Some(2), "{}", client.id);
        assert_eq!(
            client.choose(&asker("s390x"), &offered).picked,
            None,
            "{}",
            client.id
        );
    }
}

/// Row 10: an index inside is known as one, and who chooses it is told what the client does then.
#[test]
fn an_index_inside_an_index_is_no_image() {
    let mut inner = entry("inner", "linux/amd64");
    inner["mediaType"] = OCI_INDEX.into();
    let document = index_of(&[inner]);
    assert_eq!(index(&document).roles(), [Role::NestedIndex]);
    let offered = index(&document).offered();
    assert!(offered[0].is_index);
    let rule = client("rust-oci")
        .unwrap()
        .choose(&asker("amd64"), &offered)
        .rule;
    assert!(rule.contains("index"), "{rule}");
}

/// Row 11: a digest that names itself again is named, not followed.
#[test]
fn a_cycle_is_named_and_not_followed() {
    let digest = Digest::parse(&sha256(b"loop")).unwrap();
    let inside = Trail::default().descend(&digest).unwrap();
    let again = inside.descend(&digest);
    assert!(matches!(again, Err(TrailError::Cycle(found)) if found == digest));
}

/// Row 33: rows by their kind, no platform is guessed.
#[test]
fn artifacts_in_an_index_are_no_platforms() {
    let mut artifact = entry("sbom", "");
    artifact["artifactType"] = "application/spdx+json".into();
    let document = index_of(&[entry("a", "linux/arm64"), artifact]);
    assert_eq!(index(&document).roles()[1], Role::Artifact);
    assert_eq!(index(&document).entries[1].platform(), None);
}

/// Row 75: nothing to choose from, said in words.
#[test]
fn an_index_of_attestations_alone_has_no_image() {
    assert!(is_noted(&index_of(&[]), "empty-index"));
    assert!(is_noted(&index_of(&[attestation("a")]), "no-image"));
}

/// Row 77: kinds that are unknown here are rows with their type, and no platforms.
#[test]
fn unknown_kinds_of_entries_are_artifacts() {
    let mut model = entry("model", "");
    model["artifactType"] = "application/vnd.docker.ai.model.config.v0.1+json".into();
    let document = index_of(&[model]);
    assert_eq!(index(&document).roles(), [Role::Artifact]);
    let offered = index(&document).offered();
    assert_eq!(
        client("docker-classic")
            .unwrap()
            .choose(&asker("amd64"), &offered)
            .verdicts
            .len(),
        1
    );
}
