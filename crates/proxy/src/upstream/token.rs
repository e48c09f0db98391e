//! Anonymous tokens: which challenge is followed, what is asked, and how long an answer is kept.
//!
//! A token is kept per registry *and* repository, and goes to that registry's own origin only, so two registries that share
//! a token server can never see each other's.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use hyper::{
    HeaderMap, Uri,
    header::{self, HeaderValue},
};
use moka::sync::Cache;
use tagprism_core::{
    reference::Repository,
    registry::{challenge as challenges, challenge::Challenge, token},
};

use crate::{error::Error, origin::Origin, registries::Registry};

/// All tokens together, in bytes: a registry decides how long each one is.
const TOKENS_LEN: u64 = 16 * 1024 * 1024;
/// What one token takes besides itself: its key and the map's own bookkeeping, estimated generously.
const ENTRY_LEN: usize = 768;
/// A token is not used in its last seconds: the request that carries it takes time, too.
const MARGIN_SECS: u64 = 15;
/// No token is kept longer than this.
const LIFETIME_MAX_SECS: u64 = 3600;
/// A longer realm is not followed.
const REALM_LEN: usize = 2048;

/// `Bearer …`, marked as sensitive so that it is never printed.
#[derive(Clone, Debug)]
pub struct Token(HeaderValue);

impl Token {
    /// The value of `Authorization`.
    pub fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

/// Where a registry sends its clients for a token.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    realm: String,
    service: Option<String>,
}

/// The first Bearer challenge of a 401; `None` when it wants something that anonymous users do not have.
pub fn challenge(headers: &HeaderMap) -> Option<Asked> {
    let fields = headers
        .get_all(header::WWW_AUTHENTICATE)
        .iter()
        .filter_map(|field| field.to_str().ok());
    fields
        .flat_map(challenges::parse)
        .find_map(|challenge| match challenge {
            Challenge::Bearer { realm, service, .. } => Some(Asked { realm, service }),
            _ => None,
        })
}

impl Asked {
    /// The URI to ask for a token that may read `repository`.
    ///
    /// # Errors
    /// [`Error::RealmNotAllowed`] when the registry may not name this realm.
    pub fn uri(&self, registry: &Registry, repository: &Repository) -> Result<Uri, Error> {
        let plain = self.realm.len() <= REALM_LEN
            && self.realm.is_ascii()
            && !self.realm.contains(['#', '\\', '@']);
        let realm = Some(&self.realm)
            .filter(|_| plain)
            .and_then(|realm| Origin::of(&realm.parse().ok()?));
        let realm = realm
            .filter(|realm| registry.trusts_realm(realm))
            .ok_or(Error::RealmNotAllowed)?;
        let uri: Uri = token::url(&self.realm, self.service.as_deref(), repository)
            .parse()
            .map_err(|_| Error::RealmNotAllowed)?;
        // The parameters must not have moved the host.
        if Origin::of(&uri).as_ref() == Some(&realm) {
            Ok(uri)
        } else {
            Err(Error::RealmNotAllowed)
        }
    }
}

/// Tokens by registry and repository.
pub struct Tokens(Cache<(Box<str>, Repository), Arc<Kept>>);

struct Kept {
    token: Token,
    until: Instant,
}

impl Tokens {
    pub fn new() -> Tokens {
        let tokens = Cache::builder()
            .max_capacity(TOKENS_LEN)
            .weigher(|_: &(Box<str>, Repository), kept: &Arc<Kept>| {
                u32::try_from(kept.token.0.len() + ENTRY_LEN).unwrap_or(u32::MAX)
            })
            .build();
        Tokens(tokens)
    }

    /// The token of a repository, unless it is about to expire.
    pub fn get(&self, registry: &Registry, repository: &Repository) -> Option<Token> {
        let kept = self.0.get(&(registry.name.clone(), repository.clone()))?;
        (kept.until > Instant::now()).then(|| kept.token.clone())
    }

    /// Reads a token answer and keeps it; it replaces what was kept for the repository, whatever realm that came from.
    ///
    /// # Errors
    /// [`Error::UpstreamInvalid`] when the answer has no usable token.
    pub fn keep(
        &self,
        registry: &Registry,
        repository: &Repository,
        bytes: &[u8],
    ) -> Result<Token, Error> {
        let answer = token::parse(bytes).map_err(|_| Error::UpstreamInvalid)?;
        let mut value = HeaderValue::try_from(format!("Bearer {}", answer.token))
            .map_err(|_| Error::UpstreamInvalid)?;
        value.set_sensitive(true);
        let token = Token(value);
        let until = Instant::now() + lifetime(answer.expires_in_secs);
        self.0.insert(
            (registry.name.clone(), repository.clone()),
            Arc::new(Kept {
                token: token.clone(),
                until,
            }),
        );
        Ok(token)
    }
}

fn lifetime(expires_in_secs: u64) -> Duration {
    Duration::from_secs(
        expires_in_secs
            .saturating_sub(MARGIN_SECS)
            .min(LIFETIME_MAX_SECS),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{egress::Policy, registries::Registries};

    #[track_caller]
    fn check(registry: &str, realm: &str, expected: Option<&str>) {
        let registry = Registries::known(&Arc::new(Policy::public()))
            .find(registry)
            .expect("listed");
        let asked = Asked {
            realm: realm.into(),
            service: Some("s".into()),
        };
        let uri = asked.uri(
            &registry,
            &Repository::parse("library/nginx").expect("a name"),
        );
        assert_eq!(
            uri.ok().map(|uri| uri.to_string()).as_deref(),
            expected,
            "{realm}"
        );
    }

    #[test]
    fn a_trusted_realm_is_asked_for_pull_and_nothing_else() {
        let expected = "https://auth.docker.io/token?service=s&scope=repository:library/nginx:pull";
        check("docker.io", "https://auth.docker.io/token", Some(expected));
        check(
            "docker.io",
            "https://auth.docker.io/token?scope=repository:x:push",
            Some(expected),
        );
    }

    #[test]
    fn other_realms_are_refused() {
        for realm in [
            "http://169.254.169.254/latest",
            "https://auth.evil.example/",
            "http://auth.docker.io/token",
            "https://auth.docker.io:444/",
            "https://u@auth.docker.io/",
            "https://auth.docker.io#@evil.example/",
            "https://auth.docker.io\\@evil.example/",
            "/token",
            "",
            "auth.docker.io",
        ] {
            check("docker.io", realm, None);
        }
    }

    #[test]
    fn lifetimes_are_shortened_and_bounded() {
        assert_eq!(lifetime(300).as_secs(), 285);
        assert_eq!(lifetime(10).as_secs(), 0);
        assert_eq!(lifetime(u64::MAX).as_secs(), 3600);
    }

    #[test]
    fn a_token_is_kept_for_its_own_registry_and_repository() {
        let registries = Registries::known(&Arc::new(Policy::public()));
        let (ghcr, quay) = (
            registries.find("ghcr.io").expect("listed"),
            registries.find("quay.io").expect("listed"),
        );
        let (a, b) = (
            Repository::parse("a").expect("a name"),
            Repository::parse("b").expect("a name"),
        );
        let tokens = Tokens::new();
        tokens
            .keep(&ghcr, &a, br#"{"token":"t","expires_in":300}"#)
            .expect("a token");
        assert!(tokens.get(&ghcr, &a).is_some());
        assert!(tokens.get(&ghcr, &b).is_none());
        assert!(tokens.get(&quay, &a).is_none());
    }

    #[test]
    fn long_tokens_do_not_fill_the_memory() {
        let ghcr = Registries::known(&Arc::new(Policy::public()))
            .find("ghcr.io")
            .expect("listed");
        let answer = format!(r#"{{"token":"{}","expires_in":300}}"#, "a".repeat(16_384));
        let tokens = Tokens::new();
        for n in 0..1_500 {
            let repository = Repository::parse(&format!("a{n}")).expect("a name");
            tokens
                .keep(&ghcr, &repository, answer.as_bytes())
                .expect("a token");
        }
        tokens.0.run_pending_tasks();
        let weight = tokens.0.weighted_size();
        assert!((1..=TOKENS_LEN).contains(&weight), "{weight}");
    }

    #[test]
    fn answers_without_a_token_are_refused() {
        let ghcr = Registries::known(&Arc::new(Policy::public()))
            .find("ghcr.io")
            .expect("listed");
        let a = Repository::parse("a").expect("a name");
        for bytes in [
            "<html>",
            "{}",
            r#"{"token":"a b"}"#,
            r#"{"token":"a\r\nx: y"}"#,
        ] {
            assert_eq!(
                Tokens::new().keep(&ghcr, &a, bytes.as_bytes()).err(),
                Some(Error::UpstreamInvalid),
                "{bytes}"
            );
        }
    }

    #[test]
    fn the_first_bearer_challenge_is_followed() {
        let asked = |field: &str| {
            challenge(&HeaderMap::from_iter([(
                header::WWW_AUTHENTICATE,
                field.parse().expect("a value"),
            )]))
        };
        assert!(asked(r#"Basic realm="x", Bearer realm="https://a/","#).is_some());
        assert_eq!(asked(r#"Basic realm="x""#), None);
    }
}
