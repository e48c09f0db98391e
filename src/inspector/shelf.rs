//! What ships with the site, fetched once when somebody looks: sample images and records.

use crate::net::{Failure, Record, SampleLibrary, load_records, load_samples};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;
use tagprism_core::Reference;

/// The site's own stock.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// Images with all their bytes.
    pub samples: RwSignal<Option<Result<Arc<SampleLibrary>, Failure>>>,
    /// Images of which only figures are known.
    pub records: RwSignal<Option<Result<Arc<Vec<Record>>, Failure>>>,
}

impl Shelf {
    /// The record of a reference, if there is one and the records are here.
    pub fn record_of(&self, reference: &Reference) -> Option<Record> {
        let records = self.records.get()?.ok()?;
        records
            .iter()
            .find(|record| record.is_about(reference))
            .cloned()
    }

    /// Fetches again what could not be had; what is here stays, since it never changes.
    pub fn refetch(&self) {
        let Self { samples, records } = *self;
        if !matches!(samples.get_untracked(), Some(Ok(_))) {
            spawn_local(async move { samples.set(Some(load_samples().await.map(Arc::new))) });
        }
        if !matches!(records.get_untracked(), Some(Ok(_))) {
            spawn_local(async move { records.set(Some(load_records().await.map(Arc::new))) });
        }
    }
}

/// Makes the stock available below.
pub fn provide_shelf() {
    let shelf = Shelf {
        samples: RwSignal::new(None),
        records: RwSignal::new(None),
    };
    shelf.refetch();
    provide_context(shelf);
}

/// The stock.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_shelf() -> Shelf {
    expect_context()
}
