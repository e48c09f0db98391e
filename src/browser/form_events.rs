//! What a reader does with the controls of a form, as one kind of event.

use super::{grid_keys, parts};
use wasm_bindgen::{JsCast, prelude::Closure};

/// A control of a form said something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlEvent {
    /// What happened.
    pub kind: ControlKind,
    /// The control's name, or what an action is called.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whether it is ticked; true for what cannot be ticked.
    pub is_checked: bool,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlKind {
    /// The value is changing: a slider moves, a text is typed.
    Changing,
    /// The value has changed.
    Changed,
    /// Pointer or focus came to an element with `data-peek="name=value"`.
    Peeked,
    /// Pointer or focus left it.
    LookedAway,
    /// An element with `data-act` was pressed.
    Act,
}

/// Reports what happens in a form, for as long as the page lives.
pub fn listen(form: &web_sys::Element, on_event: impl Fn(ControlEvent) + Clone + 'static) {
    let on = |kind: &str, read: fn(&web_sys::Element) -> Option<ControlEvent>| {
        let on_event = on_event.clone();
        let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let target = event.target();
            if let Some(target) = target.and_then(|it| it.dyn_into::<web_sys::Element>().ok())
                && let Some(said) = read(&target)
            {
                on_event(said);
            }
        });
        let _ = form.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
        // The form stays as long as the page does, and so does what listens to it.
        listener.forget();
    };
    grid_keys::listen(form);
    on("input", |target| control(target, ControlKind::Changing));
    on("change", |target| control(target, ControlKind::Changed));
    on("click", pressed);
    on("pointerover", peeked);
    on("focusin", peeked);
    on("pointerout", looked_away);
    on("focusout", looked_away);
    let stay =
        Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| event.prevent_default());
    let _ = form.add_event_listener_with_callback("submit", stay.as_ref().unchecked_ref());
    stay.forget();
}

/// What a reader did in a form before the program came: every control that no longer stands as it was written, and the
/// button that was pressed last, which a script of the page has marked.
#[must_use]
pub fn touched(form: &web_sys::Element) -> Vec<ControlEvent> {
    let controls = parts::all_in(form, "input[name], select[name]");
    let mut events: Vec<ControlEvent> = controls
        .iter()
        .filter(|element| is_touched(element))
        .filter_map(|element| control(element, ControlKind::Changed))
        .collect();
    for button in parts::all_in(form, "button[data-early]") {
        events.extend(pressed(&button));
        let _ = button.remove_attribute("data-early");
    }
    events
}

fn is_touched(element: &web_sys::Element) -> bool {
    if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        return match input.type_().as_str() {
            // Of a group, the one that was chosen says it all.
            "radio" => input.checked() && !input.default_checked(),
            "checkbox" => input.checked() != input.default_checked(),
            _ => input.value() != input.default_value(),
        };
    }
    let Some(select) = element.dyn_ref::<web_sys::HtmlSelectElement>() else {
        return false;
    };
    parts::all_in(select, "option")
        .iter()
        .filter_map(|option| option.dyn_ref::<web_sys::HtmlOptionElement>())
        .any(|option| option.selected() && !option.default_selected())
}

fn control(target: &web_sys::Element, kind: ControlKind) -> Option<ControlEvent> {
    if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        let is_box = input.type_() == "checkbox";
        // What is chosen at once says so with `change`. Drawing after `input` could take the control away before that.
        if kind == ControlKind::Changing && (is_box || input.type_() == "radio") {
            return None;
        }
        return Some(ControlEvent {
            kind,
            name: input.name(),
            value: input.value(),
            is_checked: !is_box || input.checked(),
        });
    }
    let select = target.dyn_ref::<web_sys::HtmlSelectElement>()?;
    (kind != ControlKind::Changing).then(|| ControlEvent {
        kind,
        name: select.name(),
        value: select.value(),
        is_checked: true,
    })
}

fn pressed(target: &web_sys::Element) -> Option<ControlEvent> {
    let button = target.closest("button").ok().flatten()?;
    if button.get_attribute("aria-disabled").as_deref() == Some("true") {
        return None;
    }
    let said = |kind, name: String| {
        Some(ControlEvent {
            kind,
            name,
            value: button.get_attribute("value").unwrap_or_default(),
            is_checked: true,
        })
    };
    match (
        button.get_attribute("data-act"),
        button.get_attribute("name"),
    ) {
        (Some(act), _) => said(ControlKind::Act, act),
        (None, Some(name)) => said(ControlKind::Changed, name),
        (None, None) => None,
    }
}

fn peeked(target: &web_sys::Element) -> Option<ControlEvent> {
    let place = target.closest("[data-peek]").ok().flatten()?;
    let words = place.get_attribute("data-peek")?;
    let (name, value) = words.split_once('=')?;
    Some(ControlEvent {
        kind: ControlKind::Peeked,
        name: name.to_owned(),
        value: value.to_owned(),
        is_checked: true,
    })
}

fn looked_away(target: &web_sys::Element) -> Option<ControlEvent> {
    let event = peeked(target)?;
    Some(ControlEvent {
        kind: ControlKind::LookedAway,
        ..event
    })
}
