//! An index: the table of its platforms, and beside it what the machine gets.

use super::{
    checkup_view::CheckUp,
    decision::Decision,
    inspection::Inspection,
    listing::{MAX_ROWS, Row},
    object::Object,
    objects::Objects,
    platform_row::PlatformRow,
    reading::{IndexReading, MAX_UNASKED},
    receipt::IndexReceipt,
    sizes::{Size, Sizes, size_of, times},
    verdict_panel::VerdictPanel,
};
use crate::ui::{Derived, markup::reactive, view};
use crate::{
    browser::focus,
    navigation::use_navigation,
    ui::{SizeAxis, nice_scale},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{Reference, checkup::Checkup, document::Body};

/// The id of the table.
const TABLE: &str = "platform-table";

/// Rows that are drawn before the reader asks for all: a very long table is slow to make, and to take away again.
const DRAWN_UNASKED: usize = 100;

/// An image index.
#[component]
pub fn IndexView(
    inspection: Inspection,
    reading: IndexReading,
    reference: Reference,
    object: Arc<Object>,
    checkup: Derived<Checkup>,
) -> impl IntoView {
    let IndexReading {
        rows,
        decision,
        listed,
        ..
    } = reading;
    let offered = match object.trusted_document().map(|document| &document.body) {
        Some(Body::Index(index)) => index.offered(),
        _ => Vec::new(),
    };
    view! {
        <div class="split">
            <VerdictPanel
                inspection=Some(inspection)
                reference=reference.clone()
                rows=rows
                decision=decision
                listed=listed
                offered=offered
            />
            <section class="platforms" aria-label="Platforms">
                <PlatformTable
                    inspection=Some(inspection)
                    rows=rows
                    decision=decision
                    reference=reference.clone()
                    caption=format!("Platforms of {}", reference.familiar())
                />
                <ReadRest inspection=inspection reading=reading />
            </section>
        </div>
        <IndexReceipt inspection=inspection reference=reference root=Arc::clone(&object) rows=rows decision=decision />
        <CheckUp checkup=checkup />
    }
}

/// The table itself, for an index as for a record.
#[component]
pub fn PlatformTable(
    /// What loads the rows' documents; a record has none.
    inspection: Option<Inspection>,
    rows: Derived<Vec<Row>>,
    decision: Derived<Decision>,
    reference: Reference,
    /// For screen readers.
    caption: String,
) -> impl IntoView {
    let url = use_navigation().url;
    let open_row = Derived::new(move || url.read().open.clone());
    let sizes = Derived::new(move || {
        let mut sizes = Sizes::default();
        for row in rows.read().iter() {
            let size = match inspection {
                Some(inspection) => size_of(row, &inspection.objects.read(), false),
                None => size_of(row, &Objects::default(), true),
            };
            sizes.insert(row.path.clone(), size);
        }
        sizes
    });
    let scale = Derived::new(move || {
        nice_scale(
            sizes
                .read()
                .values()
                .filter_map(Size::total)
                .max()
                .unwrap_or(0),
        )
    });
    let first = Derived::new(move || {
        rows.read().iter().find_map(|row| {
            let name = row.platform.as_ref()?.short();
            Some((name, sizes.read().get(&row.path)?.total()?))
        })
    });
    let has_attestations =
        Derived::new(move || rows.read().iter().any(|row| !row.attestations.is_empty()));
    let versus = reactive(move || {
        first.get().map_or_else(String::new, |(name, _)| {
            format!(
                "vs {}",
                name.rsplit_once("linux/")
                    .map_or(name.as_str(), |(_, rest)| rest)
            )
        })
    });
    let is_whole = RwSignal::new(false);
    let drawn = Derived::new(move || {
        let chosen = decision.read().chosen_path();
        let open = open_row.get();
        let mut n_drawn = 0;
        let is_drawn = |row: &Row| {
            n_drawn += 1;
            let path = Some(&row.path);
            n_drawn <= DRAWN_UNASKED || path == chosen.as_ref() || path == open.as_ref()
        };
        let mut drawn: Vec<Row> = rows.get();
        if !is_whole.get() {
            drawn.retain(is_drawn);
        }
        drawn
    });
    // The button goes away with what it says.
    let draw_all = move |_| {
        is_whole.set(true);
        focus::focus_id(TABLE);
    };
    let n_more = Derived::new(move || rows.read().len() - drawn.read().len());
    view! {
        <table id=TABLE class="tbl ptable" tabindex="-1">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col" class="c-n">"#"</th>
                    <th scope="col">"Platform"</th>
                    <th scope="col" class="c-bar">
                        "Compressed layers"
                        {move || view! { <SizeAxis scale_bytes=scale.get() /> }}
                    </th>
                    <th scope="col" class="c-s">"Bytes"</th>
                    <th scope="col" class="c-s c-pc">{versus}</th>
                    <th scope="col">"Manifest"</th>
                    <th scope="col" class="c-att">{move || has_attestations.get().then_some("Attested")}</th>
                    <th scope="col" class="c-o">"Your machine"</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || drawn.get() key=|row| (row.path.clone(), row.digest_text()) let:row>
                    <PlatformRow
                        inspection=inspection
                        row=row
                        sizes=sizes
                        scale=scale
                        first=first
                        decision=decision
                        reference=reference.clone()
                    />
                </For>
            </tbody>
        </table>
        {move || (n_more.get() > 0).then(|| view! {
            <p class="tnote">
                {format!("{} more entries are not drawn. ", n_more.get())}
                <button class="btn" type="button" on:click=draw_all>"Draw all"</button>
            </p>
        })}
        {move || rows.read().is_empty().then(|| view! {
            <p class="tnote">"This index is empty: the tag has no image for any platform."</p>
        })}
        {move || (rows.read().len() >= MAX_ROWS).then(|| view! {
            <p class="tnote">{format!("Only the first {MAX_ROWS} rows are drawn. The exact bytes have all of them.")}</p>
        })}
        <SpreadNote sizes=sizes />
    }
}

/// The line below the table: what the bars show, and how far apart the sizes are.
#[component]
fn SpreadNote(sizes: Derived<Sizes>) -> impl IntoView {
    reactive(move || {
        let sizes = sizes.read();
        let totals: Vec<u64> = sizes
            .values()
            .filter_map(Size::total)
            .filter(|total| *total > 0)
            .collect();
        let (least, most) = (*totals.iter().min()?, *totals.iter().max()?);
        let n_missing = sizes
            .values()
            .filter(|size| matches!(size, Size::Failed(_) | Size::Tampered))
            .count();
        let spread = (totals.len() > 1).then(|| {
            let times = times(most, least).unwrap_or_default();
            format!(" Largest to smallest: {times} times.")
        });
        Some(view! {
            <p class="tnote">
                <svg class="key" viewBox="0 0 40 12" aria-hidden="true">
                    <rect class="sb-b" y="1" width="20" height="10"></rect>
                    <rect class="sb-a" x="20" y="1" width="20" height="10"></rect>
                </svg>
                " first layer, then the others. Each distinct layer counts once, as it is downloaded."
                {spread}
                {(n_missing > 0).then(|| format!(" {n_missing} could not be read; the other rows do not depend on it."))}
            </p>
        })
    })
}

/// Manifests that wait for a word from the reader: Docker Hub counts them, and a very large index has too many.
#[component]
fn ReadRest(inspection: Inspection, reading: IndexReading) -> impl IntoView {
    let n_unread = Derived::new(move || {
        let objects = inspection.objects.read();
        let rows = reading.rows.read();
        rows.iter()
            .filter(|row| size_of(row, &objects, false) == Size::NotRead)
            .count()
    });
    let why = if reading.is_frugal {
        "Docker Hub counts every manifest that it serves as a pull, and strangers share a small allowance, so not all were read. "
    } else {
        "This index is very long, so not all manifests were read. "
    };
    reactive(move || {
        (n_unread.get() > 0 && inspection.can_read()).then(|| view! {
            <p class="tnote">
                {why}
                <button class="btn" type="button" on:click=move |_| reading.read_all(inspection)>
                    {move || format!("Read {} more", n_unread.get().min(MAX_UNASKED))}
                </button>
            </p>
        })
    })
}
