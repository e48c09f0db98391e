//! The keys and the field of the search dialog.

use super::parts;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, prelude::Closure};

/// On the dialog while Enter was pressed before there was anything to follow.
const WANTED: &str = "data-wanted";

/// Opens the dialog on `/`, Ctrl-K and its button, and tells what is typed and which way the arrows go.
pub fn listen(
    dialog: &web_sys::Element,
    on_open: impl Fn() + Clone + 'static,
    on_typed: impl Fn(String) + 'static,
    on_move: impl Fn(isize) + 'static,
) {
    let Some(dialog) = dialog.dyn_ref::<web_sys::HtmlDialogElement>().cloned() else {
        return;
    };
    let Some(field) = dialog
        .query_selector("input")
        .ok()
        .flatten()
        .and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return;
    };
    let open = {
        let (dialog, field) = (dialog.clone(), field.clone());
        move || {
            if !dialog.open() && dialog.show_modal().is_ok() {
                field.select();
                on_open();
            }
        }
    };
    for button in parts::all(".find-open") {
        let open = open.clone();
        on(&button, "click", move |_| open());
    }
    on(&document(), "keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let with_control = key.ctrl_key() || key.meta_key();
        let is_asked = match key.key().as_str() {
            "k" | "K" => with_control && !key.alt_key() && !key.shift_key(),
            "/" => !with_control && !key.alt_key() && !is_writing(),
            _ => false,
        };
        if is_asked {
            event.prevent_default();
            open();
        }
    });
    let typed = field.clone();
    let around = dialog.clone();
    on(&field, "input", move |_| {
        let _ = around.remove_attribute(WANTED);
        on_typed(typed.value());
    });
    let around = dialog.clone();
    on(&field, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        // Keys that end or steer a composition are not meant for us.
        match key.key().as_str() {
            _ if key.is_composing() => return,
            "ArrowDown" => on_move(1),
            "ArrowUp" => on_move(-1),
            "Enter" => follow_picked(&around),
            _ => return,
        }
        event.prevent_default();
    });
    // A result on this page closes the dialog, which would hide where it leads.
    let around = dialog.clone();
    on(&dialog, "click", move |event| {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        if let Some(target) = target
            && (target.closest("a, .dlg-x").ok().flatten().is_some() || target == *around.as_ref())
        {
            around.close();
        }
    });
}

/// Scrolls the picked result into sight and names it to the field.
pub fn show_picked(results: &web_sys::Element) {
    let picked = results
        .query_selector("[aria-selected=true]")
        .ok()
        .flatten();
    let id = picked
        .as_ref()
        .map(web_sys::Element::id)
        .unwrap_or_default();
    if let Some(field) = parts::first("#find input") {
        let _ = field.set_attribute("aria-activedescendant", &id);
        let has_options = if picked.is_some() { "true" } else { "false" };
        let _ = field.set_attribute("aria-expanded", has_options);
        let _ = field.set_attribute("aria-controls", "find-options");
    }
    if let Some(link) = picked {
        if let Some(dialog) = link.closest(&format!("dialog[{WANTED}]")).ok().flatten() {
            return follow_picked(&dialog);
        }
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        link.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn follow_picked(dialog: &web_sys::Element) {
    let link = dialog
        .query_selector("[aria-selected=true]")
        .ok()
        .flatten()
        .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    match link {
        Some(link) => {
            let _ = dialog.remove_attribute(WANTED);
            link.click();
        }
        // The index is still on its way: the first result is followed when it comes.
        None => {
            let _ = dialog.set_attribute(WANTED, "");
        }
    }
}

/// Whether keys go into a field just now.
fn is_writing() -> bool {
    let Some(element) = document().active_element() else {
        return false;
    };
    let is_text = element
        .dyn_ref::<web_sys::HtmlInputElement>()
        .is_some_and(|input| !matches!(input.type_().as_str(), "radio" | "checkbox" | "range"));
    is_text
        || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
        || parts::first("dialog[open]").is_some()
}

fn on(target: &web_sys::EventTarget, kind: &str, listener: impl Fn(web_sys::Event) + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(listener);
    let _ = target.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
    // It listens as long as the page lives.
    listener.forget();
}
