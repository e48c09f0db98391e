//! Reads the images of a stack: three at a time, stoppable, and nothing below an index unasked.

use super::{
    asked::Asked,
    known::{index_of, known},
    progress::{Cost, Progress},
};
use crate::inspector::{
    access::AccessContext,
    inspection::{Inspection, Want},
    object::Load,
    shelf::Shelf,
};
use crate::{
    net::{Access, Source},
    ui::effect,
};
use leptos::prelude::*;
use tagprism_core::Reference;
use tagprism_figures::stack::{
    image::{Known, Stack, StackImage},
    matrix::IMAGES_MAX,
};

/// Roots that are read at once.
const MAX_PARALLEL: usize = 3;

/// An image of the stack.
#[derive(Clone)]
struct Slot {
    asked: Asked,
    /// None before its turn.
    inspection: Option<Inspection>,
    /// Other tags that have what is missing.
    alternatives: Vec<String>,
    /// How the search for them went.
    sought: String,
}

/// The reader of a stack.
#[derive(Clone, Copy)]
pub struct Reader {
    slots: RwSignal<Vec<Slot>>,
    is_stopped: RwSignal<bool>,
    /// Whether other tags are being looked at.
    is_seeking: RwSignal<bool>,
    /// What that cost so far.
    sought: RwSignal<Cost>,
    /// Images that are not read, because there are too many.
    n_left_out: RwSignal<usize>,
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
        is_seeking: RwSignal::new(false),
        sought: RwSignal::new(Cost::default()),
        n_left_out: RwSignal::new(0),
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
    pub fn take(self, mut asked: Vec<Asked>) {
        self.is_stopped.set(false);
        // What is being looked for belongs to the stack before.
        self.is_seeking.set(false);
        self.n_left_out.set(asked.len().saturating_sub(IMAGES_MAX));
        asked.truncate(IMAGES_MAX);
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
                        sought: known.map(|it| it.sought.clone()).unwrap_or_default(),
                        asked,
                    }
                })
                .collect();
        });
    }

    /// Asks for nothing more.
    pub fn stop(self) {
        self.is_seeking.set(false);
        let progress = untrack(|| self.progress());
        self.is_stopped.set(progress.n_done < progress.n_all);
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
            cost: self.sought.get(),
            is_stopped: self.is_stopped.get(),
            is_seeking: self.is_seeking.get(),
            ..Progress::default()
        };
        for slot in slots.iter() {
            let Some(inspection) = slot.inspection else {
                continue;
            };
            let root = inspection.root.get();
            progress.n_done += usize::from(!matches!(root, Load::Loading));
            if inspection.asks_a_registry() {
                let n = 1 + inspection.objects.read().len();
                let budget = root.ready().and_then(|object| object.received.budget);
                progress.cost.add(&slot.asked.reference, n, budget);
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
                sought: slot.sought.clone(),
                name,
            }
        });
        Stack {
            how: format!("read {date}"),
            source: "each image’s registry, hashed here".to_owned(),
            images: images.collect(),
            n_left_out: self.n_left_out.get(),
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
    pub fn image(self, place: usize) -> Option<(Asked, Source)> {
        let slots = self.slots.read_untracked();
        let asked = slots.get(place)?.asked.clone();
        let access = self.access.access.get_untracked()?;
        Some((asked, Source::Registry(access)))
    }

    /// Begins to look at other tags; `false` while that is done already.
    pub fn begin_seeking(self) -> bool {
        !self
            .is_seeking
            .try_update(|is| std::mem::replace(is, true))
            .unwrap_or(true)
    }

    /// Ends it.
    pub fn end_seeking(self) {
        let _ = self.is_seeking.try_set(false);
    }

    /// Before something more is asked of the image's registry: whether it may be. Counts it.
    pub fn may_seek(self, reference: &Reference, is_pull: bool) -> bool {
        let is_seeking = self.is_seeking.try_get_untracked().unwrap_or_default();
        if is_seeking {
            let _ = self.sought.try_update(|cost| match is_pull {
                true => cost.add(reference, 1, None),
                false => cost.n_asked += 1,
            });
        }
        is_seeking
    }

    /// Notes what was found about other tags of an image, if it is still here.
    pub fn note(self, asked: &Asked, names: Vec<String>, words: String) {
        let _ = self.slots.try_update(|slots| {
            if let Some(slot) = slots.iter_mut().find(|slot| slot.asked == *asked) {
                slot.alternatives = names;
                slot.sought = words;
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
