//! Settings: which proxy the page asks, for sites that are served without one.

use super::access::use_access;
use crate::ui::{Derived, markup::reactive, view};
use crate::{net::Access, ui::Dialog};
use leptos::{ev, prelude::*};

/// The button in the masthead, and the dialog behind it.
#[component]
pub fn SettingsButton() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="btn quiet" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>"Settings"</button>
        <Settings open=Derived::new(move || open.get()) on_close=Callback::new(move |()| open.set(false)) />
    }
}

/// The dialog: what holds now, and the form to change it.
#[component]
fn Settings(
    /// Whether it is shown.
    open: Derived<bool>,
    /// Called when it should go away.
    on_close: Callback<()>,
) -> impl IntoView {
    let access = use_access();
    let now = move || {
        match access.access.get() {
        None => "Finding out how registries can be reached …".to_owned(),
        Some(Access::Proxy { base, .. }) => {
            format!("Now: registries are read through the proxy at {base}")
        }
        Some(Access::Direct) => "Now: no proxy answers beside this site, so the browser asks registries directly. Most of them do not allow that.".to_owned(),
    }
    };
    view! {
        <Dialog open=open on_close=on_close title="Settings">
            <p class="guess">{reactive(now)}</p>
            <ProxyForm on_close=on_close />
        </Dialog>
    }
}

/// Naming another proxy. Built whenever the dialog opens, so that a draft does not outlive it.
#[component]
fn ProxyForm(
    /// Called when the dialog should go away.
    on_close: Callback<()>,
) -> impl IntoView {
    let access = use_access();
    let address = RwSignal::new(access.chosen_proxy());
    let problem = Derived::new(move || {
        let address = address.read();
        let address = address.trim();
        let reads =
            address.is_empty() || address.starts_with("https://") || address.starts_with("http://");
        (!reads).then_some("An address begins with https:// or, on your own machine, with http://")
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if problem.get_untracked().is_none() {
            access.choose_proxy(&address.read_untracked());
            on_close.run(());
        }
    };
    view! {
        <form class="field" on:submit=submit>
            <label for="proxy">"Proxy address"</label>
            <input
                id="proxy"
                type="url"
                inputmode="url"
                autocomplete="off"
                spellcheck="false"
                maxlength="300"
                placeholder="empty: the proxy that serves this site, if there is one"
                aria-describedby="proxy-h proxy-e"
                aria-invalid=move || problem.read().is_some().to_string()
                prop:value=address
                on:input=move |event| address.set(event_target_value(&event))
            />
            <p class="field-h" id="proxy-h">"A proxy can hold bytes back, but it cannot forge what a digest names. Kept in this browser only."</p>
            <p class="field-e" id="proxy-e" role="status">{move || problem.get()}</p>
            <div class="dlg-f">
                <button class="btn" type="button" on:click=move |_| on_close.run(())>"Cancel"</button>
                <button class="btn primary" type="submit">"Use it"</button>
            </div>
        </form>
    }
}
