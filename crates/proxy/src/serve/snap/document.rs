//! The documents of an image, read through the relay like anybody else's.

use http_body_util::{BodyExt as _, Limited};
use hyper::{body::Bytes, header};
use tagprism_core::{Digest, Platform, Reference, reference::Target as Version};
use tagprism_snap::reading::{Depth, Known, Need, Reading};
use tokio::time::{Instant, timeout_at};

use crate::{
    answer::Wish,
    error::Error,
    limits,
    log::{Trail, today},
    registries::Registries,
    relay::Relay,
    target::{self, Ask, Target},
};

/// Reads what a picture takes of an image: never more than an entry, its manifest and its config, one after the other.
///
/// # Errors
/// With a reason in words, ours or those of `tagprism-snap`: no byte of an upstream.
pub async fn read(
    relay: &Relay,
    reference: &Reference,
    machine: Platform,
    depth: Depth,
    trail: &mut Trail,
) -> Result<Known, String> {
    let deadline = Instant::now() + limits::DRAWN_TIME;
    let mut reading = Reading::new(reference.clone(), machine, depth);
    let mut left = limits::DRAWN_FROM;
    while let Some(need) = reading.need() {
        let ask = question(&relay.registries, reference, need).map_err(|err| said(&err, trail))?;
        let fetched = timeout_at(deadline, fetch(relay, &ask, left, trail)).await;
        let fetched = fetched.unwrap_or(Err(Error::UpstreamTimeout));
        let (bytes, content_type) = fetched.map_err(|err| said(&err, trail))?;
        left = left.saturating_sub(bytes.len());
        reading
            .take(&bytes[..], content_type.as_deref())
            .map_err(|trouble| trouble.to_string())?;
    }
    reading
        .known(&today())
        .map_err(|trouble| trouble.to_string())
}

/// An error in the words that clients see, which is noted for the log.
fn said(err: &Error, trail: &mut Trail) -> String {
    trail.reason = Some(err.reason());
    err.to_string()
}

/// The document as a client would ask for it: by an address, read by the same rules.
fn question(registries: &Registries, reference: &Reference, need: &Need) -> Result<Ask, Error> {
    let blob = |digest: &Digest| format!("blobs/{digest}");
    let end = match need {
        Need::Manifest(Version::Tag(tag)) => format!("manifests/{}", tag.as_str()),
        Need::Manifest(Version::Digest(digest)) => format!("manifests/{digest}"),
        Need::Config(digest) => blob(digest),
    };
    let registry = registries.called(reference.domain());
    let path = format!("/v2/{registry}/{}/{end}", reference.path().as_str());
    match target::parse(&path, None, |name| registries.is_declared(name))? {
        Target::Ask(ask) => Ok(ask),
        Target::Base => Err(Error::NameInvalid),
    }
}

async fn fetch(
    relay: &Relay,
    ask: &Ask,
    most: usize,
    trail: &mut Trail,
) -> Result<(Bytes, Option<String>), Error> {
    let response = relay.answer(ask, &Wish::default(), trail).await?;
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let content_type = content_type
        .and_then(|it| it.to_str().ok())
        .map(str::to_owned);
    let too_large = Error::ResponseTooLarge {
        size: None,
        limit: limits::DRAWN_FROM as u64,
    };
    let body = Limited::new(response.into_body(), most).collect().await;
    Ok((body.map_err(|_| too_large)?.to_bytes(), content_type))
}
