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
    /// The state of each object of the timeline.
    pub objects: Vec<ObjectState>,
    /// Events that are under way: which one, from 0, and how much of it is over in thousandths.
    pub under_way: Vec<(usize, u64)>,
}

/// How far an object has come.
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
    /// Its bytes are here and right.
    Verified,
    /// Its bytes were wrong and are gone.
    Rejected,
    /// It was here before.
    Present,
    /// It is being unpacked; so many thousandths are done.
    Unpacking(u64),
    /// It is unpacked.
    Unpacked,
    /// A name is written down for it.
    Recorded,
}

impl ObjectState {
    /// Whether its bytes are here and right, or were from the beginning.
    #[must_use]
    pub fn is_trusted(self) -> bool {
        use ObjectState::{Present, Recorded, Unpacked, Unpacking, Verified};
        matches!(
            self,
            Verified | Present | Unpacking(_) | Unpacked | Recorded
        )
    }

    fn after(self, event: &Event, passed: u64) -> ObjectState {
        let is_over = passed >= 1_000;
        match (event.kind, is_over) {
            (EventKind::Name, true) => ObjectState::Named,
            (EventKind::Choose, true) => ObjectState::Chosen,
            (EventKind::Transfer, false) => ObjectState::Arriving(passed),
            (EventKind::Transfer, true) => ObjectState::Arrived,
            (EventKind::Verify, true) => ObjectState::Verified,
            (EventKind::Reject, true) => ObjectState::Rejected,
            (EventKind::Skip, true) => ObjectState::Present,
            (EventKind::Unpack, false) => ObjectState::Unpacking(passed),
            (EventKind::Unpack, true) => ObjectState::Unpacked,
            (EventKind::Record, true) => ObjectState::Recorded,
            _ => self,
        }
    }
}

/// The moments at which steps begin, so that going anywhere replays one step only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    timeline: Timeline,
    /// The objects when each step begins, and the first event of the step.
    beginnings: Vec<(Vec<ObjectState>, usize)>,
}

impl Player {
    /// Makes a timeline ready to be looked at.
    #[must_use]
    pub fn new(timeline: Timeline) -> Player {
        let mut objects = vec![ObjectState::Unknown; timeline.objects.len()];
        let mut beginnings = Vec::new();
        let mut next = 0;
        for step in 0..timeline.steps.len() {
            beginnings.push((objects.clone(), next));
            while let Some(event) = timeline.events.get(next).filter(|it| it.step == step) {
                apply(&mut objects, event, 1_000);
                next += 1;
            }
        }
        Player {
            timeline,
            beginnings,
        }
    }

    /// What is played.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The scene at a moment of story time; after the end, the last one.
    #[must_use]
    pub fn scene(&self, story_ms: u64) -> Scene {
        let timeline = &self.timeline;
        let step = timeline.step_at(story_ms);
        let simulated_ms = timeline.simulated_at(story_ms);
        let is_over = story_ms >= timeline.length_ms();
        let (mut objects, first) = self.beginnings.get(step).cloned().unwrap_or_default();
        let mut under_way = Vec::new();
        for (nth, event) in timeline.events.iter().enumerate().skip(first) {
            if event.step != step || (event.simulated.start > simulated_ms && !is_over) {
                break;
            }
            let passed = if is_over {
                1_000
            } else {
                event.simulated.permille(simulated_ms)
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
}

fn apply(objects: &mut [ObjectState], event: &Event, passed: u64) {
    if let Some(state) = event.object.and_then(|nth| objects.get_mut(nth)) {
        *state = state.after(event, passed);
    }
}
