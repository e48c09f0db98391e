//! Buttons that were written at build time.

use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls back at every click, for as long as the page lives.
pub fn on_click(element: &web_sys::Element, on_click: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |_: web_sys::Event| on_click());
    let _ = element.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Puts other words on a button, after its icon. They are announced, because the button has the focus.
pub fn relabel(button: &web_sys::Element, words: &str) {
    match button.last_child() {
        Some(text) if text.node_type() == web_sys::Node::TEXT_NODE => {
            text.set_node_value(Some(words));
        }
        _ => button.set_text_content(Some(words)),
    }
}
