//! What the machine gets and why: the answer, the story, the wish list, the command; or the exact error and a way out.

use super::{
    decision::Decision,
    inspection::Inspection,
    listing::{Row, RowDigest},
    no_match::NoMatchPanel,
    sizes::{Size, size_of},
    story::{Listed, Piece, Step, steps},
};
use crate::{
    machine::use_machine,
    navigation::use_navigation,
    ui::{CopyButton, DigestChip, PlatformBadge, Segmented, family_class},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use tagprism_core::{
    Reference, Resolution,
    document::Role,
    resolve,
    resolve::{Offer, Outcome, Policy, Verdict},
    size::ByteSize,
};

/// The panel beside the table.
#[component]
pub fn VerdictPanel(
    inspection: Option<Inspection>,
    reference: Reference,
    rows: Memo<Vec<Row>>,
    decision: Memo<Decision>,
    /// What the entries stand in.
    listed: Listed,
) -> impl IntoView {
    let machine = use_machine().machine;
    let asker = move || format!("{} asks with Docker or containerd", machine.read().asker());
    let reference = StoredValue::new(reference);
    view! {
        <section class="verdict" aria-labelledby="verdict-h" aria-live="polite">
            <p class="k">{asker}</p>
            {move || {
                let decision = decision.get();
                let resolution = decision.last().clone();
                match &resolution.outcome {
                    Outcome::NoMatch(no_match) => {
                        let elsewhere = fitting_elsewhere(&decision, &rows.read());
                        view! {
                            <NoMatchPanel
                                no_match=no_match.clone()
                                host=resolution.host.clone()
                                reference=reference.get_value()
                                elsewhere=elsewhere
                            />
                        }
                        .into_any()
                    }
                    Outcome::Chosen { .. } => {
                        let path = decision.chosen_path();
                        let row = rows.read().iter().find(|row| Some(&row.path) == path.as_ref()).cloned();
                        view! {
                            <Chosen inspection=inspection row=row is_pending=decision.is_pending reference=reference.get_value() noun=listed.noun() />
                        }
                        .into_any()
                    }
                }
            }}
            <ol class="trail">
                {move || steps(&decision.read().resolution, listed).into_iter().zip(1..).map(step_view).collect_view()}
            </ol>
            {move || {
                let decision = decision.read();
                decision.nested.is_some().then(|| view! {
                    <p class="v-help">"The entry is an index itself, so the engine chooses once more inside it. "{in_one_line(&steps(decision.last(), Listed::Index { n_attestations: 0 }))}</p>
                })
            }}
            <h3>"What it accepts, in order"</h3>
            {move || view! { <WishList resolution=decision.read().last().clone() noun=listed.noun() /> }}
            <RuleSwitch />
        </section>
    }
}

/// A row that would fit but that the engine never reaches: it looks into one nested index only.
fn fitting_elsewhere(decision: &Decision, rows: &[Row]) -> Option<Row> {
    decision.nested.as_ref()?;
    let images: Vec<&Row> = rows.iter().filter(|row| row.role == Role::Image).collect();
    let offers: Vec<Offer> = images
        .iter()
        .zip(1..)
        .map(|(row, position)| Offer {
            position,
            platform: row.platform.clone(),
            is_readable: row.trouble.is_none(),
        })
        .collect();
    let resolution = resolve(&offers, &decision.resolution.question);
    let position = resolution.chosen()?.position;
    images.get(position - 1).map(|row| (*row).clone())
}

/// The entry that is picked.
#[component]
fn Chosen(
    noun: &'static str,
    inspection: Option<Inspection>,
    row: Option<Row>,
    is_pending: bool,
    reference: Reference,
) -> impl IntoView {
    let Some(row) = row else {
        return view! { <h2 id="verdict-h">"Looking into the chosen entry …"</h2> }.into_any();
    };
    let platform = row.platform.clone().unwrap_or_default();
    let normalized = platform.normalize();
    let class = format!(
        "{} fam",
        family_class(&normalized.architecture, &normalized.variant)
    );
    let build = match (platform.architecture.as_str(), platform.variant.as_str()) {
        ("", _) => "one build there is".to_owned(),
        (architecture, "") => format!("{architecture} build"),
        (architecture, variant) => format!("{architecture}/{variant} build"),
    };
    let pinned = match &row.digest {
        RowDigest::Whole(digest) => Some(reference.pinned(digest)),
        _ => None,
    };
    let sizes = row.clone();
    let size = move || {
        let size = match inspection {
            Some(inspection) => size_of(&sizes, &inspection.objects.read(), false),
            None => size_of(&sizes, &BTreeMap::new(), true),
        };
        size_words(&size)
    };
    let digest = match row.digest.clone() {
        RowDigest::Whole(digest) => Some(digest),
        _ => None,
    };
    view! {
        <h2 id="verdict-h">
            {format!("You get {noun} {}, the ", row.path)}
            <span class=class>{build}</span>
        </h2>
        <p class="v-line">
            <PlatformBadge platform=platform />
            {digest.map(|digest| view! { <DigestChip digest=digest copy=true /> })}
        </p>
        <p>{size}</p>
        {is_pending.then(|| view! { <p>"It is an index itself; it is being read."</p> })}
        {pinned.map(|pinned| {
            let command = format!("docker pull {}", pinned.familiar());
            view! {
                <p class="v-cmd">
                    <code>{command.clone()}</code>
                    <CopyButton text=Signal::stored(command) label="Copy the command" quiet=true />
                </p>
            }
        })}
    }
    .into_any()
}

fn size_words(size: &Size) -> AnyView {
    match size {
        Size::Known { base, rest } => {
            let total = base.saturating_add(*rest);
            let (exact, human) = (ByteSize(total).to_string(), ByteSize(total).human());
            let rounded = (exact != human).then(|| format!(", {human}"));
            view! { <b>{exact}</b>" to download"{rounded} }.into_any()
        }
        Size::Rounded(total) => format!(
            "about {} to download, as recorded",
            ByteSize(*total).human()
        )
        .into_any(),
        Size::Reading => "Reading its manifest …".into_any(),
        Size::Failed(_) => "Its manifest could not be read, so its size is not known.".into_any(),
        Size::Tampered => {
            "Its manifest is not what the digest promises. Nothing was read out of it.".into_any()
        }
        Size::NotRead | Size::NotApplicable | Size::NotRecorded => {
            "Its size is not known here.".into_any()
        }
    }
}

/// The ordered acceptance list, and what the index says to each wish.
#[component]
fn WishList(resolution: Resolution, noun: &'static str) -> impl IntoView {
    let chosen = resolution
        .chosen()
        .map(|candidate| match &candidate.verdict {
            Verdict::Chosen(matched) => (matched.wish, candidate.position),
            _ => (None, candidate.position),
        });
    let offered = |wish: usize| {
        let fits = |verdict: &Verdict| match verdict {
            Verdict::Chosen(matched) | Verdict::Acceptable(matched) => matched.wish == Some(wish),
            Verdict::Refused(_) => false,
        };
        let positions: Vec<String> = resolution
            .candidates
            .iter()
            .filter(|candidate| fits(&candidate.verdict))
            .map(|candidate| candidate.position.to_string())
            .collect();
        positions
    };
    let items = resolution
        .wishes
        .iter()
        .enumerate()
        .map(|(wish, platform)| {
            let is_met = chosen.is_some_and(|(met, _)| met == Some(wish));
            let positions = offered(wish);
            let words = match positions.as_slice() {
                [] => "not in the list".to_owned(),
                [one] => format!("{noun} {one}"),
                many => format!("{noun} {}", many.join(", ")),
            };
            view! {
                <li class:is-met=is_met>
                    <PlatformBadge platform=platform.clone() />
                    <span>{words}</span>
                </li>
            }
        });
    view! { <ol class="wl">{items.collect_view()}</ol> }
}

/// Choosing the rule that is asked by.
#[component]
fn RuleSwitch() -> impl IntoView {
    let navigation = use_navigation();
    let machine = use_machine().machine;
    let is_windows = move || machine.read().platform.normalize().os == "windows";
    let value = Signal::derive(move || match navigation.url.read().policy {
        Policy::Only => "only".to_owned(),
        Policy::OnlyStrict => "strict".to_owned(),
    });
    let options = vec![
        ("only".to_owned(), "With fallbacks".to_owned()),
        ("strict".to_owned(), "Strictly".to_owned()),
    ];
    let on_change = Callback::new(move |name: String| {
        navigation.change(|url| {
            url.policy = if name == "strict" {
                Policy::OnlyStrict
            } else {
                Policy::Only
            }
        });
    });
    view! {
        <h3>"How it asks"</h3>
        <Segmented legend="Rule" name="rule" options=options value=value on_change=on_change />
        <p class="state-n">
            {move || match navigation.url.read().policy {
                Policy::Only => "containerd’s Only, as a pull asks: older variants will do.",
                Policy::OnlyStrict => "containerd’s OnlyStrict, as Docker asks for local images with --platform: exactly this platform.",
            }}
        </p>
        {move || is_windows().then(|| view! {
            <p class="state-n">
                "Windows builds by containerd/platforms v1.0.0-rc.5. Docker Engine up to 29.7.2 has rc.4, which differs for builds after 26100; Docker’s older image store on Windows has a rule of its own."
            </p>
        })}
    }
}

fn step_view((step, n): (Step, usize)) -> impl IntoView {
    view! { <li><span class="balloon">{n}</span><p>{pieces(step)}</p></li> }
}

fn pieces(step: Step) -> impl IntoView {
    let piece = |piece| match piece {
        Piece::Text(words) => words.into_any(),
        Piece::Strong(words) => view! { <b>{words}</b> }.into_any(),
        Piece::Code(words) => view! { <code>{words}</code> }.into_any(),
    };
    step.into_iter().map(piece).collect_view()
}

fn in_one_line(steps: &[Step]) -> String {
    let words = steps.iter().map(|step| {
        step.iter()
            .map(|piece| match piece {
                Piece::Text(words) | Piece::Strong(words) | Piece::Code(words) => words.as_str(),
            })
            .collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}
