//! Reads that several views share: the question that is asked, and which objects are here.

use super::{inspection::Inspection, object::Object};
use crate::{machine::use_machine, navigation::use_navigation};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Digest,
    resolve::{Question, RuleSet},
};

/// What the resolver is asked: the shared machine, by the rule in the address.
pub fn use_question() -> Memo<Question> {
    let machine = use_machine().machine;
    let url = use_navigation().url;
    Memo::new(move |_| Question {
        host: machine.read().platform.clone(),
        policy: url.read().policy,
        rules: RuleSet::default(),
    })
}

/// Looks objects up; reading it tracks what arrives.
pub fn loaded(inspection: Inspection) -> impl Fn(&Digest) -> Option<Arc<Object>> {
    move |digest| inspection.object(digest)
}
