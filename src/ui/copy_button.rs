use crate::browser::clipboard;
use crate::ui::{Derived, Icon, IconName, effect, view};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::{sync::Arc, time::Duration};

/// How long the tick stays.
const SAID_FOR: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CopyState {
    Ready,
    Copied,
    /// The browser refused: the text stands selected in a field, for the reader's own keys.
    ByHand,
}

/// A text to copy: a fixed one, or one that depends on when it is asked for.
#[derive(Clone)]
pub struct CopyText(Arc<dyn Fn() -> String + Send + Sync>);

impl CopyText {
    /// The text as it is when it is asked for.
    pub fn now(text: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(text))
    }
}

impl From<String> for CopyText {
    fn from(text: String) -> Self {
        Self::now(move || text.clone())
    }
}

/// Copies a text, says so, and offers it for copying by hand where the browser refuses.
#[component]
pub fn CopyButton(
    /// What is copied, read at the click.
    #[prop(into)]
    text: CopyText,
    /// What the button says, or is called where it shows the icon only.
    #[prop(into)]
    label: String,
    /// Without a frame, for the second rank.
    #[prop(optional)]
    quiet: bool,
    /// The icon alone; the label becomes the accessible name.
    #[prop(optional)]
    icon_only: bool,
) -> impl IntoView {
    let state = RwSignal::new(CopyState::Ready);
    let is_by_hand = Derived::new(move || state.get() == CopyState::ByHand);
    let wanted = text.clone();
    let copy = move |_| {
        let text = untrack(|| (wanted.0)());
        spawn_local(async move {
            let copied = clipboard::copy(&text).await.is_ok();
            // The button may have left the page meanwhile.
            state.try_set(if copied {
                CopyState::Copied
            } else {
                CopyState::ByHand
            });
            if copied {
                let untick = move || {
                    state.try_set(CopyState::Ready);
                };
                set_timeout(untick, SAID_FOR);
            }
        });
    };
    let class = match (icon_only, quiet) {
        (true, _) => "dg-c",
        (false, true) => "btn quiet",
        (false, false) => "btn",
    };
    let icon = move || match state.get() {
        CopyState::Copied => IconName::Check,
        CopyState::Ready | CopyState::ByHand => IconName::Copy,
    };
    let name = icon_only.then(|| label.clone());
    view! {
        <span class="copy">
            <button
                type="button"
                class=class
                class:is-copied=move || state.get() == CopyState::Copied
                aria-label=name.clone()
                title=name
                on:click=copy
            >
                {move || view! { <Icon name=icon() /> }}
                {(!icon_only).then_some(label)}
            </button>
            <span class="vh" role="status">
                {move || (state.get() == CopyState::Copied).then_some("Copied")}
            </span>
            {move || is_by_hand.get().then(|| view! {
                <ByHand text=text.clone() on_done=move || {
                    let _ = state.try_set(CopyState::Ready);
                } />
            })}
        </span>
    }
}

/// The text, selected, in a field that can only be read.
#[component]
fn ByHand(
    /// The text to copy.
    text: CopyText,
    /// The reader is done: focus left the field.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let selected = text.clone();
    effect(move || {
        if let Some(field) = field.get() {
            // The text has to stand in the field before it can be selected.
            field.set_value(&untrack(|| (selected.0)()));
            // Both can only fail on an element that is not on the page.
            let _ = field.focus();
            field.select();
        }
    });
    let leave_on_escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            on_done.run(());
        }
    };
    view! {
        <span class="copy-hand">
            <input
                node_ref=field
                readonly
                prop:value=move || (text.0)()
                aria-label="The browser did not allow copying. Press Ctrl+C or Command+C"
                // Taking the focused field away blurs it once more, when nobody is there to be told.
                on:blur=move |_| {
                    let _ = on_done.try_run(());
                }
                on:keydown=leave_on_escape
            />
            <span class="k" aria-hidden="true">"Press Ctrl+C or ⌘C"</span>
        </span>
    }
}
