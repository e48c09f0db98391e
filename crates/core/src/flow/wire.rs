//! What the requests and answers of a pull look like.
//!
//! Order and header fields are those of containerd v2 (`core/remotes/docker`) and of Docker's classic store (moby,
//! `daemon/internal/distribution`); the answers those of the distribution specification. Values that only a capture could
//! give, such as the text of a token, are left out and say so.

mod door;

pub use self::door::Scope;
use self::door::{Door, door_of};

use super::{
    image::{Blob, FlowImage},
    setting::Store,
    timeline::{Actor, Exchange, Origin},
};
use crate::{
    media_type::{DOCKER_MANIFEST, DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_MANIFEST},
    registry::request::api_host,
};

/// Types of documents that containerd reads, in one field.
const CONTAINERD_READS: &[&str] = &[
    DOCKER_MANIFEST,
    DOCKER_MANIFEST_LIST,
    OCI_MANIFEST,
    OCI_INDEX,
    "*/*",
];
/// Those that the classic store reads, each in a field of its own.
const CLASSIC_READS: &[&str] = &[
    DOCKER_MANIFEST,
    DOCKER_MANIFEST_LIST,
    OCI_MANIFEST,
    OCI_INDEX,
];
/// How containerd wants a layer, best first.
const ENCODINGS: &str = "zstd;q=1.0, gzip;q=0.8, deflate;q=0.5";

/// What a blob is to a manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Config,
    Layer,
}

impl Part {
    fn words(self) -> &'static str {
        match self {
            Part::Config => "the config",
            Part::Layer => "the layer",
        }
    }
}

/// Writes the exchanges of one image.
pub struct Wire<'a> {
    image: &'a FlowImage,
    store: Store,
    door: Option<&'static Door>,
    reads: &'static [&'static str],
}

impl<'a> Wire<'a> {
    pub fn new(image: &'a FlowImage, store: Store) -> Wire<'a> {
        Wire {
            image,
            store,
            door: door_of(image.reference.domain()),
            reads: match store {
                Store::Containerd => CONTAINERD_READS,
                Store::Classic => CLASSIC_READS,
            },
        }
    }

    /// The same for a client that says it reads Docker's manifests, and no list of them.
    pub fn reading_manifests_only(self) -> Wire<'a> {
        Wire {
            reads: &[DOCKER_MANIFEST],
            ..self
        }
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

    /// The same request for the document itself: what the classic store sends where HEAD came to nothing.
    pub fn get_tag(&self) -> Exchange {
        let mut exchange = self.ask_tag();
        exchange.request = format!("GET {}", self.manifest_path(&self.target()));
        exchange
    }

    /// A request, turned down. `body` is empty for HEAD, whose answers have none.
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
    pub fn blob(&self, blob: &Blob, part: Part) -> Exchange {
        let path = self.image.reference.path().as_str();
        let what = part.words();
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
        exchange.sent = self.encodings(part);
        self.authorize(&mut exchange);
        exchange
    }

    /// The same blob where the registry sent the client; `None` where it sent the bytes itself. No token goes there: the
    /// address is signed.
    pub fn redirected(&self, blob: &Blob, part: Part) -> Option<Exchange> {
        let host = self.door?.blobs?;
        Some(Exchange {
            to: Actor::Blobs,
            host: host.to_owned(),
            request: "GET /… (signed, not recorded)".to_owned(),
            sent: self.encodings(part),
            status: "200 OK".to_owned(),
            origin: Origin::Simulated,
            received: vec![("Content-Length".to_owned(), length(blob))],
            body: String::new(),
            meaning: format!("200, {}", part.words()),
        })
    }

    fn encodings(&self, part: Part) -> Vec<(&'static str, String)> {
        match (self.store, part) {
            (Store::Containerd, Part::Layer) => vec![("Accept-Encoding", ENCODINGS.to_owned())],
            _ => Vec::new(),
        }
    }

    fn accept(&self, exchange: &mut Exchange) {
        match self.store {
            Store::Containerd => exchange.sent.push(("Accept", self.reads.join(", "))),
            Store::Classic => {
                for media_type in self.reads {
                    exchange.sent.push(("Accept", (*media_type).to_owned()));
                }
            }
        }
    }
}

fn length(blob: &Blob) -> String {
    blob.size
        .map_or_else(|| "(not recorded)".to_owned(), |bytes| bytes.to_string())
}
