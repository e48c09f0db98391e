//! Pictures that follow each other, as often as the screen shows new ones.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls `on_frame` before each picture with the whole milliseconds since the one before, until it returns false. A page that
/// nobody sees is not called.
pub fn run(on_frame: impl FnMut(u64) -> bool + 'static) {
    after(None, on_frame);
}

fn after(last: Option<f64>, mut on_frame: impl FnMut(u64) -> bool + 'static) {
    let frame = Closure::once_into_js(move |now: f64| {
        let last = last.unwrap_or(now);
        // Never negative, and a day of sleep is the player's business, not an overflow.
        let elapsed = (now - last).floor().clamp(0.0, 1e9);
        if on_frame(elapsed as u64) {
            // What was cut off counts for the next one.
            after(Some(last + elapsed), on_frame);
        }
    });
    // Without it nothing moves, and every step can still be gone to.
    let _ = window().request_animation_frame(frame.unchecked_ref());
}
