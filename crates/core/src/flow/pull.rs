//! A pull, step by step, as containerd's store or Docker's classic store does it.
//!
//! What overlaps in a real pull (hashing and unpacking begin while later layers are still on their way) is told one after
//! the other, and the step that it concerns says so.

mod contents;
mod decision;
mod manifests;
mod refusal;
mod start;
mod unpack;
mod windows;

pub use self::decision::resolution;
use self::{
    decision::{asked_for, is_classic_windows},
    refusal::refusal,
};

use super::{
    image::{FlowImage, RootKind},
    script::{Script, below},
    setting::{Cache, Setting, Store, Trouble},
    timeline::{Actor, Ending, EventKind, FlowObject, ObjectRole, Place, Timeline},
    wire::{Scope, Wire},
};
use crate::platform::Platform;

/// Tells how an image is pulled.
#[must_use]
pub fn pull(image: &FlowImage, setting: &Setting) -> Timeline {
    let substitute = refusal::substitute(image, setting);
    let told = substitute.as_ref().map_or(image, |(served, _)| served);
    let wire = Wire::new(told, setting.store);
    let mut pull = Pull {
        is_substituted: substitute.is_some(),
        image: told,
        setting,
        wire: match setting.trouble {
            Trouble::Accept => wire.reading_manifests_only(),
            _ => wire,
        },
        kept: substitute
            .as_ref()
            .and_then(|(_, platform)| platform.clone()),
        script: Script::new(setting.network),
        tag: 0,
        root: 0,
    };
    pull.name_objects();
    let ending = pull.tell().err().unwrap_or_else(|| Ending::Done {
        message: format!("Status: Downloaded newer image for {}", pull.name()),
    });
    pull.script.end(ending)
}

/// A pull that is being told. Each part returns the ending, if the pull ends there.
struct Pull<'a> {
    image: &'a FlowImage,
    setting: &'a Setting,
    wire: Wire<'a>,
    script: Script,
    tag: usize,
    root: usize,
    is_substituted: bool,
    /// The platform of the entry that was chosen, by whomever.
    kept: Option<Platform>,
}

impl<'a> Pull<'a> {
    fn tell(&mut self) -> Result<(), Ending> {
        self.complete_the_name();
        self.come_in();
        self.ask_what_the_tag_means()?;
        let (manifest, contents) = self.find_the_manifest()?;
        let Some(contents) = contents else {
            return Err(Ending::Unread {
                message: "What this manifest names was not read, so the rest of the way is not known here."
                    .to_owned(),
            });
        };
        self.fetch_contents(manifest, contents)?;
        self.write_the_name_down(manifest);
        self.start(manifest, contents)
    }

    fn name_objects(&mut self) {
        let role = match self.image.kind {
            RootKind::Index(_) => ObjectRole::Index,
            RootKind::Manifest(_) => ObjectRole::Manifest,
        };
        self.tag = self.script.object(FlowObject {
            role: ObjectRole::Tag,
            name: self.name(),
            digest: String::new(),
            size: None,
            parent: None,
            note: "taken on trust".to_owned(),
        });
        let note = match self.image.entries().len() {
            0 => "a single image".to_owned(),
            n => format!("{n} entries"),
        };
        let root = below(role, &self.image.root, Some(self.tag), note);
        self.root = self.script.object(root);
    }

    /// The image as people write it.
    fn name(&self) -> String {
        self.image.reference.familiar()
    }

    fn is_classic(&self) -> bool {
        self.setting.store == Store::Classic
    }

    fn complete_the_name(&mut self) {
        let full = self.image.reference.to_string();
        let short = self.name();
        let caption = match short == full {
            true => format!("{full} says registry, repository and tag already."),
            false => format!("{short} becomes {full}: registry, repository and tag are filled in."),
        };
        self.script
            .step("name", "Complete the name", Place::You, caption);
        let command = match asked_for(self.image.entries(), self.setting) {
            Some(platform) => format!("docker run --platform {platform} {short}"),
            None => format!("docker run {short}"),
        };
        let (you, engine) = (Actor::You, Actor::Engine);
        self.script
            .tell(you, engine, EventKind::Ask, None, &command);
        self.script
            .do_here(EventKind::Name, Some(self.tag), "the whole name");
        self.script.fact("Registry", self.wire.host());
        let repository = self.image.reference.path().as_str().to_owned();
        self.script.fact("Repository", repository);
        self.script.fact("Tag or digest", self.wire.target());
        if self.setting.trouble == Trouble::Foreign && is_classic_windows(self.setting) {
            self.script.variation(
                "The classic store on Windows looks for its own architecture, whatever --platform asks for, so nothing is \
                 different here."
                    .to_owned(),
            );
        }
        self.script.why(
            "Registries know whole names only. What is left out is Docker's: docker.io, library/ and latest are habits of \
             the client, not of the registry.",
        );
    }

    /// Knocks and fetches a token, where the registry wants one.
    fn come_in(&mut self) {
        let has_tokens = self.wire.has_tokens();
        if !has_tokens && !self.is_classic() {
            return;
        }
        let caption = match has_tokens {
            true => "The first request is refused, and the refusal says where to ask for a token.",
            false => "The classic store asks who is there; this registry lets everybody in.",
        };
        let place = Place::Wire;
        self.script
            .step("knock", "Knock without a key", place, caption.to_owned());
        self.script.exchange(self.wire.knock(), 0, None);
        self.script.why(match self.setting.store {
            Store::Containerd => {
                "Nobody asks beforehand whether a token is needed: the request itself is tried first."
            }
            Store::Classic => {
                "The classic store asks for /v2/ first, which answers with nothing but who hands out tokens."
            }
        });
        if !has_tokens {
            self.script.variation(
                "Whether this registry wants a token is not recorded; it is told as if it did not."
                    .to_owned(),
            );
            return;
        }
        let caption = "A token for reading this one repository, given to anybody who asks.";
        self.script
            .step("token", "Fetch a token", place, caption.to_owned());
        self.script.exchange(self.wire.token(Scope::Pull), 0, None);
        self.script
            .why("Public images need no account, but the token is how the registry counts and limits who reads.");
    }

    fn ask_what_the_tag_means(&mut self) -> Result<(), Ending> {
        let root = &self.image.root;
        let is_digest = self.image.reference.digest().is_some();
        let is_here = self.setting.cache == Cache::Full;
        let refusal = refusal(self.image, self.setting);
        if is_digest && self.is_classic() && refusal.is_none() && !is_here {
            // Nothing to ask: the next request is for the digest itself.
            self.script.do_here(
                EventKind::Name,
                Some(self.root),
                "the digest that was asked for",
            );
            return Ok(());
        }
        let short = root.short();
        let caption = match is_digest {
            true => {
                format!(
                    "{short} is known already; the registry says that it is there, and of which type."
                )
            }
            false => {
                format!("Today the tag means {short}. It is the only answer that nothing checks.")
            }
        };
        let title = match is_digest {
            true => "Ask for its type",
            false => "Ask what the tag means",
        };
        self.script.step("ask", title, Place::Wire, caption);
        if let Some(refusal) = refusal {
            return Err(self.turn_down(refusal));
        }
        self.script.why(
            "HEAD asks for the head fields alone: type, digest and length. Everything after this is asked for by digest, \
             and can be checked.",
        );
        let exchange = self.wire.ask_tag();
        self.script.exchange(exchange, 0, None);
        self.script
            .do_here(EventKind::Name, Some(self.root), "the digest");
        self.script.fact("Digest", root.address());
        if self.is_substituted {
            self.script.variation(format!(
                "The tag names a list, but the client does not say that it reads lists, so the entry for linux/amd64 is \
                 served to everybody. {}",
                refusal::whose_answer(self.image)
            ));
        }
        if is_here {
            self.script
                .do_here(EventKind::Skip, Some(self.root), "here already");
            self.script
                .fact("In the local store", "the same digest".to_owned());
            return Err(Ending::Done {
                message: format!("Status: Image is up to date for {}", self.name()),
            });
        }
        Ok(())
    }

    fn limited(&mut self) -> Ending {
        let mut message =
            "toomanyrequests: You have reached your unauthenticated pull rate limit.".to_owned();
        if !self.is_classic() {
            message = format!(
                "unexpected status code: 429 Too Many Requests - Server message: {message}"
            );
        }
        let remedies = [
            "Log in: an account has a limit of its own",
            "Pull through a mirror or cache nearby",
            "Wait until the window is over",
        ];
        self.fail(message, &remedies)
    }

    /// The end with an error that the reader sees.
    fn fail(&mut self, message: String, remedies: &[&str]) -> Ending {
        self.script
            .tell(Actor::Engine, Actor::You, EventKind::Say, None, &message);
        Ending::Failed {
            message,
            is_verbatim: false,
            remedies: remedies.iter().map(|&it| it.to_owned()).collect(),
        }
    }
}
