//! Every image that a file names: Compose, objects of Kubernetes, Dockerfiles, and lists.
//!
//! [`read`] takes what somebody pasted and never fails: what cannot be read is told as a [`Trouble`], with line and column, beside
//! the images that could. The kind is told by [`looks_like_stack`]; an image is judged by [`Reference::parse`] alone.
//!
//! # Without YAML
//!
//! YAML is behind the feature `yaml`, so that programs do not carry it: a module of its own has it, calls [`read_to_json`], and
//! the program reads the answer with [`Stack::from_json`]. Dockerfiles and lists need neither ([`read_plain`]).
//!
//! # What this does not do
//!
//! It fetches nothing: no `extends` and no `include` from another file, no environment, no chart's values. A variable has the
//! default that the file gives it, and else no value.

mod dockerfile;
mod finds;
mod json;
mod list;
mod variables;

#[cfg(feature = "yaml")]
mod compose;
#[cfg(feature = "yaml")]
mod kubernetes;
#[cfg(feature = "yaml")]
mod yaml;

#[cfg(test)]
mod tests;

pub use json::NoStack;

use tagprism_core::{
    Platform, Reference,
    intake::{StackKind, looks_like_stack},
};

/// More is not read, in bytes.
pub const TEXT_LENGTH_MAX: usize = 1024 * 1024;

/// What some editors put before a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// What was read.
    pub kind: Kind,
    /// In the order of the text, as far as anchors allow.
    pub uses: Vec<ImageUse>,
    /// What could not be read, or should be known.
    pub troubles: Vec<Trouble>,
}

/// What kind of text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Compose file.
    Compose,
    /// Objects of Kubernetes.
    Kubernetes,
    /// A Dockerfile.
    Dockerfile,
    /// One reference or command per line, or lines of another file.
    List,
    /// Nothing; a trouble says why.
    Unreadable,
}

/// An image, where it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageUse {
    /// As it stands in the text.
    pub written: String,
    /// With variables and the default tag filled in.
    pub reference: Result<Reference, NotRead>,
    /// The platform that is fixed for it, where the text fixes one.
    pub platform: Option<Platform>,
    /// Where: `services.web.image`, `Deployment/web container app`, `stage build, line 3`.
    pub place: String,
    /// From 1.
    pub line: usize,
    /// What should be known about it: sentences.
    pub note: Option<String>,
}

/// Why an image has no reference. `Display` is a phrase.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// The variable of this name has no value in the text.
    #[error("`{0}` has no value here")]
    Variable(String),
    /// It breaks the grammar of references; the phrase says where.
    #[error("{0}")]
    Malformed(String),
}

/// What could not be read, or should be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// How much it matters.
    pub grade: Grade,
    /// Where, as in [`ImageUse::place`]; may be empty.
    pub place: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What it is, as a sentence.
    pub what: String,
    /// What to do, as a sentence; empty where there is nothing to do.
    pub remedy: String,
}

/// How much a trouble matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Nothing is missing because of it.
    Note,
    /// Something was not read.
    Problem,
}

impl From<StackKind> for Kind {
    fn from(kind: StackKind) -> Kind {
        match kind {
            StackKind::Compose => Kind::Compose,
            StackKind::Kubernetes => Kind::Kubernetes,
            StackKind::Dockerfile => Kind::Dockerfile,
            StackKind::List => Kind::List,
        }
    }
}

/// Reads a text. Never fails; more than [`TEXT_LENGTH_MAX`] is refused with a trouble.
///
/// ```
/// use tagprism_stack::{Kind, read};
/// let stack = read("services:\n  web:\n    image: nginx:${TAG:-1.27}\n");
/// assert_eq!(stack.kind, Kind::Compose);
/// assert_eq!(stack.uses[0].place, "services.web.image");
/// assert_eq!(stack.uses[0].reference.as_ref().unwrap().familiar(), "nginx:1.27");
/// ```
#[cfg(feature = "yaml")]
pub fn read(text: &str) -> Stack {
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    match looks_like_stack(text) {
        Some(kind @ (StackKind::Compose | StackKind::Kubernetes)) => yaml::read(text, kind.into()),
        Some(StackKind::Dockerfile) => dockerfile::read(text),
        Some(StackKind::List) | None => list::read(text),
    }
}

/// [`read`], as JSON for [`Stack::from_json`]: the boundary of a module that has YAML.
#[cfg(feature = "yaml")]
pub fn read_to_json(text: &str) -> String {
    read(text).to_json()
}

/// Reads what is no YAML: a Dockerfile, or a list. Nothing for Compose files and objects of Kubernetes.
///
/// ```
/// let stack = tagprism_stack::read_plain("FROM golang:1.25 AS build\nFROM alpine:3.24").expect("no YAML");
/// assert_eq!(stack.uses[1].place, "stage 1, line 2");
/// assert!(tagprism_stack::read_plain("services:\n  web:\n    image: nginx").is_none());
/// ```
pub fn read_plain(text: &str) -> Option<Stack> {
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    match looks_like_stack(text) {
        Some(StackKind::Compose | StackKind::Kubernetes) => None,
        Some(StackKind::Dockerfile) => Some(dockerfile::read(text)),
        Some(StackKind::List) | None => Some(list::read(text)),
    }
}
