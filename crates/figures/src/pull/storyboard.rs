//! All steps on one page: for reading, for paper, for screen readers, and where nothing moves.

use super::{
    choice::Ranking,
    panel::more_requests,
    story::{Story, cut, is_message, short_request},
};
use crate::{
    controls::Controls,
    markup::{Element, KEY, el},
};
use tagprism_core::flow::{EventKind, Exchange, Step};

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
        .put_some(is_whole.then(|| found(story, step)).flatten())
        .put_some((is_whole && step.exchanges.len() > 2).then(|| {
            let n_more = step.exchanges.len() - 2;
            el("p")
                .class("f8-k")
                .text(format!("and {}", more_requests(n_more)))
        }))
        .put_some(is_whole.then(|| el("p").class("f8-k").text(step.why.clone())));
    if is_now {
        panel.set("aria-current", "step")
    } else {
        panel
    }
}

/// Bytes and checks of a step, in up to two lines; `None` where it has found nothing.
fn found(story: &Story, step: &Step) -> Option<Element> {
    let words = findings(story, step);
    (!words.is_empty()).then(|| {
        el("ul")
            .class("f8-found")
            .all(words.into_iter().map(|line| el("li").text(line)))
    })
}

/// What a step has found: the choice in a sentence, of anything else the first facts, and that it was hashed.
pub fn findings(story: &Story, step: &Step) -> Vec<String> {
    if let Some(ranking) = Ranking::of(story, step) {
        return vec![ranking.in_words()];
    }
    // What was asked for stands in the request, and what nobody knows is no finding.
    let is_found = |(name, value): &&(String, String)| {
        name != "Asked for" && !value.contains("not recorded") && !value.contains("not read")
    };
    let facts = step.facts.iter().filter(is_found).take(2);
    let mut words: Vec<String> = facts
        .map(|(name, value)| format!("{name}: {}", short(value)))
        .collect();
    let nth = story
        .timeline
        .steps
        .iter()
        .position(|it| std::ptr::eq(it, step));
    let of_step = story
        .timeline
        .events
        .iter()
        .filter(|it| Some(it.step) == nth);
    let n_verified = of_step.filter(|it| it.kind == EventKind::Verify).count();
    match n_verified {
        0 => {}
        1 => words.push("SHA-256 computed and compared".to_owned()),
        n => words.push(format!("SHA-256 computed and compared, {n} times")),
    }
    words
}

/// A value with its digest shortened, as a panel has room for.
fn short(value: &str) -> String {
    let digest = value.strip_prefix("sha256:").and_then(|hex| hex.get(..8));
    match digest {
        Some(hex) if value.len() > 64 => format!("sha256:{hex}…"),
        _ => cut(value, 60),
    }
}

fn line(exchange: &Exchange) -> Element {
    el("p")
        .class("f8-line")
        .put(el("code").text(short_request(&exchange.request, 44)))
        .put(el("span").text(exchange.meaning.clone()))
}
