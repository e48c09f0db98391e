//! The buttons and the slider that lead through the steps.

use super::{
    playhead::Playhead,
    story::{Story, is_message},
};
use crate::{
    controls::{Controls, control_name},
    markup::{Element, KEY, el},
    sign,
};
use tagprism_core::{
    flow::{Scene as Moment, setting::Choice},
    size::ByteSize,
};

/// First, back, play, next and last; a tick for each step; simulated time; speed.
pub fn transport(
    story: &Story,
    moment: &Moment,
    controls: &Controls<'_>,
    playhead: Option<&Playhead>,
) -> Element {
    let playhead = playhead.copied().unwrap_or_default();
    let (step, n) = (story.step + 1, story.n_steps());
    let button = |key: &'static str, icon, to: usize, name: &'static str, label: &'static str| {
        let target = (to >= 1 && to <= n && to != step).then(|| to.to_string());
        let label = (!label.is_empty()).then(|| el("span").text(label));
        controls
            .button("step", target, Some(icon), "")
            .class("btn f8-tp")
            .set(KEY, key)
            .set("aria-label", name)
            .put_some(label)
    };
    let buttons = el("div")
        .class("f8-tps")
        .set(KEY, "buttons")
        .put(button("first", "first", 1, "First step", ""))
        .put(button("back", "prev", step - 1, "Back one step", "Back"))
        .put(play(playhead.is_playing))
        .put(button("next", "next", step + 1, "Next step", "Next"))
        .put(button("last", "last", n, "Last step", ""));
    let now = story.now();
    let said = format!(
        "Step {step} of {n}: {}, {} ms simulated",
        now.map_or_else(String::new, |it| it.title.to_ascii_lowercase()),
        ByteSize(moment.simulated_ms).grouped()
    );
    let scrub = el("div")
        .class("f8-scrub")
        .set(KEY, "scrub")
        .put(
            el("input")
                .set("type", "range")
                .set("name", control_name(super::NAME, "step"))
                .set("min", 1)
                .set("max", n)
                .set("value", step)
                .set("aria-label", "Step")
                .set("aria-valuetext", said),
        )
        .put(ticks(story));
    el("div")
        .class("f8-transport")
        .set("role", "group")
        .set("aria-label", "Steps")
        .put(
            el("div")
                .class("f8-drive")
                .set(KEY, "drive")
                .put(buttons)
                .put(scrub),
        )
        .put(clock(story, moment))
        .put(pace(&playhead))
}

fn play(is_playing: bool) -> Element {
    let (icon, name) = match is_playing {
        true => ("pause", "Pause"),
        false => ("play", "Play"),
    };
    el("button")
        .set("type", "button")
        .class("btn f8-tp primary needs-program")
        .set(KEY, "play")
        .set("data-act", "play")
        .set("aria-label", name)
        .put(sign::icon(icon))
}

/// How fast, and whether again: a matter of the player, not of the address.
fn pace(playhead: &Playhead) -> Element {
    let speed = |(percent, label): (u64, &'static str)| {
        let is_on = percent == playhead.percent();
        el("button")
            .set("type", "button")
            .set("data-act", "speed")
            .set("value", percent.to_string())
            .set("aria-pressed", if is_on { "true" } else { "false" })
            .text(label)
    };
    let pressed = if playhead.is_looping { "true" } else { "false" };
    el("div")
        .class("f8-pace needs-program")
        .set(KEY, "pace")
        .put(
            el("div")
                .class("seg")
                .set("role", "group")
                .set("aria-label", "Speed")
                .all(Playhead::speeds().into_iter().map(speed)),
        )
        .put(
            el("button")
                .set("type", "button")
                .class("btn f8-tp")
                .set("data-act", "loop")
                .set("aria-label", "Play again and again")
                .set("aria-pressed", pressed)
                .put(sign::icon("loop")),
        )
}

/// Simulated time, with what it was simulated for.
pub fn clock(story: &Story, moment: &Moment) -> Element {
    el("p")
        .class("f8-clock")
        .set(KEY, "clock")
        .put(el("b").text(format!("{} ms", ByteSize(moment.simulated_ms).grouped())))
        .text(" simulated")
        .put(el("span").text(story.setting.network.label()))
}

/// What each key does while the focus is in the figure.
const KEYS: &[(&str, &str)] = &[
    ("Space", "play or stop"),
    ("← →", "one step back or on"),
    (", .", "one event back or on"),
    ("Home End", "first or last step"),
    ("1 to 9, 0", "that step; 0 is the tenth"),
    ("< >", "slower or faster"),
    ("l", "again and again, or once"),
    ("c", "copy the link"),
    ("?", "this list"),
];

/// The list of keys.
pub fn keys() -> Element {
    let row = |&(key, what): &(&'static str, &'static str)| {
        el("div")
            .put(el("dt").put(el("kbd").text(key)))
            .put(el("dd").text(what))
    };
    el("details")
        .class("f8-keys needs-program")
        .set(KEY, "keys")
        .put(el("summary").text("Keys, while the focus is in this figure"))
        .put(el("dl").all(KEYS.iter().map(row)))
}

/// A square is a message, a circle happens in one place.
fn ticks(story: &Story) -> Element {
    let tick = |(nth, step)| {
        let shape = if is_message(step) { "net" } else { "loc" };
        let place = match nth {
            nth if nth < story.step => " done",
            nth if nth == story.step => " now",
            _ => "",
        };
        el("li")
            .class(format!("{shape}{place}"))
            .put(el("span").text(nth + 1))
    };
    el("ol")
        .class("f8-ticks")
        .set("aria-hidden", "true")
        .all(story.timeline.steps.iter().enumerate().map(tick))
}
