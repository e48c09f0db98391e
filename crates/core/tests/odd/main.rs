//! Odd images: each thing that breaks naive inspectors, as a document made here, and what has to come of it.
//!
//! `README.md` beside this file lists them all, with the test of each. Here are those that no other test makes already.

mod artifacts;
mod bytes;
mod digests;
mod indexes;
mod layers;
mod names;
mod platforms;
mod register;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tagprism_core::{
    Document,
    document::{Body, Expectation, Index, Manifest},
    media_type::{OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST},
};

/// The digest of some bytes.
fn sha256(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sha256:{hex}")
}

fn read(json: &Value) -> Document {
    read_bytes(json.to_string().as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Document {
    Document::read(bytes.to_vec(), &Expectation::default()).expect("a document")
}

/// An entry of an index: `os/architecture/variant`, or nothing stated.
fn entry(name: &str, platform: &str) -> Value {
    let mut entry =
        json!({"mediaType": OCI_MANIFEST, "size": 500, "digest": sha256(name.as_bytes())});
    let parts: Vec<&str> = platform.split('/').collect();
    if let [os, architecture, rest @ ..] = parts.as_slice() {
        entry["platform"] = json!({"os": os, "architecture": architecture});
        if let Some(variant) = rest.first() {
            entry["platform"]["variant"] = (*variant).into();
        }
    }
    entry
}

fn index_of(entries: &[Value]) -> Document {
    read(&json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": entries}))
}

fn layer(name: &str, size: u64) -> Value {
    json!({"mediaType": format!("{OCI_LAYER}+gzip"), "size": size, "digest": sha256(name.as_bytes())})
}

fn manifest_of(layers: &[Value]) -> Document {
    let config = json!({"mediaType": OCI_CONFIG, "size": 2, "digest": sha256(b"{}")});
    read(
        &json!({"schemaVersion": 2, "mediaType": OCI_MANIFEST, "config": config, "layers": layers}),
    )
}

#[track_caller]
fn index(document: &Document) -> &Index {
    match &document.body {
        Body::Index(index) => index,
        other => panic!("no index: {other:?}"),
    }
}

#[track_caller]
fn manifest(document: &Document) -> &Manifest {
    match &document.body {
        Body::Manifest(manifest) => manifest,
        other => panic!("no manifest: {other:?}"),
    }
}

/// Whether the document is noted by a rule of that name.
fn is_noted(document: &Document, rule: &str) -> bool {
    document.diagnostics.iter().any(|it| it.rule.name() == rule)
}
