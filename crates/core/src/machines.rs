//! Machines that people have: what their engine says it runs on, and what they really run.
//!
//! Two questions are kept apart. *Which entry is selected* depends on the platform that the engine states, and is answered by
//! [`clients`](crate::clients). *Whether the selected image runs* depends on processor, kernel and emulators, which no engine looks
//! at before it pulls; that is [`Machine::run`].
//!
//! Sources: Arm boards and Graviton, <https://github.com/aws/aws-graviton-getting-started>; Docker Desktop's emulators,
//! <https://docs.docker.com/desktop/features/vmm/>; Windows builds,
//! <https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility>; emulation by
//! registered handlers, <https://docs.kernel.org/admin-guide/binfmt-misc.html>.

mod run;
mod table;
mod windows;

pub use self::{run::Run, table::MACHINES};
use crate::platform::Platform;

/// A machine: a row in [`MACHINES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name in addresses: `graviton-4`.
    pub id: &'static str,
    /// What its owner calls it.
    pub name: &'static str,
    /// How a sentence names whoever asks: `A Raspberry Pi Zero`.
    pub asker: &'static str,
    /// What the engine finds out by itself, and what people trip over; may be empty.
    pub note: &'static str,
    /// Machines of one group stand together.
    pub group: Group,
    os: &'static str,
    architecture: &'static str,
    variant: &'static str,
    os_version: &'static str,
    able: Able,
}

/// Machines that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Computers with x86 processors.
    X86,
    /// Computers and boards with Arm processors.
    Arm,
    /// All other processors.
    Others,
    /// Windows with containers of its own.
    Windows,
}

impl Group {
    /// Every group, in the order in which they are listed.
    pub const ALL: [Group; 4] = [Group::X86, Group::Arm, Group::Others, Group::Windows];

    /// How an engine finds out what it states, as sentences, and where that is written.
    pub fn detection(self) -> (&'static str, &'static str) {
        match self {
            Group::X86 => (
                "An engine states what it was built for: a 32-bit one states 386 on any processor. Docker adds the level that the processor reaches; containerd and Podman add none.",
                "https://github.com/moby/moby/commit/944e805706",
            ),
            Group::Arm => (
                "A 64-bit engine states arm64. A 32-bit one reads the version in /proc/cpuinfo, which the kernel writes. Nobody looks whether the processor can run 32-bit programs.",
                "https://github.com/containerd/platforms/blob/v1.0.0-rc.4/cpuinfo_linux.go",
            ),
            Group::Others => (
                "An engine states the architecture and nothing more: variants such as power9 or rva22u64 are never found out.",
                "https://github.com/containerd/platforms/blob/v1.0.0-rc.4/defaults_unix.go",
            ),
            Group::Windows => (
                "An engine states the build that the kernel names, such as 10.0.20348, without the revision behind it.",
                "https://github.com/containerd/platforms/blob/v1.0.0-rc.4/defaults_windows.go",
            ),
        }
    }

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Group::X86 => "Intel and AMD",
            Group::Arm => "Arm",
            Group::Others => "Other processors",
            Group::Windows => "Windows containers",
        }
    }
}

/// What a machine is known to run beyond its own platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Able {
    /// The level of an x86-64 processor, 1 to 4; 0 where it is not known.
    level: u8,
    /// Whether a 64-bit Arm processor runs 32-bit programs; `None` where models differ.
    arm32: Option<bool>,
    /// Who translates what is for other processors.
    emulator: Emulator,
}

/// Who translates what is for other processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Emulator {
    /// Nobody, unless somebody registers a handler.
    None,
    /// Docker Desktop's virtual machine, which brings QEMU.
    Qemu,
    /// The same on a Mac, where Rosetta may take the place of QEMU for amd64.
    RosettaOrQemu,
}

impl Machine {
    /// The platform that its engine states.
    pub fn platform(&self) -> Platform {
        let mut platform = Platform::new(self.os, self.architecture, self.variant);
        self.os_version.clone_into(&mut platform.os_version);
        platform
    }

    /// The machine of that name, if its engine states that platform, however it is spelled; without a name the first one that
    /// does.
    pub fn of(platform: &Platform, id: Option<&str>) -> Option<&'static Machine> {
        let platform = platform.normalize();
        let mut fitting = MACHINES
            .iter()
            .filter(|machine| machine.platform().normalize() == platform);
        let first = fitting.clone().next();
        match id {
            Some(id) => fitting.find(|machine| machine.id == id).or(first),
            None => first,
        }
    }

    /// Whether it is the first whose engine states its platform: then the platform alone names it.
    pub fn is_first(&self) -> bool {
        Machine::of(&self.platform(), None) == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_machine_is_found_by_its_platform_and_its_name() {
        for (nth, machine) in MACHINES.iter().enumerate() {
            let platform = machine.platform();
            let host = Platform::new("linux", "amd64", "");
            let read = Platform::parse(&platform.to_string(), &host);
            assert_eq!(read.as_ref(), Ok(&platform), "{}", machine.name);
            assert_eq!(Machine::of(&platform, Some(machine.id)), Some(machine));
            assert!(
                MACHINES[nth + 1..]
                    .iter()
                    .all(|other| other.id != machine.id),
                "{}",
                machine.id
            );
            assert!(
                !machine.note.ends_with('.'),
                "a note is a phrase: {}",
                machine.note
            );
        }
        let arm64 = Platform::new("linux", "aarch64", "");
        let first = Machine::of(&arm64, None).map(|it| it.id);
        assert_eq!(Machine::of(&arm64, Some("pi-zero")).map(|it| it.id), first);
        assert_eq!(
            Machine::of(&Platform::new("plan9", "amd64", ""), None),
            None
        );
    }
}
