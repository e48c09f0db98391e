//! Where the player is, and how it goes on: a small machine without a clock of its own.

use tagprism_core::flow::Timeline;

/// How fast story time passes, in percent: half, normal, double, four times.
const SPEEDS: [u64; 4] = [50, 100, 200, 400];
/// A browser that was asleep does not jump ahead; at most so many milliseconds pass between two pictures.
const MAX_STRIDE: u64 = 100;

/// A moment of a timeline, and whether it goes on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playhead {
    /// The moment in story time, in milliseconds; `None` for the end of whichever step is looked at.
    pub at: Option<u64>,
    /// Whether time passes.
    pub is_playing: bool,
    /// Whether it starts again after the end.
    pub is_looping: bool,
    /// Whether pictures follow each other without anything between them, as readers ask for who see motion as a burden.
    pub is_cut: bool,
    /// Which of [`SPEEDS`].
    nth_speed: usize,
}

impl Default for Playhead {
    fn default() -> Self {
        Self {
            at: None,
            is_playing: false,
            is_looping: false,
            is_cut: false,
            nth_speed: 1,
        }
    }
}

impl Playhead {
    /// At rest. `is_cut` is what the reader told the system about motion.
    #[must_use]
    pub fn new(is_cut: bool) -> Self {
        Self {
            is_cut,
            ..Self::default()
        }
    }

    /// The speed in percent.
    #[must_use]
    pub fn percent(&self) -> u64 {
        SPEEDS.get(self.nth_speed).copied().unwrap_or(100)
    }

    /// All speeds in percent, with their names.
    #[must_use]
    pub fn speeds() -> [(u64, &'static str); 4] {
        let [half, one, two, four] = SPEEDS;
        [(half, "½×"), (one, "1×"), (two, "2×"), (four, "4×")]
    }

    /// Takes one of the speeds; any other number is ignored.
    pub fn set_speed(&mut self, percent: u64) {
        if let Some(nth) = SPEEDS.iter().position(|speed| *speed == percent) {
            self.nth_speed = nth;
        }
    }

    /// The next faster or slower speed, if there is one.
    pub fn change_speed(&mut self, is_faster: bool) {
        self.nth_speed = match is_faster {
            true => (self.nth_speed + 1).min(SPEEDS.len() - 1),
            false => self.nth_speed.saturating_sub(1),
        };
    }

    /// Goes on, or stops. From a step that stands still it goes on with the next one, as the picture shows the end of that
    /// step; from the end it begins at the beginning, and so it does where nobody, reader or address, has named a step.
    pub fn toggle(&mut self, timeline: &Timeline, named: Option<usize>) {
        if self.is_playing {
            self.is_playing = false;
            return;
        }
        let here = match self.at {
            Some(at) => at,
            None => named.map_or(0, |step| end_of(timeline, step)),
        };
        let is_over = here >= timeline.length_ms();
        self.at = Some(if is_over { 0 } else { here });
        self.is_playing = true;
    }

    /// The reader went to a step: nothing moves, and its end is shown.
    pub fn rest(&mut self) {
        self.at = None;
        self.is_playing = false;
    }

    /// So much time passed on the reader's clock, in milliseconds.
    pub fn pass(&mut self, timeline: &Timeline, elapsed_ms: u64) {
        let Some(at) = self.at.filter(|_| self.is_playing) else {
            return;
        };
        let at = at + elapsed_ms.min(MAX_STRIDE) * self.percent() / 100;
        let length = timeline.length_ms();
        self.at = match at < length {
            true => Some(at),
            false if self.is_looping && length > 0 => Some(at % length),
            false => {
                self.is_playing = false;
                Some(length)
            }
        };
    }

    /// To where the next event begins, or back to where the one before began.
    pub fn nudge(&mut self, timeline: &Timeline, step: usize, is_forward: bool) {
        let here = self.at.unwrap_or_else(|| end_of(timeline, step));
        let simulated = timeline.simulated_at(here);
        let starts = timeline.events.iter().map(|event| event.simulated.start);
        let wanted = match is_forward {
            true => starts.filter(|start| *start > simulated).min(),
            false => starts.filter(|start| *start < simulated).max(),
        };
        let end = if is_forward { timeline.length_ms() } else { 0 };
        self.at = Some(wanted.map_or(end, |start| story_at(timeline, start)));
        self.is_playing = false;
    }

    /// The step of the moment, from 0; `None` where none is set.
    #[must_use]
    pub fn step(&self, timeline: &Timeline) -> Option<usize> {
        self.at.map(|at| timeline.step_at(at))
    }
}

/// When a step is over, in story time.
fn end_of(timeline: &Timeline, step: usize) -> u64 {
    match step + 1 < timeline.steps.len() {
        true => timeline.start_of(step + 1),
        false => timeline.length_ms(),
    }
}

/// The first moment of the story at which so much simulated time has passed. Simulated time never goes back.
fn story_at(timeline: &Timeline, simulated: u64) -> u64 {
    let (mut from, mut to) = (0, timeline.length_ms());
    while from < to {
        let middle = from + (to - from) / 2;
        match timeline.simulated_at(middle) < simulated {
            true => from = middle + 1,
            false => to = middle,
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::Scene, pull::story::Story, state::State};
    use tagprism_core::Platform;

    fn timeline() -> Timeline {
        let machine = Platform::new("linux", "arm64", "v8");
        let state = State::new(crate::pull::FIGURE.parameters);
        Story::new(&state, &Scene::known(&machine))
            .unwrap()
            .timeline
    }

    #[test]
    fn without_a_step_it_plays_from_the_beginning_and_stops_at_the_end() {
        let timeline = timeline();
        let mut head = Playhead::default();
        head.toggle(&timeline, None);
        assert_eq!((head.at, head.is_playing), (Some(0), true));
        for _ in 0..10_000 {
            head.pass(&timeline, 16);
        }
        assert_eq!(
            (head.at, head.is_playing),
            (Some(timeline.length_ms()), false)
        );
        head.toggle(&timeline, Some(13));
        assert_eq!(head.at, Some(0), "after the end it begins again");
    }

    #[test]
    fn from_a_step_that_stands_still_the_next_one_is_played() {
        let timeline = timeline();
        let mut head = Playhead::default();
        head.toggle(&timeline, Some(5));
        assert_eq!(head.at, Some(timeline.start_of(6)));
        head.pass(&timeline, 16);
        head.toggle(&timeline, Some(6));
        assert_eq!(
            (head.at, head.is_playing),
            (Some(timeline.start_of(6) + 16), false)
        );
        head.toggle(&timeline, Some(6));
        assert_eq!(
            head.at,
            Some(timeline.start_of(6) + 16),
            "it goes on from where it stopped"
        );
    }

    #[test]
    fn a_link_to_a_step_is_played_from_there() {
        let machine = Platform::new("linux", "arm64", "v8");
        let mut state = State::new(crate::pull::FIGURE.parameters);
        let named = |state: &State| {
            let story = Story::new(state, &Scene::known(&machine)).unwrap();
            story.named()
        };
        assert_eq!(named(&state), None);
        state.apply("step", "8", true);
        assert_eq!(named(&state), Some(7));
        let timeline = timeline();
        let mut head = Playhead::default();
        head.toggle(&timeline, named(&state));
        assert_eq!(head.at, Some(timeline.start_of(8)));
    }

    #[test]
    fn sleep_is_not_made_up_for_and_speed_scales_what_passes() {
        let timeline = timeline();
        let mut head = Playhead::default();
        head.toggle(&timeline, None);
        head.pass(&timeline, 60_000);
        assert_eq!(head.at, Some(MAX_STRIDE));
        head.change_speed(true);
        head.pass(&timeline, 50);
        assert_eq!((head.percent(), head.at), (200, Some(MAX_STRIDE + 100)));
        head.set_speed(37);
        assert_eq!(head.percent(), 200);
        for _ in 0..9 {
            head.change_speed(false);
        }
        assert_eq!(head.percent(), 50);
    }

    #[test]
    fn a_loop_never_stops_and_never_leaves_the_timeline() {
        let timeline = timeline();
        let mut head = Playhead {
            is_looping: true,
            ..Playhead::default()
        };
        head.toggle(&timeline, None);
        for _ in 0..10_000 {
            head.pass(&timeline, 33);
            assert!(head.at.is_some_and(|at| at < timeline.length_ms()));
        }
        assert!(head.is_playing);
    }

    #[test]
    fn nudging_goes_through_every_event_and_comes_back_the_same_way() {
        let timeline = timeline();
        let mut head = Playhead::default();
        head.toggle(&timeline, None);
        head.toggle(&timeline, None);
        let mut there = vec![head.at];
        while head.at != Some(timeline.length_ms()) {
            head.nudge(&timeline, 0, true);
            assert!(head.at > there.last().copied().flatten(), "{there:?}");
            there.push(head.at);
        }
        let mut starts: Vec<u64> = timeline
            .events
            .iter()
            .map(|it| it.simulated.start)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        assert!(there.len() >= starts.len());
        there.pop();
        while let Some(expected) = there.pop() {
            head.nudge(&timeline, 0, false);
            assert_eq!(head.at, expected);
        }
    }
}
