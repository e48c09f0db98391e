//! Answers to clients: every header is made here, none is copied.

use http_body_util::{BodyExt as _, Full, combinators::UnsyncBoxBody};
use hyper::{
    HeaderMap, Response, StatusCode,
    body::{Body as _, Bytes},
    header::{self, HeaderName, HeaderValue},
};
use tagprism_core::{Digest, registry::budget::Budget};

use crate::{
    error::{Error, Resource},
    range::ByteRange,
    verify::StreamError,
};

/// The body of an answer: bytes, or a stream that may still fail.
pub type Body = UnsyncBoxBody<Bytes, StreamError>;

/// `Docker-Content-Digest`.
pub const DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");
/// `X-Cache`.
pub const CACHE: HeaderName = HeaderName::from_static("x-cache");
/// `OCI-Filters-Applied`.
pub const FILTERS: HeaderName = HeaderName::from_static("oci-filters-applied");
/// `OCI-Namespace`.
pub const NAMESPACE: HeaderName = HeaderName::from_static("oci-namespace");
/// `RateLimit-Limit`.
const LIMIT: HeaderName = HeaderName::from_static(Budget::LIMIT);
/// `RateLimit-Remaining`.
const REMAINING: HeaderName = HeaderName::from_static(Budget::REMAINING);

/// What of a client's request decides how it is answered.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// HEAD instead of GET.
    pub head: bool,
    /// `If-None-Match`, as it came.
    pub if_none_match: Option<HeaderValue>,
    /// A slice.
    pub range: Option<ByteRange>,
}

/// How long an answer may be kept by whoever carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Asked for by digest, and verified.
    Forever,
    /// What stands behind a tag may change.
    Brief,
    /// Not verified, or wrong.
    Never,
}

impl Freshness {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Freshness::Forever => "public, max-age=31536000, immutable",
            Freshness::Brief => {
                "public, max-age=30, s-maxage=60, stale-while-revalidate=300, stale-if-error=86400"
            }
            Freshness::Never => "no-store",
        })
    }
}

/// Was the upstream asked?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From memory, stored this many seconds ago.
    Hit { age_secs: u64 },
    /// From the upstream.
    Miss,
}

/// Everything an answer says about its content.
#[derive(Clone, Debug)]
pub struct Label {
    /// What it is.
    pub resource: Resource,
    /// Its type.
    pub media_type: HeaderValue,
    /// Its digest, where the bytes were hashed (or, for HEAD, where the registry claims it).
    pub digest: Option<Digest>,
    /// How long it may be kept.
    pub freshness: Freshness,
    /// Where it came from.
    pub source: Source,
}

impl Label {
    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(24);
        headers.insert(header::CONTENT_TYPE, self.media_type.clone());
        headers.insert(header::CACHE_CONTROL, self.freshness.header());
        if let Some(digest) = &self.digest {
            headers.extend(
                HeaderValue::try_from(digest.as_str())
                    .ok()
                    .map(|value| (DIGEST, value)),
            );
            headers.extend(etag(digest).map(|value| (header::ETAG, value)));
        }
        match self.source {
            Source::Hit { age_secs } => {
                headers.insert(CACHE, HeaderValue::from_static("hit"));
                headers.insert(header::AGE, age_secs.into());
            }
            Source::Miss => {
                headers.insert(CACHE, HeaderValue::from_static("miss"));
            }
        }
        if self.resource == Resource::Blob {
            headers.insert(
                header::CONTENT_DISPOSITION,
                HeaderValue::from_static("attachment"),
            );
            headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        }
        headers
    }

    /// Does the client have this already? Asked before `Range` is looked at (RFC 9110 §13.2.2).
    pub fn is_known(&self, wish: &Wish) -> bool {
        let both = self.digest.as_ref().zip(wish.if_none_match.as_ref());
        both.is_some_and(|(digest, known)| {
            known
                .to_str()
                .is_ok_and(|known| is_known(digest.as_str(), known))
        })
    }

    /// The whole content, or 304 where the client has it.
    pub fn whole(&self, bytes: Bytes, wish: &Wish) -> Response<Body> {
        if self.is_known(wish) {
            let mut headers = self.headers();
            headers.remove(header::CONTENT_TYPE);
            return respond(StatusCode::NOT_MODIFIED, headers, Body::default());
        }
        let length = bytes.len() as u64;
        if wish.head {
            self.head(Some(length))
        } else {
            self.stream(Some(length), full(bytes))
        }
    }

    /// Only what is known about the content.
    pub fn head(&self, length: Option<u64>) -> Response<Body> {
        self.stream(length, Body::default())
    }

    /// Content that is still coming.
    pub fn stream(&self, length: Option<u64>, body: Body) -> Response<Body> {
        let mut headers = self.headers();
        headers.extend(length.map(|length| (header::CONTENT_LENGTH, length.into())));
        respond(StatusCode::OK, headers, body)
    }

    /// The bytes from `first` on, of `size` bytes in all where that is known. Invariant: `bytes` is not empty.
    pub fn slice(&self, bytes: Bytes, first: u64, size: Option<u64>) -> Response<Body> {
        let mut headers = self.headers();
        // In this order, so that the last byte of all there can be does not overflow.
        let last = first + (bytes.len() as u64 - 1);
        let size = size.map_or("*".to_owned(), |size| size.to_string());
        headers.extend(
            HeaderValue::try_from(format!("bytes {first}-{last}/{size}"))
                .ok()
                .map(|value| (header::CONTENT_RANGE, value)),
        );
        headers.insert(header::CONTENT_LENGTH, bytes.len().into());
        respond(StatusCode::PARTIAL_CONTENT, headers, full(bytes))
    }
}

/// An answer to something that cannot be served.
pub fn refusal(err: &Error, head: bool) -> Response<Body> {
    let mut headers = HeaderMap::with_capacity(20);
    let body = err.body();
    let freshness = match err {
        Error::NotFound(_) => "max-age=10",
        _ => "no-store",
    };
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CONTENT_LENGTH, body.len().into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(freshness));
    headers.extend(
        err.retry_after()
            .map(|secs| (header::RETRY_AFTER, secs.into())),
    );
    if *err == Error::MethodNotAllowed {
        headers.insert(
            header::ALLOW,
            HeaderValue::from_static("GET, HEAD, OPTIONS"),
        );
    }
    respond(
        err.status(),
        headers,
        if head { Body::default() } else { full(body) },
    )
}

/// Says what a registry told about the pulls that are left.
pub fn add_budget(headers: &mut HeaderMap, budget: &Budget) {
    let (limit, remaining) = budget.write();
    let named = [(LIMIT, limit), (REMAINING, Some(remaining))];
    headers.extend(named.into_iter().filter_map(|(name, value)| {
        let value = HeaderValue::try_from(value?).ok()?;
        Some((name, value))
    }));
}

/// An answer from its parts.
pub fn respond(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// True for a body that only says by the way it ends whether it was whole.
pub fn is_open_ended(response: &Response<Body>) -> bool {
    !response.body().is_end_stream() && !response.headers().contains_key(header::CONTENT_LENGTH)
}

/// A body of bytes that are there.
pub fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync()
}

fn etag(digest: &Digest) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("\"{digest}\"")).ok()
}

/// Whether `If-None-Match` (RFC 9110 §13.1.2) names an entity tag, compared weakly. `etag` may have its quotes or not.
pub fn is_known(etag: &str, known: &str) -> bool {
    known.split(',').map(str::trim).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || tag.trim_matches('"') == etag.trim_matches('"')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(resource: Resource) -> Label {
        Label {
            resource,
            media_type: HeaderValue::from_static("application/json"),
            digest: Some(Digest::sha256(b"{}")),
            freshness: Freshness::Forever,
            source: Source::Miss,
        }
    }

    fn knowing(known: &str) -> Wish {
        Wish {
            if_none_match: HeaderValue::from_str(known).ok(),
            ..Wish::default()
        }
    }

    #[test]
    fn the_etag_is_the_digest_and_spares_the_body() {
        let label = label(Resource::Manifest);
        let digest = Digest::sha256(b"{}");
        for known in [
            format!("\"{digest}\""),
            format!("W/\"{digest}\", \"x\""),
            "*".to_owned(),
        ] {
            let response = label.whole(Bytes::from_static(b"{}"), &knowing(&known));
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(response.headers()[header::ETAG], format!("\"{digest}\""));
        }
        assert_eq!(
            label
                .whole(Bytes::from_static(b"{}"), &knowing("\"other\""))
                .status(),
            StatusCode::OK
        );
    }

    #[test]
    fn blobs_are_downloads() {
        let response = label(Resource::Blob).whole(Bytes::from_static(b"{}"), &Wish::default());
        assert_eq!(
            response.headers()[header::CONTENT_DISPOSITION],
            "attachment"
        );
        assert!(
            !label(Resource::Manifest)
                .head(None)
                .headers()
                .contains_key(header::CONTENT_DISPOSITION)
        );
    }

    #[test]
    fn a_slice_says_where_it_lies() {
        let response = label(Resource::Blob).slice(Bytes::from_static(b"abcd"), 2, Some(10));
        assert_eq!(response.headers()[header::CONTENT_RANGE], "bytes 2-5/10");
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        let end = label(Resource::Blob).slice(Bytes::from_static(b"a"), u64::MAX, None);
        let expected = format!("bytes {0}-{0}/*", u64::MAX);
        assert_eq!(end.headers()[header::CONTENT_RANGE], expected);
    }

    #[test]
    fn only_a_404_may_be_kept_among_refusals() {
        let kept = |err: Error| refusal(&err, false).headers()[header::CACHE_CONTROL].clone();
        assert_eq!(kept(Error::NotFound(Resource::Blob)), "max-age=10");
        assert_eq!(kept(Error::AuthRequired), "no-store");
        assert_eq!(kept(Error::UnknownEndpoint), "no-store");
    }
}
