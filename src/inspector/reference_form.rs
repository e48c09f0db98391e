//! The field: takes a reference, a command, a page address, JSON or an error message, typed, pasted or dropped as a file, and
//! says what it understood.

use super::{
    paste::use_paste,
    saved_drawing, stack,
    understood::{Understanding, understood_host},
};
use crate::ui::{Derived, effect, view};
use crate::{
    browser::{dropping, focus, page::Field},
    machine::use_machine,
    navigation::use_navigation,
    ui::{Icon, IconName},
    url::{HostParam, InspectorUrl, Origin, View},
};
use leptos::{ev, prelude::*};
use tagprism_core::intake::{self, Intake};

/// The field and what it says below.
#[component]
pub fn ReferenceForm(
    /// What the reader typed before this form came.
    typed: Field,
) -> impl IntoView {
    let navigation = use_navigation();
    let paste = use_paste();
    let machine = use_machine();
    let Field {
        text: typed,
        has_focus,
    } = typed;
    let text = RwSignal::new(typed);
    let intake = Derived::always_another(move || intake::read(&text.read()));

    // The address moves by links and the back button too. A draft stays until the address names another image, and text
    // that already means the address stays as it was typed.
    let named = Derived::new(move || {
        let url = navigation.url.read();
        (url.reference.clone(), url.origin)
    });
    let mut before = None;
    effect(move || {
        let (reference, origin) = named.get();
        let here = meaning(&reference);
        let written = meaning(&text.read_untracked());
        if origin == Origin::Paste {
            if text.read_untracked().is_empty() {
                text.set(paste.text().map(|it| it.to_string()).unwrap_or_default());
            }
        } else if !reference.is_empty() && (here.is_none() || written != here) {
            text.set(reference);
        } else if reference.is_empty() && written.is_some() && before == written {
            // Back on the start page the field does not go on naming what was left.
            text.set(String::new());
        }
        before = here;
    });

    let open = move || {
        let written = text.read_untracked().clone();
        let intake = intake::read(&written);
        match intake {
            Intake::Reference(understood) => {
                let now = navigation.url.get_untracked();
                let reference = understood.reference.familiar();
                // Asking once more for what is open asks the same source: a sample stays a sample.
                let is_open = meaning(&now.reference).as_ref() == Some(&reference);
                let origin = if is_open {
                    now.origin
                } else {
                    Origin::Registry
                };
                let mut url = now.for_reference(reference, origin);
                if let Some(platform) = understood.platform {
                    url.host = HostParam::Given(platform);
                }
                navigation.go(&url);
            }
            Intake::Json => {
                paste.keep(&written);
                let url = InspectorUrl {
                    origin: Origin::Paste,
                    ..InspectorUrl::default()
                };
                navigation.go(&InspectorUrl {
                    host: navigation.url.get_untracked().host,
                    ..url
                });
            }
            Intake::ErrorMessage {
                message,
                platform,
                reference,
                ..
            } => {
                let now = navigation.url.get_untracked();
                let mut url = InspectorUrl {
                    message: Some(message),
                    ..now.clone()
                };
                if let Some(understood) = reference {
                    url = InspectorUrl {
                        reference: understood.reference.familiar(),
                        origin: Origin::Registry,
                        view: View::Platforms,
                        open: None,
                        figured: String::new(),
                        ..url
                    };
                }
                let is_asked_again = (&url.reference, url.message) == (&now.reference, now.message);
                machine.tell.run(platform.clone());
                match platform {
                    Some(platform) => {
                        url.host = HostParam::Given(platform);
                        url.machine = None;
                    }
                    // It happened on a machine that it does not name; one from before would pass for that.
                    None if !is_asked_again => {
                        url.host = HostParam::Absent;
                        url.machine = None;
                    }
                    None => {}
                }
                navigation.go(&url);
            }
            Intake::Stack { .. } => {
                navigation.go(&stack::address_for(
                    &written,
                    &navigation.url.get_untracked(),
                ));
            }
            Intake::Empty | Intake::Refused { .. } => {}
        }
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        open();
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            open();
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        dropping::text_of(&event, move |dropped| {
            match saved_drawing::state_of(&dropped) {
                Some(url) => navigation.go(&url),
                None => {
                    text.set(dropped);
                    open();
                }
            }
        });
    };
    if has_focus {
        // After the form stands in the page.
        effect(|| focus::focus_id("reference"));
    }
    view! {
        <form class="omni" role="search" on:submit=on_submit>
            <label for="reference">"Paste an image reference, a command, a page address, manifest JSON or an error message"</label>
            <div class="omni-in">
                <textarea
                    id="reference"
                    rows="1"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="nginx, docker pull …, sha256:…, { … }"
                    aria-describedby="understood"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=on_keydown
                    on:drop=on_drop
                ></textarea>
                <button class="btn primary" type="submit"><Icon name=IconName::Search />"Inspect"</button>
            </div>
            <div id="understood" class="understood" aria-live="polite">
                <Understanding intake=intake on_suggestion=Callback::new(move |better| text.set(better)) />
                {move || understood_host(&intake.read())}
            </div>
        </form>
    }
}

/// The image that a text names, in its shortest form.
fn meaning(text: &str) -> Option<String> {
    match intake::read(text) {
        Intake::Reference(it) => Some(it.reference.familiar()),
        _ => None,
    }
}
