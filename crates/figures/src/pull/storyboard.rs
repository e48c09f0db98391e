//! All steps on one page: for reading, for paper, for screen readers, and where nothing moves.

use super::story::{Story, is_message, short_request};
use crate::{
    controls::Controls,
    markup::{Element, KEY, el},
};
use tagprism_core::flow::{Exchange, Step};

/// A panel per step. With `is_whole` each has its requests and answers.
pub fn storyboard(story: &Story, controls: &Controls<'_>, is_whole: bool) -> Element {
    let panels = story.timeline.steps.iter().enumerate();
    let panels = panels.map(|(nth, step)| panel(story, controls, nth, step, is_whole));
    let class = if is_whole {
        "f8-story is-whole"
    } else {
        "f8-story"
    };
    el("ol")
        .class(class)
        .set("aria-label", "All steps")
        .all(panels)
}

fn panel(
    story: &Story,
    controls: &Controls<'_>,
    nth: usize,
    step: &Step,
    is_whole: bool,
) -> Element {
    let is_now = nth == story.step;
    let shape = if is_message(step) { "net" } else { "loc" };
    let title = controls
        .button("step", Some((nth + 1).to_string()), None, step.title)
        .class("f8-jump");
    let lines = step.exchanges.iter().take(2).map(line);
    let panel = el("li")
        .class(shape)
        .set(KEY, step.key)
        .put(
            el("p")
                .class("f8-st")
                .put(el("span").class("balloon").text(nth + 1))
                .put(el("span").text(step.place.label())),
        )
        .put(title)
        .put(el("p").text(step.caption.clone()))
        .all(lines)
        .put_some((is_whole && step.exchanges.len() > 2).then(|| {
            el("p").class("f8-k").text(format!(
                "and {} more requests like these",
                step.exchanges.len() - 2
            ))
        }))
        .put_some(is_whole.then(|| el("p").class("f8-k").text(step.why.clone())));
    if is_now {
        panel.set("aria-current", "step")
    } else {
        panel
    }
}

fn line(exchange: &Exchange) -> Element {
    el("p")
        .class("f8-line")
        .put(el("code").text(short_request(&exchange.request, 44)))
        .put(el("span").text(exchange.meaning.clone()))
}
