//! The bytes: exactly what was hashed, and the hash beside the one that was expected.

mod choice;
mod oddities;
mod proof;

use self::{
    choice::{Choice, choices},
    oddities::Oddities,
    proof::Proof,
};
use super::{
    inspection::Inspection,
    object::Object,
    reindent::{member_lines, reindent},
};
use crate::ui::{Derived, view};
use crate::{
    browser::download,
    ui::{CopyButton, Icon, IconName, Segmented},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Digest, size::ByteSize};

/// More than this many characters are not drawn: no browser scrolls them well.
const MAX_SHOWN_CHARS: usize = 300_000;

/// The root's bytes, and those of every object that was read.
#[component]
pub fn BytesView(
    /// Where the objects are.
    inspection: Inspection,
    /// What the reference names.
    object: Arc<Object>,
    /// The entry of the root that the machine gets, for the marker.
    chosen: Derived<Option<usize>>,
) -> impl IntoView {
    let wanted = RwSignal::new(None::<Digest>);
    let choices = Derived::new(move || choices(&inspection.objects.read()));
    // An object that is being read once more is not here; until it is, the root stands in, in the list as below it.
    let selected = Derived::new(move || {
        let is_here = |digest: &Digest| choices.read().iter().any(|it| it.digest == *digest);
        wanted.get().filter(is_here)
    });
    let option = move |choice: Choice| {
        view! {
            <option
                value=choice.digest.to_string()
                prop:selected=move || *selected.read() == Some(choice.digest.clone())
            >
                {choice.label}
            </option>
        }
    };
    let on_change = move |event| wanted.set(Digest::parse(&event_target_value(&event)).ok());
    view! {
        <section aria-label="Bytes">
            <div class="field">
                <label for="object">"Document"</label>
                <select
                    id="object"
                    prop:value=move || selected.get().map(|digest| digest.to_string()).unwrap_or_default()
                    on:change=on_change
                >
                    <option value="">"What the reference names"</option>
                    {move || choices.get().into_iter().map(option).collect_view()}
                </select>
            </div>
            {move || match selected.get().and_then(|digest| inspection.object(&digest)) {
                // Only the root has entries for the machine to choose from.
                Some(object) => view! { <ObjectBytes object=object chosen=Derived::new(|| None) /> },
                None => view! { <ObjectBytes object=Arc::clone(&object) chosen=chosen /> },
            }}
        </section>
    }
}

/// One object's bytes with its check.
#[component]
fn ObjectBytes(
    /// The object.
    object: Arc<Object>,
    /// The entry to mark, where it is an index.
    chosen: Derived<Option<usize>>,
) -> impl IntoView {
    let form = RwSignal::new("served".to_owned());
    let is_text = std::str::from_utf8(&object.received.bytes).is_ok();
    let served: Arc<str> = String::from_utf8_lossy(&object.received.bytes).into();
    let text = Arc::clone(&served);
    let drawn = Derived::new(move || {
        if form.read().as_str() == "laid out" {
            Drawn::of(&reindent(&text))
        } else {
            Drawn::of(&text)
        }
    });
    let options = vec![
        ("served".to_owned(), "As served".to_owned()),
        ("laid out".to_owned(), "Laid out".to_owned()),
    ];
    let name = format!("{}.json", object.computed.encoded());
    let save = {
        let object = Arc::clone(&object);
        // A browser that forbids downloads has said so itself; the bytes can still be copied.
        move |_| {
            drop(download::save(
                &name,
                "application/json",
                &object.received.bytes,
            ))
        }
    };
    view! {
        <div class="bytes">
            <div class="bytes-h">
                <b>{ByteSize(object.received.bytes.len() as u64).to_string()}</b>
                <Segmented legend="Form" name="form" options=options value=Derived::new(move || form.get()) on_change=Callback::new(move |it| form.set(it)) />
                <CopyButton text=served.to_string() label="Copy" quiet=true />
                <button class="btn quiet" type="button" on:click=save><Icon name=IconName::Save />"Save"</button>
            </div>
            <pre class="json" tabindex="0" aria-label="The document’s text">
                <code>{move || marked(&drawn.read().text, chosen.get())}</code>
            </pre>
            {(!is_text).then(|| view! {
                <p class="bytes-n">"Some bytes are not UTF-8 and stand here as replacement signs. Hash and file are of the real bytes."</p>
            })}
            {move || drawn.read().is_cut.then(|| view! {
                <p class="bytes-n">"Cut here for the screen. Copy and Save give all of it, as served."</p>
            })}
            <Proof object=Arc::clone(&object) />
        </div>
        <Oddities object=object />
    }
}

/// As much of a text as a browser can scroll.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawn {
    text: String,
    is_cut: bool,
}

impl Drawn {
    fn of(text: &str) -> Self {
        let end = text.char_indices().nth(MAX_SHOWN_CHARS).map(|(at, _)| at);
        Self {
            text: text
                .get(..end.unwrap_or(text.len()))
                .unwrap_or_default()
                .to_owned(),
            is_cut: end.is_some(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_only_where_it_is_too_long_to_draw() {
        let most = "é".repeat(MAX_SHOWN_CHARS);
        assert!(!Drawn::of(&most).is_cut);
        let drawn = Drawn::of(&format!("{most}x"));
        assert!(drawn.is_cut);
        assert_eq!(drawn.text, most);
    }
}
