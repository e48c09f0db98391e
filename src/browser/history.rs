//! The address of the page: reading it, changing it without a load, and hearing of the back button.
//!
//! In somebody else's page the bar and the back button are not ours. There the address is [detached](detach): everything
//! goes on as if the page were the site's own, and the bar never hears of it.

use leptos::prelude::{window, window_event_listener_untyped};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;

/// An address that is kept in memory.
struct Detached {
    /// Path, query and fragment.
    address: String,
    /// Called when somebody other than the program changed it.
    traversed: Vec<Rc<dyn Fn()>>,
    /// Called whenever it changed.
    changed: Vec<Rc<dyn Fn()>>,
}

thread_local! {
    static DETACHED: RefCell<Option<Detached>> = const { RefCell::new(None) };
}

/// From now on the address is this one, and the browser's stays as it is.
pub fn detach(address: &str) {
    DETACHED.with_borrow_mut(|detached| {
        *detached = Some(Detached {
            address: address.to_owned(),
            traversed: Vec::new(),
            changed: Vec::new(),
        });
    });
}

/// Calls `heard` whenever the detached address changed. For as long as the page lives.
pub fn on_change(heard: impl Fn() + 'static) {
    DETACHED.with_borrow_mut(|detached| {
        if let Some(detached) = detached {
            detached.changed.push(Rc::new(heard));
        }
    });
}

/// Changes the detached address as the back button would: everybody reads it anew.
pub fn arrive(address: &str) {
    let traversed = DETACHED.with_borrow(|detached| {
        let detached = detached.as_ref();
        detached.map_or_else(Vec::new, |detached| detached.traversed.clone())
    });
    if keep(address) {
        traversed.iter().for_each(|heard| heard());
    }
}

/// Changes the detached address, if it is one. Nobody is called while it is held, so that everybody may read it.
fn keep(address: &str) -> bool {
    let changed = DETACHED.with_borrow_mut(|detached| {
        let detached = detached.as_mut()?;
        address.clone_into(&mut detached.address);
        Some(detached.changed.clone())
    });
    let Some(changed) = changed else { return false };
    changed.iter().for_each(|heard| heard());
    true
}

fn detached() -> Option<String> {
    DETACHED.with_borrow(|detached| Some(detached.as_ref()?.address.clone()))
}

/// The query of the browser's own address, undecoded, with its `?`.
#[must_use]
pub fn query_of_page() -> String {
    window().location().search().unwrap_or_default()
}

/// Path and query of the address, undecoded: `/i/nginx?view=bytes`.
#[must_use]
pub fn address() -> String {
    if let Some(address) = detached() {
        return address.split('#').next().unwrap_or_default().to_owned();
    }
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

/// The part of the address after them, with its `#`; empty where there is none.
#[must_use]
pub fn fragment() -> String {
    if let Some(address) = detached() {
        return address.find('#').map_or("", |at| &address[at..]).to_owned();
    }
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
    keep(address) || note_in_bar(address)
}

fn note_in_bar(address: &str) -> bool {
    window().history().is_ok_and(|history| {
        history
            .replace_state_with_url(&JsValue::NULL, "", Some(address))
            .is_ok()
    })
}

/// Browsers refuse what comes too often (Safari: a hundred times in half a minute). Loading the page is allowed then.
fn set(address: &str, change: impl FnOnce(&web_sys::History) -> Result<(), JsValue>) {
    if keep(address) {
        return;
    }
    let changed = window().history().and_then(|history| change(&history));
    if changed.is_err() {
        // Nothing is left to try where this is refused as well.
        let _ = window().location().set_href(address);
    }
}

/// Calls `heard` whenever the reader went back or forward. For as long as the page lives.
pub fn on_traverse(heard: impl Fn() + 'static) {
    let heard: Rc<dyn Fn()> = Rc::new(heard);
    DETACHED.with_borrow_mut(|detached| {
        if let Some(detached) = detached {
            detached.traversed.push(heard.clone());
        }
    });
    // Dropping the handle keeps the listener.
    drop(window_event_listener_untyped("popstate", move |_| heard()));
}

/// Scrolls the page to its top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
