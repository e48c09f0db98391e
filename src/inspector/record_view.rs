//! A record on the page: figures without bytes, always said to be recorded and not verified.

use super::{
    decision::Decision,
    failure_view::{AskingView, FailureView},
    listing::{offers_of_record, rows_of_record},
    lookup::use_question,
    platform_table::PlatformTable,
    shelf::use_shelf,
    story::Listed,
    verdict_panel::VerdictPanel,
    words::count,
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    navigation::use_navigation,
    net::{Failure, FailureKind, Record},
    ui::{DigestChip, DigestForm, Icon, IconName, Outcome, OutcomeKind},
    url::Origin,
};
use leptos::prelude::*;
use tagprism_core::{Digest, Reference, resolve, resolve::Question};

/// The record of a reference, in every state.
#[component]
pub fn RecordPage(
    /// What was asked for.
    reference: Reference,
    /// Fetches the records anew.
    retry: Callback<()>,
) -> impl IntoView {
    let shelf = use_shelf();
    reactive(move || match shelf.records.get() {
        None => {
            view! { <AskingView reference=reference.clone() origin=Origin::Record /> }.into_any()
        }
        Some(Err(failure)) => {
            view! { <FailureView failure=failure reference=reference.clone() retry=retry /> }
                .into_any()
        }
        Some(Ok(_)) => match shelf.record_of(&reference) {
            Some(record) => {
                view! { <RecordView record=record reference=reference.clone() /> }.into_any()
            }
            None => {
                let failure = Failure::of(FailureKind::NotShipped);
                view! { <FailureView failure=failure reference=reference.clone() retry=retry /> }
                    .into_any()
            }
        },
    })
}

/// A record that is here.
#[component]
fn RecordView(
    /// The figures.
    record: Record,
    /// What was asked for.
    reference: Reference,
) -> impl IntoView {
    let navigation = use_navigation();
    let question = use_question();
    let listed = rows_of_record(&record);
    let rows = Derived::new(move || listed.clone());
    let offers = offers_of_record(&record);
    let decide = move |question: &Question| Decision::flat(resolve(&offers, question));
    let decision = Derived::new(move || decide(&question.read()));
    let digest = record
        .digest
        .as_deref()
        .and_then(|text| Digest::parse(text).ok());
    let ask = {
        let familiar = reference.familiar();
        move || {
            navigation.href(
                &navigation
                    .url
                    .read()
                    .for_reference(familiar.clone(), Origin::Registry),
            )
        }
    };
    let n_platforms = count(record.entries.len(), "platform", "platforms");
    let n_attestations = count(record.attestations, "attestation", "attestations");
    let source = record.source.clone();
    view! {
        <header class="result">
            <div class="result-l">
                <p class="result-k"><span class="ghost">{reference.name()}</span></p>
                <h1>{reference.familiar()}</h1>
                <p class="deck">{format!("{n_platforms} and {n_attestations}, as of {}.", record.date)}</p>
                {digest.map(|digest| view! {
                    <div class="bigdg">
                        <DigestChip digest=digest form=DigestForm::Full copy=true />
                        <p><Outcome kind=OutcomeKind::Trust>"Recorded, not verified here"</Outcome></p>
                    </div>
                })}
            </div>
            <dl class="cover-block">
                <div><dt>"Recorded"</dt><dd>{record.date.clone()}</dd></div>
                <div><dt>"Source"</dt><dd><a href=source.url rel="noreferrer external">{source.name}</a></dd></div>
                <div><dt>"Entries"</dt><dd>{format!("{n_platforms}, {n_attestations}")}</dd></div>
            </dl>
            <p class="result-note is-warn">
                <b>"Recorded, not verified here. "</b>
                "These figures were written down from the source beside; there are no bytes to hash. The tag may have moved since."
            </p>
            <div class="result-act">
                <a class="btn" href=ask><Icon name=IconName::Reset />"Ask the registry now"</a>
            </div>
        </header>
        <div class="split">
            <VerdictPanel inspection=None reference=reference.clone() rows=rows decision=decision listed=Listed::Record />
            <section class="platforms" aria-label="Platforms">
                <PlatformTable
                    inspection=None
                    rows=rows
                    decision=decision
                    reference=reference.clone()
                    caption=format!("Recorded platforms of {}", reference.familiar())
                />
            </section>
        </div>
    }
}
