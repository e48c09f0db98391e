//! Verified bytes in bounded memory.
//!
//! Bodies are stored once per digest. A hit needs an entry for *this* registry, repository, kind and digest besides: a
//! digest that is readable in one repository must not appear in another one where the registry would refuse it
//! (CVE-2026-35172), and the media type, which no digest covers, belongs to where it was told (CVE-2021-41190).
//! Nothing is stored that was not verified.

use std::time::Instant;

use hyper::{body::Bytes, header::HeaderValue};
use moka::sync::Cache;
use tagprism_core::{Digest, reference::Repository};

use crate::error::Resource;

/// What one entry weighs besides its body: keys, headers and the maps' own bookkeeping, estimated generously.
const ENTRY_LEN: u32 = 768;

/// Where a digest was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The registry's name.
    pub registry: Box<str>,
    /// The repository in it.
    pub repository: Repository,
    /// Manifests and blobs are different stores of a registry.
    pub resource: Resource,
    /// The digest that was verified.
    pub digest: Digest,
}

#[derive(Clone)]
struct Entry {
    media_type: HeaderValue,
    stored: Instant,
}

/// Bytes that were found, with what was told about them in this place.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The whole body.
    pub body: Bytes,
    /// Its type, as this registry told it.
    pub media_type: HeaderValue,
    /// Seconds since it was stored.
    pub age_secs: u64,
}

/// The cache.
pub struct Store {
    entries: Cache<Key, Entry>,
    bodies: Cache<Digest, Bytes>,
}

impl Store {
    /// A cache that keeps about `capacity` bytes, an eighth of which is for entries.
    pub fn new(capacity: u64) -> Store {
        let entries = Cache::builder()
            .max_capacity(capacity / 8)
            .weigher(|_: &Key, _: &Entry| ENTRY_LEN)
            .build();
        let bodies = Cache::builder()
            .max_capacity(capacity - capacity / 8)
            .weigher(|_: &Digest, body: &Bytes| {
                u32::try_from(body.len())
                    .unwrap_or(u32::MAX)
                    .saturating_add(ENTRY_LEN)
            })
            .build();
        Store { entries, bodies }
    }

    /// The bytes of a digest, if they were read in this place before.
    pub fn get(&self, key: &Key) -> Option<Hit> {
        let entry = self.entries.get(key)?;
        let body = self.bodies.get(&key.digest)?;
        Some(Hit {
            body,
            media_type: entry.media_type,
            age_secs: entry.stored.elapsed().as_secs(),
        })
    }

    /// Keeps bytes. The caller has verified that they have the digest of `key`.
    pub fn put(&self, key: Key, media_type: HeaderValue, body: Bytes) {
        // A slice of a larger buffer would keep all of that buffer alive and make the weights a lie.
        let body = self
            .bodies
            .get(&key.digest)
            .unwrap_or_else(|| Bytes::copy_from_slice(&body));
        self.bodies.insert(key.digest.clone(), body);
        self.entries.insert(
            key,
            Entry {
                media_type,
                stored: Instant::now(),
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(registry: &str, repository: &str, resource: Resource, bytes: &[u8]) -> Key {
        let repository = Repository::parse(repository).expect("a name");
        Key {
            registry: registry.into(),
            repository,
            resource,
            digest: Digest::sha256(bytes),
        }
    }

    fn json() -> HeaderValue {
        HeaderValue::from_static("application/json")
    }

    #[test]
    fn a_digest_is_found_only_where_it_was_read() {
        let store = Store::new(1 << 20);
        store.put(
            key("ghcr.io", "a", Resource::Manifest, b"x"),
            json(),
            Bytes::from_static(b"x"),
        );
        assert!(
            store
                .get(&key("ghcr.io", "a", Resource::Manifest, b"x"))
                .is_some()
        );
        assert!(
            store
                .get(&key("ghcr.io", "b", Resource::Manifest, b"x"))
                .is_none()
        );
        assert!(
            store
                .get(&key("quay.io", "a", Resource::Manifest, b"x"))
                .is_none()
        );
        assert!(
            store
                .get(&key("ghcr.io", "a", Resource::Blob, b"x"))
                .is_none()
        );
    }

    #[test]
    fn each_place_keeps_its_own_media_type() {
        let store = Store::new(1 << 20);
        store.put(
            key("ghcr.io", "a", Resource::Manifest, b"x"),
            json(),
            Bytes::from_static(b"x"),
        );
        let other = HeaderValue::from_static("application/octet-stream");
        store.put(
            key("quay.io", "a", Resource::Manifest, b"x"),
            other.clone(),
            Bytes::from_static(b"x"),
        );
        let media_type = |registry| {
            store
                .get(&key(registry, "a", Resource::Manifest, b"x"))
                .map(|hit| hit.media_type)
        };
        assert_eq!(media_type("ghcr.io"), Some(json()));
        assert_eq!(media_type("quay.io"), Some(other));
    }

    #[test]
    fn the_weight_of_all_bodies_stays_below_the_capacity() {
        let store = Store::new(1 << 20);
        for n in 0u32..64 {
            let bytes = Bytes::from([n.to_le_bytes().as_slice(), &[0; 64 * 1024]].concat());
            store.put(key("ghcr.io", "a", Resource::Blob, &bytes), json(), bytes);
        }
        store.bodies.run_pending_tasks();
        assert!(
            store.bodies.weighted_size() <= 1 << 20,
            "{}",
            store.bodies.weighted_size()
        );
    }
}
