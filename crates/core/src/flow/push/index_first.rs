//! The list before what it names: every registry refuses it, and says what it misses.

use super::{Child, Push, counted, manifests::Answer};
use crate::flow::timeline::{Ending, EventKind};

/// More children are counted and not listed.
const MAX_LISTED: usize = 16;

impl Push<'_> {
    pub(super) fn put_index_first(&mut self) -> Ending {
        let caption = "The list names manifests that the registry has never seen, so it stores nothing of it.";
        self.put_root(caption, Answer::Refused);
        self.script
            .do_here(EventKind::Reject, Some(self.root), "MANIFEST_BLOB_UNKNOWN");
        for (object, _) in self.children() {
            self.script
                .do_here(EventKind::Name, Some(object), "this child is missing");
        }
        self.script.fact("Missing", self.missing_in_words());
        let images = self.manifests.iter().filter_map(|child| {
            let platform = child.platform.as_ref()?;
            Some((format!("Missing, {platform}"), child.blob.address()))
        });
        let images: Vec<(String, String)> = images.take(MAX_LISTED).collect();
        for (name, address) in images {
            self.script.fact(&name, address);
        }
        self.script
            .why("Otherwise a pull could be sent after something that is not there.");
        Ending::Failed {
            message: "manifest blob unknown: blob unknown to registry".to_owned(),
            is_verbatim: false,
            remedies: vec![
                "Push blobs, then manifests, then the list: every client does".to_owned(),
            ],
        }
    }

    /// What the root names: images and then attestations, or the blobs of a single manifest.
    fn children(&self) -> Vec<(usize, String)> {
        if self.manifests.is_empty() {
            let blobs = self.blobs.iter();
            return blobs.map(|it| (it.object, it.blob.address())).collect();
        }
        let is_image = |child: &&Child<'_>| child.platform.is_some();
        let images = self.manifests.iter().filter(is_image);
        let others = self.manifests.iter().filter(|it| !is_image(it));
        let all = images.chain(others);
        all.map(|child| (child.object, child.blob.address()))
            .collect()
    }

    fn missing_in_words(&self) -> String {
        let n_attestations = self.n_attestations();
        match (self.manifests.len(), n_attestations) {
            (0, _) => counted(self.blobs.len(), "blob"),
            (n, 0) => counted(n, "image"),
            (n, _) => format!(
                "{} and {}",
                counted(n - n_attestations, "image"),
                counted(n_attestations, "attestation")
            ),
        }
    }

    /// The body of the answer.
    pub(super) fn children_are_missing(&self) -> String {
        let error = |(_, address): &(usize, String)| {
            format!(
                "{{\"code\": \"MANIFEST_BLOB_UNKNOWN\", \"message\": \"blob unknown to registry\", \"detail\": \"{address}\"}}"
            )
        };
        let children = self.children();
        let shown: Vec<String> = children.iter().take(2).map(error).collect();
        let more = if children.len() > shown.len() {
            ", …"
        } else {
            ""
        };
        format!("{{\"errors\": [{}{more}]}}", shown.join(", "))
    }
}
