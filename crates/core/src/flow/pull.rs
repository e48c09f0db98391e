//! A pull, step by step, as containerd's store or Docker's classic store does it.
//!
//! What overlaps in a real pull (hashing and unpacking begin while later layers are still on their way) is told one after
//! the other, and the step that it concerns says so.

mod contents;
mod manifests;

pub use self::manifests::resolution;

use super::{
    image::{Contents, FlowImage, RootKind},
    script::{Script, below},
    setting::{Cache, Setting, Store, Trouble},
    timeline::{Actor, Ending, EventKind, FlowObject, ObjectRole, Place, Timeline},
    wire::Wire,
};

/// Tells how an image is pulled.
#[must_use]
pub fn pull(image: &FlowImage, setting: &Setting) -> Timeline {
    let mut pull = Pull {
        image,
        setting,
        wire: Wire::new(image, setting.store),
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
}

impl<'a> Pull<'a> {
    fn tell(&mut self) -> Result<(), Ending> {
        self.complete_the_name();
        self.come_in()?;
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
        let command = format!("docker pull {short}");
        let (you, engine) = (Actor::You, Actor::Engine);
        self.script
            .tell(you, engine, EventKind::Ask, None, &command);
        self.script
            .do_here(EventKind::Name, Some(self.tag), "the whole name");
        self.script.fact("Registry", self.wire.host());
        let repository = self.image.reference.path().as_str().to_owned();
        self.script.fact("Repository", repository);
        self.script.fact("Tag or digest", self.wire.target());
        self.script.why(
            "Registries know whole names only. What is left out is Docker's: docker.io, library/ and latest are habits of \
             the client, not of the registry.",
        );
    }

    /// Knocks and fetches a token, where the registry wants one.
    fn come_in(&mut self) -> Result<(), Ending> {
        if self.wire.has_tokens() {
            let caption =
                "The first request is refused, and the refusal says where to ask for a token.";
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
            let caption = "A token for reading this one repository, given to anybody who asks.";
            self.script
                .step("token", "Fetch a token", place, caption.to_owned());
            self.script.exchange(self.wire.token(), 0, None);
            self.script.why(
                "Public images need no account, but the token is how the registry counts and limits who reads.",
            );
        }
        match self.setting.trouble {
            Trouble::Denied => {
                let message = format!(
                    "pull access denied for {}, repository does not exist or may require 'docker login'",
                    self.image.reference.familiar_name()
                );
                Err(self.turned_away(
                    "403 Forbidden",
                    "{\"errors\": [{\"code\": \"DENIED\"}]}",
                    "The token says nothing about this repository, so the registry tells the client nothing, not even \
                     whether it exists.",
                    message,
                    &["Log in with an account that may read it", "Check the spelling of the name"],
                ))
            }
            Trouble::Missing => {
                let message = match self.setting.store {
                    Store::Containerd => format!("{}: not found", self.image.reference),
                    Store::Classic => format!(
                        "manifest for {} not found: manifest unknown: manifest unknown",
                        self.name()
                    ),
                };
                Err(self.turned_away(
                    "404 Not Found",
                    "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\"}]}",
                    "The repository is there, the tag is not.",
                    message,
                    &["List the tags of the repository", "Check the spelling of the tag"],
                ))
            }
            Trouble::Limited => Err(self.turned_away(
                "429 Too Many Requests",
                "{\"errors\": [{\"code\": \"TOOMANYREQUESTS\"}]}",
                "The registry counts what an address has read, and refuses more for now.",
                "toomanyrequests: You have reached your unauthenticated pull rate limit.".to_owned(),
                &[
                    "Log in: an account has a limit of its own",
                    "Pull through a mirror or cache nearby",
                    "Wait until the window is over",
                ],
            )),
            Trouble::Accept => Err(self.turned_away(
                "404 Not Found",
                "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", \"message\": \"OCI index found, but accept header does not \
                 support OCI indexes\"}]}",
                "The list is there, but the client did not say that it can read one, and this registry converts nothing.",
                "manifest unknown: OCI index found, but accept header does not support OCI indexes".to_owned(),
                &["Use a client from after 2017", "Ask for the digest of your platform's manifest"],
            )),
            _ => Ok(()),
        }
    }

    /// The request for the tag, refused.
    fn turned_away(
        &mut self,
        status: &'static str,
        body: &str,
        caption: &str,
        message: String,
        remedies: &[&str],
    ) -> Ending {
        self.script.step(
            "ask",
            "Ask what the tag means",
            Place::Wire,
            caption.to_owned(),
        );
        let mut exchange = self.wire.refused(status, body, status);
        if self.setting.trouble == Trouble::Accept {
            exchange.sent.retain(|(name, _)| *name != "Accept");
        }
        self.script.exchange(exchange, 0, None);
        self.script.fact("What is printed", message.clone());
        Ending::Failed {
            message,
            remedies: remedies.iter().map(|&it| it.to_owned()).collect(),
        }
    }

    fn ask_what_the_tag_means(&mut self) -> Result<(), Ending> {
        let is_digest = self.image.reference.digest().is_some();
        let short = self.image.root.short().to_owned();
        let caption = match is_digest {
            true => format!(
                "The digest {short} is known already; the registry says that it is there, and how long."
            ),
            false => {
                format!("Today the tag means {short}. It is the only answer that nothing checks.")
            }
        };
        self.script
            .step("ask", "Ask what the tag means", Place::Wire, caption);
        self.script.exchange(self.wire.ask_tag(), 0, None);
        self.script
            .do_here(EventKind::Name, Some(self.root), "the tag's digest");
        self.script.fact("Digest", self.image.root.address());
        self.script.why(
            "HEAD asks for the head fields alone: type, digest and length. Everything after this is asked for by digest, \
             and can be checked.",
        );
        if self.setting.cache == Cache::Full {
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

    fn write_the_name_down(&mut self, manifest: usize) {
        let (caption, why) = match self.setting.store {
            Store::Containerd => (
                format!(
                    "{} now points at {} on this machine, too.",
                    self.name(),
                    self.image.root.short()
                ),
                "The record keeps the digest of what the tag named, the whole list if it was one. The compressed blobs stay.",
            ),
            Store::Classic => (
                format!(
                    "{} now names the image; its ID is the digest of the config.",
                    self.name()
                ),
                "The classic store keeps unpacked layers and the config. The list itself is only remembered as a digest.",
            ),
        };
        self.script
            .step("record", "Name it", Place::Engine, caption);
        self.script
            .do_here(EventKind::Record, Some(manifest), "image");
        self.script
            .do_here(EventKind::Record, Some(self.tag), "tag");
        self.script.why(why);
    }

    /// The last gate: the kernel reads the program's head.
    fn start(&mut self, manifest: usize, contents: &'a Contents) -> Result<(), Ending> {
        let host = self.setting.host.normalize();
        let is_lying = self.setting.trouble == Trouble::Lying;
        let claims = contents.claims.as_ref().filter(|_| !is_lying);
        let is_foreign = claims.is_some_and(|claims| !runs_on(claims, &host));
        if is_lying || is_foreign {
            let found = claims.map_or_else(|| "another processor".to_owned(), ToString::to_string);
            let caption =
                format!("The kernel reads the program's head, finds {found}, and refuses.");
            self.script.step("start", "Start", Place::Kernel, caption);
            let (engine, you) = (Actor::Engine, Actor::You);
            let said = "exec format error";
            self.script
                .tell(engine, you, EventKind::Start, Some(manifest), said);
            self.script.why(
                "No digest was wrong on the way: digests prove that these are the bytes that were published, not that \
                 what the publisher wrote about them is true.",
            );
            return Err(Ending::Failed {
                message: "exec format error".to_owned(),
                remedies: vec![
                    format!("Build for {host}, and let the build state the platform by itself"),
                    "Register an emulator for that processor".to_owned(),
                ],
            });
        }
        let caption = match claims {
            Some(_) => {
                "The kernel reads the program's head, finds its own processor, and starts it."
            }
            None => {
                "The kernel reads the program's head; what it will find there was not read here."
            }
        };
        self.script
            .step("start", "Start", Place::Kernel, caption.to_owned());
        let (engine, you) = (Actor::Engine, Actor::You);
        self.script
            .tell(engine, you, EventKind::Start, Some(manifest), "a process");
        self.script.why(
            "It is the first time that anybody looks at the program itself. Until here everybody trusted the platform \
             field.",
        );
        Ok(())
    }
}

/// Whether a program for one platform runs on another without emulation, as resolution sees it.
fn runs_on(program: &crate::Platform, host: &crate::Platform) -> bool {
    use crate::resolve::{Offer, Outcome, Policy, Question, RuleSet, resolve};
    let offer = Offer {
        position: 1,
        platform: Some(program.clone()),
        is_readable: true,
    };
    let question = Question {
        host: host.clone(),
        policy: Policy::Only,
        rules: RuleSet::default(),
    };
    matches!(resolve(&[offer], &question).outcome, Outcome::Chosen { .. })
}
