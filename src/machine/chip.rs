//! The chip in the masthead that says which machine the page speaks about.

use super::{context::use_machine, dialog::MachineDialog};
use crate::ui::PlatformBadge;
use leptos::prelude::*;

/// Shows the machine and opens the choice.
#[component]
pub fn MachineChip() -> impl IntoView {
    let context = use_machine();
    let open = RwSignal::new(false);
    let words = move || {
        let machine = context.machine.read();
        match machine.name() {
            Some(name) => format!("{name}, {}", machine.provenance.label()),
            None => machine.provenance.label().to_owned(),
        }
    };
    view! {
        <button class="hostchip" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <span class="hostchip-k">"Your machine"</span>
            {move || view! { <PlatformBadge platform=context.machine.get().platform /> }}
            <span class="hostchip-g">{words}</span>
            <span class="hostchip-c">"Change"</span>
        </button>
        <MachineDialog open=open on_close=Callback::new(move |()| open.set(false)) />
    }
}
