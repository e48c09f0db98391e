//! An index being read: its rows, what the machine gets, and which documents are asked for, and when.

use super::{
    decision::Decision,
    deck::count_attestations,
    inspection::{Inspection, Want, is_worth_reading},
    listing::{Row, RowDigest, rows_of_index},
    lookup::{loaded, loads, use_question},
    object::Object,
    story::Listed,
};
use crate::ui::{Derived, effect};
use leptos::prelude::*;
use tagprism_core::document::{Body, Index};

/// More manifests than this are read only when the reader unfolds their rows.
pub const MAX_UNASKED: usize = 64;

/// What the views of an index share.
#[derive(Clone, Copy)]
pub struct IndexReading {
    /// The table's rows; they grow as nested indexes arrive.
    pub rows: Derived<Vec<Row>>,
    /// What the machine gets.
    pub decision: Derived<Decision>,
    /// How many entries are attestations.
    pub listed: Listed,
    /// The registry counts manifests, so only the chosen one is read unasked.
    pub is_frugal: bool,
    index: StoredValue<Index>,
}

impl IndexReading {
    /// Begins to read an index; nothing where the root is something else.
    pub fn start(inspection: Inspection, root: &Object) -> Option<Self> {
        let Body::Index(index) = &root.trusted_document()?.body else {
            return None;
        };
        let listed = Listed::Index {
            n_attestations: count_attestations(index),
        };
        let index = StoredValue::new(index.clone());
        let question = use_question();
        let rows = Derived::new(move || {
            index.with_value(|index| rows_of_index(index, &loaded(inspection)))
        });
        let decision = Derived::new(move || {
            index.with_value(|index| {
                Decision::of(
                    index,
                    &question.read(),
                    &loads(inspection),
                    inspection.can_read(),
                )
            })
        });
        let is_frugal = inspection.is_frugal();
        let reading = Self {
            rows,
            decision,
            listed,
            is_frugal,
            index,
        };
        if !is_frugal {
            reading.read_all(inspection);
        }
        reading.read_chosen(inspection);
        Some(reading)
    }

    /// Asks for the next manifests that nobody asked for yet, up to [`MAX_UNASKED`] of them.
    pub fn read_all(&self, inspection: Inspection) {
        let wanted: Vec<Want> = self.index.with_value(|index| {
            let roles = index.roles();
            let entries = index
                .entries
                .iter()
                .zip(&roles)
                .filter(|(_, role)| is_worth_reading(role));
            let wants = entries.filter_map(|(entry, _)| {
                let descriptor = entry.descriptor()?;
                let is_new = !inspection.was_asked_for(&descriptor.digest);
                is_new.then(|| {
                    Want::new(
                        descriptor.clone(),
                        format!("index, entry {}", entry.position),
                    )
                })
            });
            wants.take(MAX_UNASKED).collect()
        });
        for want in wanted {
            inspection.ensure(want);
        }
    }

    /// The chosen entry's manifest and config are always read: verdict and receipt speak about them.
    fn read_chosen(self, inspection: Inspection) {
        effect(move || {
            let Some(row) = self.chosen_row() else { return };
            let Some(descriptor) = &row.descriptor else {
                return;
            };
            inspection.ensure(Want::new(
                descriptor.clone(),
                format!("index, entry {}", row.path),
            ));
            let RowDigest::Whole(digest) = &row.digest else {
                return;
            };
            let object = inspection.object(digest);
            if let Some(Body::Manifest(manifest)) = object
                .as_ref()
                .and_then(|it| it.trusted_document())
                .map(|it| &it.body)
                && let Some(config) = &manifest.config
            {
                inspection.ensure(Want::new(
                    config.clone(),
                    format!("manifest of entry {}", row.path),
                ));
            }
        });
    }

    /// The row that the machine gets, or on the way there the index that leads to it.
    fn chosen_row(&self) -> Option<Row> {
        // An effect may run once more after its view is gone.
        let decision = self.decision.try_read()?;
        let first = decision.resolution.chosen()?.position.to_string();
        let path = decision.chosen_path().unwrap_or(first);
        self.rows
            .read()
            .iter()
            .find(|row| row.path == path)
            .cloned()
    }
}
