//! One pull or push: the image, the circumstances and the timeline that follows from both.

use super::{
    image::{self, KnownImage},
    playhead::Playhead,
};
use crate::{figure::Scene, library, state::State};
use std::sync::OnceLock;
use tagprism_core::flow::{
    Ending, EventKind, FlowImage, ObjectRole, ObjectState, PushSetting, Scene as Moment, Setting,
    Step, Timeline, frame, pull, push, setting::Choice, timeline::Place,
};

/// Which way the image goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the registry.
    Pull,
    /// To the registry.
    Push,
    /// Both at once, on one scrubber.
    Both,
}

/// A pull or a push, told.
pub struct Story {
    /// What travels.
    pub known: KnownImage,
    /// Which way.
    pub direction: Direction,
    /// Who pulls, and how. Of a push only the network counts.
    pub setting: Setting,
    /// How it goes.
    pub timeline: Timeline,
    /// The push beside the pull, where both are looked at.
    pub mirror: Option<Timeline>,
    /// The step that the reader looks at, from 0.
    pub step: usize,
    /// Whether that step was named, by the reader or the address, or is only what a still picture shows best.
    is_named: bool,
}

/// The recorded image, read once.
pub(crate) fn record() -> Option<&'static KnownImage> {
    static RECORD: OnceLock<KnownImage> = OnceLock::new();
    if let Some(known) = RECORD.get() {
        return Some(known);
    }
    let json = serde_json::from_str(library::text("pull.json")).ok()?;
    let known = image::read(&json)?;
    Some(RECORD.get_or_init(|| known))
}

impl Story {
    /// The pull of the image that the program has read, or else of the recorded one. `None` where there is neither.
    #[must_use]
    pub fn new(state: &State, scene: &Scene<'_>) -> Option<Story> {
        let live = scene.live.and_then(image::read);
        let known = live.or_else(|| record().cloned())?;
        let setting = Setting {
            network: Choice::of(state.text("net")),
            cache: Choice::of(state.text("cache")),
            store: Choice::of(state.text("store")),
            trouble: Choice::of(state.text("trouble")),
            ..Setting::of(scene.machine.clone())
        };
        let direction = match state.one("direction") {
            "push" => Direction::Push,
            "both" => Direction::Both,
            _ => Direction::Pull,
        };
        let pushed = || {
            let how = state.one("push");
            let setting = PushSetting {
                network: setting.network,
                has_base_elsewhere: how != "new",
                is_index_first: how == "indexfirst",
            };
            push(&known.image, &setting)
        };
        let mut timeline = match direction {
            Direction::Push => pushed(),
            Direction::Pull | Direction::Both => pull(&known.image, &setting),
        };
        for answer in &known.captured {
            timeline.capture(&answer.request, &answer.status, &answer.received);
        }
        let mirror = (direction == Direction::Both).then(pushed);
        let step = match usize::try_from(state.whole("step")) {
            Ok(step) if step > 0 => step - 1,
            // A pull shows the choice, a push its end; what fails before shows its end, too.
            _ => timeline.find("choose").unwrap_or(usize::MAX),
        };
        let step = step.min(timeline.steps.len().saturating_sub(1));
        Some(Story {
            known,
            direction,
            setting,
            timeline,
            mirror,
            step,
            is_named: state.whole("step") > 0,
        })
    }

    /// The step that was named; `None` where nobody has gone anywhere.
    #[must_use]
    pub fn named(&self) -> Option<usize> {
        self.is_named.then_some(self.step)
    }

    /// The step that the reader looks at.
    #[must_use]
    pub fn now(&self) -> Option<&Step> {
        self.timeline.steps.get(self.step)
    }

    /// `pull` or `push`.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self.direction {
            Direction::Push => "push",
            Direction::Pull | Direction::Both => "pull",
        }
    }

    /// How many steps there are.
    #[must_use]
    pub fn n_steps(&self) -> usize {
        self.timeline.steps.len()
    }

    /// What is to be seen: where the player is, or else the end of the step that the reader looks at.
    #[must_use]
    pub fn moment(&self, playhead: Option<&Playhead>) -> Moment {
        let at = playhead.filter(|it| !it.is_cut).and_then(|it| it.at);
        match at {
            Some(at) if self.timeline.step_at(at) == self.step => frame(&self.timeline, at),
            _ => self.at_end_of(self.step),
        }
    }

    /// The push at the same share of its own time, where both are looked at.
    #[must_use]
    pub fn mirrored(&self, moment: &Moment) -> Option<(&Timeline, Moment)> {
        let mirror = self.mirror.as_ref()?;
        let step = self.timeline.steps.get(moment.step)?;
        let at = step.story.start + step.story.length() * moment.passed / 1_000;
        let length = self.timeline.length_ms().max(1);
        Some((mirror, frame(mirror, mirror.length_ms() * at / length)))
    }

    /// What is to be seen when a step is over: the still picture.
    #[must_use]
    pub fn at_end_of(&self, step: usize) -> Moment {
        let mut moment = frame(&self.timeline, self.timeline.start_of(step));
        moment.step = step;
        moment.passed = 1_000;
        moment.under_way.clear();
        moment.simulated_ms = self
            .timeline
            .steps
            .get(step)
            .map_or(0, |it| it.simulated.end);
        for event in self
            .timeline
            .events
            .iter()
            .filter(|event| event.step == step)
        {
            let object = event.object.and_then(|nth| moment.objects.get_mut(nth));
            if let (Some(state), Some(end)) = (object, end_of(event.kind)) {
                *state = end;
            }
        }
        moment
    }

    /// Whether the timeline ends before its time at this step.
    #[must_use]
    pub fn fails_at(&self, step: usize) -> bool {
        step + 1 == self.n_steps() && !matches!(self.timeline.ending, Ending::Done { .. })
    }

    /// The image whose entries are ranked in a step, if any are.
    #[must_use]
    pub fn ranked_in(&self, step: &Step) -> Option<FlowImage> {
        let image = &self.known.image;
        if step.key == "choose" {
            return Some(image.clone());
        }
        if step.key != "choose-inner" {
            return None;
        }
        let outer = tagprism_core::flow::resolution(image, &self.setting);
        let position = outer.chosen()?.position;
        let entry = image.entries().iter().find(|it| it.position == position)?;
        Some(FlowImage {
            kind: tagprism_core::flow::RootKind::Index(entry.nested.clone()),
            ..image.clone()
        })
    }

    /// The step in which something first happens to an object of that role, from 1.
    #[must_use]
    pub fn first_step_of(&self, role: ObjectRole, kind: EventKind) -> Option<usize> {
        let is_meant = |object: Option<usize>| {
            let object = object.and_then(|nth| self.timeline.objects.get(nth));
            object.is_some_and(|object| object.role == role)
        };
        let mut events = self.timeline.events.iter();
        let found = events.find(|event| event.kind == kind && is_meant(event.object));
        found.map(|event| event.step + 1)
    }
}

/// The state of an object once an event about it is over.
fn end_of(kind: EventKind) -> Option<ObjectState> {
    Some(match kind {
        EventKind::Name => ObjectState::Named,
        EventKind::Choose => ObjectState::Chosen,
        EventKind::Transfer => ObjectState::Arrived,
        EventKind::Verify => ObjectState::Verified,
        EventKind::Reject => ObjectState::Rejected,
        EventKind::Skip => ObjectState::Present,
        EventKind::Unpack => ObjectState::Unpacked,
        EventKind::Record => ObjectState::Recorded,
        EventKind::Start => ObjectState::Running,
        EventKind::Ask | EventKind::Answer | EventKind::Say => return None,
    })
}

/// Whether a step sends a message.
#[must_use]
pub fn is_message(step: &Step) -> bool {
    step.place == Place::Wire
}

/// A request as a picture has room for: `GET …/sha256:5a88c9c4…`.
#[must_use]
pub fn short_request(request: &str, n_chars: usize) -> String {
    let (method, path) = request.split_once(' ').unwrap_or(("", request));
    let folders = [("/manifests/", ""), ("/blobs/", "blobs/")];
    let mut found = folders.iter().filter_map(|(folder, shown)| {
        let (_, target) = path.rsplit_once(folder)?;
        let digest = target.strip_prefix("sha256:").filter(|_| target.len() > 64);
        Some(match (digest.and_then(|hex| hex.get(..8)), *shown) {
            (Some(short), shown) => format!("…/{shown}sha256:{short}…"),
            (None, "") if !target.starts_with("sha256:") => format!("…/manifests/{target}"),
            (None, shown) => format!("…/{shown}{target}"),
        })
    });
    let path = found.next().unwrap_or_else(|| path.to_owned());
    cut(&format!("{method} {path}"), n_chars)
}

/// A text with at most so many characters; what is left out is marked.
#[must_use]
pub fn cut(text: &str, n_chars: usize) -> String {
    if text.chars().count() <= n_chars {
        return text.to_owned();
    }
    let kept: String = text.chars().take(n_chars.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end_matches(['…', ' ']))
}
