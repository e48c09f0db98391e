//! The end of a pull that went well, and the last gate behind it.

use super::{
    Pull,
    decision::{asked_for, runs_on},
};
use crate::{
    Platform,
    flow::{
        image::Contents,
        setting::{Store, Trouble},
        timeline::{Actor, Ending, EventKind, Place},
    },
};

impl<'a> Pull<'a> {
    pub(super) fn write_the_name_down(&mut self, manifest: usize) {
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
        let has_attestations = self.image.entries().iter().any(|it| it.is_attestation);
        if has_attestations && !self.is_classic() {
            let path = self.image.reference.path().as_str();
            self.script.variation(format!(
                "Since Engine 29.1, Docker also fetches the attestation of the chosen image, manifest and blobs, and asks for \
                 what refers to it: GET /v2/{path}/referrers/(digest of the attestation). These requests are not shown."
            ));
        }
    }

    /// The last gate: the kernel reads the program's head.
    pub(super) fn start(&mut self, manifest: usize, contents: &'a Contents) -> Result<(), Ending> {
        let host = self.setting.host.normalize();
        let is_lying = self.setting.trouble == Trouble::Lying;
        let asked_for = asked_for(self.image.entries(), self.setting);
        let served = self.kept.clone().filter(|_| self.is_substituted);
        // Where the config was not read, it is what the list said, if somebody else chose.
        let claims = contents.claims.as_ref().or(asked_for.as_ref());
        let claims = claims.or(served.as_ref()).filter(|_| !is_lying);
        if !is_lying && let Some(build) = self.other_build(claims, &host) {
            return Err(self.refuse_the_build(&build, &host));
        }
        let is_foreign = claims.is_some_and(|claims| !runs_on(claims, &host));
        if is_lying || is_foreign {
            return Err(self.refuse_the_program(claims, &host));
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
        let (you, engine) = (Actor::You, Actor::Engine);
        self.script
            .tell(engine, you, EventKind::Start, Some(manifest), "a process");
        self.script.why(
            "It is the first time that anybody looks at the program itself. Until here everybody trusted the platform \
             field.",
        );
        if claims.is_some_and(|claims| claims.architecture != host.architecture) {
            self.script.variation(
                "Chosen as a fallback: that this processor also runs the lesser one is assumed, and nobody has asked it.".to_owned(),
            );
        }
        Ok(())
    }

    fn refuse_the_program(&mut self, claims: Option<&Platform>, host: &Platform) -> Ending {
        let found = claims.map_or_else(|| "another processor".to_owned(), ToString::to_string);
        let caption = format!("The kernel reads the program's head, finds {found}, and refuses.");
        self.script.step("start", "Start", Place::Kernel, caption);
        self.script.why(
            "No digest was wrong on the way: digests prove that these are the bytes that were published, not that \
             what the publisher wrote about them is true, nor that this machine runs them.",
        );
        if self.image.entries().is_empty() {
            let given = match self.is_substituted {
                true => "The registry gave one image and no list",
                false => "The tag names one image and no list",
            };
            self.script.variation(format!(
                "{given}, so nobody compared platforms before. What is printed first: WARNING: \
                 The requested image's platform ({}) does not match the detected host platform ({}) and no specific \
                 platform was requested",
                claims.map_or_else(|| "as written in the config".to_owned(), Platform::short),
                host.as_engine_prints_it()
            ));
        }
        let build = format!("Build for {host}, and let the build state the platform by itself");
        let remedies = [&*build, "Register an emulator for that processor"];
        self.fail("exec format error".to_owned(), &remedies)
    }

    /// A Windows image whose build the host does not take: what the config claims, or else what the list said.
    fn other_build(&self, claims: Option<&Platform>, host: &Platform) -> Option<Platform> {
        let stated = claims.filter(|it| !it.os_version.is_empty());
        let image = stated.or(self.kept.as_ref())?.normalize();
        let is_alike = image.os == "windows"
            && host.os == "windows"
            && image.architecture == host.architecture;
        (is_alike && !runs_on(&image, host)).then_some(image)
    }

    fn refuse_the_build(&mut self, build: &Platform, host: &Platform) -> Ending {
        let caption = format!(
            "Windows compares build {} with its own, {}, and does not start it.",
            build.os_version, host.os_version
        );
        self.script.step("start", "Start", Place::Kernel, caption);
        self.script.why(match self.is_classic() {
            true => {
                "The classic store leaves out newer builds alone. An older one is pulled whole, and found not to fit when it \
                 is started."
            }
            false => "One image and no list: nobody compared builds before.",
        });
        self.script.variation(
            "Told for process isolation, the usual one on Windows Server. Under Hyper-V isolation, the usual one on Windows \
             10 and 11, an image older than the host starts."
                .to_owned(),
        );
        let remedies = [
            "Use an image for the host's release",
            "Start it with `--isolation=hyperv` if the image is older than the host",
        ];
        let message = "The container operating system does not match the host operating system.";
        self.fail(message.to_owned(), &remedies)
    }
}
