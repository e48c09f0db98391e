//! Choosing the machine: presets and a field for any other platform.

use super::{
    context::{Provenance, use_machine},
    preset::{PRESETS, Preset},
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    ui::{Dialog, PlatformBadge},
    url::fallback_host,
};
use leptos::prelude::*;
use tagprism_core::Platform;

/// The dialog behind the machine chip.
#[component]
pub fn MachineDialog(
    /// Whether it is shown.
    open: Derived<bool>,
    /// Called when it should go away.
    on_close: Callback<()>,
) -> impl IntoView {
    let context = use_machine();
    let provenance = move || match context.machine.read().provenance {
        Provenance::Guessed => {
            "Guessed from what this browser tells. A browser can be wrong about it."
        }
        Provenance::Assumed => {
            "This browser does not tell. Pick the machine that will run the image."
        }
        Provenance::Link => {
            "The link that was opened names this machine. Every answer on this site is for it."
        }
        Provenance::Chosen | Provenance::Remembered => {
            "Every answer on this site is for this machine."
        }
    };
    view! {
        <Dialog open=open on_close=on_close title="Which machine asks?">
            <p class="guess">{reactive(provenance)}</p>
            <Presets />
            <CustomMachine />
            <div class="dlg-f">
                <button class="btn primary" type="button" on:click=move |_| on_close.run(())>"Done"</button>
            </div>
        </Dialog>
    }
}

/// The list of presets. Arrow keys walk through radio buttons and choose each on the way, so only the first choice since
/// the dialog opened makes an entry in the browser's history.
#[component]
fn Presets() -> impl IntoView {
    let context = use_machine();
    let has_chosen = StoredValue::new(false);
    let on_choose = Callback::new(move |platform: Platform| {
        if has_chosen.get_value() {
            context.rechoose.run(platform);
        } else {
            has_chosen.set_value(true);
            context.choose.run(platform);
        }
    });
    view! {
        <fieldset class="presets">
            <legend>"What counts is the machine that runs the container engine"</legend>
            <div class="presets-l">
                {PRESETS
                    .iter()
                    .map(|preset| view! { <PresetChoice preset=preset on_choose=on_choose /> })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// One preset of the list.
#[component]
fn PresetChoice(
    /// The machine.
    preset: &'static Preset,
    /// The reader chose it.
    on_choose: Callback<Platform>,
) -> impl IntoView {
    let context = use_machine();
    let is_current = move || Preset::of(&context.machine.read().platform) == Some(preset);
    view! {
        <label class="preset">
            <input
                type="radio"
                name="machine"
                prop:checked=is_current
                on:change=move |_| on_choose.run(preset.platform())
            />
            <span class="preset-b">
                <span class="preset-n">{preset.name}</span>
                <PlatformBadge platform=preset.platform() />
                <span class="preset-k">{preset.note}</span>
            </span>
        </label>
    }
}

/// Any other platform, as text.
#[component]
fn CustomMachine() -> impl IntoView {
    let context = use_machine();
    let text = RwSignal::new(String::new());
    let parsed = Derived::new(move || {
        let text = text.read();
        let text = text.trim();
        (!text.is_empty())
            .then(|| Platform::parse(text, &fallback_host()).map_err(|err| err.to_string()))
    });
    let problem = move || parsed.get().and_then(Result::err).unwrap_or_default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(Ok(platform)) = parsed.get_untracked() {
            context.choose.run(platform);
        }
    };
    view! {
        <form class="field" on:submit=submit>
            <label for="custom-platform">"Another platform"</label>
            <div class="field-row">
                <input
                    id="custom-platform"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="os/architecture/variant, such as linux/arm64/v9"
                    maxlength="200"
                    aria-describedby="custom-problem"
                    aria-invalid=move || (!problem().is_empty()).to_string()
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button class="btn" type="submit">"Use it"</button>
            </div>
            <p class="field-e" id="custom-problem" role="status">{reactive(problem)}</p>
            {move || parsed.get().and_then(Result::ok).map(|platform| view! {
                <p class="field-h">"Read as " <PlatformBadge platform=platform.normalize() /></p>
            })}
        </form>
    }
}
