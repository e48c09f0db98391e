//! The reading of a document from end to end.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    ArtifactManifest, Body, Config, Document, Expectation, Index, Manifest, MediaTypeSource,
    ReadError, Schema1,
    classify::{Shape, classify},
    duplicate_keys, json,
    log::{Log, json_type},
};
use crate::{diagnostic::Rule, media_type::MediaType};

/// The distribution project's registry refuses manifests above this, and several clients read no further.
const COMMON_LIMIT_BYTES: usize = 4 << 20;

pub(super) fn read(bytes: Arc<[u8]>, expectation: &Expectation) -> Result<Document, ReadError> {
    let mut log = Log::default();
    let (value, text) = json::parse(&bytes, &mut log)?;
    if bytes.len() > COMMON_LIMIT_BYTES {
        let message = format!(
            "{} bytes is more than the {COMMON_LIMIT_BYTES} bytes that common registries and clients take",
            bytes.len()
        );
        log.note("", Rule::DocumentTooLarge, message);
    }
    duplicate_keys::note_all(&text, &mut log);
    let (media_type, media_type_source, body) = match &value {
        Value::Object(object) => {
            let (shape, media_type, source) = classify(object, expectation, &mut log);
            (
                media_type,
                source,
                read_body(shape, object, &bytes, &mut log),
            )
        }
        value => {
            log.note(
                "",
                Rule::NotAnObject,
                format!("the document is {}, not an object", json_type(value)),
            );
            let (media_type, source) = match &expectation.media_type {
                Some(media_type) => (media_type.clone(), MediaTypeSource::Descriptor),
                None => (
                    MediaType::new("application/json"),
                    MediaTypeSource::Inferred,
                ),
            };
            (media_type, source, Body::Other)
        }
    };
    Ok(Document {
        bytes,
        media_type,
        media_type_source,
        body,
        diagnostics: log.into_diagnostics(),
    })
}

fn read_body(shape: Shape, object: &Map<String, Value>, bytes: &[u8], log: &mut Log) -> Body {
    if matches!(shape, Shape::Index | Shape::Manifest) {
        review_schema_version(object, log);
    }
    match shape {
        Shape::Index => Body::Index(Index::read(object, log)),
        Shape::Manifest => Body::Manifest(Manifest::read(object, log)),
        Shape::Config => Body::Config(Config::read(object, log)),
        Shape::ArtifactManifest => Body::ArtifactManifest(ArtifactManifest::read(object, log)),
        Shape::Schema1 => Body::Schema1(Schema1::read(object, bytes, log)),
        Shape::Ambiguous => Body::Ambiguous,
        Shape::Other => Body::Other,
    }
}

fn review_schema_version(object: &Map<String, Value>, log: &mut Log) {
    if object.get("schemaVersion").and_then(Value::as_u64) != Some(2) {
        log.note(
            "schemaVersion",
            Rule::SchemaVersion,
            "should be the number 2, old Docker relies on it",
        );
    }
}
