//! The documents that ship with the site: captured byte for byte from a real registry server, read like a registry.

use super::{
    failure::{Failure, FailureKind},
    fetch::get,
    read::{Received, Via},
};
use crate::browser::location;
use serde_json::Value;
use tagprism_core::{
    Digest, Reference,
    reference::Target,
    registry::request::{Endpoint, Request},
};

/// What `samples/index.json` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleLibrary {
    /// The day of the capture.
    pub captured: String,
    /// What it was captured from.
    pub from: String,
    /// The images.
    pub samples: Vec<Sample>,
    /// By digest: `{"mediaType": …}`.
    objects: Value,
}

/// One shipped image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its reference in the library.
    pub reference: String,
    /// A few words.
    pub title: String,
    /// One sentence on what it shows.
    pub note: String,
    root: String,
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
    SampleLibrary::parse(&answer.bytes).ok_or_else(|| Failure::of(FailureKind::NotShipped))
}

impl SampleLibrary {
    /// Whether an image ships with the site.
    #[must_use]
    pub fn has(&self, reference: &Reference) -> bool {
        let is_it = |sample: &Sample| {
            Reference::parse(&sample.reference)
                .is_ok_and(|own| own.with_default_tag() == *reference)
        };
        self.samples.iter().any(is_it)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut file: Value = serde_json::from_slice(bytes).ok()?;
        let text = |object: &Value, key| Some(object.get(key)?.as_str()?.to_owned());
        let sample = |sample| {
            Some(Sample {
                reference: text(sample, "reference")?,
                title: text(sample, "title")?,
                note: text(sample, "note")?,
                root: text(sample, "root")?,
            })
        };
        Some(Self {
            captured: text(&file, "captured")?,
            from: text(&file, "from")?,
            samples: file
                .get("samples")?
                .as_array()?
                .iter()
                .map(sample)
                .collect::<Option<_>>()?,
            objects: file.get_mut("objects")?.take(),
        })
    }

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
        let media_type = object.get("mediaType").and_then(Value::as_str);
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
        let via = Via::Sample {
            captured: self.captured.clone(),
        };
        Ok(Received {
            content_type: media_type.map(str::to_owned),
            ..Received::unlabelled(answer.bytes, via)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fallback_page_is_no_library() {
        assert_eq!(SampleLibrary::parse(b"<!doctype html>"), None);
        assert_eq!(
            SampleLibrary::parse(br#"{"captured":"x","from":"y"}"#),
            None
        );
    }

    #[test]
    fn a_library_names_its_images_and_their_objects() {
        let library = SampleLibrary::parse(
            br#"{"captured":"2026-11-23","from":"a registry","objects":{"sha256:0":{"mediaType":"a/b"}},
                "samples":[{"reference":"r","title":"t","note":"n","root":"sha256:0"}]}"#,
        )
        .unwrap();
        assert_eq!(library.samples[0].root, "sha256:0");
        assert!(library.objects.get("sha256:0").is_some());
    }
}
