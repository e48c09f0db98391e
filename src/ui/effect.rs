use leptos::prelude::*;

/// Runs now, and again whenever a signal changed that was read meanwhile: Leptos's `Effect`, compiled once instead of once
/// for each closure.
pub fn effect(run: impl FnMut() + 'static) {
    start(Box::new(run));
}

#[inline(never)]
fn start(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
