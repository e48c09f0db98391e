//! Pull and push at once, on one scrubber: the same tree, read from the top and written from the leaves.

use super::{story::Story, tree};
use crate::markup::{Element, KEY, el};
use tagprism_core::flow::{Scene as Moment, Timeline};

/// Both trees, one above the other.
pub fn split(story: &Story, moment: &Moment, mirror: &Timeline, mirrored: &Moment) -> Element {
    el("div")
        .class("f8-pane f8-split")
        .set(KEY, "split")
        .put(half("Pull", "reads from the top", story, &story.timeline, moment))
        .put(half("Push", "writes from the leaves", story, mirror, mirrored))
        .put(el("p").class("f8-k").text(
            "One scrubber moves both. What a pull fetches first, a push writes last: a parent names only children that exist.",
        ))
}

fn half(
    name: &'static str,
    how: &'static str,
    story: &Story,
    timeline: &Timeline,
    moment: &Moment,
) -> Element {
    let step = timeline.steps.get(moment.step);
    let title = step.map_or("", |step| step.title);
    let caption = step.map_or_else(String::new, |step| step.caption.clone());
    let words = format!(
        "step {} of {}: {title}",
        moment.step + 1,
        timeline.steps.len()
    );
    el("section")
        .class("f8-half")
        .set(KEY, name)
        .set("aria-label", name)
        .put(
            el("p")
                .class("f8-head")
                .put(el("b").text(format!("{name} {how}")))
                .text(", ")
                .put(el("span").text(words)),
        )
        .put(tree::tree(story, timeline, moment))
        .put(el("p").class("f8-cap").text(caption))
}
