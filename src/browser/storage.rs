//! Small settings kept in this browser. Where storage is denied (sandboxed frames, strict privacy modes) nothing is kept
//! and nothing breaks.

use leptos::prelude::window;

/// The text kept under `key`.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key`. False if the browser did not allow it.
pub fn write(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets what is kept under `key`.
pub fn forget(key: &str) {
    if let Some(storage) = local() {
        // A denied removal leaves what a denied write left: nothing.
        let _ = storage.remove_item(key);
    }
}

fn local() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
