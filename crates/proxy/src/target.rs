//! The request target: `/v2/<registry>/<name>/manifests/<tag or digest>` and its siblings.
//!
//! The raw path is split on `/` first, every segment is percent-decoded once after that, and what comes out must match an
//! ASCII grammar: nothing that decodes to a slash, a dot segment or a control byte can move the borders between the parts.
//! Reading goes from the right, because every word is legal inside a repository name. This module knows nothing about
//! which registries are served; `registries` does.

use tagprism_core::{
    Digest,
    reference::{Repository, Tag, Target as Reference},
    registry::request::{Endpoint, Request},
};

use crate::{error::Error, limits};

mod query;

pub use query::Query;

/// A repository's path with its registry may have this many bytes, the slash between them included.
const NAME_LEN: usize = 255;

/// What a target below `/v2/` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `/v2/`: does this server speak the protocol?
    Base,
    /// Something of a repository.
    Ask(Ask),
}

/// One question to one registry, in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// A DNS name, or the name of a declared entry.
    pub registry: Box<str>,
    /// Repository and endpoint.
    pub request: Request,
    /// The parameters that are understood.
    pub query: Query,
}

/// Reads the path and the query of a target that begins with `/v2`. `declared` says whether a name is that of a declared
/// entry: only those may lack a dot.
///
/// # Errors
/// The first rule that the target breaks.
pub fn parse(
    path: &str,
    query: Option<&str>,
    declared: impl Fn(&str) -> bool,
) -> Result<Target, Error> {
    if path.len() + query.map_or(0, str::len) >= limits::TARGET_LEN {
        return Err(Error::TargetTooLong);
    }
    let query = Query::parse(query.unwrap_or_default())?;
    let rest = match path.strip_prefix("/v2") {
        Some("" | "/") => return Ok(Target::Base),
        Some(rest) => rest.strip_prefix('/').ok_or(Error::UnknownEndpoint)?,
        None => return Err(Error::UnknownEndpoint),
    };
    let segments = rest
        .split('/')
        .map(segment)
        .collect::<Result<Vec<String>, Error>>()?;
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();

    let (name, endpoint) = match segments.as_slice() {
        [name @ .., "tags", "list"] => (name, Tail::Tags),
        [name @ .., "manifests", reference] => (name, Tail::Manifest(reference)),
        [name @ .., "blobs", digest] => (name, Tail::Blob(digest)),
        [name @ .., "referrers", digest] => (name, Tail::Referrers(digest)),
        _ => return Err(Error::UnknownEndpoint),
    };
    let (registry, path) = place(name, query.ns.as_deref(), &declared)?;
    let repository = repository(&registry, path)?;
    let endpoint = endpoint.read()?;
    Ok(Target::Ask(Ask {
        registry,
        request: Request {
            repository,
            endpoint,
        },
        query,
    }))
}

/// The end of a path, not yet judged: the name in front of it is judged first, so that the answer names the first fault.
enum Tail<'a> {
    Tags,
    Manifest(&'a str),
    Blob(&'a str),
    Referrers(&'a str),
}

impl Tail<'_> {
    fn read(self) -> Result<Endpoint, Error> {
        Ok(match self {
            Tail::Tags => Endpoint::Tags,
            Tail::Manifest(text) if text.contains(':') => {
                Endpoint::Manifest(Reference::Digest(digest(text)?))
            }
            Tail::Manifest(text) => {
                let tag = Tag::parse(text).map_err(|_| Error::ReferenceInvalid)?;
                Endpoint::Manifest(Reference::Tag(tag))
            }
            Tail::Blob(text) => Endpoint::Blob(digest(text)?),
            Tail::Referrers(text) => Endpoint::Referrers(digest(text)?),
        })
    }
}

/// Only algorithms that can be computed: a digest that nobody checks would be a way to relay arbitrary bytes.
fn digest(text: &str) -> Result<Digest, Error> {
    Digest::parse(text)
        .ok()
        .filter(|digest| digest.algorithm().is_some())
        .ok_or(Error::DigestInvalid)
}

/// Splits registry and repository path. With `?ns=` (the proxying section of the distribution spec) the registry may be
/// left out of the path; where it is there as well, both must agree.
fn place<'a>(
    name: &'a [&'a str],
    ns: Option<&str>,
    declared: &impl Fn(&str) -> bool,
) -> Result<(Box<str>, &'a [&'a str]), Error> {
    let is_registry = |text: &str| declared(text) || crate::host::is_dns_name(text);
    let canonical = |text: &str| -> Box<str> {
        if is_docker_hub(text) {
            "docker.io".into()
        } else {
            text.into()
        }
    };
    let (first, rest) = name.split_first().ok_or(Error::RegistryInvalid)?;
    let Some(ns) = ns else {
        return if is_registry(first) {
            Ok((canonical(first), rest))
        } else {
            Err(Error::RegistryInvalid)
        };
    };
    if !is_registry(ns) {
        return Err(Error::QueryInvalid);
    }
    let ns = canonical(ns);
    match is_registry(first) {
        true if canonical(first) == ns => Ok((ns, rest)),
        true => Err(Error::QueryInvalid),
        false => Ok((ns, name)),
    }
}

fn is_docker_hub(host: &str) -> bool {
    matches!(
        host,
        "docker.io" | "index.docker.io" | "registry-1.docker.io"
    )
}

fn repository(registry: &str, path: &[&str]) -> Result<Repository, Error> {
    let path = match path {
        // Docker Hub's official images live under a namespace that people leave out.
        [single] if registry == "docker.io" => format!("library/{single}"),
        path => path.join("/"),
    };
    if registry.len() + 1 + path.len() > NAME_LEN {
        return Err(Error::NameInvalid);
    }
    Repository::parse(&path).map_err(|_| Error::NameInvalid)
}

/// Decodes one path segment, and refuses what could be taken for something else by anybody behind us.
fn segment(raw: &str) -> Result<String, Error> {
    let text = percent_decode(raw).ok_or(Error::NameInvalid)?;
    let plain = text
        .bytes()
        .all(|b| matches!(b, b' '..=b'~') && !matches!(b, b'%' | b'\\' | b'/'));
    if !plain || text == "." || text == ".." {
        return Err(Error::NameInvalid);
    }
    Ok(text)
}

/// Decodes `%XX` once; `None` for broken escapes and for anything that is not ASCII afterwards.
fn percent_decode(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        };
        if !byte.is_ascii() {
            return None;
        }
        text.push(char::from(byte));
    }
    Some(text)
}

#[cfg(test)]
mod tests;
