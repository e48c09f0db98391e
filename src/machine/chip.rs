//! The chip in the masthead that says which machine the page speaks about.

use super::{context::use_machine, dialog::MachineDialog};
use crate::navigation::use_navigation;
use crate::ui::{Derived, PlatformBadge, markup::reactive, view};
use leptos::prelude::*;

/// The id of the chip, for whoever asks for the machine elsewhere on the page.
pub const CHIP: &str = "machine-chip";

/// Shows the machine and opens the choice.
#[component]
pub fn MachineChip() -> impl IntoView {
    let context = use_machine();
    let open = RwSignal::new(false);
    let name = reactive(move || context.machine.read().name().map(|name| format!("{name},")));
    let provenance = reactive(move || context.machine.read().provenance.label());
    let navigation = use_navigation();
    // The inspector says so above its answer.
    let odd = move || {
        context
            .unreadable
            .get()
            .filter(|_| !navigation.is_inspector.get())
    };
    view! {
        <button id=CHIP class="hostchip" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <span class="hostchip-k">"Your machine"</span>
            {move || view! { <PlatformBadge platform=context.machine.get().platform /> }}
            <span class="hostchip-g">{name}</span>
            // A guess is labeled as one at every width.
            <span class="hostchip-p">{provenance}</span>
            <span class="hostchip-c">"Change"</span>
        </button>
        // Screen readers announce what changes in a region that was there before.
        <div class="host-odd" role="status">
            {move || odd().map(|text| view! { "The address names no machine: " <code>{text}</code> })}
        </div>
        <MachineDialog open=Derived::new(move || open.get()) on_close=Callback::new(move |()| open.set(false)) />
    }
}
