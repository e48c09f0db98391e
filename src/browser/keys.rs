//! Keys that are pressed somewhere in a part of the page.

use wasm_bindgen::{JsCast, prelude::Closure};

/// What has the focus when a key is pressed, as far as it has keys of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A text field or a list: every key is its own.
    Field,
    /// A group of radio buttons.
    Choice,
    /// A slider.
    Slider,
    /// A button, a link, or what unfolds.
    Button,
    /// Anything else.
    Other,
}

/// Reports keys without Ctrl, Alt or Meta, for as long as the page lives. Where `on_key` returns true the key does nothing
/// else.
pub fn listen(element: &web_sys::Element, on_key: impl Fn(&str, Focus) -> bool + 'static) {
    let listener =
        Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented()
            {
                return;
            }
            let target = event.target();
            let focus = target
                .and_then(|it| it.dyn_into::<web_sys::Element>().ok())
                .map_or(Focus::Other, |element| focus(&element));
            if on_key(&event.key(), focus) {
                event.prevent_default();
            }
        });
    let _ = element.add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
    listener.forget();
}

fn focus(element: &web_sys::Element) -> Focus {
    let is_in = |selector: &str| element.closest(selector).ok().flatten().is_some();
    match () {
        () if is_in("input[type=range]") => Focus::Slider,
        () if is_in("input[type=radio]") => Focus::Choice,
        () if is_in("input[type=checkbox], button, a, summary") => Focus::Button,
        () if is_in("input, select, textarea") => Focus::Field,
        () => Focus::Other,
    }
}
