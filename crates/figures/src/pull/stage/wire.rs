//! Requests and answers between the lifelines.

use super::super::{
    panel::more_requests,
    pen::{At, group, path, text},
    story::{Direction, Story, short_request},
};
use super::{EXCHANGE, LINE, LIVES, MAX_SHOWN, WORDS};
use crate::markup::Element;
use tagprism_core::flow::{EventKind, Exchange, Scene as Moment};

/// Width of a character of the small monospaced face, in tenths.
const MONO: i32 = 75;

/// Requests and answers. Returns where they end.
pub fn wire(row: &mut Element, story: &Story, moment: &Moment, nth: usize, y: i32) -> i32 {
    let step = &story.timeline.steps[nth];
    let mut y = y;
    let mut drawn = row.clone();
    for (exchange, place) in step.exchanges.iter().zip(0..MAX_SHOWN) {
        let ask = share(story, moment, nth, EventKind::Ask, place);
        let answer = share(story, moment, nth, EventKind::Answer, place);
        drawn = drawn.put(pair(exchange, ask, answer, y));
        y += EXCHANGE;
    }
    let n_more = step.exchanges.len().saturating_sub(MAX_SHOWN);
    if n_more > 0 {
        let words = format!("and {}", more_requests(n_more));
        drawn = drawn.put(text("s-note m-t", At::Start, WORDS, y + 12, words));
        y += LINE;
    }
    if has_verified(story, moment, nth) {
        drawn = drawn.put(verified(story, y - 10));
    }
    *row = drawn;
    y + 10
}

/// The sign that bytes were hashed, beside whoever hashed them: the engine on the way down, the registry on the way up.
fn verified(story: &Story, y: i32) -> Element {
    let (x, word) = match story.direction {
        Direction::Push => (LIVES[2] + 12, (At::Start, LIVES[2] + 29)),
        Direction::Pull | Direction::Both => (LIVES[1] - 22, (At::End, LIVES[1] - 28)),
    };
    group("f8-ok")
        .put(path("", format!("M{x} {}l4 4 7-8", y - 5)))
        .put(text("s-note m-t", word.0, word.1, y, "verified"))
}

/// How much of a request or an answer of a step is over, in thousandths; `None` where it has not begun.
fn share(story: &Story, moment: &Moment, nth: usize, kind: EventKind, place: usize) -> Option<u64> {
    if nth != moment.step {
        return (nth < moment.step).then_some(1_000);
    }
    let mut events = story.timeline.events.iter();
    match events
        .by_ref()
        .filter(|it| it.step == nth && it.kind == kind)
        .nth(place)
    {
        Some(event) if event.simulated.start > moment.simulated_ms => None,
        Some(event) => Some(event.simulated.permille(moment.simulated_ms)),
        // Shown for what many blobs have in common, without a time of its own.
        None => Some(1_000),
    }
}

fn has_verified(story: &Story, moment: &Moment, nth: usize) -> bool {
    let mut events = story.timeline.events.iter();
    nth <= moment.step
        && events.any(|event| {
            let is_over = event.simulated.end <= moment.simulated_ms;
            event.step == nth && event.kind == EventKind::Verify && is_over
        })
}

fn pair(exchange: &Exchange, ask: Option<u64>, answer: Option<u64>, y: i32) -> Element {
    let (from, to) = (LIVES[1], LIVES[exchange.to as usize]);
    let n_chars = usize::try_from((to - WORDS - 4) * 10 / MONO).unwrap_or_default();
    let request = short_request(&exchange.request, n_chars);
    let is_ghost = |share: Option<u64>| if share.is_none() { "is-ghost" } else { "" };
    let is_refused = exchange.status.starts_with(['4', '5']) && exchange.meaning == exchange.status;
    let class = if is_refused {
        "s-note m-t s-fail"
    } else {
        "s-note m-t"
    };
    let (ask_y, answer_y) = (y + 22, y + 44);
    group("f8-pair")
        .put(
            group(is_ghost(ask))
                .put(message("m-req", from, to, ask_y, ask.unwrap_or(1_000)))
                .put(text("s-mono m-t", At::Start, WORDS, ask_y - 6, request)),
        )
        .put(
            group(is_ghost(answer))
                .put(message(
                    "m-res",
                    to,
                    from,
                    answer_y,
                    answer.unwrap_or(1_000),
                ))
                .put(text(
                    class,
                    At::Start,
                    WORDS,
                    answer_y - 5,
                    exchange.meaning.clone(),
                )),
        )
}

/// An arrow between two lifelines, drawn as far as the message has come.
pub fn message(class: &'static str, from: i32, to: i32, y: i32, permille: u64) -> Element {
    let side = (to - from).signum();
    let share = i32::try_from(permille.min(1_000)).unwrap_or(1_000);
    let tip = from + 4 * side + (to - from - 8 * side) * share / 1_000;
    group(class)
        .put(path("", format!("M{} {y}H{tip}", from + 4 * side)))
        .put(path(
            "m-tip",
            format!(
                "M{} {}l{} 4 {} 4",
                tip - 7 * side,
                y - 4,
                7 * side,
                -7 * side
            ),
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::Scene, pull, state::State};
    use tagprism_core::Platform;

    /// Where the check mark of the first step that verifies stands.
    fn mark_of(direction: &str) -> String {
        let machine = Platform::new("linux", "arm64", "v8");
        let mut state = State::new(pull::FIGURE.parameters);
        state.apply("direction", direction, true);
        state.apply("step", "30", true);
        let story = Story::new(&state, &Scene::known(&machine)).unwrap();
        verified(&story, 100).to_html()
    }

    #[test]
    fn who_hashed_has_the_mark() {
        assert!(mark_of("pull").contains("M138 95"), "{}", mark_of("pull"));
        assert!(mark_of("push").contains("M416 95"), "{}", mark_of("push"));
    }
}
