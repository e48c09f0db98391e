//! What the reader told the system about motion.

use leptos::prelude::window;

/// True if the system is set to reduced motion.
#[must_use]
pub fn prefers_reduced_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
