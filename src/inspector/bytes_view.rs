//! The bytes: exactly what was hashed, and the hash beside the one that was expected.

use super::{
    inspection::Inspection,
    object::Object,
    receipt::Vernier,
    reindent::{member_lines, reindent},
};
use crate::{
    browser::download,
    ui::{CopyButton, DigestChip, DigestForm, Icon, IconName, Outcome, OutcomeKind, Segmented},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Digest,
    diagnostic::{Diagnostic, Severity},
    digest::Check,
    size::ByteSize,
};

/// More than this many characters are not drawn: no browser scrolls them well.
const MAX_SHOWN_CHARS: usize = 300_000;

/// The root's bytes, and those of every object that was read.
#[component]
pub fn BytesView(
    inspection: Inspection,
    object: Arc<Object>,
    /// The entry of the root that the machine gets, for the marker.
    chosen: Signal<Option<usize>>,
) -> impl IntoView {
    let selected = RwSignal::new(None::<Digest>);
    let root = Arc::clone(&object);
    let shown = move || match selected.get() {
        None => Arc::clone(&root),
        Some(digest) => inspection
            .object(&digest)
            .unwrap_or_else(|| Arc::clone(&root)),
    };
    let choices = move || {
        inspection
            .objects
            .read()
            .iter()
            .filter_map(|(digest, load)| {
                let object = load.ready()?;
                let by = object
                    .expected
                    .as_ref()
                    .map(|it| it.named_by.clone())
                    .unwrap_or_default();
                let kind = object
                    .document
                    .as_ref()
                    .map_or_else(|_| "no document".to_owned(), |it| it.describe());
                Some((
                    digest.to_string(),
                    format!("{kind}, named by {by}, {}", digest.short()),
                ))
            })
            .collect::<Vec<_>>()
    };
    view! {
        <section aria-label="Bytes">
            <div class="field">
                <label for="object">"Document"</label>
                <select id="object" on:change=move |event| selected.set(Digest::parse(&event_target_value(&event)).ok())>
                    <option value="">"What the reference names"</option>
                    {move || choices().into_iter().map(|(value, words)| view! { <option value=value>{words}</option> }).collect_view()}
                </select>
            </div>
            {move || {
                // Only the root has entries for the machine to choose from.
                let chosen = if selected.get().is_none() { chosen } else { Signal::stored(None) };
                view! { <ObjectBytes object=shown() chosen=chosen /> }
            }}
        </section>
    }
}

/// One object's bytes with its check.
#[component]
fn ObjectBytes(object: Arc<Object>, chosen: Signal<Option<usize>>) -> impl IntoView {
    let form = RwSignal::new("served".to_owned());
    let is_text = std::str::from_utf8(&object.received.bytes).is_ok();
    let text: Arc<str> = String::from_utf8_lossy(&object.received.bytes).into();
    let served = Arc::clone(&text);
    let drawn = move || {
        let text = if form.read().as_str() == "laid out" {
            reindent(&text)
        } else {
            text.to_string()
        };
        let text = match text.char_indices().nth(MAX_SHOWN_CHARS) {
            Some((end, _)) => text[..end].to_owned(),
            None => text,
        };
        marked(&text, chosen.get())
    };
    let is_cut = served.chars().count() > MAX_SHOWN_CHARS;
    let options = vec![
        ("served".to_owned(), "As served".to_owned()),
        ("laid out".to_owned(), "Laid out".to_owned()),
    ];
    let name = format!("{}.json", object.computed.encoded());
    let save = {
        let object = Arc::clone(&object);
        move |_| {
            drop(download::save(
                &name,
                "application/json",
                &object.received.bytes,
            ))
        }
    };
    let diagnostics = object
        .document
        .as_ref()
        .map(|it| it.diagnostics.clone())
        .unwrap_or_default();
    view! {
        <div class="bytes">
            <div class="bytes-h">
                <b>{ByteSize(object.received.bytes.len() as u64).to_string()}</b>
                <Segmented legend="Form" name="form" options=options value=form on_change=Callback::new(move |it| form.set(it)) />
                <CopyButton text=Signal::stored(served.to_string()) label="Copy" quiet=true />
                <button class="btn quiet" type="button" on:click=save><Icon name=IconName::Save />"Save"</button>
            </div>
            <pre class="json" tabindex="0" aria-label="The document’s text"><code>{drawn}</code></pre>
            {(!is_text).then(|| view! {
                <p class="bytes-n">"Some bytes are not UTF-8 and stand here as replacement signs. Hash and file are of the real bytes."</p>
            })}
            {is_cut.then(|| view! { <p class="bytes-n">"Cut here for the screen. Copy and Save give all of it."</p> })}
            <Proof object=object />
        </div>
        <Oddities diagnostics=diagnostics />
    }
}

/// The text, with the chosen entry on the marker where it is laid out in lines.
fn marked(text: &str, chosen: Option<usize>) -> AnyView {
    let Some(range) = chosen.and_then(|n| member_lines(text, "manifests", n)) else {
        return text.to_owned().into_any();
    };
    let lines: Vec<&str> = text.lines().collect();
    let join = |part: &[&str]| part.join("\n");
    view! {
        {join(&lines[..range.start])}
        <mark>{join(&lines[range.clone()])}</mark>
        {join(&lines[range.end..])}
    }
    .into_any()
}

/// The computed hash beside the expected one, and where that came from.
#[component]
fn Proof(object: Arc<Object>) -> impl IntoView {
    match &object.expected {
        Some(expected) => {
            let (kind, words) = match object.check {
                Check::Equal => (OutcomeKind::Good, "Proof: the bytes are the ones that the digest names."),
                Check::Different { .. } => (OutcomeKind::Bad, "These are other bytes than the digest names."),
                Check::NotChecked => (OutcomeKind::Unknown, "Not checked: the algorithm is not one that this page computes."),
            };
            view! {
                <Vernier expected=expected.digest.clone() computed=object.computed.clone() />
                <p class="bytes-n">
                    <Outcome kind=kind>{words}</Outcome>
                    {format!(" The digest was named by {}.", expected.named_by)}
                </p>
            }
            .into_any()
        }
        None => view! {
            <p class="bytes-n">"SHA-256, computed over these bytes"</p>
            <p class="bytes-n"><DigestChip digest=object.computed.clone() form=DigestForm::Full copy=true /></p>
            <p class="bytes-n">
                <Outcome kind=OutcomeKind::Trust>"A tag is a claim: nothing named this digest before the answer came."</Outcome>
                {object.received.claimed_digest.clone().map(|claim| format!(" The answer itself claimed {claim}."))}
            </p>
        }
        .into_any(),
    }
}

/// What is odd about the document.
#[component]
fn Oddities(diagnostics: Vec<Diagnostic>) -> impl IntoView {
    if diagnostics.is_empty() {
        return view! { <p class="tnote">"Nothing odd about this document."</p> }.into_any();
    }
    let rows = diagnostics.into_iter().map(|it| {
        let (kind, words) = match it.severity {
            Severity::Error => (OutcomeKind::Bad, "error"),
            Severity::Warning => (OutcomeKind::Step, "warning"),
            Severity::Note => (OutcomeKind::Refused, "note"),
        };
        view! {
            <tr>
                <td><Outcome kind=kind>{words}</Outcome></td>
                <td><code>{it.path}</code></td>
                <td>{it.message}</td>
            </tr>
        }
    });
    view! {
        <table class="tbl oddities">
            <caption>"What is odd about it"</caption>
            <thead><tr><th scope="col">"Severity"</th><th scope="col">"Where"</th><th scope="col">"What"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
