//! Writes a timeline: keeps the clock, the objects, and who has been spoken with.

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
/// Limits of a step in story time, and what each event adds.
const STORY_MIN_MS: u64 = 1_400;
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

    /// What is different here, or not known.
    pub fn variation(&mut self, variation: String) {
        if let Some(step) = self.timeline.steps.last_mut() {
            step.variation = Some(variation);
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

    /// Several downloads, at most `limit` at once, each begun as soon as there is room; the first `n_beside` take no room. Those under way share the
    /// bandwidth evenly; each waits once there and back before its first byte.
    pub fn downloads(
        &mut self,
        from: Actor,
        blobs: &[(usize, u64)],
        n_beside: usize,
        limit: usize,
    ) {
        let mut queue = blobs.iter().enumerate();
        let mut lanes: Vec<Lane> = Vec::new();
        loop {
            while lanes.iter().filter(|lane| lane.takes_room).count() < limit.max(1) {
                let Some((nth, (object, bytes))) = queue.next() else {
                    break;
                };
                let begun = Span {
                    start: self.now,
                    end: self.now,
                };
                let kind = EventKind::Transfer;
                self.event(begun, from, Actor::Engine, kind, Some(*object), "blob");
                lanes.push(Lane {
                    event: self.timeline.events.len() - 1,
                    takes_room: nth >= n_beside,
                    wait_ms: self.network.round_trip_ms(),
                    bytes: *bytes,
                });
            }
            if lanes.is_empty() {
                return;
            }
            let n_busy = lanes.iter().filter(|lane| lane.wait_ms == 0).count() as u64;
            let rate = (self.network.bytes_per_ms() / n_busy.max(1)).max(1);
            let mut millis = u64::MAX;
            for lane in &lanes {
                millis = millis.min(match lane.wait_ms {
                    0 => lane.bytes.div_ceil(rate),
                    wait_ms => wait_ms,
                });
            }
            let millis = millis.max(1);
            self.now += millis;
            for lane in &mut lanes {
                match lane.wait_ms {
                    0 => lane.bytes = lane.bytes.saturating_sub(rate.saturating_mul(millis)),
                    _ => lane.wait_ms = lane.wait_ms.saturating_sub(millis),
                }
                if lane.is_done() {
                    self.timeline.events[lane.event].simulated.end = self.now;
                }
            }
            lanes.retain(|lane| !lane.is_done());
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

    /// The same in the other direction.
    pub fn uploads(&mut self, to: Actor, blobs: &[(usize, u64)], limit: usize) {
        let first = self.timeline.events.len();
        self.downloads(to, blobs, 0, limit);
        for event in &mut self.timeline.events[first..] {
            std::mem::swap(&mut event.from, &mut event.to);
        }
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
            let length = (STORY_MIN_MS + n_events * STORY_EVENT_MS).min(STORY_MAX_MS);
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

/// A download under way.
struct Lane {
    event: usize,
    takes_room: bool,
    wait_ms: u64,
    bytes: u64,
}

impl Lane {
    fn is_done(&self) -> bool {
        self.wait_ms == 0 && self.bytes == 0
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
