//! Buttons that were written at build time.

use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls back at every click, for as long as the page lives.
pub fn on_click(element: &web_sys::Element, on_click: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |_: web_sys::Event| on_click());
    let _ = element.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// How long words stay on a button.
const SAID_FOR: Duration = Duration::from_secs(2);
/// On a button while other words stand on it: its own.
const OWN_WORDS: &str = "data-own";

/// Puts other words on a button, after its icon, for two seconds. Because the button has the focus they are announced; for
/// as long as they are taken back it is not live, so that its own words are not.
pub fn relabel(button: &web_sys::Element, words: &str) {
    if !button.has_attribute(OWN_WORDS) {
        let own = button.text_content().unwrap_or_default();
        let _ = button.set_attribute(OWN_WORDS, own.trim());
        let button = button.clone();
        set_timeout(
            move || {
                let own = button.get_attribute(OWN_WORDS).unwrap_or_default();
                let _ = button.remove_attribute(OWN_WORDS);
                let _ = button.set_attribute("aria-live", "off");
                put(&button, &own);
            },
            SAID_FOR,
        );
    }
    let _ = button.set_attribute("aria-live", "polite");
    put(button, words);
}

fn put(button: &web_sys::Element, words: &str) {
    match button.last_child() {
        Some(text) if text.node_type() == web_sys::Node::TEXT_NODE => {
            text.set_node_value(Some(words));
        }
        _ => button.set_text_content(Some(words)),
    }
}
