//! What the reader's system and screen are like.

use leptos::prelude::window;

fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// True if the system is set to reduced motion.
#[must_use]
pub fn prefers_reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// True if there is room for things side by side just now.
#[must_use]
pub fn is_wide() -> bool {
    matches("(min-width: 48rem)")
}
