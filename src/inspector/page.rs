//! The page below the field: what the address asks for.

use super::{
    access::use_access,
    examples::Examples,
    failure_view::{AskingView, UnreadableReference},
    flow_view::RecordedFlow,
    message_strip::MessageStrip,
    opened::Opened,
    opened_lately::{OpenedLately, use_opened_lately},
    paste::use_paste,
    record_view::RecordPage,
    shelf::use_shelf,
    stack::StackPage,
};
use crate::ui::{Derived, effect, markup::reactive, view};
use crate::{
    browser::{focus, page, title},
    inspector::{failure_view::FailureView, inspection::Inspection},
    machine::use_machine,
    navigation::use_navigation,
    net::{Access, Received, Source, Via},
    url::{Origin, View},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Reference,
    intake::{self, Intake},
};

/// The inspector, whatever it shows.
#[component]
pub fn InspectorPage() -> impl IntoView {
    let navigation = use_navigation();
    let unreadable = use_machine().unreadable;
    // Only these two decide what is loaded; the rest of the address changes how it is shown.
    let asked = Derived::new(move || {
        let url = navigation.url.read();
        (url.reference.clone(), url.origin)
    });
    let is_flow = Derived::new(move || navigation.url.read().view == View::Flow);
    let is_stack = Derived::new(move || navigation.url.read().view == View::Stack);
    let direction = Derived::new(move || navigation.url.read().direction());
    let mut is_first = true;
    effect(move || {
        let (reference, _) = asked.get();
        title::set_title(&match (is_flow.get(), &*reference) {
            (true, "") => format!("{} nginx:latest", direction.get()),
            (true, reference) => format!("{} {reference}", direction.get()),
            (false, "") if is_stack.get() => "Will my stack run on …?".to_owned(),
            (false, "") => "Inspect an image".to_owned(),
            (false, reference) => reference.to_owned(),
        });
        page::mark_current(if is_flow.get() { "flow" } else { page::INSPECT });
        // A link that led here is gone with its page, and the focus with it: a screen reader goes on at the content.
        if !std::mem::take(&mut is_first) {
            request_animation_frame(|| {
                if focus::is_lost() {
                    focus::focus_id("main");
                }
            });
        }
    });
    let attempt = RwSignal::new(0_u32);
    let (lately, access, shelf) = (use_opened_lately(), use_access(), use_shelf());
    view! {
        {move || unreadable.get().map(|text| view! {
            <p class="readas-n readas-bad" role="status">
                "The address names a machine that cannot be read: " <code>{text}</code>
                ". The answer below is for the machine at the top."
            </p>
        })}
        <MessageStrip />
        {move || {
            attempt.track();
            let (text, origin) = asked.get();
            match (origin, intake::read(&text)) {
                (Origin::Paste, _) => view! { <Pasted /> }.into_any(),
                (_, Intake::Empty) if is_stack.get() => view! { <StackPage /> }.into_any(),
                (_, Intake::Empty) if is_flow.get() => view! { <RecordedFlow /> }.into_any(),
                (_, Intake::Empty) => view! { <Examples /> }.into_any(),
                (_, Intake::Reference(it)) => {
                    let reference = it.reference.clone();
                    let retry = Callback::new(move |()| {
                        lately.forget(&reference, origin);
                        // A proxy that is gone stays the way; only where there was none a new one is looked for.
                        if access.access.get_untracked() == Some(Access::Direct) {
                            access.refetch();
                        }
                        shelf.refetch();
                        attempt.update(|it| *it += 1);
                    });
                    view! { <Asked reference=it.reference origin=origin retry=retry /> }.into_any()
                }
                (_, intake) => view! { <UnreadableReference text=text intake=intake /> }.into_any(),
            }
        }}
    }
}

/// A reference, asked of the source that the address names.
#[component]
fn Asked(
    /// With its tag.
    reference: Reference,
    /// Where to ask.
    origin: Origin,
    /// Asks anew.
    retry: Callback<()>,
) -> impl IntoView {
    let access = use_access();
    let shelf = use_shelf();
    let lately = use_opened_lately();
    let reference = StoredValue::new(reference);
    reactive(move || {
        let reference = reference.get_value();
        let asking =
            || view! { <AskingView reference=reference.clone() origin=origin /> }.into_any();
        match origin {
            Origin::Registry => match access.access.get() {
                None => asking(),
                Some(access) => opened(lately, Source::Registry(access), reference, origin, retry),
            },
            Origin::Sample => match shelf.samples.get() {
                None => asking(),
                Some(Ok(library)) => {
                    opened(lately, Source::Samples(library), reference, origin, retry)
                }
                Some(Err(failure)) => {
                    view! { <FailureView failure=failure reference=reference retry=retry /> }
                        .into_any()
                }
            },
            Origin::Record => view! { <RecordPage reference=reference retry=retry /> }.into_any(),
            Origin::Paste => ().into_any(),
        }
    })
}

fn opened(
    lately: OpenedLately,
    source: Source,
    reference: Reference,
    origin: Origin,
    retry: Callback<()>,
) -> AnyView {
    let inspection = lately.open(source, reference.clone(), origin);
    view! { <Opened inspection=inspection reference=reference retry=retry /> }.into_any()
}

/// A pasted document.
#[component]
fn Pasted() -> impl IntoView {
    let paste = use_paste();
    reactive(move || {
        match paste.text() {
        None => view! {
            <section class="state">
                <h1>"The pasted text is gone"</h1>
                <p>"It is kept only in the tab where it was pasted, and never sent anywhere. Paste it again."</p>
            </section>
        }
        .into_any(),
        Some(text) => {
            let bytes: Arc<[u8]> = text.as_bytes().into();
            let received = Received::unlabelled(bytes, Via::Paste);
            // A pasted document has no name; this one never leaves the page and is never shown.
            let Ok(reference) = Reference::parse("pasted").map(Reference::with_default_tag) else {
                return ().into_any();
            };
            let inspection = Inspection::of_paste(received, reference.clone());
            view! { <Opened inspection=inspection reference=reference retry=Callback::new(|()| ()) /> }.into_any()
        }
    }
    })
}
