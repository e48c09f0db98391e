//! The page inside somebody else's: what it is there, what it says about itself, and what it is told.

use super::location;
use leptos::prelude::{document, window_event_listener_untyped};
use wasm_bindgen::JsCast;

/// No message of ours says more.
const MAX_VALUES: usize = 64;

/// What the page shows in other pages, if it is made for them: the name of an embed.
#[must_use]
pub fn name() -> Option<String> {
    document().document_element()?.get_attribute("data-embed")
}

/// Says what is shown: `query` is what an embed would be asked for to show it, `full` the address of the whole page. The script in
/// the head passes it on where it is wanted.
pub fn tell(query: &str, full: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-query", query);
    }
    if let Some(link) = document().get_element_by_id("full") {
        let _ = link.set_attribute("href", &format!("{}{full}", location::origin()));
    }
}

/// Calls `take` with the names and values of every `set` that the page around sends, also of those that came before the
/// program: the script in the head has made sure who sent them, and keeps them until this page runs. For as long as it lives.
pub fn on_set(take: impl Fn(&[(String, String)]) + 'static) {
    let heard = move |event: web_sys::Event| {
        if let Some(values) = event.dyn_ref::<web_sys::CustomEvent>().and_then(values_of) {
            take(&values);
        }
    };
    // Dropping the handle keeps the listener.
    drop(window_event_listener_untyped("tagprism-set", heard));
}

fn values_of(event: &web_sys::CustomEvent) -> Option<Vec<(String, String)>> {
    let message: js_sys::Object = event.detail().dyn_into().ok()?;
    let names = js_sys::Object::keys(&message);
    let pairs = names.iter().take(MAX_VALUES).filter_map(|name| {
        let value = js_sys::Reflect::get(&message, &name).ok()?;
        let number = value.dyn_ref::<js_sys::Number>();
        let text = value.as_string().or_else(|| {
            let text = number?.to_string_with_radix(10).ok()?;
            Some(String::from(text))
        });
        Some((name.as_string()?, text?))
    });
    Some(pairs.collect())
}

/// Keeps the frame where it is: what would leave this page opens beside the page around. For as long as the page lives.
pub fn open_links_outside() {
    let heard = |event: web_sys::Event| {
        // The program followed it, inside this frame.
        if event.default_prevented() {
            return;
        }
        let link = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok())
            .and_then(|it| it.closest("a[href]").ok().flatten());
        if let Some(link) = link.filter(|it| !it.has_attribute("download")) {
            let _ = link.set_attribute("target", "_blank");
            let _ = link.set_attribute("rel", "noopener");
        }
    };
    drop(window_event_listener_untyped("click", heard));
}
