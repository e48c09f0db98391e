//! The documents that ship with the site: captured byte for byte from a real registry server, read like a registry.

use super::{
    failure::{Failure, FailureKind},
    fetch::get,
    read::{Received, Via},
};
use crate::browser::location;
use serde::Deserialize;
use std::collections::BTreeMap;
use tagprism_core::{
    Digest, Reference,
    reference::Target,
    registry::request::{Endpoint, Request},
};

/// What `samples/index.json` says.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct SampleLibrary {
    /// The day of the capture.
    pub captured: String,
    /// What it was captured from.
    pub from: String,
    /// The images.
    pub samples: Vec<Sample>,
    objects: BTreeMap<String, SampleObject>,
}

/// One shipped image.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// Its reference in the library.
    pub reference: String,
    /// A few words.
    pub title: String,
    /// One sentence on what it shows.
    pub note: String,
    root: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
struct SampleObject {
    media_type: String,
}

/// Fetches the list of shipped images.
///
/// # Errors
///
/// The site does not ship the list, or it cannot be read.
pub async fn load_samples() -> Result<SampleLibrary, Failure> {
    let answer = get(
        &format!("{}samples/index.json", location::base_path()),
        &[],
        FailureKind::NotShipped,
    )
    .await?;
    serde_json::from_slice(&answer.bytes).map_err(|_| Failure::of(FailureKind::NotShipped))
}

impl SampleLibrary {
    /// Reads one object as a registry would serve it.
    ///
    /// # Errors
    ///
    /// [`FailureKind::NotFound`] for what the library does not hold.
    pub async fn read(
        &self,
        reference: &Reference,
        request: &Request,
    ) -> Result<Received, Failure> {
        let not_found = || Failure::of(FailureKind::NotFound);
        let not_shipped = || Failure::of(FailureKind::NotShipped);
        let digest = self.locate(reference, request).ok_or_else(not_shipped)?;
        let object = self.objects.get(digest.as_str()).ok_or_else(not_found)?;
        let path = format!(
            "{}samples/blobs/{}/{}.json",
            location::base_path(),
            digest.algorithm_name(),
            digest.encoded()
        );
        let answer = get(&path, &[], FailureKind::NotShipped).await?;
        if answer.status != 200 {
            return Err(not_found());
        }
        Ok(Received {
            bytes: answer.bytes.into(),
            content_type: Some(object.media_type.clone()),
            claimed_digest: None,
            via: Via::Sample {
                captured: self.captured.clone(),
            },
        })
    }

    fn locate(&self, reference: &Reference, request: &Request) -> Option<Digest> {
        match &request.endpoint {
            Endpoint::Manifest(Target::Digest(digest)) | Endpoint::Blob(digest) => {
                Some(digest.clone())
            }
            Endpoint::Manifest(Target::Tag(tag)) => {
                let wanted = format!("{}:{}", reference.name(), tag.as_str());
                let sample = self
                    .samples
                    .iter()
                    .find(|sample| sample.reference == wanted)?;
                Digest::parse(&sample.root).ok()
            }
            Endpoint::Tags | Endpoint::Referrers(_) => None,
        }
    }
}
