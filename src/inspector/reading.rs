//! An index being read: its rows, what the machine gets, and which documents are asked for, and when.

use super::{
    decision::Decision,
    deck::count_attestations,
    inspection::{Inspection, Want},
    listing::{Row, RowDigest, rows_of_index},
    lookup::{loaded, use_question},
    object::Object,
    story::Listed,
};
use leptos::prelude::*;
use tagprism_core::{
    Reference,
    document::{Body, Index, Role},
};

/// More manifests than this are read only when the reader unfolds their rows.
const MAX_UNASKED: usize = 64;

/// What the views of an index share.
#[derive(Clone, Copy)]
pub struct IndexReading {
    /// The table's rows; they grow as nested indexes arrive.
    pub rows: Memo<Vec<Row>>,
    /// What the machine gets.
    pub decision: Memo<Decision>,
    /// How many entries are attestations.
    pub listed: Listed,
    /// The registry counts manifests, so only the chosen one is read unasked.
    pub is_frugal: bool,
    index: StoredValue<Index>,
}

impl IndexReading {
    /// Begins to read an index; nothing where the root is something else.
    pub fn start(inspection: Inspection, reference: &Reference, root: &Object) -> Option<Self> {
        let Body::Index(index) = &root.trusted_document()?.body else {
            return None;
        };
        let listed = Listed::Index {
            n_attestations: count_attestations(index),
        };
        let index = StoredValue::new(index.clone());
        let question = use_question();
        let rows =
            Memo::new(move |_| index.with_value(|index| rows_of_index(index, &loaded(inspection))));
        let decision = Memo::new(move |_| {
            index.with_value(|index| Decision::of(index, &question.read(), &loaded(inspection)))
        });
        let is_frugal = inspection.asks_a_registry() && counts_every_manifest(reference);
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

    /// Asks for the manifest of every entry that is not an attestation.
    pub fn read_all(&self, inspection: Inspection) {
        self.index.with_value(|index| {
            let roles = index.roles();
            let wanted = index.entries.iter().zip(&roles).filter(|(_, role)| {
                matches!(role, Role::Image | Role::NestedIndex | Role::Artifact)
            });
            for (entry, _) in wanted.take(MAX_UNASKED) {
                if let Some(descriptor) = entry.descriptor() {
                    let named_by = format!("index, entry {}", entry.position);
                    inspection.ensure(Want::new(descriptor.clone(), named_by));
                }
            }
        });
    }

    /// The chosen entry's manifest and config are always read: verdict and receipt speak about them.
    fn read_chosen(self, inspection: Inspection) {
        Effect::new(move |_| {
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
                inspection.ensure(Want::new(config.clone(), "the manifest".to_owned()));
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

/// Docker Hub counts every manifest GET of a stranger as a pull, 100 in six hours for one address:
/// <https://docs.docker.com/docker-hub/usage/pulls/>.
fn counts_every_manifest(reference: &Reference) -> bool {
    reference.domain() == "docker.io"
}
