//! Image references: what `docker pull` is given, normalized.
//!
//! Grammar and normalization are those of distribution/reference v0.6.0, `ParseNormalizedNamed`:
//! <https://github.com/distribution/reference/blob/v0.6.0/normalize.go> and
//! <https://github.com/distribution/reference/blob/v0.6.0/regexp.go>. In short: `[domain/]path[:tag][@digest]`; the first
//! component is a domain only with a `.`, a `:`, a capital letter, or as `localhost`; without one the domain is
//! `docker.io`, and there a path of one component gets the prefix `library/`.
//!
//! The rule of 255 characters counts the path alone, without domain, tag and digest (`RepositoryNameTotalLengthMax`), and
//! with the `library/` that is filled in.
//!
//! # Where this differs, on purpose
//!
//! - A digest of an unknown algorithm is accepted when [`Digest::parse`] accepts it; the Go library refuses every
//!   algorithm that is not linked into the program.
//! - A first component that looks like a domain and is none (`a_b.c/x`) is refused. The Go library reads it as a name
//!   without any domain, which nothing can be pulled from.
//! - [`Reference::familiar`] keeps the domain where the short form would be read as something else.

mod error;
mod grammar;
mod repair;

use std::{fmt, str::FromStr};

pub use self::error::{ParseReferenceError, ReferenceErrorKind};
pub(crate) use self::grammar::written_domain;
use crate::digest::Digest;

/// The domain of references that name none.
const DEFAULT_DOMAIN: &str = "docker.io";
/// What the default domain was called at first; still read as the same.
const LEGACY_DEFAULT_DOMAIN: &str = "index.docker.io";
/// The namespace of official images on the default domain, with its slash.
const OFFICIAL_PREFIX: &str = "library/";
/// The tag of references that name neither tag nor digest.
const DEFAULT_TAG: &str = "latest";

/// A normalized reference: what `docker pull` would ask for.
///
/// `Display` writes every part out, `docker.io/library/nginx:latest@sha256:…`, and parses back to the same value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    domain: Box<str>,
    path: Repository,
    tag: Option<Tag>,
    digest: Option<Digest>,
}

impl Reference {
    /// Reads and normalizes a reference. A missing tag stays missing, see [`with_default_tag`](Self::with_default_tag).
    ///
    /// ```
    /// use tagprism_core::Reference;
    /// let reference = Reference::parse("nginx:1.27")?;
    /// assert_eq!(reference.to_string(), "docker.io/library/nginx:1.27");
    ///
    /// let err = Reference::parse("Nginx").unwrap_err();
    /// assert_eq!((err.position, err.suggestion()), (0, Some("nginx")));
    /// # Ok::<(), tagprism_core::reference::ParseReferenceError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What breaks the grammar, with its place in `text` and, where there is one, a text that would be accepted.
    pub fn parse(text: &str) -> Result<Reference, ParseReferenceError> {
        grammar::read(text).map_err(|(position, kind)| ParseReferenceError {
            position,
            suggestion: repair::suggest(text, &kind),
            kind,
        })
    }

    /// The registry as it is named: `docker.io`, `localhost:5000`.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The repository on that registry: `library/nginx`.
    pub fn path(&self) -> &Repository {
        &self.path
    }

    /// The tag, where one was written or filled in.
    pub fn tag(&self) -> Option<&Tag> {
        self.tag.as_ref()
    }

    /// The digest, where one was written.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// Adds `latest` where there is neither tag nor digest (`TagNameOnly` of distribution/reference).
    #[must_use]
    pub fn with_default_tag(mut self) -> Reference {
        if self.tag.is_none() && self.digest.is_none() {
            self.tag = Some(Tag(DEFAULT_TAG.into()));
        }
        self
    }

    /// What would be pulled: the digest where there is one, else the tag, else `latest`.
    pub fn target(&self) -> Target {
        match (&self.digest, &self.tag) {
            (Some(digest), _) => Target::Digest(digest.clone()),
            (None, Some(tag)) => Target::Tag(tag.clone()),
            (None, None) => Target::Tag(Tag(DEFAULT_TAG.into())),
        }
    }

    /// As people write it: `nginx`, `nginx:1.27`, `ghcr.io/org/x`. Parses back to the same reference.
    pub fn familiar(&self) -> String {
        let suffix = self.suffix();
        if *self.domain == *DEFAULT_DOMAIN {
            let path = self.path.as_str();
            let official = path
                .strip_prefix(OFFICIAL_PREFIX)
                .filter(|name| !name.contains('/'));
            let short = format!("{}{suffix}", official.unwrap_or(path));
            // `docker.io/foo.bar/x` must not become `foo.bar/x`: that is another registry.
            if grammar::read(&short).is_ok_and(|again| again == *self) {
                return short;
            }
        }
        format!("{}{suffix}", self.name())
    }

    /// [`familiar`](Self::familiar) without tag and digest: `nginx`, `localhost:5000/app`. Ports stay, they are part of the domain.
    ///
    /// ```
    /// use tagprism_core::Reference;
    /// let reference = Reference::parse("localhost:5000/app:1.0")?;
    /// assert_eq!(reference.familiar_name(), "localhost:5000/app");
    /// # Ok::<(), tagprism_core::reference::ParseReferenceError>(())
    /// ```
    pub fn familiar_name(&self) -> String {
        let name = Reference {
            tag: None,
            digest: None,
            ..self.clone()
        };
        name.familiar()
    }

    /// Domain and path, without tag and digest: `docker.io/library/nginx`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.domain, self.path)
    }

    /// The same name with this digest and no tag: it names the same bytes for ever.
    #[must_use]
    pub fn pinned(&self, digest: &Digest) -> Reference {
        Reference {
            domain: self.domain.clone(),
            path: self.path.clone(),
            tag: None,
            digest: Some(digest.clone()),
        }
    }

    /// `:tag@digest`, each only where it is there.
    fn suffix(&self) -> String {
        let tag = self
            .tag
            .as_ref()
            .map(|tag| format!(":{tag}"))
            .unwrap_or_default();
        let digest = self
            .digest
            .as_ref()
            .map(|digest| format!("@{digest}"))
            .unwrap_or_default();
        tag + &digest
    }
}

impl FromStr for Reference {
    type Err = ParseReferenceError;

    fn from_str(text: &str) -> Result<Reference, ParseReferenceError> {
        Reference::parse(text)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}{}", self.domain, self.path, self.suffix())
    }
}

/// What is asked of a registry: the last part of `/v2/<name>/manifests/<target>`, which is what `Display` writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Whatever the tag points to at the moment.
    Tag(Tag),
    /// Exactly the bytes with this digest.
    Digest(Digest),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Tag(tag) => tag.fmt(f),
            Target::Digest(digest) => digest.fmt(f),
        }
    }
}

/// A tag: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Box<str>);

impl Tag {
    /// Reads a tag without its colon.
    ///
    /// # Errors
    ///
    /// A character that cannot stand there, nothing at all, or more than 128 characters.
    pub fn parse(text: &str) -> Result<Tag, ParseReferenceError> {
        grammar::check_tag(text, 0).map_err(ParseReferenceError::without_suggestion)?;
        Ok(Tag(text.into()))
    }

    /// The tag, without its colon.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A repository: path components joined by `/`, at most 255 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repository(Box<str>);

impl Repository {
    /// Reads a path as it stands in `/v2/<name>/…`; nothing is normalized, so `nginx` stays `nginx`.
    ///
    /// # Errors
    ///
    /// What breaks the grammar of path components, or more than 255 characters.
    pub fn parse(text: &str) -> Result<Repository, ParseReferenceError> {
        grammar::check_path(text, 0).map_err(|(position, kind)| {
            let lower = text.to_ascii_lowercase();
            let suggestion = grammar::check_path(&lower, 0).is_ok().then_some(lower);
            ParseReferenceError {
                position,
                kind,
                suggestion,
            }
        })?;
        Ok(Repository(text.into()))
    }

    /// The path: `library/nginx`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text_type {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = ParseReferenceError;

            fn from_str(text: &str) -> Result<$name, ParseReferenceError> {
                $name::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

text_type!(Tag);
text_type!(Repository);
