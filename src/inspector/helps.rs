//! What helps where an image is not for the machine: an emulator, or another tag.

use super::{
    inspection::Inspection,
    tags::{self, Found, Wanted},
    words::capitalized,
};
use crate::{
    browser::focus,
    machine::use_machine,
    navigation::use_navigation,
    ui::{CopyButton, markup::reactive, view},
    url::Origin,
};
use leptos::{prelude::*, task::spawn_local};
use tagprism_core::{
    Platform, Reference,
    clients::{Asker, CLIENTS},
    machines::Run,
};

/// Running an image for another processor: what the machine needs first, and the command.
#[component]
pub fn Emulation(
    /// The platform that is asked for by name.
    platform: Platform,
    /// The image, where a command can name it.
    reference: Option<Reference>,
) -> impl IntoView {
    let machine = use_machine().machine;
    let install = format!(
        "docker run --privileged --rm tonistiigi/binfmt --install {}",
        platform.architecture
    );
    let start = reference.map(|reference| {
        format!(
            "docker run --platform {} {}",
            platform.short(),
            reference.familiar()
        )
    });
    let ran = platform.clone();
    let needs = move || {
        // A platform alone may be a Mac as well as a server; only a machine that was chosen by its name tells.
        let machine = machine.read();
        let named = machine.id.as_ref().and_then(|_| machine.known());
        let run = named.map(|known| known.run(&ran));
        match run {
            Some(Run::Emulated(_)) => (
                "Run it under emulation, slower. Docker Desktop brings the emulator.",
                false,
            ),
            Some(Run::Fails(_)) => (
                "Run it under emulation, slower. A Linux engine has no emulator by itself: each host, and each node of a cluster, has to register one first.",
                true,
            ),
            _ => (
                "Run it under emulation, slower. Docker Desktop brings the emulator; on a Linux host, and on each node of a cluster, register one first.",
                true,
            ),
        }
    };
    reactive(move || {
        let (words, is_missing) = needs();
        view! {
            <p>{words}</p>
            {is_missing.then(|| view! { <Command text=install.clone() /> })}
            {start.clone().map(|text| view! { <Command text=text /> })}
        }
    })
}

/// A command that can be copied.
#[component]
pub fn Command(text: String) -> impl IntoView {
    view! {
        <p class="v-cmd"><code>{text.clone()}</code><CopyButton text=text label="Copy" quiet=true /></p>
    }
}

/// How far a search for other tags is.
#[derive(Clone)]
enum Search {
    NotBegun,
    Running,
    Done(Found),
}

/// Where the search says what it came to; the focus goes there when its button goes away.
const SAID: &str = "other-tags";

/// Other tags of the same repository that have what the machine lacks; nothing is asked for before the reader does.
#[component]
pub fn OtherTags(inspection: Inspection, reference: Reference) -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let search = RwSignal::new(Search::NotBegun);
    let reference = StoredValue::new(reference);
    let begin = move |_| {
        let Some(source) = inspection.source() else {
            return;
        };
        let reference = reference.get_value();
        let wanted = Wanted {
            asker: Asker {
                platform: machine.get_untracked().platform,
                is_explicit: false,
            },
            client: &CLIENTS[0],
        };
        search.set(Search::Running);
        focus::focus_id(SAID);
        spawn_local(async move {
            // Nobody stops it: it ends after nine requests at most.
            if let Some(found) = tags::look(&source, &reference, &wanted, &|_| true).await {
                // Another machine makes this anew; then there is nobody to tell.
                let _ = search.try_set(Search::Done(found));
            }
        });
    };
    let link = move |name: &String| {
        let url = navigation.url.get_untracked();
        let url = url.for_reference(name.clone(), Origin::Registry);
        view! { <li><a href=navigation.href(&url)><code>{name.clone()}</code></a></li> }
    };
    let said = move || {
        match &*search.read() {
        Search::NotBegun => {
            "Asks the registry for its list of tags, and for at most eight of them, as Docker would."
                .to_owned()
        }
        Search::Running => "Looking at other tags …".to_owned(),
        Search::Done(found) => capitalized(&format!("{}.", found.words)),
    }
    };
    view! {
        {move || matches!(&*search.read(), Search::NotBegun).then(|| view! {
            <button class="btn" type="button" on:click=begin>"Look for another tag"</button>
        })}
        <p id=SAID class="state-n" role="status" tabindex="-1">{reactive(said)}</p>
        {move || match &*search.read() {
            Search::Done(found) if !found.names.is_empty() => {
                Some(view! { <ul>{found.names.iter().map(link).collect_view()}</ul> })
            }
            _ => None,
        }}
    }
}
