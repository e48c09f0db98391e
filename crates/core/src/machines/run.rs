//! Whether a machine runs an image that was selected for it.
//!
//! Whether a program is statically linked, or for another C library, is no matter of the platform: no field of it says so.

use super::{Emulator, Machine};
use crate::{
    platform::{
        Platform,
        isolation::{build, in_table},
    },
    resolve::{Offer, Policy, Question, RuleSet, resolve},
};

/// What happens when the image is started. Each reason is one sentence with a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// The processor and the kernel run it.
    Native,
    /// Somebody translates it.
    Emulated(&'static str),
    /// It stops at once, or soon.
    Fails(&'static str),
    /// That depends on what is not known here.
    Unknown(&'static str),
}

impl Run {
    /// In one sentence.
    pub fn sentence(&self) -> &'static str {
        match self {
            Run::Native => "It runs natively.",
            Run::Emulated(why) | Run::Fails(why) | Run::Unknown(why) => why,
        }
    }
}

const UNSTATED: Run =
    Run::Unknown("The image states no platform, so nobody knows before it starts.");
const FOREIGN: Run = Run::Fails(
    "It is for another processor and stops with an exec format error, unless a QEMU handler is registered on the machine.",
);
const QEMU: Run =
    Run::Emulated("Docker Desktop runs it under QEMU: slower, and not everything works.");
const ROSETTA: Run = Run::Emulated(
    "Docker Desktop runs it under Rosetta or QEMU: slower, and not everything works.",
);

const HYPER_V: Run = Run::Emulated(
    "Its Windows is older than the host shares a kernel with: it runs under Hyper-V isolation only.",
);

impl Machine {
    /// What happens when an image for that platform is started here.
    pub fn run(&self, image: &Platform) -> Run {
        let (own, mut image) = (self.platform().normalize(), image.normalize());
        if image.is_unstated() {
            return UNSTATED;
        }
        // Clients take an entry without an operating system for one of the machine's.
        if image.os.is_empty() {
            image.os.clone_from(&own.os);
        }
        match (&*own.os, &*image.os) {
            ("windows", "windows") => return on_windows(&own, &image),
            ("windows", _) => {
                return Run::Fails(
                    "A Windows engine starts no Linux image; Docker Desktop does in its Linux mode.",
                );
            }
            (_, "windows") => {
                return Run::Fails(
                    "A Linux kernel starts no Windows program, not even under emulation.",
                );
            }
            ("darwin", "linux") => {
                return Run::Unknown(
                    "macOS itself starts no Linux program; an engine in a Linux virtual machine does.",
                );
            }
            (own, image) if own != image => {
                return Run::Fails(
                    "It is for another operating system, and no emulator helps with that.",
                );
            }
            _ => {}
        }
        match (&*own.architecture, &*image.architecture) {
            ("amd64", "amd64") => self.at_level(&image.variant),
            ("amd64", "386") => Run::Native,
            ("arm", "arm") => at_version(&own.variant, &image.variant),
            ("arm64", "arm64") => match image.variant.as_str() {
                "" => Run::Native,
                _ => Run::Unknown(
                    "It is built for a newer processor than v8; on an older one it may stop with an illegal instruction.",
                ),
            },
            ("arm64", "arm") => self.in_32_bit(),
            // A kernel that tells a 32-bit engine of version 8 is a 64-bit one.
            ("arm", "arm64") if own.variant == "v8" => Run::Native,
            (own_architecture, architecture) if own_architecture == architecture => {
                match own.variant == image.variant {
                    true => Run::Native,
                    false => Run::Unknown(
                        "It is built for one variant of the processor; on another it may stop with an illegal instruction.",
                    ),
                }
            }
            ("arm64", "amd64") if self.able.emulator == Emulator::RosettaOrQemu => ROSETTA,
            _ if self.able.emulator == Emulator::None => FOREIGN,
            _ => QEMU,
        }
    }
}

impl Machine {
    fn at_level(&self, variant: &str) -> Run {
        let wanted = variant
            .strip_prefix('v')
            .and_then(|level| level.parse::<u8>().ok());
        match (self.able.level, wanted) {
            (_, None) if variant.is_empty() => Run::Native,
            (0, _) | (_, None) => Run::Unknown(
                "It is built for a newer level of the processor; without that it stops with an illegal instruction.",
            ),
            (own, Some(wanted)) if wanted <= own => Run::Native,
            _ => Run::Fails(
                "The processor lacks instructions that it is built for: it stops with an illegal instruction.",
            ),
        }
    }

    fn in_32_bit(&self) -> Run {
        match (self.able.arm32, self.able.emulator) {
            (Some(true), _) => Run::Native,
            (_, Emulator::Qemu | Emulator::RosettaOrQemu) => QEMU,
            (Some(false), Emulator::None) => Run::Fails(
                "The processor runs no 32-bit Arm programs: it stops with an exec format error. The engine does not check that.",
            ),
            (None, Emulator::None) => Run::Unknown(
                "Nobody checked that the processor can run 32-bit Arm. Apple silicon and Graviton 4 and 5 cannot: there it needs emulation, or stops with an exec format error.",
            ),
        }
    }
}

fn at_version(own: &str, image: &str) -> Run {
    let version = |variant: &str| {
        variant
            .strip_prefix('v')
            .and_then(|number| number.parse::<u8>().ok())
    };
    match (version(own), version(image)) {
        (Some(own), Some(image)) if image <= own => Run::Native,
        (Some(_), Some(_)) => {
            Run::Fails("It is built for a newer Arm version and stops with an illegal instruction.")
        }
        _ => Run::Unknown(
            "Its variant of Arm is none that is known; on an older processor it may stop with an illegal instruction.",
        ),
    }
}

/// By the window of builds, as containerd knows it.
fn on_windows(own: &Platform, image: &Platform) -> Run {
    if own.architecture != image.architecture {
        return Run::Fails("It is for another processor, and Windows containers are not emulated.");
    }
    let offer = Offer {
        position: 1,
        platform: Some(image.clone()),
        is_readable: true,
    };
    let question = Question {
        host: own.clone(),
        policy: Policy::OnlyStrict,
        rules: RuleSet::Rc5,
    };
    match (build(&own.os_version), build(&image.os_version)) {
        (None, _) | (_, None) => {
            Run::Unknown("A build number is not stated; it starts if the builds fit.")
        }
        (Some(own), Some(image)) if image > own => {
            Run::Fails("It is built on a newer Windows, which no isolation runs.")
        }
        (Some(own), Some(image)) => match in_table(own, image) {
            Some("no") => {
                Run::Fails("Microsoft lists no isolation under which this host runs its build.")
            }
            Some("Hyper-V") => HYPER_V,
            Some(_) => Run::Native,
            None if resolve(&[offer], &question).chosen().is_some() => Run::Native,
            None => HYPER_V,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machines::MACHINES;

    #[track_caller]
    fn check(id: &str, image: &str, expected: &str) {
        let machine = MACHINES.iter().find(|it| it.id == id).unwrap();
        let (name, version) = image.split_once(':').unwrap_or((image, ""));
        let mut parts = name.split('/');
        let mut part = || parts.next().unwrap_or_default();
        let platform = Platform {
            os_version: version.to_owned(),
            ..Platform::new(part(), part(), part())
        };
        let run = machine.run(&platform);
        let found = match &run {
            Run::Native => "native",
            Run::Emulated(_) => "emulated",
            Run::Fails(_) => "fails",
            Run::Unknown(_) => "unknown",
        };
        assert_eq!(found, expected, "{id} runs {image}: {run:?}");
        assert!(run.sentence().ends_with('.'));
    }

    #[test]
    fn x86_runs_its_level_and_32_bit() {
        check("pc", "linux/amd64", "native");
        check("pc", "linux/386", "native");
        check("pc", "linux/amd64/v3", "unknown");
        check("pc-v2", "linux/amd64/v3", "fails");
        check("pc-v3", "linux/amd64/v3", "native");
        check("pc-v4", "linux/amd64/v2", "native");
        check("pc-386", "linux/386", "native");
        check("pc-386", "linux/amd64", "fails");
        check("pc", "linux/arm64/v8", "fails");
        check("intel-mac", "linux/arm64/v8", "emulated");
        check("intel-mac", "linux/s390x", "emulated");
    }

    #[test]
    fn arm64_runs_32_bit_arm_only_where_the_processor_does() {
        check("arm64", "linux/arm64/v8", "native");
        check("arm64", "linux/arm/v7", "unknown");
        check("graviton-3", "linux/arm/v7", "native");
        check("graviton-4", "linux/arm/v7", "fails");
        check("apple-silicon", "linux/arm/v7", "emulated");
        check("apple-silicon", "linux/amd64", "emulated");
        check("graviton-3", "linux/amd64", "fails");
        check("arm64", "linux/arm64/v9", "unknown");
        check("windows-on-arm", "linux/amd64", "emulated");
        let amd64 = Platform::new("linux", "amd64", "");
        let run = |id| {
            Machine::of(&Platform::new("linux", "arm64", ""), Some(id)).map(|it| it.run(&amd64))
        };
        assert_eq!(run("apple-silicon"), Some(ROSETTA));
        assert_eq!(run("windows-on-arm"), Some(QEMU));
    }

    #[test]
    fn arm_runs_what_is_not_newer() {
        check("pi-zero", "linux/arm/v5", "native");
        check("pi-zero", "linux/arm/v6", "native");
        check("pi-zero", "linux/arm/v7", "fails");
        check("pi-32", "linux/arm/v7", "native");
        check("pi-32", "linux/arm64/v8", "fails");
        check("pi-32-on-64", "linux/arm/v7", "native");
        check("pi-32-on-64", "linux/arm64/v8", "native");
        check("arm-v5", "linux/arm/v5", "native");
        check("arm-v5", "linux/arm/v6", "fails");
    }

    #[test]
    fn windows_goes_by_builds() {
        check("server-2022", "windows/amd64:10.0.20348.2227", "native");
        check("server-2022", "windows/amd64:10.0.17763.5329", "emulated");
        check("server-2022", "windows/amd64:10.0.26100.2314", "fails");
        check("server-2025", "windows/amd64:10.0.20348.2227", "native");
        check("server-23h2", "windows/amd64:10.0.20348.2227", "native");
        check("server-23h2", "windows/amd64:10.0.17763.5329", "fails");
        check("windows-10", "windows/amd64:10.0.17763.5329", "emulated");
        check("windows-11-24h2", "windows/amd64:10.0.22621.1", "native");
        check("server-2022", "windows/amd64", "unknown");
        check("server-2022", "windows/amd64:10.0.99999.1", "fails");
        check("server-2022", "windows/arm64:10.0.20348.1", "fails");
        check("server-2022", "linux/amd64", "fails");
        check("pc", "windows/amd64:10.0.20348.2227", "fails");
    }

    #[test]
    fn others_run_their_own() {
        check("ibm-z", "linux/s390x", "native");
        check("risc-v", "linux/riscv64", "native");
        check("risc-v", "linux/riscv64/rva23u64", "unknown");
        check("power", "linux/amd64", "fails");
        check("mac-native", "linux/arm64/v8", "unknown");
        check("mac-native", "darwin/arm64", "native");
        check("pc", "plan9/amd64", "fails");
        check("pc", "unknown/unknown", "unknown");
        check("pc", "", "unknown");
        check("pc", "/amd64", "native");
        check("graviton-4", "/arm64", "native");
        check("pi-32", "linux/arm/foo", "unknown");
    }
}
