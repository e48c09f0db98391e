//! The headers that go to upstreams, and the ones of an answer that decide whether it can be used at all.

use http_body_util::Empty;
use hyper::{
    HeaderMap, Method, Request, Response, Uri,
    body::Bytes,
    header::{self, HeaderValue},
};
use tagprism_core::registry::budget::Budget;

use crate::error::Error;

const USER_AGENT: HeaderValue =
    HeaderValue::from_static(concat!("tagprism-proxy/", env!("CARGO_PKG_VERSION")));

/// A request with everything an upstream is told, but for `Range` and `Authorization`. `Host` is added from the URI.
pub fn request(
    method: &Method,
    uri: &Uri,
    accept: &'static str,
    via: &str,
) -> Request<Empty<Bytes>> {
    let mut request = Request::new(Empty::new());
    *request.method_mut() = method.clone();
    *request.uri_mut() = uri.clone();
    let headers = request.headers_mut();
    headers.insert(header::USER_AGENT, USER_AGENT);
    headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
    headers.insert(
        header::ACCEPT_ENCODING,
        HeaderValue::from_static("identity"),
    );
    headers.extend(
        HeaderValue::try_from(format!("1.1 {via}"))
            .ok()
            .map(|via| (header::VIA, via)),
    );
    request
}

/// Refuses answers whose length can be read in two ways, and codings that were not asked for.
pub fn screen<B>(response: &Response<B>) -> Result<(), Error> {
    let headers = response.headers();
    let lengths = headers.get_all(header::CONTENT_LENGTH).iter().count();
    let mut transfer = headers.get_all(header::TRANSFER_ENCODING).iter();
    let (chunked, other) = match (transfer.next(), transfer.next()) {
        (None, _) => (false, false),
        (Some(coding), None) => (true, !coding.as_bytes().eq_ignore_ascii_case(b"chunked")),
        _ => (true, true),
    };
    let coded = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if other
        || lengths > 1
        || (lengths == 1 && chunked)
        || (coded && response.status().is_success())
    {
        return Err(Error::UpstreamInvalid);
    }
    Ok(())
}

/// `Retry-After` in seconds, between 1 and 600. The date form is left out: it needs a clock that agrees.
pub fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX).clamp(1, 600))
}

/// What the registry says is left of the pulls that it counts.
pub fn budget(headers: &HeaderMap) -> Option<Budget> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    Budget::parse(text(Budget::LIMIT), text(Budget::REMAINING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[(&'static str, &'static str)], usable: bool) {
        let mut response = Response::new(());
        for (name, value) in fields {
            response
                .headers_mut()
                .append(*name, HeaderValue::from_static(value));
        }
        assert_eq!(screen(&response).is_ok(), usable, "{fields:?}");
    }

    #[test]
    fn an_answer_is_framed_once() {
        check(&[("content-length", "5")], true);
        check(&[("transfer-encoding", "chunked")], true);
        check(&[("transfer-encoding", "identity")], false);
        check(&[("transfer-encoding", "gzip, chunked")], false);
        check(&[("content-length", "5"), ("content-length", "5")], false);
        check(
            &[("content-length", "5"), ("transfer-encoding", "chunked")],
            false,
        );
    }

    #[test]
    fn only_identity_is_accepted_as_coding() {
        check(&[("content-encoding", "identity")], true);
        check(&[("content-encoding", "gzip")], false);
        check(
            &[("content-encoding", "identity"), ("content-encoding", "br")],
            false,
        );
    }

    #[test]
    fn waiting_times_are_clamped() {
        let wait = |text: &'static str| {
            retry_after(&HeaderMap::from_iter([(
                header::RETRY_AFTER,
                HeaderValue::from_static(text),
            )]))
        };
        assert_eq!(wait("7"), Some(7));
        assert_eq!(wait("0"), Some(1));
        assert_eq!(wait("99999999999999999999999"), Some(600));
        assert_eq!(wait("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        assert_eq!(wait("-1"), None);
    }
}
