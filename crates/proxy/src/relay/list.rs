//! Tag lists and referrers: JSON that nobody signed, passed on whole, with the link to the next page rewritten.
//!
//! Upstreams are always asked with GET: some answer 405 to HEAD, and the length of a list is not worth a special case.

use hyper::{
    HeaderMap, Method, Response, Uri,
    body::Incoming,
    header::{self, HeaderValue},
};
use tagprism_core::registry::link;

use super::{Place, Relay, document_type};
use crate::{
    answer::{Body, FILTERS, Freshness, Label, Source, Wish},
    error::{Error, Resource},
    limits,
    log::Trail,
    target::Query,
    upstream::body,
};

impl Relay {
    pub(super) async fn list(
        &self,
        place: &Place<'_>,
        resource: Resource,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let _turn = self.turn().await?;
        let path = place.ask.request.path() + &query(resource, &place.ask.query);
        let response = self
            .upstream
            .ask(&place.question(Method::GET, path, resource), trail)
            .await?;
        let media_type = json_type(&response, resource)?;
        let extra = extra_headers(place, resource, response.headers());
        let label = Label {
            resource,
            media_type,
            digest: None,
            freshness: Freshness::Brief,
            source: Source::Miss,
        };
        let bytes = body::collect(
            response.into_body(),
            limits::LIST_LEN,
            limits::UPSTREAM_TOTAL,
        )
        .await?;
        // Not parsed: the page does that. But what does not even begin like a list is something else.
        if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
            return Err(Error::UpstreamInvalid);
        }
        let mut answer = label.whole(bytes, wish);
        answer.headers_mut().extend(extra);
        Ok(answer)
    }
}

fn query(resource: Resource, query: &Query) -> String {
    match resource {
        Resource::Referrers => query.for_referrers(),
        _ => query.for_tags(),
    }
}

fn json_type(response: &Response<Incoming>, resource: Resource) -> Result<HeaderValue, Error> {
    let told = document_type(response)?;
    match resource {
        Resource::Referrers if told == tagprism_core::media_type::OCI_INDEX => Ok(told),
        // Registries send lists as text/plain, too.
        _ => Ok(HeaderValue::from_static("application/json")),
    }
}

fn extra_headers(place: &Place<'_>, resource: Resource, headers: &HeaderMap) -> HeaderMap {
    let mut extra = HeaderMap::new();
    let link = headers
        .get(header::LINK)
        .and_then(|field| field.to_str().ok())
        .and_then(link::next);
    let path = place.ask.request.path();
    let next = link.and_then(|link| next_page(&link, &place.registry.name, &path, resource));
    extra.extend(next.map(|next| (header::LINK, next)));
    // The spec knows one filter, so one word is all that is passed.
    if headers
        .get(FILTERS)
        .is_some_and(|applied| applied == "artifactType")
    {
        extra.insert(FILTERS, HeaderValue::from_static("artifactType"));
    }
    extra
}

/// The link to the next page below this proxy. Only the parameters are taken over, and only if all of them are understood:
/// half of a page mark would lead to the wrong page.
fn next_page(link: &str, registry: &str, path: &str, resource: Resource) -> Option<HeaderValue> {
    let raw = link.split_once('?').map(|(_, query)| query)?;
    let raw = raw.split('#').next().unwrap_or_default();
    let understood = |pair: &str| {
        matches!(
            pair.split('=').next(),
            Some("n" | "last" | "next_page" | "artifactType")
        )
    };
    if !raw.split('&').all(understood) {
        return None;
    }
    let parameters = query(resource, &Query::parse(raw).ok()?);
    let path = path.strip_prefix("/v2")?;
    let target = format!("/v2/{registry}{path}{parameters}");
    let valid = target.parse::<Uri>().is_ok() && !parameters.is_empty();
    HeaderValue::try_from(format!("<{target}>; rel=\"next\""))
        .ok()
        .filter(|_| valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, expected: Option<&str>) {
        let next = next_page(link, "ghcr.io", "/v2/a/b/tags/list", Resource::Tags);
        assert_eq!(
            next.as_ref().and_then(|value| value.to_str().ok()),
            expected,
            "{link}"
        );
    }

    #[test]
    fn the_next_page_is_below_this_proxy() {
        let expected = Some("</v2/ghcr.io/a/b/tags/list?n=10&last=v9>; rel=\"next\"");
        check("/v2/a/b/tags/list?last=v9&n=10", expected);
        check("https://ghcr.io/v2/a/b/tags/list?n=10&last=v9", expected);
        check("https://evil.example/?n=10&last=v9#x", expected);
    }

    #[test]
    fn marks_that_are_not_understood_end_the_list() {
        for link in [
            "/v2/a/b/tags/list",
            "?token=x",
            "?n=10&sig=1",
            "?last=a%0d%0ab",
            "?n=10&n=11",
            "",
        ] {
            check(link, None);
        }
    }
}
