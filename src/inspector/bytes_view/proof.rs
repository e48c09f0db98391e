//! The computed hash beside the expected one, and where that came from.

use crate::ui::view;
use crate::{
    inspector::{
        object::{Expected, Object},
        tampered::Vernier,
    },
    ui::{DigestChip, DigestForm, Outcome, OutcomeKind},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::digest::Check;

/// How far the bytes are proven.
#[component]
pub fn Proof(
    /// The object.
    object: Arc<Object>,
) -> impl IntoView {
    match object.expected.clone() {
        Some(expected) => view! { <Comparison object=object expected=expected /> }.into_any(),
        None => view! { <Claim object=object /> }.into_any(),
    }
}

/// Bytes that a digest was asked for.
#[component]
fn Comparison(
    /// The object.
    object: Arc<Object>,
    /// The digest that it should have.
    expected: Expected,
) -> impl IntoView {
    let algorithm = expected.digest.algorithm_name().to_owned();
    // Two algorithms have no digit in common; only equals stand under each other.
    let is_comparable = algorithm == object.computed.algorithm_name();
    let (kind, words) = match (&object.check, object.length_conflict()) {
        (Check::Different { .. }, _) => (
            OutcomeKind::Bad,
            "These are other bytes than the digest names.".to_owned(),
        ),
        (_, Some((stated, received))) => (
            OutcomeKind::Bad,
            format!("{stated} bytes were named, {received} arrived."),
        ),
        (Check::Equal, None) => (
            OutcomeKind::Good,
            "Proof: the bytes are the ones that the digest names.".to_owned(),
        ),
        (Check::NotChecked, None) => (
            OutcomeKind::Unknown,
            format!("Not checked: this page does not compute {algorithm}."),
        ),
    };
    let (asked, computed) = (expected.digest, object.computed.clone());
    view! {
        {if is_comparable {
            view! { <Vernier expected=asked computed=computed /> }.into_any()
        } else {
            view! {
                <p class="bytes-n">"Asked for: "<DigestChip digest=asked form=DigestForm::Full copy=true /></p>
                <p class="bytes-n">
                    {format!("{} of these bytes: ", computed.algorithm_name())}
                    <DigestChip digest=computed form=DigestForm::Full copy=true />
                </p>
            }
            .into_any()
        }}
        <p class="bytes-n">
            <Outcome kind=kind>{words}</Outcome>
            {format!(" The digest was named by {}.", expected.named_by)}
        </p>
    }
}

/// Bytes that only a tag, or nobody, vouches for.
#[component]
fn Claim(
    /// The object.
    object: Arc<Object>,
) -> impl IntoView {
    let claim = object.claim.as_ref().map(|(claim, check)| match check {
        Check::Equal => format!(" The answer itself claimed {claim}, which is right."),
        Check::Different { .. } => format!(" The answer itself claimed {claim}, which is wrong."),
        Check::NotChecked => format!(
            " The answer itself claimed {claim}. This page does not compute {}.",
            claim.algorithm_name()
        ),
    });
    // Registries never counted the signatures, which stand inside the document itself.
    let payload = object.document.as_ref().ok();
    let payload = payload.and_then(|document| document.signed_payload());
    let over = match payload {
        Some(_) => "SHA-256, computed over the payload: these bytes without their signatures",
        None => "SHA-256, computed over these bytes",
    };
    view! {
        <p class="bytes-n">{over}</p>
        <p class="bytes-n"><DigestChip digest=object.computed.clone() form=DigestForm::Full copy=true /></p>
        <p class="bytes-n">
            <Outcome kind=OutcomeKind::Trust>"A tag is a claim: nothing named this digest before the answer came."</Outcome>
            {claim}
        </p>
    }
}
