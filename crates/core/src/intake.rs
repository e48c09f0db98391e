//! What people paste into the field, read generously and shown openly.
//!
//! A reference by itself, or with something around it: a shell command, a line of a Dockerfile or of a YAML file, the
//! address of a registry's page, the error message of an engine. What is left aside and what is filled in is told as
//! [`Segment`]s, so that nobody has to guess how the text was understood. The reference itself is judged by
//! [`Reference::parse`] alone; this module only finds it.
//!
//! # What this does not do
//!
//! It is no shell, no YAML parser and no URL parser: it knows the forms in which references travel. A paste that names
//! several images is only recognized as such ([`looks_like_stack`]); the crate `tagprism-stack` reads it.

mod address;
mod command;
mod known;
mod line;
mod message;
mod platform_words;
mod segments;
mod stack;
mod words;

use crate::{
    platform::Platform,
    reference::{ParseReferenceError, Reference},
};

pub use known::KnownError;
pub use line::has_place_for_image;
pub use stack::{StackKind, looks_like_stack};

/// At most this much is looked at.
const TEXT_LENGTH_MAX: usize = 1024 * 1_024;
/// A longer line names no image.
const LINE_LENGTH_MAX: usize = 8 * 1_024;
/// How many lines are looked at.
const LINES_MAX: usize = 1_000;

/// What the text was understood as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Nothing but white space.
    Empty,
    /// A reference, perhaps with a command or a page address around it.
    Reference(Understood),
    /// Looks like JSON: to be read with [`Document::read`](crate::Document::read).
    Json,
    /// The message of an engine that failed or warned.
    ErrorMessage {
        /// Which one.
        message: KnownError,
        /// The platform that was asked for or found itself on, where the message names it.
        platform: Option<Platform>,
        /// The image, where the paste names it.
        reference: Option<Understood>,
        /// Whose message it is, as in [`Understood::client`], where a command or the wording tells.
        client: Option<&'static str>,
    },
    /// A file that names several images, to be read by `tagprism-stack`.
    Stack {
        /// What it looks like.
        kind: StackKind,
        /// The first image that a line of it names, for whoever opens only one.
        first: Option<Box<Understood>>,
    },
    /// No image can be read from it.
    Refused {
        /// Why.
        reason: Refusal,
        /// A text that would be accepted and is likely meant.
        suggestion: Option<String>,
    },
}

/// A reference, and how the text led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// With the default tag filled in.
    pub reference: Reference,
    /// The platform that a command asks for: `--platform`, or its relatives of other tools.
    pub platform: Option<Platform>,
    /// Who will ask, where a command names a program whose rule is known: `docker`, `containerd` (nerdctl, ctr), `podman`
    /// (podman, skopeo, buildah), `crane`, `oras` or `regctl`.
    pub client: Option<&'static str>,
    /// In reading order: what was set aside, what was written, what is implied.
    pub segments: Vec<Segment>,
}

/// A piece of the text, or of what it implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// With the separator that belongs to it: `docker.io/`, `:latest`, `@sha256:…`.
    pub text: String,
    /// What it is.
    pub role: SegmentRole,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentRole {
    /// A command or the key of a file, before or behind the reference.
    Command,
    /// A part of a page address or a scheme, before or behind the name.
    Address,
    /// The registry, with its slash.
    Registry,
    /// All path components but the last, with their slashes.
    Namespace,
    /// The last path component.
    Repository,
    /// The tag, with its colon.
    Tag,
    /// The digest, with its `@`.
    Digest,
}

/// Where a piece comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is in the text.
    Written,
    /// It is not in the text; the rules of references fill it in.
    Implied,
    /// It is in the text and no part of the reference.
    SetAside,
}

/// Why no image can be read from the text. `Display` is one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What should be the reference breaks the grammar.
    #[error(transparent)]
    Reference(#[from] ParseReferenceError),
    /// 64 hex digits or `sha256:…` alone.
    #[error("a digest alone does not say where to look: write it as `repository@sha256:…`")]
    DigestAlone,
    /// A shell command that names no image.
    #[error("this command names no image")]
    NoImageInCommand,
    /// A page address that names no image.
    #[error("this address names no image")]
    NoImageInAddress,
    /// More than 1 MiB, or a line that is far longer than any reference.
    #[error("this text is too long to be a reference")]
    TooLong,
}

/// Reads pasted text. Never fails; at most 1 MiB is looked at.
///
/// ```
/// use tagprism_core::intake::{Intake, read};
/// let Intake::Reference(understood) = read("$ docker run --rm -it nginx:1.27 sh") else { unreachable!() };
/// assert_eq!(understood.reference.to_string(), "docker.io/library/nginx:1.27");
/// ```
pub fn read(text: &str) -> Intake {
    let written = text;
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return Intake::Empty;
    }
    if is_json(text) {
        let failure = is_error_body(text).then(|| message::read(text)).flatten();
        let stack = || stack(written, text);
        return failure.or_else(stack).unwrap_or(Intake::Json);
    }
    if text.len() > TEXT_LENGTH_MAX {
        return Intake::Refused {
            reason: Refusal::TooLong,
            suggestion: None,
        };
    }
    // Shells continue a line behind a backslash.
    let text = text.replace("\\\r\n", " ").replace("\\\n", " ");
    if let Some(intake) = message::read(&text) {
        return intake;
    }
    let written = written.replace("\\\r\n", " ").replace("\\\n", " ");
    if let Some(stack) = stack(&written, &text) {
        return stack;
    }
    let mut refusal = None;
    for line in text.lines().take(LINES_MAX) {
        match line::read(line) {
            Some(Ok(understood)) => return Intake::Reference(understood),
            Some(Err(reason)) => _ = refusal.get_or_insert(reason),
            None => {}
        }
    }
    match refusal {
        Some(reason) => {
            let suggestion = accepted_suggestion(&reason);
            Intake::Refused { reason, suggestion }
        }
        None => Intake::Empty,
    }
}

/// A text that names several images; `written` still has the indentation of its first line.
fn stack(written: &str, text: &str) -> Option<Intake> {
    Some(Intake::Stack {
        kind: looks_like_stack(written)?,
        first: stack::first(text),
    })
}

/// The suggestion of a refusal, if a paste of it would be understood. `E/0/` leads to `E/0`, which is refused for its
/// capital, and that leads to `e/0`.
fn accepted_suggestion(reason: &Refusal) -> Option<String> {
    let suggestion_of = |reason: &Refusal| match reason {
        Refusal::Reference(err) => err.suggestion.clone(),
        _ => None,
    };
    let first = suggestion_of(reason)?;
    match line::read(&first)? {
        Ok(_) => Some(first),
        Err(again) => suggestion_of(&again).filter(|text| matches!(line::read(text), Some(Ok(_)))),
    }
}

/// White space, and what looks like nothing at all in a paste.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\0'
        )
}

/// `{` or `[` first. Two other things begin with `[`: a registry with an IPv6 address, and the prompt of a shell.
fn is_json(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('[') else {
        return text.starts_with('{');
    };
    let line = text.lines().next().unwrap_or_default();
    let is_address = line
        .split_once(']')
        .is_some_and(|(_, rest)| rest.starts_with([':', '/']))
        && Reference::parse(line.trim_end()).is_ok();
    let first = rest.chars().find(|character| !character.is_whitespace());
    !is_address
        && first.is_none_or(|first| {
            matches!(
                first,
                '{' | '[' | ']' | '"' | '-' | '0'..='9' | 't' | 'f' | 'n'
            )
        })
        && command::read(line).is_none()
}

/// How a registry says no: an object whose first key is `errors`.
fn is_error_body(text: &str) -> bool {
    let key = text.strip_prefix('{').unwrap_or_default().trim_start();
    key.starts_with("\"errors\"") && text.len() <= LINE_LENGTH_MAX
}

#[cfg(test)]
mod tests;
