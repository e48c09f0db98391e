use leptos::prelude::*;

/// The foot of every page.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="foot">
            <div class="foot-in">
                <p>"Tagprism "{env!("CARGO_PKG_VERSION")}", open source under MIT or Apache-2.0"</p>
                <p>"No cookies, no analytics. Only the registry you name is asked."</p>
            </div>
        </footer>
    }
}
