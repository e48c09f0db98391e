//! Why something could not be read, in the terms of the reader.

use tagprism_core::registry::error::RegistryError;

/// One failed read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub kind: FailureKind,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The machine-readable word of the answer (`MANIFEST_UNKNOWN`), where there was one.
    pub code: Option<String>,
    /// The answer's own sentence; shown as a quotation, never trusted.
    pub message: Option<String>,
}

/// Whose limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The registry counts the address that asked: the proxy's, or the reader's where there is no proxy.
    Registry,
    /// The proxy counts this browser.
    Proxy,
}

/// The kinds of failure that the page tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The registry knows no such tag, digest or repository.
    NotFound,
    /// Private, or absent: registries do not say which.
    Private,
    /// Too many requests.
    RateLimited {
        /// Who asks us to wait.
        whose: Whose,
        /// Seconds, where the answer named them.
        retry_after_secs: Option<u64>,
    },
    /// The proxy could not reach the registry.
    Unreachable,
    /// The registry did not answer in time.
    TimedOut,
    /// The registry answered with an error of its own.
    RegistryFault,
    /// The registry's bytes or answer broke a rule, and the proxy kept them back.
    Untrustworthy,
    /// Larger than the limit.
    TooLarge {
        /// The limit in bytes, where it is known.
        limit: Option<u64>,
    },
    /// The proxy does not serve this registry.
    NotServed,
    /// A registry with a port needs an operator's entry, and there is none.
    PortNotServed,
    /// The proxy refused the request itself.
    Refused,
    /// The proxy did not answer.
    ProxyGone,
    /// The browser may not read this registry directly (no CORS), or could not reach it: it does not say which.
    BrowserBlocked,
    /// The browser has no network.
    Offline,
    /// The site ships no such document.
    NotShipped,
}

impl Failure {
    /// A failure without an answer.
    pub fn of(kind: FailureKind) -> Self {
        Self {
            kind,
            status: None,
            code: None,
            message: None,
        }
    }

    /// Reads an answer that is not a success.
    ///
    /// The proxy's own reason decides where it is present; without one, the status does.
    pub fn from_answer(
        status: u16,
        errors: &[RegistryError],
        retry_after_secs: Option<u64>,
    ) -> Self {
        let first = errors.first();
        let reason = first.and_then(|error| error.reason.as_deref());
        let limit = first.and_then(|error| error.number("limit"));
        let retry_after_secs =
            retry_after_secs.or_else(|| first.and_then(|error| error.number("retry_after")));
        let kind = match reason {
            Some("not_found") => FailureKind::NotFound,
            Some("auth_required") => FailureKind::Private,
            Some("registry_not_allowed") => FailureKind::NotServed,
            Some("upstream_rate_limited") => FailureKind::RateLimited {
                whose: Whose::Registry,
                retry_after_secs,
            },
            Some("rate_limited") => FailureKind::RateLimited {
                whose: Whose::Proxy,
                retry_after_secs,
            },
            Some("upstream_unreachable") => FailureKind::Unreachable,
            Some("upstream_timeout") => FailureKind::TimedOut,
            Some("upstream_error") => FailureKind::RegistryFault,
            Some(
                "digest_mismatch"
                | "upstream_invalid"
                | "realm_not_allowed"
                | "redirect_not_allowed",
            ) => FailureKind::Untrustworthy,
            Some("response_too_large" | "blob_too_large") => FailureKind::TooLarge { limit },
            Some(_) => FailureKind::Refused,
            None => kind_of_status(status, retry_after_secs),
        };
        Self {
            kind,
            status: Some(status),
            code: first
                .map(|error| error.code.clone())
                .filter(|code| !code.is_empty()),
            message: first
                .map(|error| error.message.clone())
                .filter(|message| !message.is_empty()),
        }
    }

    /// The answer in one line, as the registry or proxy gave it: `404 MANIFEST_UNKNOWN manifest unknown`.
    pub fn quotation(&self) -> Option<String> {
        let status = self.status.map(|it| it.to_string());
        let parts = [status, self.code.clone(), self.message.clone()];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

fn kind_of_status(status: u16, retry_after_secs: Option<u64>) -> FailureKind {
    match status {
        401 | 403 => FailureKind::Private,
        404 => FailureKind::NotFound,
        429 => FailureKind::RateLimited {
            whose: Whose::Registry,
            retry_after_secs,
        },
        500..=599 => FailureKind::RegistryFault,
        _ => FailureKind::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_core::registry::error;

    #[track_caller]
    fn check(status: u16, body: &str, expected: FailureKind) {
        assert_eq!(
            Failure::from_answer(status, &error::parse(body.as_bytes()), None).kind,
            expected
        );
    }

    #[test]
    fn the_proxys_reason_decides() {
        let body = r#"{"errors":[{"code":"DENIED","message":"x","detail":{"reason":"registry_not_allowed"}}]}"#;
        check(403, body, FailureKind::NotServed);
        let body = r#"{"errors":[{"code":"TOOMANYREQUESTS","message":"x","detail":{"reason":"upstream_rate_limited","retry_after":7}}]}"#;
        check(
            429,
            body,
            FailureKind::RateLimited {
                whose: Whose::Registry,
                retry_after_secs: Some(7),
            },
        );
        let body = r#"{"errors":[{"code":"SIZE_INVALID","message":"x","detail":{"reason":"response_too_large","limit":4194304}}]}"#;
        check(
            502,
            body,
            FailureKind::TooLarge {
                limit: Some(4_194_304),
            },
        );
    }

    #[test]
    fn a_registrys_own_answer_is_read_by_its_status() {
        check(
            404,
            r#"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"#,
            FailureKind::NotFound,
        );
        check(401, "<html>", FailureKind::Private);
        check(503, "", FailureKind::RegistryFault);
    }

    #[test]
    fn the_quotation_leaves_out_what_is_missing() {
        let errors = error::parse(br#"{"errors":[{"code":"NAME_UNKNOWN","message":""}]}"#);
        assert_eq!(
            Failure::from_answer(404, &errors, None)
                .quotation()
                .as_deref(),
            Some("404 NAME_UNKNOWN")
        );
        assert_eq!(Failure::of(FailureKind::Offline).quotation(), None);
    }
}
