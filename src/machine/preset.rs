//! Machines that people own, by the platform their container engine asks for.
//!
//! Docker states the x86-64 level (v1 to v4) of the processor; plain containerd states none.

use tagprism_core::Platform;

/// A named machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// What the owner calls it.
    pub name: &'static str,
    /// How a sentence names whoever asks: "a Raspberry Pi Zero".
    pub asker: &'static str,
    /// One fact that people trip over, or nothing.
    pub note: &'static str,
    os: &'static str,
    architecture: &'static str,
    variant: &'static str,
    os_version: &'static str,
}

impl Preset {
    const fn linux(
        name: &'static str,
        asker: &'static str,
        note: &'static str,
        architecture: &'static str,
        variant: &'static str,
    ) -> Self {
        Self {
            name,
            asker,
            note,
            os: "linux",
            architecture,
            variant,
            os_version: "",
        }
    }

    const fn windows(name: &'static str, asker: &'static str, os_version: &'static str) -> Self {
        Self {
            name,
            asker,
            note: "Windows containers; the build number decides",
            os: "windows",
            architecture: "amd64",
            variant: "",
            os_version,
        }
    }

    /// The platform that the machine's engine asks for.
    pub fn platform(&self) -> Platform {
        let mut platform = Platform::new(self.os, self.architecture, self.variant);
        self.os_version.clone_into(&mut platform.os_version);
        platform
    }

    /// The preset of a platform, however it is spelled, if it is one.
    pub fn of(platform: &Platform) -> Option<&'static Self> {
        let platform = platform.normalize();
        PRESETS
            .iter()
            .find(|preset| preset.platform().normalize() == platform)
    }
}

/// The machines to choose from, the most usual first.
pub const PRESETS: &[Preset] = &[
    Preset::linux(
        "Intel or AMD computer",
        "An Intel or AMD computer",
        "",
        "amd64",
        "",
    ),
    Preset::linux(
        "Intel or AMD computer with AVX2, asked by Docker",
        "A recent Intel or AMD computer",
        "Docker adds the processor’s level; plain containerd does not",
        "amd64",
        "v3",
    ),
    Preset::linux(
        "Apple-silicon Mac, Graviton",
        "A 64-bit Arm machine",
        "and a Raspberry Pi with a 64-bit system; on a Mac the engine is a Linux virtual machine",
        "arm64",
        "v8",
    ),
    Preset::linux(
        "Raspberry Pi 2 to 4 with a 32-bit system",
        "A Raspberry Pi with a 32-bit system",
        "the system decides, not the processor",
        "arm",
        "v7",
    ),
    Preset::linux(
        "Raspberry Pi Zero, Pi 1",
        "A Raspberry Pi Zero",
        "",
        "arm",
        "v6",
    ),
    Preset::linux("IBM Z, LinuxONE", "An IBM Z machine", "", "s390x", ""),
    Preset::linux("IBM POWER", "A POWER machine", "", "ppc64le", ""),
    Preset::linux("RISC-V board", "A RISC-V board", "", "riscv64", ""),
    Preset::windows("Windows Server 2019", "A Windows Server 2019", "10.0.17763"),
    Preset::windows("Windows Server 2022", "A Windows Server 2022", "10.0.20348"),
    Preset::windows("Windows Server 2025", "A Windows Server 2025", "10.0.26100"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_survives_an_address() {
        for preset in PRESETS {
            let platform = preset.platform();
            let read = Platform::parse(&platform.to_string(), &Platform::new("linux", "amd64", ""));
            assert_eq!(read.as_ref().ok(), Some(&platform), "{}", preset.name);
            assert_eq!(Preset::of(&platform), Some(preset));
        }
    }

    #[track_caller]
    fn check_name(platform: &str, expected: Option<&str>) {
        let platform = Platform::parse(platform, &Platform::new("linux", "amd64", "")).unwrap();
        assert_eq!(Preset::of(&platform).map(|it| it.name), expected);
    }

    #[test]
    fn another_spelling_of_a_platform_is_the_same_preset() {
        check_name("linux/arm64", Some("Apple-silicon Mac, Graviton"));
        check_name("linux/amd64/v1", Some("Intel or AMD computer"));
        check_name(
            "linux/arm",
            Some("Raspberry Pi 2 to 4 with a 32-bit system"),
        );
        check_name("linux/amd64/v4", None);
    }
}
