//! Which Windows host runs which Windows image, and how: Microsoft's table.

use super::Platform;

/// Long-term releases, which base images are made for, with a name each.
pub const LTSC: [(u16, &str); 4] = [
    (14393, "2016 image"),
    (17763, "2019 image"),
    (20348, "2022 image"),
    (26100, "2025 image"),
];

/// When Microsoft's page was last dated.
pub const TABLE_DATE: &str = "23 January 2025";
/// Where the table stands.
pub const TABLE_URL: &str = "https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/version-compatibility";

/// A row of Microsoft's table: how a host runs images of the four long-term releases.
pub struct Listed {
    /// The host's name.
    pub host: &'static str,
    /// Of 2016, 2019, 2022 and 2025.
    words: [&'static str; 4],
}

impl Listed {
    /// How the host runs an image of that long-term release: `either`, `process`, `Hyper-V` or `no`.
    pub fn word(&self, image: u16) -> &'static str {
        let idx = LTSC.iter().position(|(build, _)| *build == image);
        idx.and_then(|idx| self.words.get(idx))
            .copied()
            .unwrap_or("no")
    }

    /// Whether the host runs anything under Hyper-V isolation.
    pub fn offers_hyper_v(&self) -> bool {
        self.words
            .iter()
            .any(|word| matches!(*word, "either" | "Hyper-V"))
    }

    /// Whether the host runs anything in processes of its own kernel.
    pub fn offers_process(&self) -> bool {
        self.words
            .iter()
            .any(|word| matches!(*word, "either" | "process"))
    }
}

/// The row for a host, where there is one. Version 23H2 is from <https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/portability>.
pub fn listed(host: u16) -> Option<Listed> {
    let (host, words) = match host {
        14393 => ("Windows Server 2016", ["either", "no", "no", "no"]),
        17763 => ("Windows Server 2019", ["Hyper-V", "either", "no", "no"]),
        19041..=19045 => ("Windows 10", ["Hyper-V", "Hyper-V", "no", "no"]),
        20348 => (
            "Windows Server 2022",
            ["Hyper-V", "Hyper-V", "either", "no"],
        ),
        22000 | 22621 | 22631 => ("Windows 11", ["Hyper-V", "Hyper-V", "either", "no"]),
        25398 => (
            "Windows Server, version 23H2",
            ["no", "no", "process", "no"],
        ),
        26100 => (
            "Windows Server 2025",
            ["Hyper-V", "Hyper-V", "either", "either"],
        ),
        26200 => ("Windows 11", ["Hyper-V", "Hyper-V", "either", "either"]),
        _ => return None,
    };
    Some(Listed { host, words })
}

/// Whether Microsoft's table lists Hyper-V isolation alone for an image on a host.
pub fn is_hyper_v(host: &Platform, image: &Platform) -> bool {
    let word = build(&host.os_version)
        .zip(build(&image.os_version))
        .and_then(|(host, image)| in_table(host, image));
    word == Some("Hyper-V")
}

/// What the table says of an image on a host, where it has both builds: `either`, `process`, `Hyper-V` or `no`.
pub(crate) fn in_table(host: u32, image: u32) -> Option<&'static str> {
    let (host, image) = (u16::try_from(host).ok()?, u16::try_from(image).ok()?);
    let is_there = LTSC.iter().any(|(build, _)| *build == image);
    listed(host).filter(|_| is_there).map(|row| row.word(image))
}

/// The build in `10.0.20348.5622`.
pub(crate) fn build(os_version: &str) -> Option<u32> {
    os_version.split('.').nth(2)?.parse().ok()
}
