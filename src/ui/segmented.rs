use crate::ui::{Derived, view};
use leptos::prelude::*;

/// A choice among few, shown as one strip; radio buttons underneath, so arrows move and one is always chosen.
#[component]
pub fn Segmented(
    /// What is chosen, for screen readers.
    #[prop(into)]
    legend: String,
    /// The name of the radio group; unique on the page.
    #[prop(into)]
    name: String,
    /// Value and label of each choice.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    value: Derived<String>,
    /// The reader chose this value.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let choice = |(own, label): (String, String)| {
        let checked = {
            let own = own.clone();
            move || *value.read() == own
        };
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    value=own.clone()
                    prop:checked=checked
                    on:change=move |_| on_change.run(own.clone())
                />
                <span>{label}</span>
            </label>
        }
    };
    let choices = options.into_iter().map(choice).collect_view();
    view! {
        <fieldset class="seg">
            <legend class="vh">{legend}</legend>
            {choices}
        </fieldset>
    }
}
