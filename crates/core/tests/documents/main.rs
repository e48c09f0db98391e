//! Reading documents: what is understood, what is only noted, and what is refused.

mod indexes;
mod manifests;
mod reading;

use tagprism_core::{
    Algorithm, Diagnostic, Digest, Document, MediaType, Platform, Severity,
    diagnostic::{MAX_DIAGNOSTICS, Rule},
    digest::Check,
    document::{
        Body, Config, EntryContent, Expectation, Index, Manifest, ManifestKind, MediaTypeSource,
        ReadErrorKind, Role,
    },
    media_type,
    resolve::{Policy, Question, RuleSet, resolve},
};

const MANY_PLATFORMS: &[u8] = include_bytes!("../../testdata/many-platforms/index.json");
const MANIFEST_AMD64: &[u8] = include_bytes!("../../testdata/many-platforms/manifest-amd64.json");
const CONFIG_AMD64: &[u8] = include_bytes!("../../testdata/many-platforms/config-amd64.json");
const WINDOWS: &[u8] = include_bytes!("../../testdata/windows/index.json");
const ODD_ENTRIES: &[u8] = include_bytes!("../../testdata/odd-entries/index.json");
const ARTIFACT: &[u8] = include_bytes!("../../testdata/artifact/manifest.json");
const SIGNED: &[u8] = include_bytes!("../../testdata/schema1/signed.json");
const UNSIGNED: &[u8] = include_bytes!("../../testdata/schema1/unsigned.json");

/// The digest of `hello`, for documents written in a test.
const HELLO: &str = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

#[track_caller]
fn read(bytes: impl AsRef<[u8]>) -> Document {
    Document::read(bytes.as_ref(), &Expectation::default()).expect("this is JSON")
}

#[track_caller]
fn index(document: &Document) -> &Index {
    match &document.body {
        Body::Index(index) => index,
        body => panic!("no index but {body:?}"),
    }
}

#[track_caller]
fn manifest(document: &Document) -> &Manifest {
    match &document.body {
        Body::Manifest(manifest) => manifest,
        body => panic!("no manifest but {body:?}"),
    }
}

#[track_caller]
fn config(document: &Document) -> &Config {
    match &document.body {
        Body::Config(config) => config,
        body => panic!("no config but {body:?}"),
    }
}

/// Path and rule of every diagnostic that is more than a note.
fn troubles(document: &Document) -> Vec<String> {
    let is_trouble = |found: &&Diagnostic| found.severity > Severity::Note;
    let text = |found: &Diagnostic| format!("{} {}", found.path, found.rule.name());
    document
        .diagnostics
        .iter()
        .filter(is_trouble)
        .map(text)
        .collect()
}

#[track_caller]
fn check_rule(json: &str, path: &str, rule: Rule, message: &str) {
    let document = read(json);
    let found = document
        .diagnostics
        .iter()
        .find(|found| found.rule == rule)
        .unwrap_or_else(|| panic!("{} is not noted: {:#?}", rule.name(), document.diagnostics));
    assert_eq!(
        (found.path.as_str(), found.message.as_str()),
        (path, message)
    );
}

/// An index with one entry; `{HELLO}` stands for a digest.
fn index_of(entry: &str) -> String {
    let entry = entry.replace("{HELLO}", HELLO);
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{}","manifests":[{entry}]}}"#,
        media_type::OCI_INDEX
    )
}

fn manifest_with(layers: &str) -> String {
    let layers = layers.replace("{HELLO}", HELLO);
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{}","config":{{"mediaType":"{}","digest":"sha256:{}","size":2}},"layers":[{layers}]}}"#,
        media_type::OCI_MANIFEST,
        media_type::OCI_CONFIG,
        "0".repeat(64),
    )
}
