//! Asking for a bearer token and reading the answer:
//! <https://distribution.github.io/distribution/spec/auth/token/>.
//!
//! Only anonymous reading is asked for. Whether a realm may be asked at all is for the caller to judge.

use std::fmt;

use serde_json::Value;

use crate::percent::{decode, encode};
use crate::reference::Repository;

/// A larger answer is no token answer.
const ANSWER_LENGTH_MAX: usize = 64 * 1_024;
/// A longer token would not fit into a request header anywhere.
const TOKEN_LENGTH_MAX: usize = 16 * 1_024;
/// The lifetime where the answer names none, by the token specification.
const DEFAULT_LIFETIME_SECS: u64 = 60;

/// A token and how long it is good for. `Debug` does not print the token.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenAnswer {
    /// What goes behind `Authorization: Bearer `.
    pub token: String,
    /// Lifetime in seconds from the answer on; 60 where the answer does not say.
    pub expires_in_secs: u64,
}

impl fmt::Debug for TokenAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenAnswer")
            .field("token", &format_args!("<{} bytes>", self.token.len()))
            .field("expires_in_secs", &self.expires_in_secs)
            .finish()
    }
}

/// Why a token answer cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// It is not a JSON object.
    #[error("the token answer is not a JSON object")]
    NotJson,
    /// It has neither `token` nor `access_token`.
    #[error("the token answer has neither `token` nor `access_token`")]
    Missing,
    /// The token is empty, longer than 16 KiB, or has characters that cannot stand in a header field.
    #[error("the token has characters that no token has, or more than 16 KiB of them")]
    Unusable,
    /// The answer has more than 64 KiB.
    #[error("the token answer has more than 64 KiB")]
    TooLarge,
}

/// Reads a token answer.
///
/// # Errors
///
/// Anything but a JSON object of at most 64 KiB with a token of at most 16 KiB that has only `b64token` characters
/// (RFC 6750 §2.1): a token goes into a header field, so nothing else may pass.
pub fn parse(bytes: &[u8]) -> Result<TokenAnswer, TokenError> {
    if bytes.len() > ANSWER_LENGTH_MAX {
        return Err(TokenError::TooLarge);
    }
    let answer = serde_json::from_slice::<Value>(bytes).map_err(|_| TokenError::NotJson)?;
    let answer = answer.as_object().ok_or(TokenError::NotJson)?;
    // Some registries send an empty `token` beside a good `access_token`.
    let mut texts = ["token", "access_token"]
        .into_iter()
        .filter_map(|name| answer.get(name)?.as_str());
    let token = texts
        .find(|text| !text.is_empty())
        .ok_or(TokenError::Missing)?;
    if token.len() > TOKEN_LENGTH_MAX || !is_b64token(token) {
        return Err(TokenError::Unusable);
    }
    let expires_in_secs = answer
        .get("expires_in")
        .and_then(lifetime_secs)
        .unwrap_or(DEFAULT_LIFETIME_SECS);
    Ok(TokenAnswer {
        token: token.to_owned(),
        expires_in_secs,
    })
}

/// The lifetime; some registries write it as a text or a fraction.
fn lifetime_secs(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            let secs = number
                .as_f64()
                .filter(|secs| *secs >= 0.0 && *secs < 1e15)?;
            Some(secs as u64)
        }),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`, RFC 6750 §2.1.
fn is_b64token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty()
        && body.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
        })
}

/// The address to ask for a token that may read `repository`:
/// `https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/nginx:pull`.
///
/// The scope is ours, never the challenge's: some registries send a placeholder. `service` is left out where the
/// challenge names none. A query that the realm already has is kept, except `scope` and `service`; a fragment is dropped.
pub fn url(realm: &str, service: Option<&str>, repository: &Repository) -> String {
    let realm = realm.split_once('#').map_or(realm, |(realm, _)| realm);
    let (address, query) = realm.split_once('?').unwrap_or((realm, ""));
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_ours(pair))
        .map(str::to_owned)
        .collect();
    if let Some(service) = service {
        pairs.push(format!("service={}", encode(service)));
    }
    pairs.push(format!(
        "scope={}",
        encode(&format!("repository:{repository}:pull"))
    ));
    format!("{address}?{}", pairs.join("&"))
}

fn is_ours(pair: &str) -> bool {
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    matches!(decode(name).as_slice(), b"scope" | b"service")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Result<(&str, u64), TokenError>) {
        let found = parse(body.as_bytes()).map(|answer| (answer.token, answer.expires_in_secs));
        assert_eq!(
            found,
            expected.map(|(token, secs)| (token.to_owned(), secs))
        );
    }

    #[track_caller]
    fn check_url(realm: &str, service: Option<&str>, expected: &str) {
        assert_eq!(
            url(realm, service, &Repository::parse("library/nginx").unwrap()),
            expected
        );
    }

    #[test]
    fn both_names_of_the_token_are_read() {
        check(
            r#"{"token":"abc.d-_~+/==","expires_in":300}"#,
            Ok(("abc.d-_~+/==", 300)),
        );
        check(
            r#"{"access_token":"abc","issued_at":"2026-01-01T00:00:00Z"}"#,
            Ok(("abc", 60)),
        );
        check(
            r#"{"token":"","access_token":"abc","expires_in":"120"}"#,
            Ok(("abc", 120)),
        );
        check(r#"{"token":"abc","expires_in":90.5}"#, Ok(("abc", 90)));
        check(r#"{"token":"abc","expires_in":-1}"#, Ok(("abc", 60)));
    }

    #[test]
    fn answers_without_a_usable_token_are_refused() {
        check("<html>", Err(TokenError::NotJson));
        check("[]", Err(TokenError::NotJson));
        check("{}", Err(TokenError::Missing));
        check(r#"{"token":7}"#, Err(TokenError::Missing));
        check(r#"{"token":"a b"}"#, Err(TokenError::Unusable));
        check(r#"{"token":"a\r\nX-Evil: 1"}"#, Err(TokenError::Unusable));
        check(r#"{"token":"=="}"#, Err(TokenError::Unusable));
        check(r#"{"token":"a=b"}"#, Err(TokenError::Unusable));
        check(
            &format!(r#"{{"token":"{}"}}"#, "a".repeat(16 * 1_024 + 1)),
            Err(TokenError::Unusable),
        );
        check(&" ".repeat(64 * 1_024 + 1), Err(TokenError::TooLarge));
    }

    #[test]
    fn the_token_is_not_printed() {
        let answer = parse(br#"{"token":"secret"}"#).unwrap();
        assert_eq!(
            format!("{answer:?}"),
            "TokenAnswer { token: <6 bytes>, expires_in_secs: 60 }"
        );
    }

    #[test]
    fn the_address_carries_our_scope_only() {
        check_url(
            "https://auth.docker.io/token",
            Some("registry.docker.io"),
            "https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/nginx:pull",
        );
        check_url(
            "https://nvcr.io/proxy_auth",
            None,
            "https://nvcr.io/proxy_auth?scope=repository:library/nginx:pull",
        );
        check_url(
            "https://r.example/t?account=x&scope=repository:a:push&%73ervice=y&&flag#top",
            Some("a b&c=\"d\"+é"),
            "https://r.example/t?account=x&flag&service=a%20b%26c%3D%22d%22%2B%C3%A9&scope=repository:library/nginx:pull",
        );
    }
}
