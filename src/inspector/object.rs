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
    /// `the reference`, `index, entry 3`, `the manifest`
    pub named_by: String,
}

/// An object with its check.
#[derive(Debug)]
pub struct Object {
    /// What came and by which way.
    pub received: Received,
    /// The digest that it should have; nothing for a tag, which is only a claim.
    pub expected: Option<Expected>,
    /// The digest that the bytes have.
    pub computed: Digest,
    /// Expected against computed. For a tag: [`Check::NotChecked`].
    pub check: Check,
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
        let algorithm = expected
            .as_ref()
            .and_then(|it| it.digest.algorithm())
            .unwrap_or(Algorithm::Sha256);
        let computed = Digest::of(algorithm, &received.bytes);
        let check = match &expected {
            None => Check::NotChecked,
            Some(expected) if expected.digest.algorithm().is_none() => Check::NotChecked,
            Some(expected) if expected.digest == computed => Check::Equal,
            Some(_) => Check::Different {
                computed: computed.clone(),
            },
        };
        let expectation = Expectation {
            media_type,
            content_type: received.content_type.clone(),
        };
        let document = Document::read(Arc::clone(&received.bytes), &expectation);
        Self {
            received,
            expected,
            computed,
            check,
            document,
        }
    }

    /// Whether the bytes are not what their digest promises. Nothing is read out of such an object.
    pub fn is_tampered(&self) -> bool {
        matches!(self.check, Check::Different { .. })
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

    fn object(bytes: &[u8], expected: Option<Digest>) -> Object {
        let received = Received {
            bytes: bytes.into(),
            content_type: None,
            claimed_digest: None,
            via: Via::Paste,
        };
        let expected = expected.map(|digest| Expected {
            digest,
            named_by: "the reference".to_owned(),
        });
        Object::examine(received, expected, None)
    }

    #[test]
    fn bytes_with_another_digest_are_never_read() {
        let bytes = br#"{"schemaVersion":2,"manifests":[]}"#;
        assert!(
            object(bytes, Some(Digest::sha256(bytes)))
                .trusted_document()
                .is_some()
        );
        let tampered = object(bytes, Some(Digest::sha256(b"other")));
        assert!(tampered.is_tampered());
        assert!(tampered.trusted_document().is_none());
    }

    #[test]
    fn a_sha512_reference_is_checked_with_sha512() {
        let bytes = b"{}";
        let digest = Digest::of(Algorithm::Sha512, bytes);
        assert_eq!(object(bytes, Some(digest)).check, Check::Equal);
    }

    #[test]
    fn a_tag_proves_nothing() {
        assert_eq!(object(b"{}", None).check, Check::NotChecked);
    }
}
