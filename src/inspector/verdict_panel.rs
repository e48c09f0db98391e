//! What the machine gets and why: the answer, the story, the wish list, the command; or the exact error and a way out.

use super::{
    decision::{Decision, Inner},
    disagreement::Disagreement,
    inspection::Inspection,
    listing::{Row, RowDigest},
    message_strip::AgainstMessage,
    no_match::{NoMatchPanel, Subject},
    objects::Objects,
    rule_switch::RuleSwitch,
    sizes::{Size, size_of},
    story::{Listed, Piece, Step, steps},
    wish_list::WishList,
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    machine::use_machine,
    ui::{CopyButton, DigestChip, Icon, IconName, PlatformBadge, family_class},
};
use leptos::prelude::*;
use tagprism_core::{
    Platform, Reference, Resolution,
    clients::Offered,
    document::Role,
    machines::Run,
    resolve,
    resolve::{Candidate, Offer, Outcome, Verdict},
    size::ByteSize,
};

/// The panel beside the table.
#[component]
pub fn VerdictPanel(
    /// What loads the documents; a record has none.
    inspection: Option<Inspection>,
    /// What was asked for.
    reference: Reference,
    /// The table's rows.
    rows: Derived<Vec<Row>>,
    /// What the machine gets.
    decision: Derived<Decision>,
    /// What the entries stand in.
    listed: Listed,
    /// The entries, as any client sees them.
    offered: Vec<Offered>,
) -> impl IntoView {
    let machine = use_machine().machine;
    // Only Docker names the level of an x86-64 processor when it asks.
    let asker = reactive(move || {
        let machine = machine.read();
        let platform = machine.platform.normalize();
        let names_a_level = platform.architecture == "amd64" && !platform.variant.is_empty();
        let engine = if names_a_level {
            "Docker"
        } else {
            "Docker or containerd"
        };
        format!("{} asks with {engine}", machine.asker())
    });
    let reference = StoredValue::new(reference);
    view! {
        <section class="verdict" aria-labelledby="verdict-h">
            <p class="k">{asker}</p>
            <p class="vh" role="status">{move || in_one_sentence(&decision.read(), listed)}</p>
            <AgainstMessage decision=decision />
            {move || {
                let decision = decision.get();
                match &decision.last().outcome {
                    Outcome::NoMatch(no_match) => view! {
                        <NoMatchPanel
                            no_match=no_match.clone()
                            resolution=decision.last().clone()
                            subject=subject(inspection, &reference.get_value())
                            elsewhere=fitting_elsewhere(&decision, &rows.read())
                            inspection=inspection
                        />
                    }
                    .into_any(),
                    Outcome::Chosen { .. } => {
                        let path = decision.chosen_path();
                        let row = rows.read().iter().find(|row| Some(&row.path) == path.as_ref()).cloned();
                        let states_nothing = decision.last().chosen().is_some_and(states_nothing);
                        view! {
                            <Chosen
                                inspection=inspection
                                row=row
                                inner=decision.end().clone()
                                states_nothing=states_nothing
                                pinned_name=names_an_image(inspection).then(|| reference.get_value())
                                noun=listed.noun()
                            />
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
                decision.nested().is_some().then(|| view! {
                    <p class="v-help">"The entry is an index itself, so the engine chooses once more inside it. "{in_one_line(&steps(decision.last(), Listed::Index { n_attestations: 0 }))}</p>
                })
            }}
            {move || has_levels(decision.read().last()).then(|| view! {
                <p class="v-help">
                    "Docker adds the level of the processor, v1 to v4, to the question; plain containerd does not, and this is its answer. For Docker on a recent processor, choose "
                    <code>"linux/amd64/v3"</code> " as your machine."
                </p>
            })}
            <Disagreement offered=offered />
            <h3>"What it accepts, in order"</h3>
            {move || view! { <WishList resolution=decision.read().last().clone() noun=listed.noun() prefix=decision.read().prefix_of_last() /> }}
            <RuleSwitch />
        </section>
    }
}

/// For screen readers: the answer, whenever it changes.
fn in_one_sentence(decision: &Decision, listed: Listed) -> String {
    match decision.chosen_path() {
        Some(path) => format!(
            "{} gets {} {path}.",
            decision.resolution.host,
            listed.noun()
        ),
        None => format!("{} gets nothing.", decision.resolution.host),
    }
}

/// Whether a command with the reference in it would find the image: not for pastes and not for shipped samples.
fn names_an_image(inspection: Option<Inspection>) -> bool {
    inspection.is_none_or(|inspection| inspection.asks_a_registry())
}

fn subject(inspection: Option<Inspection>, reference: &Reference) -> Subject {
    match inspection {
        Some(inspection) if !inspection.can_read() => Subject::Pasted,
        _ if names_an_image(inspection) => Subject::Image(reference.clone()),
        _ => Subject::Sample(reference.clone()),
    }
}

fn states_nothing(candidate: &Candidate) -> bool {
    matches!(&candidate.verdict, Verdict::Chosen(matched) if matched.wish.is_none())
}

/// The host names no x86-64 level, and an entry does: then Docker and containerd answer differently.
fn has_levels(resolution: &Resolution) -> bool {
    let is_plain = resolution.host.architecture == "amd64" && resolution.host.variant.is_empty();
    let names_a_level = |candidate: &Candidate| {
        candidate.normalized.as_ref().is_some_and(|platform| {
            platform.architecture == "amd64" && !platform.variant.is_empty()
        })
    };
    is_plain && resolution.candidates.iter().any(names_a_level)
}

/// A row that would fit but that the engine never reaches: it looks into one nested index only.
fn fitting_elsewhere(decision: &Decision, rows: &[Row]) -> Option<Row> {
    decision.nested()?;
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
    inspection: Option<Inspection>,
    row: Option<Row>,
    /// Where the entry leads.
    inner: Inner,
    /// The entry states no platform.
    states_nothing: bool,
    /// The image, where a command can name it.
    pinned_name: Option<Reference>,
    /// `entry` or `row`.
    noun: &'static str,
) -> impl IntoView {
    let Some(row) = row else {
        return view! { <h2 id="verdict-h">"Looking into the chosen entry …"</h2> }.into_any();
    };
    match inner {
        Inner::OnItsWay => {
            let words = format!("Entry {} is an index itself; looking into it …", row.path);
            return view! { <h2 id="verdict-h">{words}</h2> }.into_any();
        }
        Inner::DeadEnd(why) => {
            let words = format!("Entry {} is picked, but it leads nowhere", row.path);
            let why = format!(
                "It is an index itself, and {why}. So what the machine would get is not known here."
            );
            return view! { <h2 id="verdict-h">{words}</h2><p>{why}</p> }.into_any();
        }
        Inner::Image | Inner::Index(_) => {}
    }
    let platform = row.platform.clone().unwrap_or_default();
    let normalized = platform.normalize();
    let ran = platform.clone();
    let class = format!("{} fam", family_class(&normalized.architecture));
    let build = match (platform.architecture.as_str(), platform.variant.as_str()) {
        _ if states_nothing => "which states no platform".to_owned(),
        (architecture, "") => format!("the {architecture} build"),
        (architecture, variant) => format!("the {architecture}/{variant} build"),
    };
    let digest = match &row.digest {
        RowDigest::Whole(digest) => Some(digest.clone()),
        _ => None,
    };
    let command = pinned_name
        .zip(digest.clone())
        .map(|(name, digest)| format!("docker pull {}", name.pinned(&digest).familiar()));
    let sizes = row.clone();
    let size = reactive(move || {
        let size = match inspection {
            Some(inspection) => size_of(&sizes, &inspection.objects.read(), false),
            None => size_of(&sizes, &Objects::default(), true),
        };
        size_words(&size)
    });
    view! {
        <h2 id="verdict-h">
            {format!("You get {noun} {}, ", row.path)}
            <span class=class>{build}</span>
        </h2>
        <p class="v-line">
            <PlatformBadge platform=platform />
            {digest.map(|digest| view! { <DigestChip digest=digest copy=true /> })}
        </p>
        <p>{size}</p>
        <RunLine image=ran />
        {states_nothing.then(|| view! {
            <p>"The engine takes it, then reads its config, and stops there if that is for another machine."</p>
        })}
        {command.map(|command| view! {
            <p class="v-cmd">
                <code>{command.clone()}</code>
                <CopyButton text=command label="Copy the command" quiet=true />
            </p>
        })}
    }
    .into_any()
}

/// Whether the machine really runs what was picked, which nobody looks at before.
#[component]
fn RunLine(
    /// The platform of the entry.
    image: Platform,
) -> impl IntoView {
    let machine = use_machine().machine;
    reactive(move || {
        let run = machine.read().known()?.run(&image);
        Some(match run {
            Run::Native => view! { <p class="v-run">{run.sentence()}</p> }.into_any(),
            Run::Emulated(_) | Run::Fails(_) | Run::Unknown(_) => view! {
                <p class="v-warn">
                    <Icon name=IconName::Step />
                    <span><b>"Picked, but: "</b> {run.sentence()}</span>
                </p>
            }
            .into_any(),
        })
    })
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
