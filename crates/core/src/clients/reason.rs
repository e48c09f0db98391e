//! Why an entry is taken, fits or is refused: a few words for a cell, a sentence for whoever asks.

use crate::{diagnostic::excerpt, resolve::Refusal};
use std::fmt;

/// Why. It holds what was compared; [`Display`](fmt::Display) makes a few words of it that fit into a cell (`wants exactly v6`),
/// [`sentence`](Self::sentence) tells it in full.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Taken: it is what was asked for.
    AsAsked,
    /// Taken: the first entry that matches, by a client that compares no more than this.
    First {
        /// What was compared: `linux/arm`.
        machine: String,
    },
    /// Taken: not what was asked for, but the best that the client accepts in its place.
    FallsBack {
        /// What differs, as asked: `v6`.
        from: String,
        /// What differs, as taken: `v5`.
        to: String,
    },
    /// Taken: it states no platform, and the client takes such an entry where nothing else matches.
    Unstated,
    /// Taken: it states no platform, and the client takes every such entry for linux/amd64.
    AssumedAmd64,
    /// Taken: one of several for the same platform, and its layers are compressed with zstd.
    Zstd,
    /// Taken: of the Windows entries that fit, its `os.version` is the highest as text.
    HighestAsText,
    /// Taken: of the Windows entries that are not too new, it has the build of the host.
    OwnBuild,
    /// Fits: as good as the one that is taken, but that one comes first.
    Later,
    /// Fits: another one stands higher in the client's order.
    Outranked,
    /// Refused: no readable descriptor.
    Unreadable,
    /// Refused: the platform is `unknown/unknown`.
    Unknown,
    /// Refused: it states no platform.
    NoPlatform,
    /// Refused: another operating system.
    OperatingSystem {
        /// What is wanted.
        wanted: String,
        /// What the entry states; may be empty.
        offered: String,
    },
    /// Refused: another architecture.
    Architecture {
        /// What is wanted.
        wanted: String,
        /// What the entry states; may be empty.
        offered: String,
    },
    /// Refused: of the right family, but newer than the machine.
    Newer {
        /// The highest that the machine takes: `v6`, or a Windows build.
        than: String,
        /// What the entry states.
        offered: String,
    },
    /// Refused: the client wants this very variant or version.
    Exactly {
        /// What is wanted, as it was asked for.
        wanted: String,
        /// What the entry states; may be empty.
        offered: String,
    },
    /// Refused: a variant that is not among those that the client accepts.
    Variant {
        /// What was asked for; may be empty.
        wanted: String,
        /// What the entry states; may be empty.
        offered: String,
    },
    /// Refused: the client knows nothing of the variant that is asked for, and so accepts no entry at all.
    VariantUnknown {
        /// What was asked for.
        asked: String,
    },
    /// Refused: a Windows build that the host does not take.
    Build {
        /// What the entry states.
        offered: String,
        /// What the host takes, in words.
        rule: String,
    },
    /// Refused: it needs features of the operating system that were not asked for.
    NeedsFeatures {
        /// Those features.
        missing: Vec<String>,
    },
    /// Refused: features of the operating system were asked for that it does not state.
    LacksFeatures {
        /// Those features.
        missing: Vec<String>,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, what) = match self {
            Reason::AsAsked => ("as asked", ""),
            Reason::First { machine } => ("first ", machine.as_str()),
            Reason::FallsBack { to, .. } => ("falls back to ", to.as_str()),
            Reason::Unstated | Reason::NoPlatform => ("states no platform", ""),
            Reason::AssumedAmd64 => ("taken for linux/amd64", ""),
            Reason::Zstd => ("zstd is preferred", ""),
            Reason::HighestAsText => ("highest as text", ""),
            Reason::OwnBuild => ("build of the host", ""),
            Reason::Later => ("not the first", ""),
            Reason::Outranked => ("another ranks higher", ""),
            Reason::Unreadable => ("cannot be read", ""),
            Reason::Unknown => ("unknown/unknown", ""),
            Reason::OperatingSystem { .. } => ("operating system differs", ""),
            Reason::Architecture { .. } => ("architecture differs", ""),
            Reason::Newer { than, .. } => ("newer than ", than.as_str()),
            Reason::Exactly { wanted, .. } => ("wants exactly ", wanted.as_str()),
            Reason::Variant { .. } => ("variant differs", ""),
            Reason::VariantUnknown { asked } => ("does not know ", asked.as_str()),
            Reason::Build { .. } => ("build does not fit", ""),
            Reason::NeedsFeatures { .. } => ("needs features", ""),
            Reason::LacksFeatures { .. } => ("lacks features", ""),
        };
        if what.is_empty() && !words.ends_with(' ') {
            f.pad(words)
        } else {
            f.pad(&format!("{words}{}", shown(what)))
        }
    }
}

impl Reason {
    /// The whole story as one sentence with a full stop; `client` is the name that it begins with.
    ///
    /// ```
    /// use tagprism_core::clients::Reason;
    /// let reason = Reason::Exactly { wanted: "v6".to_owned(), offered: "v5".to_owned() };
    /// assert_eq!(reason.to_string(), "wants exactly v6");
    /// assert_eq!(reason.sentence("crane"), "crane leaves it out: it wants exactly v6, and the entry states v5.");
    /// ```
    pub fn sentence(&self, client: &str) -> String {
        let (does, why) = match self {
            Reason::AsAsked => ("takes it", "it is what was asked for".to_owned()),
            Reason::First { machine } => (
                "takes it",
                format!(
                    "it is the first entry for {}, and more is not compared",
                    shown(machine)
                ),
            ),
            Reason::FallsBack { from, to } => (
                "takes it",
                format!(
                    "{} was asked for, and {} is the best of what is accepted in its place",
                    shown(from),
                    shown(to)
                ),
            ),
            Reason::Unstated => (
                "takes it",
                "it states no platform, and nothing that states one fits".to_owned(),
            ),
            Reason::AssumedAmd64 => (
                "takes it",
                "it states no platform, and such an entry is taken for linux/amd64".to_owned(),
            ),
            Reason::Zstd => (
                "takes it",
                "of the entries for this platform, those with zstd layers are preferred".to_owned(),
            ),
            Reason::HighestAsText => (
                "takes it",
                "of the entries that fit, its os.version is the highest when compared as text"
                    .to_owned(),
            ),
            Reason::OwnBuild => (
                "takes it",
                "entries of the host’s own build are moved to the front".to_owned(),
            ),
            Reason::Later => (
                "passes it over",
                "it would do, but another entry that does as well comes first".to_owned(),
            ),
            Reason::Outranked => (
                "passes it over",
                "it would do, but another entry stands higher in the client’s order".to_owned(),
            ),
            Reason::Unreadable => ("leaves it out", "the entry cannot be read".to_owned()),
            Reason::Unknown => (
                "leaves it out",
                "its platform is unknown/unknown, which matches no machine".to_owned(),
            ),
            Reason::NoPlatform => ("leaves it out", "the entry states no platform".to_owned()),
            Reason::OperatingSystem { wanted, offered } => (
                "leaves it out",
                format!(
                    "it is for {}, and {} is wanted",
                    shown(offered),
                    shown(wanted)
                ),
            ),
            Reason::Architecture { wanted, offered } => (
                "leaves it out",
                format!(
                    "its architecture is {}, and {} is wanted",
                    shown(offered),
                    shown(wanted)
                ),
            ),
            Reason::Newer { than, offered } => (
                "leaves it out",
                format!("{} is newer than {}", shown(offered), shown(than)),
            ),
            Reason::Exactly { wanted, offered } => (
                "leaves it out",
                format!(
                    "it wants exactly {}, and the entry states {}",
                    shown(wanted),
                    shown(offered)
                ),
            ),
            Reason::Variant { wanted, offered } => (
                "leaves it out",
                format!(
                    "variant {} is not accepted where {} is asked for",
                    shown(offered),
                    shown(wanted)
                ),
            ),
            Reason::VariantUnknown { asked } => (
                "leaves it out",
                format!(
                    "it does not know the variant {} that is asked for",
                    shown(asked)
                ),
            ),
            Reason::Build { offered, rule } => (
                "leaves it out",
                format!("the entry is of build {}, but {rule}", shown(offered)),
            ),
            Reason::NeedsFeatures { missing } => (
                "leaves it out",
                format!(
                    "it needs features that were not asked for: {}",
                    list(missing)
                ),
            ),
            Reason::LacksFeatures { missing } => (
                "leaves it out",
                format!("it lacks features that were asked for: {}", list(missing)),
            ),
        };
        format!("{client} {does}: {why}.")
    }
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Reason {
        match refusal {
            Refusal::Unknown => Reason::Unknown,
            Refusal::Unreadable => Reason::Unreadable,
            Refusal::OperatingSystem { wanted, offered } => {
                Reason::OperatingSystem { wanted, offered }
            }
            Refusal::Architecture { wanted, offered } => Reason::Architecture { wanted, offered },
            Refusal::VariantTooNew { host, offered } => Reason::Newer {
                than: host,
                offered,
            },
            Refusal::VariantNotListed { host, offered } => Reason::Variant {
                wanted: host,
                offered,
            },
            Refusal::HostVariantUnknown { host } => Reason::VariantUnknown { asked: host },
            Refusal::OsVersion { offered, rule, .. } => Reason::Build { offered, rule },
            Refusal::OsFeatures { missing } => Reason::NeedsFeatures { missing },
        }
    }
}

/// Texts of an index, without the end of a long list.
fn list(texts: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut words: Vec<String> = texts.iter().take(SHOWN).map(|text| shown(text)).collect();
    let n_more = texts.len().saturating_sub(SHOWN);
    if n_more > 0 {
        words.push(format!("{n_more} more"));
    }
    words.join(", ")
}

/// Text of an index or a person, short and on one line.
pub(super) fn shown(text: &str) -> String {
    if text.is_empty() {
        "none".to_owned()
    } else {
        excerpt(text)
    }
}
