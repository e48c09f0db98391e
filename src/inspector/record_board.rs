//! Who gets what of a recorded image: the board, told of figures that carry no bytes.

use super::figure_stage::use_figures;
use crate::{
    net::Record,
    ui::{Derived, view},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use tagprism_figures::record::day;

/// The board of a record.
#[component]
pub fn RecordBoard(
    /// The figures.
    record: Record,
) -> impl IntoView {
    let stage = use_figures().board;
    let known = Some(known_of(&record));
    stage.show(Derived::new(move || known.clone()));
    view! { <div id=stage.place class="board-stage"></div> }
}

/// The record in the form that the figure reads.
fn known_of(record: &Record) -> Value {
    let entries = record.entries.iter().map(|entry| {
        let platform = &entry.platform;
        json!({
            "platform": format!("{}/{}/{}", platform.os, platform.architecture, platform.variant),
            "osVersion": platform.os_version,
            "osFeatures": platform.os_features,
        })
    });
    json!({
        "reference": record.reference,
        "provenance": "record",
        "date": day(&record.date),
        "source": record.source.name,
        "url": record.source.url,
        "entries": entries.collect::<Vec<_>>(),
    })
}
