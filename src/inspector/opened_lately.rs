//! Images that were opened lately. Going back shows them at once and asks nobody again: a registry counts requests, and
//! what the reader saw should not change under the back button.

use super::inspection::Inspection;
use crate::{net::Source, url::Origin};
use leptos::prelude::*;
use std::collections::VecDeque;
use tagprism_core::Reference;

/// Enough for going back and forth; an inspection holds some kilobytes per platform.
const MAX_KEPT: usize = 12;

/// What makes two inspections the same.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    reference: Reference,
    origin: Origin,
    /// The way to the registry: another proxy is another answer.
    way: String,
}

struct Kept {
    key: Key,
    inspection: Inspection,
    /// Disposes the signals of the inspection when it is let go.
    owner: Owner,
}

/// The kept inspections, the latest last.
#[derive(Clone, Copy)]
pub struct OpenedLately {
    kept: StoredValue<VecDeque<Kept>, LocalStorage>,
    root: StoredValue<Owner>,
}

impl OpenedLately {
    /// The inspection of a reference: a kept one, or one that begins to read now.
    pub fn open(&self, source: Source, reference: Reference, origin: Origin) -> Inspection {
        let way = match &source {
            Source::Registry(access) => format!("{access:?}"),
            Source::Samples(_) => String::new(),
        };
        let key = Key {
            reference: reference.clone(),
            origin,
            way,
        };
        self.kept
            .try_update_value(|kept| {
                if let Some(at) = kept.iter().position(|it| it.key == key)
                    && let Some(found) = kept.remove(at)
                {
                    let inspection = found.inspection;
                    if !inspection.has_failed() {
                        kept.push_back(found);
                        return inspection;
                    }
                    found.owner.cleanup();
                }
                let owner = self.root.get_value().with(Owner::new);
                let inspection = owner.with(|| Inspection::open(source, reference));
                kept.push_back(Kept {
                    key,
                    inspection,
                    owner,
                });
                if kept.len() > MAX_KEPT
                    && let Some(oldest) = kept.pop_front()
                {
                    oldest.owner.cleanup();
                }
                inspection
            })
            .expect("the app keeps this value for as long as it runs")
    }

    /// Lets a reference go, so that the next opening asks anew.
    pub fn forget(&self, reference: &Reference, origin: Origin) {
        self.kept.update_value(|kept| {
            kept.retain(|it| it.key.reference != *reference || it.key.origin != origin);
        });
    }
}

/// Makes the kept inspections available below.
pub fn provide_opened_lately() {
    let root = Owner::current().expect("components run inside an owner");
    provide_context(OpenedLately {
        kept: StoredValue::new_local(VecDeque::new()),
        root: StoredValue::new(root),
    });
}

/// The kept inspections.
///
/// # Panics
///
/// Outside the app, which provides them.
pub fn use_opened_lately() -> OpenedLately {
    expect_context()
}
