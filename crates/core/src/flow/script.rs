//! Writes a timeline: keeps the clock, the objects, and who has been spoken with.

mod lanes;

use super::{
    scene,
    setting::Network,
    timeline::{
        Actor, CONNECT_ROUND_TRIPS, Ending, Event, EventKind, Exchange, FlowObject, ObjectRole,
        Place, Span, Step, Timeline,
    },
};

/// How long anything inside the engine takes that no reader would wait for.
const MOMENT_MS: u64 = 2;
/// Limits of a step in story time, and what each event adds. The step in which the client chooses is what a pull is about,
/// and has more to read than any other: it lasts longest.
const STORY_MIN_MS: u64 = 1_400;
const STORY_USUAL_MAX_MS: u64 = 2_800;
const STORY_MAX_MS: u64 = 3_000;
const STORY_EVENT_MS: u64 = 200;

/// A timeline in the making.
pub struct Script {
    network: Network,
    now: u64,
    spoken_with: Vec<String>,
    timeline: Timeline,
}

impl Script {
    pub fn new(network: Network) -> Script {
        Script {
            network,
            now: 0,
            spoken_with: Vec::new(),
            timeline: Timeline {
                steps: Vec::new(),
                events: Vec::new(),
                objects: Vec::new(),
                ending: Ending::Done {
                    message: String::new(),
                },
                checkpoints: Vec::new(),
            },
        }
    }

    /// Adds an object; its number is what events name.
    pub fn object(&mut self, object: FlowObject) -> usize {
        self.timeline.objects.push(object);
        self.timeline.objects.len() - 1
    }

    /// Begins a step; what follows belongs to it.
    pub fn step(&mut self, key: &'static str, title: &'static str, place: Place, caption: String) {
        self.end_step();
        self.timeline.steps.push(Step {
            key,
            title,
            caption,
            place,
            story: Span::default(),
            simulated: Span {
                start: self.now,
                end: self.now,
            },
            exchanges: Vec::new(),
            facts: Vec::new(),
            why: String::new(),
            variation: None,
        });
    }

    /// Another caption for the step that was begun.
    pub fn reword(&mut self, caption: &str) {
        if let Some(step) = self.timeline.steps.last_mut() {
            caption.clone_into(&mut step.caption);
        }
    }

    pub fn why(&mut self, why: &str) {
        if let Some(step) = self.timeline.steps.last_mut() {
            why.clone_into(&mut step.why);
        }
    }

    pub fn fact(&mut self, name: &str, value: String) {
        if let Some(step) = self.timeline.steps.last_mut() {
            step.facts.push((name.to_owned(), value));
        }
    }

    /// What is different here, or not known; added to what was said before.
    pub fn variation(&mut self, variation: String) {
        if let Some(step) = self.timeline.steps.last_mut() {
            step.variation = Some(match step.variation.take() {
                Some(before) => format!("{before} {variation}"),
                None => variation,
            });
        }
    }

    /// Something inside the engine that takes a moment.
    pub fn do_here(&mut self, kind: EventKind, object: Option<usize>, label: &str) {
        self.do_for(kind, object, label, MOMENT_MS);
    }

    /// Something inside the engine that takes so many milliseconds.
    pub fn do_for(&mut self, kind: EventKind, object: Option<usize>, label: &str, millis: u64) {
        let span = self.pass(millis);
        self.event(span, Actor::Engine, Actor::Engine, kind, object, label);
    }

    /// The reader and the engine, or the engine and the kernel.
    pub fn tell(
        &mut self,
        from: Actor,
        to: Actor,
        kind: EventKind,
        object: Option<usize>,
        label: &str,
    ) {
        let span = self.pass(MOMENT_MS);
        self.event(span, from, to, kind, object, label);
    }

    /// A request and its answer. `bytes` is how long the body is; they are those of `object` if it is given.
    pub fn exchange(&mut self, exchange: Exchange, bytes: u64, object: Option<usize>) {
        let to = exchange.to;
        self.connect(&exchange.host);
        let half = (self.network.round_trip_ms() / 2).max(1);
        let span = self.pass(half);
        self.event(
            span,
            Actor::Engine,
            to,
            EventKind::Ask,
            None,
            &exchange.request,
        );
        let begin = self.now;
        let span = self.pass(half + self.travel_ms(bytes));
        self.event(
            span,
            to,
            Actor::Engine,
            EventKind::Answer,
            None,
            &exchange.meaning,
        );
        if object.is_some() {
            let span = Span {
                start: begin,
                end: self.now,
            };
            self.event(
                span,
                to,
                Actor::Engine,
                EventKind::Transfer,
                object,
                &exchange.meaning,
            );
        }
        if let Some(step) = self.timeline.steps.last_mut() {
            step.exchanges.push(exchange);
        }
    }

    /// A request whose body is an object, and its answer.
    pub fn send(&mut self, exchange: Exchange, bytes: u64, object: usize) {
        let to = exchange.to;
        self.connect(&exchange.host);
        let half = (self.network.round_trip_ms() / 2).max(1);
        let span = self.pass(half + self.travel_ms(bytes));
        let (ask, engine) = (exchange.request.clone(), Actor::Engine);
        self.event(span, engine, to, EventKind::Ask, None, &ask);
        self.event(span, engine, to, EventKind::Transfer, Some(object), &ask);
        let span = self.pass(half);
        self.event(span, to, engine, EventKind::Answer, None, &exchange.meaning);
        self.show(exchange);
    }

    /// So many times there and back, for requests that are shown without a time of their own.
    pub fn wait(&mut self, n_round_trips: usize) {
        let n_round_trips = n_round_trips as u64;
        self.now += n_round_trips.saturating_mul(self.network.round_trip_ms());
    }

    /// Records what is sent without giving it time of its own.
    pub fn show(&mut self, exchange: Exchange) {
        if let Some(step) = self.timeline.steps.last_mut() {
            step.exchanges.push(exchange);
        }
    }

    pub fn end(mut self, ending: Ending) -> Timeline {
        self.end_step();
        self.timeline.ending = ending;
        let mut start = 0;
        for nth in 0..self.timeline.steps.len() {
            let n_events = self
                .timeline
                .events
                .iter()
                .filter(|it| it.step == nth)
                .count() as u64;
            let length = match self.timeline.steps[nth].key {
                "choose" | "choose-inner" => STORY_MAX_MS,
                _ => (STORY_MIN_MS + n_events * STORY_EVENT_MS).min(STORY_USUAL_MAX_MS),
            };
            self.timeline.steps[nth].story = Span {
                start,
                end: start + length,
            };
            start += length;
        }
        self.timeline.checkpoints = scene::checkpoints(&self.timeline);
        self.timeline
    }

    /// How long bytes take to travel.
    fn travel_ms(&self, bytes: u64) -> u64 {
        bytes.div_ceil(self.network.bytes_per_ms())
    }

    fn connect(&mut self, host: &str) {
        if !self.spoken_with.iter().any(|known| known == host) {
            self.spoken_with.push(host.to_owned());
            self.now += CONNECT_ROUND_TRIPS * self.network.round_trip_ms();
        }
    }

    fn pass(&mut self, millis: u64) -> Span {
        let start = self.now;
        self.now += millis.max(1);
        Span {
            start,
            end: self.now,
        }
    }

    fn end_step(&mut self) {
        if let Some(step) = self.timeline.steps.last_mut() {
            // A step in which nothing takes time still has a beginning and an end.
            self.now = self.now.max(step.simulated.start + 1);
            step.simulated.end = self.now;
        }
    }

    fn event(
        &mut self,
        simulated: Span,
        from: Actor,
        to: Actor,
        kind: EventKind,
        object: Option<usize>,
        label: &str,
    ) {
        self.timeline.events.push(Event {
            step: self.timeline.steps.len().saturating_sub(1),
            simulated,
            from,
            to,
            kind,
            object,
            label: label.to_owned(),
        });
    }
}

/// An object below another.
pub fn below(
    role: ObjectRole,
    blob: &super::image::Blob,
    parent: Option<usize>,
    note: String,
) -> FlowObject {
    FlowObject {
        role,
        name: blob.short().to_owned(),
        digest: blob.digest.clone(),
        size: blob.size,
        parent,
        note,
    }
}
