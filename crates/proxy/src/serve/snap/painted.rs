//! Drawing, away from the threads that answer, few at a time; and what was drawn lately.

use std::time::Duration;

use hyper::{body::Bytes, header::HeaderValue};
use moka::sync::Cache;
use tagprism_core::Digest;
use tagprism_snap::Format;
use tokio::sync::Semaphore;

use crate::{error::Error, limits};

/// An answer that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Painted {
    pub bytes: Bytes,
    pub media_type: &'static str,
    pub cache_control: &'static str,
    pub etag: HeaderValue,
}

impl Painted {
    pub fn new(bytes: Vec<u8>, media_type: &'static str, cache_control: &'static str) -> Painted {
        let digest = Digest::sha256(&bytes);
        let hex = digest.encoded().get(..32).unwrap_or_default();
        Painted {
            etag: HeaderValue::try_from(format!("\"{hex}\""))
                .unwrap_or(HeaderValue::from_static("\"\"")),
            bytes: bytes.into(),
            media_type,
            cache_control,
        }
    }
}

/// What draws.
pub struct Painter {
    turns: Semaphore,
    /// What follows from the build alone.
    lasting: Cache<String, Painted>,
    /// What was read from a registry.
    brief: Cache<String, Painted>,
}

fn cache(bytes: u64) -> moka::sync::CacheBuilder<String, Painted, Cache<String, Painted>> {
    Cache::builder()
        .max_capacity(bytes)
        .weigher(|key: &String, painted: &Painted| {
            let weight = key.len() + painted.bytes.len() + 256;
            u32::try_from(weight).unwrap_or(u32::MAX)
        })
}

impl Painter {
    pub fn new() -> Painter {
        Painter {
            turns: Semaphore::new(limits::DRAWN_AT_ONCE),
            lasting: cache(limits::DRAWN_LEN).build(),
            brief: cache(limits::DRAWN_LEN)
                .time_to_live(limits::DRAWN_AGE)
                .build(),
        }
    }

    /// What was drawn before.
    pub fn kept(&self, key: &str) -> Option<Painted> {
        self.lasting.get(key).or_else(|| self.brief.get(key))
    }

    pub fn keep(&self, key: String, painted: Painted, is_read: bool) {
        let cache = if is_read { &self.brief } else { &self.lasting };
        cache.insert(key, painted);
    }

    /// Draws.
    ///
    /// # Errors
    /// When too much is drawn already, or nothing comes of it.
    pub async fn paint(
        &self,
        draw: impl FnOnce() -> Option<Vec<u8>> + Send + 'static,
        format: Format,
        cache_control: &'static str,
    ) -> Result<Painted, Error> {
        let turn = tokio::time::timeout(WAIT, self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(Error::Overloaded);
        };
        let drawn = tokio::task::spawn_blocking(draw).await;
        let bytes = drawn.ok().flatten().ok_or(Error::Internal)?;
        Ok(Painted::new(bytes, format.media_type(), cache_control))
    }
}

/// A picture may wait longer than a document: whoever shows it has gone on by then.
const WAIT: Duration = Duration::from_secs(5);
