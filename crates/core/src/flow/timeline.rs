//! The timeline: steps for people, events for pictures, and the objects that both are about.

mod exchange;

pub use self::exchange::{ACTORS, Actor, Exchange, Origin};
use super::scene::Checkpoint;

/// A way, told from its first step to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// In order; each begins where the one before ends.
    pub steps: Vec<Step>,
    /// In the order of their beginning.
    pub events: Vec<Event>,
    /// What travels.
    pub objects: Vec<FlowObject>,
    /// How it ends.
    pub ending: Ending,
    /// Where seeking starts, one for each step.
    pub(super) checkpoints: Vec<Checkpoint>,
}

/// A span of time in whole milliseconds; the end does not belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub start: u64,
    /// When it ends.
    pub end: u64,
}

impl Span {
    /// How long it is.
    #[must_use]
    pub fn length(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// How much of it is over at a moment, in thousandths.
    #[must_use]
    pub fn permille(self, at: u64) -> u64 {
        if at >= self.end {
            return 1_000;
        }
        at.saturating_sub(self.start).saturating_mul(1_000) / self.length().max(1)
    }
}

/// One step of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its word in addresses; unique in a timeline.
    pub key: &'static str,
    /// Two or three words.
    pub title: &'static str,
    /// One sentence that says what is different after it.
    pub caption: String,
    /// Where it happens.
    pub place: Place,
    /// When it is played, in story time: no step is too short to see or too long to wait for.
    pub story: Span,
    /// When it happens, in simulated time.
    pub simulated: Span,
    /// What goes over the wire, in order.
    pub exchanges: Vec<Exchange>,
    /// What is checked or counted: name and value.
    pub facts: Vec<(String, String)>,
    /// Why it is done this way.
    pub why: String,
    /// What is different here from the usual way, and what is not known.
    pub variation: Option<String>,
}

/// Where a step happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the reader's terminal.
    You,
    /// Between machines.
    Wire,
    /// Inside the engine: no message is sent.
    Engine,
    /// In the kernel.
    Kernel,
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The step that it belongs to, from 0.
    pub step: usize,
    /// In simulated time.
    pub simulated: Span,
    /// Who does it.
    pub from: Actor,
    /// To whom; the same where no message is sent.
    pub to: Actor,
    /// What it is.
    pub kind: EventKind,
    /// The object that it is about, from 0.
    pub object: Option<usize>,
    /// A few words: `HEAD …/manifests/latest`.
    pub label: String,
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A request goes out.
    Ask,
    /// An answer comes back.
    Answer,
    /// The object is named: its digest is known, its bytes are not here.
    Name,
    /// The object's bytes travel.
    Transfer,
    /// The bytes are hashed and the digest is right.
    Verify,
    /// The bytes are hashed and the digest is wrong: they are thrown away.
    Reject,
    /// The object was here before; nothing is sent.
    Skip,
    /// The client chooses this object among its siblings.
    Choose,
    /// A layer is unpacked onto those below.
    Unpack,
    /// A name is written down for the object.
    Record,
    /// The program starts.
    Start,
    /// Words for people: a command, an error, a name.
    Say,
}

/// Something that has a digest, or is a name for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowObject {
    /// What it is.
    pub role: ObjectRole,
    /// What a picture calls it: `nginx:latest`, `5a88c9c4`.
    pub name: String,
    /// The digest as far as it is known; empty for a tag.
    pub digest: String,
    /// Length in bytes, where it is known.
    pub size: Option<u64>,
    /// What names it, from 0; parents stand before their children.
    pub parent: Option<usize>,
    /// More about it: `16 entries`, `linux/arm64/v8`.
    pub note: String,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectRole {
    /// A name that may move.
    Tag,
    /// A list of entries.
    Index,
    /// One image for one platform.
    Manifest,
    /// How to start it, and what the layers' archives hash to.
    Config,
    /// Files.
    Layer,
}

/// How a timeline ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As it should.
    Done {
        /// What the reader sees last.
        message: String,
    },
    /// Nobody read what would come next.
    Unread {
        /// What is missing.
        message: String,
    },
    /// With an error.
    Failed {
        /// What the reader sees.
        message: String,
        /// Whether these are the client's words, letter for letter, read in its sources; else they are as good as that.
        is_verbatim: bool,
        /// What would help, best first.
        remedies: Vec<String>,
    },
}

/// A new connection costs so many times there and back before the first request: one for TCP, one for TLS 1.3.
pub const CONNECT_ROUND_TRIPS: u64 = 2;
/// Bytes that a processor hashes in a millisecond; an example, like the networks.
pub const HASHED_PER_MS: u64 = 400_000;
/// Compressed bytes that are unpacked in a millisecond; an example.
pub const UNPACKED_PER_MS: u64 = 40_000;
/// Layers that an engine downloads at once (`max-concurrent-downloads`).
pub const DOWNLOADS: usize = 3;
/// Blobs that BuildKit uploads to a registry at once.
pub const UPLOADS: usize = 4;

impl Timeline {
    /// How long it is played, in story time.
    #[must_use]
    pub fn length_ms(&self) -> u64 {
        self.steps.last().map_or(0, |step| step.story.end)
    }

    /// The step that is played at a moment of story time; the last one after the end.
    #[must_use]
    pub fn step_at(&self, story_ms: u64) -> usize {
        let begun = self
            .steps
            .partition_point(|step| step.story.start <= story_ms);
        begun.saturating_sub(1)
    }

    /// When a step begins, in story time; the end of the story for a step that is not there.
    #[must_use]
    pub fn start_of(&self, step: usize) -> u64 {
        let found = self.steps.get(step);
        found.map_or_else(|| self.length_ms(), |step| step.story.start)
    }

    /// Puts a captured answer in place of every simulated one to the same request (`GET /v2/…`). Returns whether there is one.
    pub fn capture(&mut self, request: &str, status: &str, received: &[(String, String)]) -> bool {
        let mut is_found = false;
        let exchanges = self.steps.iter_mut().flat_map(|step| &mut step.exchanges);
        for exchange in exchanges.filter(|it| it.request == request) {
            status.clone_into(&mut exchange.status);
            exchange.received = received.to_vec();
            exchange.origin = Origin::Captured;
            is_found = true;
        }
        is_found
    }

    /// The step with that word.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.key == key)
    }

    /// Simulated time at a moment of story time: within a step, both run evenly.
    #[must_use]
    pub fn simulated_at(&self, story_ms: u64) -> u64 {
        let Some(step) = self.steps.get(self.step_at(story_ms)) else {
            return 0;
        };
        let passed = story_ms.min(step.story.end) - step.story.start;
        let simulated = step.simulated.length().saturating_mul(passed);
        step.simulated.start + simulated / step.story.length().max(1)
    }
}
