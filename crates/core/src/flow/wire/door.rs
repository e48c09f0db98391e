//! How a registry lets clients in: where tokens come from, and what they are for.

use super::Wire;
use crate::flow::{
    setting::Store,
    timeline::{Actor, Exchange, Origin},
};

/// How a registry lets anonymous readers in.
pub(super) struct Door {
    domain: &'static str,
    realm: &'static str,
    service: &'static str,
    /// Where it keeps blobs, if that is another host.
    pub(super) blobs: Option<&'static str>,
}

/// Registries whose way is known; any other is told without tokens and redirects.
const DOORS: &[Door] = &[
    Door {
        domain: "docker.io",
        realm: "https://auth.docker.io/token",
        service: "registry.docker.io",
        blobs: Some("docker-images-prod….r2.cloudflarestorage.com"),
    },
    Door {
        domain: "ghcr.io",
        realm: "https://ghcr.io/token",
        service: "ghcr.io",
        blobs: Some("pkg-containers.githubusercontent.com"),
    },
];

pub(super) fn door_of(domain: &str) -> Option<&'static Door> {
    DOORS.iter().find(|door| door.domain == domain)
}

/// What a token is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Reading.
    Pull,
    /// Reading and writing.
    Push,
    /// Reading and writing, and reading the repository that a blob is mounted from.
    PushAndMount,
}

impl Wire<'_> {
    /// Whether the registry wants a token first.
    pub fn has_tokens(&self) -> bool {
        self.door.is_some()
    }

    /// The first request, without a token.
    pub fn knock(&self) -> Exchange {
        let request = match self.store {
            Store::Containerd => format!("HEAD {}", self.manifest_path(&self.target())),
            Store::Classic => "GET /v2/".to_owned(),
        };
        let mut exchange = self.exchange(
            request,
            "401 Unauthorized",
            "401, and where to ask for a token",
        );
        match self.store {
            // It is the request for the tag already.
            Store::Containerd => self.accept(&mut exchange),
            Store::Classic => {}
        }
        if !self.has_tokens() {
            return Wire::turned_down(exchange, "200 OK", "");
        }
        let scope = match self.store {
            Store::Containerd => format!(",scope=\"{}\"", self.scopes(Scope::Pull)[0]),
            Store::Classic => String::new(),
        };
        self.challenge(&mut exchange, &scope);
        exchange
    }

    /// A request that is turned down because of its token: the answer says what is wrong, and where to ask for another.
    pub fn turned_away(&self, exchange: Exchange, error: &str, body: &str) -> Exchange {
        let mut exchange = Wire::turned_down(exchange, "401 Unauthorized", body);
        let scope = &self.scopes(Scope::Pull)[0];
        self.challenge(
            &mut exchange,
            &format!(",scope=\"{scope}\",error=\"{error}\""),
        );
        exchange
    }

    fn challenge(&self, exchange: &mut Exchange, rest: &str) {
        if let Some(Door { realm, service, .. }) = self.door {
            let challenge = format!("Bearer realm=\"{realm}\",service=\"{service}\"{rest}");
            exchange
                .received
                .push(("Www-Authenticate".to_owned(), challenge));
        }
    }

    /// The request for a token.
    pub fn token(&self, scope: Scope) -> Exchange {
        let (realm, service) = self
            .door
            .map_or(("", ""), |door| (door.realm, door.service));
        let address = realm.strip_prefix("https://").unwrap_or(realm);
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        let scopes: Vec<String> = self
            .scopes(scope)
            .iter()
            .map(|scope| format!("scope={scope}&"))
            .collect();
        let meaning = match scope {
            Scope::Pull => "200, a token for reading this repository",
            Scope::Push => "200, a token for reading and writing this repository",
            Scope::PushAndMount => {
                "200, a token for writing this repository and reading the base's"
            }
        };
        let login = match scope {
            Scope::Pull => Vec::new(),
            Scope::Push | Scope::PushAndMount => {
                vec![("Authorization", "Basic … (not recorded)".to_owned())]
            }
        };
        Exchange {
            to: Actor::Tokens,
            host: host.to_owned(),
            request: format!("GET /{path}?{}service={service}", scopes.concat()),
            sent: login,
            status: "200 OK".to_owned(),
            origin: Origin::Simulated,
            received: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: "{\"token\": \"eyJ…\" (not recorded), \"expires_in\": 300}".to_owned(),
            meaning: meaning.to_owned(),
        }
    }

    /// That of the repository first.
    fn scopes(&self, scope: Scope) -> Vec<String> {
        let path = self.image.reference.path().as_str();
        match scope {
            Scope::Pull => vec![format!("repository:{path}:pull")],
            Scope::Push => vec![format!("repository:{path}:pull,push")],
            Scope::PushAndMount => vec![
                format!("repository:{path}:pull,push"),
                "repository:(the base's repository):pull".to_owned(),
            ],
        }
    }

    /// The token along with a request.
    pub fn authorize(&self, exchange: &mut Exchange) {
        if self.has_tokens() {
            let token = "Bearer eyJ… (not recorded)".to_owned();
            exchange.sent.push(("Authorization", token));
        }
    }
}
