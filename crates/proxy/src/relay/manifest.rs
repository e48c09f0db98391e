//! Manifests and indexes, by digest and by tag.

use hyper::{Response, body::Bytes, header::HeaderValue};
use tagprism_core::{Digest, MediaType, digest::Check, media_type::Kind};

use super::{Place, Relay, document_type, method};
use crate::{
    answer::{self, Body, DIGEST, Freshness, Label, Source, Wish},
    cache::{Hit, Key},
    error::{Error, Resource},
    limits,
    log::Trail,
    registries::TagLookup,
    upstream::body,
};

/// Bytes that have the digest that stands beside them.
struct Manifest {
    bytes: Bytes,
    digest: Digest,
    media_type: HeaderValue,
}

impl Relay {
    pub(super) async fn manifest_by_digest(
        &self,
        place: &Place<'_>,
        digest: &Digest,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        if let Some(hit) = self.store.get(&key(place, digest)) {
            return Ok(found(hit, digest, Freshness::Forever, wish));
        }
        let _turn = self.turn().await?;
        if wish.head {
            return self.manifest_head(place, Some(digest), wish, trail).await;
        }
        let manifest = self.fetch_manifest(place, Some(digest), trail).await?;
        Ok(fresh(manifest, Freshness::Forever, wish))
    }

    pub(super) async fn manifest_by_tag(
        &self,
        place: &Place<'_>,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let mut answer = self.tagged(place, wish, trail).await?;
        // Only here: what is asked for by digest may be kept for a year, and what is left changes with every pull. Whoever keeps the
        // answer to a tag for its minutes keeps this number as well.
        if let Some(budget) = trail.budget {
            answer::add_budget(answer.headers_mut(), &budget);
        }
        Ok(answer)
    }

    async fn tagged(
        &self,
        place: &Place<'_>,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let _turn = self.turn().await?;
        if wish.head {
            return self.manifest_head(place, None, wish, trail).await;
        }
        let digest = match place.registry.tags {
            TagLookup::HeadFirst => self.tag_digest(place, trail).await?,
            TagLookup::Get => None,
        };
        if let Some(digest) = &digest
            && let Some(hit) = self.store.get(&key(place, digest))
        {
            return Ok(found(hit, digest, Freshness::Brief, wish));
        }
        let manifest = self.fetch_manifest(place, digest.as_ref(), trail).await?;
        Ok(fresh(manifest, Freshness::Brief, wish))
    }

    /// What a registry says a tag points to. A claim: only the GET by digest that follows proves it.
    async fn tag_digest(
        &self,
        place: &Place<'_>,
        trail: &mut Trail,
    ) -> Result<Option<Digest>, Error> {
        let question = place.question(
            hyper::Method::HEAD,
            place.ask.request.path(),
            Resource::Manifest,
        );
        let response = self.upstream.ask(&question, trail).await?;
        Ok(claimed(&response))
    }

    /// Relays a HEAD. Nothing is hashed, so nothing is stored, and nobody is told to keep it for long.
    async fn manifest_head(
        &self,
        place: &Place<'_>,
        digest: Option<&Digest>,
        wish: &Wish,
        trail: &mut Trail,
    ) -> Result<Response<Body>, Error> {
        let question = place.question(method(wish), place.ask.request.path(), Resource::Manifest);
        let response = self.upstream.ask(&question, trail).await?;
        let claim = claimed(&response);
        if digest.is_some() && claim.is_some() && digest != claim.as_ref() {
            return Err(Error::DigestMismatch);
        }
        let length = super::blob::declared_length(&response);
        let label = Label {
            resource: Resource::Manifest,
            media_type: document_type(&response)?,
            digest: digest.cloned().or(claim),
            freshness: Freshness::Brief,
            source: Source::Miss,
        };
        Ok(label.head(length))
    }

    /// Reads a whole manifest, by `digest` where there is one, and proves it.
    async fn fetch_manifest(
        &self,
        place: &Place<'_>,
        digest: Option<&Digest>,
        trail: &mut Trail,
    ) -> Result<Manifest, Error> {
        let path = match digest {
            Some(digest) => format!("/v2/{}/manifests/{digest}", place.repository().as_str()),
            None => place.ask.request.path(),
        };
        let response = self
            .upstream
            .ask(
                &place.question(hyper::Method::GET, path, Resource::Manifest),
                trail,
            )
            .await?;
        let media_type = document_type(&response)?;
        // A signed schema 1 manifest has the digest of its payload, not of its bytes: what is claimed for it proves nothing.
        let is_signed = media_type
            .to_str()
            .is_ok_and(|text| MediaType::new(text).kind() == Kind::Schema1);
        let claim = claimed(&response).filter(|_| !is_signed);
        let bytes = body::collect(
            response.into_body(),
            self.limits.manifest_len,
            limits::UPSTREAM_TOTAL,
        )
        .await?;
        let expected = digest
            .cloned()
            .or(claim)
            .unwrap_or_else(|| Digest::sha256(&bytes));
        if expected.check(&bytes) != Check::Equal {
            return Err(Error::DigestMismatch);
        }
        self.store
            .put(key(place, &expected), media_type.clone(), bytes.clone());
        Ok(Manifest {
            bytes,
            digest: expected,
            media_type,
        })
    }
}

fn key(place: &Place<'_>, digest: &Digest) -> Key {
    Key {
        registry: place.registry.name.clone(),
        repository: place.repository().clone(),
        resource: Resource::Manifest,
        digest: digest.clone(),
    }
}

/// `Docker-Content-Digest` of an answer, if it is one that can be checked.
fn claimed<B>(response: &Response<B>) -> Option<Digest> {
    let text = response.headers().get(DIGEST)?.to_str().ok()?;
    Digest::parse(text)
        .ok()
        .filter(|digest| digest.algorithm().is_some())
}

fn found(hit: Hit, digest: &Digest, freshness: Freshness, wish: &Wish) -> Response<Body> {
    let age_secs = match freshness {
        // The registry said just now that the tag means these bytes: the answer is new, however old they are.
        Freshness::Brief => 0,
        Freshness::Forever | Freshness::Never => hit.age_secs,
    };
    let source = Source::Hit { age_secs };
    let label = Label {
        resource: Resource::Manifest,
        media_type: hit.media_type,
        digest: Some(digest.clone()),
        freshness,
        source,
    };
    label.whole(hit.body, wish)
}

fn fresh(manifest: Manifest, freshness: Freshness, wish: &Wish) -> Response<Body> {
    let Manifest {
        bytes,
        digest,
        media_type,
    } = manifest;
    let label = Label {
        resource: Resource::Manifest,
        media_type,
        digest: Some(digest),
        freshness,
        source: Source::Miss,
    };
    label.whole(bytes, wish)
}

#[cfg(test)]
mod tests {
    use hyper::header;

    use super::*;

    #[test]
    fn a_tag_that_was_just_looked_up_is_as_new_as_that_look() {
        let age = |freshness| {
            let hit = Hit {
                body: Bytes::from_static(b"{}"),
                media_type: HeaderValue::from_static("application/json"),
                age_secs: 5000,
            };
            let answer = found(hit, &Digest::sha256(b"{}"), freshness, &Wish::default());
            answer.headers()[header::AGE].clone()
        };
        assert_eq!(age(Freshness::Brief), "0");
        assert_eq!(age(Freshness::Forever), "5000");
    }
}
