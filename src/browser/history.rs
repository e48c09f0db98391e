//! The address of the page: reading it, changing it without a load, and hearing of the back button.

use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsValue;

/// Path and query of the address, undecoded: `/i/nginx?view=bytes`.
#[must_use]
pub fn address() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

/// The part of the address after them, with its `#`; empty where there is none.
#[must_use]
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Moves to `address`; the back button returns.
pub fn push(address: &str) {
    set(address, |history| {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    });
}

/// Moves to `address` in place of the one that is open.
pub fn replace(address: &str) {
    set(address, |history| {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    });
}

/// Notes `address` in place of the one that is open, for what is on the page already. Where the browser refuses, because it
/// was asked too often, the address is behind, and this is false.
pub fn note(address: &str) -> bool {
    window().history().is_ok_and(|history| {
        history
            .replace_state_with_url(&JsValue::NULL, "", Some(address))
            .is_ok()
    })
}

/// Browsers refuse what comes too often (Safari: a hundred times in half a minute). Loading the page is allowed then.
fn set(address: &str, change: impl FnOnce(&web_sys::History) -> Result<(), JsValue>) {
    let changed = window().history().and_then(|history| change(&history));
    if changed.is_err() {
        // Nothing is left to try where this is refused as well.
        let _ = window().location().set_href(address);
    }
}

/// Calls `heard` whenever the reader went back or forward. For as long as the page lives.
pub fn on_traverse(heard: impl Fn() + 'static) {
    // Dropping the handle keeps the listener.
    drop(window_event_listener_untyped("popstate", move |_| heard()));
}

/// Scrolls the page to its top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
