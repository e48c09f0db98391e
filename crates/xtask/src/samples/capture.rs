//! Reading the samples back from the registry, the way the site would, and
//! writing down exactly what came.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::catalog::Sample;
use super::document::{DOCKER_LIST, IN_TOTO, OCI_INDEX, sha256};
use super::json::{Json, object};
use super::registry::Registry;
use crate::failure::{Failure, Outcome, While};

/// Deeper than any sample: an index of indexes of images.
const MAX_DEPTH: usize = 4;

/// A document as the registry served it.
struct Captured {
    media_type: String,
    bytes: Vec<u8>,
}

/// Writes `index.json` and one file for each document, in place of what was there.
///
/// # Errors
///
/// When the registry serves other bytes than their digest promises, or the
/// folder cannot be written.
pub fn write(registry: &Registry, catalog: &[Sample], date: &str, dir: &Path) -> Outcome {
    let mut documents = BTreeMap::new();
    let mut samples = Vec::new();
    for sample in catalog {
        let (bytes, media_type) = registry.manifest(sample.repository, sample.tag)?;
        let root = sha256(&bytes);
        samples.push(object([
            (
                "reference",
                format!("registry.test/{}:{}", sample.repository, sample.tag).into(),
            ),
            ("title", sample.title.into()),
            ("note", sample.note.into()),
            ("root", root.clone().into()),
            ("mediaType", media_type.clone().into()),
        ]));
        let mut walk = Walk {
            registry,
            repository: sample.repository,
            documents: &mut documents,
        };
        walk.keep(root, Captured { media_type, bytes }, 0)?;
    }
    let blobs = dir.join("blobs");
    if blobs.exists() {
        fs::remove_dir_all(&blobs).while_doing(format!("emptying {}", blobs.display()))?;
    }
    let blobs = blobs.join("sha256");
    fs::create_dir_all(&blobs).while_doing(format!("making {}", blobs.display()))?;
    let mut objects = Vec::new();
    for (digest, document) in documents {
        let file = blobs.join(format!("{}.json", digest.trim_start_matches("sha256:")));
        fs::write(&file, &document.bytes).while_doing(format!("writing {}", file.display()))?;
        let entry = object([
            ("size", (document.bytes.len() as u64).into()),
            ("mediaType", document.media_type.into()),
        ]);
        objects.push((digest, entry));
    }
    println!("{} documents of {} samples", objects.len(), samples.len());
    let index = object([
        ("version", 1.into()),
        ("captured", date.into()),
        (
            "from",
            format!("docker-registry {} on loopback", registry.version).into(),
        ),
        ("samples", Json::List(samples)),
        ("objects", Json::Object(objects)),
    ]);
    let mut text = index.indented(2);
    text.push(b'\n');
    fs::write(dir.join("index.json"), text).while_doing("writing the list of samples")
}

struct Walk<'a> {
    registry: &'a Registry,
    repository: &'static str,
    documents: &'a mut BTreeMap<String, Captured>,
}

impl Walk<'_> {
    /// Keeps a manifest or index, then all that it refers to.
    fn keep(&mut self, digest: String, document: Captured, depth: usize) -> Outcome {
        if depth > MAX_DEPTH {
            return Err(Failure::new(format!("{digest} is nested too deeply")));
        }
        let value: Value =
            serde_json::from_slice(&document.bytes).while_doing(format!("reading {digest}"))?;
        let is_index = [OCI_INDEX, DOCKER_LIST].contains(&document.media_type.as_str());
        self.documents.insert(digest, document);
        if is_index {
            for child in value["manifests"].as_array().into_iter().flatten() {
                let digest = text(child, "digest")?;
                let (bytes, media_type) = self.registry.manifest(self.repository, &digest)?;
                verify(&digest, child, &bytes)?;
                self.keep(digest, Captured { media_type, bytes }, depth + 1)?;
            }
            return Ok(());
        }
        self.keep_blob(&value["config"])?;
        for layer in value["layers"].as_array().into_iter().flatten() {
            // Layers are named, never stored; a statement is a document in a layer's place.
            if text(layer, "mediaType")? == IN_TOTO {
                self.keep_blob(layer)?;
            }
        }
        Ok(())
    }

    fn keep_blob(&mut self, descriptor: &Value) -> Outcome {
        let digest = text(descriptor, "digest")?;
        let media_type = text(descriptor, "mediaType")?;
        let bytes = self.registry.blob(self.repository, &digest)?;
        verify(&digest, descriptor, &bytes)?;
        self.documents
            .insert(digest, Captured { media_type, bytes });
        Ok(())
    }
}

fn text(value: &Value, key: &str) -> Outcome<String> {
    let found = value[key].as_str().map(str::to_owned);
    found.ok_or_else(|| Failure::new(format!("a descriptor has no {key}")))
}

fn verify(digest: &str, descriptor: &Value, bytes: &[u8]) -> Outcome {
    let size = bytes.len() as u64;
    if sha256(bytes) == digest && descriptor["size"] == size {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the registry gave {size} other bytes for {digest}"
    )))
}
