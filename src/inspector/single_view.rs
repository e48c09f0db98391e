//! What is no index: a single manifest, an artifact, a config, or something that only looks like one of them.

use super::{
    inspection::{Inspection, Want},
    object::Object,
    receipt::SingleReceipt,
};
use crate::{
    machine::use_machine,
    ui::{CopyButton, DigestChip, Message, Outcome, OutcomeKind, PlatformBadge, Tone},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Descriptor, Document, Platform, Reference,
    document::{Body, Config, Manifest, ManifestKind},
    resolve,
    resolve::{Offer, Outcome as Answer, Policy, Question, RuleSet},
    size::ByteSize,
};

/// A single manifest: nothing selects, everybody gets it.
#[component]
pub fn SingleView(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
) -> impl IntoView {
    let Some(Body::Manifest(manifest)) = object
        .trusted_document()
        .map(|document| document.body.clone())
    else {
        return ().into_any();
    };
    let config = manifest.config.clone();
    if let Some(config) = config.clone() {
        inspection.ensure(Want::new(config, "the manifest".to_owned()));
    }
    let is_image = manifest.kind() == ManifestKind::Image;
    let pinned = format!(
        "docker pull {}",
        reference.pinned(&object.computed).familiar()
    );
    let helm = format!("helm pull oci://{}", reference.name());
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
                {is_image.then(|| view! { <SingleVerdict inspection=inspection config=config.clone() /> })}
                {command.filter(|_| inspection.can_read()).map(|command| view! {
                    <p class="v-cmd"><code>{command.clone()}</code><CopyButton text=Signal::stored(command) label="Copy the command" quiet=true /></p>
                })}
            </section>
            <section class="platforms" aria-label="Layers">
                <LayerList inspection=inspection manifest=manifest />
            </section>
        </div>
        <SingleReceipt reference=reference inspection=inspection root=object config=config />
    }
    .into_any()
}

/// What will happen on the chosen machine: a pull always works, running it may not.
#[component]
fn SingleVerdict(inspection: Inspection, config: Option<Descriptor>) -> impl IntoView {
    let machine = use_machine().machine;
    move || {
        let Some(platform) = config
            .as_ref()
            .and_then(|config| config_of(inspection, config))
            .map(|it| it.platform)
        else {
            return view! { <p>"Its config says for which platform it was built. It is being read, or could not be."</p> }.into_any();
        };
        let host = machine.read().platform.clone();
        let question = Question {
            host: host.clone(),
            policy: Policy::Only,
            rules: RuleSet::default(),
        };
        let offer = Offer {
            position: 1,
            platform: Some(platform.clone()),
            is_readable: true,
        };
        let fits = matches!(resolve(&[offer], &question).outcome, Answer::Chosen { .. });
        let verdict = if fits {
            view! { <p><Outcome kind=OutcomeKind::Good>"Your machine can run it."</Outcome></p> }
                .into_any()
        } else {
            let warning = format!(
                "WARNING: The requested image's platform ({platform}) does not match the detected host platform ({host}) and no specific platform was requested"
            );
            view! {
                <p><Outcome kind=OutcomeKind::Bad>"It is for another platform than your machine."</Outcome></p>
                <p>"The pull works all the same: without an index there is nothing to refuse. Docker then warns, and the program runs under emulation or stops with " <code>"exec format error"</code> "."</p>
                <Message tone=Tone::Warn>{warning}</Message>
            }
            .into_any()
        };
        view! {
            <p class="v-line">"Built for " <PlatformBadge platform=platform /> <span class="none">"from its config"</span></p>
            {verdict}
        }
        .into_any()
    }
}

fn config_of(inspection: Inspection, config: &Descriptor) -> Option<Config> {
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
    move || {
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
    }
}

/// The layers of a manifest, base first, with who wrote them as far as the config tells.
#[component]
pub fn LayerList(inspection: Inspection, manifest: Manifest) -> impl IntoView {
    let n_layers = manifest.layers.len();
    let caption = match n_layers {
        0 => "No layers: no file system".to_owned(),
        1 => "One layer".to_owned(),
        n => format!("{n} layers, base first"),
    };
    let config = manifest.config.clone();
    let authors = Memo::new(move |_| {
        let config = config
            .as_ref()
            .and_then(|config| config_of(inspection, config))?;
        let lines = config.layer_history(n_layers)?;
        Some(
            lines
                .into_iter()
                .map(|line| line.created_by.clone())
                .collect::<Vec<_>>(),
        )
    });
    let rows = manifest.layers.into_iter().enumerate().map(|(at, layer)| {
        let kind = layer.media_type.describe();
        let author = move || {
            authors
                .read()
                .as_ref()
                .and_then(|lines| lines.get(at).cloned())
        };
        view! {
            <tr>
                <td class="c-d"><DigestChip digest=layer.digest copy=true /></td>
                <td class="c-s">{ByteSize(layer.size).grouped()}</td>
                <td>
                    {move || author().map(|line| view! { <code>{tidy(&line)}</code> " " })}
                    <span class="none">{kind}</span>
                </td>
            </tr>
        }
    });
    view! {
        <table class="tbl layers">
            <caption>{caption}</caption>
            <thead class="vh">
                <tr><th scope="col">"Layer"</th><th scope="col">"Size in bytes"</th><th scope="col">"Written by"</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// A history line without the shell that ran it, cut to a readable length.
fn tidy(line: &str) -> String {
    const MAX_CHARS: usize = 160;
    let line = line.trim();
    let line = line
        .strip_prefix("/bin/sh -c #(nop)")
        .or_else(|| line.strip_prefix("/bin/sh -c"))
        .unwrap_or(line)
        .trim();
    match line.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_lines_lose_their_shell_and_their_length() {
        assert_eq!(tidy("/bin/sh -c #(nop)  CMD [\"sh\"]"), "CMD [\"sh\"]");
        assert_eq!(tidy("/bin/sh -c apt-get update"), "apt-get update");
        assert_eq!(tidy(&"é".repeat(500)).chars().count(), 161);
    }
}
