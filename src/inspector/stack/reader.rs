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
use tagprism_core::{Platform, Reference, document::Body, registry::budget::Budget};
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
    /// What a search for other tags came to.
    sought: Option<Sought>,
}

/// For whom other tags are looked for: what was found for one says nothing about another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The machine.
    pub platform: Platform,
    /// The client's id.
    pub client: &'static str,
}

/// What a search for other tags of an image came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// For whom.
    pub question: Question,
    /// Tags that have what is missing.
    pub names: Vec<String>,
    /// How it went.
    pub words: String,
}

/// One search, from its start until it ends or is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run(u32);

/// The reader of a stack.
#[derive(Clone, Copy)]
pub struct Reader {
    slots: RwSignal<Vec<Slot>>,
    is_stopped: RwSignal<bool>,
    /// The search for other tags that goes on.
    run: RwSignal<Option<Run>>,
    /// How many there were.
    n_runs: StoredValue<u32>,
    /// What they cost so far.
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
        run: RwSignal::new(None),
        n_runs: StoredValue::new(0),
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
        self.run.set(None);
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
                        // Asked for another platform, another tag may be the right one.
                        sought: known
                            .filter(|slot| slot.asked == asked)
                            .and_then(|slot| slot.sought.clone()),
                        asked,
                    }
                })
                .collect();
        });
    }

    /// Asks for nothing more.
    pub fn stop(self) {
        self.run.set(None);
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
            is_seeking: self.run.get().is_some(),
            ..Progress::default()
        };
        for slot in slots.iter() {
            let Some(inspection) = slot.inspection else {
                continue;
            };
            let root = inspection.root.get();
            progress.n_done += usize::from(!matches!(root, Load::Loading));
            if inspection.asks_a_registry() {
                let objects = inspection.objects.read();
                // Configs are blobs, which nobody counts.
                let is_config = |load: &Load| {
                    let document = load.ready().and_then(|object| object.trusted_document());
                    document.is_some_and(|it| matches!(it.body, Body::Config(_)))
                };
                let n_configs = objects.iter().filter(|(_, load)| is_config(load)).count();
                let n = 1 + objects.len();
                let budget = root.ready().and_then(|object| object.received.budget);
                let reference = &slot.asked.reference;
                progress.cost.add(reference, n, n - n_configs, budget);
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
    pub fn stack(self, date: &str, places: &[(String, String)], question: &Question) -> Stack {
        let is_stopped = self.is_stopped.get();
        let slots = self.slots.read();
        let images = slots.iter().map(|slot| {
            let name = slot.asked.name();
            let own = places.iter().filter(|(image, _)| *image == name);
            let sought = slot.sought.clone().filter(|it| it.question == *question);
            let (alternatives, sought) = sought.map(|it| (it.names, it.words)).unwrap_or_default();
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
                alternatives,
                sought,
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

    /// Begins to look at other tags; nothing while that is done already.
    pub fn begin_seeking(self) -> Option<Run> {
        if self.run.get_untracked().is_some() {
            return None;
        }
        self.n_runs.update_value(|n| *n += 1);
        let run = Run(self.n_runs.get_value());
        self.run.set(Some(run));
        Some(run)
    }

    /// Ends it, unless another one goes on by now.
    pub fn end_seeking(self, run: Run) {
        if self.run.try_get_untracked() == Some(Some(run)) {
            let _ = self.run.try_set(None);
        }
    }

    /// Before something more is asked of the image's registry: whether it may be. Counts it.
    pub fn may_seek(self, run: Run, reference: &Reference, is_pull: bool) -> bool {
        let is_on = self.run.try_get_untracked() == Some(Some(run));
        if is_on {
            let n_pulls = usize::from(is_pull);
            let _ = self
                .sought
                .try_update(|cost| cost.add(reference, 1, n_pulls, None));
        }
        is_on
    }

    /// What the image's registry said is left of its limit.
    pub fn hear(self, reference: &Reference, budget: Option<Budget>) {
        let _ = self
            .sought
            .try_update(|cost| cost.add(reference, 0, 0, budget));
    }

    /// What is noted about other tags of an image.
    pub fn noted(self, asked: &Asked) -> Option<Sought> {
        let slots = self.slots.try_read_untracked()?;
        let slot = slots.iter().find(|slot| slot.asked == *asked)?;
        slot.sought.clone()
    }

    /// Notes what was found about other tags of an image, if it is still here.
    pub fn note(self, asked: &Asked, sought: Option<Sought>) {
        let _ = self.slots.try_update(|slots| {
            if let Some(slot) = slots.iter_mut().find(|slot| slot.asked == *asked) {
                slot.sought = sought;
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
