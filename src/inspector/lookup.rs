//! Reads that several views share: the question that is asked, and which objects are here.

use super::{
    inspection::Inspection,
    object::{Load, Object},
};
use crate::ui::Derived;
use crate::{machine::use_machine, navigation::use_navigation};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Digest, Document,
    resolve::{Question, RuleSet},
};

/// What the resolver is asked: the shared machine, by the rule in the address.
pub fn use_question() -> Derived<Question> {
    let machine = use_machine().machine;
    let url = use_navigation().url;
    Derived::new(move || Question {
        host: machine.read().platform.clone(),
        policy: url.read().policy,
        rules: RuleSet::default(),
    })
}

/// Looks objects up; reading it tracks what arrives.
pub fn loaded(inspection: Inspection) -> impl Fn(&Digest) -> Option<Arc<Object>> {
    move |digest| inspection.object(digest)
}

/// Looks up where loads stand; reading it tracks what arrives.
pub fn loads(inspection: Inspection) -> impl Fn(&Digest) -> Option<Load> {
    move |digest| {
        inspection
            .objects
            .try_with(|objects| objects.get(digest).cloned())
            .flatten()
    }
}

/// Everything below the root that is here; reading it tracks what arrives.
pub fn here(inspection: Inspection) -> Vec<Arc<Object>> {
    let ready = inspection.objects.try_with(|objects| {
        let loads = objects.iter().map(|(_, load)| load);
        loads.filter_map(|load| load.ready().cloned()).collect()
    });
    ready.unwrap_or_default()
}

/// The document of a digest among those that are here.
pub fn document_in<'h>(here: &'h [Arc<Object>], digest: &str) -> Option<&'h Document> {
    let mut found = here.iter().filter(|it| it.computed.as_str() == digest);
    found.next()?.trusted_document()
}

/// An object that was looked up. Another one is another reading of it, not other bytes.
pub struct Found(pub Option<Arc<Object>>);

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_some() == other.is_some(),
        }
    }
}

/// The object of one digest; what depends on it is told when this one arrives, not when any other does.
pub fn use_object(inspection: Inspection, digest: Digest) -> Derived<Found> {
    Derived::new(move || Found(inspection.object(&digest)))
}
