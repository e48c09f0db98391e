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
    let link = event.target()?.dyn_into::<Element>().ok()?;
    let link: HtmlAnchorElement = link.closest("a[href]").ok()??.dyn_into().ok()?;
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    let origin = window().location().origin().ok()?;
    let address = link.href().strip_prefix(&*origin)?.to_owned();
    // The next character ends the origin: a host that only begins like ours is another one.
    (address.starts_with('/') && !address.contains('#')).then_some(address)
}
