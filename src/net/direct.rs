//! Asking a registry without a proxy: the token dance of the distribution specification, in the browser.
//!
//! Most public registries send no CORS headers, so this mostly serves registries that were set up for it.

use super::{
    failure::{Failure, FailureKind},
    fetch::{Answer, get},
};
use tagprism_core::{
    Reference,
    registry::{
        challenge::{self, Challenge},
        error,
        request::{Request, api_host},
        token,
    },
};

/// Sends one request, with an anonymous token where the registry asks for one.
///
/// # Errors
///
/// No answer (blocked or unreachable: the browser does not say which), or no token. Any final status is an answer.
pub async fn ask(reference: &Reference, request: &Request) -> Result<Answer, Failure> {
    let url = format!("{}{}", origin(reference.domain()), request.path());
    let accept = ("accept", request.accept());
    let first = get(&url, &[accept], FailureKind::BrowserBlocked).await?;
    if first.status != 401 {
        return Ok(first);
    }
    let field = first.header("www-authenticate").unwrap_or_default();
    let Some((realm, service)) = bearer(&field) else {
        return Ok(first);
    };
    let url_of_token = token::url(&realm, service.as_deref(), &request.repository);
    let answer = get(&url_of_token, &[], FailureKind::BrowserBlocked).await?;
    if answer.status != 200 {
        let retry_after_secs = answer.retry_after_secs();
        return Err(no_token(answer.status, &answer.bytes, retry_after_secs));
    }
    let token = token::parse(&answer.bytes)
        .map_err(|_| Failure {
            status: Some(answer.status),
            ..Failure::of(FailureKind::Untrustworthy)
        })?
        .token;
    get(
        &url,
        &[accept, ("authorization", &format!("Bearer {token}"))],
        FailureKind::BrowserBlocked,
    )
    .await
}

/// What it means that a token was not given. Only 401 and 403 speak about who is asking; a limit or a fault of the token
/// server says nothing about the image, and neither does an address of it that leads nowhere.
fn no_token(status: u16, bytes: &[u8], retry_after_secs: Option<u64>) -> Failure {
    let failure = Failure::from_answer(status, &error::parse(bytes), retry_after_secs);
    let kind = match (status, failure.kind) {
        (401 | 403, _) => FailureKind::Private,
        (_, FailureKind::NotFound) => FailureKind::RegistryFault,
        (_, kind) => kind,
    };
    Failure { kind, ..failure }
}

fn bearer(field: &str) -> Option<(String, Option<String>)> {
    challenge::parse(field)
        .into_iter()
        .find_map(|challenge| match challenge {
            Challenge::Bearer { realm, service, .. } if realm.starts_with("https://") => {
                Some((realm, service))
            }
            _ => None,
        })
}

/// Loopback registries speak plain HTTP, as every engine assumes.
fn origin(domain: &str) -> String {
    let host = domain.rsplit_once(':').map_or(domain, |(host, _)| host);
    let is_loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let scheme = if is_loopback { "http" } else { "https" };
    format!("{scheme}://{}", api_host(domain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Whose;

    #[test]
    fn loopback_is_asked_in_plain_http() {
        assert_eq!(origin("localhost:5000"), "http://localhost:5000");
        assert_eq!(origin("[::1]:5000"), "http://[::1]:5000");
        assert_eq!(origin("docker.io"), "https://registry-1.docker.io");
    }

    #[test]
    fn a_token_that_is_not_given_says_why() {
        assert_eq!(no_token(403, b"", None).kind, FailureKind::Private);
        assert_eq!(no_token(503, b"", None).kind, FailureKind::RegistryFault);
        assert_eq!(no_token(404, b"", None).kind, FailureKind::RegistryFault);
        let limited = FailureKind::RateLimited {
            whose: Whose::Registry,
            retry_after_secs: Some(9),
        };
        assert_eq!(no_token(429, b"", Some(9)).kind, limited);
    }

    #[test]
    fn a_token_is_fetched_over_https_only() {
        assert_eq!(
            bearer(r#"Bearer realm="http://evil.example/t",service="x""#),
            None
        );
        let found = bearer(r#"Basic realm="x", Bearer realm="https://a.example/t",service="s""#);
        assert_eq!(
            found,
            Some(("https://a.example/t".to_owned(), Some("s".to_owned())))
        );
    }
}
