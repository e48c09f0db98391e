//! One row of the platform table, and the fold under it.

use super::{
    decision::{Decision, RowVerdict},
    failure_story::tell,
    inspection::{Inspection, Want},
    listing::{Row, RowDigest},
    row_detail::RowDetail,
    sizes::{Size, Sizes, against},
    story::short_verdict,
};
use crate::ui::{Derived, view};
use crate::{
    navigation::use_navigation,
    ui::{DigestChip, Icon, IconName, Outcome, OutcomeKind, PlatformBadge, SizeBar, family_class},
};
use leptos::prelude::*;
use tagprism_core::{Platform, Reference, document::Role, resolve::Verdict, size::ByteSize};

/// A row, and below it its layers while it is unfolded.
#[component]
pub fn PlatformRow(
    inspection: Option<Inspection>,
    row: Row,
    sizes: Derived<Sizes>,
    scale: Derived<u64>,
    /// The platform that the others are compared with, and its total.
    first: Derived<Option<(String, u64)>>,
    decision: Derived<Decision>,
    reference: Reference,
) -> impl IntoView {
    let navigation = use_navigation();
    let row = StoredValue::new(row);
    let path = row.with_value(|row| row.path.clone());
    let size = {
        let path = path.clone();
        Derived::new(move || sizes.read().get(&path).cloned().unwrap_or(Size::NotRead))
    };
    let is_index = row.with_value(|row| row.role == Role::NestedIndex);
    let verdict = {
        let path = path.clone();
        Derived::new(move || match decision.read().verdict(&path) {
            // An index that would do is not a platform that would do: the engine never opens it.
            Some(RowVerdict::Entry(Verdict::Acceptable(_))) if is_index => {
                Some(RowVerdict::NeverSeen)
            }
            verdict => verdict,
        })
    };
    let is_you = {
        let path = path.clone();
        Derived::new(move || decision.read().chosen_path().as_deref() == Some(&path))
    };
    let is_open = {
        let path = path.clone();
        Derived::new(move || navigation.url.read().open.as_deref() == Some(&path))
    };
    let toggle = move |_| {
        let path = row.with_value(|row| row.path.clone());
        navigation.replace(|url| url.open = (url.open.as_deref() != Some(&path)).then_some(path));
    };
    let unfold = move |_| {
        let path = row.with_value(|row| row.path.clone());
        navigation.replace(|url| url.open = Some(path));
    };
    let level = row.with_value(|row| (row.depth + 1).min(4).to_string());
    let name = row.with_value(Row::name);
    let (named, detail_id) = (name.clone(), format!("entry-{}", path.replace('.', "-")));
    let controls = detail_id.clone();
    view! {
        <tr class="p-row" class:is-you=move || is_you.get() data-level=level data-entry=path.clone()>
            <td class="c-n">{path.clone()}</td>
            <th scope="row">
                <button
                    class="tw"
                    type="button"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=move || is_open.get().then(|| controls.clone())
                    aria-label=move || if is_open.get() { format!("Fold {named}") } else { format!("Unfold {named}") }
                    on:click=toggle
                >
                    {move || view! { <Icon name=if is_open.get() { IconName::Open } else { IconName::Shut } /> }}
                </button>
                {row.with_value(what)}
                {move || is_you.get().then(|| view! { <span class="youtag">"you"</span> })}
            </th>
            <td class="c-bar">{move || bar(&size.read(), scale.get(), row)}</td>
            <td class="c-s">{move || bytes(&size.read(), inspection, row, &reference)}</td>
            <td class="c-s c-pc">{move || Some(against(size.read().total()?, first.get()?.1))}</td>
            <td class="c-d">{row.with_value(manifest)}</td>
            <td class="c-att">{row.with_value(|row| attested(row, is_open, unfold))}</td>
            <td class="c-o">{move || verdict.get().map(|verdict| view! { <VerdictWords verdict=verdict /> })}</td>
        </tr>
        {move || is_open.get().then(|| view! {
            <RowDetail inspection=inspection row=row verdict=verdict id=detail_id.clone() />
        })}
    }
}

/// The verdict in two or three words, with its sign.
#[component]
fn VerdictWords(verdict: RowVerdict) -> impl IntoView {
    let (kind, words) = match &verdict {
        RowVerdict::Entry(verdict) => {
            let kind = match verdict {
                Verdict::Chosen(_) => OutcomeKind::Good,
                Verdict::Acceptable(_) => OutcomeKind::Step,
                Verdict::Refused(_) => OutcomeKind::Refused,
            };
            (kind, short_verdict(verdict))
        }
        RowVerdict::LookedInto { has_match: true } => (OutcomeKind::Step, "looked into".to_owned()),
        RowVerdict::LookedInto { has_match: false } => {
            (OutcomeKind::Bad, "nothing inside fits".to_owned())
        }
        RowVerdict::NeverSeen => (OutcomeKind::Refused, "never looked at".to_owned()),
    };
    view! { <Outcome kind=kind>{words}</Outcome> }
}

/// What the entry is: a platform, or what stands in for one.
fn what(row: &Row) -> AnyView {
    let platform = row
        .platform
        .clone()
        .filter(|platform| !platform.is_unstated());
    match (&row.role, platform) {
        (Role::NestedIndex, platform) => view! {
            <span class="plat"><span>"an index inside"</span></span>
            {platform.map(|platform| view! { " " <PlatformBadge platform=platform /> })}
        }
        .into_any(),
        (Role::Attestation { .. }, _) => {
            view! { <span class="plat p-other"><span>"attestation of an image that is not in this index"</span></span> }.into_any()
        }
        (Role::Artifact, None) => {
            let kind = row.descriptor.as_ref().and_then(|it| it.artifact_type.clone());
            let kind = kind.map_or_else(|| "artifact".to_owned(), |kind| kind.describe());
            view! { <span class="plat p-other"><span>{kind}</span></span> }.into_any()
        }
        (Role::Unusable, _) => {
            view! { <PlatformBadge platform=Platform::new("unknown", "unknown", "") /> }.into_any()
        }
        (Role::Broken, None) => view! { <span class="plat p-other"><span>"unreadable entry"</span></span> }.into_any(),
        (_, platform) => view! { <PlatformBadge platform=platform.unwrap_or_default() /> }.into_any(),
    }
}

fn bar(size: &Size, scale: u64, row: StoredValue<Row>) -> Option<AnyView> {
    let family = row.with_value(|row| {
        row.platform.as_ref().map_or("p-other", |it| {
            let it = it.normalize();
            family_class(&it.architecture)
        })
    });
    let (base, rest) = match size {
        Size::Known { base, rest } => (*base, *rest),
        Size::Rounded(total) => (0, *total),
        _ => return None,
    };
    Some(
        view! { <SizeBar base_bytes=base rest_bytes=rest scale_bytes=scale family=family /> }
            .into_any(),
    )
}

fn bytes(
    size: &Size,
    inspection: Option<Inspection>,
    row: StoredValue<Row>,
    reference: &Reference,
) -> AnyView {
    let say = |words: &'static str| view! { <span class="p-say">{words}</span> }.into_any();
    match size {
        Size::Known { base, rest } => ByteSize(base.saturating_add(*rest)).grouped().into_any(),
        Size::Rounded(total) => format!("about {}", ByteSize(*total).human()).into_any(),
        Size::NotRead => say("not read"),
        Size::Reading => say("reading …"),
        Size::NotApplicable => say(""),
        Size::NotRecorded => say("not recorded"),
        Size::Tampered => {
            view! { <Outcome kind=OutcomeKind::Bad>"wrong bytes"</Outcome> }.into_any()
        }
        Size::Failed(failure) => {
            // The child was asked for by its digest, not by the tag.
            let asked = match row.with_value(|row| row.digest.clone()) {
                RowDigest::Whole(digest) => reference.pinned(&digest),
                _ => reference.clone(),
            };
            let why = tell(failure, &asked).title;
            let again = move |_| {
                if let (Some(inspection), Some(descriptor)) =
                    (inspection, row.with_value(|row| row.descriptor.clone()))
                {
                    let named_by = row.with_value(|row| format!("index, entry {}", row.path));
                    inspection.retry(Want::new(descriptor, named_by));
                }
            };
            view! {
                <button class="fold" type="button" title=why on:click=again>
                    <Outcome kind=OutcomeKind::Bad>"not read, try again"</Outcome>
                </button>
            }
            .into_any()
        }
    }
}

/// A sign for the attestations that are folded under the row.
fn attested(
    row: &Row,
    is_open: Derived<bool>,
    unfold: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> Option<AnyView> {
    let first = row.attestations.first()?;
    let more = row.attestations.len().saturating_sub(1);
    let words = if more == 0 {
        format!("by {}", first.position)
    } else {
        format!("by {} and {more} more", first.position)
    };
    Some(
        view! {
            <button class="fold" type="button" aria-expanded=move || is_open.get().to_string() on:click=unfold>
                <svg class="glyph g-att" aria-hidden="true"><use href="#g-att"></use></svg>
                <span class="vh">{format!("Entry {} attested ", row.path)}</span>
                {words}
            </button>
        }
        .into_any(),
    )
}

fn manifest(row: &Row) -> AnyView {
    match &row.digest {
        RowDigest::Whole(digest) => view! { <DigestChip digest=digest.clone() copy=true /> }.into_any(),
        RowDigest::Prefix(prefix) => {
            view! { <code class="why" title="The source gives only these digits">{format!("{prefix}…")}</code> }.into_any()
        }
        RowDigest::Unreadable(text) => view! { <code class="p-say is-bad">{text.clone()}</code> }.into_any(),
        RowDigest::Absent => view! { <span class="p-say">"not recorded"</span> }.into_any(),
    }
}
