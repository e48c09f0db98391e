//! What the requests and answers of a pull look like.
//!
//! Order and header fields are those of containerd v2 (`core/remotes/docker`) and of Docker's classic store (moby,
//! `daemon/internal/distribution`); the answers those of the distribution specification. Values that only a capture could
//! give, such as the text of a token, are left out and say so.

use super::{
    image::{Blob, FlowImage},
    setting::Store,
    timeline::{Actor, Exchange, Origin},
};
use crate::{
    media_type::{DOCKER_MANIFEST, DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_MANIFEST},
    registry::request::api_host,
};

/// How a registry lets anonymous readers in.
struct Door {
    domain: &'static str,
    realm: &'static str,
    service: &'static str,
    /// Where it keeps blobs, if that is another host.
    blobs: Option<&'static str>,
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

/// Writes the exchanges of one image.
pub struct Wire<'a> {
    image: &'a FlowImage,
    store: Store,
    door: Option<&'static Door>,
}

impl<'a> Wire<'a> {
    pub fn new(image: &'a FlowImage, store: Store) -> Wire<'a> {
        let domain = image.reference.domain();
        Wire {
            image,
            store,
            door: DOORS.iter().find(|door| door.domain == domain),
        }
    }

    /// Whether the registry wants a token first.
    pub fn has_tokens(&self) -> bool {
        self.door.is_some()
    }

    /// Who sends the bytes of blobs.
    pub fn blob_store(&self) -> Actor {
        match self.door.and_then(|door| door.blobs) {
            Some(_) => Actor::Blobs,
            None => Actor::Registry,
        }
    }

    /// The host of the registry's API.
    pub fn host(&self) -> String {
        api_host(self.image.reference.domain()).to_owned()
    }

    /// The tag or digest that was asked for.
    pub fn target(&self) -> String {
        let reference = &self.image.reference;
        match (reference.digest(), reference.tag()) {
            (Some(digest), _) => digest.as_str().to_owned(),
            (None, Some(tag)) => tag.as_str().to_owned(),
            (None, None) => "latest".to_owned(),
        }
    }

    fn manifest_path(&self, target: &str) -> String {
        format!(
            "/v2/{}/manifests/{target}",
            self.image.reference.path().as_str()
        )
    }

    fn exchange(&self, request: String, status: &'static str, meaning: &str) -> Exchange {
        Exchange {
            to: Actor::Registry,
            host: self.host(),
            request,
            sent: Vec::new(),
            status: status.to_owned(),
            origin: Origin::Simulated,
            received: Vec::new(),
            body: String::new(),
            meaning: meaning.to_owned(),
        }
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
        if !self.has_tokens() {
            return Wire::turned_down(exchange, "200 OK", "");
        }
        if let Some(Door { realm, service, .. }) = self.door {
            let scope = match self.store {
                Store::Containerd => format!(",scope=\"{}\"", self.scope()),
                Store::Classic => String::new(),
            };
            let challenge = format!("Bearer realm=\"{realm}\",service=\"{service}\"{scope}");
            exchange
                .received
                .push(("Www-Authenticate".to_owned(), challenge));
        }
        exchange
    }

    /// The request for a token.
    pub fn token(&self) -> Exchange {
        let (realm, service) = self
            .door
            .map_or(("", ""), |door| (door.realm, door.service));
        let address = realm.strip_prefix("https://").unwrap_or(realm);
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        Exchange {
            to: Actor::Tokens,
            host: host.to_owned(),
            request: format!("GET /{path}?scope={}&service={service}", self.scope()),
            sent: Vec::new(),
            status: "200 OK".to_owned(),
            origin: Origin::Simulated,
            received: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: "{\"token\": \"eyJ…\" (not recorded), \"expires_in\": 300}".to_owned(),
            meaning: "200, a token for reading this repository".to_owned(),
        }
    }

    fn scope(&self) -> String {
        format!("repository:{}:pull", self.image.reference.path().as_str())
    }

    /// What the tag means now.
    pub fn ask_tag(&self) -> Exchange {
        let root = &self.image.root;
        let request = format!("HEAD {}", self.manifest_path(&self.target()));
        let meaning = format!("200, digest {}", root.short());
        let mut exchange = self.exchange(request, "200 OK", &meaning);
        self.accept(&mut exchange);
        self.authorize(&mut exchange);
        exchange
            .received
            .push(("Content-Type".to_owned(), root.media_type.clone()));
        exchange
            .received
            .push(("Docker-Content-Digest".to_owned(), root.address()));
        exchange
            .received
            .push(("Content-Length".to_owned(), length(root)));
        exchange
    }

    /// The same request, turned down.
    pub fn turned_down(mut exchange: Exchange, status: &str, body: &str) -> Exchange {
        status.clone_into(&mut exchange.status);
        exchange.received.clear();
        body.clone_into(&mut exchange.body);
        status.clone_into(&mut exchange.meaning);
        exchange
    }

    /// An index or manifest by its digest.
    pub fn manifest(&self, blob: &Blob, what: &str) -> Exchange {
        let request = format!("GET {}", self.manifest_path(&blob.address()));
        let mut exchange = self.exchange(request, "200 OK", &format!("200, {what}"));
        match self.store {
            Store::Containerd => exchange
                .sent
                .push(("Accept", format!("{}, */*", blob.media_type))),
            Store::Classic => self.accept(&mut exchange),
        }
        self.authorize(&mut exchange);
        exchange
            .received
            .push(("Content-Type".to_owned(), blob.media_type.clone()));
        exchange
            .received
            .push(("Docker-Content-Digest".to_owned(), blob.address()));
        exchange
            .received
            .push(("Content-Length".to_owned(), length(blob)));
        exchange
    }

    /// A blob at the registry: the blob, or the address of the blob.
    pub fn blob(&self, blob: &Blob, what: &str) -> Exchange {
        let path = self.image.reference.path().as_str();
        let request = format!("GET /v2/{path}/blobs/{}", blob.address());
        let mut exchange = match self.door.and_then(|door| door.blobs) {
            Some(host) => {
                let meaning = format!("307, {what} is over there");
                let mut exchange = self.exchange(request, "307 Temporary Redirect", &meaning);
                let location = format!("https://{host}/… (signed, not recorded)");
                exchange.received.push(("Location".to_owned(), location));
                exchange
            }
            None => {
                let mut exchange = self.exchange(request, "200 OK", &format!("200, {what}"));
                exchange
                    .received
                    .push(("Content-Length".to_owned(), length(blob)));
                exchange
            }
        };
        self.authorize(&mut exchange);
        exchange
    }

    /// The same blob where the registry sent the client; `None` where it sent the bytes itself.
    pub fn redirected(&self, blob: &Blob, what: &str) -> Option<Exchange> {
        let host = self.door?.blobs?;
        Some(Exchange {
            to: Actor::Blobs,
            host: host.to_owned(),
            request: "GET /… (signed, not recorded)".to_owned(),
            sent: vec![(
                "Authorization",
                "none: the signature is in the address".to_owned(),
            )],
            status: "200 OK".to_owned(),
            origin: Origin::Simulated,
            received: vec![("Content-Length".to_owned(), length(blob))],
            body: String::new(),
            meaning: format!("200, {what}"),
        })
    }

    fn accept(&self, exchange: &mut Exchange) {
        let types = [
            DOCKER_MANIFEST,
            DOCKER_MANIFEST_LIST,
            OCI_MANIFEST,
            OCI_INDEX,
        ];
        match self.store {
            // One field with everything.
            Store::Containerd => exchange
                .sent
                .push(("Accept", format!("{}, */*", types.join(", ")))),
            // One field for each type.
            Store::Classic => {
                for media_type in types {
                    exchange.sent.push(("Accept", media_type.to_owned()));
                }
            }
        }
    }

    fn authorize(&self, exchange: &mut Exchange) {
        if self.has_tokens() {
            let token = "Bearer eyJ… (not recorded)".to_owned();
            exchange.sent.push(("Authorization", token));
        }
    }
}

fn length(blob: &Blob) -> String {
    blob.size
        .map_or_else(|| "(not recorded)".to_owned(), |bytes| bytes.to_string())
}
