//! The empty state: ten references worth opening, and the images that ship with the site.

use super::{access::use_access, shelf::use_shelf};
use crate::ui::view;
use crate::{
    browser::page,
    navigation::use_navigation,
    net::Access,
    url::{InspectorUrl, Origin, View},
};
use leptos::prelude::*;
use tagprism_core::intake::{self, Intake};

/// The id of the title that was painted with the page. It stays where it stands: drawn anew by the program it would be
/// the same to a reader, only later.
pub const WELCOME: &str = "welcome";

/// Whether this address shows the start page.
pub fn is_start(url: &InspectorUrl) -> bool {
    url.origin != Origin::Paste
        && !matches!(url.view, View::Flow | View::Stack)
        && matches!(intake::read(&url.reference), Intake::Empty)
}

/// References that show something each, and what they show.
const EXAMPLES: [(&str, &str); 10] = [
    ("nginx", "8 platforms, an attestation for each"),
    ("hello-world", "kilobytes on Linux, 200 MB on Windows"),
    ("alpine", "has arm/v6, but no arm/v5"),
    ("python:3.12", "411 MB on amd64, 22 % more on riscv64"),
    ("node:24", "nothing for 32-bit Arm"),
    ("busybox", "musl on arm/v6, glibc elsewhere"),
    (
        "mcr.microsoft.com/dotnet/runtime:8.0",
        "no Windows in this tag",
    ),
    (
        "ghcr.io/goauthentik/server:2026.8.0",
        "an index inside an index",
    ),
    ("h0tmann/testimage", "amd64/v3 and nothing else"),
    (
        "debian@sha256:34cd9e9fd437c0a095ec39cb2e73422c9f30821b0d0848ed74fd0d43bae4d958",
        "by digest: cannot move",
    ),
];

/// What stands below the field before anything was asked.
#[component]
pub fn Examples() -> impl IntoView {
    let navigation = use_navigation();
    let href = move |reference: &str, origin| {
        let url = navigation
            .url
            .read()
            .for_reference(reference.to_owned(), origin);
        navigation.href(&url)
    };
    let item = move |reference: String, note: String, origin: Origin| {
        let shown = shorten(&reference);
        view! {
            <li>
                <a href=move || href(&reference, origin)><code>{shown}</code></a>
                <span>{note}</span>
            </li>
        }
    };
    let shelf = use_shelf();
    let access = use_access();
    let welcome = if page::has(WELCOME) {
        // It stands there since the page was painted, until the reader goes on.
        on_cleanup(|| page::remove(WELCOME));
        ().into_any()
    } else {
        view! {
            <header class="welcome">
                <h1>"See every machine inside one tag"</h1>
                <p class="deck">
                    "One image tag serves many processors. Open one: every platform in it, each digest checked in this browser, and the one that your machine gets."
                </p>
            </header>
        }
        .into_any()
    };
    let stack = move || {
        let url = InspectorUrl {
            view: View::Stack,
            ..navigation.url.get()
        };
        navigation.href(&url)
    };
    view! {
        {welcome}
        <section class="start" aria-labelledby="examples-h">
            <h2 id="examples-h">"Ten references worth opening"</h2>
            <ol class="exs">
                {EXAMPLES.map(|(reference, note)| item(reference.to_owned(), note.to_owned(), Origin::Registry)).collect_view()}
            </ol>
        </section>
        <section class="start" aria-labelledby="whole-h">
            <h2 id="whole-h">"A whole file"</h2>
            <p class="start-n">
                <a href=stack>"Will my stack run on …?"</a>
                " Paste a Compose file, a Dockerfile or Kubernetes YAML above, and see what each machine gets of each image."
            </p>
        </section>
        {move || (access.access.get() == Some(Access::Direct)).then(|| view! {
            <p class="result-note is-warn" role="status">
                <b>"No proxy answers beside this site. "</b>
                "The browser asks registries directly, which most of them do not allow. Name a proxy in the settings, paste JSON, or open an image that ships with this site."
            </p>
        })}
        {move || shelf.samples.get().and_then(Result::ok).map(|library| view! {
            <section class="start" aria-labelledby="samples-h">
                <h2 id="samples-h">"Shipped with this site"</h2>
                <p class="start-n">
                    "Images captured byte for byte on " {library.captured.clone()}
                    ". They open without any registry, and their digests are checked like any other."
                </p>
                <ol class="exs">
                    {library.samples.iter().map(|sample| item(sample.reference.clone(), sample.note.clone(), Origin::Sample)).collect_view()}
                </ol>
            </section>
        })}
    }
}

/// A digest in a link is cut; the link itself holds all of it.
fn shorten(reference: &str) -> String {
    match reference.split_once("@sha256:") {
        Some((name, hex)) => format!("{name}@sha256:{}…", hex.get(..8).unwrap_or(hex)),
        None => reference.to_owned(),
    }
}
