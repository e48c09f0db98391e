//! The messages: five lifelines, the step that is played, and as many steps around it as fit.
//!
//! Every row has a height of its own, and the window over them moves by whole rows, so that the drawing is always as tall.

mod inside;
mod wire;

use super::{
    pen::{At, balloon, group, path, rect, svg, text, whole},
    story::{Direction, Story, cut, is_message},
};
use crate::markup::{Element, KEY};
use inside::inside;
pub use inside::lines;
use tagprism_core::flow::{Actor, Ending, Scene as Moment, setting::Store, timeline::ACTORS};
use wire::{message, wire};

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
pub const MAX_SHOWN: usize = 2;

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
        Actor::You if story.direction == Direction::Push => "docker buildx".to_owned(),
        Actor::You => "docker run".to_owned(),
        Actor::Engine if story.direction == Direction::Push => "BuildKit".to_owned(),
        Actor::Engine => match story.setting.store {
            Store::Containerd => "containerd store".to_owned(),
            Store::Classic => "classic store".to_owned(),
        },
        Actor::Blobs if !exchanges.any(|it| it.to == actor) => "not asked".to_owned(),
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
