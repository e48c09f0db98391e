//! Docker's first manifest format, recognized so that it can be named and its digest checked.
//!
//! <https://github.com/distribution/distribution/blob/v2.8.3/docs/spec/manifest-v2-1.md>. A signed document carries its signatures
//! inside; each holds a `protected` header that says how to get back the payload that was signed, and the digest is of that. So
//! is everything read here: what stands outside the payload is not covered by the digest.

use serde_json::{Map, Value};

use super::{
    base64::{self, Alphabet},
    log::{Log, join},
};
use crate::{
    diagnostic::{Rule, excerpt},
    digest::Digest,
};

/// A schema 1 manifest.
#[derive(Clone, Debug)]
pub struct Schema1 {
    /// Repository that it was pushed to.
    pub name: String,
    /// Tag that it was pushed to.
    pub tag: String,
    /// Architecture; the operating system is not stated.
    pub architecture: String,
    /// Layers in the order of pulling, lowest first, repetitions kept.
    pub layers: Vec<Digest>,
    /// Whether signatures stand in the document.
    pub is_signed: bool,
}

impl Schema1 {
    pub(super) fn read(object: &Map<String, Value>, bytes: &[u8], log: &mut Log) -> Schema1 {
        log.note(
            "",
            Rule::Schema1,
            "schema 1 is retired, current containerd and Docker refuse it",
        );
        let is_signed = object
            .get("signatures")
            .and_then(Value::as_array)
            .is_some_and(|list| !list.is_empty());
        let signed = is_signed.then(|| payload(bytes)).flatten().map(|payload| {
            // A payload that is no object says nothing, whatever stands around it.
            serde_json::from_slice::<Map<String, Value>>(&payload).unwrap_or_default()
        });
        let object = signed.as_ref().unwrap_or(object);
        let mut layers = Vec::new();
        for (idx, value) in log.list(object, "", "fsLayers").iter().enumerate() {
            let text = value
                .get("blobSum")
                .and_then(Value::as_str)
                .unwrap_or_default();
            match Digest::parse(text) {
                Ok(digest) => layers.push(digest),
                Err(err) => {
                    let message = format!("the digest `{}` is unusable: {err}", excerpt(text));
                    log.note(
                        join(&format!("fsLayers[{idx}]"), "blobSum"),
                        Rule::DigestInvalid,
                        message,
                    );
                }
            }
        }
        // The document lists the topmost layer first.
        layers.reverse();
        Schema1 {
            name: log.text(object, "", "name").unwrap_or_default(),
            tag: log.text(object, "", "tag").unwrap_or_default(),
            architecture: log.text(object, "", "architecture").unwrap_or_default(),
            layers,
            is_signed,
        }
    }
}

/// The signed payload: the first `formatLength` bytes, then `formatTail`, both from the first signature's protected header.
pub(super) fn payload(bytes: &[u8]) -> Option<Vec<u8>> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    let protected = document.pointer("/signatures/0/protected")?.as_str()?;
    let protected: Value =
        serde_json::from_slice(&base64::decode(protected, Alphabet::Url)?).ok()?;
    let length = usize::try_from(protected.get("formatLength")?.as_u64()?).ok()?;
    let tail = base64::decode(protected.get("formatTail")?.as_str()?, Alphabet::Url)?;
    let mut payload = bytes.get(..length)?.to_vec();
    payload.extend_from_slice(&tail);
    Some(payload)
}
