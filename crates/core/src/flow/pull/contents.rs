//! From the manifest to unpacked layers.

use super::Pull;
use crate::{
    flow::{
        image::{Blob, Contents, layer_kind},
        script::below,
        setting::{Cache, Trouble},
        timeline::{Actor, DOWNLOADS, Ending, EventKind, ObjectRole, Place},
        wire::{Part, Scope},
    },
    media_type::{Kind, MediaType},
    size::ByteSize,
};

/// The objects of a manifest's contents.
pub(super) struct Parts {
    pub(super) config: usize,
    pub(super) layers: Vec<usize>,
}

impl<'a> Pull<'a> {
    pub(super) fn fetch_contents(
        &mut self,
        manifest: usize,
        contents: &'a Contents,
    ) -> Result<(), Ending> {
        let parts = self.name_contents(manifest, contents);
        // The classic store on Windows asks for the config first, too, to refuse a wrong build before any layer moves.
        let config_first = !self.is_classic() || self.setting.host.os == "windows";
        if config_first {
            self.fetch_config(&parts, contents);
        }
        let missing = self.look(&parts, contents);
        self.download(&parts, contents, &missing, config_first);
        self.verify(&parts, contents, &missing, config_first)?;
        self.unpack(&parts, contents, &missing);
        Ok(())
    }

    fn name_contents(&mut self, manifest: usize, contents: &Contents) -> Parts {
        let parent = Some(manifest);
        let config = below(
            ObjectRole::Config,
            &contents.config,
            parent,
            "config".to_owned(),
        );
        let config = self.script.object(config);
        let mut layers = Vec::new();
        for layer in &contents.layers {
            let note = layer_kind(&layer.blob);
            let layer = below(ObjectRole::Layer, &layer.blob, parent, note);
            layers.push(self.script.object(layer));
        }
        // Their digests were read in the manifest, within the step that fetched it.
        self.script
            .do_here(EventKind::Name, Some(config), "named by the manifest");
        for &layer in &layers {
            self.script
                .do_here(EventKind::Name, Some(layer), "named by the manifest");
        }
        Parts { config, layers }
    }

    fn fetch_config(&mut self, parts: &Parts, contents: &Contents) {
        let caption =
            "The config says how to start the image, and what each layer's archive hashes to.";
        self.script
            .step("config", "Get the config", Place::Wire, caption.to_owned());
        if self.setting.trouble == Trouble::Expired {
            self.let_the_token_run_out(&contents.config);
        }
        self.fetch_config_blob(&contents.config, parts.config);
        self.script
            .do_here(EventKind::Verify, Some(parts.config), "digest is equal");
        self.config_facts(contents);
        self.note_the_redirect();
        self.script.why(
            "containerd hides the layers until the config is here: it needs the diff_ids to know which of them are unpacked \
             already.",
        );
    }

    pub(super) fn config_facts(&mut self, contents: &Contents) {
        self.script.fact("Asked for", contents.config.address());
        let claims = match &contents.claims {
            Some(claims) => claims.to_string(),
            None => "not read".to_owned(),
        };
        self.script.fact("Claims to be for", claims);
        let n_stated = contents
            .layers
            .iter()
            .filter(|layer| layer.diff_id.is_some())
            .count();
        let stated = match n_stated {
            0 => "not read".to_owned(),
            n => format!("{n} diff_ids"),
        };
        self.script.fact("Archives", stated);
    }

    /// A request that comes too late for its token, and a token anew.
    fn let_the_token_run_out(&mut self, config: &Blob) {
        if !self.wire.has_tokens() {
            self.script.variation(
                "This registry is told without tokens: none was fetched, so none runs out, and nothing goes wrong."
                    .to_owned(),
            );
            return;
        }
        let request = self.wire.blob(config, Part::Config);
        let mut refused = self.wire.turned_away(
            request,
            "invalid_token",
            "{\"errors\": [{\"code\": \"UNAUTHORIZED\", \"message\": \"authentication required\"}]}",
        );
        "401, the token is too old".clone_into(&mut refused.meaning);
        self.script.exchange(refused, 0, None);
        self.script.exchange(self.wire.token(Scope::Pull), 0, None);
        self.script.fact(
            "Token",
            "ran out and was fetched anew; nothing else is lost".to_owned(),
        );
    }

    fn fetch_config_blob(&mut self, blob: &Blob, object: usize) {
        let bytes = blob.size.unwrap_or_default();
        let first = self.wire.blob(blob, Part::Config);
        match self.wire.redirected(blob, Part::Config) {
            Some(second) => {
                self.script.exchange(first, 0, None);
                self.script.exchange(second, bytes, Some(object));
            }
            None => self.script.exchange(first, bytes, Some(object)),
        }
    }

    /// What a request behind a redirect does not carry.
    fn note_the_redirect(&mut self) {
        if self.wire.blob_store() == Actor::Blobs {
            let why = "not sent, the signature is in the address";
            self.script.fact("Token at the blob store", why.to_owned());
        }
    }

    /// Which layers are not here yet, as places in the manifest from 0.
    fn look(&mut self, parts: &Parts, contents: &Contents) -> Vec<usize> {
        let n_layers = contents.layers.len();
        let n_here = match self.setting.cache {
            Cache::Cold => 0,
            Cache::SameBase => 1.min(n_layers),
            Cache::Yesterday => n_layers.saturating_sub(1),
            Cache::Full => n_layers,
        };
        let caption = match n_here {
            0 => "The engine looks for each layer in its own store. None is there.".to_owned(),
            n => format!(
                "{n} of {n_layers} layers are here already: the same digest is the same bytes, so nothing is sent."
            ),
        };
        self.script
            .step("look", "What is here already?", Place::Engine, caption);
        for (&layer, nth) in parts.layers.iter().zip(0..) {
            if nth < n_here {
                self.script
                    .do_here(EventKind::Skip, Some(layer), "already exists");
            }
        }
        let (mut bytes, mut n_unknown) = (0_u64, 0_usize);
        let mut missing: Vec<usize> = Vec::new();
        for nth in n_here..n_layers {
            let blob = &contents.layers[nth].blob;
            let is_same = |&before: &usize| contents.layers[before].blob.digest == blob.digest;
            // The empty layer, for one, often comes several times: it is sent once.
            if !blob.digest.is_empty() && (0..nth).any(|before| is_same(&before)) {
                self.script.do_here(
                    EventKind::Skip,
                    Some(parts.layers[nth]),
                    "the same blob twice",
                );
                continue;
            }
            bytes = bytes.saturating_add(blob.size.unwrap_or_default());
            n_unknown += usize::from(blob.size.is_none());
            missing.push(nth);
        }
        self.script.fact("Here", n_here.to_string());
        self.script.fact("Missing", missing.len().to_string());
        self.script
            .fact("To download", sum_in_words(bytes, n_unknown, missing.len()));
        self.script.why(
            "Layers are shared by digest, across images and tags. Layers of another platform are other bytes, so they help \
             nobody here.",
        );
        missing
    }

    fn download(
        &mut self,
        parts: &Parts,
        contents: &Contents,
        missing: &[usize],
        has_config: bool,
    ) {
        let mut blobs = Vec::new();
        if !has_config {
            blobs.push((parts.config, contents.config.size.unwrap_or_default()));
        }
        for &nth in missing {
            let bytes = contents.layers[nth].blob.size.unwrap_or_default();
            blobs.push((parts.layers[nth], bytes));
        }
        let from = self.wire.blob_store().label().to_ascii_lowercase();
        let caption = match (missing.len(), has_config) {
            (0, true) => "Nothing is missing, so nothing is sent.".to_owned(),
            (0, false) => format!("No layer is missing; the config comes from the {from}."),
            (1, true) => format!("The one missing layer comes from the {from}."),
            (_, true) => format!("Missing layers come from the {from}, {DOWNLOADS} at a time."),
            (_, false) => {
                format!("Config and layers start together, {DOWNLOADS} layers at a time.")
            }
        };
        self.script
            .step("download", "Download", Place::Wire, caption);
        if !has_config {
            if self.setting.trouble == Trouble::Expired {
                self.let_the_token_run_out(&contents.config);
            }
            self.show(&contents.config, Part::Config);
        }
        let mut n_unknown = 0;
        let mut has_foreign = false;
        for &nth in missing {
            let blob = &contents.layers[nth].blob;
            self.show(blob, Part::Layer);
            n_unknown += usize::from(blob.size.is_none());
            let kind = MediaType::new(&blob.media_type).kind();
            has_foreign |= matches!(kind, Kind::ForeignLayer(_));
        }
        let n_beside = usize::from(!has_config);
        self.script
            .downloads(self.wire.blob_store(), &blobs, n_beside, DOWNLOADS);
        if n_unknown > 0 {
            self.script.variation(format!(
                "The size of {n_unknown} layers is not recorded: the simulated time holds none for their bytes."
            ));
        }
        if has_foreign {
            self.script.variation(
                "A layer of this image may come from elsewhere: its descriptor names other addresses.".to_owned(),
            );
        }
        self.script
            .fact("Layers to fetch", missing.len().to_string());
        if !has_config {
            self.script.fact("Beside them", "the config".to_owned());
        }
        if !blobs.is_empty() {
            self.note_the_redirect();
        }
        self.script.why(
            "Small layers finish first and make room for the next. The registry's API only points the way: bytes come from \
             storage behind it, without the token.",
        );
    }

    /// The requests for a blob that comes along with others.
    fn show(&mut self, blob: &Blob, part: Part) {
        self.script.show(self.wire.blob(blob, part));
        if let Some(second) = self.wire.redirected(blob, part) {
            self.script.show(second);
        }
    }
}

/// A sum of which some parts may not be known.
fn sum_in_words(bytes: u64, n_unknown: usize, n_layers: usize) -> String {
    let known = ByteSize(bytes);
    match n_unknown {
        0 => known.to_string(),
        _ if n_unknown == n_layers => "not recorded".to_owned(),
        1 => format!("{known}, and a layer of unknown size"),
        n => format!("{known}, and {n} layers of unknown size"),
    }
}
