//! What is to be seen at one moment. A function of timeline and time, so that playing, scrubbing, going back, a link to a
//! moment and a test all show the same.

use super::timeline::{Event, EventKind, Timeline};

/// One moment of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The step that is played, from 0.
    pub step: usize,
    /// How much of the step is over, in thousandths.
    pub passed: u64,
    /// Simulated time in milliseconds.
    pub simulated_ms: u64,
    /// The state of each object of the timeline, in the same order.
    pub objects: Vec<ObjectState>,
    /// Events that are under way: which one, from 0, and how much of it is over in thousandths, below 1,000.
    pub under_way: Vec<(usize, u64)>,
}

/// How far an object has come. On the way up, "here" is the registry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ObjectState {
    /// Nobody on this side has heard of it.
    #[default]
    Unknown,
    /// Its digest is known.
    Named,
    /// It was chosen among its siblings.
    Chosen,
    /// Its bytes are on the way; so many thousandths are here.
    Arriving(u64),
    /// Its bytes are here, unchecked.
    Arrived,
    /// Its bytes are being hashed; so many thousandths are done.
    Verifying(u64),
    /// Its bytes are here and right.
    Verified,
    /// Its bytes were wrong and are gone, or it was turned down.
    Rejected,
    /// It was here before.
    Present,
    /// It is being unpacked; so many thousandths are done.
    Unpacking(u64),
    /// It is unpacked.
    Unpacked,
    /// A name is written down for it.
    Recorded,
    /// It runs.
    Running,
}

impl ObjectState {
    /// Whether its bytes are here and right, or were from the beginning.
    #[must_use]
    pub fn is_trusted(self) -> bool {
        use ObjectState::{Present, Recorded, Running, Unpacked, Unpacking, Verified};
        matches!(
            self,
            Verified | Present | Unpacking(_) | Unpacked | Recorded | Running
        )
    }

    /// One word or two: `Arriving`, `Verified`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            ObjectState::Unknown => "Unknown",
            ObjectState::Named => "Named",
            ObjectState::Chosen => "Chosen",
            ObjectState::Arriving(_) => "Arriving",
            ObjectState::Arrived => "Arrived",
            ObjectState::Verifying(_) => "Verifying",
            ObjectState::Verified => "Verified",
            ObjectState::Rejected => "Refused",
            ObjectState::Present => "Here already",
            ObjectState::Unpacking(_) => "Unpacking",
            ObjectState::Unpacked => "Unpacked",
            ObjectState::Recorded => "Recorded",
            ObjectState::Running => "Running",
        }
    }

    /// The state once so many thousandths of an event are over.
    pub(super) fn after(self, kind: EventKind, passed: u64) -> ObjectState {
        let is_over = passed >= 1_000;
        match (kind, is_over) {
            (EventKind::Name, true) => ObjectState::Named,
            (EventKind::Choose, true) => ObjectState::Chosen,
            (EventKind::Transfer, false) => ObjectState::Arriving(passed),
            (EventKind::Transfer, true) => ObjectState::Arrived,
            (EventKind::Verify | EventKind::Reject, false) => ObjectState::Verifying(passed),
            (EventKind::Verify, true) => ObjectState::Verified,
            (EventKind::Reject, true) => ObjectState::Rejected,
            (EventKind::Skip, true) => ObjectState::Present,
            (EventKind::Unpack, false) => ObjectState::Unpacking(passed),
            (EventKind::Unpack, true) => ObjectState::Unpacked,
            (EventKind::Record, true) => ObjectState::Recorded,
            (EventKind::Start, true) => ObjectState::Running,
            _ => self,
        }
    }
}

/// What a moment needs of everything before its step, kept so that going anywhere replays one step only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The objects when the step begins.
    objects: Vec<ObjectState>,
    /// The first event of the step, from 0.
    first_event: usize,
}

/// The checkpoints of all steps.
pub(super) fn checkpoints(timeline: &Timeline) -> Vec<Checkpoint> {
    let mut objects = vec![ObjectState::Unknown; timeline.objects.len()];
    let mut checkpoints = Vec::new();
    let mut next = 0;
    for step in 0..timeline.steps.len() {
        checkpoints.push(Checkpoint {
            objects: objects.clone(),
            first_event: next,
        });
        while let Some(event) = timeline.events.get(next).filter(|it| it.step == step) {
            apply(&mut objects, event, 1_000);
            next += 1;
        }
    }
    checkpoints
}

/// The scene at a moment of story time in milliseconds; after the end, the last one.
///
/// The step is found by halving, and only the events of that step are looked at.
#[must_use]
pub fn frame(timeline: &Timeline, story_ms: u64) -> Scene {
    let step = timeline.step_at(story_ms);
    let simulated_ms = timeline.simulated_at(story_ms);
    let is_over = story_ms >= timeline.length_ms();
    let (mut objects, first) = match timeline.checkpoints.get(step) {
        Some(checkpoint) => (checkpoint.objects.clone(), checkpoint.first_event),
        None => (Vec::new(), 0),
    };
    let mut under_way = Vec::new();
    for (nth, event) in timeline.events.iter().enumerate().skip(first) {
        let is_begun = is_over || event.simulated.start <= simulated_ms;
        if event.step != step || !is_begun {
            break;
        }
        let passed = match is_over {
            true => 1_000,
            false => event.simulated.permille(simulated_ms),
        };
        if passed < 1_000 {
            under_way.push((nth, passed));
        }
        apply(&mut objects, event, passed);
    }
    Scene {
        step,
        passed: timeline
            .steps
            .get(step)
            .map_or(0, |it| it.story.permille(story_ms)),
        simulated_ms,
        objects,
        under_way,
    }
}

fn apply(objects: &mut [ObjectState], event: &Event, passed: u64) {
    if let Some(state) = event.object.and_then(|nth| objects.get_mut(nth)) {
        *state = state.after(event.kind, passed);
    }
}
