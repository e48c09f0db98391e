//! Every state that is not a result: on its way, failed, unreadable. Each says what happened, why, and what is next.

use super::{
    failure_story::{registry_name, tell},
    shelf::use_shelf,
    words::{capitalized, count},
};
use crate::ui::{markup::reactive, view};
use crate::{
    navigation::use_navigation,
    net::{Failure, FailureKind},
    ui::{
        CodeText, CopyButton, GhostRows, Icon, IconName, Message, ProgressList, ProgressStep,
        StepState, Tone,
    },
    url::Origin,
};
use leptos::prelude::*;
use tagprism_core::{Reference, intake::Intake, reference::Target};

/// A reference on its way.
#[component]
pub fn AskingView(
    /// What is asked for.
    reference: Reference,
    /// Who is asked for it.
    #[prop(optional)]
    origin: Origin,
) -> impl IntoView {
    let title = match origin {
        Origin::Registry => format!("Asking {}", registry_name(reference.domain())),
        Origin::Sample => "Opening the shipped image".to_owned(),
        Origin::Record => "Opening the record".to_owned(),
        Origin::Paste => "Opening the pasted text".to_owned(),
    };
    let steps = steps_to_come(&reference, origin);
    view! {
        <section class="state" role="status" aria-label="Loading">
            <p class="state-k">"On its way"</p>
            <h1>{title}</h1>
            <p class="state-n"><code>{reference.to_string()}</code></p>
            <ProgressList steps=steps />
            <GhostRows />
        </section>
    }
}

/// What happens until the page is complete. A record has no bytes, so nothing of it is hashed.
fn steps_to_come(reference: &Reference, origin: Origin) -> Vec<ProgressStep> {
    let question = match (origin, reference.target()) {
        (Origin::Record, _) => "The figures that were written down".to_owned(),
        (Origin::Registry, Target::Tag(tag)) => {
            format!("What does `{}` mean now?", tag.as_str())
        }
        (_, Target::Tag(tag)) => format!("What `{}` meant when it was captured", tag.as_str()),
        (_, Target::Digest(digest)) => {
            format!("The document with the digest `{}…`", digest.short())
        }
    };
    let step = |text: String, state| ProgressStep { text, state };
    let mut steps = vec![step(question, StepState::Now)];
    if origin != Origin::Record {
        steps.push(step("Its hash, computed here".to_owned(), StepState::Todo));
        steps.push(step("Each manifest, by digest".to_owned(), StepState::Todo));
    }
    steps
}

/// Something could not be read.
#[component]
pub fn FailureView(
    /// What went wrong.
    failure: Failure,
    /// What was asked for.
    reference: Reference,
    /// Asks again.
    retry: Callback<()>,
) -> impl IntoView {
    let story = tell(&failure, &reference);
    let (class, tone) = if story.is_temporary {
        ("state is-warn", Tone::Warn)
    } else {
        ("state is-fail", Tone::Fail)
    };
    let command = format!(
        "docker buildx imagetools inspect --raw {}",
        reference.familiar()
    );
    let wants_command = !matches!(
        failure.kind,
        FailureKind::NotFound | FailureKind::Offline | FailureKind::NotShipped
    );
    view! {
        <section class=class role="alert">
            <p class="state-k">{reference.to_string()}</p>
            <h1>{story.title}</h1>
            <p>{story.cause}</p>
            {failure.quotation().map(|words| view! { <Message tone=tone>{words}</Message> })}
            <p>{story.next}</p>
            <RecordOffer reference=reference.clone() />
            <OtherTag failure=failure.clone() reference=reference.clone() />
            <RegistryInstead failure=failure.clone() reference=reference.clone() />
            {wants_command.then(|| view! {
                <p class="state-n">"Or ask from your own machine:"</p>
                <p class="twin"><code>{command.clone()}</code><CopyButton text=command.clone() label="Copy" quiet=true /></p>
            })}
            {story.can_retry.then(|| view! {
                <p class="acts">
                    <button class="btn" type="button" on:click=move |_| retry.run(())>
                        <Icon name=IconName::Reset />"Try again"
                    </button>
                </p>
            })}
        </section>
    }
}

/// Offers the recorded figures of an image that cannot be asked for now.
#[component]
fn RecordOffer(
    /// What was asked for.
    reference: Reference,
) -> impl IntoView {
    let shelf = use_shelf();
    let navigation = use_navigation();
    reactive(move || {
        let record = shelf.record_of(&reference)?;
        let url = navigation
            .url
            .get()
            .for_reference(reference.familiar(), Origin::Record);
        Some(view! {
            <div class="copybox">
                <p><b>"A record is here. "</b>{format!("{} as of {}.", count(record.entries.len(), "platform", "platforms"), record.date)}</p>
                <p class="state-n">"Recorded, not verified here: platforms, digests and sizes were written down, without the bytes. The tag may have moved since."</p>
                <p><a class="btn primary" href=navigation.href(&url)><Icon name=IconName::File />"Open the record"</a></p>
            </div>
        })
    })
}

/// Offers the registry where the site ships nothing under the name.
#[component]
fn RegistryInstead(
    /// What went wrong.
    failure: Failure,
    /// What was asked for.
    reference: Reference,
) -> impl IntoView {
    let navigation = use_navigation();
    (failure.kind == FailureKind::NotShipped).then(|| {
        let familiar = reference.familiar();
        let href = move || {
            navigation.href(
                &navigation
                    .url
                    .read()
                    .for_reference(familiar.clone(), Origin::Registry),
            )
        };
        view! { <p class="acts"><a class="btn primary" href=href>"Ask the registry"</a></p> }
    })
}

/// Offers `latest` where another tag was not found.
#[component]
fn OtherTag(
    /// What went wrong.
    failure: Failure,
    /// What was asked for.
    reference: Reference,
) -> impl IntoView {
    let navigation = use_navigation();
    let is_latest =
        reference.tag().is_some_and(|tag| tag.as_str() == "latest") && reference.digest().is_none();
    let bare = Reference::parse(&reference.name())
        .ok()
        .map(|it| it.with_default_tag().familiar());
    let offered = bare.filter(|_| failure.kind == FailureKind::NotFound && !is_latest);
    offered.map(|other| {
        let shown = other.clone();
        let href = move || {
            navigation.href(
                &navigation
                    .url
                    .read()
                    .for_reference(other.clone(), Origin::Registry),
            )
        };
        view! { <p class="acts"><a class="btn primary" href=href>"Try "{shown}</a></p> }
    })
}

/// An address whose reference cannot be read.
#[component]
pub fn UnreadableReference(
    /// The text in the address.
    text: String,
    /// What the field makes of it.
    intake: Intake,
) -> impl IntoView {
    let navigation = use_navigation();
    let (reason, suggestion) = match intake {
        Intake::Refused { reason, suggestion } => (Some(reason.to_string()), suggestion),
        _ => (None, None),
    };
    view! {
        <section class="state is-fail" role="alert">
            <p class="state-k">"Not a reference"</p>
            <h1>"This text names no image"</h1>
            <Message tone=Tone::Fail>{text}</Message>
            {reason.map(|reason| view! { <p><CodeText text=capitalized(&format!("{reason}.")) /></p> })}
            <p class="acts">
                {suggestion.map(|better| {
                    let shown = better.clone();
                    let href = move || navigation.href(&navigation.url.read().for_reference(better.clone(), Origin::Registry));
                    view! { <a class="btn primary" href=href>"Did you mean "{shown}"?"</a> }
                })}
                <a class="btn" href=navigation.home()>"Start over"</a>
            </p>
        </section>
    }
}
