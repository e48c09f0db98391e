//! Whether there is a network at all.

use leptos::prelude::window;

/// False only if the browser is sure that there is no network; true promises nothing.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}
