//! The message that the reader pasted: what it says stays in view beside the answer, and the answer says whether it agrees.

use super::{
    decision::{Decision, Inner},
    understood::{explain, home_of},
};
use crate::{
    browser::focus,
    machine::{CHIP, Provenance, use_machine},
    navigation::use_navigation,
    ui::{Derived, Icon, IconName, markup::reactive, view},
};
use leptos::prelude::*;
use tagprism_core::intake::KnownError;

/// Whether the machine is one that nobody named.
fn is_unnamed(provenance: Provenance) -> bool {
    match provenance {
        Provenance::Guessed | Provenance::Assumed | Provenance::Remembered => true,
        Provenance::Chosen | Provenance::Link | Provenance::Message => false,
    }
}

/// Above whatever the page shows.
#[component]
pub fn MessageStrip() -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let leave = move |_| {
        navigation.replace(|url| url.message = None);
        focus::focus_id("reference");
    };
    let shown = Derived::new(move || {
        let url = navigation.url.read();
        Some((url.message?, url.reference.is_empty()))
    });
    reactive(move || {
        let (message, is_nameless) = shown.get()?;
        Some(view! {
            <aside class="told" aria-label="Your message">
                <p>
                    <b>"Your message: "</b> {explain(message)} " "
                    <a href=home_of(message)>"What it means, and what to do"</a> " "
                    <button class="link" type="button" on:click=leave>
                        "Leave it aside"
                    </button>
                </p>
                {is_nameless.then(|| view! {
                    <p>
                        "Which image was it? Put its name into the field above. On the machine, "
                        <code>"docker inspect --format '{{.Config.Image}}' CONTAINER"</code> " tells it."
                    </p>
                })}
                {move || is_unnamed(machine.read().provenance).then(|| view! {
                    <p>
                        "It does not say on which machine that was, so the answer is for "
                        <code>{machine.read().platform.to_string()}</code> ". "
                        <button class="link" type="button" on:click=|_| focus::press(CHIP)>"Choose the machine"</button>
                        "; in a cluster, " <code>"kubectl get nodes -L kubernetes.io/arch"</code> " tells what its nodes are."
                    </p>
                })}
            </aside>
        })
    })
}

/// Beside the answer: whether it is what the message says.
#[component]
pub fn AgainstMessage(decision: Derived<Decision>) -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let message = Derived::new(move || navigation.url.read().message);
    reactive(move || {
        message
            .get()
            .filter(|it| *it == KnownError::NoMatchingManifest)?;
        let decision = decision.read();
        let finds_something = match (decision.chosen_path(), decision.end()) {
            (None, _) => false,
            (Some(_), Inner::Image) => true,
            // An entry that is being looked into, or leads nowhere, says nothing either way.
            (Some(_), _) => return None,
        };
        let is_unnamed = is_unnamed(machine.read().provenance);
        let words = match (finds_something, is_unnamed) {
            (false, false) => "This is what your message says: nothing here is for the machine.",
            (false, true) => {
                "This is what your message says, if it was this machine: nothing here is for it."
            }
            (true, true) => {
                "Not what your message says: this machine gets an entry. It may have been another one, an earlier state of the tag, or another client’s rule."
            }
            (true, false) => {
                "Not what your message says: today the machine gets an entry. The tag may have changed since, or the client goes by another rule; who gets what shows all of them."
            }
        };
        Some(match finds_something {
            false => view! { <p class="v-run">{words}</p> }.into_any(),
            true => {
                view! { <p class="v-warn"><Icon name=IconName::Step /><span>{words}</span></p> }
                    .into_any()
            }
        })
    })
}
