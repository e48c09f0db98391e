//! Reads the images of a stack: three at a time, stoppable, and nothing below an index unasked.

use super::asked::Asked;
use crate::inspector::{
    access::AccessContext,
    failure_story,
    inspection::{Inspection, Want},
    object::{Load, Object},
    shelf::Shelf,
};
use crate::{
    net::{Access, Source},
    ui::effect,
};
use leptos::prelude::*;
use tagprism_core::{
    Digest, Reference,
    clients::Offered,
    document::{Body, Index},
};
use tagprism_figures::stack::image::{Known, Stack, StackImage};

/// Roots that are read at once.
const MAX_PARALLEL: usize = 3;

/// An image of the stack.
#[derive(Clone)]
struct Slot {
    asked: Asked,
    /// None before its turn.
    inspection: Option<Inspection>,
    /// What was found about other tags.
    alternatives: String,
}

/// How far it got.
pub struct Progress {
    /// Images.
    pub n_all: usize,
    /// Images that are here or failed.
    pub n_done: usize,
    /// Documents that registries were asked for.
    pub n_asked: usize,
    /// Those of them that Docker Hub counts as pulls.
    pub n_counted: usize,
    /// Whether the reader stopped it.
    pub is_stopped: bool,
}

impl Progress {
    /// What it cost.
    pub fn cost_in_words(&self) -> String {
        match (self.n_asked, self.n_counted) {
            (0, _) => String::new(),
            (n, 0) => format!("{n} documents asked for, none of them counted by Docker Hub."),
            (n, counted) => format!(
                "{n} documents asked for, {counted} of them counted by Docker Hub: it allows strangers 100 in six hours."
            ),
        }
    }
}

/// The reader of a stack.
#[derive(Clone, Copy)]
pub struct Reader {
    slots: RwSignal<Vec<Slot>>,
    is_stopped: RwSignal<bool>,
    access: AccessContext,
    shelf: Shelf,
    /// Of the page: what is opened inside an effect would go with its next run.
    owner: StoredValue<Owner>,
}

/// Makes a reader that goes on by itself.
pub fn start_reader(access: AccessContext, shelf: Shelf) -> Reader {
    let reader = Reader {
        slots: RwSignal::new(Vec::new()),
        is_stopped: RwSignal::new(false),
        access,
        shelf,
        owner: StoredValue::new(Owner::current().expect("components run inside an owner")),
    };
    effect(move || reader.start_next());
    effect(move || reader.read_configs());
    reader
}

impl Reader {
    /// Takes the images of another stack; what was read of the same image stays.
    pub fn take(self, asked: Vec<Asked>) {
        self.is_stopped.set(false);
        self.slots.update(|slots| {
            let before = std::mem::take(slots);
            *slots = asked
                .into_iter()
                .map(|asked| {
                    let known = before
                        .iter()
                        .find(|slot| slot.asked.reference == asked.reference);
                    Slot {
                        inspection: known.and_then(|slot| slot.inspection),
                        alternatives: known.map(|it| it.alternatives.clone()).unwrap_or_default(),
                        asked,
                    }
                })
                .collect();
        });
    }

    /// Asks for nothing more.
    pub fn stop(self) {
        self.is_stopped.set(true);
    }

    /// Goes on where it stopped.
    pub fn go_on(self) {
        self.is_stopped.set(false);
    }

    /// Asks anew for what failed.
    pub fn retry(self) {
        self.slots.update(|slots| {
            for slot in slots {
                let has_failed = slot
                    .inspection
                    .is_some_and(|it| matches!(it.root.get_untracked(), Load::Failed(_)));
                if has_failed {
                    slot.inspection = None;
                }
            }
        });
        self.go_on();
    }

    /// How far it got.
    pub fn progress(self) -> Progress {
        let slots = self.slots.read();
        let mut progress = Progress {
            n_all: slots.len(),
            n_done: 0,
            n_asked: 0,
            n_counted: 0,
            is_stopped: self.is_stopped.get(),
        };
        for slot in slots.iter() {
            let Some(inspection) = slot.inspection else {
                continue;
            };
            if !matches!(inspection.root.get(), Load::Loading) {
                progress.n_done += 1;
            }
            if inspection.asks_a_registry() {
                let n = 1 + inspection.objects.read().len();
                progress.n_asked += n;
                if slot.asked.reference.domain() == "docker.io" {
                    progress.n_counted += n;
                }
            }
        }
        progress
    }

    /// Whether something failed that may be asked for again.
    pub fn has_failures(self) -> bool {
        self.slots.read().iter().any(|slot| {
            slot.inspection
                .is_some_and(|it| matches!(it.root.get(), Load::Failed(_)))
        })
    }

    /// The stack as the figure reads it. `places` say where each image is named.
    pub fn stack(self, date: &str, places: &[(String, String)]) -> Stack {
        let is_stopped = self.is_stopped.get();
        let slots = self.slots.read();
        let images = slots.iter().map(|slot| {
            let name = slot.asked.name();
            let own = places.iter().filter(|(image, _)| *image == name);
            StackImage {
                places: own.map(|(_, place)| place.clone()).collect(),
                asked: slot.asked.platform.clone(),
                known: match slot.inspection {
                    Some(inspection) => known(inspection, &slot.asked.reference),
                    None if is_stopped => {
                        Known::Failed("stopped before it was asked for".to_owned())
                    }
                    None => Known::Reading,
                },
                alternatives: slot.alternatives.clone(),
                name,
            }
        });
        Stack {
            how: format!("read {date}"),
            source: "each image’s registry, hashed here".to_owned(),
            images: images.collect(),
        }
    }

    /// Reads the manifests of these entries: place of the image, position of the entry.
    pub fn read_sizes(self, picked: &[(usize, usize)]) {
        let slots = self.slots.get_untracked();
        for (image, position) in picked {
            let inspection = slots.get(*image).and_then(|slot| slot.inspection);
            let Some(inspection) = inspection else {
                continue;
            };
            let Load::Ready(object) = inspection.root.get_untracked() else {
                continue;
            };
            if let Some(index) = index_of(&object)
                && let Some(entry) = index.entries.iter().find(|it| it.position == *position)
                && let Some(descriptor) = entry.descriptor()
            {
                let named_by = format!("index, entry {position}");
                inspection.ensure(Want::new(descriptor.clone(), named_by));
            }
        }
    }

    /// The image at a place, and how its registry is reached.
    pub fn image(self, place: usize) -> Option<(Reference, Source)> {
        let slots = self.slots.read_untracked();
        let reference = slots.get(place)?.asked.reference.clone();
        let access = self.access.access.get_untracked()?;
        Some((reference, Source::Registry(access)))
    }

    /// Notes what was found about other tags of an image.
    pub fn note(self, place: usize, words: String) {
        let _ = self.slots.try_update(|slots| {
            if let Some(slot) = slots.get_mut(place) {
                slot.alternatives = words;
            }
        });
    }

    fn start_next(self) {
        let Some(access) = self.access.access.get() else {
            return;
        };
        if self.is_stopped.get() {
            return;
        }
        let slots = self.slots.get();
        let is_loading = |slot: &&Slot| {
            slot.inspection
                .is_some_and(|it| matches!(it.root.get(), Load::Loading))
        };
        let n_active = slots.iter().filter(is_loading).count();
        let waiting: Vec<usize> = (0..slots.len())
            .filter(|idx| slots[*idx].inspection.is_none())
            .take(MAX_PARALLEL.saturating_sub(n_active))
            .collect();
        if waiting.is_empty() {
            return;
        }
        let begun: Vec<(usize, Inspection)> = waiting
            .into_iter()
            .map(|idx| {
                let reference = slots[idx].asked.reference.clone();
                let source = self.source_of(&reference, &access);
                let owner = self.owner.get_value();
                (idx, owner.with(|| Inspection::open(source, reference)))
            })
            .collect();
        self.slots.update(|slots| {
            for (idx, inspection) in begun {
                slots[idx].inspection = Some(inspection);
            }
        });
    }

    /// A single image states its platform in its config.
    fn read_configs(self) {
        for inspection in self.slots.read().iter().filter_map(|slot| slot.inspection) {
            if let Load::Ready(object) = inspection.root.get() {
                inspection.ensure_config(&object);
            }
        }
    }

    /// Where nothing but the browser itself can ask, what ships with the site is taken first.
    fn source_of(self, reference: &Reference, access: &Access) -> Source {
        if *access == Access::Direct
            && let Some(Ok(library)) = self.shelf.samples.get_untracked()
            && library.has(reference)
        {
            return Source::Samples(library);
        }
        Source::Registry(access.clone())
    }
}

fn index_of(object: &Object) -> Option<&Index> {
    match &object.trusted_document()?.body {
        Body::Index(index) => Some(index),
        _ => None,
    }
}

/// What is known of an image just now.
fn known(inspection: Inspection, reference: &Reference) -> Known {
    let object = match inspection.root.get() {
        Load::Loading => return Known::Reading,
        Load::Failed(failure) => {
            return Known::Failed(failure_story::tell(&failure, reference).title);
        }
        Load::Ready(object) => object,
    };
    let Some(document) = object.trusted_document() else {
        return Known::Failed("its bytes are not what was promised, or no document".to_owned());
    };
    match &document.body {
        Body::Index(index) => Known::Index(entries(index, inspection)),
        Body::Manifest(manifest) => {
            let config = manifest.config.as_ref();
            let read = config.and_then(|config| inspection.object(&config.digest));
            Known::Single(
                read.and_then(|object| match &object.trusted_document()?.body {
                    Body::Config(config) => Some(config.platform.clone()),
                    _ => None,
                }),
            )
        }
        _ => Known::Failed(format!("no image: {}", document.describe())),
    }
}

fn entries(index: &Index, inspection: Inspection) -> Vec<(Offered, Option<u64>)> {
    let bytes = |digest: &Digest| {
        let object = inspection.object(digest)?;
        match &object.trusted_document()?.body {
            Body::Manifest(manifest) => Some(manifest.download_size()),
            _ => None,
        }
    };
    let offered = index.offered().into_iter().zip(&index.entries);
    offered
        .map(|(offered, entry)| {
            let bytes = entry.descriptor().and_then(|it| bytes(&it.digest));
            (offered, bytes)
        })
        .collect()
}
