//! Reading one object of an image, wherever it comes from.

use super::{
    access::Access,
    direct,
    failure::{Failure, FailureKind},
    fetch::{Answer, get},
    library::SampleLibrary,
};
use std::sync::Arc;
use tagprism_core::{
    Reference,
    registry::{budget::Budget, error, request::Request},
};

/// Where an inspection reads from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A registry.
    Registry(Access),
    /// Documents that ship with the site.
    Samples(Arc<SampleLibrary>),
}

/// Which way the bytes came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// Through the proxy at this address: it can hold bytes back, but not forge what a digest names.
    Proxy(String),
    /// From the registry itself.
    Direct,
    /// Shipped with the site, captured on this date.
    Sample {
        /// `2026-11-23`
        captured: String,
    },
    /// Pasted by the reader.
    Paste,
    /// Inside the descriptor that names it (`data`).
    Inline,
}

/// Bytes and what was claimed about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The body, exactly.
    pub bytes: Arc<[u8]>,
    /// `Content-Type`, as sent.
    pub content_type: Option<String>,
    /// `Docker-Content-Digest`, as sent: a claim.
    pub claimed_digest: Option<String>,
    /// Which way they came.
    pub via: Via,
    /// What the registry said is left of the pulls that it counts: a claim.
    pub budget: Option<Budget>,
}

impl Received {
    /// Bytes about which nobody claimed anything.
    pub fn unlabelled(bytes: impl Into<Arc<[u8]>>, via: Via) -> Self {
        Self {
            bytes: bytes.into(),
            content_type: None,
            claimed_digest: None,
            via,
            budget: None,
        }
    }
}

/// Reads one object.
///
/// # Errors
///
/// Everything that [`FailureKind`] names.
pub async fn read(
    source: &Source,
    reference: &Reference,
    request: &Request,
) -> Result<Received, Failure> {
    match source {
        Source::Registry(Access::Direct) => {
            received(direct::ask(reference, request).await?, Via::Direct)
        }
        Source::Registry(access @ Access::Proxy { base, .. }) => {
            let registry = access
                .registry_component(reference.domain())
                .ok_or_else(|| Failure::of(FailureKind::PortNotServed))?;
            let path = request.path();
            let path = path.strip_prefix("/v2/").unwrap_or(&path);
            // No header of ours: a plain GET needs no preflight, and the proxy sends registries its own Accept.
            let answer = get(
                &format!("{base}v2/{registry}/{path}"),
                &[],
                FailureKind::ProxyGone,
            )
            .await?;
            received(answer, Via::Proxy(base.clone()))
        }
        Source::Samples(library) => library.read(reference, request).await,
    }
}

fn received(answer: Answer, via: Via) -> Result<Received, Failure> {
    if answer.status != 200 {
        return Err(Failure::from_answer(
            answer.status,
            &error::parse(&answer.bytes),
            answer.retry_after_secs(),
        ));
    }
    Ok(Received {
        content_type: answer.header("content-type"),
        claimed_digest: answer.header("docker-content-digest"),
        budget: Budget::parse(
            answer.header(Budget::LIMIT).as_deref(),
            answer.header(Budget::REMAINING).as_deref(),
        ),
        bytes: answer.bytes.into(),
        via,
    })
}
