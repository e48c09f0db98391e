//! From blobs to unpacked layers: two different hashes.

use super::{Pull, contents::Parts, manifests::stated};
use crate::flow::{
    image::{Blob, Contents},
    setting::Trouble,
    timeline::{Ending, EventKind, HASHED_PER_MS, Place, UNPACKED_PER_MS},
};

impl Pull<'_> {
    pub(super) fn verify(
        &mut self,
        parts: &Parts,
        contents: &Contents,
        missing: &[usize],
        has_config: bool,
    ) -> Result<(), Ending> {
        let spoiled = match self.setting.trouble {
            Trouble::Corrupted => missing.first().copied(),
            _ => None,
        };
        let caption = match spoiled {
            Some(_) => {
                "One hash is not the digest that was asked for. The layer is thrown away, and the pull fails."
            }
            None => {
                "Each blob is hashed while it comes, and kept only if the hash is the digest it was asked by."
            }
        };
        self.script.step(
            "verify",
            "Verify each layer",
            Place::Engine,
            caption.to_owned(),
        );
        if !has_config {
            self.script
                .do_here(EventKind::Verify, Some(parts.config), "digest is equal");
            self.config_facts(contents);
        }
        // The spoiled layer is found out last, so that it is the only one that has to be fetched again.
        let others = missing.iter().copied().filter(|&nth| spoiled != Some(nth));
        for nth in others.chain(spoiled) {
            let blob = &contents.layers[nth].blob;
            let millis = blob.size.unwrap_or_default() / HASHED_PER_MS;
            let (kind, label) = match spoiled == Some(nth) {
                true => (EventKind::Reject, "digest differs"),
                false => (EventKind::Verify, "digest is equal"),
            };
            self.script
                .do_for(kind, Some(parts.layers[nth]), label, millis);
            self.script.fact(
                &format!("Layer {}", nth + 1),
                format!("{label}: {}", blob.address()),
            );
            if kind == EventKind::Reject {
                return Err(self.spoiled(blob));
            }
        }
        self.script.why(
            "In a real pull this overlaps with the downloads. Layers come from anywhere, so it is the hash that makes them \
             trustworthy, not the sender.",
        );
        Ok(())
    }

    fn spoiled(&mut self, blob: &Blob) -> Ending {
        let digest = blob.address();
        let message = match self.is_classic() {
            true => format!("filesystem layer verification failed for digest {digest}"),
            false => format!(
                "failed commit on ref \"layer-{digest}\": unexpected commit digest (another one), expected {digest}: failed precondition"
            ),
        };
        self.script.why("One turned bit gives a hash without any likeness to the digest. The engine keeps nothing of it.");
        let again = match self.is_classic() {
            true => "Pull again: whatever was not unpacked yet is fetched anew",
            false => "Pull again: blobs that were verified stay, only this layer is fetched",
        };
        Ending::Failed {
            message,
            is_verbatim: false,
            remedies: vec![
                again.to_owned(),
                "If it happens again, ask without the mirror or proxy between".to_owned(),
            ],
        }
    }

    pub(super) fn unpack(&mut self, parts: &Parts, contents: &Contents, missing: &[usize]) {
        let caption = "Archives are unpacked from the base up, and each is hashed once more: now without compression.";
        self.script.step(
            "unpack",
            "Unpack, base first",
            Place::Engine,
            caption.to_owned(),
        );
        for &nth in missing {
            let layer = &contents.layers[nth];
            let millis = layer.blob.size.unwrap_or_default() / UNPACKED_PER_MS;
            let object = Some(parts.layers[nth]);
            self.script
                .do_for(EventKind::Unpack, object, "unpacked", millis);
            let shown = match &layer.diff_id {
                Some(diff_id) => format!("diff_id {diff_id}"),
                None => format!("diff_id not read ({})", stated(layer.blob.size)),
            };
            self.script.fact(&format!("Layer {}", nth + 1), shown);
        }
        self.script.why(match self.is_classic() {
            true => "A layer waits until the one below it is there. Then its compressed form is thrown away.",
            false => "Its name in the store is made of all diff_ids below it, so the order cannot be changed.",
        });
    }
}
