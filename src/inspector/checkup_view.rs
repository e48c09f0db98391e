//! The check-up for who publishes the image: what makes some client or machine suffer, and what to do.

use super::{
    inspection::Inspection,
    lookup::{document_in, here},
    object::Object,
    words::count,
};
use crate::ui::{Derived, Outcome, OutcomeKind, markup::reactive, view};
use crate::{browser::focus, navigation::use_navigation, url::View};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Severity,
    checkup::{CheckRule, Checkup, Finding, check},
};

/// The id of its heading.
const HEADING: &str = "checkup-h";

/// The check-up of an image that is open.
#[component]
pub fn CheckUp(
    /// As far as its documents were read.
    checkup: Derived<Checkup>,
) -> impl IntoView {
    view! {
        <section class="checkup" aria-labelledby=HEADING>
            <div class="sec-h">
                <h2 id=HEADING tabindex="-1">"Check-up"</h2>
                <p>"For who publishes this image: what trips clients and machines, and how to mend it."</p>
            </div>
            {reactive(move || {
                let Checkup { findings, n_read, n_images } = checkup.get();
                let is_partial = n_read < n_images;
                view! {
                    {match findings.is_empty() {
                        true => view! {
                            <p>
                                <Outcome kind=OutcomeKind::Good>
                                    {format!("Nothing found by {} rules", CheckRule::ALL.len())}
                                </Outcome>
                            </p>
                        }
                        .into_any(),
                        false => view! {
                            <ol class="cu-l">
                                {findings.into_iter().map(|finding| view! { <Found finding=finding /> }).collect_view()}
                            </ol>
                        }
                        .into_any(),
                    }}
                    {is_partial.then(|| view! {
                        <p class="tnote">
                            {format!(
                                "{n_read} of {} were read; what is said about configs and layers is about those.",
                                count(n_images, "manifest", "manifests"),
                            )}
                        </p>
                    })}
                }
            })}
        </section>
    }
}

/// How many findings there are, and the way to them.
#[component]
pub fn CheckUpCount(checkup: Derived<Checkup>) -> impl IntoView {
    let words = reactive(move || {
        let checkup = checkup.read();
        match checkup.findings.len() {
            0 if checkup.n_read < checkup.n_images => "nothing found so far".to_owned(),
            0 => "nothing found".to_owned(),
            n => count(n, "finding", "findings"),
        }
    });
    let navigation = use_navigation();
    let go = move |_| {
        if navigation.url.get_untracked().view != View::Platforms {
            navigation.change(|url| url.view = View::Platforms);
        }
        request_animation_frame(|| focus::focus_id(HEADING));
    };
    view! { <button class="link" type="button" on:click=go>{words}</button> }
}

/// The check-up of a root and of what was read below it; computed when it is looked at.
pub fn checkup(inspection: Inspection, root: Arc<Object>) -> Derived<Checkup> {
    Derived::new(move || checkup_of(inspection, &root))
}

fn checkup_of(inspection: Inspection, root: &Object) -> Checkup {
    let Some(document) = root.trusted_document() else {
        return Checkup::default();
    };
    let here = here(inspection);
    check(document, &|digest| document_in(&here, digest.as_str()))
}

/// One finding.
#[component]
fn Found(finding: Finding) -> impl IntoView {
    let rule = finding.rule;
    let (kind, class, word) = match finding.severity() {
        Severity::Error => (OutcomeKind::Bad, "cu cu-error", "error"),
        Severity::Warning => (OutcomeKind::Step, "cu cu-warning", "warning"),
        Severity::Note => (OutcomeKind::Unknown, "cu", "note"),
    };
    view! {
        <li class=class>
            <p class="cu-s"><Outcome kind=kind>{word}</Outcome></p>
            <div>
                <h3>{rule.title()}</h3>
                <p>{finding.detail} " " {rule.suffers()}</p>
                <p>{rule.remedy()}</p>
                <p class="cu-w">
                    <Entries positions=finding.positions />
                    <a href=rule.source() rel="noreferrer external">"Where this is said"</a>
                    <code>{rule.name()}</code>
                </p>
            </div>
        </li>
    }
}

/// Links to the rows concerned.
#[component]
fn Entries(positions: Vec<usize>) -> impl IntoView {
    const SHOWN: usize = 8;
    let navigation = use_navigation();
    let n_more = positions.len().saturating_sub(SHOWN);
    let link = move |position: usize| {
        let href = move || {
            let mut url = navigation.url.get();
            url.open = Some(position.to_string());
            navigation.href(&url)
        };
        view! { <a href=href>{format!("entry {position}")}</a> " " }
    };
    (!positions.is_empty()).then(|| {
        view! {
            <span>
                {positions.into_iter().take(SHOWN).map(link).collect_view()}
                {(n_more > 0).then(|| format!("and {n_more} more"))}
            </span>
        }
    })
}
