//! Finding parts of the page that was written at build time.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// A part of the page.
pub type Part = web_sys::Element;

/// Every element that a selector of ours names, in document order.
#[must_use]
pub fn all(selector: &str) -> Vec<web_sys::Element> {
    elements(document().query_selector_all(selector))
}

/// The first element that a selector of ours names.
#[must_use]
pub fn first(selector: &str) -> Option<web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

/// Every element that a selector of ours names inside another.
#[must_use]
pub fn all_in(element: &web_sys::Element, selector: &str) -> Vec<web_sys::Element> {
    elements(element.query_selector_all(selector))
}

/// Shows an element that was hidden, if it is there.
pub fn show(selector: &str) {
    if let Some(element) = first(selector) {
        let _ = element.remove_attribute("hidden");
    }
}

/// Takes an element away, if it is there.
pub fn remove(selector: &str) {
    if let Some(element) = first(selector) {
        element.remove();
    }
}

fn elements(found: Result<web_sys::NodeList, wasm_bindgen::JsValue>) -> Vec<web_sys::Element> {
    let Ok(list) = found else { return Vec::new() };
    (0..list.length())
        .filter_map(|nth| list.item(nth)?.dyn_into().ok())
        .collect()
}
