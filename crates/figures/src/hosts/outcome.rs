//! What becomes of the command on one machine.

use super::machines::{Arm32, Engine, Machine};
use tagprism_core::{
    Platform,
    resolve::{
        NoMatch, Offer, Outcome as Answer, Policy, Question, Remedy, RuleSet, Verdict, resolve,
    },
};

/// What becomes of the command.
pub(super) enum Outcome {
    /// The build is for this processor.
    Native,
    /// The build is for an older processor of the same line.
    Older(Platform),
    /// The build is for the 32-bit relative of the processor.
    Narrow(Platform),
    /// Nothing is acceptable: the pull stops.
    Stops(NoMatch),
}

/// A machine and what it gets.
pub(super) struct Row<'a> {
    pub(super) machine: &'a Machine,
    /// The chosen entry's place in the index, from 1.
    pub(super) position: Option<usize>,
    /// The chosen entry's platform as it is written.
    pub(super) received: Option<Platform>,
    pub(super) outcome: Outcome,
}

impl<'a> Row<'a> {
    pub(super) fn new(machine: &'a Machine, offers: &[Offer]) -> Self {
        let question = Question {
            host: machine.platform.clone(),
            policy: Policy::Only,
            rules: RuleSet::default(),
        };
        let resolution = resolve(offers, &question);
        let chosen = resolution.chosen().cloned();
        let outcome = match resolution.outcome {
            Answer::NoMatch(none) => Outcome::Stops(none),
            Answer::Chosen { .. } => chosen
                .as_ref()
                .and_then(|chosen| {
                    let given = chosen.normalized.clone()?;
                    let wish = match &chosen.verdict {
                        Verdict::Chosen(matched) => matched.wish,
                        _ => None,
                    };
                    step_down(&resolution.host, given, wish)
                })
                .unwrap_or(Outcome::Native),
        };
        Self {
            machine,
            position: chosen.as_ref().map(|chosen| chosen.position),
            received: chosen.and_then(|chosen| chosen.platform),
            outcome,
        }
    }

    pub(super) fn is_served(&self) -> bool {
        self.position.is_some()
    }

    /// Icon and color of the outcome: the end of a class name, `check`, `step` or `cross`.
    pub(super) fn sign(&self) -> &'static str {
        match self.outcome {
            Outcome::Native => "check",
            Outcome::Older(_) | Outcome::Narrow(_) => "step",
            Outcome::Stops(_) => "cross",
        }
    }

    /// The outcome in a few words.
    pub(super) fn words(&self) -> String {
        match &self.outcome {
            Outcome::Native if self.machine.engine == Engine::Desktop => {
                "runs natively, in a Linux VM".to_owned()
            }
            Outcome::Native => "runs natively".to_owned(),
            Outcome::Older(given) => format!("runs an older variant, {}", short(given)),
            Outcome::Narrow(given) if given.architecture == "386" => {
                "runs a 32-bit build, 386".to_owned()
            }
            Outcome::Narrow(given) => {
                let given = short(given);
                match self.machine.arm32 {
                    Arm32::Runs => format!("runs a 32-bit build, {given}"),
                    Arm32::Varies => format!("gets {given}, may not start"),
                    Arm32::Translated => format!("emulates 32-bit {given}"),
                }
            }
            Outcome::Stops(_) => "stops at the pull".to_owned(),
        }
    }

    /// The image store of the engine: by default Windows daemons use Docker's classic one, others containerd's.
    pub(super) fn store(&self) -> &'static str {
        match self.machine.engine {
            Engine::Windows => "classic",
            Engine::Linux | Engine::Desktop => "containerd",
        }
    }

    /// What the engine prints where the pull stops.
    pub(super) fn message(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Stops(none) if self.machine.engine == Engine::Windows => {
                Some(&none.classic_message)
            }
            Outcome::Stops(none) => Some(&none.message),
            _ => None,
        }
    }

    /// The platform that could be asked for by name and translated.
    pub(super) fn emulated(&self) -> Option<&Platform> {
        let Outcome::Stops(none) = &self.outcome else {
            return None;
        };
        none.remedies.iter().find_map(|remedy| match remedy {
            Remedy::Emulate { platform } => Some(platform),
            _ => None,
        })
    }

    /// The same in a few words. Docker Desktop can at once, others once QEMU is registered.
    pub(super) fn emulator(&self) -> Option<String> {
        let guest = short(self.emulated()?);
        Some(match self.machine.engine {
            Engine::Desktop => format!("can emulate {guest}"),
            _ => format!("could emulate {guest}"),
        })
    }

    /// What would help where the pull stops.
    pub(super) fn help(&self, command: &str) -> String {
        let Outcome::Stops(none) = &self.outcome else {
            return String::new();
        };
        let image = command.rsplit(' ').next().unwrap_or_default();
        if let Some(guest) = self.emulated() {
            let ask = format!("docker run --platform {guest} {image}");
            return match (self.machine.engine, guest.architecture.as_str()) {
                (Engine::Desktop, "amd64") => format!(
                    "`{ask}` runs it emulated: Docker Desktop translates with QEMU or Rosetta. Expect lower speed, more memory and some crashes."
                ),
                (Engine::Desktop, _) => format!(
                    "`{ask}` runs it emulated: Docker Desktop translates with QEMU. Expect lower speed, more memory and some crashes."
                ),
                _ => format!(
                    "`{ask}` runs it emulated, once somebody has registered QEMU: a plain Linux engine translates nothing by itself."
                ),
            };
        }
        if self.machine.engine == Engine::Windows {
            return "Emulation does not help: QEMU translates processors, not operating systems. Linux images run on Windows in a Linux virtual machine.".to_owned();
        }
        let last = none.remedies.last().map(ToString::to_string);
        let mut help = last.unwrap_or_default();
        if let Some(first) = help.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        help
    }

    /// What the table adds to the outcome.
    pub(super) fn remark(&self, command: &str) -> String {
        match &self.outcome {
            Outcome::Stops(_) => {
                let message = self.message().unwrap_or_default();
                // Backticks mark commands for the picture only.
                format!("{message}. {}", self.help(command).replace('`', ""))
            }
            Outcome::Narrow(given) if given.architecture == "arm" => match self.machine.arm32 {
                Arm32::Runs => "The processor has a 32-bit mode.".to_owned(),
                Arm32::Varies => {
                    "The match assumes a 32-bit mode; Graviton4, for one, has none.".to_owned()
                }
                Arm32::Translated => {
                    "The processor has no 32-bit mode; Docker Desktop’s QEMU steps in.".to_owned()
                }
            },
            _ if self.machine.engine == Engine::Desktop => {
                "The engine is Linux in a virtual machine.".to_owned()
            }
            _ => String::new(),
        }
    }
}

/// How far the build is from what the machine asked for; `None` where it is just that.
fn step_down(host: &Platform, given: Platform, wish: Option<usize>) -> Option<Outcome> {
    if wish == Some(0) || wish.is_none() {
        return None;
    }
    if host.architecture != given.architecture {
        return Some(Outcome::Narrow(given));
    }
    // A build for every x86-64 is what x86-64 machines expect, whatever their level.
    (given.architecture != "amd64").then_some(Outcome::Older(given))
}

/// Architecture and variant: `arm/v7`.
pub(super) fn short(platform: &Platform) -> String {
    let mut text = platform.architecture.clone();
    if !platform.variant.is_empty() {
        text.push('/');
        text.push_str(&platform.variant);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hosts::{FIGURE, machines::machines, sets::Publication},
        state::State,
    };

    #[track_caller]
    fn check(set: &str, built: &str, nth: usize, expected: &str) {
        let state = State::read(FIGURE.parameters, [("set", set), ("built", built)]);
        let machines = machines(&crate::Scene::known(&Platform::new("linux", "arm64", "v8")));
        let row = Row::new(&machines[nth], &Publication::of(set, &state).offers());
        assert_eq!(row.words(), expected);
    }

    #[test]
    fn a_pi_zero_gets_the_older_variant_that_debian_has() {
        check("nginx", "", 2, "runs an older variant, arm/v5");
        check("hello", "", 2, "runs natively");
    }

    #[test]
    fn arm64_machines_part_ways_over_a_32_bit_build() {
        check("own", "arm/v7", 4, "emulates 32-bit arm/v7");
        check("own", "arm/v7", 5, "gets arm/v7, may not start");
        check("own", "arm/v7", 6, "runs a 32-bit build, arm/v7");
        check("own", "386", 0, "runs a 32-bit build, 386");
    }

    #[test]
    fn emulation_is_a_way_out_and_never_the_outcome_by_itself() {
        let state = State::read(FIGURE.parameters, []);
        let machines = machines(&crate::Scene::known(&Platform::new("linux", "arm64", "v8")));
        let publication = Publication::of("amd64", &state);
        let mac = Row::new(&machines[4], &publication.offers());
        assert_eq!(mac.words(), "stops at the pull");
        assert_eq!(
            mac.message(),
            Some(
                "no matching manifest for linux/arm64/v8 in the manifest list entries: no match for platform in manifest: not found"
            )
        );
        assert_eq!(mac.emulator().as_deref(), Some("can emulate amd64"));
        assert!(
            mac.help(&publication.command)
                .starts_with("`docker run --platform linux/amd64 ")
        );
    }

    #[test]
    fn a_32_bit_machine_emulates_no_64_bit_build() {
        let state = State::read(FIGURE.parameters, []);
        let machines = machines(&crate::Scene::known(&Platform::new("linux", "arm64", "v8")));
        let publication = Publication::of("amd64", &state);
        let pi = Row::new(&machines[2], &publication.offers());
        assert!(pi.emulated().is_none());
        assert_eq!(
            pi.help(&publication.command),
            "Its publisher can build it for all of its platforms: `docker buildx build --platform linux/amd64,linux/arm/v6 --tag NAME --push .`"
        );
    }

    #[test]
    fn windows_prints_its_build_and_no_translator_helps() {
        let state = State::read(FIGURE.parameters, []);
        let machines = machines(&crate::Scene::known(&Platform::new("linux", "arm64", "v8")));
        let publication = Publication::of("nginx", &state);
        let server = Row::new(&machines[10], &publication.offers());
        assert_eq!(
            server.message(),
            Some("no matching manifest for windows(10.0.26100)/amd64 in the manifest list entries")
        );
        assert!(
            server
                .help(&publication.command)
                .starts_with("Emulation does not help")
        );
    }
}
