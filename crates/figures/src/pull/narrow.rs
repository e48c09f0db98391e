//! The step in words, where there is no room for lifelines.

use super::{
    choice::Ranking,
    panel::more_requests,
    stage::{MAX_SHOWN, lines},
    story::{Story, short_request},
};
use crate::markup::{Element, el};
use tagprism_core::flow::{Scene as Moment, timeline::Place};

/// Who says what to whom.
pub fn in_words(story: &Story, moment: &Moment) -> Element {
    let place = el("div").class("f8-now");
    let Some(step) = story.timeline.steps.get(moment.step) else {
        return place;
    };
    if let Some(ranking) = Ranking::of(story, step) {
        return place
            .put(el("p").put(el("b").text("Engine")).text(", alone. No message in this step."))
            .put(ranking.cells())
            .put(el("p").class("f8-k").text(
                "1st, 2nd: rank on the wish list. Struck: not for this machine. Dotted: attestation.",
            ));
    }
    if step.exchanges.is_empty() {
        let (who, rest) = match step.place {
            Place::You => ("You", " tell the engine; it completes the name by itself."),
            Place::Kernel => ("Kernel", ", at last. No message in this step."),
            _ => ("Engine", ", alone. No message in this step."),
        };
        let facts = lines(step)
            .into_iter()
            .map(|line| el("p").class("f8-k").text(line));
        return place
            .put(el("p").put(el("b").text(who)).text(rest))
            .all(facts);
    }
    let lines = step.exchanges.iter().take(MAX_SHOWN).map(|exchange| {
        el("div")
            .class("f8-msg")
            .put(el("p").put(el("b").text(format!("Engine to {}", exchange.to.label()))))
            .put(el("p").put(el("code").text(short_request(&exchange.request, 60))))
            .put(el("p").class("f8-back").text(exchange.meaning.clone()))
    });
    let n_more = step.exchanges.len().saturating_sub(MAX_SHOWN);
    let more = (n_more > 0).then(|| {
        el("p")
            .class("f8-k")
            .text(format!("and {}", more_requests(n_more)))
    });
    place.all(lines).put_some(more)
}
