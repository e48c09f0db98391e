use crate::ui::view;
use leptos::prelude::*;

/// How bad a quoted message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It ends here.
    Fail,
    /// It goes on, or may later.
    Warn,
}

/// What a machine said, word for word: a registry's error, an engine's last line.
#[component]
pub fn Message(
    /// How bad it is.
    tone: Tone,
    /// The words, unchanged.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Fail => "msg",
        Tone::Warn => "msg warn",
    };
    view! { <pre class=class><code>{children()}</code></pre> }
}
