//! An image on the page: what the root turned out to be decides which view tells it.

use super::{
    bytes_view::BytesView,
    checkup_view::checkup,
    failure_view::{AskingView, FailureView},
    flow_view::{BoardView, FlowHead, FlowView},
    inspection::Inspection,
    not_json::NotJson,
    object::{Load, Object},
    other_view::OtherView,
    platform_table::IndexView,
    reading::IndexReading,
    result_head::ResultHead,
    single_view::SingleView,
    tampered::Tampered,
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    navigation::use_navigation,
    ui::{Tabs, panel_id, tab_id},
    url::{Origin, View},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Reference, checkup::Checkup, document::Body};

/// The root of an inspection, in every state.
#[component]
pub fn Opened(
    /// What is loaded.
    inspection: Inspection,
    /// What was asked for.
    reference: Reference,
    /// Asks anew.
    retry: Callback<()>,
) -> impl IntoView {
    let reference = StoredValue::new(reference);
    reactive(move || {
        let reference = reference.get_value();
        match inspection.root.get() {
            Load::Loading => {
                let origin = if inspection.asks_a_registry() { Origin::Registry } else { Origin::Sample };
                view! { <AskingView reference=reference origin=origin /> }.into_any()
            }
            Load::Failed(failure) => {
                view! { <FailureView failure=failure reference=reference retry=retry /> }.into_any()
            }
            Load::Ready(object) => {
                view! { <Shown inspection=inspection reference=reference object=object retry=retry /> }.into_any()
            }
        }
    })
}

/// A root that arrived.
#[component]
fn Shown(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
    retry: Callback<()>,
) -> impl IntoView {
    if object.is_tampered() {
        return view! { <Tampered object=object retry=retry /> }.into_any();
    }
    if let Err(error) = &object.document {
        return view! { <NotJson object=Arc::clone(&object) error=error.clone() /> }.into_any();
    }
    let url = use_navigation().url;
    let is_flow = Derived::new(move || url.read().view == View::Flow);
    let checkup = checkup(inspection, Arc::clone(&object));
    let (named, found) = (reference.clone(), Arc::clone(&object));
    let head = reactive(move || {
        let reference = named.clone();
        if is_flow.get() {
            return view! { <FlowHead reference=reference /> }.into_any();
        }
        let object = Arc::clone(&found);
        view! { <ResultHead inspection=inspection reference=reference object=object checkup=checkup retry=retry /> }
            .into_any()
    });
    view! {
        {head}
        <Views inspection=inspection reference=reference object=object checkup=checkup />
    }
    .into_any()
}

/// The tab of the clients.
const BOARD: &str = "board";
/// The tab of the played pull.
const FLOW: &str = "pull";

/// The views of an image.
#[component]
fn Views(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
    checkup: Derived<Checkup>,
) -> impl IntoView {
    let navigation = use_navigation();
    let reading = IndexReading::start(inspection, &object);
    let view_of = Derived::new(move || navigation.url.read().view);
    let is_image = object
        .trusted_document()
        .is_some_and(|it| matches!(it.body, Body::Index(_) | Body::Manifest(_)));
    let names = [
        ("platforms", "Platforms", true),
        (BOARD, "Who gets what", is_image),
        ("bytes", "Bytes", true),
        (FLOW, "Pull, played", is_image),
    ];
    let names = names.into_iter().filter(|(_, _, is_there)| *is_there);
    let names = names.map(|(name, words, _)| (name.to_owned(), words.to_owned()));
    let names: Vec<(String, String)> = names.collect();
    let selected = Derived::new(move || match view_of.get() {
        View::Platforms | View::Stack => "platforms".to_owned(),
        View::Board => BOARD.to_owned(),
        View::Bytes => "bytes".to_owned(),
        View::Flow => FLOW.to_owned(),
    });
    let on_select = Callback::new(move |name: String| {
        navigation.change(|url| {
            url.view = match &*name {
                "bytes" => View::Bytes,
                BOARD => View::Board,
                FLOW => View::Flow,
                _ => View::Platforms,
            };
        });
    });
    let chosen = Derived::new(move || {
        let position = reading?.decision.read().resolution.chosen()?.position;
        Some(position)
    });
    view! {
        <Tabs label="Views" tabs=names selected=selected on_select=on_select />
        <div
            class="panel"
            role="tabpanel"
            id=move || panel_id(&selected.read())
            aria-labelledby=move || tab_id(&selected.read())
        >
            {move || {
                let (object, reference) = (Arc::clone(&object), reference.clone());
                match (view_of.get(), reading) {
                    (View::Bytes, _) => {
                        view! { <BytesView inspection=inspection object=object chosen=chosen /> }.into_any()
                    }
                    (View::Board, _) if is_image => {
                        view! { <BoardView inspection=inspection reference=reference object=object /> }.into_any()
                    }
                    (View::Flow, _) if is_image => {
                        view! { <FlowView inspection=inspection reference=reference object=object /> }.into_any()
                    }
                    (View::Platforms | View::Stack, Some(reading)) => view! {
                        <IndexView inspection=inspection reading=reading reference=reference object=object checkup=checkup />
                    }
                    .into_any(),
                    (View::Platforms | View::Stack | View::Board | View::Flow, _) => {
                        without_index(inspection, reference, object, checkup)
                    }
                }
            }}
        </div>
    }
}

fn without_index(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
    checkup: Derived<Checkup>,
) -> AnyView {
    match object.trusted_document().map(|document| &document.body) {
        Some(Body::Manifest(_)) => {
            view! { <SingleView inspection=inspection reference=reference object=object checkup=checkup /> }
                .into_any()
        }
        _ => view! { <OtherView object=object /> }.into_any(),
    }
}
