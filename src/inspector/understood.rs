//! What the field understood, drawn: written parts, implied parts, and what was set aside.

use crate::ui::{CodeText, PlatformBadge};
use crate::ui::{Derived, markup::reactive, view};
use leptos::prelude::*;
use tagprism_core::intake::{
    Intake, KnownError, Origin, Segment, SegmentRole, StackKind, Understood,
};

/// The line below the field.
#[component]
pub fn Understanding(
    /// The text, read.
    intake: Derived<Intake>,
    /// Takes a better spelling when the reader accepts one.
    on_suggestion: Callback<String>,
) -> impl IntoView {
    reactive(move || {
        match intake.get() {
        Intake::Empty => ().into_any(),
        Intake::Reference(understood) => view! { <Segments understood=understood /> }.into_any(),
        Intake::Json => view! {
            <p class="readas-n">"Read as JSON. It stays in this page; nothing is sent anywhere."</p>
        }
        .into_any(),
        Intake::Stack { kind, .. } => view! {
            <p class="readas-n">{say_kind(kind)} " It stays in this page; only the images that it names are asked for."</p>
        }
        .into_any(),
        Intake::ErrorMessage { message, reference, platform, .. } => {
            let names_an_image = reference.is_some();
            let names_a_machine = platform.is_some();
            view! {
                <p class="readas-n">"Read as an error message. " {explain(message)} " " <a href=home_of(message)>"What it means, and what to do"</a></p>
                {reference.map(|understood| view! { <Segments understood=understood /> })}
                {(!names_an_image).then(|| view! {
                    <p class="readas-n">
                        "It does not name the image. "
                        {if names_a_machine {
                            "Inspect the image that you wanted, and the answer is for the machine in the message."
                        } else {
                            "Inspect the image that you wanted, and choose the machine that it happened on."
                        }}
                    </p>
                })}
            }
            .into_any()
        }
        Intake::Refused { reason, suggestion } => view! {
            <p class="readas-n readas-bad"><CodeText text=sentence(&reason.to_string()) /></p>
            {suggestion.map(|better| {
                let shown = better.clone();
                view! {
                    <p class="readas-n">
                        "Did you mean "
                        <button class="btn" type="button" on:click=move |_| on_suggestion.run(better.clone())>
                            <code>{shown}</code>
                        </button>
                    </p>
                }
            })}
        }
        .into_any(),
    }
    })
}

/// The platform that a command or a message names, said openly because it changes the machine.
pub fn understood_host(intake: &Intake) -> impl IntoView + use<> {
    let platform = match intake {
        Intake::Reference(Understood { platform, .. }) | Intake::ErrorMessage { platform, .. } => {
            platform.clone()
        }
        Intake::Stack { first, .. } => first.as_ref().and_then(|first| first.platform.clone()),
        Intake::Empty | Intake::Json | Intake::Refused { .. } => None,
    };
    platform.map(|platform| {
        view! {
            <p class="readas-n">"It also names the machine: " <PlatformBadge platform=platform /></p>
        }
    })
}

/// The parts of a reference, each with what it is.
#[component]
fn Segments(
    /// A reference and the text around it.
    understood: Understood,
) -> impl IntoView {
    view! {
        <div class="readas">
            <span class="readas-k">"Read as"</span>
            {understood.segments.into_iter().map(|segment| view! { <Part segment=segment /> }).collect_view()}
        </div>
    }
}

/// One part.
#[component]
fn Part(
    /// The part.
    segment: Segment,
) -> impl IntoView {
    let class = match segment.origin {
        Origin::Written => "rs",
        Origin::Implied => "rs is-ghost",
        Origin::SetAside => "rs is-cut",
    };
    let what = match segment.role {
        SegmentRole::Command => "command",
        SegmentRole::Address => "address",
        SegmentRole::Registry => "registry",
        SegmentRole::Namespace => "namespace",
        SegmentRole::Repository => "repository",
        SegmentRole::Tag => "tag",
        SegmentRole::Digest => "digest",
    };
    let how = match segment.origin {
        Origin::Written => "",
        Origin::Implied => ", implied",
        Origin::SetAside => ", set aside",
    };
    view! {
        <span class=class>
            <code>{segment.text}</code>
            <span class="rs-b" aria-hidden="true"></span>
            <span class="rs-l">{what}{how}</span>
        </span>
    }
}

fn say_kind(kind: StackKind) -> &'static str {
    match kind {
        StackKind::Compose => "Read as a Compose file, to compare all of its images.",
        StackKind::Kubernetes => "Read as objects of Kubernetes, to compare all of their images.",
        StackKind::Dockerfile => "Read as a Dockerfile, to compare all of its images.",
        StackKind::List => "Several images are named here; they are compared.",
    }
}

/// The explanation of a message on the page that teaches.
pub fn home_of(message: KnownError) -> String {
    format!("./#{}", message.anchor())
}

/// What a message says, in one or two sentences.
pub fn explain(message: KnownError) -> &'static str {
    match message {
        KnownError::NoMatchingManifest => {
            "The index has no entry that the machine accepts, so no layer was downloaded."
        }
        KnownError::PlatformNotProvided => {
            "The image that is stored there does not have the platform that was asked for; the registry may have it."
        }
        KnownError::PlatformMismatch => {
            "The image is for another platform than the machine; it may run under emulation, or not at all."
        }
        KnownError::ExecFormatError => {
            "The kernel could not run the program. Mostly it is for another processor than the machine’s; where it is a script, its first line may be missing or wrong."
        }
        KnownError::NoSuchFile => {
            "The program is there, and the loader or shell that it names is not."
        }
        KnownError::SharedLibraries => "The program started and misses a library in the image.",
        KnownError::ManifestUnknown => "The registry has no such tag or digest.",
        KnownError::AcceptTooNarrow => {
            "The registry has it, in a type that the client did not ask for."
        }
        KnownError::ManifestBlobUnknown => {
            "What was pushed lists something that this repository does not have yet."
        }
        KnownError::Denied => {
            "The registry did not let the client read: the repository is private, or there is none of that name."
        }
        KnownError::TooManyRequests => {
            "The registry's limit for this address or account is reached."
        }
        KnownError::Schema1 => {
            "The image is in Docker's first format, which clients no longer read."
        }
        KnownError::NestedIndex => {
            "The entry that was chosen is an index itself, and this client does not look into it."
        }
        KnownError::MultiPlatformBuild => {
            "The builder in use has no place for the result of several platforms."
        }
        KnownError::NoSupportForPlatform => "The builder cannot run steps of that platform.",
        KnownError::OperatingSystem => {
            "The image is for another operating system than the engine runs."
        }
        KnownError::WindowsVersion => "The image is for a newer Windows than the host.",
        KnownError::WindowsMismatch => {
            "The Windows of the image and the Windows of the host do not fit."
        }
    }
}

/// Errors are written as phrases; on the page they stand alone.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let capital: String = chars
        .next()
        .map(|it| it.to_ascii_uppercase().to_string())
        .unwrap_or_default();
    format!("{capital}{}.", chars.as_str().trim_end_matches('.'))
}
