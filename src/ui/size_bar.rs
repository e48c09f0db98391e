use crate::ui::size_axis::{drawn, ticks, x_of};
use crate::ui::view;
use leptos::prelude::*;

/// The compressed size of one platform: base layer, then the rest, over the grid of its [`SizeAxis`](crate::ui::SizeAxis).
///
/// The numbers stand in the table; the picture is hidden from screen readers.
#[component]
pub fn SizeBar(
    /// The first layer.
    base_bytes: u64,
    /// All further layers.
    rest_bytes: u64,
    /// The bytes that the whole width stands for; one scale for the whole column.
    scale_bytes: u64,
    /// The class of the processor family; see [`family_class`](crate::ui::family_class).
    family: &'static str,
) -> impl IntoView {
    let grid: String = ticks(scale_bytes)
        .iter()
        .map(|&tick| format!("M{} 0v14", drawn(x_of(tick, scale_bytes))))
        .collect();
    let base_x = x_of(base_bytes, scale_bytes);
    let end_x = x_of(base_bytes.saturating_add(rest_bytes), scale_bytes);
    view! {
        <svg class=format!("sizebar {family}") viewBox="0 0 210 14" preserveAspectRatio="none" aria-hidden="true">
            <path class="sb-g" d=grid></path>
            <rect class="sb-b" y="2" width=drawn(base_x) height="10"></rect>
            <rect class="sb-a" x=drawn(base_x) y="2" width=drawn(end_x - base_x) height="10"></rect>
            <path class="sb-e" d=format!("M{} 0v14", drawn(end_x))></path>
        </svg>
    }
}
