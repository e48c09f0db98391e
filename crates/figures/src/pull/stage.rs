//! The messages: five lifelines, the step that is played, and as many steps around it as fit.
//!
//! Every row has a height of its own, and the window over them moves by whole rows, so that the drawing is always as tall.

use super::{
    choice::Ranking,
    pen::{At, balloon, group, path, rect, svg, text, whole},
    story::{Story, cut, is_message, short_request},
};
use crate::markup::{Element, KEY, el};
use tagprism_core::flow::{
    Actor, Ending, EventKind, Exchange, Scene as Moment, Step,
    setting::Store,
    timeline::{ACTORS, Place},
};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 548;
/// Where the rows begin: below the names.
const TOP: i32 = 52;
/// The lifelines, in the order of [`ACTORS`].
const LIVES: [i32; 5] = [46, 160, 404, 520, 604];
/// Where messages' words begin, and the right edge of everything.
const WORDS: i32 = 172;
const RIGHT: i32 = 628;
/// Heights: of a request with its answer, of an error, of a step without a message (when it is not played, when it is, and
/// when entries are ranked in it).
const EXCHANGE: i32 = 52;
const LINE: i32 = 24;
const QUIET: i32 = 38;
const BAND: i32 = 104;
const RANKING: i32 = 136;
/// Requests that a row shows; more are counted.
const MAX_SHOWN: usize = 2;
/// Width of a character of the small monospaced face, in tenths.
const MONO: i32 = 75;

/// The messages around the step that a moment belongs to.
pub fn messages(story: &Story, moment: &Moment) -> Element {
    let steps = &story.timeline.steps;
    let heights: Vec<i32> = (0..steps.len())
        .map(|nth| height(story, nth, moment.step))
        .collect();
    let room = HEIGHT - TOP;
    let name = format!("Messages up to step {} of {}", moment.step + 1, steps.len());
    let mut drawing = svg("f8-seq", WIDTH, HEIGHT, name)
        .set("data-drawing", "")
        .put(lifelines(story));
    let mut y = TOP;
    let first = first_row(&heights, moment.step, room);
    for (nth, &height) in heights.iter().enumerate().skip(first) {
        if y + height > HEIGHT {
            break;
        }
        drawing = drawing.put(row(story, moment, nth, y, height));
        y += height;
    }
    drawing
}

/// The first row such that the current one is near the middle, and no room is left at the end.
fn first_row(heights: &[i32], current: usize, room: i32) -> usize {
    let until = |nth: usize| heights.iter().take(nth).sum::<i32>();
    let wanted = until(current) + heights.get(current).copied().unwrap_or_default() / 2 - room / 2;
    let latest = until(heights.len()) - room;
    let offset = wanted.min(latest).max(0);
    (0..heights.len())
        .find(|&nth| until(nth) >= offset)
        .unwrap_or_default()
        .min(current)
}

fn height(story: &Story, nth: usize, current: usize) -> i32 {
    let step = &story.timeline.steps[nth];
    let error = if story.fails_at(nth) { LINE } else { 0 };
    if is_message(step) {
        let n_shown = step.exchanges.len().min(MAX_SHOWN);
        let more = if step.exchanges.len() > MAX_SHOWN {
            LINE
        } else {
            0
        };
        return (EXCHANGE * whole(n_shown) + more + 10 + error).max(QUIET);
    }
    if nth != current {
        return QUIET + error;
    }
    match step.key {
        "choose" | "choose-inner" => RANKING + error,
        _ => BAND + error,
    }
}

fn lifelines(story: &Story) -> Element {
    let mut all = group("f8-lives");
    for (&x, actor) in LIVES.iter().zip(ACTORS) {
        all = all
            .put(text("s-name", At::Middle, x, 14, actor.label()))
            .put(text("s-note", At::Middle, x, 30, note(story, actor)))
            .put(path("f8-life", format!("M{x} 40V{HEIGHT}")));
    }
    all
}

/// What stands below the name of somebody.
fn note(story: &Story, actor: Actor) -> String {
    let mut exchanges = story.timeline.steps.iter().flat_map(|step| &step.exchanges);
    match actor {
        Actor::You => "docker run".to_owned(),
        Actor::Engine => match story.setting.store {
            Store::Containerd => "containerd store".to_owned(),
            Store::Classic => "classic store".to_owned(),
        },
        Actor::Blobs => "behind a 307".to_owned(),
        Actor::Registry | Actor::Tokens => match exchanges.find(|it| it.to == actor) {
            Some(exchange) => cut(&exchange.host, 21),
            None => "not asked".to_owned(),
        },
    }
}

fn row(story: &Story, moment: &Moment, nth: usize, y: i32, height: i32) -> Element {
    let step = &story.timeline.steps[nth];
    let is_now = nth == moment.step;
    let class = match nth.cmp(&moment.step) {
        std::cmp::Ordering::Less => "f8-row",
        std::cmp::Ordering::Equal => "f8-row is-now",
        std::cmp::Ordering::Greater => "f8-row is-next",
    };
    let band = is_now.then(|| {
        group("f8-band")
            .put(rect("", 0, y, WIDTH, height))
            .put(path("", format!("M0 {y}H{WIDTH}M0 {}H{WIDTH}", y + height)))
    });
    let mut row = group(class).set(KEY, step.key).put_some(band);
    row = row.put(balloon(nth + 1, 13, y + 22));
    let bottom = if is_message(step) {
        wire(&mut row, story, moment, nth, y)
    } else {
        inside(&mut row, story, nth, y, height, is_now);
        y + height - if story.fails_at(nth) { LINE } else { 0 }
    };
    if story.fails_at(nth) && !matches!(story.timeline.ending, Ending::Unread { .. }) {
        row = row
            .put(message("m-err", LIVES[1], LIVES[0], bottom + 8, 1_000))
            .put(text(
                "s-note s-fail",
                At::Middle,
                (LIVES[0] + LIVES[1]) / 2,
                bottom + 3,
                "an error",
            ));
    }
    row
}

/// Requests and answers. Returns where they end.
fn wire(row: &mut Element, story: &Story, moment: &Moment, nth: usize, y: i32) -> i32 {
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
        let words = format!("and {n_more} more requests like these");
        drawn = drawn.put(text("s-note m-t", At::Start, WORDS, y + 12, words));
        y += LINE;
    }
    if has_verified(story, moment, nth) {
        let (x, y) = (LIVES[1], y - 10);
        drawn = drawn.put(
            group("f8-ok")
                .put(path("", format!("M{} {}l4 4 7-8", x - 22, y - 5)))
                .put(text("s-note m-t", At::End, x - 28, y, "verified")),
        );
    }
    *row = drawn;
    y + 10
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
fn message(class: &'static str, from: i32, to: i32, y: i32, permille: u64) -> Element {
    let side = (to - from).signum();
    let share = i32::try_from(permille.min(1_000)).unwrap_or(1_000);
    let tip = from + 4 * side + (to - from - 8 * side) * share / 1_000;
    group(class)
        .put(path("", format!("M{} {y}H{tip}", from + 4 * side)))
        .put(path(
            "m-tip",
            format!(
                "M{} {}l{} 4{} 4",
                tip - 7 * side,
                y - 4,
                7 * side,
                -7 * side
            ),
        ))
}

/// A step without a message between machines.
fn inside(row: &mut Element, story: &Story, nth: usize, y: i32, height: i32, is_now: bool) {
    let step = &story.timeline.steps[nth];
    let error = if story.fails_at(nth) { LINE } else { 0 };
    let end = if is_now { y + height - error } else { y + 32 };
    let mut drawn = row
        .clone()
        .put(path(
            "f8-act",
            format!("M{} {}V{end}", LIVES[1], if is_now { y } else { y + 10 }),
        ))
        .put(text(
            if is_now { "s-name m-t" } else { "s-text m-t" },
            At::Start,
            WORDS + 10,
            y + 26,
            step.title,
        ));
    let place = match step.place {
        Place::You => "on your side, no message",
        Place::Kernel => "in the kernel",
        _ => "inside the engine, no message",
    };
    drawn = drawn.put(text("s-note m-t", At::End, RIGHT, y + 26, place));
    if step.place == Place::You {
        drawn = drawn.put(message("m-req", LIVES[0], LIVES[1], y + 22, 1_000));
    }
    if is_now {
        drawn = match Ranking::of(story, step) {
            Some(ranking) => drawn.put(ranking.draw(WORDS + 6, RIGHT + 4, y + 62)),
            None => drawn.all(lines(step).into_iter().zip(0..).map(|(line, nth)| {
                text("s-note m-t", At::Start, WORDS + 10, y + 50 + 18 * nth, line)
            })),
        };
    }
    *row = drawn;
}

/// The facts of a step in up to three lines.
fn lines(step: &Step) -> Vec<String> {
    const MAX_CHARS: usize = 78;
    let mut lines: Vec<String> = Vec::new();
    for (name, value) in &step.facts {
        let fact = cut(&format!("{name}: {value}"), MAX_CHARS);
        match lines.last_mut() {
            Some(line) if line.chars().count() + fact.chars().count() + 3 <= MAX_CHARS => {
                line.push_str(" · ");
                line.push_str(&fact);
            }
            _ => lines.push(fact),
        }
    }
    let n_left = lines.len().saturating_sub(3);
    lines.truncate(3);
    if n_left > 0
        && let Some(last) = lines.last_mut()
    {
        *last = cut(last, MAX_CHARS - 10) + " and more";
    }
    lines
}

/// The step in words, for narrow screens: who says what to whom.
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
            .text(format!("and {n_more} more requests like these"))
    });
    place.all(lines).put_some(more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_over_the_rows_always_holds_the_current_one() {
        let heights = [38, 62, 62, 62, 62, 136, 62, 114, 38, 148];
        for current in 0..heights.len() {
            let first = first_row(&heights, current, 496);
            assert!(first <= current);
            let shown: i32 = heights[first..=current].iter().sum();
            assert!(shown <= 496, "{current}: from {first}");
        }
        assert_eq!(
            (first_row(&heights, 0, 496), first_row(&heights, 9, 496)),
            (0, 6)
        );
    }
}
