//! From the tag's digest to the manifest of one platform.

use super::{
    Pull,
    decision::{decide, is_classic_windows},
};
use crate::{
    flow::{
        image::{Contents, FlowEntry, RootKind},
        script::below,
        setting::Trouble,
        timeline::{Ending, EventKind, ObjectRole, Place},
        wire::Wire,
    },
    resolve::{Outcome, Verdict},
};

impl<'a> Pull<'a> {
    /// The manifest's object, and what it names if that was read.
    pub(super) fn find_the_manifest(&mut self) -> Result<(usize, Option<&'a Contents>), Ending> {
        let image = self.image;
        match &image.kind {
            RootKind::Index(entries) => {
                self.fetch_root("index", "Get the index", "the index")?;
                let entry = self.choose("choose", entries)?;
                let found = self.fetch_chosen(entry, self.root);
                if !entry.is_index() {
                    return Ok((found, entry.contents.as_ref()));
                }
                if entry.nested.is_empty() {
                    let message = "The chosen entry is a list again, which was not read here.";
                    return Err(Ending::Unread {
                        message: message.to_owned(),
                    });
                }
                let entry = self.choose("choose-inner", &entry.nested)?;
                Ok((self.fetch_chosen(entry, found), entry.contents.as_ref()))
            }
            RootKind::Manifest(contents) => {
                self.fetch_root("manifest", "Get the manifest", "the manifest")?;
                self.script.why(match self.is_substituted {
                    true => {
                        "The registry has chosen, and never asked for which machine. The client has one image and no list, so \
                         nobody compares platforms."
                    }
                    false => {
                        "The tag names one image and no list. There is nothing to choose from, so nobody compares platforms: \
                         every machine gets this one."
                    }
                });
                Ok((self.root, contents.as_ref()))
            }
        }
    }

    fn fetch_root(
        &mut self,
        key: &'static str,
        title: &'static str,
        what: &str,
    ) -> Result<(), Ending> {
        let root = &self.image.root;
        let caption = format!(
            "{what} is asked for by its digest, and what comes is hashed before it is read."
        );
        let caption = capitalized(&caption);
        self.script.step(key, title, Place::Wire, caption);
        let mut exchange = self.wire.manifest(root, what);
        if self.setting.trouble == Trouble::Limited {
            let caption = "The registry counts what an address has read, and refuses more for now.";
            self.script.reword(caption);
            let status = "429 Too Many Requests";
            exchange = Wire::turned_down(
                exchange,
                status,
                "{\"errors\": [{\"code\": \"TOOMANYREQUESTS\"}]}",
            );
            self.script.exchange(exchange, 0, None);
            self.script
                .why("Asking what a tag means is not counted as a pull, reading a manifest is.");
            return Err(self.limited());
        }
        let bytes = root.size.unwrap_or_default();
        self.script.exchange(exchange, bytes, Some(self.root));
        self.script
            .do_here(EventKind::Verify, Some(self.root), "digest is equal");
        self.script.fact("Asked for", root.address());
        self.script.fact("Bytes", stated(root.size));
        self.script.why(
            "The digest is the name of these very bytes. A registry, mirror or cache that sends others is found out at once.",
        );
        Ok(())
    }

    fn choose(
        &mut self,
        key: &'static str,
        entries: &'a [FlowEntry],
    ) -> Result<&'a FlowEntry, Ending> {
        let resolution = decide(entries, self.setting);
        let n_attestations = entries.iter().filter(|entry| entry.is_attestation).count();
        let mut n_acceptable = 0;
        for candidate in &resolution.candidates {
            n_acceptable += usize::from(!matches!(candidate.verdict, Verdict::Refused(_)));
        }
        let n_refused = entries.len().saturating_sub(n_acceptable + n_attestations);
        let position = match &resolution.outcome {
            Outcome::Chosen { position } => *position,
            Outcome::NoMatch(_) => 0,
        };
        let chosen = entries.iter().find(|entry| entry.position == position);
        let caption = match chosen {
            Some(_) => {
                "The engine ranks the entries against its own wish list and keeps one. Nothing is sent."
            }
            None => "No entry fits this machine, so the pull ends here. Nothing is sent.",
        };
        self.script
            .step(key, "Choose", Place::Engine, caption.to_owned());
        let kept = chosen.map_or_else(
            || "none".to_owned(),
            |entry| format!("entry {}, {}", entry.position, entry.platform_in_words()),
        );
        self.script.fact("Kept", kept);
        let counts = [
            ("Entries", entries.len()),
            ("Attestations, skipped", n_attestations),
            ("Refused", n_refused),
            ("Acceptable", n_acceptable),
        ];
        for (name, count) in counts {
            self.script.fact(name, count.to_string());
        }
        for (nth, wish) in resolution.wishes.iter().enumerate() {
            let mut fitting = resolution.candidates.iter().filter(|it| match &it.verdict {
                Verdict::Chosen(matched) | Verdict::Acceptable(matched) => {
                    matched.wish == Some(nth)
                }
                Verdict::Refused(_) => false,
            });
            let found = match fitting.next() {
                Some(candidate) => format!("entry {}", candidate.position),
                None => "not offered".to_owned(),
            };
            self.script
                .fact(&format!("Wish {}, {wish}", nth + 1), found);
        }
        self.script.why("The registry is never told which processor you have. It sends the list; the client chooses.");
        if self.setting.trouble == Trouble::NoMatch && chosen.is_none() {
            self.script.variation(
                "What if: entries that fit this machine are taken out of the list before it is read.".to_owned(),
            );
        }
        if is_classic_windows(self.setting) {
            self.script.variation(
                "The classic store on Windows has a rule of its own: builds newer than the host's are left out, older ones \
                 stay, and entries of the host's own build come first."
                    .to_owned(),
            );
        }
        match (chosen, resolution.outcome) {
            (Some(entry), _) => {
                self.kept.clone_from(&entry.platform);
                Ok(entry)
            }
            (None, Outcome::NoMatch(no_match)) => {
                self.script.do_here(EventKind::Choose, None, "none of them");
                let message = match self.is_classic() {
                    true => no_match.classic_message,
                    false => no_match.message,
                };
                Err(Ending::Failed {
                    message,
                    is_verbatim: true,
                    remedies: no_match.remedies.iter().map(ToString::to_string).collect(),
                })
            }
            // Positions come from these entries, so a chosen one is always among them.
            (None, Outcome::Chosen { .. }) => Err(Ending::Unread {
                message: "The chosen entry is not in the list.".to_owned(),
            }),
        }
    }

    fn fetch_chosen(&mut self, entry: &FlowEntry, parent: usize) -> usize {
        let is_index = entry.is_index();
        let (role, key, title, what) = match (is_index, parent == self.root) {
            (true, true) => (
                ObjectRole::Index,
                "inner",
                "Get the inner list",
                "the inner list",
            ),
            (true, false) => (
                ObjectRole::Index,
                "deeper",
                "Get the next list",
                "a list again",
            ),
            (false, _) => (
                ObjectRole::Manifest,
                "manifest",
                "Get your manifest",
                "your manifest",
            ),
        };
        let manifest = below(
            role,
            &entry.manifest,
            Some(parent),
            entry.platform_in_words(),
        );
        let manifest = self.script.object(manifest);
        // Still the step in which it was chosen.
        self.script
            .do_here(EventKind::Choose, Some(manifest), "kept");
        let caption = match is_index {
            true => "The entry is a list itself, so the engine fetches it and chooses once more.",
            false => "One entry names one manifest, which is asked for by its digest and hashed.",
        };
        self.script
            .step(key, title, Place::Wire, caption.to_owned());
        let exchange = self.wire.manifest(&entry.manifest, what);
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
