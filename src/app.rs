//! The frame of the site: routes, masthead, footer, and the choices that every page shares.

use crate::{
    browser::location,
    inspector::{
        InspectorPage, ReferenceForm, SettingsButton, provide_access, provide_opened_lately,
        provide_paste, provide_shelf,
    },
    machine::{MachineChip, provide_machine},
    navigation::{provide_navigation, use_navigation},
    ui::{Footer, Masthead},
};
use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

/// The whole site.
#[component]
pub fn App() -> impl IntoView {
    let base = location::base_path().trim_end_matches('/').to_owned();
    view! {
        <Router base=base>
            <Frame />
        </Router>
    }
}

/// What stands around every page.
#[component]
fn Frame() -> impl IntoView {
    provide_navigation();
    provide_machine();
    provide_access();
    provide_shelf();
    provide_paste();
    provide_opened_lately();
    view! {
        <Masthead>
            <SettingsButton />
            <MachineChip />
        </Masthead>
        <main id="main" class="sheet inspect" tabindex="-1">
            // Above the routes, so that what was typed survives going from one to another.
            <ReferenceForm />
            <FlatRoutes fallback=NotAPage>
                <Route path=path!("/") view=InspectorPage />
                <Route path=path!("/i") view=InspectorPage />
                <Route path=path!("/i/*reference") view=InspectorPage />
            </FlatRoutes>
        </main>
        <Footer />
    }
}

/// An address that leads nowhere.
#[component]
fn NotAPage() -> impl IntoView {
    let navigation = use_navigation();
    view! {
        <section class="state">
            <h1>"There is no page at this address"</h1>
            <p>"Image pages look like " <code>"/i/nginx:latest"</code> "."</p>
            <p class="acts">
                <a class="btn primary" href=navigation.home()>"Inspect an image"</a>
            </p>
        </section>
    }
}
