//! Who may read from here: the opposite answers of the two modes, kept in one place.
//!
//! Public mode has nothing that needs a credential, so every origin may read. In local mode the network position *is* the
//! credential: the `Host` must be ours, or another name was rebound to this address; and only listed origins may read.

use std::net::SocketAddr;

use hyper::{
    HeaderMap, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
};

use crate::{
    answer::{self, Body},
    error::Error,
    origin::{Origin, Scheme},
};

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");
const REQUEST_HEADERS: HeaderValue = HeaderValue::from_static("Accept, If-None-Match, Range");
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "Docker-Content-Digest, ETag, Link, Content-Range, Accept-Ranges, Retry-After, RateLimit-Limit, \
     RateLimit-Remaining, OCI-Filters-Applied, OCI-Subject, OCI-Namespace, Warning, Age, X-Cache, X-Request-Id",
);
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whom one listener serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Everyone.
    Public,
    /// Requests for these `Host`s, by pages of these origins.
    Local {
        hosts: Vec<Box<str>>,
        origins: Vec<Box<str>>,
    },
}

/// What a response says about the page that may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Every page.
    Any,
    /// This one.
    One(HeaderValue),
    /// The request came from no page, or from our own.
    Own,
}

impl Gate {
    /// The gate of a local listener: its own address under all its names, and what the operator adds.
    pub fn local(listen: SocketAddr, added: &[Origin]) -> Gate {
        let own = ["127.0.0.1", "[::1]", "localhost"]
            .map(|host| Origin::new(Scheme::Http, host, listen.port()));
        let host = match listen {
            SocketAddr::V4(v4) => v4.ip().to_string(),
            SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
        };
        let mut all = vec![Origin::new(Scheme::Http, &host, listen.port())];
        all.extend(own.into_iter().chain(added.iter().cloned()));
        Gate::Local {
            hosts: all.iter().map(|origin| origin.authority().into()).collect(),
            origins: all.iter().map(|origin| origin.to_string().into()).collect(),
        }
    }

    /// Checks the `Host`, which must stand there exactly once in every mode.
    pub fn check_host(&self, headers: &HeaderMap) -> Result<(), Error> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Err(Error::HeaderInvalid);
        };
        match self {
            Gate::Public => Ok(()),
            Gate::Local { hosts, .. } => {
                let known = host
                    .to_str()
                    .is_ok_and(|host| hosts.iter().any(|own| own.eq_ignore_ascii_case(host)));
                if known {
                    Ok(())
                } else {
                    Err(Error::HostNotAllowed)
                }
            }
        }
    }

    /// Checks the `Origin`, and returns what the answer will say about it.
    pub fn check_origin(&self, headers: &HeaderMap) -> Result<Reader, Error> {
        let Gate::Local { origins, .. } = self else {
            return Ok(Reader::Any);
        };
        let mut fields = headers.get_all(header::ORIGIN).iter();
        match (fields.next(), fields.next()) {
            // Images and navigations of other pages carry no Origin, but browsers say where they come from. Every port of
            // this machine is the same site, so that word is not enough.
            (None, _)
                if headers
                    .get(FETCH_SITE)
                    .is_some_and(|site| site != "same-origin" && site != "none") =>
            {
                Err(Error::OriginNotAllowed)
            }
            (None, _) => Ok(Reader::Own),
            (Some(origin), None)
                if origins
                    .iter()
                    .any(|listed| origin.as_bytes() == listed.as_bytes()) =>
            {
                Ok(Reader::One(origin.clone()))
            }
            _ => Err(Error::OriginNotAllowed),
        }
    }

    /// Who may read the answer to this request, whatever it is; `None`: no page.
    pub fn reader(&self, headers: &HeaderMap) -> Option<Reader> {
        match self {
            Gate::Public => Some(Reader::Any),
            Gate::Local { .. } => {
                self.check_host(headers).ok()?;
                self.check_origin(headers).ok()
            }
        }
    }
}

impl Reader {
    /// Adds the CORS headers of an answer.
    pub fn mark(&self, headers: &mut HeaderMap) {
        let origin = match self {
            Reader::Any => HeaderValue::from_static("*"),
            Reader::One(origin) => origin.clone(),
            Reader::Own => HeaderValue::from_static(""),
        };
        if *self != Reader::Any {
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        if *self != Reader::Own {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
        let policy = if *self == Reader::Any {
            "cross-origin"
        } else {
            "same-origin"
        };
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static(policy));
    }
}

/// The answer to OPTIONS: always the same, whatever the preflight asks.
pub fn preflight() -> Response<Body> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ALLOW, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("86400"),
    );
    answer::respond(StatusCode::NO_CONTENT, headers, Body::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local() -> Gate {
        Gate::local(
            ([127, 0, 0, 1], 8080).into(),
            &[Origin::parse("http://localhost:3000").expect("an origin")],
        )
    }

    fn headers(fields: &[(HeaderName, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers
    }

    #[track_caller]
    fn check_host(gate: &Gate, hosts: &[&'static str], expected: Result<(), Error>) {
        let fields: Vec<_> = hosts.iter().map(|host| (header::HOST, *host)).collect();
        assert_eq!(gate.check_host(&headers(&fields)), expected, "{hosts:?}");
    }

    #[test]
    fn a_host_stands_there_exactly_once() {
        check_host(&Gate::Public, &[], Err(Error::HeaderInvalid));
        check_host(&Gate::Public, &["a", "b"], Err(Error::HeaderInvalid));
        check_host(&Gate::Public, &["anything.example"], Ok(()));
    }

    #[test]
    fn rebound_names_are_refused_in_local_mode() {
        for host in [
            "127.0.0.1:8080",
            "localhost:8080",
            "LOCALHOST:8080",
            "[::1]:8080",
            "localhost:3000",
        ] {
            check_host(&local(), &[host], Ok(()));
        }
        for host in [
            "evil.example:8080",
            "localhost",
            "localhost:8081",
            "127.0.0.1",
            "",
        ] {
            check_host(&local(), &[host], Err(Error::HostNotAllowed));
        }
    }

    #[test]
    fn local_mode_lets_listed_origins_read_and_no_other() {
        let check = |origin| local().check_origin(&headers(&[(header::ORIGIN, origin)]));
        assert!(matches!(check("http://localhost:8080"), Ok(Reader::One(_))));
        assert!(matches!(check("http://localhost:3000"), Ok(Reader::One(_))));
        for origin in [
            "https://localhost:8080",
            "http://evil.example",
            "null",
            "http://localhost:80801",
            "",
        ] {
            assert_eq!(check(origin), Err(Error::OriginNotAllowed), "{origin}");
        }
        assert_eq!(local().check_origin(&HeaderMap::new()), Ok(Reader::Own));
        let fetched = |from| local().check_origin(&headers(&[(FETCH_SITE, from)]));
        assert_eq!(fetched("cross-site"), Err(Error::OriginNotAllowed));
        assert_eq!(fetched("same-site"), Err(Error::OriginNotAllowed));
        assert_eq!(fetched("same-origin"), Ok(Reader::Own));
        assert_eq!(fetched("none"), Ok(Reader::Own));
    }

    #[test]
    fn public_mode_lets_every_page_read_without_credentials() {
        let mut answer = HeaderMap::new();
        Gate::Public
            .check_origin(&headers(&[(header::ORIGIN, "https://any.example")]))
            .expect("everyone")
            .mark(&mut answer);
        assert_eq!(answer[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(!answer.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
    }
}
