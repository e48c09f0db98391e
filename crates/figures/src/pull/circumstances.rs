//! The choices around a story: which way, what goes wrong, over which network, with what in the store.

use super::story::{Direction, Story, cut};
use crate::{
    controls::Controls,
    markup::{Element, KEY, el},
};
use tagprism_core::flow::{
    Ending,
    setting::{Cache, Choice, Network, Store, Trouble},
};

/// The controls above the figure.
pub fn circumstances(story: &Story, controls: &Controls<'_>) -> Vec<Element> {
    let directions = [("pull", "Pull"), ("push", "Push"), ("both", "Both at once")];
    let mut all = vec![controls.radios("direction", "Direction", &directions)];
    if story.direction != Direction::Pull {
        let pushes = [
            ("mounted", "The base is in another repository"),
            ("new", "Everything is new"),
            ("indexfirst", "The index is pushed first"),
        ];
        all.push(controls.select("push", "Push", &pushes).set(KEY, "push"));
    }
    if story.direction != Direction::Push {
        all.push(choices::<Trouble>(controls, "trouble", "What if"));
        all.push(choices::<Cache>(controls, "cache", "Local store"));
        all.push(choices::<Store>(controls, "store", "Image store"));
    }
    all.push(choices::<Network>(controls, "net", "Network"));
    let views = [("player", "Player"), ("storyboard", "Storyboard")];
    all.push(controls.radios("view", "Show", &views));
    all
}

fn choices<C: Choice>(
    controls: &Controls<'_>,
    parameter: &'static str,
    label: &'static str,
) -> Element {
    let all: Vec<(&'static str, &'static str)> =
        C::ALL.iter().map(|it| (it.key(), it.label())).collect();
    controls.select(parameter, label, &all).set(KEY, parameter)
}

/// What goes wrong in the end, wherever the reader is, and the way there.
pub fn how_it_ends(story: &Story, controls: &Controls<'_>) -> Option<Element> {
    let last = story.n_steps();
    let is_failure = matches!(story.timeline.ending, Ending::Failed { .. });
    let what = story.what();
    if !is_failure || story.step + 1 == last {
        return None;
    }
    let label = format!("Go to step {last}");
    Some(
        el("div")
            .class("f8-ends")
            .set(KEY, "ends")
            .put(
                el("p")
                    .text(format!("This {what} ends in step {last}: "))
                    .put(el("code").text(cut(story.timeline.ending.message(), 120))),
            )
            .put(controls.button("step", Some(last.to_string()), None, label)),
    )
}
