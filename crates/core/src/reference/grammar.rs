//! The grammar itself, read from left to right so that the first thing wrong has a place.

use super::{
    DEFAULT_DOMAIN, LEGACY_DEFAULT_DOMAIN, OFFICIAL_PREFIX, Reference, ReferenceErrorKind as Kind,
    Repository, Tag,
};
use crate::digest::Digest;

/// Of the path alone: `RepositoryNameTotalLengthMax`,
/// <https://github.com/distribution/reference/blob/v0.6.0/reference.go>.
const PATH_LENGTH_MAX: usize = 255;
/// <https://github.com/distribution/reference/blob/v0.6.0/regexp.go>, `tag`.
const TAG_LENGTH_MAX: usize = 128;

/// What is wrong, and where in bytes.
pub(super) type Trouble = (usize, Kind);

/// `ParseNormalizedNamed`.
pub(super) fn read(text: &str) -> Result<Reference, Trouble> {
    if text.is_empty() {
        return Err((0, Kind::Empty));
    }
    if text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Err((0, Kind::BareIdentifier));
    }
    check_surroundings(text)?;
    let (domain, start) = match written_domain(text) {
        Some(written) => {
            check_domain(written)?;
            (
                if written == LEGACY_DEFAULT_DOMAIN {
                    DEFAULT_DOMAIN
                } else {
                    written
                },
                written.len() + 1,
            )
        }
        None => (DEFAULT_DOMAIN, 0),
    };
    let rest = &text[start..];
    let path_end = rest.find([':', '@']).unwrap_or(rest.len());
    let path = &rest[..path_end];
    if path.is_empty() {
        return Err(match rest.chars().next() {
            Some(separator) => (start, Kind::NameMissing { separator }),
            None => (start - 1, Kind::TrailingSlash),
        });
    }
    let is_official = domain == DEFAULT_DOMAIN && !path.contains('/');
    let full_path = if is_official {
        format!("{OFFICIAL_PREFIX}{path}")
    } else {
        path.to_owned()
    };
    check_components(path, start)?;
    check_length(&full_path, start)?;
    let (tag, digest) = read_suffix(&rest[path_end..], start + path_end)?;
    Ok(Reference {
        domain: domain.into(),
        path: Repository(full_path.into()),
        tag,
        digest,
    })
}

/// The first component where it is a registry by the rule of `splitDockerDomain`. Of capital letters only those of ASCII count:
/// a name with any other letter is refused either way, and the tables of all letters are kilobytes of the program.
pub(crate) fn written_domain(text: &str) -> Option<&str> {
    let (first, _) = text.split_once('/')?;
    let is_domain = first == "localhost"
        || first.contains(['.', ':'])
        || first
            .chars()
            .any(|character| character.is_ascii_uppercase());
    is_domain.then_some(first)
}

/// Mistakes that would otherwise be reported as something less clear.
fn check_surroundings(text: &str) -> Result<(), Trouble> {
    if let Some(position) = text.find(|it: char| it.is_whitespace()) {
        return Err((position, Kind::Whitespace));
    }
    if let Some(end) = text.find("://")
        && end > 0
        && text[..end]
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'-')
    {
        return Err((
            0,
            Kind::Scheme {
                scheme: text[..end + 3].to_owned(),
            },
        ));
    }
    if text.starts_with('/') {
        return Err((0, Kind::EmptyComponent));
    }
    Ok(())
}

/// `host [":" port]`, the host being dotted components or an IPv6 address in brackets.
fn check_domain(written: &str) -> Result<(), Trouble> {
    let host_end = if written.starts_with('[') {
        written
            .find(']')
            .map_or(written.len(), |bracket| bracket + 1)
    } else {
        written.find(':').unwrap_or(written.len())
    };
    let (host, port) = written.split_at(host_end);
    let is_host = match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|address| {
            !address.is_empty()
                && address
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || byte == b':')
        }),
        None => host.split('.').all(is_domain_component),
    };
    if !is_host {
        return Err((
            0,
            Kind::Domain {
                domain: host.to_owned(),
            },
        ));
    }
    match port.strip_prefix(':') {
        None if port.is_empty() => Ok(()),
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(())
        }
        Some(digits) => Err((
            host_end + 1,
            Kind::Port {
                port: digits.to_owned(),
            },
        )),
        None => Err((
            host_end,
            Kind::Domain {
                domain: written.to_owned(),
            },
        )),
    }
}

fn is_domain_component(component: &str) -> bool {
    !component.is_empty()
        && !component.starts_with('-')
        && !component.ends_with('-')
        && component
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A whole path: components and length.
pub(super) fn check_path(path: &str, start: usize) -> Result<(), Trouble> {
    if path.is_empty() {
        return Err((start, Kind::Empty));
    }
    check_components(path, start)?;
    check_length(path, start)
}

fn check_length(path: &str, start: usize) -> Result<(), Trouble> {
    if path.len() > PATH_LENGTH_MAX {
        return Err((start, Kind::NameTooLong { length: path.len() }));
    }
    Ok(())
}

fn check_components(path: &str, start: usize) -> Result<(), Trouble> {
    let mut position = start;
    for component in path.split('/') {
        if component.is_empty() {
            let is_last = position == start + path.len();
            return Err(if is_last {
                (position - 1, Kind::TrailingSlash)
            } else {
                (position, Kind::EmptyComponent)
            });
        }
        check_component(component, position)?;
        position += component.len() + 1;
    }
    Ok(())
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn check_component(component: &str, start: usize) -> Result<(), Trouble> {
    let mut rest = component;
    loop {
        let position = start + component.len() - rest.len();
        let run = rest
            .find(|it| !matches!(it, 'a'..='z' | '0'..='9'))
            .unwrap_or(rest.len());
        let after = &rest[run..];
        let Some(character) = after.chars().next() else {
            return Ok(());
        };
        let end = after
            .find(|it| !matches!(it, '.' | '_' | '-'))
            .unwrap_or(after.len());
        let separator = &after[..end];
        if separator.is_empty() {
            return Err((position + run, unwanted(character)));
        }
        let is_known =
            matches!(separator, "." | "_" | "__") || separator.bytes().all(|byte| byte == b'-');
        if run == 0 || end == after.len() || !is_known {
            return Err((
                position + run,
                Kind::NameSeparator {
                    separator: separator.to_owned(),
                },
            ));
        }
        rest = &after[end..];
        if let Some(character) = rest
            .chars()
            .next()
            .filter(|it| !matches!(it, 'a'..='z' | '0'..='9'))
        {
            return Err((position + run + end, unwanted(character)));
        }
    }
}

fn unwanted(character: char) -> Kind {
    if character.is_ascii_uppercase() {
        Kind::Uppercase { character }
    } else {
        Kind::NameCharacter { character }
    }
}

/// `[":" tag] ["@" digest]`
fn read_suffix(suffix: &str, start: usize) -> Result<(Option<Tag>, Option<Digest>), Trouble> {
    let (tag, digest) = match suffix.split_once('@') {
        Some((tag, digest)) => (tag, Some(digest)),
        None => (suffix, None),
    };
    let tag = match tag.strip_prefix(':') {
        Some(tag) => {
            check_tag(tag, start + 1)?;
            Some(Tag(tag.into()))
        }
        None => None,
    };
    let digest_start = start + suffix.find('@').map_or(0, |at| at + 1);
    let digest = match digest {
        Some("") => return Err((digest_start - 1, Kind::DigestMissing)),
        Some(digest) => Some(
            Digest::parse(digest)
                .map_err(|err| (digest_start + err.position(), Kind::Digest(err)))?,
        ),
        None => None,
    };
    Ok((tag, digest))
}

/// `[\w][\w.-]{0,127}`, `\w` being ASCII.
pub(super) fn check_tag(tag: &str, start: usize) -> Result<(), Trouble> {
    for (at, character) in tag.char_indices() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => {}
            '.' | '-' if at > 0 => {}
            '.' | '-' => return Err((start, Kind::TagStart { character })),
            _ => return Err((start + at, Kind::TagCharacter { character })),
        }
    }
    match tag.len() {
        0 => Err((start.saturating_sub(1), Kind::TagMissing)),
        length if length > TAG_LENGTH_MAX => {
            Err((start + TAG_LENGTH_MAX, Kind::TagTooLong { length }))
        }
        _ => Ok(()),
    }
}
