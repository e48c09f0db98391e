//! Which row the machine gets: the resolver's answer, followed through nested indexes as an engine follows it.

use super::object::Object;
use std::sync::Arc;
use tagprism_core::{
    Digest, Resolution,
    document::{Body, Index},
    media_type::Kind,
    resolve,
    resolve::{Outcome, Question, Verdict},
};

/// The answer for one index, and for the nested index that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// This level's answer.
    pub resolution: Resolution,
    /// The answer inside the chosen entry, where that is an index that was read.
    pub nested: Option<Box<Decision>>,
    /// The chosen entry is an index that was not read yet, so the answer is not complete.
    pub is_pending: bool,
}

impl Decision {
    /// Decides for an index.
    pub fn of(
        index: &Index,
        question: &Question,
        loaded: &dyn Fn(&Digest) -> Option<Arc<Object>>,
    ) -> Self {
        Self::at_depth(index, question, loaded, 0)
    }

    fn at_depth(
        index: &Index,
        question: &Question,
        loaded: &dyn Fn(&Digest) -> Option<Arc<Object>>,
        depth: usize,
    ) -> Self {
        let resolution = resolve(&index.offers(), question);
        let chosen = match resolution.outcome {
            Outcome::Chosen { position } => index
                .entries
                .iter()
                .find(|entry| entry.position == position),
            Outcome::NoMatch(_) => None,
        };
        let nested = chosen
            .and_then(|entry| entry.descriptor())
            .filter(|descriptor| descriptor.media_type.kind() == Kind::Index && depth < 8);
        let object = nested.and_then(|descriptor| loaded(&descriptor.digest));
        let inner = match object
            .as_ref()
            .and_then(|it| it.trusted_document())
            .map(|it| &it.body)
        {
            Some(Body::Index(inner)) => {
                Some(Box::new(Self::at_depth(inner, question, loaded, depth + 1)))
            }
            _ => None,
        };
        let is_pending = match &inner {
            Some(inner) => inner.is_pending,
            None => nested.is_some(),
        };
        Self {
            resolution,
            nested: inner,
            is_pending,
        }
    }

    /// Decides where there are no nested indexes to follow.
    pub fn flat(resolution: Resolution) -> Self {
        Self {
            resolution,
            nested: None,
            is_pending: false,
        }
    }

    /// The row that the machine gets: `3`, or `3.1`.
    pub fn chosen_path(&self) -> Option<String> {
        let Outcome::Chosen { position } = self.resolution.outcome else {
            return None;
        };
        match &self.nested {
            None => Some(position.to_string()),
            Some(nested) => Some(format!("{position}.{}", nested.chosen_path()?)),
        }
    }

    /// The answer that ends the walk.
    pub fn last(&self) -> &Resolution {
        self.nested
            .as_ref()
            .map_or(&self.resolution, |nested| nested.last())
    }

    /// What the resolver says about a row. Rows inside an index that was not chosen have no verdict of their own.
    pub fn verdict(&self, path: &str) -> Option<&Verdict> {
        let (first, rest) = path
            .split_once('.')
            .map_or((path, None), |(first, rest)| (first, Some(rest)));
        let position: usize = first.parse().ok()?;
        match rest {
            None => {
                let candidates = &self.resolution.candidates;
                candidates
                    .iter()
                    .find(|candidate| candidate.position == position)
                    .map(|it| &it.verdict)
            }
            Some(rest) => {
                let is_chosen = self.resolution.outcome == Outcome::Chosen { position };
                self.nested.as_ref().filter(|_| is_chosen)?.verdict(rest)
            }
        }
    }
}
