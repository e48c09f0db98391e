//! Everything that can go wrong with one request, and what the client is told about it.
//!
//! The shape and the codes are those of the distribution spec
//! (<https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes>), with `UNKNOWN` and
//! `UNAVAILABLE` of CNCF Distribution for 5xx. The sentences are fixed: no byte of an upstream answer, no address, no URL
//! and no text of a library is ever part of one.

use hyper::StatusCode;

/// What was asked for; decides the code of a "not found".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// A manifest or an index.
    Manifest,
    /// A config, a layer, any other blob.
    Blob,
    /// A tag list.
    Tags,
    /// The referrers of a digest.
    Referrers,
}

impl Resource {
    /// The word for log lines.
    pub fn as_str(self) -> &'static str {
        match self {
            Resource::Manifest => "manifest",
            Resource::Blob => "blob",
            Resource::Tags => "tags",
            Resource::Referrers => "referrers",
        }
    }
}

/// Why a request is not answered with what it asked for. The text of each variant is the message of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the message of each variant says what it is")]
pub enum Error {
    #[error("this is not the name of a registry")]
    RegistryInvalid,
    #[error("this is not a repository name")]
    NameInvalid,
    #[error("this is not a tag")]
    ReferenceInvalid,
    #[error("this is not a sha256 or sha512 digest")]
    DigestInvalid,
    #[error("a query parameter cannot be understood")]
    QueryInvalid,
    #[error("a request header cannot be understood")]
    HeaderInvalid,
    #[error("only a path may be requested here")]
    TargetInvalid,
    #[error("the request target is too long")]
    TargetTooLong,
    #[error("requests must not carry a body")]
    BodyRefused,
    #[error("this registry is not served here")]
    RegistryNotAllowed,
    #[error("this origin may not read from here")]
    OriginNotAllowed,
    #[error("this server does not answer to that host name")]
    HostNotAllowed,
    #[error("the blob is larger than this proxy relays")]
    BlobTooLarge { size: Option<u64>, limit: u64 },
    #[error("the registry does not let anonymous users read this")]
    AuthRequired,
    #[error("there is no such endpoint here")]
    UnknownEndpoint,
    #[error("the registry does not have this")]
    NotFound(Resource),
    #[error("only GET, HEAD and OPTIONS are served")]
    MethodNotAllowed,
    #[error("the range lies outside the blob")]
    RangeNotSatisfiable,
    #[error("the registry limits the rate of requests")]
    UpstreamRateLimited { retry_after: Option<u64> },
    #[error("the registry could not be reached")]
    UpstreamUnreachable,
    #[error("the registry did not answer in time")]
    UpstreamTimeout,
    #[error("the registry failed")]
    UpstreamError { status: u16 },
    #[error("the registry's answer cannot be used")]
    UpstreamInvalid,
    #[error("the bytes do not have the digest that was asked for")]
    DigestMismatch,
    #[error("the registry's answer is too large")]
    ResponseTooLarge { size: Option<u64>, limit: u64 },
    #[error("the registry names a token server that is not trusted")]
    RealmNotAllowed,
    #[error("the registry redirects to a place that is not trusted")]
    RedirectNotAllowed,
    #[error("too many requests are waiting")]
    Overloaded,
    #[error("the request came back to this proxy")]
    LoopDetected,
    #[error("something went wrong here")]
    Internal,
}

impl Error {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.contract().0
    }

    /// The code of the answer, from the spec's list.
    pub fn code(&self) -> &'static str {
        self.contract().1
    }

    /// The stable word for this error; the same in answers and in log lines.
    pub fn reason(&self) -> &'static str {
        self.contract().2
    }

    /// Seconds after which trying again makes sense.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Error::UpstreamRateLimited { retry_after } => *retry_after,
            Error::Overloaded => Some(1),
            _ => None,
        }
    }

    /// The JSON body of the answer.
    pub fn body(&self) -> String {
        let mut detail = format!(r#""reason":"{}""#, self.reason());
        for (name, value) in self.numbers() {
            detail += &format!(r#","{name}":{value}"#);
        }
        format!(
            r#"{{"errors":[{{"code":"{}","message":"{self}","detail":{{{detail}}}}}]}}"#,
            self.code()
        )
    }

    fn numbers(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let [first, second] = match *self {
            Error::BlobTooLarge { size, limit } | Error::ResponseTooLarge { size, limit } => {
                [size.map(|size| ("size", size)), Some(("limit", limit))]
            }
            Error::UpstreamError { status } => [Some(("upstream_status", u64::from(status))), None],
            _ => [self.retry_after().map(|secs| ("retry_after", secs)), None],
        };
        first.into_iter().chain(second)
    }

    /// One row per error: status, code, reason.
    fn contract(&self) -> (StatusCode, &'static str, &'static str) {
        let (status, code, reason) = match self {
            Error::RegistryInvalid => (400, "NAME_INVALID", "registry_invalid"),
            Error::NameInvalid => (400, "NAME_INVALID", "name_invalid"),
            Error::ReferenceInvalid => (400, "NAME_INVALID", "reference_invalid"),
            Error::DigestInvalid => (400, "DIGEST_INVALID", "digest_invalid"),
            Error::QueryInvalid => (400, "UNSUPPORTED", "query_invalid"),
            Error::HeaderInvalid => (400, "UNSUPPORTED", "header_invalid"),
            Error::TargetInvalid => (400, "UNSUPPORTED", "target_invalid"),
            Error::TargetTooLong => (414, "UNSUPPORTED", "target_too_long"),
            Error::BodyRefused => (400, "UNSUPPORTED", "body_refused"),
            Error::RegistryNotAllowed => (403, "DENIED", "registry_not_allowed"),
            Error::OriginNotAllowed => (403, "DENIED", "origin_not_allowed"),
            Error::HostNotAllowed => (403, "DENIED", "host_not_allowed"),
            Error::BlobTooLarge { .. } => (403, "DENIED", "blob_too_large"),
            Error::AuthRequired => (403, "DENIED", "auth_required"),
            Error::UnknownEndpoint => (404, "UNSUPPORTED", "unknown_endpoint"),
            Error::NotFound(Resource::Manifest) => (404, "MANIFEST_UNKNOWN", "not_found"),
            Error::NotFound(Resource::Blob) => (404, "BLOB_UNKNOWN", "not_found"),
            Error::NotFound(Resource::Tags | Resource::Referrers) => {
                (404, "NAME_UNKNOWN", "not_found")
            }
            Error::MethodNotAllowed => (405, "UNSUPPORTED", "method_not_allowed"),
            Error::RangeNotSatisfiable => (416, "UNSUPPORTED", "range_not_satisfiable"),
            Error::UpstreamRateLimited { .. } => (429, "TOOMANYREQUESTS", "upstream_rate_limited"),
            Error::UpstreamUnreachable => (502, "UNAVAILABLE", "upstream_unreachable"),
            Error::UpstreamTimeout => (504, "UNAVAILABLE", "upstream_timeout"),
            Error::UpstreamError { .. } => (502, "UNAVAILABLE", "upstream_error"),
            Error::UpstreamInvalid => (502, "UNKNOWN", "upstream_invalid"),
            Error::DigestMismatch => (502, "DIGEST_INVALID", "digest_mismatch"),
            Error::ResponseTooLarge { .. } => (502, "SIZE_INVALID", "response_too_large"),
            Error::RealmNotAllowed => (502, "UNAVAILABLE", "realm_not_allowed"),
            Error::RedirectNotAllowed => (502, "UNAVAILABLE", "redirect_not_allowed"),
            Error::Overloaded => (503, "UNAVAILABLE", "overloaded"),
            Error::LoopDetected => (508, "UNAVAILABLE", "loop_detected"),
            Error::Internal => (500, "UNKNOWN", "internal"),
        };
        (
            StatusCode::from_u16(status).expect("every status of the table is valid"),
            code,
            reason,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_code_message_reason_and_numbers() {
        assert_eq!(
            Error::BlobTooLarge {
                size: Some(9),
                limit: 8
            }
            .body(),
            r#"{"errors":[{"code":"DENIED","message":"the blob is larger than this proxy relays","detail":{"reason":"blob_too_large","size":9,"limit":8}}]}"#
        );
        assert_eq!(
            Error::UpstreamError { status: 503 }.body(),
            r#"{"errors":[{"code":"UNAVAILABLE","message":"the registry failed","detail":{"reason":"upstream_error","upstream_status":503}}]}"#
        );
    }

    #[test]
    fn a_private_repository_is_403_so_that_no_challenge_is_owed() {
        assert_eq!(Error::AuthRequired.status(), 403);
    }

    #[test]
    fn a_missing_thing_is_called_by_its_kind() {
        let code = |resource| Error::NotFound(resource).code();
        assert_eq!(code(Resource::Manifest), "MANIFEST_UNKNOWN");
        assert_eq!(code(Resource::Blob), "BLOB_UNKNOWN");
        assert_eq!(code(Resource::Tags), "NAME_UNKNOWN");
    }

    #[test]
    fn waiting_times_are_told() {
        assert!(
            Error::UpstreamRateLimited {
                retry_after: Some(7)
            }
            .body()
            .contains(r#""retry_after":7"#)
        );
        assert_eq!(Error::Overloaded.retry_after(), Some(1));
    }
}
