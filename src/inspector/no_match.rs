//! Nothing for this machine: the engine's exact words, and what would really help.

use super::{
    helps::{Command, Emulation, OtherTags},
    inspection::Inspection,
    listing::{Row, RowDigest},
    words::capitalized,
};
use crate::ui::view;
use crate::{
    machine::use_machine,
    navigation::use_navigation,
    ui::{CodeText, Message, PlatformBadge, Tone},
};
use leptos::prelude::*;
use tagprism_core::{
    Platform, Reference, Resolution,
    platform::windows_release,
    resolve::{NoMatch, Policy, Remedy},
};

/// What the panel speaks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An image in a registry, which commands can name.
    Image(Reference),
    /// A shipped sample: it has a name, but no engine finds it.
    Sample(Reference),
    /// Pasted text, which has no name.
    Pasted,
}

/// The panel's head when no entry fits.
#[component]
pub fn NoMatchPanel(
    /// The engine's words and what would help.
    no_match: NoMatch,
    /// The answer that ended the walk.
    resolution: Resolution,
    /// What was asked about.
    subject: Subject,
    /// A row of another nested index that would fit.
    elsewhere: Option<Row>,
    /// What loads the documents; a record has none.
    inspection: Option<Inspection>,
) -> impl IntoView {
    let name = match &subject {
        Subject::Image(reference) | Subject::Sample(reference) => reference.familiar(),
        Subject::Pasted => "This index".to_owned(),
    };
    let title = format!("{name} has nothing for {}", for_whom(&resolution.host));
    let pinned = elsewhere
        .as_ref()
        .and_then(|row| match (&subject, &row.digest) {
            (Subject::Image(reference), RowDigest::Whole(digest)) => {
                Some(reference.pinned(digest).familiar())
            }
            _ => None,
        });
    let local = match &subject {
        Subject::Image(reference) => resolution.local_message(reference),
        Subject::Sample(_) | Subject::Pasted => None,
    };
    let message = local.unwrap_or_else(|| no_match.message.clone());
    let classic =
        (no_match.classic_message != no_match.message).then(|| no_match.classic_message.clone());
    let remedies = no_match
        .remedies
        .into_iter()
        .map(|remedy| view! { <li>{remedy_view(&remedy, &subject, inspection)}</li> });
    view! {
        <h2 id="verdict-h">{title}</h2>
        <p>"The engine stops with this message:"</p>
        <Message tone=Tone::Fail>{message}</Message>
        {classic.map(|message| view! {
            <details class="v-more">
                <summary>"The older image store says it shorter"</summary>
                <Message tone=Tone::Fail>{message}</Message>
            </details>
        })}
        <div class="v-help">
            <h3>"What would help"</h3>
            {elsewhere.map(|row| view! {
                <p>{format!("Entry {} would fit, but containerd looks into the first nested index only and never sees it. Pulled by its digest it works.", row.path)}</p>
            })}
            {pinned.map(|pinned| view! { <p class="v-cmd"><code>{format!("docker pull {pinned}")}</code></p> })}
            <ul>{remedies.collect_view()}</ul>
        </div>
    }
}

/// A host as its owner calls it: of Windows the release and the build.
fn for_whom(host: &Platform) -> String {
    match windows_release(&host.os_version).filter(|_| host.os == "windows") {
        Some(release) => format!("{release} ({})", host.os_version),
        None => host.short(),
    }
}

fn remedy_view(remedy: &Remedy, subject: &Subject, inspection: Option<Inspection>) -> AnyView {
    let words = remedy.to_string();
    // A command ends a sentence by itself: a full stop behind it would be copied along.
    let stop = if words.ends_with('`') { "" } else { "." };
    let words = capitalized(&format!("{words}{stop}"));
    match (remedy, subject) {
        (Remedy::Emulate { platform }, Subject::Image(reference)) => view! {
            <Emulation platform=platform.clone() reference=Some(reference.clone()) />
        }
        .into_any(),
        (Remedy::OtherTag, Subject::Image(reference)) => match inspection {
            Some(inspection) => view! {
                <OtherTags inspection=inspection reference=reference.clone() />
            }
            .into_any(),
            None => view! { <p>{words}</p> }.into_any(),
        },
        (Remedy::Build { command }, _) => view! {
            <p>"Its publisher can build it for all of its platforms:"</p>
            <Command text=command.clone() />
        }
        .into_any(),
        (Remedy::Use64Bit { platform } | Remedy::OlderHost { platform }, _) => {
            let machine = platform.clone();
            let choose = use_machine().choose;
            view! {
                <p><CodeText text=words /></p>
                <button class="btn" type="button" on:click=move |_| choose.run(machine.clone())>
                    "Look as " <PlatformBadge platform=platform.clone() />
                </button>
            }
            .into_any()
        }
        (Remedy::WithFallbacks { .. }, _) => {
            let navigation = use_navigation();
            view! {
                <p><CodeText text=words /></p>
                <button class="btn" type="button" on:click=move |_| navigation.change(|url| url.policy = Policy::Only)>
                    "Ask with fallbacks"
                </button>
            }
            .into_any()
        }
        _ => view! { <p><CodeText text=words /></p> }.into_any(),
    }
}
