//! From the tag's digest to the manifest of one platform.

use super::Pull;
use crate::{
    flow::{
        image::{Contents, FlowEntry, RootKind},
        script::below,
        setting::Trouble,
        timeline::{Ending, EventKind, ObjectRole, Place},
    },
    resolve::{Outcome, Policy, Question, Resolution, RuleSet, Verdict, resolve},
};

impl<'a> Pull<'a> {
    /// The manifest's object, and what it names if that was read.
    pub(super) fn find_the_manifest(&mut self) -> Result<(usize, Option<&'a Contents>), Ending> {
        let image = self.image;
        match &image.kind {
            RootKind::Index(entries) => {
                self.fetch_root("index", "Get the index", "the index");
                let entry = self.choose(entries)?;
                Ok((self.fetch_chosen(entry), entry.contents.as_ref()))
            }
            RootKind::Manifest(contents) => {
                self.fetch_root("manifest", "Get the manifest", "the manifest");
                self.script.why(
                    "The tag names one image and no list. There is nothing to choose from, so nobody compares platforms: \
                     every machine gets this one.",
                );
                Ok((self.root, contents.as_ref()))
            }
        }
    }

    fn fetch_root(&mut self, key: &'static str, title: &'static str, what: &str) {
        let root = &self.image.root;
        let caption = format!(
            "{what} is asked for by its digest, and what comes is hashed before it is read."
        );
        let caption = capitalized(&caption);
        self.script.step(key, title, Place::Wire, caption);
        let exchange = self.wire.manifest(root, what);
        let bytes = root.size.unwrap_or_default();
        self.script.exchange(exchange, bytes, Some(self.root));
        self.script
            .do_here(EventKind::Verify, Some(self.root), "digest is equal");
        self.script.fact("Asked for", root.address());
        self.script.fact("Bytes", stated(root.size));
        self.script.why(
            "The digest is the name of these very bytes. A registry, mirror or cache that sends others is found out at once.",
        );
    }

    fn choose(&mut self, entries: &'a [FlowEntry]) -> Result<&'a FlowEntry, Ending> {
        let resolution = self.resolution();
        let n_attestations = entries.iter().filter(|entry| entry.is_attestation).count();
        let mut n_acceptable = 0;
        for candidate in &resolution.candidates {
            n_acceptable += usize::from(!matches!(candidate.verdict, Verdict::Refused(_)));
        }
        let n_refused = entries.len().saturating_sub(n_acceptable + n_attestations);
        let chosen = match &resolution.outcome {
            Outcome::Chosen { position } => {
                entries.iter().find(|entry| entry.position == *position)
            }
            Outcome::NoMatch(_) => None,
        };
        let caption = match chosen {
            Some(_) => {
                "The engine ranks the entries against its own wish list and keeps one. Nothing is sent."
            }
            None => "No entry fits this machine, so the pull ends here. Nothing is sent.",
        };
        self.script
            .step("choose", "Choose", Place::Engine, caption.to_owned());
        self.script.fact("Entries", entries.len().to_string());
        self.script
            .fact("Attestations, skipped", n_attestations.to_string());
        self.script.fact("Refused", n_refused.to_string());
        self.script.fact("Acceptable", n_acceptable.to_string());
        self.script.why("The registry is never told which processor you have. It sends the list; the client chooses.");
        match (chosen, resolution.outcome) {
            (Some(entry), _) => {
                let platform = entry
                    .platform
                    .as_ref()
                    .map_or_else(|| "no platform".to_owned(), ToString::to_string);
                self.script
                    .fact("Kept", format!("entry {}, {platform}", entry.position));
                Ok(entry)
            }
            (None, Outcome::NoMatch(no_match)) => {
                self.script.do_here(EventKind::Choose, None, "none of them");
                let message = match self.is_classic() {
                    true => no_match.classic_message,
                    false => no_match.message,
                };
                self.script.fact("What is printed", message.clone());
                Err(Ending::Failed {
                    message,
                    remedies: no_match.remedies.iter().map(ToString::to_string).collect(),
                })
            }
            // Positions come from these entries, so a chosen one is always among them.
            (None, Outcome::Chosen { .. }) => Err(Ending::Unread {
                message: "The chosen entry is not in the list.".to_owned(),
            }),
        }
    }

    /// How the engine decides, with what the trouble takes away.
    fn resolution(&self) -> Resolution {
        resolution(self.image, self.setting)
    }

    fn fetch_chosen(&mut self, entry: &FlowEntry) -> usize {
        let note = entry
            .platform
            .as_ref()
            .map_or_else(|| "no platform".to_owned(), ToString::to_string);
        let manifest = below(ObjectRole::Manifest, &entry.manifest, Some(self.root), note);
        let manifest = self.script.object(manifest);
        // Still the step in which it was chosen.
        self.script
            .do_here(EventKind::Choose, Some(manifest), "kept");
        let caption = "One entry names one manifest, which is asked for by its digest and hashed.";
        self.script.step(
            "manifest",
            "Get your manifest",
            Place::Wire,
            caption.to_owned(),
        );
        let exchange = self.wire.manifest(&entry.manifest, "your manifest");
        let bytes = entry.manifest.size.unwrap_or_default();
        self.script.exchange(exchange, bytes, Some(manifest));
        self.script
            .do_here(EventKind::Verify, Some(manifest), "digest is equal");
        self.script.fact("Asked for", entry.manifest.address());
        self.script.fact("Bytes", stated(entry.manifest.size));
        if let Some(contents) = &entry.contents {
            let n_layers = contents.layers.len();
            self.script
                .fact("Names", format!("1 config and {n_layers} layers"));
        }
        self.script.why("The digest stood in the list that was just checked, so this answer needs no trust either.");
        manifest
    }
}

/// How the engine of a setting decides about an image.
#[must_use]
pub fn resolution(image: &crate::flow::FlowImage, setting: &crate::flow::Setting) -> Resolution {
    let question = Question {
        host: setting.host.clone(),
        policy: Policy::Only,
        rules: RuleSet::default(),
    };
    let mut offers = image.offers();
    if setting.trouble == Trouble::NoMatch {
        let resolution = resolve(&offers, &question);
        let is_refused = |position: usize| {
            let mut candidates = resolution.candidates.iter();
            candidates
                .any(|it| it.position == position && matches!(it.verdict, Verdict::Refused(_)))
        };
        offers.retain(|offer| is_refused(offer.position));
    }
    resolve(&offers, &question)
}

pub(super) fn stated(size: Option<u64>) -> String {
    size.map_or_else(
        || "not recorded".to_owned(),
        |bytes| crate::size::ByteSize(bytes).to_string(),
    )
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + chars.as_str()
    })
}
