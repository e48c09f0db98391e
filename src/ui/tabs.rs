use crate::browser::focus::focus_id;
use crate::ui::{Derived, view};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Tabs as the ARIA authoring practices have them: one stop for Tab, arrows between tabs, Home and End to the ends.
///
/// The panel of a tab carries `id=panel_id(value)`, `role="tabpanel"` and `aria-labelledby=tab_id(value)`.
/// Source: <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>.
#[component]
pub fn Tabs(
    /// What the tabs choose between, for screen readers.
    #[prop(into)]
    label: String,
    /// Value and label of each tab.
    tabs: Vec<(String, String)>,
    /// The value of the tab that is shown.
    selected: Derived<String>,
    /// The reader chose this tab.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let values: Vec<String> = tabs.iter().map(|(value, _)| value.clone()).collect();
    let on_keydown = move |event: KeyboardEvent| {
        let chosen = selected.read_untracked();
        let now = values
            .iter()
            .position(|value| *value == *chosen)
            .unwrap_or(0);
        let Some(value) = step(&event.key(), now, values.len()).and_then(|next| values.get(next))
        else {
            return;
        };
        event.prevent_default();
        on_select.run(value.clone());
        focus_id(&tab_id(value));
    };
    let tab = |(value, label): (String, String)| {
        let is_selected = {
            let value = value.clone();
            Derived::new(move || *selected.read() == value)
        };
        // Only the panel that is shown exists.
        let controls = {
            let panel = panel_id(&value);
            move || is_selected.get().then(|| panel.clone())
        };
        view! {
            <button
                type="button"
                role="tab"
                id=tab_id(&value)
                aria-controls=controls
                aria-selected=move || is_selected.get().to_string()
                tabindex=move || if is_selected.get() { "0" } else { "-1" }
                on:click=move |_| on_select.run(value.clone())
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_keydown>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
}

/// The id of the tab with this value.
#[must_use]
pub fn tab_id(value: &str) -> String {
    format!("tab-{value}")
}

/// The id that the panel of this tab must carry.
#[must_use]
pub fn panel_id(value: &str) -> String {
    format!("panel-{value}")
}

/// Where a key leads from tab `now` of `count`; `None` for keys that tabs do not take.
fn step(key: &str, now: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if now >= last { 0 } else { now + 1 }),
        "ArrowLeft" => Some(if now == 0 { last } else { now - 1 }),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, now: usize, expected: Option<usize>) {
        assert_eq!(step(key, now, 3), expected);
    }

    #[test]
    fn arrows_go_round() {
        check("ArrowRight", 0, Some(1));
        check("ArrowRight", 2, Some(0));
        check("ArrowLeft", 0, Some(2));
        check("ArrowLeft", 2, Some(1));
    }

    #[test]
    fn home_and_end_go_to_the_ends() {
        check("Home", 2, Some(0));
        check("End", 0, Some(2));
    }

    #[test]
    fn other_keys_stay_with_the_browser() {
        check("Tab", 1, None);
        check("a", 1, None);
    }

    #[test]
    fn no_tabs_take_no_keys() {
        assert_eq!(step("Home", 0, 0), None);
    }
}
