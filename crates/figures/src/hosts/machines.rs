//! The machines of the figure, and what is known about them beyond their platform.
//!
//! Which boards have which processor: <https://github.com/raspberrypi/documentation>. Who runs 32-bit Arm: Raspberry Pi 4 does;
//! Graviton2 and 3 do, Graviton4 and later do not (<https://github.com/aws/aws-graviton-getting-started>, July 2026);
//! Apple's processors do not. What Docker Desktop translates:
//! <https://docs.docker.com/desktop/troubleshoot-and-support/troubleshoot/known-issues/>.

use crate::figure::Scene;
use tagprism_core::{Platform, platform::windows_release};

/// Where containers run on a machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    /// On its own Linux, which translates nothing unless somebody registers a translator.
    Linux,
    /// In the Linux virtual machine of Docker Desktop, which has translators.
    Desktop,
    /// On its own Windows kernel.
    Windows,
}

/// What an arm64 machine does with a 32-bit Arm program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arm32 {
    Runs,
    /// Some models run it, some do not.
    Varies,
    /// The processor does not; Docker Desktop translates.
    Translated,
}

/// A machine that types the command.
pub(super) struct Machine {
    pub(super) name: &'static str,
    pub(super) platform: Platform,
    pub(super) engine: Engine,
    pub(super) arm32: Arm32,
    /// Machines of one group stand together.
    pub(super) group: u8,
    /// Whether it asks for what the reader's machine asks for.
    pub(super) is_yours: bool,
    /// How the picture says so; nothing where the name does.
    pub(super) yours: Option<&'static str>,
}

type Kind = (&'static str, &'static str, &'static str, Engine, Arm32, u8);

const KINDS: [Kind; 10] = [
    (
        "Intel or AMD server, Linux",
        "amd64",
        "",
        Engine::Linux,
        Arm32::Varies,
        0,
    ),
    (
        "Intel Mac, Docker Desktop",
        "amd64",
        "",
        Engine::Desktop,
        Arm32::Varies,
        0,
    ),
    (
        "Raspberry Pi Zero",
        "arm",
        "v6",
        Engine::Linux,
        Arm32::Runs,
        1,
    ),
    (
        "Raspberry Pi 2, 32-bit system",
        "arm",
        "v7",
        Engine::Linux,
        Arm32::Runs,
        1,
    ),
    (
        "Apple-silicon Mac, Docker Desktop",
        "arm64",
        "v8",
        Engine::Desktop,
        Arm32::Translated,
        1,
    ),
    (
        "AWS Graviton server",
        "arm64",
        "v8",
        Engine::Linux,
        Arm32::Varies,
        1,
    ),
    (
        "Raspberry Pi 4, 64-bit system",
        "arm64",
        "v8",
        Engine::Linux,
        Arm32::Runs,
        1,
    ),
    (
        "IBM POWER server",
        "ppc64le",
        "",
        Engine::Linux,
        Arm32::Varies,
        2,
    ),
    (
        "RISC-V board",
        "riscv64",
        "",
        Engine::Linux,
        Arm32::Varies,
        2,
    ),
    (
        "IBM Z or LinuxONE",
        "s390x",
        "",
        Engine::Linux,
        Arm32::Varies,
        2,
    ),
];

/// The version that Windows Server 2025 states.
const SERVER_2025: &str = "10.0.26100";

/// The eleven machines from the top down, and the reader's where it asks for something else.
pub(super) fn machines(scene: &Scene<'_>) -> Vec<Machine> {
    let reader = scene.machine;
    let mut machines: Vec<Machine> = KINDS
        .iter()
        .map(
            |&(name, architecture, variant, engine, arm32, group)| Machine {
                name,
                platform: Platform::new("linux", architecture, variant),
                engine,
                arm32,
                group,
                is_yours: false,
                yours: None,
            },
        )
        .collect();
    let mut server = Platform::new("windows", "amd64", "");
    SERVER_2025.clone_into(&mut server.os_version);
    machines.push(Machine {
        name: "Windows Server 2025",
        platform: server,
        engine: Engine::Windows,
        arm32: Arm32::Varies,
        group: 3,
        is_yours: false,
        yours: None,
    });
    let mut n_yours = 0;
    for machine in &mut machines {
        if asks_alike(&machine.platform, reader) {
            n_yours += 1;
            machine.is_yours = true;
            // Docker states the level of an x86-64 processor as well.
            machine.platform = reader.clone();
        }
    }
    if n_yours == 0 {
        let (idx, mut machine) = readers(reader);
        if scene.is_assumed {
            match machine.yours {
                Some(_) => machine.yours = Some("the default"),
                None => machine.name = "The default machine",
            }
        }
        machines.insert(idx, machine);
        return machines;
    }
    let yours = match (scene.is_assumed, n_yours) {
        (true, _) => "the default",
        (false, 1) => "your machine",
        (false, _) => "like yours",
    };
    for machine in &mut machines {
        machine.yours = machine.is_yours.then_some(yours);
    }
    machines
}

/// Levels of x86-64 are one machine here; the last number of a Windows version decides nothing.
fn asks_alike(own: &Platform, reader: &Platform) -> bool {
    let (own, reader) = (own.normalize(), reader.normalize());
    if own.os == "linux" && own.architecture == "amd64" {
        return (reader.os.as_str(), reader.architecture.as_str()) == ("linux", "amd64");
    }
    own.as_engine_prints_it() == reader.as_engine_prints_it()
}

/// The reader's machine where it is none of the eleven, and the place beside its kin.
fn readers(reader: &Platform) -> (usize, Machine) {
    let platform = reader.normalize();
    let (idx, group, engine) = match (platform.os.as_str(), platform.architecture.as_str()) {
        ("windows", _) => (11, 3, Engine::Windows),
        ("linux", "arm") if matches!(platform.variant.as_str(), "v3" | "v4" | "v5") => {
            (2, 1, Engine::Linux)
        }
        ("linux", "arm") => (4, 1, Engine::Linux),
        ("linux", "arm64" | "386") => (7, 1, Engine::Linux),
        _ => (10, 2, Engine::Linux),
    };
    let release = windows_release(&reader.os_version).filter(|_| group == 3);
    let machine = Machine {
        name: release.unwrap_or("Your machine"),
        platform: reader.clone(),
        engine,
        arm32: Arm32::Varies,
        group,
        is_yours: true,
        yours: release.map(|_| "your machine"),
    };
    (idx, machine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_yours(os: &str, architecture: &str, variant: &str, expected: &[&str]) {
        let reader = Platform::new(os, architecture, variant);
        let names: Vec<&str> = machines(&Scene::known(&reader))
            .iter()
            .filter(|machine| machine.is_yours)
            .map(|machine| machine.name)
            .collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn every_machine_that_asks_for_the_same_is_like_yours() {
        check_yours(
            "linux",
            "aarch64",
            "",
            &[
                "Apple-silicon Mac, Docker Desktop",
                "AWS Graviton server",
                "Raspberry Pi 4, 64-bit system",
            ],
        );
        check_yours(
            "linux",
            "amd64",
            "v3",
            &["Intel or AMD server, Linux", "Intel Mac, Docker Desktop"],
        );
        check_yours("linux", "s390x", "", &["IBM Z or LinuxONE"]);
        check_yours("linux", "mips64le", "", &["Your machine"]);
        check_yours("", "", "", &["Your machine"]);
    }

    #[test]
    fn a_windows_machine_is_told_by_its_build() {
        for (version, expected) in [
            ("10.0.26100.4652", "Windows Server 2025"),
            ("10.0.20348", "Windows Server 2022"),
            ("10.0.99999", "Your machine"),
            ("", "Your machine"),
        ] {
            let mut reader = Platform::new("windows", "amd64", "");
            version.clone_into(&mut reader.os_version);
            let machines = machines(&Scene::known(&reader));
            let yours: Vec<&str> = machines
                .iter()
                .filter(|it| it.is_yours)
                .map(|it| it.name)
                .collect();
            assert_eq!(yours, [expected]);
        }
    }
}
