//! Plays figure 8: time passes in the page, and only while it is played and seen.

mod keys;
mod sight;

use crate::browser::{
    download, frames, keys::Focus, media, parts, parts::Part, patch, raster, storage,
};
use keys::{Command, Direction, command};
use leptos::prelude::*;
use sight::Occasion;
use tagprism_figures::{
    Scene, State,
    pull::{self, export::PNG, playhead::Playhead, story::Story},
};

/// Where the reader's speed is kept, in percent.
const SPEED: &str = "tagprism-speed";
/// The figure that plays.
pub const FIGURE: &str = "pull";

/// What the player needs of the figure in the page.
pub trait Stage: Clone + 'static {
    /// Its form.
    fn form(&self) -> Part;
    /// Its state.
    fn state(&self) -> State;
    /// Takes a state and draws it.
    fn show(&self, state: State);
    /// Takes a state over into the address.
    fn share(&self);
    /// Calls back with what is drawn with.
    fn with_scene<T>(&self, call: impl FnOnce(&Scene<'_>) -> T) -> T;
    /// The link to what is shown.
    fn address(&self) -> String;
    /// Says what an action did.
    fn say(&self, words: &'static str);
    /// What a button with that `data-act` does.
    fn act(&self, act: &str);
}

/// How a page wants its player to begin; without one it stands still, at the reader's own speed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whether it plays once, as soon as it is seen.
    pub plays: bool,
    /// Whether it begins anew at the end.
    pub is_looping: bool,
    /// How fast, in percent.
    pub percent: u64,
    /// Whether steps are cut, whatever the reader's system says about motion.
    pub is_cut: bool,
}

/// What is said once a file was offered.
fn after_saving(is_saved: bool) -> &'static str {
    match is_saved {
        true => "File saved.",
        false => "The browser did not allow saving a file here.",
    }
}

/// The player of one figure.
#[derive(Clone, Copy)]
pub struct Player {
    playhead: RwSignal<Playhead>,
    /// The story that is played; gone when the image or the circumstances change.
    story: StoredValue<Option<Story>, LocalStorage>,
    /// Why the step has to be brought into sight once it is drawn.
    sought: StoredValue<Option<Occasion>>,
}

impl Player {
    /// Nothing moves before somebody asks for it.
    pub fn at_rest() -> Self {
        let wish = use_context::<Wish>();
        let is_cut = wish.is_some_and(|wish| wish.is_cut);
        let mut playhead = Playhead::new(is_cut || media::prefers_reduced_motion());
        if let Some(wish) = wish {
            playhead.set_speed(wish.percent);
            playhead.is_looping = wish.is_looping;
        } else if let Some(percent) = storage::read(SPEED).and_then(|kept| kept.parse().ok()) {
            playhead.set_speed(percent);
        }
        Self {
            playhead: RwSignal::new(playhead),
            story: StoredValue::new_local(None),
            sought: StoredValue::new(None),
        }
    }

    /// The state that the figure begins with: who asked for less motion gets all steps on one page.
    pub fn first_state(self, given: State) -> State {
        let mut state = given;
        if self.playhead.with_untracked(|it| it.is_cut) {
            state.apply("view", "storyboard", true);
        }
        state
    }

    /// Where it is; whoever reads it is told of every change but the passing of time.
    pub fn playhead(self) -> Playhead {
        self.playhead.get()
    }

    /// Image, machine or circumstances have changed, or another step is looked at.
    pub fn forget_story(self) {
        self.story.set_value(None);
    }

    /// The reader changed something: nothing moves, and the step that is looked at is shown at its end.
    pub fn rest(self) {
        self.playhead.update(Playhead::rest);
    }

    /// The figure is seen for the first time.
    pub fn begin_if_wished(self, stage: &impl Stage) {
        let is_cut = self.playhead.with_untracked(|it| it.is_cut);
        if !is_cut && use_context::<Wish>().is_some_and(|wish| wish.plays) {
            self.toggle(stage);
        }
    }

    /// The figure left the window.
    pub fn pause(self, stage: &impl Stage) {
        if self.playhead.with_untracked(|it| it.is_playing) {
            self.playhead.update(|it| it.is_playing = false);
            stage.share();
        }
    }

    /// One of the player's buttons was pressed. False for those of others.
    pub fn press(self, stage: &impl Stage, act: &str, value: &str) -> bool {
        match act {
            "play" => self.toggle_in_sight(stage),
            "loop" => self.playhead.update(|it| it.is_looping = !it.is_looping),
            "speed" => {
                self.playhead
                    .update(|it| it.set_speed(value.parse().unwrap_or_default()));
                self.keep_speed();
            }
            _ => return self.save(stage, act),
        }
        true
    }

    fn save(self, stage: &impl Stage, act: &str) -> bool {
        let address = stage.address();
        let file = self.with_story(stage, |story, _| pull::export::file(story, act, &address));
        let Some(file) = file.flatten() else {
            return false;
        };
        if file.media_type != PNG {
            let is_saved = download::save(&file.name, file.media_type, file.text.as_bytes());
            stage.say(after_saving(is_saved.is_ok()));
            return true;
        }
        stage.say("Painting.");
        let stage = stage.clone();
        leptos::task::spawn_local(async move {
            let is_saved = match raster::png(&file.text).await {
                Some(bytes) => download::save(&file.name, PNG, &bytes).is_ok(),
                None => false,
            };
            stage.say(after_saving(is_saved));
        });
        true
    }

    /// A key was pressed in the figure. False where it means nothing here.
    pub fn hear_key(self, stage: &impl Stage, key: &str, focus: Focus) -> bool {
        let Some(command) = command(key, focus) else {
            return false;
        };
        let step = self.with_story(stage, |story, _| story.step + 1);
        let step = step.and_then(|step| i64::try_from(step).ok()).unwrap_or(1);
        match command {
            Command::Toggle => self.toggle_in_sight(stage),
            Command::Step(Direction::On) => self.go(stage, step + 1),
            Command::Step(Direction::Back) => self.go(stage, (step - 1).max(1)),
            // Behind the end is the end.
            Command::Go(0) => self.go(stage, i64::MAX),
            Command::Go(step) => self.go(stage, step),
            Command::Nudge(way) => self.nudge(stage, way == Direction::On),
            Command::Speed(way) => {
                self.playhead
                    .update(|it| it.change_speed(way == Direction::On));
                self.keep_speed();
            }
            Command::Loop => self.playhead.update(|it| it.is_looping = !it.is_looping),
            Command::Link => stage.act("link"),
            Command::Keys => {
                if let Some(list) = parts::all_in(&stage.form(), ".f8-keys").pop() {
                    let _ = list.toggle_attribute("open");
                }
            }
        }
        true
    }

    fn keep_speed(self) {
        let percent = self.playhead.with_untracked(Playhead::percent);
        // Where nothing may be kept, the speed is that of this visit.
        let _ = storage::write(SPEED, &percent.to_string());
    }

    fn go(self, stage: &impl Stage, step: i64) {
        let n_steps = self.with_story(stage, |story, _| story.n_steps());
        let last = n_steps.and_then(|n| i64::try_from(n).ok()).unwrap_or(1);
        self.rest();
        self.show_step(stage, step.clamp(1, last));
        stage.share();
    }

    fn nudge(self, stage: &impl Stage, is_forward: bool) {
        let moved = self.with_story(stage, |story, mut head| {
            head.nudge(&story.timeline, story.step, is_forward);
            head
        });
        self.take(stage, moved);
    }

    /// As the reader asks for it, who then wants to see it.
    fn toggle_in_sight(self, stage: &impl Stage) {
        self.sought.set_value(Some(Occasion::Start));
        self.toggle(stage);
    }

    fn toggle(self, stage: &impl Stage) {
        let was_playing = self.playhead.with_untracked(|it| it.is_playing);
        let toggled = self.with_story(stage, |story, mut head| {
            head.toggle(&story.timeline, story.named());
            head
        });
        self.take(stage, toggled);
        if was_playing {
            return stage.share();
        }
        let stage = stage.clone();
        frames::run(move |elapsed| self.pass(&stage, elapsed));
    }

    /// Draws the figure anew at another moment.
    fn take(self, stage: &impl Stage, playhead: Option<Playhead>) {
        let Some(head) = playhead else { return };
        let step = self.with_story(stage, |story, _| head.step(&story.timeline));
        self.playhead.set(head);
        if let Some(step) = step.flatten() {
            self.show_step(stage, i64::try_from(step + 1).unwrap_or(1));
        }
    }

    /// Time passed. Returns whether it goes on.
    fn pass(self, stage: &impl Stage, elapsed_ms: u64) -> bool {
        if !self.playhead.with_untracked(|it| it.is_playing) {
            return false;
        }
        if let Some(occasion) = self.sought.try_update_value(Option::take).flatten() {
            sight::keep(&stage.form(), occasion, media::prefers_reduced_motion());
        }
        let passed = self.with_story(stage, |story, mut head| {
            head.pass(&story.timeline, elapsed_ms);
            (head, head.step(&story.timeline) == Some(story.step))
        });
        let Some((head, is_same_step)) = passed else {
            return false;
        };
        if !head.is_playing {
            self.take(stage, Some(head));
            stage.share();
            return false;
        }
        if is_same_step {
            // Only what moves is drawn, and nobody else is told.
            self.playhead.update_untracked(|it| *it = head);
            if !head.is_cut {
                self.draw_what_moves(stage);
            }
        } else {
            self.take(stage, Some(head));
            // Drawn by the next picture.
            self.sought.set_value(Some(Occasion::Step));
        }
        true
    }

    fn draw_what_moves(self, stage: &impl Stage) {
        let state = stage.state();
        let drawn = self.with_story(stage, |story, head| {
            let moment = story.moment(Some(&head));
            (
                pull::moving(story, &moment, &state),
                pull::clock(story, &moment),
            )
        });
        let Some((panes, clock)) = drawn else { return };
        let form = stage.form();
        for (selector, tree) in [(".f8-grid", &panes), (".f8-clock", &clock)] {
            if let Some(part) = parts::all_in(&form, selector).pop() {
                patch::patch(&part, tree);
            }
        }
    }

    fn show_step(self, stage: &impl Stage, step: i64) {
        let mut state = stage.state();
        state.apply("step", &step.to_string(), true);
        // The effect that does this as well comes later than the next question.
        self.forget_story();
        stage.show(state);
    }

    fn with_story<T>(
        self,
        stage: &impl Stage,
        call: impl FnOnce(&Story, Playhead) -> T,
    ) -> Option<T> {
        if self.story.with_value(Option::is_none) {
            let story = stage.with_scene(|scene| Story::new(&stage.state(), scene));
            self.story.set_value(story);
        }
        let head = self.playhead.get_untracked();
        self.story
            .with_value(|story| story.as_ref().map(|story| call(story, head)))
    }
}
