//! What is neither an index nor a manifest: a config, an artifact manifest, schema 1, or something unknown.

use super::object::Object;
use crate::ui::view;
use crate::ui::{DigestChip, PlatformBadge};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Document, document::Body};

/// Documents that are neither an index nor a manifest: what they are stands in the title; what is odd stands here.
#[component]
pub fn OtherView(object: Arc<Object>) -> impl IntoView {
    let Ok(document) = &object.document else {
        return ().into_any();
    };
    view! {
        <section class="state state-bare">
            {details(document)}
            <p>"The exact bytes are in the other view."</p>
        </section>
    }
    .into_any()
}

fn details(document: &Document) -> AnyView {
    let blobs = match &document.body {
        Body::ArtifactManifest(artifact) => artifact
            .blobs
            .iter()
            .map(|blob| blob.digest.clone())
            .collect(),
        Body::Schema1(schema1) => schema1.layers.clone(),
        Body::Config(config) => {
            return view! { <p>"Built for " <PlatformBadge platform=config.platform.clone() /></p> }.into_any();
        }
        _ => Vec::new(),
    };
    view! {
        <ol class="blob-list">
            {blobs.into_iter().map(|digest| view! { <li><DigestChip digest=digest copy=true /></li> }).collect_view()}
        </ol>
    }
    .into_any()
}
