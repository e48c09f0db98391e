//! Scheme, host and port of something that can be dialed.
//!
//! The host is kept exactly as it was written, lower-cased; [`crate::host`] decides what spelling is acceptable.

use std::{fmt, net::IpAddr, str::FromStr};

use hyper::Uri;

/// How the bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Plain text: only for entries that an operator declared.
    Http,
    /// TLS, verified against the host.
    Https,
}

impl Scheme {
    fn default_port(self) -> u16 {
        match self {
            Scheme::Http => 80,
            Scheme::Https => 443,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Scheme::Http => "http",
            Scheme::Https => "https",
        }
    }
}

/// `https://ghcr.io`, `http://127.0.0.1:5000`, `http://[::1]:5000`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    scheme: Scheme,
    host: Box<str>,
    port: u16,
}

/// Why a text is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an origin: write `http://HOST[:PORT]` or `https://HOST[:PORT]` and nothing after it"
)]
pub struct ParseOriginError(String);

impl Origin {
    /// The origin of a host on a port.
    pub fn new(scheme: Scheme, host: &str, port: u16) -> Origin {
        Origin {
            scheme,
            host: host.to_ascii_lowercase().into(),
            port,
        }
    }

    /// A host on the default port of HTTPS.
    pub fn https(host: &str) -> Origin {
        Origin::new(Scheme::Https, host, 443)
    }

    /// A host, with an optional port, under a scheme: `auth.example`, `127.0.0.1:5001`, `[::1]:5001`.
    pub fn of_authority(scheme: Scheme, authority: &str) -> Option<Origin> {
        Origin::of(&format!("{}://{authority}/", scheme.as_str()).parse().ok()?)
            .filter(|_| !authority.contains(['/', '?', '#']))
    }

    /// The origin of an absolute `http` or `https` URI without user-info.
    pub fn of(uri: &Uri) -> Option<Origin> {
        let scheme = match uri.scheme_str()? {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return None,
        };
        let authority = uri.authority()?;
        // A port that is there but not a number ("host:") is no port at all.
        let port = match (
            authority.port_u16(),
            authority.as_str().len() > authority.host().len(),
        ) {
            (Some(0), _) | (None, true) => return None,
            (Some(port), _) => port,
            (None, false) => scheme.default_port(),
        };
        let plain = !authority.as_str().contains('@') && !authority.host().is_empty();
        plain.then(|| Origin::new(scheme, authority.host(), port))
    }

    /// Reads `scheme://host[:port]`, with nothing but an optional `/` after it.
    ///
    /// # Errors
    /// For anything else.
    pub fn parse(text: &str) -> Result<Origin, ParseOriginError> {
        let bare = text.strip_suffix('/').unwrap_or(text);
        text.parse::<Uri>()
            .ok()
            .filter(|uri| {
                uri.path_and_query().is_none_or(|rest| rest == "/")
                    && bare.matches('/').count() == 2
            })
            .filter(|_| !text.contains('#'))
            .and_then(|uri| Origin::of(&uri))
            .ok_or_else(|| ParseOriginError(text.to_owned()))
    }

    /// The scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host, IPv6 literals in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address, when the host is a literal in the canonical spelling.
    pub fn literal(&self) -> Option<IpAddr> {
        let host = self
            .host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(&self.host);
        host.parse().ok()
    }

    /// `host` or `host:port`, as it stands in a `Host` header.
    pub fn authority(&self) -> String {
        if self.port == self.scheme.default_port() {
            self.host.to_string()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The URI of a path (and query) below this origin.
    pub fn uri(&self, path_and_query: &str) -> Option<Uri> {
        let uri: Uri = format!("{self}{path_and_query}").parse().ok()?;
        // What was built must read back as what it was built from.
        (Origin::of(&uri).as_ref() == Some(self)).then_some(uri)
    }
}

impl FromStr for Origin {
    type Err = ParseOriginError;

    fn from_str(text: &str) -> Result<Origin, ParseOriginError> {
        Origin::parse(text)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.as_str(), self.authority())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            Origin::parse(text)
                .ok()
                .map(|origin| origin.to_string())
                .as_deref(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn origins_round_trip() {
        check("https://ghcr.io", Some("https://ghcr.io"));
        check("https://GHCR.io:443/", Some("https://ghcr.io"));
        check("http://127.0.0.1:5000", Some("http://127.0.0.1:5000"));
        check("http://[::1]:5000", Some("http://[::1]:5000"));
        check("http://localhost", Some("http://localhost"));
    }

    #[test]
    fn anything_beside_scheme_host_and_port_is_refused() {
        for bad in [
            "ghcr.io",
            "ftp://a.b",
            "https://u@ghcr.io",
            "https://ghcr.io/x",
            "https://ghcr.io?x",
            "https://ghcr.io#x",
            "https://ghcr.io:0",
            "https://ghcr.io:99999",
            "https://",
            "",
            "null",
            "https://ghcr.io:",
            "https://ghcr.io//",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn a_uri_below_an_origin_keeps_its_host() {
        let origin = Origin::https("ghcr.io");
        assert_eq!(
            origin.uri("/v2/").map(|uri| uri.to_string()).as_deref(),
            Some("https://ghcr.io/v2/")
        );
        assert_eq!(origin.uri("@evil.example/"), None);
        assert_eq!(origin.uri(".evil.example/"), None);
    }

    #[test]
    fn literals_are_read_in_their_canonical_spelling_only() {
        let literal = |text: &str| Origin::parse(text).ok().and_then(|origin| origin.literal());
        assert!(literal("http://127.0.0.1:5000").is_some());
        assert!(literal("http://[::1]").is_some());
        assert!(literal("http://127.1").is_none());
    }
}
