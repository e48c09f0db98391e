//! Which row the machine gets: the resolver's answer, followed through nested indexes as an engine follows it.

use super::object::Load;
use tagprism_core::{
    Digest, Resolution,
    document::{Body, Index, Trail, TrailError},
    media_type::Kind,
    resolve,
    resolve::{Outcome, Question, Verdict},
};

/// The answer for one index, and for the nested index that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// This level's answer.
    pub resolution: Resolution,
    /// Where the chosen entry leads.
    pub inner: Inner,
}

/// Where a chosen entry leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inner {
    /// To an image: the walk ends here.
    Image,
    /// To an index that was read.
    Index(Box<Decision>),
    /// To an index that is on its way, or that nobody asked for yet.
    OnItsWay,
    /// To an index that cannot be read; the sentence says why.
    DeadEnd(&'static str),
}

/// What is loaded, by digest.
pub type Loads<'a> = &'a dyn Fn(&Digest) -> Option<Load>;

impl Decision {
    /// Decides for an index. `can_read` says whether what is not here can still arrive.
    pub fn of(index: &Index, question: &Question, loads: Loads<'_>, can_read: bool) -> Self {
        Self::on_trail(index, question, loads, can_read, &Trail::default())
    }

    fn on_trail(
        index: &Index,
        question: &Question,
        loads: Loads<'_>,
        can_read: bool,
        trail: &Trail,
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
            .filter(|descriptor| descriptor.media_type.kind() == Kind::Index);
        let inner = match nested {
            None => Inner::Image,
            Some(descriptor) => {
                match (trail.descend(&descriptor.digest), loads(&descriptor.digest)) {
                    (Err(TrailError::Cycle(_)), _) => Inner::DeadEnd("it names itself again"),
                    (Err(TrailError::TooDeep(_)), _) => {
                        Inner::DeadEnd("indexes are nested too deeply")
                    }
                    (Ok(_), Some(Load::Failed(_))) => Inner::DeadEnd("it could not be read"),
                    (Ok(_), None) if !can_read => Inner::DeadEnd("there is nobody to ask for it"),
                    (Ok(_), None | Some(Load::Loading)) => Inner::OnItsWay,
                    (Ok(trail), Some(Load::Ready(object))) => {
                        match object.trusted_document().map(|it| &it.body) {
                            Some(Body::Index(inner)) => Inner::Index(Box::new(Self::on_trail(
                                inner, question, loads, can_read, &trail,
                            ))),
                            _ if object.is_tampered() => {
                                Inner::DeadEnd("its bytes are not the promised ones")
                            }
                            _ => Inner::DeadEnd("it is no index, though the entry says so"),
                        }
                    }
                }
            }
        };
        Self { resolution, inner }
    }

    /// Decides where there are no nested indexes to follow.
    pub fn flat(resolution: Resolution) -> Self {
        Self {
            resolution,
            inner: Inner::Image,
        }
    }

    /// The answer inside the chosen entry.
    pub fn nested(&self) -> Option<&Self> {
        match &self.inner {
            Inner::Index(nested) => Some(nested),
            Inner::Image | Inner::OnItsWay | Inner::DeadEnd(_) => None,
        }
    }

    /// The row that the machine gets, or the last one on the way there: `3`, or `3.1`.
    pub fn chosen_path(&self) -> Option<String> {
        let Outcome::Chosen { position } = self.resolution.outcome else {
            return None;
        };
        match self.nested() {
            None => Some(position.to_string()),
            Some(nested) => Some(format!("{position}.{}", nested.chosen_path()?)),
        }
    }

    /// The answer that ends the walk.
    pub fn last(&self) -> &Resolution {
        self.last_decision().0
    }

    /// Where the walk ended.
    pub fn end(&self) -> &Inner {
        self.last_decision().1
    }

    fn last_decision(&self) -> (&Resolution, &Inner) {
        match &self.inner {
            Inner::Index(nested) => nested.last_decision(),
            inner => (&self.resolution, inner),
        }
    }

    /// What a row is told about itself.
    pub fn verdict(&self, path: &str) -> Option<RowVerdict> {
        let (first, rest) = path
            .split_once('.')
            .map_or((path, None), |(first, rest)| (first, Some(rest)));
        let position: usize = first.parse().ok()?;
        // Entries are numbered from one in index order, and every entry has a candidate.
        let candidate = self.resolution.candidates.get(position.checked_sub(1)?)?;
        let is_chosen = self.resolution.outcome == Outcome::Chosen { position };
        match (rest, &self.inner) {
            (Some(rest), Inner::Index(nested)) if is_chosen => nested.verdict(rest),
            (Some(_), _) => Some(RowVerdict::NeverSeen),
            (None, Inner::Index(nested)) if is_chosen => Some(RowVerdict::LookedInto {
                has_match: nested.chosen_path().is_some(),
            }),
            (None, _) => Some(RowVerdict::Entry(candidate.verdict.clone())),
        }
    }

    /// What stands before the numbers of the entries that the walk ended among: `1.` inside entry 1.
    pub fn prefix_of_last(&self) -> String {
        match (self.nested(), &self.resolution.outcome) {
            (Some(nested), Outcome::Chosen { position }) => {
                format!("{position}.{}", nested.prefix_of_last())
            }
            _ => String::new(),
        }
    }
}

/// What a row is told about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowVerdict {
    /// The resolver's verdict on the entry.
    Entry(Verdict),
    /// The entry is an index, and the engine chose inside it.
    LookedInto {
        /// Whether it found something there.
        has_match: bool,
    },
    /// The row stands in an index that the engine does not look into.
    NeverSeen,
}
