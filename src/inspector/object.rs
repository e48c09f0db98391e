//! One object of an image as it arrived: bytes, what they hash to, and who named the digest they should have.

use crate::net::{Failure, Received};
use std::sync::Arc;
use tagprism_core::{
    Algorithm, Digest, Document, MediaType,
    digest::Check,
    document::{Expectation, ReadError},
};

/// Where a load stands.
#[derive(Clone, Debug)]
pub enum Load {
    /// Asked for, not here yet.
    Loading,
    /// Here; whether it is genuine stands in [`Object::check`].
    Ready(Arc<Object>),
    /// Not to be had.
    Failed(Failure),
}

impl Load {
    /// The object, if it is here.
    pub fn ready(&self) -> Option<&Arc<Object>> {
        match self {
            Self::Ready(object) => Some(object),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// A digest that bytes must have, and who said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The digest.
    pub digest: Digest,
    /// How many bytes there must be, where whoever names the digest says so.
    pub size: Option<u64>,
    /// `the reference`, `index, entry 3`, `manifest of entry 3`
    pub named_by: String,
}

/// An object with its check.
#[derive(Debug)]
pub struct Object {
    /// What came and by which way.
    pub received: Received,
    /// The digest that it should have; nothing for a tag, which is only a claim.
    pub expected: Option<Expected>,
    /// The digest that the bytes have. For a signed manifest of schema 1 that is the digest of its payload.
    pub computed: Digest,
    /// Expected against computed. For a tag: [`Check::NotChecked`].
    pub check: Check,
    /// What the answer itself claimed (`Docker-Content-Digest`), against the bytes.
    pub claim: Option<(Digest, Check)>,
    /// The bytes, read.
    pub document: Result<Document, ReadError>,
}

impl Object {
    /// Hashes and reads what arrived.
    pub fn examine(
        received: Received,
        expected: Option<Expected>,
        media_type: Option<MediaType>,
    ) -> Self {
        let expectation = Expectation {
            media_type,
            content_type: received.content_type.clone(),
        };
        let document = Document::read(Arc::clone(&received.bytes), &expectation);
        let check_of = |digest: &Digest| match &document {
            Ok(document) => document.check(digest),
            Err(_) => digest.check(&received.bytes),
        };
        let check = expected
            .as_ref()
            .map_or(Check::NotChecked, |expected| check_of(&expected.digest));
        let algorithm = expected
            .as_ref()
            .and_then(|it| it.digest.algorithm())
            .unwrap_or(Algorithm::Sha256);
        let computed = match &document {
            Ok(document) => document.verified_digest(algorithm),
            Err(_) => Digest::of(algorithm, &received.bytes),
        };
        // A claim that is no digest claims nothing.
        let claim = received
            .claimed_digest
            .as_deref()
            .and_then(|text| Digest::parse(text).ok());
        let claim = claim.map(|claim| {
            let check = check_of(&claim);
            (claim, check)
        });
        Self {
            received,
            expected,
            computed,
            check,
            claim,
            document,
        }
    }

    /// Whether these are not the promised bytes. Nothing is read out of such an object.
    pub fn is_tampered(&self) -> bool {
        matches!(self.check, Check::Different { .. }) || self.length_conflict().is_some()
    }

    /// The stated and the received count of bytes, where they differ. OCI asks not to trust content of another length:
    /// <https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#properties>.
    pub fn length_conflict(&self) -> Option<(u64, u64)> {
        let stated = self.expected.as_ref()?.size?;
        let received = self.received.bytes.len() as u64;
        (stated != received).then_some((stated, received))
    }

    /// A digest was promised, but in an algorithm that this page does not compute: neither proven nor refuted.
    pub fn is_unverifiable(&self) -> bool {
        self.expected.is_some() && self.check == Check::NotChecked
    }

    /// The document, unless the bytes are not the promised ones or are no document.
    pub fn trusted_document(&self) -> Option<&Document> {
        if self.is_tampered() {
            None
        } else {
            self.document.as_ref().ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Via;

    const INDEX: &[u8] = br#"{"schemaVersion":2,"manifests":[]}"#;

    fn object(
        bytes: &[u8],
        expected: Option<(Digest, Option<u64>)>,
        claim: Option<&str>,
    ) -> Object {
        let received = Received {
            claimed_digest: claim.map(str::to_owned),
            ..Received::unlabelled(bytes, Via::Paste)
        };
        let expected = expected.map(|(digest, size)| Expected {
            digest,
            size,
            named_by: "the reference".to_owned(),
        });
        Object::examine(received, expected, None)
    }

    #[test]
    fn bytes_with_another_digest_are_never_read() {
        assert!(
            object(INDEX, Some((Digest::sha256(INDEX), None)), None)
                .trusted_document()
                .is_some()
        );
        let tampered = object(INDEX, Some((Digest::sha256(b"other"), None)), None);
        assert!(tampered.is_tampered());
        assert!(tampered.trusted_document().is_none());
    }

    #[test]
    fn bytes_of_another_length_are_never_read() {
        let object = object(INDEX, Some((Digest::sha256(INDEX), Some(7))), None);
        assert_eq!(object.length_conflict(), Some((7, INDEX.len() as u64)));
        assert!(object.trusted_document().is_none());
    }

    #[test]
    fn a_sha512_reference_is_checked_with_sha512() {
        let digest = Digest::of(Algorithm::Sha512, b"{}");
        let object = object(b"{}", Some((digest.clone(), Some(2))), None);
        assert_eq!((object.check, object.computed), (Check::Equal, digest));
    }

    #[test]
    fn an_unknown_algorithm_is_neither_proven_nor_refuted() {
        let digest = Digest::parse(&format!("blake3:{}", "a".repeat(64))).unwrap();
        let object = object(INDEX, Some((digest, None)), None);
        assert!(object.is_unverifiable() && !object.is_tampered());
    }

    #[test]
    fn a_tag_proves_nothing_and_its_claim_is_compared() {
        let claim = Digest::sha256(INDEX);
        let honest = object(INDEX, None, Some(claim.as_str()));
        assert_eq!(
            (honest.check, honest.claim),
            (Check::NotChecked, Some((claim.clone(), Check::Equal)))
        );
        let other = Digest::sha256(b"other");
        let lying = object(INDEX, None, Some(other.as_str()));
        assert_eq!(
            lying.claim,
            Some((other, Check::Different { computed: claim }))
        );
        assert_eq!(object(INDEX, None, Some("nonsense")).claim, None);
    }
}
