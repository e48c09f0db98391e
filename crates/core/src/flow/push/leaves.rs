//! The leaves of the tree: blobs are asked for, mounted, uploaded.

use super::{Push, Upload};
use crate::flow::{
    image::Blob,
    timeline::{Actor, EventKind, Exchange, Place, UPLOADS},
};

impl Push<'_> {
    pub(super) fn ask(&mut self) {
        let n = self.blobs.len();
        let caption = format!(
            "{n} distinct blobs are asked for by digest; what the registry has is not sent."
        );
        self.script
            .step("blobs", "Is it there already?", Place::Wire, caption);
        for nth in 0..n {
            let address = self.blobs[nth].blob.address();
            let request = format!("HEAD {}", self.path("blobs", &address));
            let exchange = self.exchange(request, "404 Not Found", "404, not there yet");
            match nth {
                0 => self.script.exchange(exchange, 0, None),
                _ => self.script.show(exchange),
            }
        }
        self.script.wait(n.div_ceil(UPLOADS).saturating_sub(1));
        self.script.fact("Requests", n.to_string());
        self.script
            .why("Another build may have pushed the same bytes. They have the same name, whoever made them.");
        self.script
            .variation("Told as if the repository were empty.".to_owned());
    }

    pub(super) fn mount(&mut self) {
        let caption = "The base layer is in another repository of this registry, so it is linked and not sent.";
        self.script
            .step("mount", "Mount the base", Place::Wire, caption.to_owned());
        for nth in 0..self.blobs.len() {
            let Upload {
                object,
                blob,
                is_base,
            } = self.blobs[nth];
            if !is_base {
                continue;
            }
            let uploads = self.path("blobs", "uploads/");
            let request = format!(
                "POST {uploads}?mount={}&from=(the base's repository)",
                blob.address()
            );
            let exchange = self.exchange(request, "201 Created", "201, linked");
            self.script.exchange(exchange, 0, None);
            self.script
                .do_here(EventKind::Skip, Some(object), "mounted");
        }
        self.script.why(
            "202 in place of 201 would mean: not mounted, send it. Nothing is lost by asking.",
        );
    }

    pub(super) fn upload(&mut self) {
        let is_mounted = |it: &&Upload<'_>| it.is_base && self.setting.has_base_elsewhere;
        let rest = self.blobs.iter().filter(|it| !is_mounted(it));
        let sent: Vec<(usize, &Blob)> = rest.map(|it| (it.object, it.blob)).collect();
        let caption = format!(
            "Blobs go up, {UPLOADS} at a time, each whole and under the digest that it must have."
        );
        self.script
            .step("upload", "Upload the blobs", Place::Wire, caption);
        let requests: Vec<[Exchange; 2]> =
            sent.iter().map(|(_, blob)| self.upload_of(blob)).collect();
        self.script
            .fact("Requests", (2 * requests.len()).to_string());
        for (nth, [post, put]) in requests.into_iter().enumerate() {
            match nth {
                0 => self.script.exchange(post, 0, None),
                _ => self.script.show(post),
            }
            self.script.show(put);
        }
        let sizes: Vec<(usize, u64)> = sent
            .iter()
            .map(|(object, blob)| (*object, blob.size.unwrap_or_default()))
            .collect();
        self.script.uploads(Actor::Registry, &sizes, UPLOADS);
        for (object, _) in &sizes {
            self.script
                .do_here(EventKind::Verify, Some(*object), "the registry hashes it");
        }
        self.script
            .why("The registry hashes what arrives and refuses bytes that do not have the digest. Their order does not matter.");
    }

    /// A place to send a blob to, and the blob.
    fn upload_of(&self, blob: &Blob) -> [Exchange; 2] {
        let request = format!("POST {}", self.path("blobs", "uploads/"));
        let mut post = self.exchange(request, "202 Accepted", "202, and where to send it");
        let location = ("Location".to_owned(), "(given by the registry)".to_owned());
        post.received.push(location);
        let request = format!("PUT (that location)?digest={}", blob.address());
        let mut put = self.exchange(request, "201 Created", "201, stored");
        let media_type = "application/octet-stream".to_owned();
        put.sent.insert(0, ("Content-Type", media_type));
        [post, put]
    }
}
