//! The receipt: every object that was read, who named its digest, and whether its bytes have it.

use super::{
    decision::Decision,
    inspection::Inspection,
    listing::{Row, RowDigest},
    object::{Load, Object},
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    net::Via,
    ui::{CopyButton, DigestChip, DigestForm, Outcome, OutcomeKind},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Descriptor, Digest, Reference, digest::Check, document::Body};

/// The receipt of an index and the entry that the machine gets.
#[component]
pub fn IndexReceipt(
    /// What loads the documents.
    inspection: Inspection,
    /// What was asked for.
    reference: Reference,
    /// The index.
    root: Arc<Object>,
    /// The table's rows.
    rows: Derived<Vec<Row>>,
    /// What the machine gets.
    decision: Derived<Decision>,
) -> impl IntoView {
    let chosen = Derived::new(move || {
        let path = decision.read().chosen_path()?;
        let row = rows.read().iter().find(|row| row.path == path).cloned()?;
        match row.digest {
            RowDigest::Whole(digest) => Some((path, digest)),
            _ => None,
        }
    });
    let config = Derived::new(move || {
        let (path, digest) = chosen.get()?;
        Some((path, manifest_config(inspection, &digest)?))
    });
    view! {
        <Sheet inspection=inspection reference=reference root=root name="Index">
            {move || chosen.get().map(|(path, digest)| view! {
                <LoadRow inspection=inspection name="Manifest" digest=digest named_by=format!("index, entry {path}") />
            })}
            {move || config.get().map(|(path, config)| view! {
                <LoadRow inspection=inspection name="Config" digest=config.digest named_by=format!("manifest of entry {path}") />
            })}
            {move || chosen.get().map(|_| view! { <LayersRow /> })}
        </Sheet>
    }
}

/// The receipt of a single manifest.
#[component]
pub fn SingleReceipt(
    /// What loads the documents.
    inspection: Inspection,
    /// What was asked for.
    reference: Reference,
    /// The manifest.
    root: Arc<Object>,
    /// Its config.
    config: Option<Descriptor>,
) -> impl IntoView {
    let config = config.filter(|_| inspection.can_read());
    view! {
        <Sheet inspection=inspection reference=reference root=root name="Manifest">
            {config.clone().map(|config| view! {
                <LoadRow inspection=inspection name="Config" digest=config.digest named_by="the manifest".to_owned() />
            })}
            <LayersRow />
        </Sheet>
    }
}

/// Heading, table, and the command that repeats the check.
#[component]
fn Sheet(
    inspection: Inspection,
    reference: Reference,
    root: Arc<Object>,
    /// What the root is.
    name: &'static str,
    /// The rows below the root's.
    children: ChildrenFn,
) -> impl IntoView {
    let asked = reference.target().to_string();
    let is_paste = root.received.via == Via::Paste;
    let is_tag = root.expected.is_none() && !is_paste;
    let budget = root.received.budget.map(|budget| {
        let whose = match root.received.via {
            Via::Proxy(_) => "counted for the proxy, which asks for everybody who reads here",
            _ => "counted for your address",
        };
        let words = budget.in_words();
        format!("{} says: {words}, {whose}.", reference.domain())
    });
    let named_by = match &root.expected {
        Some(expected) => expected.named_by.clone(),
        None if is_paste => "your paste".to_owned(),
        None => "the tag’s answer".to_owned(),
    };
    let command =
        repeat_command(&reference, &root.computed).filter(|_| inspection.asks_a_registry());
    view! {
        <section class="proof" aria-labelledby="receipt-h">
            <div class="sec-h">
                <h2 id="receipt-h">"Receipt"</h2>
                <p>"A tag is a claim. A digest is a proof. The line between them is drawn here."</p>
            </div>
            <div class="receipt-w">
                <table class="tbl receipt stack2">
                    <thead>
                        <tr>
                            <th scope="col">"Object"</th>
                            <th scope="col">"Named by"</th>
                            <th scope="col">"Digest, computed in this page"</th>
                            <th scope="col">"Result"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {is_tag.then(|| view! { <TagRow tag=asked /> })}
                        <ObjectRow name=name object=root named_by=named_by />
                        {children()}
                    </tbody>
                </table>
                {command.map(|command| view! {
                    <p class="twin">
                        <span>"Repeat it without us"</span>
                        <code>{command.clone()}</code>
                        <CopyButton text=command label="Copy" quiet=true />
                    </p>
                })}
                {budget.map(|words| view! { <p class="twin"><span>{words}</span></p> })}
            </div>
        </section>
    }
}

/// The shell line that fetches and hashes the same bytes; nothing where the shell has no such command.
pub fn repeat_command(reference: &Reference, digest: &Digest) -> Option<String> {
    let algorithm = digest.algorithm()?.name();
    let pinned = reference.pinned(digest).familiar();
    Some(format!(
        "docker buildx imagetools inspect --raw {pinned} | {algorithm}sum"
    ))
}

fn manifest_config(inspection: Inspection, digest: &Digest) -> Option<Descriptor> {
    match &inspection.object(digest)?.trusted_document()?.body {
        Body::Manifest(manifest) => manifest.config.clone(),
        _ => None,
    }
}

#[component]
fn TagRow(tag: String) -> impl IntoView {
    view! {
        <tr class="r-trust">
            <th scope="row">"Tag"</th>
            <td>"you"</td>
            <td><code>{tag}</code></td>
            <td><Outcome kind=OutcomeKind::Trust>"taken on trust"</Outcome></td>
        </tr>
    }
}

#[component]
fn ObjectRow(
    name: &'static str,
    object: Arc<Object>,
    /// Said where nothing named a digest beforehand.
    #[prop(into)]
    named_by: String,
) -> impl IntoView {
    let (kind, words) = result_words(&object);
    let is_bad = kind == OutcomeKind::Bad;
    view! {
        <tr class:r-bad=is_bad>
            <th scope="row">{name}</th>
            <td>{named_by}</td>
            <td><DigestChip digest=object.computed.clone() form=DigestForm::Elided /></td>
            <td><Outcome kind=kind>{words}</Outcome></td>
        </tr>
    }
}

/// What the check showed, in a few words.
fn result_words(object: &Object) -> (OutcomeKind, String) {
    if let Some((stated, received)) = object.length_conflict() {
        return (
            OutcomeKind::Bad,
            format!("{stated} bytes named, {received} came"),
        );
    }
    match (&object.check, &object.expected, &object.claim) {
        (Check::Equal, ..) => (OutcomeKind::Good, "equal".to_owned()),
        (Check::Different { .. }, ..) => (OutcomeKind::Bad, "different: not used".to_owned()),
        (Check::NotChecked, Some(_), _) => (OutcomeKind::Unknown, "not checked".to_owned()),
        (_, None, Some((_, Check::Equal))) => (OutcomeKind::Good, "equal to the claim".to_owned()),
        (_, None, Some((_, Check::Different { .. }))) => {
            (OutcomeKind::Bad, "the claim was another".to_owned())
        }
        (_, None, _) => (OutcomeKind::Trust, "computed".to_owned()),
    }
}

#[component]
fn LoadRow(
    inspection: Inspection,
    name: &'static str,
    digest: Digest,
    named_by: String,
) -> impl IntoView {
    reactive(move || match inspection.objects.read().get(&digest) {
        Some(Load::Ready(object)) => {
            view! { <ObjectRow name=name object=Arc::clone(object) named_by=named_by.clone() /> }
                .into_any()
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
    })
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
