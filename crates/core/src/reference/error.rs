//! Why a text is not a reference, told to the person who wrote it.

use crate::digest::ParseDigestError;

/// What breaks the grammar, and where.
///
/// `Display` says what is wrong and where; [`suggestion`](ParseReferenceError::suggestion) what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (at byte {position})")]
pub struct ParseReferenceError {
    /// Where the trouble begins, in bytes from the start of the text that was parsed.
    pub position: usize,
    /// What it is.
    pub kind: ReferenceErrorKind,
    /// A text that would be accepted and is likely meant.
    pub suggestion: Option<String>,
}

impl ParseReferenceError {
    /// A text that would be accepted and is likely meant, where there is one.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    pub(super) fn without_suggestion(
        (position, kind): (usize, ReferenceErrorKind),
    ) -> ParseReferenceError {
        ParseReferenceError {
            position,
            kind,
            suggestion: None,
        }
    }
}

/// What breaks the grammar of references.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceErrorKind {
    /// There is nothing to read.
    #[error("a reference needs at least the name of an image")]
    Empty,
    /// 64 hex digits: that is an image ID, which no registry can look up.
    #[error("64 hex digits alone are an image ID of one machine, not a name that a registry knows")]
    BareIdentifier,
    /// A URL scheme in front.
    #[error("a reference has no `{scheme}` in front")]
    Scheme {
        /// The scheme with its slashes: `https://`.
        scheme: String,
    },
    /// White space inside or around.
    #[error("a reference has no spaces")]
    Whitespace,
    /// Nothing between two slashes, or before the first one.
    #[error("a part of the name is missing between slashes")]
    EmptyComponent,
    /// A slash at the end of the name.
    #[error("the name ends with a `/`")]
    TrailingSlash,
    /// A tag or digest without a name in front.
    #[error("there is no name before `{separator}`")]
    NameMissing {
        /// `:` or `@`.
        separator: char,
    },
    /// A capital letter in the path.
    #[error("repository names are lower case, found `{character}`")]
    Uppercase {
        /// The capital letter.
        character: char,
    },
    /// The first component can only be a registry, because of its capital letters, though it hardly is one.
    #[error(
        "`{component}` would be read as a registry because of its capital letters; repository names are lower case"
    )]
    UppercaseDomain {
        /// The component.
        component: String,
    },
    /// A character that cannot stand in a path.
    #[error("`{}` cannot stand in a repository name: it has lower-case letters, digits, `.`, `_` and `-`", .character.escape_debug())]
    NameCharacter {
        /// The character.
        character: char,
    },
    /// A separator at the start or end of a component, or too many in a row.
    #[error(
        "`{separator}` must stand between letters or digits: one `.`, one or two `_`, or any number of `-`"
    )]
    NameSeparator {
        /// The separators as written.
        separator: String,
    },
    /// More than 255 characters in the path.
    #[error("a repository name has at most 255 characters, found {length}")]
    NameTooLong {
        /// How many there are.
        length: usize,
    },
    /// The first component must be a registry and is not a host name.
    #[error("`{domain}` is not a registry's host name")]
    Domain {
        /// The host as written, without port.
        domain: String,
    },
    /// Something else than digits after the colon of the registry.
    #[error("`{port}` is not the port of a registry; a tag comes after the last `/`")]
    Port {
        /// What follows the colon.
        port: String,
    },
    /// A colon with nothing behind it.
    #[error("a tag is missing after `:`")]
    TagMissing,
    /// A tag that begins with `.` or `-`.
    #[error("a tag begins with a letter, a digit or `_`, found `{character}`")]
    TagStart {
        /// The character.
        character: char,
    },
    /// A character that cannot stand in a tag.
    #[error("`{}` cannot stand in a tag: it has letters, digits, `_`, `.` and `-`", .character.escape_debug())]
    TagCharacter {
        /// The character.
        character: char,
    },
    /// More than 128 characters.
    #[error("a tag has at most 128 characters, found {length}")]
    TagTooLong {
        /// How many there are.
        length: usize,
    },
    /// An `@` with nothing behind it.
    #[error("a digest is missing after `@`")]
    DigestMissing,
    /// What follows the `@` is no digest.
    #[error(transparent)]
    Digest(#[from] ParseDigestError),
}
