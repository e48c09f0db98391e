//! What a document is: who says so, and whether its shape agrees.
//!
//! The parent's descriptor is trusted most, then the body, then the server, then the shape. But the body is read by its
//! *shape* wherever that is plain, since reading an index as a manifest would show nothing at all; the conflict is noted.

use serde_json::{Map, Value};

use super::{Expectation, MediaTypeSource, log::Log};
use crate::{
    diagnostic::{Rule, excerpt},
    media_type::{
        Kind, MediaType, OCI_ARTIFACT_MANIFEST, OCI_CONFIG, OCI_INDEX, OCI_MANIFEST, SCHEMA1,
        SCHEMA1_SIGNED,
    },
};

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Index,
    Manifest,
    Config,
    ArtifactManifest,
    Schema1,
    Ambiguous,
    Other,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Shape::Index => "an index",
            Shape::Manifest => "an image manifest",
            Shape::Config => "an image config",
            Shape::ArtifactManifest => "an artifact manifest",
            Shape::Schema1 => "a schema 1 manifest",
            Shape::Ambiguous => "an index and a manifest at once",
            Shape::Other => "no image document",
        }
    }

    fn of_kind(kind: Kind) -> Option<Shape> {
        Some(match kind {
            Kind::Index => Shape::Index,
            Kind::Manifest => Shape::Manifest,
            Kind::ArtifactManifest => Shape::ArtifactManifest,
            Kind::Schema1 => Shape::Schema1,
            Kind::Config => Shape::Config,
            _ => return None,
        })
    }
}

/// The shape of a body from its keys alone.
fn shape(object: &Map<String, Value>) -> Shape {
    let has = |key: &str| object.contains_key(key);
    let is_config_descriptor = object
        .get("config")
        .is_some_and(|config| config.get("digest").is_some());
    if has("manifests") && has("layers") {
        Shape::Ambiguous
    } else if has("manifests") {
        Shape::Index
    } else if has("fsLayers") {
        Shape::Schema1
    } else if has("layers") || is_config_descriptor {
        Shape::Manifest
    } else if has("blobs") {
        Shape::ArtifactManifest
    } else if has("rootfs") || (has("architecture") && has("os")) {
        Shape::Config
    } else {
        Shape::Other
    }
}

/// Decides how to read a body and what to call it.
pub(super) fn classify(
    object: &Map<String, Value>,
    expectation: &Expectation,
    log: &mut Log,
) -> (Shape, MediaType, MediaTypeSource) {
    let shape = shape(object);
    let body = log.media_type(object, "", "mediaType");
    let server = expectation.content_type.as_deref().map(MediaType::new);
    let parent = expectation
        .media_type
        .clone()
        .filter(|media_type| !media_type.is_generic());
    review_claims(shape, parent.as_ref(), body.as_ref(), server.as_ref(), log);

    // Blobs are served under whatever type the storage behind the registry has, so a config's Content-Type says nothing.
    let server = server.filter(|server| !server.is_generic());
    let claims = [
        (parent, MediaTypeSource::Descriptor),
        (body, MediaTypeSource::Body),
        (server, MediaTypeSource::ContentType),
    ];
    let (media_type, source) = claims
        .into_iter()
        .find_map(|(claim, source)| Some((claim?, source)))
        .unwrap_or_else(|| (inferred(shape, object), MediaTypeSource::Inferred));

    let claimed = Shape::of_kind(media_type.kind());
    let read_as = match (shape, claimed) {
        (Shape::Other, Some(claimed)) => claimed,
        (shape, _) => shape,
    };
    if shape == Shape::Ambiguous {
        let message = "the document has both `manifests` and `layers`: clients disagree about what it is (CVE-2021-41190)";
        log.note("", Rule::Ambiguous, message);
    } else if claimed.is_some_and(|claimed| claimed != shape) {
        let message = format!(
            "called {}, but has the shape of {}",
            excerpt(&media_type.describe()),
            shape.name()
        );
        log.note("", Rule::ShapeConflict, message);
    } else if shape == Shape::Index && object.contains_key("config") {
        log.note(
            "config",
            Rule::ShapeConflict,
            "an index has no config, containerd refuses this document",
        );
    }
    (read_as, media_type, source)
}

fn inferred(shape: Shape, object: &Map<String, Value>) -> MediaType {
    MediaType::new(match shape {
        Shape::Index => OCI_INDEX,
        Shape::Manifest => OCI_MANIFEST,
        Shape::Config => OCI_CONFIG,
        Shape::ArtifactManifest => OCI_ARTIFACT_MANIFEST,
        Shape::Schema1 if object.contains_key("signatures") => SCHEMA1_SIGNED,
        Shape::Schema1 => SCHEMA1,
        Shape::Ambiguous | Shape::Other => "application/json",
    })
}

/// Notes missing and conflicting claims. Configs carry no media type of their own, and their Content-Type means nothing.
fn review_claims(
    shape: Shape,
    parent: Option<&MediaType>,
    body: Option<&MediaType>,
    server: Option<&MediaType>,
    log: &mut Log,
) {
    let is_config =
        shape == Shape::Config || parent.is_some_and(|parent| parent.kind() == Kind::Config);
    if is_config {
        return;
    }
    if body.is_none() && shape != Shape::Other {
        log.note(
            "mediaType",
            Rule::MediaTypeMissing,
            "the document does not state its media type",
        );
    }
    if let Some(generic) = server.filter(|server| server.is_generic()) {
        let message = format!(
            "the server sent it as `{}`, which does not say what it is",
            excerpt(generic.as_str())
        );
        log.note("", Rule::ContentTypeGeneric, message);
    }
    let claims: Vec<(&str, &MediaType)> = [
        ("its parent", parent),
        ("the document itself", body),
        ("the server", server.filter(|server| !server.is_generic())),
    ]
    .into_iter()
    .filter_map(|(who, claim)| Some((who, claim?)))
    .collect();
    if claims.iter().any(|(_, claim)| *claim != claims[0].1) {
        let listed: Vec<String> = claims
            .iter()
            .map(|(who, claim)| format!("{who} says `{}`", excerpt(claim.as_str())))
            .collect();
        log.note("mediaType", Rule::MediaTypeConflict, listed.join(", "));
    }
}
