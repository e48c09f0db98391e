//! Whether a part of the page is near what the reader sees, or about to be printed.

use wasm_bindgen::{JsCast, prelude::Closure};

/// Tells `on_change` whenever the element comes near the window, or leaves it. `margin` widens the window, as in
/// CSS: `100%` is one window above and below.
pub fn watch(element: &web_sys::Element, margin: &str, on_change: impl Fn(bool) + 'static) {
    let told = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // Only the latest of several says how things stand.
        let latest = entries.iter().last();
        if let Some(entry) =
            latest.and_then(|it| it.dyn_into::<web_sys::IntersectionObserverEntry>().ok())
        {
            on_change(entry.is_intersecting());
        }
    });
    let options = web_sys::IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let observer =
        web_sys::IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options);
    if let Ok(observer) = observer {
        observer.observe(element);
    }
    // It watches as long as the page lives.
    told.forget();
}

/// Calls back before the page is printed, for as long as it lives.
pub fn before_print(draw: impl Fn() + 'static) {
    // Dropping the handle keeps the listener.
    drop(leptos::prelude::window_event_listener_untyped(
        "beforeprint",
        move |_| draw(),
    ));
}
