//! Blobs: whole ones are proved, small ones kept; of large ones a slice can be read.

use http_body_util::BodyExt as _;
use hyper::{
    Response, StatusCode,
    body::{Body as _, Bytes, Incoming},
    header::{self, HeaderValue},
};
use tagprism_core::{Digest, digest::Check};
use tokio::time::{Instant, timeout_at};

use super::{Place, Relay, media_type, method};
use crate::{
    answer::{Body, Freshness, Label, Source, Wish},
    cache::Key,
    error::{Error, Resource},
    limits,
    log::Trail,
    range::{ByteRange, parse_content_range},
    upstream::body,
    verify::Verified,
};

impl Relay {
    pub(super) async fn blob(
        &self,
        place: &Place<'_>,
        digest: &Digest,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let key = Key {
            registry: place.registry.name.clone(),
            repository: place.repository().clone(),
            resource: Resource::Blob,
            digest: digest.clone(),
        };
        if let Some(hit) = self.store.get(&key) {
            let source = Source::Hit {
                age_secs: hit.age_secs,
            };
            return whole_or_slice(&label(hit.media_type, digest, source), hit.body, wish);
        }
        let _turn = self.turn().await?;
        let mut question = place.question(method(wish), place.ask.request.path(), Resource::Blob);
        question.range = wish.range.filter(|_| !wish.head);
        let response = self.upstream.ask(&question, trail).await?;
        let label = label(media_type(&response), digest, Source::Miss);
        let size = declared_length(&response);
        if wish.head {
            let claim = Label {
                freshness: Freshness::Brief,
                ..label
            };
            return Ok(claim.head(size));
        }
        if response.status() == StatusCode::PARTIAL_CONTENT {
            return relay_slice(&label, response, wish.range).await;
        }
        let small = size.is_some_and(|size| size <= limits::SLICE_LEN);
        match wish.range {
            Some(range) if !small => {
                return cut_slice(&label, response, range, self.limits.blob_len).await;
            }
            _ => {}
        }
        if let Some(size) = size.filter(|size| *size > self.limits.blob_len) {
            return Err(Error::BlobTooLarge {
                size: Some(size),
                limit: self.limits.blob_len,
            });
        }
        if small || self.limits.blob_len <= limits::SLICE_LEN {
            let bytes = collect(response.into_body(), self.limits.blob_len).await?;
            if digest.check(&bytes) != Check::Equal {
                return Err(Error::DigestMismatch);
            }
            self.store.put(key, label.media_type.clone(), bytes.clone());
            return whole_or_slice(&label, bytes, wish);
        }
        // The turn ends with this function, the stream goes on: what it holds is one piece, not the whole.
        let body = Verified::new(response.into_body(), digest.clone(), self.limits.blob_len)
            .ok_or(Error::DigestInvalid)?;
        Ok(label.stream(size, body.boxed_unsync()))
    }
}

fn label(media_type: HeaderValue, digest: &Digest, source: Source) -> Label {
    Label {
        resource: Resource::Blob,
        media_type,
        digest: Some(digest.clone()),
        freshness: Freshness::Forever,
        source,
    }
}

/// A slice of a blob that was not read whole cannot be proved: no digest, and nobody may keep it.
fn unproved(label: &Label) -> Label {
    Label {
        digest: None,
        freshness: Freshness::Never,
        ..label.clone()
    }
}

/// `Content-Length`, as far as HTTP lets it be read in one way only.
pub(super) fn declared_length(response: &Response<Incoming>) -> Option<u64> {
    let text = response
        .headers()
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?;
    text.parse().ok()
}

async fn collect(body: Incoming, limit: u64) -> Result<Bytes, Error> {
    body::collect(body, limit, limits::UPSTREAM_BLOB)
        .await
        .map_err(|err| match err {
            Error::ResponseTooLarge { size, limit } => Error::BlobTooLarge { size, limit },
            err => err,
        })
}

/// Proved bytes, or the slice of them that was asked for.
fn whole_or_slice(label: &Label, bytes: Bytes, wish: &Wish) -> Result<Response<Body>, Error> {
    let Some(range) = wish.range.filter(|_| !wish.head && !label.is_known(wish)) else {
        return Ok(label.whole(bytes, wish));
    };
    let size = bytes.len() as u64;
    let (first, last) = range.within(size).ok_or(Error::RangeNotSatisfiable)?;
    let (start, end) = (usize::try_from(first), usize::try_from(last));
    match (start, end) {
        (Ok(start), Ok(end)) if start <= end && end < bytes.len() => {
            Ok(label.slice(bytes.slice(start..=end), first, Some(size)))
        }
        _ => Err(Error::RangeNotSatisfiable),
    }
}

/// A 206 of the upstream, if it is the slice that was asked for.
async fn relay_slice(
    label: &Label,
    response: Response<Incoming>,
    range: Option<ByteRange>,
) -> Result<Response<Body>, Error> {
    let field = response
        .headers()
        .get(header::CONTENT_RANGE)
        .and_then(|field| field.to_str().ok());
    let (first, last, size) = field
        .and_then(parse_content_range)
        .ok_or(Error::UpstreamInvalid)?;
    let asked = match (range, size) {
        (
            Some(ByteRange::Between {
                first: start,
                last: end,
            }),
            _,
        ) => first == start && last <= end,
        (Some(suffix), Some(size)) => suffix.within(size) == Some((first, last)),
        _ => false,
    };
    if !asked {
        return Err(Error::UpstreamInvalid);
    }
    let len = last - first + 1;
    let bytes = body::collect(response.into_body(), len, limits::UPSTREAM_BLOB).await?;
    if bytes.len() as u64 != len {
        return Err(Error::UpstreamInvalid);
    }
    Ok(unproved(label).slice(bytes, first, size))
}

/// The slice of a 200 of an upstream that does not know ranges. At most `limit` bytes are read to get there, and the rest
/// is never read: dropping the body ends the transfer.
async fn cut_slice(
    label: &Label,
    response: Response<Incoming>,
    range: ByteRange,
    limit: u64,
) -> Result<Response<Body>, Error> {
    let mut body = response.into_body();
    let size = body.size_hint().exact();
    let (first, last) = match (size, range) {
        (Some(size), range) => range.within(size).ok_or(Error::RangeNotSatisfiable)?,
        (None, ByteRange::Between { first, last }) => (first, last),
        (None, ByteRange::Suffix { .. }) => return Err(Error::UpstreamInvalid),
    };
    if last >= limit {
        return Err(Error::BlobTooLarge { size, limit });
    }
    let deadline = Instant::now() + limits::UPSTREAM_BLOB;
    let (mut position, mut slice) = (0u64, Vec::new());
    while position <= last {
        let frame = timeout_at(
            deadline.min(Instant::now() + limits::UPSTREAM_IDLE),
            body.frame(),
        )
        .await;
        let Some(frame) = frame.map_err(|_| Error::UpstreamTimeout)? else {
            break;
        };
        let Ok(data) = frame.map_err(|_| Error::UpstreamInvalid)?.into_data() else {
            continue;
        };
        let end = position + data.len() as u64;
        let from = first.clamp(position, end) - position;
        let to = (last + 1).clamp(position, end) - position;
        let piece = usize::try_from(from)
            .ok()
            .zip(usize::try_from(to).ok())
            .and_then(|(from, to)| data.get(from..to));
        slice.extend_from_slice(piece.unwrap_or_default());
        position = end;
    }
    let complete = slice.len() as u64 == last - first + 1;
    match (slice.is_empty(), complete || size.is_none()) {
        (true, _) => Err(Error::RangeNotSatisfiable),
        (false, true) => Ok(unproved(label).slice(slice.into(), first, size)),
        (false, false) => Err(Error::UpstreamInvalid),
    }
}
