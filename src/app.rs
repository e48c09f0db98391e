//! Starts the program's parts on the page that it was loaded into. The frame around them is static HTML.

use crate::ui::view;
use crate::{
    browser::{page, parts, parts::Part},
    configure::start_configurator,
    explainer::{start_explainer, start_search},
    inspector::{
        InspectorPage, ReferenceForm, SettingsButton, WELCOME, is_start, provide_access,
        provide_figures, provide_opened_lately, provide_paste, provide_shelf,
    },
    machine::{MachineChip, provide_machine},
    navigation::{provide_navigation, use_navigation},
};
use leptos::{mount::mount_to, prelude::*};

/// Starts the program of the pages that teach: the explainer and its sources.
pub fn start_learn() {
    start(|| {
        start_configurator();
        start_explainer();
    });
}

/// Starts the program of the inspector, at any of its addresses.
pub fn start_inspect() {
    start(|| {
        // What was typed before the program came is read before its field makes room.
        let typed = page::field("reference");
        // The figure that stands in the page is taken over, not drawn a second time.
        let drawn = StoredValue::new_local(parts::first("#fig-pull"));
        if let Some(main) = page::cleared_but("main", WELCOME) {
            mount_to(
                main,
                move || view! { <Inspector typed=typed drawn=drawn.get_value() /> },
            )
            .forget();
            // The field was put behind the title that stood there already.
            page::pass(WELCOME);
        }
    });
}

/// Mounts the tools in the masthead of any page, and then what the page itself is about.
fn start(on_page: fn()) {
    let Some(tools) = page::cleared("masthead-tools") else {
        return;
    };
    mount_to(tools, move || {
        provide_navigation();
        provide_machine();
        provide_access();
        page::says_it_runs();
        start_search();
        // Inside, so that what was provided above reaches the page, too.
        on_page();
        view! {
            <SettingsButton />
            <MachineChip />
        }
    })
    .forget();
}

/// The inspector, at whichever of its addresses.
#[component]
fn Inspector(
    /// What was typed before the program came.
    typed: page::Field,
    /// The figure that stood in the page.
    drawn: Option<Part>,
) -> impl IntoView {
    provide_figures(drawn);
    provide_shelf();
    provide_paste();
    provide_opened_lately();
    let navigation = use_navigation();
    if !(navigation.is_inspector.get_untracked() && is_start(&navigation.url.read_untracked())) {
        page::remove(WELCOME);
    }
    view! {
        // Above the rest, so that what was typed survives going from one address to another.
        <ReferenceForm typed=typed />
        {move || {
            if navigation.is_inspector.get() {
                view! { <InspectorPage /> }.into_any()
            } else {
                view! { <NotAPage /> }.into_any()
            }
        }}
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
