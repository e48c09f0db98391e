//! Where readers find the site: what links in pictures, badges and oEmbed answers begin with.

use std::str::FromStr;

use hyper::{HeaderMap, header};

use crate::origin::{Origin, Scheme};

/// The address of a site, as its operator states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteUrl {
    origin: Origin,
    /// Begins and ends with a slash.
    path: Box<str>,
}

/// Why a text is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the address of a site: write `https://HOST/` or `https://HOST/PATH/`")]
pub struct ParseSiteUrlError(String);

impl FromStr for SiteUrl {
    type Err = ParseSiteUrlError;

    fn from_str(text: &str) -> Result<SiteUrl, ParseSiteUrlError> {
        let read = || {
            let (scheme, rest) = text.split_once("://")?;
            let slash = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(slash);
            let scheme = match scheme {
                "https" => Scheme::Https,
                "http" => Scheme::Http,
                _ => return None,
            };
            let is_plain = path
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"/-_.~".contains(&it));
            let is_plain = is_plain && path.split('/').all(|part| !matches!(part, "." | ".."));
            let origin = authority_origin(scheme, authority)?;
            is_plain.then(|| SiteUrl {
                origin,
                path: format!("{}/", path.trim_end_matches('/')).into(),
            })
        };
        read().ok_or_else(|| ParseSiteUrlError(text.to_owned()))
    }
}

/// Where this process is found.
#[derive(Clone, Debug, Default)]
pub struct Address(Option<SiteUrl>);

impl Address {
    /// By what the operator says, or else by what each request asks for.
    pub fn new(stated: Option<SiteUrl>) -> Address {
        Address(stated)
    }

    /// The origin of the site: `https://tagprism.example`. `None` where the request names no host that could be one.
    pub fn origin(&self, headers: &HeaderMap) -> Option<String> {
        match &self.0 {
            Some(stated) => Some(stated.origin.to_string()),
            None => Some(asked(headers)?.to_string()),
        }
    }

    /// What links begin with, ending with a slash: `https://tagprism.example/docs/`.
    pub fn base(&self, headers: &HeaderMap) -> Option<String> {
        let path = self.0.as_ref().map_or("/", |stated| &stated.path);
        Some(format!("{}{path}", self.origin(headers)?))
    }
}

/// The origin in a `Host`. Without being told nobody knows whether TLS ended before this process; a browser that came by
/// HTTPS takes `http` in a content policy for both.
fn asked(headers: &HeaderMap) -> Option<Origin> {
    authority_origin(Scheme::Http, headers.get(header::HOST)?.to_str().ok()?)
}

/// An authority with nothing in it that would mean something in a policy, a link or a text.
fn authority_origin(scheme: Scheme, authority: &str) -> Option<Origin> {
    let is_plain = authority
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || b"-.:[]".contains(&it));
    let origin = Origin::of_authority(scheme, authority)?;
    (is_plain && authority.len() <= 261).then_some(origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    #[track_caller]
    fn check(stated: Option<&str>, host: &'static str, expected: Option<&str>) {
        let stated = stated.map(|text| text.parse().expect("an address"));
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        let base = Address::new(stated).base(&headers);
        assert_eq!(base.as_deref(), expected, "{host}");
    }

    #[test]
    fn what_the_operator_says_counts() {
        let stated = Some("https://tagprism.example/docs");
        check(
            stated,
            "10.0.0.1:8080",
            Some("https://tagprism.example/docs/"),
        );
        check(stated, "<b>", Some("https://tagprism.example/docs/"));
        check(
            Some("http://localhost:8080"),
            "",
            Some("http://localhost:8080/"),
        );
    }

    #[test]
    fn or_else_the_host_that_was_asked() {
        check(None, "localhost:8080", Some("http://localhost:8080/"));
        check(None, "[::1]:8080", Some("http://[::1]:8080/"));
        for host in [
            "",
            "a b",
            "a;script-src *",
            "a'b",
            "a,b",
            "u@h",
            "a/b",
            "a:x",
            "a%20",
        ] {
            check(None, host, None);
        }
    }

    #[test]
    fn an_address_is_a_place_and_nothing_more() {
        for bad in [
            "tagprism.example",
            "ftp://a.example/",
            "https://",
            "https://u@a.example/",
            "https://a.example/?x",
            "https://a.example/#x",
            "https://a.example/../x",
            "https://a.example/\"",
        ] {
            assert!(bad.parse::<SiteUrl>().is_err(), "{bad}");
        }
    }
}
