//! The parameters that are read, and how they are written upstream.
//!
//! Everything else is dropped: it is not forwarded and is not part of a cache key.

use tagprism_core::reference::Tag;

use super::percent_decode;
use crate::{error::Error, limits};

/// Understood parameters, each at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Size of a page of tags, at most 1000.
    pub n: Option<u32>,
    /// The tag after which a page starts.
    pub last: Option<Tag>,
    /// A registry's own mark for the next page: one URL-safe word of at most 1024 bytes.
    pub next_page: Option<Box<str>>,
    /// The filter of the referrers list.
    pub artifact_type: Option<Box<str>>,
    /// The registry, as containerd names it.
    pub ns: Option<Box<str>>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// [`Error::QueryInvalid`] when an understood parameter stands there twice or is malformed, and for control bytes and
    /// broken escapes anywhere.
    pub fn parse(raw: &str) -> Result<Query, Error> {
        let mut query = Query::default();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_decode(value).ok_or(Error::QueryInvalid)?;
            let name = percent_decode(name).ok_or(Error::QueryInvalid)?;
            if name
                .bytes()
                .chain(value.bytes())
                .any(|b| b.is_ascii_control())
            {
                return Err(Error::QueryInvalid);
            }
            match name.as_str() {
                "n" => set(&mut query.n, page_size(&value))?,
                "last" => set(&mut query.last, Tag::parse(&value).ok())?,
                "next_page" => set(&mut query.next_page, word(&value))?,
                "artifactType" => set(&mut query.artifact_type, media_type(&value))?,
                "ns" => set(&mut query.ns, Some(value.into()))?,
                _ => {}
            }
        }
        Ok(query)
    }

    /// The query of an upstream request for tags, with its `?`, or nothing.
    pub fn for_tags(&self) -> String {
        let mut pairs = Vec::new();
        pairs.extend(self.n.map(|n| format!("n={n}")));
        pairs.extend(
            self.last
                .as_ref()
                .map(|last| format!("last={}", last.as_str())),
        );
        pairs.extend(
            self.next_page
                .as_ref()
                .map(|mark| format!("next_page={}", mark.replace('=', "%3D"))),
        );
        join(&pairs)
    }

    /// The query of an upstream request for referrers, with its `?`, or nothing.
    pub fn for_referrers(&self) -> String {
        let mut pairs = Vec::new();
        pairs.extend(self.artifact_type.as_ref().map(|text| {
            // Of what a media type may hold, these are not safe in a query.
            format!(
                "artifactType={}",
                text.replace('&', "%26")
                    .replace('#', "%23")
                    .replace('+', "%2B")
            )
        }));
        pairs.extend(
            self.next_page
                .as_ref()
                .map(|mark| format!("next_page={}", mark.replace('=', "%3D"))),
        );
        join(&pairs)
    }
}

fn join(pairs: &[String]) -> String {
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> Result<(), Error> {
    match (slot.is_some(), value) {
        (false, Some(value)) => {
            *slot = Some(value);
            Ok(())
        }
        _ => Err(Error::QueryInvalid),
    }
}

fn page_size(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let n: u64 = text.parse().ok().filter(|_| digits)?;
    Some(u32::try_from(n).map_or(limits::PAGE, |n| n.min(limits::PAGE)))
}

fn word(text: &str) -> Option<Box<str>> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b'='));
    (plain && (1..=1024).contains(&text.len())).then(|| text.into())
}

/// `type/subtype` by the restricted names of RFC 6838 §4.2.
fn media_type(text: &str) -> Option<Box<str>> {
    let restricted = |name: &str| {
        (1..=127).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    let (kind, subtype) = text.split_once('/')?;
    (restricted(kind) && restricted(subtype)).then(|| text.into())
}
