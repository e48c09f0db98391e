//! What is folded under a row: its verdict in a sentence, its layers, its attestation, and how to pull exactly it.

use super::{
    config::ConfigConflict,
    decision::RowVerdict,
    deck::sentence_of_refusal,
    inspection::{Inspection, Want},
    layer_list::LayerList,
    listing::{Attestation, Row, RowDigest},
    lookup::use_object,
    object::Load,
};
use crate::ui::{Derived, effect, markup::reactive, view};
use crate::ui::{DigestChip, DigestForm, Outcome, OutcomeKind};
use leptos::prelude::*;
use tagprism_core::{
    document::{Body, Manifest, Role},
    size::ByteSize,
};

/// The unfolded part of a row.
#[component]
pub fn RowDetail(
    inspection: Option<Inspection>,
    row: StoredValue<Row>,
    verdict: Derived<Option<RowVerdict>>,
    /// The button above points here.
    id: String,
) -> impl IntoView {
    if let Some(inspection) = inspection {
        read_config(inspection, row);
    }
    let explanation = reactive(move || {
        verdict.get().map(|verdict| match verdict {
            RowVerdict::Entry(verdict) => sentence_of_refusal(&verdict),
            RowVerdict::LookedInto { has_match: true } => {
                "Your engine looks into this index and finds its entry there.".to_owned()
            }
            RowVerdict::LookedInto { has_match: false } => {
                "Your engine looks into this index first, finds nothing that fits, and stops."
                    .to_owned()
            }
            RowVerdict::NeverSeen => {
                "Your engine never looks into this index: it follows one nested index only."
                    .to_owned()
            }
        })
    });
    view! {
        <tr class="p-open" id=id>
            <td></td>
            <td colspan="7">
                <p class="p-why">{explanation}</p>
                {row.with_value(manifest_line)}
                {inspection.map(|inspection| view! { <ReadProblem inspection=inspection row=row /> })}
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

/// The manifest's whole digest; on a phone the table has no room for it.
fn manifest_line(row: &Row) -> Option<AnyView> {
    let RowDigest::Whole(digest) = row.digest.clone() else {
        return None;
    };
    let form = DigestForm::Elided;
    Some(
        view! { <p class="p-why">"Manifest " <DigestChip digest=digest form=form copy=true /></p> }
            .into_any(),
    )
}

/// Why the row's document is not here, or is not to be trusted.
#[component]
fn ReadProblem(inspection: Inspection, row: StoredValue<Row>) -> impl IntoView {
    reactive(move || {
        let RowDigest::Whole(digest) = row.with_value(|row| row.digest.clone()) else {
            return None;
        };
        let words = match inspection.objects.read().get(&digest)? {
            Load::Loading => return None,
            Load::Failed(failure) => {
                let quoted = failure
                    .quotation()
                    .map(|words| format!(": {words}"))
                    .unwrap_or_default();
                format!(
                    "Its manifest could not be read{quoted}. The other rows do not depend on it."
                )
            }
            Load::Ready(object) => match (
                object.length_conflict(),
                object.is_tampered(),
                object.is_unverifiable(),
            ) {
                (Some((stated, received)), ..) => {
                    format!(
                        "The index names {stated} bytes, but {received} came. Nothing was read out of them."
                    )
                }
                (None, true, _) => {
                    "These are other bytes than the digest names. Nothing was read out of them."
                        .to_owned()
                }
                (None, false, true) => format!(
                    "Not verified: this page does not compute {}.",
                    digest.algorithm_name()
                ),
                (None, false, false) => return None,
            },
        };
        Some(view! { <p class="p-why"><Outcome kind=OutcomeKind::Bad>{words}</Outcome></p> })
    })
}

/// What the manifest of the row says.
#[component]
fn Documents(inspection: Inspection, row: StoredValue<Row>) -> impl IntoView {
    let digest = match row.with_value(|row| row.digest.clone()) {
        RowDigest::Whole(digest) => Some(digest),
        _ => None,
    };
    // Told when this manifest arrives, not when any other does: the layer table keeps its focus and selection.
    let object = digest.map(|digest| use_object(inspection, digest));
    reactive(move || {
        let object = Option::clone(&object?.read().0)?;
        let Body::Manifest(manifest) = object.trusted_document()?.body.clone() else {
            return None;
        };
        let config = manifest.config.clone();
        let platform = row.with_value(|row| row.platform.clone());
        Some(view! {
            <ConfigConflict inspection=inspection config=config stated=platform />
            <LayerList inspection=inspection manifest=manifest />
        })
    })
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
    effect(move || {
        let Some(descriptor) = row.try_with_value(|row| row.descriptor.clone()).flatten() else {
            return;
        };
        let Some(named_by) = row.try_with_value(|row| format!("index, entry {}", row.path)) else {
            return;
        };
        inspection.ensure(Want::new(descriptor, named_by));
        if let Some(config) = manifest_of(inspection, row).and_then(|manifest| manifest.config) {
            let named_by = row.try_with_value(|row| format!("manifest of entry {}", row.path));
            inspection.ensure(Want::new(config, named_by.unwrap_or_default()));
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
