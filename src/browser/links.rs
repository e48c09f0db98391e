//! Links that the program follows itself instead of loading a page.

use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Offers every plain click on a link of this site to `take`, as path and query (`/i/nginx?view=bytes`). The browser
/// follows what `take` declines with `false`, and everything that is no plain click: a new tab, a download, another
/// site, a place further down a page. For as long as the page lives.
pub fn on_click(take: impl Fn(&str) -> bool + 'static) {
    let heard = move |event: web_sys::Event| {
        let Ok(event) = event.dyn_into::<MouseEvent>() else {
            return;
        };
        if let Some(address) = address_of(&event)
            && take(&address)
        {
            event.prevent_default();
        }
    };
    // Dropping the handle keeps the listener.
    drop(window_event_listener_untyped("click", heard));
}

/// Offers every link of this site, at the moment it is used, to `change`, as path, query and fragment. What it returns is
/// where the browser goes instead. Links to a place on the same page are left alone. For as long as the page lives.
pub fn on_use(change: impl Fn(&str) -> Option<String> + Clone + 'static) {
    for kind in ["click", "auxclick"] {
        let change = change.clone();
        let heard = move |event: web_sys::Event| {
            if let Some(link) = link_of(&event)
                && !link
                    .get_attribute("href")
                    .is_some_and(|href| href.starts_with('#'))
                && let Some(address) = below_origin(&link)
                && let Some(changed) = change(&address)
            {
                // For this use only: the next one may go elsewhere.
                let written = link.get_attribute("href").unwrap_or_default();
                link.set_href(&changed);
                let restore = move || {
                    let _ = link.set_attribute("href", &written);
                };
                leptos::prelude::set_timeout(restore, std::time::Duration::ZERO);
            }
        };
        // Dropping the handle keeps the listener.
        drop(window_event_listener_untyped(kind, heard));
    }
}

fn link_of(event: &web_sys::Event) -> Option<HtmlAnchorElement> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

fn below_origin(link: &HtmlAnchorElement) -> Option<String> {
    let origin = window().location().origin().ok()?;
    let address = link.href().strip_prefix(&*origin)?.to_owned();
    // The next character ends the origin: a host that only begins like ours is another one.
    address.starts_with('/').then_some(address)
}

fn address_of(event: &MouseEvent) -> Option<String> {
    let is_plain = event.button() == 0
        && !(event.default_prevented()
            || event.meta_key()
            || event.alt_key()
            || event.ctrl_key()
            || event.shift_key());
    if !is_plain {
        return None;
    }
    let link = link_of(event)?;
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    below_origin(&link).filter(|address| !address.contains('#'))
}
