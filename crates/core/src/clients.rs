//! Which entry of an index each real client takes, and the rule by which it does.
//!
//! [`CLIENTS`] is a table: a name, what it was read from and when, and a function over the same values for all. Rules are data of
//! their day: every row says the version and the date, and whoever shows a choice shows those.
//!
//! [`resolve`](mod@crate::resolve) tells the story of one rule in full; this module tells all of them in short.

mod choosing;
mod containerd;
mod disagreement;
mod literal;
mod podman;
mod reason;
mod regctl;
mod windows_puller;

pub use self::{
    disagreement::{Group, disagreement, in_words},
    reason::Reason,
};
use crate::{
    descriptor::Descriptor, document::Index, media_type::Kind, platform::Platform, resolve::RuleSet,
};

/// Annotation of entries whose layers are compressed with zstd, as containers/image writes and reads it
/// (<https://github.com/containers/image/blob/df7e80d2/internal/manifest/oci_index.go>).
const ZSTD: &str = "io.github.containers.compression.zstd";

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
    /// The day of that version: `2026-08-20`; empty where it is not known.
    pub as_of: &'static str,
    /// Where the rule can be read, at that version.
    pub source: &'static str,
    /// Which Windows builds fit, where the rule asks containerd/platforms.
    rules: RuleSet,
    rule: fn(&Asker, &[Offered], RuleSet) -> Choice,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The machine, or the platform that a person named. Of a machine, the level of amd64 counts for clients that find it out.
    pub platform: Platform,
    /// Whether a person named it, with `--platform` or its like, rather than the client finding it out.
    ///
    /// crane and oras never look at the machine: asked by one, they answer as if it had been named, and their rule says so.
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
    /// What decided, in full sentences; the first names it, others add what is special about this case.
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
        self.choose_under(self.rules, asker, offered)
    }

    /// What it would do with another release of containerd/platforms; clients that do not use that do the same under each.
    pub fn choose_under(&self, rules: RuleSet, asker: &Asker, offered: &[Offered]) -> Choice {
        (self.rule)(asker, offered, rules)
    }
}

/// Whether an entry announces layers compressed with zstd.
pub fn announces_zstd(descriptor: &Descriptor) -> bool {
    let value = descriptor.annotations.get(ZSTD);
    value.is_some_and(|value| value == "true")
}

impl Index {
    /// Every entry with what any client looks at, in the order of the index.
    pub fn offered(&self) -> Vec<Offered> {
        let entries = self.entries.iter().map(|entry| {
            let descriptor = entry.descriptor();
            Offered {
                position: entry.position,
                platform: entry.platform().cloned(),
                is_readable: descriptor.is_some(),
                is_zstd: descriptor.is_some_and(announces_zstd),
                is_index: descriptor.is_some_and(|it| it.media_type.kind() == Kind::Index),
            }
        });
        entries.collect()
    }
}
