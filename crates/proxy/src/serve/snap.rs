//! Pictures, badges and texts that stand in for a figure: which address asks for one, who may have it, and how long it may
//! be kept.
//!
//! What an address means and how an answer looks is `tagprism-snap`, a crate without I/O. Documents come out of the
//! [`Relay`] under the same rules as those of `/v2`, and nothing here can go round it.

mod document;
mod painted;

use hyper::{
    HeaderMap, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
    http::request::Parts,
};
use tagprism_snap::{Ask, Format, Source, oembed, picture::Facts, reading::Depth};

use self::painted::{Painted, Painter};
use super::gate::{Gate, Reader};
use crate::{
    answer::{self, Body},
    error::Error,
    limits,
    log::Trail,
    relay::Relay,
};

/// Nothing in a picture runs, loads or submits; its styles stand in it.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
const BY_DIGEST: &str = "public, max-age=31536000, immutable";
const BY_TAG: &str = "public, max-age=300, stale-while-revalidate=86400";
const OF_BUILD: &str = "public, max-age=3600, stale-while-revalidate=86400";
/// A registry that is down now may be up soon, and whoever asks for pictures asks often.
const OF_FAILURE: &str = "public, max-age=30";

/// What of the process draws.
pub struct Snap {
    painter: Painter,
}

/// What a path asks for.
pub enum Wanted {
    /// `/snap/match.svg`, or the words of a page.
    Picture(Box<Ask>),
    /// `/badge/nginx:latest.svg`
    Badge(Box<Ask>),
    /// `/oembed`
    Oembed,
    /// Something below these folders that there is not.
    Nothing,
}

impl Wanted {
    /// What a request asks for; `None` where it is no business of this module.
    pub fn of(head: &Parts) -> Option<Wanted> {
        let path = head.uri.path();
        let query = head.uri.query().unwrap_or_default();
        let found = |ask: Option<Ask>| ask.map(Box::new);
        if path.len() + query.len() >= limits::TARGET_LEN {
            return None;
        }
        Some(if let Some(file) = path.strip_prefix("/snap/") {
            found(Ask::parse(file, query)).map_or(Wanted::Nothing, Wanted::Picture)
        } else if let Some(file) = path.strip_prefix("/badge/") {
            found(Ask::of_badge(file, query)).map_or(Wanted::Nothing, Wanted::Badge)
        } else if path == "/oembed" {
            Wanted::Oembed
        } else if prefers_words(&head.headers) {
            Wanted::Picture(found(Ask::of_page(path.strip_prefix('/')?, query))?)
        } else {
            return None;
        })
    }
}

/// Whether a page is written in words as well, for who wants that: the answers to its address differ.
pub fn has_words(path: &str) -> bool {
    path.starts_with("/i/") || path.starts_with("/pull/")
}

/// What the head of a page about an image says to who shows a card of it. Browsers that go to a page say so, and get the page
/// as it was built: it is compressed better than anything made now.
pub fn card(head: &Parts, base: Option<&str>) -> Option<String> {
    let is_reader = head.headers.contains_key("sec-fetch-mode");
    let path = head.uri.path().strip_prefix('/').filter(|_| !is_reader)?;
    tagprism_snap::head::of_page(path, head.uri.query().unwrap_or_default(), base?)
}

/// Whether words are wanted in place of a page: by terminals, and by who says so.
fn prefers_words(headers: &HeaderMap) -> bool {
    let field = |name: HeaderName| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_ascii_lowercase()
    };
    let (accept, agent) = (field(header::ACCEPT), field(header::USER_AGENT));
    let is_terminal = ["curl/", "wget/", "httpie/", "xh/"]
        .iter()
        .any(|name| agent.starts_with(name));
    !accept.contains("text/html") && (is_terminal || accept.contains("text/plain"))
}

impl Snap {
    /// With nothing drawn yet.
    pub fn new() -> Snap {
        Snap {
            painter: Painter::new(),
        }
    }

    /// The answer to a request. `base` is where the site is found, if that is known.
    ///
    /// # Errors
    /// When there is no such picture, when the one who asks may not have it, and when too many are drawn already. What a
    /// registry does wrong is no error but a picture that says so.
    pub async fn answer(
        &self,
        wanted: Wanted,
        head: &Parts,
        base: Option<String>,
        relay: &Relay,
        gate: &Gate,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let base = base.unwrap_or_default();
        let (ask, is_badge) = match wanted {
            Wanted::Nothing => return Err(Error::UnknownEndpoint),
            Wanted::Oembed => return Ok(frame(head, &base)),
            Wanted::Picture(ask) => (ask, false),
            Wanted::Badge(ask) => (ask, true),
        };
        let source = ask.source();
        // What needs a registry is for those who may read from here. A picture in a page of strangers would show them
        // nothing, but its size and its time would tell.
        let reader = match &source {
            Source::Read(_) => gate.check_origin(&head.headers)?,
            Source::Here | Source::Refused(_) => Reader::Any,
        };
        let depth = if is_badge { Depth::Root } else { ask.depth() };
        let kind = if is_badge { "badge" } else { "snap" };
        let key = format!("{kind} {base} {}", ask.canonical());
        let is_read = matches!(source, Source::Read(_));
        let painted = match self.painter.kept(&key) {
            Some(painted) => painted,
            None => {
                let (known, reason) = match &source {
                    Source::Here => (None, None),
                    Source::Refused(reason) => (None, Some(reason.clone())),
                    Source::Read(reference) => {
                        match document::read(relay, reference, ask.machine().0, depth, trail).await
                        {
                            Ok(known) => (Some(known), None),
                            Err(reason) => (None, Some(reason)),
                        }
                    }
                };
                let cache_control = match (&known, &reason) {
                    (_, Some(_)) => OF_FAILURE,
                    (Some(_), None) if ask.is_pinned() => BY_DIGEST,
                    (Some(_), None) => BY_TAG,
                    (None, None) => OF_BUILD,
                };
                let format = ask.format;
                let scale = ask.scale;
                let draw = move || {
                    let facts = match (&known, &reason) {
                        (_, Some(reason)) => Facts::Unavailable(reason),
                        (Some(known), None) => Facts::Read(known),
                        (None, None) => Facts::Recorded,
                    };
                    match (is_badge, format) {
                        (true, _) => {
                            Some(tagprism_snap::badge::of(&ask, facts, &base).into_bytes())
                        }
                        (false, Format::Text) => {
                            Some(tagprism_snap::text::text(&ask, facts, &base).into_bytes())
                        }
                        (false, Format::Svg) => {
                            Some(tagprism_snap::picture::svg(&ask, facts, &base).into_bytes())
                        }
                        (false, Format::Png) => {
                            let svg = tagprism_snap::picture::svg(&ask, facts, &base);
                            tagprism_snap::png::png(&svg, scale)
                        }
                    }
                };
                let painted = self.painter.paint(draw, format, cache_control).await?;
                if cache_control != OF_FAILURE {
                    self.painter.keep(key, painted.clone(), is_read);
                }
                painted
            }
        };
        Ok(sent(&painted, head, &reader))
    }
}

/// The answer to oEmbed.
fn frame(head: &Parts, base: &str) -> Response<Body> {
    let answer = oembed::answer(head.uri.query().unwrap_or_default(), base);
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::NOT_FOUND);
    let cache_control = if answer.status == 200 {
        OF_BUILD
    } else {
        "no-store"
    };
    let painted = Painted::new(answer.json.into_bytes(), "application/json", cache_control);
    let mut response = sent(&painted, head, &Reader::Any);
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

fn sent(painted: &Painted, head: &Parts, reader: &Reader) -> Response<Body> {
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(painted.media_type),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(painted.cache_control),
    );
    headers.insert(header::ETAG, painted.etag.clone());
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    if !head.uri.path().starts_with("/snap/") && painted.media_type.starts_with("text/plain") {
        headers.insert(header::VARY, HeaderValue::from_static("Accept, User-Agent"));
    }
    reader.mark(&mut headers);
    let known = head.headers.get(header::IF_NONE_MATCH);
    let both = painted
        .etag
        .to_str()
        .ok()
        .zip(known.and_then(|known| known.to_str().ok()));
    if both.is_some_and(|(etag, known)| answer::is_known(etag, known)) {
        return answer::respond(StatusCode::NOT_MODIFIED, headers, Body::default());
    }
    headers.insert(header::CONTENT_LENGTH, painted.bytes.len().into());
    let body = match head.method == hyper::Method::HEAD {
        true => Body::default(),
        false => answer::full(painted.bytes.clone()),
    };
    answer::respond(StatusCode::OK, headers, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[(HeaderName, &'static str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.insert(name, HeaderValue::from_static(value));
        }
        assert_eq!(prefers_words(&headers), expected, "{fields:?}");
    }

    #[test]
    fn terminals_get_words_and_browsers_pages() {
        check(
            &[(header::USER_AGENT, "curl/8.5.0"), (header::ACCEPT, "*/*")],
            true,
        );
        check(&[(header::USER_AGENT, "Wget/1.21")], true);
        check(&[(header::ACCEPT, "text/plain")], true);
        check(
            &[
                (header::USER_AGENT, "curl/8.5.0"),
                (header::ACCEPT, "text/html"),
            ],
            false,
        );
        check(
            &[
                (header::USER_AGENT, "Mozilla/5.0"),
                (header::ACCEPT, "text/html,*/*;q=0.8"),
            ],
            false,
        );
        check(&[], false);
    }
}
