use crate::browser::theme::{self, Theme};
use crate::ui::Segmented;
use leptos::prelude::*;

/// Auto, light or dark; kept in this browser.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new(theme::chosen());
    let options = [
        (Theme::Auto, "Auto"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ]
    .map(|(theme, label)| (theme.word().to_owned(), label.to_owned()))
    .to_vec();
    let on_change = move |word: String| {
        let theme = Theme::from_word(&word);
        theme::choose(theme);
        chosen.set(theme);
    };
    view! {
        <div class="theme">
            <Segmented
                legend="Theme"
                name="theme"
                options=options
                value=Signal::derive(move || chosen.get().word().to_owned())
                on_change=on_change
            />
        </div>
    }
}
