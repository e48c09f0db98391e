//! The receipt: every object that was read, who named its digest, and whether its bytes have it.

use super::{
    decision::Decision,
    inspection::Inspection,
    listing::{Row, RowDigest},
    object::{Load, Object},
};
use crate::{
    net::Via,
    ui::{CopyButton, DigestChip, DigestForm, Icon, IconName, Outcome, OutcomeKind},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Descriptor, Digest, Reference, digest::Check, document::Body};

/// The receipt of an index and the entry that the machine gets.
#[component]
pub fn Receipt(
    inspection: Inspection,
    reference: Reference,
    root: Arc<Object>,
    rows: Memo<Vec<Row>>,
    decision: Memo<Decision>,
) -> impl IntoView {
    let asked = reference.target().to_string();
    let is_by_digest = root.expected.is_some();
    let command = format!(
        "docker buildx imagetools inspect --raw {} | sha256sum",
        reference.pinned(&root.computed)
    );
    let root_row = Arc::clone(&root);
    let chosen = Memo::new(move |_| {
        let path = decision.read().chosen_path()?;
        let row = rows.read().iter().find(|row| row.path == path).cloned()?;
        match row.digest {
            RowDigest::Whole(digest) => Some((path, digest)),
            _ => None,
        }
    });
    let config = Memo::new(move |_| {
        let (_, digest) = chosen.get()?;
        manifest_config(inspection, &digest)
    });
    view! {
        <section class="proof" aria-labelledby="receipt-h">
            <div class="sec-h">
                <h2 id="receipt-h">"Receipt"</h2>
                <p>"A tag is a claim. A digest is a proof. The line between them is drawn here."</p>
            </div>
            <div class="receipt-w">
                <ReceiptTable>
                    {(!is_by_digest).then(|| view! { <TagRow tag=asked via=root.received.via.clone() /> })}
                    <ObjectRow name="Index" object=root_row named_by="the tag’s answer" />
                    {move || chosen.get().map(|(path, digest)| view! {
                        <LoadRow inspection=inspection name="Manifest" digest=digest named_by=format!("index, entry {path}") />
                    })}
                    {move || config.get().map(|config| view! {
                        <LoadRow inspection=inspection name="Config" digest=config.digest named_by="the manifest".to_owned() />
                    })}
                    {move || chosen.get().map(|_| view! { <LayersRow /> })}
                </ReceiptTable>
                <p class="twin">
                    <span>"Repeat it without us"</span>
                    <code>{command.clone()}</code>
                    <CopyButton text=Signal::stored(command) label="Copy" quiet=true />
                </p>
            </div>
        </section>
    }
}

/// The receipt of a single manifest.
#[component]
pub fn SingleReceipt(
    reference: Reference,
    inspection: Inspection,
    root: Arc<Object>,
    config: Option<Descriptor>,
) -> impl IntoView {
    let asked = reference.target().to_string();
    view! {
        <section class="proof" aria-labelledby="receipt-h">
            <div class="sec-h">
                <h2 id="receipt-h">"Receipt"</h2>
                <p>"A tag is a claim. A digest is a proof. The line between them is drawn here."</p>
            </div>
            <div class="receipt-w">
                <ReceiptTable>
                    {root.expected.is_none().then(|| view! { <TagRow tag=asked via=root.received.via.clone() /> })}
                    <ObjectRow name="Manifest" object=root named_by="the tag’s answer" />
                    {config.filter(|_| inspection.can_read()).map(|config| view! {
                        <LoadRow inspection=inspection name="Config" digest=config.digest named_by="the manifest".to_owned() />
                    })}
                    <LayersRow />
                </ReceiptTable>
            </div>
        </section>
    }
}

fn manifest_config(inspection: Inspection, digest: &Digest) -> Option<Descriptor> {
    match &inspection.object(digest)?.trusted_document()?.body {
        Body::Manifest(manifest) => manifest.config.clone(),
        _ => None,
    }
}

#[component]
fn ReceiptTable(children: Children) -> impl IntoView {
    view! {
        <table class="tbl receipt stack2">
            <thead>
                <tr>
                    <th scope="col">"Object"</th>
                    <th scope="col">"Named by"</th>
                    <th scope="col">"SHA-256, computed in this page"</th>
                    <th scope="col">"Result"</th>
                </tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

#[component]
fn TagRow(tag: String, via: Via) -> impl IntoView {
    let (named_by, words) = match via {
        Via::Paste => ("you", "pasted, no promise"),
        _ => ("you", "taken on trust"),
    };
    view! {
        <tr class="r-trust">
            <th scope="row">"Tag"</th>
            <td>{named_by}</td>
            <td><code>{tag}</code></td>
            <td><Outcome kind=OutcomeKind::Trust>{words}</Outcome></td>
        </tr>
    }
}

#[component]
fn ObjectRow(
    name: &'static str,
    object: Arc<Object>,
    /// Said where nothing named a digest beforehand.
    named_by: &'static str,
) -> impl IntoView {
    let named_by = object
        .expected
        .as_ref()
        .map_or(named_by.to_owned(), |expected| expected.named_by.clone());
    let (kind, words) = match (&object.check, &object.expected) {
        (Check::Equal, _) => (OutcomeKind::Good, "equal"),
        (Check::Different { .. }, _) => (OutcomeKind::Bad, "different: not used"),
        (Check::NotChecked, None) => (OutcomeKind::Good, "computed"),
        (Check::NotChecked, Some(_)) => (OutcomeKind::Unknown, "not checked"),
    };
    let is_tampered = object.is_tampered();
    view! {
        <tr class:r-bad=is_tampered>
            <th scope="row">{name}</th>
            <td>{named_by}</td>
            <td><DigestChip digest=object.computed.clone() form=DigestForm::Elided /></td>
            <td><Outcome kind=kind>{words}</Outcome></td>
        </tr>
    }
}

#[component]
fn LoadRow(
    inspection: Inspection,
    name: &'static str,
    digest: Digest,
    named_by: String,
) -> impl IntoView {
    move || match inspection.objects.read().get(&digest) {
        Some(Load::Ready(object)) => {
            view! { <ObjectRow name=name object=Arc::clone(object) named_by="" /> }.into_any()
        }
        other => {
            let (kind, words) = match other {
                Some(Load::Failed(_)) => (OutcomeKind::Bad, "could not be read"),
                Some(_) => (OutcomeKind::Waiting, "on its way"),
                None => (OutcomeKind::Refused, "not read"),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{named_by.clone()}</td>
                    <td><DigestChip digest=digest.clone() form=DigestForm::Elided /></td>
                    <td><Outcome kind=kind>{words}</Outcome></td>
                </tr>
            }
            .into_any()
        }
    }
}

#[component]
fn LayersRow() -> impl IntoView {
    view! {
        <tr>
            <th scope="row">"Layers"</th>
            <td>"the manifest"</td>
            <td>"named, not downloaded"</td>
            <td><Outcome kind=OutcomeKind::Refused>"not checked"</Outcome></td>
        </tr>
    }
}

/// The root is not what its digest promises: nothing of it is shown as an image.
#[component]
pub fn Tampered(object: Arc<Object>, retry: Callback<()>) -> impl IntoView {
    let expected = object.expected.clone();
    view! {
        <section class="state is-fail" role="alert">
            <p class="state-k">"Wrong bytes"</p>
            <h1>"These bytes are not what the digest promises"</h1>
            <p>"Somebody between the registry and this page changed them, or sent something else. Nothing was read out of them."</p>
            {expected.map(|expected| view! {
                <Vernier expected=expected.digest computed=object.computed.clone() />
            })}
            <p class="state-n">{format!("{} bytes arrived.", object.received.bytes.len())}</p>
            <p class="acts">
                <button class="btn" type="button" on:click=move |_| retry.run(())><Icon name=IconName::Reset />"Ask again"</button>
            </p>
        </section>
    }
}

/// Two digests under each other, in groups of eight, with the groups that differ marked.
#[component]
pub fn Vernier(expected: Digest, computed: Digest) -> impl IntoView {
    let groups = |digest: &Digest| {
        digest
            .encoded()
            .as_bytes()
            .chunks(8)
            .map(|it| String::from_utf8_lossy(it).into_owned())
            .collect::<Vec<_>>()
    };
    let pairs = groups(&expected).into_iter().zip(groups(&computed));
    let is_equal = expected == computed;
    view! {
        <div class="vernier">
            <div class="v-k"><span>"asked for"</span><span>"computed"</span></div>
            <div class="v-g">
                {pairs
                    .map(|(asked, got)| {
                        let differs = asked != got;
                        view! { <div class:is-off=differs><code>{asked}</code><i aria-hidden="true"></i><code>{got}</code></div> }
                    })
                    .collect_view()}
            </div>
            <p class="vh">{if is_equal { "Both are equal." } else { "They differ." }}</p>
        </div>
    }
}
