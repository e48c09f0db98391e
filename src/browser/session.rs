//! Text kept for this tab only: it survives a reload and is gone with the tab.

use leptos::prelude::window;

/// The text kept under `key`.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    tab()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key`. False if the browser did not allow it.
pub fn write(key: &str, value: &str) -> bool {
    tab().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

fn tab() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
