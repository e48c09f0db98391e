//! The branches of the tree and its root: documents, each asked for and then put.

use super::{Child, Push};
use crate::flow::{
    image::Blob,
    timeline::{EventKind, Place},
};

/// What a registry says to a manifest.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    Stored,
    /// A child is missing.
    Refused,
}

impl Push<'_> {
    pub(super) fn put_manifests(&mut self) {
        if self.manifests.is_empty() {
            return;
        }
        let caption = "Each manifest goes up by its digest. No tag names it yet, and everything that it names is there.";
        self.script.step(
            "manifests",
            "Put the manifests",
            Place::Wire,
            caption.to_owned(),
        );
        // What was found last is sent first; the list itself is sent last.
        for nth in (0..self.manifests.len()).rev() {
            let Child { object, blob, .. } = self.manifests[nth];
            self.put(&blob.address(), blob, object, Answer::Stored);
            self.script
                .do_here(EventKind::Verify, Some(object), "the registry hashes it");
        }
        self.script
            .why("A registry that finds a child missing answers MANIFEST_BLOB_UNKNOWN and stores nothing.");
    }

    /// Asks for a manifest and sends it, under its digest or a tag.
    fn put(&mut self, target: &str, blob: &Blob, object: usize, answer: Answer) {
        let path = self.path("manifests", target);
        let mut head = self.exchange(
            format!("HEAD {path}"),
            "404 Not Found",
            "404, not there yet",
        );
        head.sent
            .insert(0, ("Accept", format!("{}, */*", blob.media_type)));
        self.script.exchange(head, 0, None);
        let request = format!("PUT {path}");
        let mut put = match answer {
            Answer::Stored => self.exchange(request, "201 Created", "201, stored"),
            Answer::Refused => self.exchange(request, "400 Bad Request", "400 Bad Request"),
        };
        put.sent
            .insert(0, ("Content-Type", blob.media_type.clone()));
        match answer {
            Answer::Stored => put
                .received
                .push(("Docker-Content-Digest".to_owned(), blob.address())),
            Answer::Refused => put.body = self.children_are_missing(),
        }
        self.script.send(put, blob.size.unwrap_or_default(), object);
    }

    pub(super) fn put_root(&mut self, caption: &str, answer: Answer) {
        self.script.step(
            "root",
            "Put the list and the tag",
            Place::Wire,
            caption.to_owned(),
        );
        let target = self.wire.target();
        self.put(&target, &self.image.root, self.root, answer);
    }
}
