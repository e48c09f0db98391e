//! The title of a result: what was asked for, what came, its digest and how far it is proven.

use super::{
    checkup_view::CheckUpCount,
    deck::{count_attestations, count_images, sentence},
    inspection::Inspection,
    object::Object,
    receipt::repeat_command,
};
use crate::ui::{CopyText, Derived, markup::reactive, view};
use crate::{
    browser::{download, location, media},
    machine::use_machine,
    navigation::use_navigation,
    net::Via,
    ui::{CopyButton, DigestChip, DigestForm, Icon, IconName, Outcome, OutcomeKind},
    url::HostParam,
};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use tagprism_core::{
    Document, Reference, checkup::Checkup, digest::Check, document::Body, size::ByteSize,
};

/// Above this many characters a name is set smaller.
const LONG_NAME: usize = 40;
/// Above this it is set as plain text.
const VAST_NAME: usize = 100;

/// Title, sentence, digest, facts and actions.
#[component]
pub fn ResultHead(
    /// What loads the documents.
    inspection: Inspection,
    /// What was asked for.
    reference: Reference,
    /// What it names.
    object: Arc<Object>,
    /// What its publisher should know.
    checkup: Derived<Checkup>,
    /// Asks anew.
    retry: Callback<()>,
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
            <Facts inspection=inspection object=Arc::clone(&object) checkup=checkup />
            <Actions inspection=inspection reference=reference object=object retry=retry />
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
    let (kind, words) = match (&object.check, &object.expected, &object.claim) {
        (Check::Equal, Some(expected), _) => {
            (OutcomeKind::Good, format!("The bytes hash to the digest that {} names", expected.named_by))
        }
        (_, Some(expected), _) => (
            OutcomeKind::Unknown,
            format!("Not checked: this page does not compute {}", expected.digest.algorithm_name()),
        ),
        (_, None, _) if object.received.via == Via::Paste => (
            OutcomeKind::Trust,
            "Computed over the pasted bytes. Pasting can change white space, and with it the digest".to_owned(),
        ),
        (_, None, Some((_, Check::Equal))) => (
            OutcomeKind::Good,
            "The bytes received hash to this digest, as the registry said. That the tag means them is the registry’s word".to_owned(),
        ),
        (_, None, Some((claim, Check::Different { .. }))) => {
            (OutcomeKind::Bad, format!("Computed here. The registry claimed {claim}, which is another"))
        }
        (_, None, _) => (
            OutcomeKind::Trust,
            "The digest of the bytes received. That the tag means them is taken on trust".to_owned(),
        ),
    };
    view! { <p><Outcome kind=kind>{words}</Outcome></p> }.into_any()
}

/// The block of facts beside the title.
#[component]
fn Facts(inspection: Inspection, object: Arc<Object>, checkup: Derived<Checkup>) -> impl IntoView {
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
        let (images, attestations) = (count_images(index), count_attestations(index));
        let others = index.entries.len().saturating_sub(images + attestations);
        let parts = [
            (images, "image", "images"),
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
    if matches!(document.body, Body::Index(_) | Body::Manifest(_)) {
        facts.push((
            "Check-up",
            view! { <CheckUpCount checkup=checkup /> }.into_any(),
        ));
    }
    // On a narrow screen they would stand between the name and the answer.
    view! {
        <details class="result-f" open=media::is_wide()>
            <summary>"About the document"</summary>
            <dl class="cover-block">
                {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
        </details>
    }
    .into_any()
}

/// Bytes of every distinct layer of the manifests that were read.
#[component]
fn AllRead(inspection: Inspection) -> impl IntoView {
    reactive(move || {
        let objects = inspection.objects.read();
        let manifests =
            objects
                .iter()
                .filter_map(|(_, load)| match &load.ready()?.trusted_document()?.body {
                    Body::Manifest(manifest) => Some(manifest.layers.clone()),
                    _ => None,
                });
        let layers: Vec<_> = manifests.flatten().filter(is_file_layer).collect();
        // A map where a set would do: the program holds the code of each kind of map once.
        let mut distinct: BTreeMap<&str, usize> = BTreeMap::new();
        let mut bytes = 0_u64;
        for layer in &layers {
            if distinct.insert(layer.digest.as_str(), 0).is_none() {
                bytes = bytes.saturating_add(layer.size);
            }
        }
        if layers.is_empty() {
            return "no manifest yet".to_owned();
        }
        format!(
            "{} layers, {} distinct, {}",
            layers.len(),
            distinct.len(),
            ByteSize(bytes).human()
        )
    })
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

/// Copying, saving, sharing, asking anew.
#[component]
fn Actions(
    inspection: Inspection,
    reference: Reference,
    object: Arc<Object>,
    retry: Callback<()>,
) -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let is_named = inspection.asks_a_registry();
    let pinned = reference.pinned(&object.computed).to_string();
    let repeat = repeat_command(&reference, &object.computed);
    // A link that is shared says which machine it speaks about, also when that was only guessed here.
    let permalink = CopyText::now(move || {
        let mut url = navigation.url.get();
        url.host = HostParam::Given(machine.get().platform);
        format!("{}{}", location::origin(), navigation.href(&url))
    });
    let name = format!("{}.json", object.computed.encoded());
    let via = object.received.via.clone();
    // A browser that forbids downloads has said so itself; the bytes stay copyable in the other view.
    let save = move |_| {
        drop(download::save(
            &name,
            "application/json",
            &object.received.bytes,
        ))
    };
    view! {
        <div class="result-act" role="group" aria-label="Copy and share">
            {is_named.then(|| view! {
                <CopyButton text=pinned label="Pinned reference" />
                {repeat.map(|repeat| view! {
                    <CopyButton text=repeat label="Check it yourself" quiet=true />
                })}
            })}
            {(via != Via::Paste).then(|| view! {
                <CopyButton text=permalink label="Permalink" quiet=true />
            })}
            <button class="btn quiet" type="button" on:click=save><Icon name=IconName::Save />"Save JSON"</button>
            {is_named.then(|| view! {
                <button class="btn quiet" type="button" on:click=move |_| retry.run(())>
                    <Icon name=IconName::Reset />"Ask again"
                </button>
            })}
        </div>
        {matches!(via, Via::Sample { .. }).then(|| view! {
            <p class="result-note">
                <b>"Shipped with this site. "</b>
                "Captured byte for byte from a registry server, so its digests can be checked; no registry was asked now. No registry answers to this name, so there is no command to pull it."
            </p>
        })}
    }
}
