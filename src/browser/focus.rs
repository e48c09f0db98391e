//! Moving the keyboard focus, for widgets whose keys do so.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

fn with_id(id: &str) -> Option<web_sys::HtmlElement> {
    let element = document().get_element_by_id(id)?;
    element.dyn_into().ok()
}

/// Focuses the element with this id. Does nothing when there is none.
pub fn focus_id(id: &str) {
    if let Some(element) = with_id(id) {
        // An element that refuses focus keeps it where it was, which is fine.
        let _ = element.focus();
    }
}

/// Presses the element with this id, as its reader would. Does nothing when there is none.
pub fn press(id: &str) {
    if let Some(element) = with_id(id) {
        // Whoever opens something gives the focus back to what had it.
        let _ = element.focus();
        element.click();
    }
}

/// Whether nothing on the page has the focus, as after the element that had it went away.
#[must_use]
pub fn is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}
