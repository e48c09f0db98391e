//! A figure in the page: draws it again when its state, the machine or what was found out changes.

use super::{address::Spelling, picture, played::Played, replay};
use crate::{
    browser::{
        clipboard,
        form_events::{ControlEvent, ControlKind, listen, touched},
        history, location,
        parts::{self, Part},
        patch, visibility,
    },
    machine::{Machine, MachineContext, Provenance, use_machine},
    player::{self, Player},
    ui::effect,
};
use leptos::prelude::*;
use serde_json::Value;
use tagprism_core::Platform;
use tagprism_figures::{
    Drawing, Figure, Scene, State,
    controls::MACHINE,
    frame,
    frame::{Voice, figure_id},
};

/// How far from the window figures are kept up to date, in windows.
const AWAKE_WITHIN: &str = "100%";

/// A figure that lives in the page.
#[derive(Clone, Copy)]
pub(super) struct Host {
    pub(super) figure: &'static Figure,
    pub(super) state: RwSignal<State>,
    /// What pointer or focus rests on, as parameter and value. It is seen and nothing else: never chosen, shared or announced.
    peek: RwSignal<Option<(String, String)>>,
    /// Whether what is drawn next is read aloud.
    pub(super) voice: StoredValue<Voice>,
    /// What the address bar says; it lags behind a slider that moves.
    shared: StoredValue<State>,
    pub(super) live: RwSignal<Option<Value>>,
    /// How often a registry was asked, or the figure put back.
    n_asked: StoredValue<usize>,
    /// What the last action did, until the next one.
    pub(super) said: RwSignal<&'static str>,
    pub(super) machine: MachineContext,
    /// What plays it, if it is the figure that plays.
    player: Option<Player>,
    spelling: Spelling,
}

/// A figure that was taken over.
#[derive(Clone, Copy)]
pub struct Hosted(Host);

impl Hosted {
    /// Tells the figure what was found out for it.
    pub fn tell(self, live: Option<Value>) {
        if self.0.live.with_untracked(|old| *old != live) {
            self.0.live.set(live);
        }
    }

    /// What the reader chose in it.
    pub fn state(self) -> State {
        self.0.state.get()
    }

    /// Takes its state from the address, which may be another one than before.
    pub fn read_address(self) {
        self.0.take_from_address();
    }
}

/// Takes over a figure: `form` is where it stands, `spelling` how the address of this page says its state.
pub fn host(figure: &'static Figure, form: Part, spelling: Spelling) -> Hosted {
    let given = spelling.state_of(&figure.plan(), &history::address());
    let player = (figure.name == player::FIGURE).then(Player::at_rest);
    let first = match player {
        Some(player) => player.first_state(given.clone()),
        None => given.clone(),
    };
    let host = Host {
        figure,
        state: RwSignal::new(first),
        peek: RwSignal::new(None),
        voice: StoredValue::new(Voice::Aloud),
        shared: StoredValue::new(given),
        live: RwSignal::new(None),
        n_asked: StoredValue::new(0),
        said: RwSignal::new(""),
        machine: use_machine(),
        player,
        spelling,
    };
    host.catch_up(&form);
    host.follow_the_address();
    host.draw_when_awake(&form);
    let page = form.clone();
    listen(&form, move |event| host.hear(&page, &event));
    if let Some(player) = player {
        Played { host, form }.begin(player);
    }
    Hosted(host)
}

impl Host {
    /// What the reader chose before the program came counts.
    fn catch_up(self, form: &Part) {
        for event in touched(form) {
            self.hear(form, &event);
        }
    }

    /// Going back and forward changes the address without asking the figure.
    fn follow_the_address(self) {
        history::on_traverse(move || self.take_from_address());
    }

    fn take_from_address(self) {
        let given = self
            .spelling
            .state_of(&self.figure.plan(), &history::address());
        if self.shared.with_value(|shared| *shared != given) {
            self.shared.set_value(given.clone());
            if let Some(player) = self.player {
                player.rest();
            }
            self.state.set(given);
        }
    }

    fn draw_when_awake(self, form: &Part) {
        let is_awake = RwSignal::new(false);
        visibility::watch(form, AWAKE_WITHIN, move |is_near| {
            if is_awake.get_untracked() != is_near {
                is_awake.set(is_near);
            }
        });
        let form = form.clone();
        let paper = form.clone();
        // Everything is printed, wherever the reader is.
        visibility::before_print(move || {
            untrack(|| self.draw_into(&paper));
        });
        effect(move || {
            if is_awake.get() {
                self.draw_into(&form);
            }
        });
    }

    fn draw_into(self, form: &Part) {
        let machine = self.machine.machine.get();
        let drawing = self.draw(&machine);
        let framed = self.state.with(|state| {
            frame(
                self.figure,
                state,
                drawing,
                self.said.get(),
                self.voice.get_value(),
            )
        });
        // The caption stands beside the form.
        if let Some(page) = form.parent_element() {
            patch::patch(&page, &framed);
        }
    }

    fn draw(self, machine: &Machine) -> Drawing {
        let peek = self.peek.get();
        self.with_scene(machine, |scene| {
            self.state.with(|state| match &peek {
                Some((name, value)) => (self.figure.draw)(&state.peeking(name, value), scene),
                None => (self.figure.draw)(state, scene),
            })
        })
    }

    pub(super) fn with_scene<T>(self, machine: &Machine, call: impl FnOnce(&Scene<'_>) -> T) -> T {
        let playhead = self.player.map(Player::playhead);
        // Not copied: of a long index it is long.
        self.live.with(|live| {
            call(&Scene {
                machine: &machine.platform,
                machine_id: machine.known().map(|it| it.id),
                is_assumed: machine.provenance == Provenance::Assumed,
                live: live.as_ref(),
                playhead: playhead.as_ref(),
            })
        })
    }

    /// Shows what the reader points at.
    fn look_at(self, peek: Option<(String, String)>) {
        if self.peek.with_untracked(|old| *old != peek) {
            self.voice.set_value(Voice::Silent);
            self.peek.set(peek);
        }
    }

    fn hear(self, form: &Part, event: &ControlEvent) {
        if event.kind == ControlKind::Act {
            self.voice.set_value(Voice::Aloud);
            return self.act(form, &event.name, &event.value);
        }
        let own = event.name.strip_prefix(self.figure.name);
        let parameter = own
            .and_then(|rest| rest.strip_prefix('-'))
            .unwrap_or(&event.name);
        match event.kind {
            ControlKind::Peeked => {
                return self.look_at(Some((parameter.to_owned(), event.value.clone())));
            }
            ControlKind::LookedAway => return self.look_at(None),
            ControlKind::Changing | ControlKind::Changed | ControlKind::Act => {}
        }
        self.voice.set_value(Voice::Aloud);
        if parameter == MACHINE {
            return self.choose_machine(&event.value);
        }
        let mut state = self.state.get_untracked();
        state.apply(parameter, &event.value, event.is_checked);
        if let Some(player) = self.player.filter(|_| !matches!(parameter, "tab" | "view")) {
            player.rest();
        }
        if self.state.with_untracked(|old| *old != state) {
            self.said.set("");
            self.peek.set(None);
            self.state.set(state.clone());
        }
        if event.kind == ControlKind::Changed {
            self.share(&state);
        }
    }

    /// A machine that is chosen in a figure is the whole site's.
    fn choose_machine(self, platform: &str) {
        let now = self.machine.machine.get_untracked().platform;
        if let Ok(platform) = Platform::parse(platform, &now)
            && platform != now
        {
            self.machine.choose.run(platform);
        }
    }

    /// Puts a state into the address.
    pub(super) fn share(self, state: &State) {
        if self.shared.with_value(|shared| shared != state) {
            let address = self
                .spelling
                .with_state(&history::address(), &self.figure.plan(), state);
            if history::note(&(address + &history::fragment())) {
                self.shared.set_value(state.clone());
            }
        }
    }

    /// The whole address of a state of this figure.
    pub(super) fn link(self, state: &State) -> String {
        format!(
            "{}{}#{}",
            location::origin(),
            self.spelling
                .with_state(&history::address(), &self.figure.plan(), state),
            figure_id(self.figure.name)
        )
    }

    pub(super) fn act(self, form: &Part, act: &str, value: &str) {
        if let Some(player) = self.player {
            let form = form.clone();
            if player.press(&Played { host: self, form }, act, value) {
                return;
            }
        }
        match act {
            "reset" => {
                let state = State::new(self.figure.parameters);
                self.share(&state);
                self.state.set(state);
                match self.player {
                    // What is played stays.
                    Some(player) => player.rest(),
                    None => self.live.set(None),
                }
                self.n_asked.update_value(|n| *n += 1);
                self.said.set("Back to the start.");
            }
            "link" => {
                let state = self.state.get_untracked();
                self.share(&state);
                let address = self.link(&state);
                let said = self.said;
                leptos::task::spawn_local(async move {
                    said.set(match clipboard::copy(&address).await {
                        Ok(()) => "Link copied.",
                        Err(_) => {
                            "The browser did not allow copying; the address bar has the link."
                        }
                    });
                });
            }
            "save" => {
                let machine = self.machine.machine.get_untracked();
                // As it was chosen, not as it is looked at.
                self.peek.set(None);
                let drawing = untrack(|| self.draw(&machine));
                self.said.set(picture::save(form, self.figure, &drawing));
            }
            "replay" => {
                self.said.set("Asking.");
                self.n_asked.update_value(|n| *n += 1);
                let nth = self.n_asked.get_value();
                let button = parts::all_in(form, "[data-act=replay]").pop();
                leptos::task::spawn_local(async move {
                    let replayed = replay::replay(button).await;
                    // Asked again or reset meanwhile: this answer is nobody's.
                    if self.n_asked.get_value() != nth {
                        return;
                    }
                    match replayed {
                        Ok(answer) => {
                            self.live.set(Some(answer));
                            self.said.set("");
                        }
                        Err(why) => {
                            self.live.set(Some(replay::failure(why)));
                            self.said.set("");
                        }
                    }
                });
            }
            _ => {}
        }
    }
}
