//! The figure that plays, as its player sees it.

use super::host::Host;
use crate::{
    browser::{keys, parts::Part, visibility},
    player::{Player, Stage},
    ui::effect,
};
use leptos::prelude::*;
use tagprism_figures::{Scene, State, frame::Voice};

/// A figure and its form.
#[derive(Clone)]
pub(super) struct Played {
    pub(super) host: Host,
    pub(super) form: Part,
}

impl Stage for Played {
    fn form(&self) -> Part {
        self.form.clone()
    }

    fn state(&self) -> State {
        self.host.state.get_untracked()
    }

    fn show(&self, state: State) {
        self.host.voice.set_value(Voice::Aloud);
        self.host.state.set(state);
    }

    fn share(&self) {
        // A figure that is put away has no say in the address.
        if self.form.is_connected() {
            self.host.share(&self.state());
        }
    }

    fn with_scene<T>(&self, call: impl FnOnce(&Scene<'_>) -> T) -> T {
        let machine = self.host.machine.machine.get_untracked();
        untrack(|| self.host.with_scene(&machine, call))
    }

    fn address(&self) -> String {
        self.host.link(&self.state())
    }

    fn say(&self, words: &'static str) {
        self.host.said.set(words);
    }

    fn act(&self, act: &str) {
        self.host.act(&self.form, act, "");
    }
}

impl Played {
    /// Keys and sight are the player's, too.
    pub(super) fn begin(self, player: Player) {
        let (host, stage) = (self.host, self);
        effect(move || {
            host.state.track();
            host.live.track();
            let _ = host.machine.machine.get();
            player.forget_story();
        });
        let seen = stage.clone();
        let owner = Owner::current();
        let is_first = StoredValue::new(true);
        visibility::watch(&stage.form, "0px", move |is_seen| {
            if !is_seen {
                return player.pause(&seen);
            }
            if let Some(owner) = owner.as_ref().filter(|_| is_first.get_value()) {
                is_first.set_value(false);
                owner.with(|| player.begin_if_wished(&seen));
            }
        });
        let heard = stage.clone();
        keys::listen(&stage.form, move |key, focus| {
            player.hear_key(&heard, key, focus)
        });
    }
}
