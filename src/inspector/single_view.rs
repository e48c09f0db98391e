//! A single manifest, image or artifact: what it is, and what your machine makes of it.

use super::{
    checkup_view::CheckUp,
    config::config_of,
    helps::{Emulation, OtherTags},
    inspection::Inspection,
    layer_list::LayerList,
    object::{Load, Object},
    receipt::SingleReceipt,
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    machine::use_machine,
    ui::{CopyButton, Message, Outcome, OutcomeKind, PlatformBadge, Tone},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Descriptor, Platform, Reference,
    checkup::Checkup,
    document::{Body, ManifestKind},
    machines::Run,
    resolve,
    resolve::{Offer, Policy, Question, RuleSet, emulated_as},
};

/// A single manifest: nothing selects, everybody gets it.
#[component]
pub fn SingleView(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
    checkup: Derived<Checkup>,
) -> impl IntoView {
    let Some(Body::Manifest(manifest)) = object
        .trusted_document()
        .map(|document| document.body.clone())
    else {
        return ().into_any();
    };
    let config = manifest.config.clone();
    inspection.ensure_config(&object);
    let is_image = manifest.kind() == ManifestKind::Image;
    let pinned = format!(
        "docker pull {}",
        reference.pinned(&object.computed).familiar()
    );
    let version = reference
        .tag()
        .map(|tag| format!(" --version {}", tag.as_str()))
        .unwrap_or_default();
    let helm = format!("helm pull oci://{}{version}", reference.name());
    let command = match manifest.kind() {
        ManifestKind::Image => Some(pinned),
        ManifestKind::HelmChart => Some(helm),
        ManifestKind::Artifact(_) => Some(format!("oras pull {reference}")),
        ManifestKind::Attestation => None,
    };
    view! {
        <div class="split">
            <section class="verdict" aria-labelledby="verdict-h" aria-live="polite">
                <p class="k">"No index, no choice"</p>
                <h2 id="verdict-h">{if is_image { "Every machine gets this one" } else { "No machine runs this" }}</h2>
                {is_image.then(|| view! { <SingleVerdict inspection=inspection config=config.clone() reference=reference.clone() /> })}
                {command.filter(|_| inspection.asks_a_registry()).map(|command| view! {
                    <p class="v-cmd"><code>{command.clone()}</code><CopyButton text=command label="Copy the command" quiet=true /></p>
                })}
            </section>
            <section class="platforms" aria-label="Layers">
                <LayerList inspection=inspection manifest=manifest />
            </section>
        </div>
        <SingleReceipt reference=reference inspection=inspection root=Arc::clone(&object) config=config />
        <CheckUp checkup=checkup />
    }
    .into_any()
}

/// What will happen on the chosen machine: without an index nothing selects, so running is what can fail.
#[component]
fn SingleVerdict(
    inspection: Inspection,
    config: Option<Descriptor>,
    reference: Reference,
) -> impl IntoView {
    let machine = use_machine().machine;
    reactive(move || {
        let Some(descriptor) = &config else {
            return view! { <p>"It names no config, so nothing says for which platform it was built."</p> }.into_any();
        };
        let Some(config) = config_of(inspection, descriptor) else {
            let words = match inspection.objects.read().get(&descriptor.digest) {
                None if !inspection.can_read() => {
                    "Its config says for which platform it was built, and a paste has nobody to ask for it."
                }
                None | Some(Load::Loading) => {
                    "Its config says for which platform it was built. It is being read."
                }
                Some(Load::Failed(_)) => {
                    "Its config says for which platform it was built, but could not be read."
                }
                Some(Load::Ready(object)) if object.is_tampered() => {
                    "Its config is not what the digest promises, so nothing was read out of it."
                }
                Some(Load::Ready(_)) => {
                    "Its config is no image config, so nothing says for which platform it was built."
                }
            };
            return view! { <p>{words}</p> }.into_any();
        };
        let asker = machine.read();
        let run = asker.known().map(|known| known.run(&config.platform));
        let (kind, words) = match &run {
            Some(Run::Native) => (OutcomeKind::Good, "Your machine can run it."),
            Some(Run::Emulated(_)) => (OutcomeKind::Step, "Your machine runs it under emulation."),
            Some(Run::Unknown(_)) => (OutcomeKind::Step, "Your machine may not run it."),
            Some(Run::Fails(_)) => (
                OutcomeKind::Bad,
                "It is for another platform than your machine.",
            ),
            // Of a machine that is not listed nothing is known but what it states.
            None if runs_on(&config.platform, &asker.platform) => {
                (OutcomeKind::Good, "Your machine can run it.")
            }
            None => (
                OutcomeKind::Bad,
                "It is for another platform than your machine.",
            ),
        };
        let foreign = (kind != OutcomeKind::Good).then(|| {
            view! {
                <Foreign
                    built_for=config.platform.clone()
                    host=asker.platform.clone()
                    run=run.clone()
                    inspection=inspection
                    reference=reference.clone()
                />
            }
        });
        let verdict = view! { <p><Outcome kind=kind>{words}</Outcome></p> {foreign} };
        view! {
            <p class="v-line">"Built for " <PlatformBadge platform=config.platform /> <span class="none">"from its config"</span></p>
            {verdict}
        }
        .into_any()
    })
}

/// What comes of an image that is not for the machine, and what would help.
#[component]
fn Foreign(
    built_for: Platform,
    host: Platform,
    /// What the machine makes of it, where it is one of those that are listed.
    run: Option<Run>,
    inspection: Inspection,
    reference: Reference,
) -> impl IntoView {
    let named = inspection.asks_a_registry().then_some(reference);
    let warning = (!runs_on(&built_for, &host)).then(|| {
        format!(
            "WARNING: The requested image's platform ({built_for}) does not match the detected host platform ({}) and no specific platform was requested",
            host.as_engine_prints_it()
        )
    });
    let emulated = emulated_as(&host, &built_for);
    view! {
        {run.map(|run| view! { <p><b>"Then: "</b> {run.sentence()}</p> })}
        {warning.map(|warning| view! {
            <p>"Without an index a Linux engine has nothing to refuse, so the pull works. Docker then warns, and a Windows engine refuses it at the pull."</p>
            <Message tone=Tone::Warn>{warning}</Message>
        })}
        <div class="v-help">
            <h3>"What would help"</h3>
            <ul>
                {emulated.map(|platform| view! {
                    <li><Emulation platform=platform reference=named.clone() /></li>
                })}
                {named.clone().map(|reference| view! {
                    <li><OtherTags inspection=inspection reference=reference /></li>
                })}
                <li>"Its publisher can build it for several platforms and push them as an index."</li>
            </ul>
        </div>
    }
}

/// As Docker checks a local image: by the wish list, and a config without a variant fits its architecture.
fn runs_on(built: &Platform, host: &Platform) -> bool {
    let (one, other) = (built.normalize(), host.normalize());
    if built.variant.is_empty() && (&one.os, &one.architecture) == (&other.os, &other.architecture)
    {
        return true;
    }
    let question = Question {
        host: host.clone(),
        policy: Policy::Only,
        rules: RuleSet::default(),
    };
    let offer = Offer {
        position: 1,
        platform: Some(built.clone()),
        is_readable: true,
    };
    resolve(&[offer], &question).chosen().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_without_a_variant_fits_its_architecture() {
        let host = Platform::new("linux", "arm", "v6");
        assert!(runs_on(&Platform::new("linux", "arm", ""), &host));
        assert!(runs_on(&Platform::new("linux", "arm", "v5"), &host));
        assert!(!runs_on(&Platform::new("linux", "arm", "v7"), &host));
        assert!(!runs_on(&Platform::new("linux", "amd64", ""), &host));
    }
}
