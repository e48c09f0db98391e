//! An image in somebody else's page. It asks no registry by itself: what ships with the site is shown, and the rest on request,
//! because a page that many people read must not depend on a registry, nor spend its readers' allowance there.

use super::Stage;
use crate::ui::{Derived, effect, markup::reactive, view};
use crate::{
    browser::{history, page, parts},
    inspector::{
        InspectorPage, RecordedStack, Shelf, StackPage, provide_access_on_request, provide_figures,
        provide_opened_lately, provide_paste, provide_shelf, use_access, use_shelf,
    },
    url::Origin,
};
use leptos::{mount::mount_to, prelude::*};
use tagprism_core::intake::{self, Intake};
use tagprism_figures::embed::{EXAMPLE, options::Data};

/// Puts the image into the page. Runs inside what owns the stage.
pub(super) fn start(stage: Stage) {
    // The figure that stands in the page is taken over, not drawn a second time.
    let drawn = parts::first("figure.fig");
    let Some(main) = page::cleared("main") else {
        return;
    };
    provide_access_on_request();
    provide_figures(drawn);
    provide_shelf();
    provide_paste();
    provide_opened_lately();
    let owner = Owner::current().expect("the stage has an owner");
    mount_to(main, move || owner.with(|| view! { <Shown stage=stage /> })).forget();
}

/// Where the image of a stage comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// Not known before it is known what ships with the site.
    Looking,
    /// From there.
    Found(Origin),
    /// Only a registry has it, and nobody has asked for that yet.
    OnRequest,
}

/// The image, or the offer to read it.
#[component]
fn Shown(
    /// What was asked for.
    stage: Stage,
) -> impl IntoView {
    let shelf = use_shelf();
    let access = use_access();
    if stage.embed.is_stack() {
        let is_live = stage
            .asked
            .with_untracked(|asked| asked.options.data == Data::Live);
        history::arrive(&stage.full());
        return view! { <EmbeddedStack is_live=is_live /> }.into_any();
    }
    let wanted = RwSignal::new(String::new());
    let source = Derived::new(move || {
        let asked = stage.asked.read();
        let is_live = asked.options.data == Data::Live || *wanted.read() == asked.image();
        match is_live {
            true => Source::Found(Origin::Registry),
            false => captured(stage, asked.image(), &shelf),
        }
    });
    effect(move || {
        if let Source::Found(origin) = source.get() {
            if origin == Origin::Registry {
                access.refetch();
            }
            stage.origin.set(origin);
            history::arrive(&stage.full());
        }
    });
    reactive(move || {
        match source.get() {
        Source::Looking => view! { <p class="embed-wait" role="status">"Looking whether it ships with this site."</p> }.into_any(),
        Source::Found(_) => view! { <InspectorPage /> }.into_any(),
        Source::OnRequest => {
            let image = stage.asked.with_untracked(|asked| asked.image().to_owned());
            let read = move |_| wanted.set(stage.asked.with_untracked(|asked| asked.image().to_owned()));
            view! {
                <section class="state">
                    <h1><code>{image}</code></h1>
                    <p>"A registry has to be asked for this image, and a page that embeds it asks none by itself."</p>
                    <p class="acts">
                        <button class="btn primary" type="button" on:click=read>"Read it from its registry"</button>
                    </p>
                </section>
            }
            .into_any()
        }
    }
    })
    .into_any()
}

/// The images of a stack: as far as they are recorded, and from their registries for who asks.
#[component]
fn EmbeddedStack(
    /// Whether the author asks at once.
    is_live: bool,
) -> impl IntoView {
    let access = use_access();
    let wanted = RwSignal::new(is_live);
    effect(move || {
        if wanted.get() {
            access.refetch();
        }
    });
    reactive(move || {
        match wanted.get() {
        true => view! { <StackPage /> }.into_any(),
        false => view! {
            <RecordedStack />
            <p class="acts embed-tools">
                <button class="btn" type="button" on:click=move |_| wanted.set(true)>"Read the images from their registries"</button>
            </p>
        }
        .into_any(),
    }
    })
}

/// Where an image is captured.
fn captured(stage: Stage, image: &str, shelf: &Shelf) -> Source {
    let Intake::Reference(understood) = intake::read(image) else {
        // The inspector says what is wrong with it. Nobody has it, so nobody is asked.
        return Source::Found(Origin::Sample);
    };
    let reference = understood.reference.with_default_tag();
    let is_played = stage.embed.is_played();
    if is_played && reference.familiar() == EXAMPLE {
        return Source::Found(Origin::Record);
    }
    let (Some(samples), Some(_)) = (shelf.samples.get(), shelf.records.get()) else {
        return Source::Looking;
    };
    if samples.is_ok_and(|library| library.has(&reference)) {
        return Source::Found(Origin::Sample);
    }
    match shelf.record_of(&reference) {
        // A record has no bytes to tell a pull from.
        Some(_) if !is_played => Source::Found(Origin::Record),
        _ => Source::OnRequest,
    }
}
