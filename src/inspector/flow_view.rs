//! The pull of an image, played: what was read here becomes the story that figure 8 tells.

use super::{
    figure_stage::use_figures,
    inspection::Inspection,
    lookup::{document_in, here},
    object::Object,
};
use crate::ui::{Derived, effect, view};
use crate::{
    browser::clock,
    navigation::use_navigation,
    net::{Received, Via},
};
use leptos::prelude::*;
use serde_json::Value;
use std::sync::Arc;
use tagprism_core::{Reference, document::Body, flow::FlowImage};
use tagprism_figures::pull::image::{Captured, Provenance, write};

/// The player for an image that is open.
#[component]
pub fn FlowView(
    /// What loads the documents.
    inspection: Inspection,
    /// What was asked for.
    reference: Reference,
    /// What it names.
    object: Arc<Object>,
) -> impl IntoView {
    inspection.ensure_config(&object);
    let stage = use_figures().flow;
    stage.show(known(inspection, reference, object));
    view! { <div id=stage.place class="flow-stage"></div> }
}

/// Who gets what of an image that is open, by which client.
#[component]
pub fn BoardView(
    /// What loads the documents.
    inspection: Inspection,
    /// What was asked for.
    reference: Reference,
    /// What it names.
    object: Arc<Object>,
) -> impl IntoView {
    inspection.ensure_config(&object);
    let stage = use_figures().board;
    stage.show(known(inspection, reference, object));
    view! { <div id=stage.place class="board-stage"></div> }
}

/// The image for a figure, as far as its documents are here.
fn known(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
) -> Derived<Option<Value>> {
    let date = read_on(&object.received.via);
    Derived::new(move || story_of(inspection, &reference, &object, &date))
}

/// The player with the image that was recorded, for who has none of their own at hand.
#[component]
pub fn RecordedFlow() -> impl IntoView {
    let stage = use_figures().flow;
    effect(move || stage.show_record());
    let direction = direction();
    view! {
        <header class="flow-h">
            <h1>{move || direction.get()} " nginx:latest"</h1>
            <p class="deck">
                "From a name to a running process, request by request, replayed from a recording. Put a reference above to play the pull of another image."
            </p>
        </header>
        <div id=stage.place class="flow-stage"></div>
    }
}

/// The title above a played pull.
#[component]
pub fn FlowHead(
    /// What was asked for.
    reference: Reference,
) -> impl IntoView {
    let direction = direction();
    view! {
        <header class="flow-h">
            <h1>{move || direction.get()} " " {reference.familiar()}</h1>
            <p class="deck">
                "From a name to a running process, request by request. Digests and sizes are those of the bytes that came here; times are simulated."
            </p>
        </header>
    }
}

/// Which way the player goes, as the title says it.
fn direction() -> Derived<&'static str> {
    let url = use_navigation().url;
    Derived::new(move || url.read().direction())
}

/// The figure's image, as far as its documents are here and right.
fn story_of(
    inspection: Inspection,
    reference: &Reference,
    root: &Object,
    date: &str,
) -> Option<Value> {
    let here = here(inspection);
    let find = |digest: &str| document_in(&here, digest);
    let image = FlowImage::read(reference, root.trusted_document()?, find)?;
    let (kind, source) = match &root.received.via {
        Via::Sample { .. } => ("sample", "shipped with this site, hashed here".to_owned()),
        Via::Paste => ("pasted", "pasted, hashed here".to_owned()),
        Via::Proxy(_) | Via::Direct | Via::Inline => {
            ("live", format!("{}, hashed here", reference.domain()))
        }
    };
    let provenance = Provenance {
        kind,
        date: date.to_owned(),
        source,
        captured: here
            .iter()
            .filter_map(|object| captured(reference, object))
            .collect(),
    };
    Some(write(&image, &provenance))
}

/// The answer to a manifest that was asked for by its digest, as a pull asks for it. Blobs come by a way of their own, and the
/// tag was asked for otherwise than an engine does.
fn captured(reference: &Reference, object: &Object) -> Option<Captured> {
    let Received {
        content_type,
        claimed_digest,
        bytes,
        via,
        budget: _,
    } = &object.received;
    let is_document = matches!(
        object.trusted_document().map(|it| &it.body),
        Some(Body::Index(_) | Body::Manifest(_))
    );
    if !is_document || !matches!(via, Via::Proxy(_) | Via::Direct) {
        return None;
    }
    let fields = [
        ("Content-Type", content_type.clone()),
        ("Docker-Content-Digest", claimed_digest.clone()),
        ("Content-Length", Some(bytes.len().to_string())),
    ];
    let received = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Some(Captured {
        request: format!(
            "GET /v2/{}/manifests/{}",
            reference.path().as_str(),
            object.computed
        ),
        status: "200 OK".to_owned(),
        received: received.collect(),
    })
}

/// The day on which the bytes came, or were captured.
fn read_on(via: &Via) -> String {
    match via {
        Via::Sample { captured } => captured.clone(),
        _ => clock::today(),
    }
}
