//! The title of a result: what was asked for, what came, its digest and how far it is proven.

use super::{
    deck::{count_attestations, count_platforms, sentence},
    inspection::Inspection,
    object::Object,
};
use crate::{
    browser::{download, location},
    machine::use_machine,
    navigation::use_navigation,
    net::Via,
    ui::{CopyButton, DigestChip, DigestForm, Icon, IconName, Outcome, OutcomeKind},
    url::{HostParam, Origin},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Document, Reference, digest::Check, document::Body, size::ByteSize};

/// Above this many characters a name is set smaller.
const LONG_NAME: usize = 40;
/// Above this it is set as plain text.
const VAST_NAME: usize = 100;

/// Title, sentence, digest, facts and actions.
#[component]
pub fn ResultHead(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
) -> impl IntoView {
    let is_paste = object.received.via == Via::Paste;
    let document = object.document.as_ref().ok();
    let deck = document.map(sentence).unwrap_or_default();
    let title = if is_paste {
        paste_title(document)
    } else {
        reference_title(&reference)
    };
    view! {
        <header class="result">
            <div class="result-l">
                {title}
                <p class="deck">{deck}</p>
                <div class="bigdg">
                    <DigestChip digest=object.computed.clone() form=DigestForm::Full />
                    {proof_line(&object)}
                </div>
            </div>
            <Facts inspection=inspection object=Arc::clone(&object) />
            <Actions reference=reference object=object is_paste=is_paste />
        </header>
    }
}

fn reference_title(reference: &Reference) -> AnyView {
    let familiar = reference.familiar();
    let (name, rest) = match familiar.find('@') {
        Some(at) => familiar.split_at(at),
        None => (familiar.as_str(), ""),
    };
    // The last colon after the last slash begins the tag; one before it is a port.
    let slash = name.rfind('/').map_or(0, |at| at + 1);
    let (name, tag) = match name[slash..].rfind(':') {
        Some(at) => name.split_at(slash + at),
        None => (name, ""),
    };
    let implied = reference
        .name()
        .strip_suffix(name)
        .unwrap_or_default()
        .to_owned();
    let rest = rest
        .get(..16)
        .map_or_else(|| rest.to_owned(), |short| format!("{short}…"));
    let size = match name.chars().count() + tag.chars().count() {
        n if n > VAST_NAME => "is-vast",
        n if n > LONG_NAME => "is-long",
        _ => "",
    };
    view! {
        <p class="result-k"><span class="ghost">{implied}</span></p>
        <h1 class=size>
            {breakable(name)}<span class="h-tag">{tag.to_owned()}{rest}</span>
        </h1>
    }
    .into_any()
}

/// A long name breaks after its slashes, not inside its words.
fn breakable(name: &str) -> impl IntoView + use<> {
    let part = |part: &str| view! { {part.to_owned()}<wbr /> };
    name.split_inclusive('/').map(part).collect_view()
}

fn paste_title(document: Option<&Document>) -> AnyView {
    let what = document.map(Document::describe).unwrap_or_default();
    view! { <p class="result-k"><span class="ghost">"pasted, stays in this page"</span></p><h1>{what}</h1> }.into_any()
}

/// How far the digest is proven, in one line.
fn proof_line(object: &Object) -> AnyView {
    let claim = object.received.claimed_digest.as_deref();
    let line = match (&object.check, &object.expected) {
        (Check::Equal, Some(expected)) => {
            view! { <Outcome kind=OutcomeKind::Good>{format!("The bytes hash to the digest that {} names", expected.named_by)}</Outcome> }.into_any()
        }
        (_, Some(_)) => {
            view! { <Outcome kind=OutcomeKind::Unknown>"Not checked: this browser does not compute that algorithm"</Outcome> }.into_any()
        }
        (_, None) if object.received.via == Via::Paste => {
            view! { <Outcome kind=OutcomeKind::Trust>"Computed over the pasted bytes. Pasting can change white space, and then the digest"</Outcome> }.into_any()
        }
        (_, None) => match claim {
            Some(claim) if claim == object.computed.as_str() => {
                view! { <Outcome kind=OutcomeKind::Good>"The bytes received hash to this digest, as the registry said. That the tag means them is the registry’s word"</Outcome> }.into_any()
            }
            Some(claim) => {
                view! { <Outcome kind=OutcomeKind::Bad>{format!("Computed here. The registry claimed {claim}")}</Outcome> }.into_any()
            }
            None => {
                view! { <Outcome kind=OutcomeKind::Good>"The bytes received hash to this digest. That the tag means them is taken on trust"</Outcome> }.into_any()
            }
        },
    };
    view! { <p>{line}</p> }.into_any()
}

/// The block of facts beside the title.
#[component]
fn Facts(inspection: Inspection, object: Arc<Object>) -> impl IntoView {
    let Ok(document) = &object.document else {
        return ().into_any();
    };
    let mut facts: Vec<(&str, AnyView)> = vec![
        ("Document", document.describe().into_any()),
        (
            "Media type",
            view! { <code>{document.media_type.as_str().to_owned()}</code> }.into_any(),
        ),
        (
            "Bytes",
            ByteSize(object.received.bytes.len() as u64)
                .to_string()
                .into_any(),
        ),
    ];
    if let Body::Index(index) = &document.body {
        let (platforms, attestations) = (count_platforms(index), count_attestations(index));
        let others = index.entries.len().saturating_sub(platforms + attestations);
        let parts = [
            (platforms, "platform", "platforms"),
            (attestations, "attestation", "attestations"),
            (others, "other", "others"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
            .collect();
        let words = match parts.as_slice() {
            [] => "none".to_owned(),
            [one] => one.clone(),
            many => format!("{} = {}", index.entries.len(), many.join(" + ")),
        };
        facts.push(("Entries", words.into_any()));
        facts.push((
            "All read",
            view! { <AllRead inspection=inspection /> }.into_any(),
        ));
    }
    facts.push(("Came from", came_from(&object.received.via).into_any()));
    view! {
        <dl class="cover-block">
            {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
        </dl>
    }
    .into_any()
}

/// Bytes of every distinct layer of the manifests that were read.
#[component]
fn AllRead(inspection: Inspection) -> impl IntoView {
    move || {
        let objects = inspection.objects.read();
        let manifests =
            objects
                .values()
                .filter_map(|load| match &load.ready()?.trusted_document()?.body {
                    Body::Manifest(manifest) => Some(manifest.layers.clone()),
                    _ => None,
                });
        let layers: Vec<_> = manifests.flatten().filter(is_file_layer).collect();
        let distinct: std::collections::BTreeMap<_, _> = layers
            .iter()
            .map(|layer| (layer.digest.clone(), layer.size))
            .collect();
        let bytes = distinct
            .values()
            .fold(0_u64, |sum, size| sum.saturating_add(*size));
        if layers.is_empty() {
            return "no manifest yet".to_owned();
        }
        format!(
            "{} layers, {} distinct, {}",
            layers.len(),
            distinct.len(),
            ByteSize(bytes).human()
        )
    }
}

fn is_file_layer(layer: &tagprism_core::Descriptor) -> bool {
    use tagprism_core::media_type::Kind;
    matches!(
        layer.media_type.kind(),
        Kind::Layer(_) | Kind::ForeignLayer(_)
    )
}

fn came_from(via: &Via) -> String {
    match via {
        Via::Proxy(base) if *base == format!("{}{}", location::origin(), location::base_path()) => {
            "the registry, through this site’s proxy".to_owned()
        }
        Via::Proxy(base) => format!("the registry, through {base}"),
        Via::Direct => "the registry, directly".to_owned(),
        Via::Sample { captured } => format!("this site, captured {captured}"),
        Via::Paste => "your paste".to_owned(),
        Via::Inline => "the descriptor itself".to_owned(),
    }
}

/// Copying, saving, sharing.
#[component]
fn Actions(reference: Reference, object: Arc<Object>, is_paste: bool) -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let pinned = reference.pinned(&object.computed).to_string();
    let curl = format!("docker buildx imagetools inspect --raw {pinned} | sha256sum");
    // A link that is shared says which machine it speaks about, also when that was only guessed here.
    let permalink = Signal::derive(move || {
        let mut url = navigation.url.get();
        url.host = HostParam::Given(machine.get().platform);
        format!("{}{}", location::origin(), navigation.href(&url))
    });
    let name = format!("{}.json", object.computed.encoded());
    let save = {
        let object = Arc::clone(&object);
        // A browser that forbids downloads has said so itself; the bytes stay copyable in the other view.
        move |_| {
            drop(download::save(
                &name,
                "application/json",
                &object.received.bytes,
            ))
        }
    };
    let origin = navigation.url.get_untracked().origin;
    view! {
        <div class="result-act" role="group" aria-label="Copy and share">
            {(!is_paste).then(|| view! {
                <CopyButton text=Signal::stored(pinned) label="Pinned reference" />
                <CopyButton text=Signal::stored(curl) label="Check it yourself" quiet=true />
                <CopyButton text=permalink label="Permalink" quiet=true />
            })}
            <button class="btn quiet" type="button" on:click=save><Icon name=IconName::Save />"Save JSON"</button>
        </div>
        {(origin == Origin::Sample).then(|| view! {
            <p class="result-note">
                <b>"Shipped with this site. "</b>
                "Captured byte for byte from a real registry server, so its digests can be checked; no registry was asked now."
            </p>
        })}
    }
}
