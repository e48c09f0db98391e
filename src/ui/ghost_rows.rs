use crate::ui::view;
use leptos::prelude::*;

const ROW_PX: u32 = 32;

/// Outlines that hold the place of rows on their way. They do not shimmer.
#[component]
pub fn GhostRows(
    /// How many rows.
    #[prop(default = 8)]
    count: u32,
) -> impl IntoView {
    let row = |n: u32| {
        let y = n * ROW_PX + 8;
        view! {
            <rect x="1" y=y width="12" height="12"></rect>
            <rect x="7.5%" y=y width="30%" height="12"></rect>
            <rect x="42.5%" y=y width="34%" height="12"></rect>
            <rect x="82%" y=y width="17.8%" height="12"></rect>
        }
    };
    view! {
        <svg class="ghosts" height=count * ROW_PX aria-hidden="true">
            {(0..count).map(row).collect_view()}
        </svg>
    }
}
