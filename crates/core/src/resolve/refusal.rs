//! Why an entry is not for a host, in words.

use std::fmt;

use crate::diagnostic::excerpt;

/// Why an entry does not qualify. `Display` is a short phrase in words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The platform is `unknown/unknown`.
    Unknown,
    /// The entry is no readable descriptor.
    Unreadable,
    /// Another operating system.
    OperatingSystem {
        /// The host's.
        wanted: String,
        /// The entry's.
        offered: String,
    },
    /// An architecture that the host does not list.
    Architecture {
        /// The host's.
        wanted: String,
        /// The entry's; empty if it states none.
        offered: String,
    },
    /// The same family, but newer than the host.
    VariantTooNew {
        /// The highest variant of that architecture that the host takes.
        host: String,
        /// The entry's.
        offered: String,
    },
    /// A variant that has no place in the wish list, such as `rva20u64` of riscv64.
    VariantNotListed {
        /// The host's; empty for none.
        host: String,
        /// The entry's; empty for none.
        offered: String,
    },
    /// A variant of arm64 that containerd does not list stands on the host's side, so nothing is acceptable.
    HostVariantUnknown {
        /// The host's.
        host: String,
    },
    /// A Windows build outside the host's window.
    OsVersion {
        /// The host's version.
        host: String,
        /// The entry's version.
        offered: String,
        /// What the host accepts, in words.
        rule: String,
    },
    /// The entry needs features of the operating system that the host does not state.
    OsFeatures {
        /// Those features.
        missing: Vec<String>,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unknown => f.write_str("platform is unknown/unknown"),
            Refusal::Unreadable => f.write_str("entry cannot be read"),
            Refusal::OperatingSystem { wanted, offered } => {
                write!(
                    f,
                    "operating system differs: {} instead of {}",
                    shown(offered),
                    shown(wanted)
                )
            }
            Refusal::Architecture { wanted, offered } if offered.is_empty() => {
                write!(f, "states no architecture, {} is wanted", shown(wanted))
            }
            Refusal::Architecture { wanted, offered } => {
                write!(
                    f,
                    "architecture differs: {} instead of {}",
                    shown(offered),
                    shown(wanted)
                )
            }
            Refusal::VariantTooNew { host, offered } => {
                write!(f, "needs {}, newer than {}", shown(offered), shown(host))
            }
            Refusal::VariantNotListed { host, offered } => {
                write!(
                    f,
                    "variant must be equal: {} instead of {}",
                    shown(offered),
                    shown(host)
                )
            }
            Refusal::HostVariantUnknown { host } => {
                write!(
                    f,
                    "containerd does not know the variant {} that is asked for",
                    shown(host)
                )
            }
            Refusal::OsVersion { offered, rule, .. } => {
                write!(
                    f,
                    "Windows build does not fit: {}, but {rule}",
                    shown(offered)
                )
            }
            Refusal::OsFeatures { missing } => {
                write!(
                    f,
                    "needs features that the host does not state: {}",
                    shown(&missing.join(", "))
                )
            }
        }
    }
}

fn shown(text: &str) -> String {
    if text.is_empty() {
        "none".to_owned()
    } else {
        excerpt(text)
    }
}
