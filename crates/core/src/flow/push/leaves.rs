//! The leaves of the tree: blobs are asked for, mounted, uploaded.

use super::{Push, Upload};
use crate::flow::{
    image::Blob,
    timeline::{Actor, EventKind, Place, UPLOADS},
};

impl Push<'_> {
    pub(super) fn ask(&mut self) {
        let n = self.blobs.len();
        let caption = format!(
            "{n} distinct blobs are asked for by digest; what the registry has is not sent."
        );
        self.script
            .step("blobs", "Is it there already?", Place::Wire, caption);
        if let Some(first) = self.blobs.first() {
            let request = format!("HEAD {}", self.path("blobs", &first.blob.address()));
            let exchange = self.exchange(request, "404 Not Found", "404, not there yet");
            self.script.exchange(exchange, 0, None);
        }
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
        if let Some((_, first)) = sent.first() {
            let request = format!("POST {}", self.path("blobs", "uploads/"));
            let mut exchange = self.exchange(request, "202 Accepted", "202, and where to send it");
            let location = ("Location".to_owned(), "(given by the registry)".to_owned());
            exchange.received.push(location);
            self.script.exchange(exchange, 0, None);
            let request = format!("PUT (that location)?digest={}", first.address());
            let mut exchange = self.exchange(request, "201 Created", "201, stored");
            exchange
                .sent
                .push(("Content-Type", "application/octet-stream".to_owned()));
            self.script.show(exchange);
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
}
