//! The page that the program was loaded into: which one it is, and where on it the program's parts stand.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the inspector's pages call themselves.
pub const INSPECT: &str = "inspect";
/// What the explainer calls itself.
pub const LEARN: &str = "learn";

/// What the page calls itself in `<body data-page="…">`; empty where it does not.
#[must_use]
pub fn name() -> String {
    document()
        .body()
        .and_then(|body| body.dataset().get("page"))
        .unwrap_or_default()
}

/// Marks the link of the main navigation that leads to where the reader is.
pub fn mark_current(name: &str) {
    for link in super::parts::all("[data-nav]") {
        let _ = match link.get_attribute("data-nav").as_deref() == Some(name) {
            true => link.set_attribute("aria-current", "page"),
            false => link.remove_attribute("aria-current"),
        };
    }
}

/// Calls `start` when the page has been painted once; at once in a tab that nobody sees, where nothing is painted.
pub fn after_first_paint(start: impl FnOnce() + 'static) {
    if document().hidden() {
        return start();
    }
    // The first callback comes before that paint, the second one after it.
    request_animation_frame(move || request_animation_frame(start));
}

/// Takes back what the page said while the program was late.
pub fn says_it_runs() {
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-still");
        let _ = root.set_attribute("data-runs", "");
    }
}

/// A field of the page as the reader left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What stands in it.
    pub text: String,
    /// Whether the reader is in it just now.
    pub has_focus: bool,
}

/// The text field with this id; empty if the page has none.
#[must_use]
pub fn field(id: &str) -> Field {
    let element = document().get_element_by_id(id);
    let Some(area) = element.and_then(|it| it.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return Field::default();
    };
    Field {
        text: area.value(),
        has_focus: document()
            .active_element()
            .is_some_and(|active| active.id() == id),
    }
}

/// The element with this id, rid of whatever stood there until the program came. `None` if the page has no such place.
#[must_use]
pub fn cleared(id: &str) -> Option<HtmlElement> {
    let place: HtmlElement = document().get_element_by_id(id)?.dyn_into().ok()?;
    place.replace_children_with_node_0();
    Some(place)
}

/// Like [`cleared`], but one child stays where it stands: what was painted once is not painted again.
#[must_use]
pub fn cleared_but(id: &str, kept: &str) -> Option<HtmlElement> {
    let place: HtmlElement = document().get_element_by_id(id)?.dyn_into().ok()?;
    let mut next = place.first_element_child();
    while let Some(child) = next {
        next = child.next_element_sibling();
        if child.id() != kept {
            child.remove();
        }
    }
    Some(place)
}

/// Moves the element after the one with this id to before it. Nothing moves if either is not there.
pub fn pass(id: &str) {
    let standing = document().get_element_by_id(id);
    if let Some(standing) = standing
        && let Some(next) = standing.next_element_sibling()
        && let Some(place) = standing.parent_element()
    {
        let _ = place.insert_before(&next, Some(&standing));
    }
}

/// Whether the page has an element with this id.
#[must_use]
pub fn has(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Takes the element with this id out of the page, if it is there.
pub fn remove(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// What the page says about itself under a name: `<meta name="…" content="…">`.
pub fn meta(name: &str) -> Option<String> {
    let found = document().query_selector(&format!("meta[name=\"{name}\"]"));
    found.ok().flatten()?.get_attribute("content")
}
