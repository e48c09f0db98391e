//! What to say when something could not be read: what happened, why, and what to do next. Pure.

use crate::net::{Failure, FailureKind, Whose};
use tagprism_core::{Reference, reference::Target};

/// The words of one failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureStory {
    /// What happened.
    pub title: String,
    /// Why.
    pub cause: String,
    /// What to do.
    pub next: String,
    /// Whether asking again can help.
    pub can_retry: bool,
    /// Nothing is wrong with the reference: a way round exists.
    pub is_temporary: bool,
}

/// People's name for a registry.
pub fn registry_name(domain: &str) -> String {
    match domain {
        "docker.io" => "Docker Hub".to_owned(),
        "ghcr.io" => "GitHub’s registry".to_owned(),
        other => other.to_owned(),
    }
}

/// Tells a failure.
pub fn tell(failure: &Failure, reference: &Reference) -> FailureStory {
    let registry = registry_name(reference.domain());
    let name = reference.familiar();
    let (title, cause, next, can_retry, is_temporary) = match failure.kind {
        FailureKind::NotFound => not_found(reference, &registry),
        FailureKind::Private => (
            format!("{registry} does not show {name} to strangers"),
            "It is private, or it does not exist: registries answer both the same way. Tagprism asks without an account and never asks you for one.".to_owned(),
            "Check the spelling. If the image is yours, look at it from your own machine with the command below.".to_owned(),
            false,
            false,
        ),
        FailureKind::RateLimited { whose, retry_after_secs } => rate_limited(whose, retry_after_secs, &registry),
        FailureKind::Unreachable => (
            format!("{registry} could not be reached"),
            "The proxy tried and got no connection. That says nothing about the image.".to_owned(),
            "Check the registry’s name, or try again in a moment.".to_owned(),
            true,
            true,
        ),
        FailureKind::TimedOut => (
            format!("{registry} did not answer in time"),
            "The proxy waited as long as it may. That says nothing about the image.".to_owned(),
            "Try again in a moment.".to_owned(),
            true,
            true,
        ),
        FailureKind::RegistryFault => (
            format!("{registry} has trouble of its own"),
            "It answered with a server error.".to_owned(),
            "Try again in a moment, or look at the registry’s status page.".to_owned(),
            true,
            true,
        ),
        FailureKind::Untrustworthy => (
            format!("What {registry} sent cannot be trusted"),
            "The bytes do not match their digest, or the answer broke a rule, so they were kept back.".to_owned(),
            "Try again. If it happens twice, tell the registry’s operator: a mirror or cache may be damaged.".to_owned(),
            true,
            false,
        ),
        FailureKind::TooLarge { limit } => (
            "This document is too large to read here".to_owned(),
            match limit {
                Some(limit) => format!("The limit is {}. Image documents are a few kilobytes.", tagprism_core::size::ByteSize(limit).human()),
                None => "Image documents are a few kilobytes; this one is far over the limit.".to_owned(),
            },
            "Make sure that the reference names an image. From your own machine, the command below has no such limit.".to_owned(),
            false,
            false,
        ),
        FailureKind::NotServed => (
            format!("This proxy does not read {registry}"),
            "It reads a list of public registries and nothing else, so that nobody can misuse it.".to_owned(),
            format!("Run Tagprism yourself and allow it: cargo xtask serve -- --allow-registry {}", reference.domain()),
            false,
            false,
        ),
        FailureKind::PortNotServed => (
            format!("No proxy entry leads to {}", reference.domain()),
            "A registry with a port, or one on your own machine, has to be declared where the proxy runs.".to_owned(),
            format!("Start it with: cargo xtask serve -- --registry dev=http://{}", reference.domain()),
            true,
            false,
        ),
        FailureKind::Refused => (
            "The question was refused".to_owned(),
            "The reference reads well here, but the other side did not accept the request.".to_owned(),
            "Check the reference. The answer below says what was wrong with it.".to_owned(),
            false,
            false,
        ),
        FailureKind::ProxyGone => (
            "The proxy does not answer".to_owned(),
            "This page asks registries through a proxy, and that one is silent now.".to_owned(),
            "Try again, or check the proxy address in the settings.".to_owned(),
            true,
            true,
        ),
        FailureKind::BrowserBlocked => (
            format!("Your browser may not read {registry}"),
            "This site runs without a proxy, so the browser asked the registry itself. Most registries do not allow that (they send no CORS headers); the browser does not tell that apart from a registry that is down.".to_owned(),
            "Give the address of a Tagprism proxy in the settings, open a shipped image, or paste the JSON that the command below prints.".to_owned(),
            true,
            true,
        ),
        FailureKind::Offline => (
            "You are offline".to_owned(),
            "The browser has no network right now.".to_owned(),
            "Pasted JSON is read all the same. Shipped images need this site, but no registry. Try again when you are back.".to_owned(),
            true,
            true,
        ),
        FailureKind::NotShipped => (
            format!("Nothing named {name} ships with this site"),
            "The address asks for a sample or a record, and there is none of this image.".to_owned(),
            "Ask the registry for it.".to_owned(),
            false,
            false,
        ),
    };
    FailureStory {
        title,
        cause,
        next,
        can_retry,
        is_temporary,
    }
}

type Words = (String, String, String, bool, bool);

fn not_found(reference: &Reference, registry: &str) -> Words {
    let repository = reference.familiar_name();
    match reference.target() {
        Target::Tag(tag) => (
            format!("{registry} has no tag {} for {repository}", tag.as_str()),
            "The tag or the whole repository is not there. Owners can delete both.".to_owned(),
            "Check the spelling, or look at the repository’s tags.".to_owned(),
            false,
            false,
        ),
        Target::Digest(digest) => (
            format!("{registry} has nothing with the digest {}… for {repository}", digest.short()),
            "Old builds are deleted once no tag points at them, and a digest is only found in its own repository.".to_owned(),
            "Ask by tag to see what is there now.".to_owned(),
            false,
            false,
        ),
    }
}

fn rate_limited(whose: Whose, retry_after_secs: Option<u64>, registry: &str) -> Words {
    let wait = match retry_after_secs {
        Some(secs @ 0..=90) => format!("Try again in {secs} seconds"),
        Some(secs) => format!("Try again in {} minutes", secs.div_ceil(60)),
        None => "Try again later".to_owned(),
    };
    match whose {
        Whose::Registry => (
            format!("{registry} asks us to wait"),
            "It limits how much one address may read without an account. The address counted is the one that asked: the proxy’s, or yours where no proxy stands between.".to_owned(),
            format!("{wait}, or ask from a machine that is logged in, with the command below."),
            true,
            true,
        ),
        Whose::Proxy => (
            "This proxy asks you to wait".to_owned(),
            "It limits how fast one visitor may ask, so that everybody gets a turn.".to_owned(),
            format!("{wait}."),
            true,
            true,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(kind: FailureKind, reference: &str) -> String {
        tell(
            &Failure::of(kind),
            &Reference::parse(reference).unwrap().with_default_tag(),
        )
        .title
    }

    #[test]
    fn titles_name_the_registry_and_the_tag() {
        assert_eq!(
            title(FailureKind::NotFound, "nginx:lastest"),
            "Docker Hub has no tag lastest for nginx"
        );
        assert_eq!(
            title(FailureKind::Unreachable, "quay.io/a/b"),
            "quay.io could not be reached"
        );
        assert_eq!(
            title(FailureKind::NotFound, "localhost:5000/app:1"),
            "localhost:5000 has no tag 1 for localhost:5000/app"
        );
        let digest = "0".repeat(64);
        assert_eq!(
            title(
                FailureKind::NotFound,
                &format!("quay.io/a/b:1@sha256:{digest}")
            ),
            "quay.io has nothing with the digest 00000000… for quay.io/a/b"
        );
        assert_eq!(
            title(FailureKind::PortNotServed, "localhost:5000/a"),
            "No proxy entry leads to localhost:5000"
        );
    }

    #[test]
    fn waiting_times_are_said_in_fitting_units() {
        let kind = FailureKind::RateLimited {
            whose: Whose::Registry,
            retry_after_secs: Some(601),
        };
        let story = tell(
            &Failure::of(kind),
            &Reference::parse("nginx").unwrap().with_default_tag(),
        );
        assert!(
            story.next.starts_with("Try again in 11 minutes"),
            "{}",
            story.next
        );
    }
}
