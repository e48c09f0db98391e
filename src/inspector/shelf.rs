//! What ships with the site, fetched once when somebody looks: sample images and records.

use crate::net::{Failure, Record, SampleLibrary, load_records, load_samples};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::Reference;

/// The site's own stock.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// Images with all their bytes.
    pub samples: LocalResource<Result<Arc<SampleLibrary>, Failure>>,
    /// Images of which only figures are known.
    pub records: LocalResource<Result<Arc<Vec<Record>>, Failure>>,
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
        if let Some(Err(_)) = self.samples.get_untracked() {
            self.samples.refetch();
        }
        if let Some(Err(_)) = self.records.get_untracked() {
            self.records.refetch();
        }
    }
}

/// Makes the stock available below.
pub fn provide_shelf() {
    provide_context(Shelf {
        samples: LocalResource::new(|| async { load_samples().await.map(Arc::new) }),
        records: LocalResource::new(|| async { load_records().await.map(Arc::new) }),
    });
}

/// The stock.
///
/// # Panics
///
/// Outside the app, which provides it.
pub fn use_shelf() -> Shelf {
    expect_context()
}
