//! Which documents a picture takes: first what the reference points to, then what the machine gets of it. Whoever reads them
//! is told one after the other, and every one is proved before it counts.

use std::sync::Arc;

use tagprism_core::{
    Descriptor, Digest, Document, Platform, Reference,
    digest::Check,
    document::{Body, Expectation, Index},
    flow::FlowImage,
    reference::Target,
    resolve::{Policy, Question, RuleSet, resolve},
};
pub use tagprism_figures::pull::image::KnownImage as Known;
use tagprism_figures::{pull::image::KnownImage, record::day};

/// Lists inside lists are followed so deep; no client follows deeper ones.
const MAX_DEPTH: usize = 2;

/// How much of an image is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What the reference points to. Of a single image also its config, where its platform stands.
    Root,
    /// The manifest that the machine gets.
    Manifest,
    /// Its config, too.
    Config,
}

/// A document that is needed next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A manifest or index.
    Manifest(Target),
    /// A config.
    Config(Digest),
}

/// Why an image cannot be pictured.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// Bytes that are no document.
    #[error("the registry's answer is no document: {0}")]
    Unreadable(String),
    /// Bytes that are not those that were asked for.
    #[error("the bytes do not have the digest that was asked for")]
    WrongDigest,
    /// A document, but of something else.
    #[error("this is no image: {0}")]
    NoImage(String),
}

/// The documents of an image, while they are read.
pub struct Reading {
    reference: Reference,
    machine: Platform,
    depth: Depth,
    /// The root first.
    documents: Vec<Document>,
    next: Option<Next>,
}

/// What is needed, and what is known about it.
struct Next {
    need: Need,
    expected: Option<Descriptor>,
}

impl Reading {
    /// Nothing has been read yet.
    #[must_use]
    pub fn new(reference: Reference, machine: Platform, depth: Depth) -> Reading {
        let next = Next {
            need: Need::Manifest(reference.target()),
            expected: None,
        };
        Reading {
            reference,
            machine,
            depth,
            documents: Vec::new(),
            next: Some(next),
        }
    }

    /// What is read.
    #[must_use]
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The document that is needed next; `None` when everything is here.
    #[must_use]
    pub fn need(&self) -> Option<&Need> {
        self.next.as_ref().map(|next| &next.need)
    }

    /// Takes the document that was needed.
    ///
    /// # Errors
    /// When the bytes are no document, or not those that were asked for.
    pub fn take(
        &mut self,
        bytes: impl Into<Arc<[u8]>>,
        content_type: Option<&str>,
    ) -> Result<(), Trouble> {
        let Some(next) = self.next.take() else {
            return Ok(());
        };
        let expectation = Expectation {
            media_type: next.expected.as_ref().map(|it| it.media_type.clone()),
            content_type: content_type.map(str::to_owned),
        };
        let document = Document::read(bytes, &expectation)
            .map_err(|err| Trouble::Unreadable(err.to_string()))?;
        let digest = match &next.need {
            Need::Manifest(Target::Tag(_)) => None,
            Need::Manifest(Target::Digest(digest)) | Need::Config(digest) => Some(digest),
        };
        if digest.is_some_and(|digest| document.check(digest) != Check::Equal) {
            return Err(Trouble::WrongDigest);
        }
        let is_root = self.documents.is_empty();
        if is_root && !matches!(document.body, Body::Index(_) | Body::Manifest(_)) {
            return Err(Trouble::NoImage(document.describe()));
        }
        self.next = self.after(&document, is_root);
        self.documents.push(document);
        Ok(())
    }

    /// What is needed after a document.
    fn after(&self, document: &Document, is_root: bool) -> Option<Next> {
        match &document.body {
            Body::Index(index) if self.depth != Depth::Root && self.documents.len() < MAX_DEPTH => {
                let expected = self.chosen(index)?;
                Some(Next {
                    need: Need::Manifest(Target::Digest(expected.digest.clone())),
                    expected: Some(expected),
                })
            }
            // A single image says only in its config for which machine it is.
            Body::Manifest(manifest) if is_root || self.depth == Depth::Config => {
                let expected = manifest.config.clone()?;
                Some(Next {
                    need: Need::Config(expected.digest.clone()),
                    expected: Some(expected),
                })
            }
            _ => None,
        }
    }

    /// The entry that the machine gets.
    fn chosen(&self, index: &Index) -> Option<Descriptor> {
        let question = Question {
            host: self.machine.clone(),
            policy: Policy::Only,
            rules: RuleSet::Rc5,
        };
        let position = resolve(&index.offers(), &question).chosen()?.position;
        let entry = index.entries.iter().find(|it| it.position == position)?;
        entry.descriptor().cloned()
    }

    /// The image, as far as it was read. `date` is the day on which that happened: `2026-11-29`.
    ///
    /// # Errors
    /// When its root was not read.
    pub fn known(&self, date: &str) -> Result<KnownImage, Trouble> {
        let missing = || Trouble::Unreadable("nothing was read".to_owned());
        let root = self.documents.first().ok_or_else(missing)?;
        let find = |digest: &str| {
            let mut all = self.documents.iter();
            all.find(|it| it.sha256().as_str() == digest)
        };
        let image = FlowImage::read(&self.reference, root, find).ok_or_else(missing)?;
        Ok(KnownImage {
            image,
            is_verified: true,
            how: format!("read and verified {}", day(date))
                .trim_end()
                .to_owned(),
            source: format!("{}, hashed here", self.reference.domain()),
            url: String::new(),
            captured: Vec::new(),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::{Value, json};

    const INDEX: &str = "application/vnd.oci.image.index.v1+json";
    const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
    const CONFIG: &str = "application/vnd.oci.image.config.v1+json";

    /// Config, manifest and index of an image, as bytes.
    pub(crate) fn documents() -> [Vec<u8>; 3] {
        let bytes = |json: &Value| json.to_string().into_bytes();
        let config = bytes(
            &json!({"architecture": "arm64", "os": "linux", "variant": "v8",
            "rootfs": {"type": "layers", "diff_ids": [Digest::sha256(b"layer").as_str()]}}),
        );
        let blob = |media_type: &str, bytes: &[u8]| json!({"mediaType": media_type, "digest": Digest::sha256(bytes).as_str(), "size": bytes.len()});
        let manifest = bytes(
            &json!({"schemaVersion": 2, "mediaType": MANIFEST, "config": blob(CONFIG, &config),
            "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": Digest::sha256(b"l").as_str(), "size": 5_000_000}]}),
        );
        let mut arm = blob(MANIFEST, &manifest);
        arm["platform"] = json!({"architecture": "arm64", "os": "linux", "variant": "v8"});
        let mut other = blob(MANIFEST, b"other");
        other["platform"] = json!({"architecture": "amd64", "os": "linux"});
        let index =
            bytes(&json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": [other, arm]}));
        [config, manifest, index]
    }

    fn reading(depth: Depth) -> Reading {
        let reference = Reference::parse("registry.example/team/app:1").unwrap();
        Reading::new(reference, Platform::new("linux", "arm64", "v8"), depth)
    }

    #[test]
    fn documents_are_asked_for_one_after_the_other() {
        let [config, manifest, index] = documents();
        let mut reading = reading(Depth::Config);
        assert!(matches!(
            reading.need(),
            Some(Need::Manifest(Target::Tag(_)))
        ));
        reading.take(index, Some(INDEX)).unwrap();
        let Some(Need::Manifest(Target::Digest(digest))) = reading.need() else {
            panic!("the chosen manifest");
        };
        assert_eq!(*digest, Digest::sha256(&manifest));
        reading.take(manifest, None).unwrap();
        assert_eq!(reading.need(), Some(&Need::Config(Digest::sha256(&config))));
        reading.take(config, None).unwrap();
        assert_eq!(reading.need(), None);
        let known = reading.known("1 May 2026").unwrap();
        assert_eq!(known.how, "read and verified 1 May 2026");
        let contents = known.image.entries()[1].contents.as_ref().unwrap();
        assert_eq!(contents.claims, Some(Platform::new("linux", "arm64", "v8")));
    }

    #[test]
    fn no_more_is_read_than_is_shown() {
        let [_, manifest, index] = documents();
        let mut root = reading(Depth::Root);
        root.take(index.clone(), None).unwrap();
        assert_eq!(root.need(), None);
        let mut chosen = reading(Depth::Manifest);
        chosen.take(index, None).unwrap();
        chosen.take(manifest.clone(), None).unwrap();
        assert_eq!(chosen.need(), None);
        let mut single = reading(Depth::Root);
        single.take(manifest, None).unwrap();
        assert!(
            matches!(single.need(), Some(Need::Config(_))),
            "its platform stands there"
        );
    }

    #[test]
    fn what_is_not_what_was_asked_for_is_refused() {
        let [_, _, index] = documents();
        let mut reading = reading(Depth::Config);
        reading.take(index, None).unwrap();
        assert_eq!(reading.take(&b"{}"[..], None), Err(Trouble::WrongDigest));
    }

    #[test]
    fn what_is_no_image_is_named() {
        assert!(matches!(
            reading(Depth::Root).take(&b"<html>"[..], None),
            Err(Trouble::Unreadable(_))
        ));
        assert!(matches!(
            reading(Depth::Root).take(&b"{}"[..], None),
            Err(Trouble::NoImage(_))
        ));
    }

    #[test]
    fn a_machine_that_gets_nothing_needs_nothing_more() {
        let [_, _, index] = documents();
        let reference = Reference::parse("app").unwrap();
        let mut reading = Reading::new(
            reference,
            Platform::new("linux", "s390x", ""),
            Depth::Config,
        );
        reading.take(index, None).unwrap();
        assert_eq!(reading.need(), None);
        assert_eq!(reading.known("").unwrap().image.entries().len(), 2);
    }
}
