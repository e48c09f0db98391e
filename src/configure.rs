//! The page on which an embed is put together: its state is its address, its drawing is `tagprism_figures::configure`.

use crate::{
    browser::{
        clipboard,
        form_events::{ControlEvent, ControlKind, listen, touched},
        history, location, parts,
        parts::Part,
        patch,
    },
    ui::effect,
};
use leptos::prelude::*;
use tagprism_figures::{
    State,
    configure::{NAME, PARAMETERS, draw},
    embed::query,
};

/// Takes the page over, if this is the one.
pub fn start_configurator() {
    let Some(form) = parts::first("form#configure") else {
        return;
    };
    let state = RwSignal::new(state_of(&history::address()));
    let take = {
        let form = form.clone();
        move |event: &ControlEvent| hear(&form, state, event)
    };
    touched(&form).iter().for_each(&take);
    let page = form.clone();
    effect(move || state.with(|state| show(&page, state)));
    history::on_traverse(move || state.set(state_of(&history::address())));
    listen(&form, move |event| take(&event));
    parts::remove("#still");
}

fn show(form: &Part, state: &State) {
    let site = format!("{}{}", location::origin(), location::base_path());
    patch::patch(form, &draw(state, &site));
}

fn hear(form: &Part, state: RwSignal<State>, event: &ControlEvent) {
    if event.kind == ControlKind::Act && event.name == "copy" {
        return copy(form, &event.value);
    }
    let Some(parameter) = event
        .name
        .strip_prefix(NAME)
        .and_then(|rest| rest.strip_prefix('-'))
    else {
        return;
    };
    // While a text is typed nothing is loaded anew.
    if event.kind != ControlKind::Changed {
        return;
    }
    let mut changed = state.get_untracked();
    changed.apply(parameter, &event.value, event.is_checked);
    if parameter == "figure" {
        // What was chosen in one figure means nothing in another.
        changed.set("state", "");
    }
    if state.with_untracked(|before| *before != changed) {
        history::note(&address_of(&history::address(), &changed));
        state.set(changed);
    }
}

fn copy(form: &Part, text: &str) {
    let said = parts::all_in(form, ".said").pop();
    let text = text.to_owned();
    leptos::task::spawn_local(async move {
        let words = match clipboard::copy(&text).await {
            Ok(()) => "Copied.",
            Err(_) => "The browser did not allow copying; select the text instead.",
        };
        if let Some(said) = said {
            said.set_text_content(Some(words));
        }
    });
}

fn state_of(address: &str) -> State {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    State::read(PARAMETERS, query::borrowed(&query::read(query)))
}

fn address_of(address: &str, state: &State) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let pairs: Vec<(&str, String)> = state
        .pairs()
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    match pairs.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", query::write(&pairs)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_state() {
        let address =
            "/embed?figure=match&image=alpine:latest&theme=dark&state=read%3D3%26rule%3Dstrict";
        let state = state_of(address);
        assert_eq!(state.one("figure"), "match");
        assert_eq!(state.text("state"), "read=3&rule=strict");
        assert_eq!(state_of(&address_of(address, &state)), state);
        assert_eq!(
            address_of("/embed?figure=nothing", &state_of("/embed?figure=nothing")),
            "/embed"
        );
    }
}
