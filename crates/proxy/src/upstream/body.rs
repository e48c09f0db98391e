//! Reading a whole body, within a size and a time.

use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Bytes, Incoming};
use tokio::time::{Instant, timeout_at};

use crate::{error::Error, limits};

/// Where the bytes of an answer are looked at as one piece.
///
/// # Errors
/// [`Error::ResponseTooLarge`] before anything is read when the declared length is above `limit`, and as soon as more than
/// `limit` bytes have come; [`Error::UpstreamTimeout`] after `time` or an idle gap; [`Error::UpstreamInvalid`] when the body
/// breaks off.
pub async fn collect(mut body: Incoming, limit: u64, time: Duration) -> Result<Bytes, Error> {
    let too_large = |size| Error::ResponseTooLarge { size, limit };
    let declared = body.size_hint().exact();
    if declared.is_some_and(|size| size > limit) {
        return Err(too_large(declared));
    }
    let deadline = Instant::now() + time;
    let mut first: Option<Bytes> = None;
    let mut rest: Vec<u8> = Vec::new();
    loop {
        let idle = deadline.min(Instant::now() + limits::UPSTREAM_IDLE);
        let frame = timeout_at(idle, body.frame())
            .await
            .map_err(|_| Error::UpstreamTimeout)?;
        let Some(frame) = frame else { break };
        let Ok(data) = frame.map_err(|_| Error::UpstreamInvalid)?.into_data() else {
            continue;
        };
        let held = first.as_ref().map_or(0, Bytes::len).max(rest.len());
        if held as u64 + data.len() as u64 > limit {
            return Err(too_large(None));
        }
        // Most manifests come in one piece and are not copied at all.
        match (&first, rest.is_empty()) {
            (None, _) => first = Some(data),
            (Some(start), true) => {
                rest.reserve(usize::try_from(declared.unwrap_or(0)).unwrap_or(0));
                rest.extend_from_slice(start);
                rest.extend_from_slice(&data);
            }
            (Some(_), false) => rest.extend_from_slice(&data),
        }
    }
    Ok(if rest.is_empty() {
        first.unwrap_or_default()
    } else {
        rest.into()
    })
}
