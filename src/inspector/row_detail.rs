//! What is folded under a row: its verdict in a sentence, its layers, its attestation, and how to pull exactly it.

use super::{
    deck::sentence_of_refusal,
    inspection::{Inspection, Want},
    listing::{Attestation, Row, RowDigest},
    single_view::{ConfigConflict, LayerList},
};
use crate::ui::{DigestChip, Outcome, OutcomeKind};
use leptos::prelude::*;
use tagprism_core::{
    document::{Body, Manifest, Role},
    resolve::Verdict,
    size::ByteSize,
};

/// The unfolded part of a row.
#[component]
pub fn RowDetail(
    inspection: Option<Inspection>,
    row: StoredValue<Row>,
    verdict: Memo<Option<Verdict>>,
    /// The button above points here.
    id: String,
) -> impl IntoView {
    if let Some(inspection) = inspection {
        read_config(inspection, row);
    }
    let explanation = move || verdict.get().map(|verdict| sentence_of_refusal(&verdict));
    view! {
        <tr class="p-open" id=id>
            <td></td>
            <td colspan="7">
                <p class="p-why">{explanation}</p>
                {row.with_value(|row| row.trouble.clone()).map(|trouble| view! {
                    <p class="p-why"><Outcome kind=OutcomeKind::Bad>{format!("This entry cannot be read: {trouble}.")}</Outcome></p>
                })}
                {row.with_value(about_role)}
                {inspection.map(|inspection| view! { <Documents inspection=inspection row=row /> })}
                {row.with_value(|row| row.recorded_layers.clone()).map(recorded_layers)}
                {row.with_value(|row| row.attestations.clone())
                    .into_iter()
                    .map(|attestation| view! { <AttestationBox attestation=attestation of=row.with_value(|row| row.position) /> })
                    .collect_view()}
            </td>
        </tr>
    }
}

/// What the manifest of the row says.
#[component]
fn Documents(inspection: Inspection, row: StoredValue<Row>) -> impl IntoView {
    move || {
        let manifest = manifest_of(inspection, row)?;
        let config = manifest.config.clone();
        let platform = row.with_value(|row| row.platform.clone());
        Some(view! {
            <ConfigConflict inspection=inspection config=config.clone() stated=platform />
            <LayerList inspection=inspection manifest=manifest />
        })
    }
}

fn manifest_of(inspection: Inspection, row: StoredValue<Row>) -> Option<Manifest> {
    let RowDigest::Whole(digest) = row.with_value(|row| row.digest.clone()) else {
        return None;
    };
    let object = inspection.object(&digest)?;
    match &object.trusted_document()?.body {
        Body::Manifest(manifest) => Some(manifest.clone()),
        _ => None,
    }
}

/// An unfolded row shows who wrote each layer, which stands in the config.
fn read_config(inspection: Inspection, row: StoredValue<Row>) {
    Effect::new(move |_| {
        let Some(descriptor) = row.try_with_value(|row| row.descriptor.clone()).flatten() else {
            return;
        };
        let Some(named_by) = row.try_with_value(|row| format!("index, entry {}", row.path)) else {
            return;
        };
        inspection.ensure(Want::new(descriptor, named_by));
        if let Some(config) = manifest_of(inspection, row).and_then(|manifest| manifest.config) {
            inspection.ensure(Want::new(config, "the manifest".to_owned()));
        }
    });
}

fn about_role(row: &Row) -> Option<AnyView> {
    let words = match &row.role {
        Role::Image | Role::Broken => return None,
        Role::NestedIndex => {
            "This entry is an index itself. Its entries follow below; containerd descends into it, some other clients do not."
        }
        Role::Attestation { .. } => {
            "An attestation says how an image was built. This one names an image that is not in this index, so nothing here belongs to it."
        }
        Role::Artifact => {
            "Not an image: an artifact that travels in the same index. Engines do not run it."
        }
        Role::Unusable => {
            "It declares no usable platform, and nothing says that it is an attestation. No client can choose it."
        }
    };
    Some(view! { <p class="p-why">{words}</p> }.into_any())
}

fn recorded_layers(layers: Vec<u64>) -> AnyView {
    let rows = layers.into_iter().zip(1..).map(|(bytes, n): (u64, usize)| {
        view! { <tr><td>{n}</td><td class="c-s">{ByteSize(bytes).grouped()}</td><td></td></tr> }
    });
    view! {
        <table class="tbl layers">
            <caption>"Layers as recorded, base first"</caption>
            <thead class="vh"><tr><th scope="col">"Layer"</th><th scope="col">"Size in bytes"</th><th scope="col">"Note"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The attestation that describes an entry, in one sentence.
#[component]
fn AttestationBox(
    attestation: Attestation,
    /// The entry that it describes.
    of: usize,
) -> impl IntoView {
    view! {
        <div class="attbox">
            <p>
                <svg class="glyph g-att" aria-hidden="true"><use href="#g-att"></use></svg>
                <b>{format!("Entry {} is the attestation of entry {of}.", attestation.position)}</b>
                <DigestChip digest=attestation.descriptor.digest bare=true copy=true />
            </p>
            <p>
                "It says how this build was made or what is in it. It shows up as "
                <code>"unknown/unknown"</code>
                " because it is for no machine. Present is not the same as signed: no signature was checked here."
            </p>
        </div>
    }
}
