use crate::ui::{Derived, Icon, IconName, effect, view};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

/// A modal sheet: the browser's own `<dialog>`, which keeps focus inside, closes on Escape and gives focus back.
///
/// The content is built when the sheet opens and dropped when it closes, so a draft starts fresh each time.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: Derived<bool>,
    /// The reader wants it closed: button, Escape, or a click beside the sheet.
    #[prop(into)]
    on_close: Callback<()>,
    /// The heading.
    #[prop(into)]
    title: String,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let sheet = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(sheet) = sheet.get() else { return };
        match (open.get(), sheet.open()) {
            // Showing fails only on a dialog that is open or off the page; both leave nothing to do.
            (true, false) => drop(sheet.show_modal()),
            (false, true) => sheet.close(),
            _ => {}
        }
    });
    // The backdrop belongs to the dialog element itself; everything inside it is another target.
    let on_click = move |event: MouseEvent| {
        let beside = event
            .target()
            .zip(sheet.get_untracked())
            .is_some_and(|(target, sheet)| target == *sheet.as_ref());
        if beside {
            on_close.run(());
        }
    };
    let on_closed = move |_| {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog class="dlg" node_ref=sheet aria-label=title on:click=on_click on:close=on_closed>
            <div class="dlg-h">
                // Only where it opens: a browser takes it for the page's own wish, and says so in a frame.
                <h2 tabindex="-1" autofocus=move || open.get()>{title.clone()}</h2>
                <button type="button" class="dlg-x" aria-label="Close" on:click=move |_| on_close.run(())>
                    <Icon name=IconName::Cross />
                </button>
            </div>
            <div class="dlg-b">
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
}
