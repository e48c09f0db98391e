//! A record on the page: figures without bytes, always said to be recorded and not verified.

use super::{
    decision::Decision,
    failure_view::{AskingView, FailureView},
    listing::{Row, offers_of_record, rows_of_record},
    lookup::use_question,
    platform_table::PlatformTable,
    record_board::RecordBoard,
    shelf::use_shelf,
    story::Listed,
    verdict_panel::VerdictPanel,
    words::count,
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    navigation::use_navigation,
    net::{Failure, FailureKind, Record},
    ui::{DigestChip, DigestForm, Icon, IconName, Outcome, OutcomeKind, Tabs, panel_id, tab_id},
    url::{Origin, View},
};
use leptos::prelude::*;
use tagprism_core::{Digest, Reference, clients::Offered, resolve, resolve::Question};

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

/// The entries as clients see them; records say nothing of compression.
fn offered_of(record: &Record) -> Vec<Offered> {
    let entries = record.entries.iter().zip(1..);
    let offered = entries.map(|(entry, position)| Offered {
        position,
        platform: Some(entry.platform.clone()),
        is_readable: true,
        ..Offered::default()
    });
    offered.collect()
}

/// The tab of the table.
const PLATFORMS: &str = "platforms";
/// The tab of the clients.
const BOARD: &str = "board";

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
    let is_board = Derived::new(move || navigation.url.read().view == View::Board);
    let selected = Derived::new(move || match is_board.get() {
        true => BOARD.to_owned(),
        false => PLATFORMS.to_owned(),
    });
    let on_select = Callback::new(move |name: String| {
        navigation.change(|url| {
            url.view = match &*name {
                BOARD => View::Board,
                _ => View::Platforms,
            };
        });
    });
    let names = vec![
        (PLATFORMS.to_owned(), "Platforms".to_owned()),
        (BOARD.to_owned(), "Who gets what".to_owned()),
    ];
    let told = StoredValue::new(record.clone());
    let named = StoredValue::new(reference.clone());
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
        <Tabs label="Views" tabs=names selected=selected on_select=on_select />
        <div
            class="panel"
            role="tabpanel"
            id=move || panel_id(&selected.read())
            aria-labelledby=move || tab_id(&selected.read())
        >
            {move || match is_board.get() {
                true => view! { <RecordBoard record=told.get_value() /> }.into_any(),
                false => view! { <Platforms reference=named.get_value() rows=rows decision=decision offered=told.with_value(offered_of) /> }.into_any(),
            }}
        </div>
    }
}

/// The platforms of a record, and beside them what the machine gets.
#[component]
fn Platforms(
    reference: Reference,
    rows: Derived<Vec<Row>>,
    decision: Derived<Decision>,
    offered: Vec<Offered>,
) -> impl IntoView {
    view! {
        <div class="split">
            <VerdictPanel inspection=None reference=reference.clone() rows=rows decision=decision listed=Listed::Record offered=offered />
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
