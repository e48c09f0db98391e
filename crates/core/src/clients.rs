//! Which entry of an index each real client takes, and the rule by which it does.
//!
//! [`CLIENTS`] is a table: a name, what it was read from and when, and a function over the same values for all. Rules are data of
//! their day: every row says the version and the date, and whoever shows a choice shows those.
//!
//! [`resolve`](crate::resolve) tells the story of one rule in full; this module tells all of them in short.

mod choice;
mod containerd;
mod literal;
mod podman;
mod regctl;

use crate::{
    descriptor::Descriptor,
    diagnostic::excerpt,
    document::{Entry, Index},
    media_type::Kind,
    platform::Platform,
};
use std::fmt;

/// A client and its rule: a row in [`CLIENTS`].
#[derive(Clone, Copy)]
pub struct Client {
    /// Its name in addresses: `docker`.
    pub id: &'static str,
    /// What people call it: `Docker`.
    pub name: &'static str,
    /// Who else goes by the same rule, or which part of it is meant: `containerd image store`.
    pub also: &'static str,
    /// The library that decides: `containerd/platforms`.
    pub library: &'static str,
    /// The version that the rule was read from: a release, or a commit where there is none.
    pub version: &'static str,
    /// The day of that version: `2026-08-20`.
    pub as_of: &'static str,
    /// Where the rule can be read, at that version.
    pub source: &'static str,
    rule: fn(&Asker, &[Offered]) -> Choice,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The machine, or the platform that a person named.
    pub platform: Platform,
    /// Whether a person named it, with `--platform` or its like, rather than the client finding it out.
    pub is_explicit: bool,
}

/// An entry, with what any client looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Place in the index, from 1.
    pub position: usize,
    /// The platform as written; `None` where the entry states none.
    pub platform: Option<Platform>,
    /// Whether the entry is a readable descriptor; nobody takes others.
    pub is_readable: bool,
    /// Whether its annotations announce layers compressed with zstd.
    pub is_zstd: bool,
    /// Whether it is an index itself.
    pub is_index: bool,
}

/// What a client does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The platform that it really asks for, after what it adds or leaves out.
    pub asked: Platform,
    /// The place of the entry that it takes, from 1.
    pub picked: Option<usize>,
    /// One per entry, in their order.
    pub verdicts: Vec<Verdict>,
    /// What decided, as one sentence with a full stop.
    pub rule: String,
}

/// What a client makes of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Taken, fitting or refused.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
}

/// Taken, fitting or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The client takes it, and it is what was asked for.
    Picked,
    /// The client takes it for want of what was asked for.
    Fallback,
    /// It would do, but another one is taken.
    Fits,
    /// The client does not take it.
    Refused,
}

/// Why. `Display` is a few words that fit into a cell: `wants exactly v6`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is what was asked for.
    Equal,
    /// It is the nth of the platforms that are accepted, counted from 1.
    Wish {
        /// Its place.
        nth: usize,
        /// How many there are.
        of: usize,
    },
    /// It is the first with the same operating system and architecture.
    First,
    /// It is preferred among equals for its zstd layers.
    Zstd,
    /// It states no platform and is taken for want of another.
    Unstated,
    /// It states no platform and counts as linux/amd64.
    Assumed,
    /// It would do, but the entry at that position comes first.
    After(usize),
    /// The operating system is another.
    Os,
    /// The architecture is another.
    Architecture,
    /// The variant has to be that one.
    WantsVariant(String),
    /// The variant is newer than that one.
    NewerThan(String),
    /// The Windows build does not fit.
    Build,
    /// The version has to be that one.
    WantsBuild(String),
    /// The entry is no descriptor.
    Unreadable,
    /// In words of its own.
    Words(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |variant: &str| match variant {
            "" => "the plain variant".to_owned(),
            variant => excerpt(variant),
        };
        match self {
            Reason::Equal => f.pad("what was asked for"),
            Reason::Wish { nth, of } => write!(f, "choice {nth} of {of}"),
            Reason::First => f.pad("first of this kind"),
            Reason::Zstd => f.pad("prefers zstd layers"),
            Reason::Unstated => f.pad("states no platform"),
            Reason::Assumed => f.pad("counts as linux/amd64"),
            Reason::After(position) => write!(f, "entry {position} comes first"),
            Reason::Os => f.pad("another system"),
            Reason::Architecture => f.pad("another architecture"),
            Reason::WantsVariant(variant) => write!(f, "wants exactly {}", plain(variant)),
            Reason::NewerThan(variant) => write!(f, "newer than {}", plain(variant)),
            Reason::Build => f.pad("build does not fit"),
            Reason::WantsBuild(version) => write!(f, "wants exactly {}", excerpt(version)),
            Reason::Unreadable => f.pad("cannot be read"),
            Reason::Words(words) => f.pad(words),
        }
    }
}

/// Every client, the most used first.
pub const CLIENTS: &[Client] = &[
    containerd::DOCKER,
    containerd::DOCKER_CLASSIC,
    containerd::CONTAINERD,
    podman::PODMAN,
    literal::CRANE,
    literal::ORAS,
    regctl::REGCTL,
    literal::RUST_OCI,
];

/// The client of that name.
pub fn client(id: &str) -> Option<&'static Client> {
    CLIENTS.iter().find(|client| client.id == id)
}

impl Client {
    /// What it does for whoever asks.
    pub fn choose(&self, asker: &Asker, offered: &[Offered]) -> Choice {
        (self.rule)(asker, offered)
    }
}

/// Whether an entry announces layers compressed with zstd, as containers/image writes and reads it.
pub fn announces_zstd(descriptor: &Descriptor) -> bool {
    let value = descriptor
        .annotations
        .get("io.github.containers.compression.zstd");
    value.is_some_and(|value| value == "true")
}

impl Index {
    /// Every entry with what any client looks at, in the order of the index.
    pub fn offered(&self) -> Vec<Offered> {
        let offered = |entry: &Entry| {
            let descriptor = entry.descriptor();
            Offered {
                position: entry.position,
                platform: entry.platform().cloned(),
                is_readable: descriptor.is_some(),
                is_zstd: descriptor.is_some_and(announces_zstd),
                is_index: descriptor.is_some_and(|it| it.media_type.kind() == Kind::Index),
            }
        };
        self.entries.iter().map(offered).collect()
    }
}
