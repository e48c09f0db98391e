//! What an image's config says about its platform, and where the index says otherwise.

use super::inspection::Inspection;
use crate::ui::{Outcome, OutcomeKind, PlatformBadge};
use crate::ui::{markup::reactive, view};
use leptos::prelude::*;
use tagprism_core::{
    Descriptor, Platform,
    document::{Body, Config},
};

/// The config of a manifest, if it is here and genuine.
pub fn config_of(inspection: Inspection, config: &Descriptor) -> Option<Config> {
    match &inspection.object(&config.digest)?.trusted_document()?.body {
        Body::Config(config) => Some(config.clone()),
        _ => None,
    }
}

/// A note where the config names another platform than the index does.
#[component]
pub fn ConfigConflict(
    inspection: Inspection,
    config: Option<Descriptor>,
    stated: Option<Platform>,
) -> impl IntoView {
    reactive(move || {
        let built = config_of(inspection, config.as_ref()?)?.platform;
        let stated = stated.clone().filter(|platform| !platform.is_unstated())?;
        let (one, other) = (stated.normalize(), built.normalize());
        let is_same = (&one.os, &one.architecture) == (&other.os, &other.architecture)
            && (other.variant.is_empty() || one.variant == other.variant);
        (!is_same).then(|| view! {
            <p class="p-why">
                <Outcome kind=OutcomeKind::Bad>"The index and the config disagree."</Outcome>
                " The index says " <PlatformBadge platform=stated.clone() /> ", the config " <PlatformBadge platform=built />
                ". Clients choose by the index; what runs is what was built."
            </p>
        })
    })
}
