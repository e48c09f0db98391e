//! Where a redirect leads, and whether that place is trusted. A `Location` is never shown and never logged.

use hyper::{Response, Uri, header};

use crate::{
    error::Error,
    limits,
    origin::{Origin, Scheme},
    registries::Registry,
};

/// The place that `response`, an answer of `origin` to a request for `uri`, redirects to.
///
/// # Errors
/// [`Error::RedirectNotAllowed`] when it cannot be read, leaves HTTPS, or is not among the registry's.
pub fn target<B>(
    response: &Response<B>,
    origin: &Origin,
    uri: &Uri,
    registry: &Registry,
) -> Result<(Origin, Uri), Error> {
    let mut locations = response.headers().get_all(header::LOCATION).iter();
    let (Some(location), None) = (locations.next(), locations.next()) else {
        return Err(Error::RedirectNotAllowed);
    };
    let location = location
        .to_str()
        .ok()
        .filter(|text| text.len() <= 2 * limits::TARGET_LEN)
        .ok_or(Error::RedirectNotAllowed)?;
    let next: Uri = absolute(location, origin, uri)
        .parse()
        .map_err(|_| Error::RedirectNotAllowed)?;
    let target = Origin::of(&next).ok_or(Error::RedirectNotAllowed)?;
    let downgrade = origin.scheme() == Scheme::Https && target.scheme() == Scheme::Http;
    if downgrade || !registry.trusts_redirect(&target) {
        return Err(Error::RedirectNotAllowed);
    }
    Ok((target, next))
}

/// Resolves a reference as far as RFC 3986 §5.2 is needed here: dot segments are left to the server that wrote them.
fn absolute(location: &str, origin: &Origin, uri: &Uri) -> String {
    let location = location.split('#').next().unwrap_or_default();
    if let Some(rest) = location.strip_prefix("//") {
        let scheme = if origin.scheme() == Scheme::Https {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{rest}")
    } else if location.starts_with('/') {
        format!("{origin}{location}")
    } else if location.contains(':') {
        location.to_owned()
    } else {
        let path = uri.path();
        let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
        format!("{origin}{folder}{location}")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{egress::Policy, registries::Registries};

    #[track_caller]
    fn check(from: &str, location: &str, expected: Option<&str>) {
        let registry = Registries::known(&Arc::new(Policy::public()))
            .find("docker.io")
            .expect("listed");
        let uri: Uri = from.parse().expect("a URI");
        let origin = Origin::of(&uri).expect("an origin");
        let mut response = Response::new(());
        response
            .headers_mut()
            .insert(header::LOCATION, location.parse().expect("a header value"));
        let next = target(&response, &origin, &uri, &registry)
            .ok()
            .map(|(_, next)| next.to_string());
        assert_eq!(next.as_deref(), expected, "{location}");
    }

    const HUB: &str = "https://registry-1.docker.io/v2/a/blobs/x";

    #[test]
    fn the_content_network_and_the_registry_itself_are_followed() {
        check(
            HUB,
            "https://production.cloudflare.docker.com/x?sig=1",
            Some("https://production.cloudflare.docker.com/x?sig=1"),
        );
        check(HUB, "/v2/b", Some("https://registry-1.docker.io/v2/b"));
        check(HUB, "y", Some("https://registry-1.docker.io/v2/a/blobs/y"));
        check(
            HUB,
            "//production.cloudflare.docker.com/x",
            Some("https://production.cloudflare.docker.com/x"),
        );
    }

    #[test]
    fn everything_else_is_refused() {
        for location in [
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
            "gopher://a/",
            "http://production.cloudflare.docker.com/x",
            "https://production.cloudflare.docker.com:8443/x",
            "https://evil.example/",
            "//evil.example/",
            "https://registry-1.docker.io@evil.example/",
            "https://u:p@production.cloudflare.docker.com/",
            "https://[::1]/",
            "",
            "data:,x",
        ] {
            check(
                HUB,
                location,
                if location.is_empty() {
                    Some("https://registry-1.docker.io/v2/a/blobs/")
                } else {
                    None
                },
            );
        }
    }
}
