//! One question from a client, answered: allow list → cache → turn → upstream → verify → store → answer.
//!
//! Where the parts that are not here yet belong: *one fetch per key* wraps [`Relay::answer`] behind the cache look-up;
//! *stale answers* are a tag → digest map beside [`Store`] that [`manifest`] falls back to; *limits per client* stand in
//! front of [`Relay::turn`], in the router; counters read what [`Trail`] collects.

use std::sync::Arc;

use hyper::{Method, Response, body::Incoming, header::HeaderValue};
use tagprism_core::{
    MediaType,
    media_type::Kind,
    reference::{Repository, Target as Reference},
    registry::request::Endpoint,
};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    answer::{Body, Wish},
    cache::Store,
    error::{Error, Resource},
    limits::{self, Limits},
    log::Trail,
    registries::{Registries, Registry},
    target::Ask,
    upstream::{Question, Upstream},
};

mod blob;
mod list;
mod manifest;

/// What answers questions.
pub struct Relay {
    /// Who may be asked.
    pub registries: Registries,
    upstream: Upstream,
    store: Store,
    limits: Limits,
    turns: Semaphore,
}

/// A question whose registry is known and allowed.
struct Place<'a> {
    registry: Arc<Registry>,
    ask: &'a Ask,
}

impl Relay {
    /// A relay with an empty cache.
    pub fn new(registries: Registries, upstream: Upstream, limits: Limits) -> Relay {
        Relay {
            registries,
            upstream,
            store: Store::new(limits.cache_len),
            limits,
            turns: Semaphore::new(limits::IN_FLIGHT),
        }
    }

    /// The answer to `ask`.
    ///
    /// # Errors
    /// Whatever stands in the way of it, in the words of the error contract.
    pub async fn answer(
        &self,
        ask: &Ask,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let resource = match &ask.request.endpoint {
            Endpoint::Manifest(_) => Resource::Manifest,
            Endpoint::Blob(_) => Resource::Blob,
            Endpoint::Tags => Resource::Tags,
            Endpoint::Referrers(_) => Resource::Referrers,
        };
        trail.resource = Some(resource);
        let registry = self.registries.find(&ask.registry)?;
        trail.registry = Some(registry.label.clone());
        let place = Place { registry, ask };
        match &ask.request.endpoint {
            Endpoint::Manifest(Reference::Digest(digest)) => {
                self.manifest_by_digest(&place, digest, wish, trail).await
            }
            Endpoint::Manifest(Reference::Tag(_)) => {
                self.manifest_by_tag(&place, wish, trail).await
            }
            Endpoint::Blob(digest) => self.blob(&place, digest, wish, trail).await,
            Endpoint::Tags | Endpoint::Referrers(_) => {
                self.list(&place, resource, wish, trail).await
            }
        }
    }

    /// Waits for the right to ask an upstream.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, Error> {
        match tokio::time::timeout(limits::QUEUE, self.turns.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Error::Overloaded),
        }
    }
}

impl Place<'_> {
    fn repository(&self) -> &Repository {
        &self.ask.request.repository
    }

    fn question(&self, method: Method, path: String, resource: Resource) -> Question<'_> {
        Question {
            registry: &self.registry,
            repository: self.repository(),
            method,
            path,
            accept: self.ask.request.accept(),
            range: None,
            resource,
        }
    }
}

fn method(wish: &Wish) -> Method {
    if wish.head { Method::HEAD } else { Method::GET }
}

const OCTET_STREAM: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// The type of a body, made anew: JSON types of the container world by name, everything else as bytes that no browser
/// will interpret.
fn media_type(response: &Response<Incoming>) -> HeaderValue {
    relayed_type(&told_type(response))
}

/// The same for a document. A page of HTML is what login walls and captive portals answer, so it is no answer at all.
fn document_type(response: &Response<Incoming>) -> Result<HeaderValue, Error> {
    let told = told_type(response);
    if matches!(told.as_str(), "text/html" | "application/xhtml+xml") {
        return Err(Error::UpstreamInvalid);
    }
    Ok(relayed_type(&told))
}

fn told_type(response: &Response<Incoming>) -> MediaType {
    let field = response.headers().get(hyper::header::CONTENT_TYPE);
    MediaType::new(
        field
            .and_then(|field| field.to_str().ok())
            .unwrap_or_default(),
    )
}

fn relayed_type(media_type: &MediaType) -> HeaderValue {
    let text = media_type.as_str();
    let vendor = text
        .strip_prefix("application/vnd.")
        .is_some_and(|rest| rest.ends_with("+json"));
    let plain = text.len() <= 255
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+/".contains(&b));
    let known = vendor || text == "application/json" || media_type.kind() == Kind::Schema1;
    HeaderValue::try_from(text)
        .ok()
        .filter(|_| known && plain)
        .unwrap_or(OCTET_STREAM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, expected: &str) {
        assert_eq!(relayed_type(&MediaType::new(field)), expected, "{field}");
    }

    #[test]
    fn json_types_pass_without_their_parameters() {
        check(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.index.v1+json",
        );
        check("application/JSON; charset=utf-8", "application/json");
        let schema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";
        check(schema1, schema1);
    }

    #[test]
    fn other_types_become_bytes() {
        for field in [
            "",
            "text/plain",
            "text/html",
            "image/svg+xml",
            "application/javascript",
            "application/vnd.x+json/y<>+json",
            "application/vnd.\u{e9}+json",
        ] {
            check(field, "application/octet-stream");
        }
    }
}
