//! Loading one image: the root first, then manifests and configs as they are wanted, four at a time.
//!
//! An inspection outlives the view that opened it (see [`super::opened_lately`]), but not for ever: answers and effects
//! that come after its signals were disposed find nobody, so everything below reads and writes by `try_`.

use super::object::{Expected, Load, Object};
use super::objects::Objects;
use crate::net::{Failure, Received, Source, Via, read};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::VecDeque, sync::Arc};
use tagprism_core::{
    Descriptor, Digest, Reference,
    document::{Body, Role, Trail},
    media_type::Kind,
    reference::Target,
    registry::request::{Endpoint, Request},
};

const MAX_PARALLEL: usize = 4;

/// Below a root nobody needs more than this many documents; an index that names more was made to exhaust its readers.
const MAX_OBJECTS: usize = 400;

/// An object that somebody wants to see.
#[derive(Clone, Debug)]
pub struct Want {
    descriptor: Descriptor,
    named_by: String,
    trail: Trail,
}

impl Want {
    /// An object that a parent names.
    pub fn new(descriptor: Descriptor, named_by: String) -> Self {
        Self {
            descriptor,
            named_by,
            trail: Trail::default(),
        }
    }
}

/// One image being looked at.
#[derive(Clone, Copy)]
pub struct Inspection {
    /// What the reference names: an index, a manifest, or something else.
    pub root: RwSignal<Load>,
    /// Everything below it that was asked for, by digest.
    pub objects: RwSignal<Objects>,
    reference: StoredValue<Reference>,
    source: StoredValue<Option<Source>>,
    waiting: StoredValue<VecDeque<Want>>,
    active: StoredValue<usize>,
}

impl Inspection {
    /// Begins to read a reference from a source.
    pub fn open(source: Source, reference: Reference) -> Self {
        let inspection = Self::new(Load::Loading, reference.clone(), Some(source.clone()));
        spawn_local(async move {
            let request = Request::manifest(&reference);
            let expected = match reference.target() {
                Target::Digest(digest) => Some(Expected {
                    digest,
                    size: None,
                    named_by: "the reference".to_owned(),
                }),
                Target::Tag(_) => None,
            };
            let load = match read(&source, &reference, &request).await {
                Ok(received) => Load::Ready(Arc::new(Object::examine(received, expected, None))),
                Err(failure) => Load::Failed(failure),
            };
            let _ = inspection.root.try_set(load);
        });
        inspection
    }

    /// Shows text that the reader pasted. Nothing below it can be read: there is nobody to ask.
    pub fn of_paste(received: Received, reference: Reference) -> Self {
        let root = Load::Ready(Arc::new(Object::examine(received, None, None)));
        Self::new(root, reference, None)
    }

    fn new(root: Load, reference: Reference, source: Option<Source>) -> Self {
        Self {
            root: RwSignal::new(root),
            objects: RwSignal::new(Objects::default()),
            reference: StoredValue::new(reference),
            source: StoredValue::new(source),
            waiting: StoredValue::new(VecDeque::new()),
            active: StoredValue::new(0),
        }
    }

    /// Whether objects below the root can be asked for.
    pub fn can_read(&self) -> bool {
        self.source
            .try_with_value(Option::is_some)
            .unwrap_or_default()
    }

    /// Where its objects are read from, where they can be asked for.
    pub fn source(&self) -> Option<Source> {
        self.source.try_get_value().flatten()
    }

    /// Whether what is asked for comes from a registry, which may count it.
    pub fn asks_a_registry(&self) -> bool {
        self.source
            .try_with_value(|source| matches!(source, Some(Source::Registry(_))))
            .unwrap_or_default()
    }

    /// Whether manifests are read one by one, on demand. Docker Hub counts every manifest GET of a stranger as a pull, 100
    /// in six hours for one address: <https://docs.docker.com/docker-hub/usage/pulls/>.
    pub fn is_frugal(&self) -> bool {
        let is_hub = self
            .reference
            .try_with_value(|reference| reference.domain() == "docker.io");
        self.asks_a_registry() && is_hub.unwrap_or_default()
    }

    /// Asks for an object unless it was asked for before.
    pub fn ensure(&self, want: Want) {
        let digest = want.descriptor.digest.clone();
        if self.was_asked_for(&digest) || !self.can_read() {
            return;
        }
        let _ = self
            .objects
            .try_update(|objects| objects.insert(digest, Load::Loading));
        let _ = self
            .waiting
            .try_update_value(|waiting| waiting.push_back(want));
        self.start_next();
    }

    /// Asks for the config of a manifest that stands alone. An index has its chosen manifest and config read by whoever shows it.
    pub fn ensure_config(&self, root: &Object) {
        if let Some(Body::Manifest(manifest)) = root.trusted_document().map(|it| &it.body)
            && let Some(config) = &manifest.config
        {
            self.ensure(Want::new(config.clone(), "the manifest".to_owned()));
        }
    }

    /// Asks again for what failed.
    pub fn retry(&self, want: Want) {
        let _ = self
            .objects
            .try_update(|objects| objects.remove(&want.descriptor.digest));
        self.ensure(want);
    }

    /// Whether somebody asked for it, with whatever outcome.
    pub fn was_asked_for(&self, digest: &Digest) -> bool {
        self.objects
            .try_with_untracked(|objects| objects.get(digest).is_some())
            .unwrap_or(true)
    }

    /// The object of a digest, if it is here.
    pub fn object(&self, digest: &Digest) -> Option<Arc<Object>> {
        self.objects
            .try_with(|objects| objects.get(digest).and_then(|load| load.ready().cloned()))
            .flatten()
    }

    /// Whether the root could not be had.
    pub fn has_failed(&self) -> bool {
        self.root
            .try_with_untracked(|root| matches!(root, Load::Failed(_)))
            .unwrap_or(true)
    }

    fn start_next(self) {
        while self
            .active
            .try_get_value()
            .is_some_and(|active| active < MAX_PARALLEL)
        {
            let Some(want) = self.waiting.try_update_value(VecDeque::pop_front).flatten() else {
                return;
            };
            let _ = self.active.try_update_value(|active| *active += 1);
            spawn_local(async move {
                self.load(want).await;
                let _ = self.active.try_update_value(|active| *active -= 1);
                self.start_next();
            });
        }
    }

    async fn load(self, want: Want) {
        let Some((reference, source)) = self
            .reference
            .try_get_value()
            .zip(self.source.try_get_value().flatten())
        else {
            return;
        };
        let load = match fetch_wanted(&source, &reference, &want).await {
            Ok(object) => Load::Ready(object),
            Err(failure) => Load::Failed(failure),
        };
        let object = load.ready().cloned();
        let digest = want.descriptor.digest.clone();
        let arrived = self
            .objects
            .try_update(|objects| objects.insert(digest, load));
        if let (Some(_), Some(object)) = (arrived, object) {
            self.descend(&object, &want);
        }
    }

    /// Follows a nested index one level down, as deep as the guard allows and no further than a reader can look.
    fn descend(self, object: &Object, want: &Want) {
        if self.is_frugal() {
            return;
        }
        let Some(Body::Index(index)) = object.trusted_document().map(|document| &document.body)
        else {
            return;
        };
        let Ok(trail) = want.trail.descend(&want.descriptor.digest) else {
            return;
        };
        let n_known = self
            .objects
            .try_with_untracked(Objects::len)
            .unwrap_or(MAX_OBJECTS);
        let roles = index.roles();
        let wanted = index
            .entries
            .iter()
            .zip(&roles)
            .filter(|(_, role)| is_worth_reading(role));
        for (entry, _) in wanted.take(MAX_OBJECTS.saturating_sub(n_known)) {
            if let Some(descriptor) = entry.descriptor() {
                let named_by = format!("{}.{}", want.named_by, entry.position);
                self.ensure(Want {
                    descriptor: descriptor.clone(),
                    named_by,
                    trail: trail.clone(),
                });
            }
        }
    }
}

/// Whether an entry's manifest tells something about a machine. Attestations wait until somebody asks.
pub fn is_worth_reading(role: &Role) -> bool {
    matches!(role, Role::Image | Role::NestedIndex | Role::Artifact)
}

async fn fetch_wanted(
    source: &Source,
    reference: &Reference,
    want: &Want,
) -> Result<Arc<Object>, Failure> {
    let descriptor = &want.descriptor;
    let expected = Expected {
        digest: descriptor.digest.clone(),
        size: descriptor.stated_size(),
        named_by: want.named_by.clone(),
    };
    let media_type = Some(descriptor.media_type.clone());
    let received = match inline(descriptor) {
        Some(received) => received,
        None => {
            let endpoint = match descriptor.media_type.kind() {
                Kind::Index | Kind::Manifest | Kind::ArtifactManifest | Kind::Schema1 => {
                    Endpoint::Manifest(Target::Digest(descriptor.digest.clone()))
                }
                _ => Endpoint::Blob(descriptor.digest.clone()),
            };
            let request = Request {
                repository: reference.path().clone(),
                endpoint,
            };
            read(source, reference, &request).await?
        }
    };
    Ok(Arc::new(Object::examine(
        received,
        Some(expected),
        media_type,
    )))
}

/// A descriptor may carry its content; then nobody needs to be asked.
fn inline(descriptor: &Descriptor) -> Option<Received> {
    let data = descriptor.data.as_ref()?;
    Some(Received::unlabelled(data.as_slice(), Via::Inline))
}
