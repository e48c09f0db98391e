//! Choosing the machine: those that are listed, and any other by its parts.

use super::{
    builder::Builder,
    context::{Provenance, use_machine},
};
use crate::ui::{Derived, markup::reactive, view};
use crate::ui::{Dialog, PlatformBadge};
use leptos::prelude::*;
use tagprism_core::machines::{Group, MACHINES, Machine as Known};

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
        Provenance::Message => {
            "The message that you pasted names this machine. Every answer on this site is for it."
        }
        Provenance::Chosen | Provenance::Remembered => {
            "Every answer on this site is for this machine."
        }
    };
    view! {
        <Dialog open=open on_close=on_close title="Which machine asks?">
            <p class="guess">{reactive(provenance)}</p>
            <Listed />
            <Detection />
            <Builder />
            <div class="dlg-f">
                <button class="btn primary" type="button" on:click=move |_| on_close.run(())>"Done"</button>
            </div>
        </Dialog>
    }
}

/// The machines that are listed. Arrow keys walk through radio buttons and choose each on the way, so only the first choice
/// since the dialog opened makes an entry in the browser's history.
#[component]
fn Listed() -> impl IntoView {
    let context = use_machine();
    let has_chosen = StoredValue::new(false);
    let sought = RwSignal::new(String::new());
    let on_choose = Callback::new(move |known: &'static Known| {
        if has_chosen.get_value() {
            context.repick.run(known);
        } else {
            has_chosen.set_value(true);
            context.pick.run(known);
        }
    });
    let found = move || {
        let sought = sought.read().trim().to_ascii_lowercase();
        Group::ALL
            .into_iter()
            .map(|group| {
                let fits =
                    |known: &&'static Known| known.group == group && is_meant(known, &sought);
                (group, MACHINES.iter().filter(fits).collect::<Vec<_>>())
            })
            .filter(|(_, machines)| !machines.is_empty())
            .collect::<Vec<_>>()
    };
    view! {
        <div class="field">
            <label for="machine-sought">"Find a machine"</label>
            <input
                id="machine-sought"
                type="search"
                autocomplete="off"
                placeholder="Graviton, Windows 11, armv6 …"
                maxlength="60"
                prop:value=sought
                on:input=move |event| sought.set(event_target_value(&event))
            />
        </div>
        <fieldset class="presets">
            <legend>"What counts is the machine that runs the container engine"</legend>
            {move || {
                let found = found();
                match found.is_empty() {
                    true => view! { <p class="field-h" role="status">"No machine of that name is listed. Build it below."</p> }.into_any(),
                    false => found
                        .into_iter()
                        .map(|(group, machines)| view! {
                            <p class="presets-g">{group.name()}</p>
                            <div class="presets-l">
                                {machines
                                    .into_iter()
                                    .map(|known| view! { <Choice known=known on_choose=on_choose /> })
                                    .collect_view()}
                            </div>
                        })
                        .collect_view()
                        .into_any(),
                }
            }}
        </fieldset>
    }
}

/// How an engine finds out what it states.
#[component]
fn Detection() -> impl IntoView {
    let line = |group: Group| {
        let (words, source) = group.detection();
        view! {
            <p>
                <b>{group.name()} ": "</b>
                {words} " "
                <a href=source rel="noreferrer external">"Where this is said"</a>
            </p>
        }
    };
    view! {
        <details class="detection">
            <summary>"How an engine finds out what it states"</summary>
            {Group::ALL.into_iter().map(line).collect_view()}
        </details>
    }
}

/// Whether every word of what is sought is in the machine's name, note or platform.
fn is_meant(known: &Known, sought: &str) -> bool {
    let platform = known.platform().to_string();
    let all = format!(
        "{} {} {platform} {}",
        known.name,
        known.note,
        platform.replace('/', "")
    );
    let all = all.to_ascii_lowercase();
    sought.split_whitespace().all(|word| all.contains(word))
}

/// One machine of the list.
#[component]
fn Choice(
    /// The machine.
    known: &'static Known,
    /// The reader chose it.
    on_choose: Callback<&'static Known>,
) -> impl IntoView {
    let context = use_machine();
    let is_current = move || context.machine.read().known() == Some(known);
    view! {
        <label class="preset">
            <input
                type="radio"
                name="machine"
                prop:checked=is_current
                on:change=move |_| on_choose.run(known)
            />
            <span class="preset-b">
                <span class="preset-n">{known.name}</span>
                <PlatformBadge platform=known.platform() />
                <span class="preset-k">{known.note}</span>
            </span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_found_by_what_people_call_them() {
        let found = |sought: &str| -> Vec<&str> {
            let fits = MACHINES.iter().filter(|known| is_meant(known, sought));
            fits.map(|known| known.id).collect()
        };
        assert_eq!(found("graviton4"), ["graviton-4"]);
        assert_eq!(found("raspberry zero"), ["pi-zero"]);
        assert_eq!(found("windows 11 25h2"), ["windows-11-25h2"]);
        assert_eq!(found("armv6"), ["pi-zero"]);
        assert_eq!(found("abacus"), Vec::<&str>::new());
        assert_eq!(found("").len(), MACHINES.len());
    }
}
