//! A step that sends nothing: what is done, and what was found.

use super::super::{
    choice::Ranking,
    pen::{At, path, text},
    story::{Story, cut},
};
use super::{LINE, LIVES, RIGHT, WORDS, wire::message};
use crate::markup::Element;
use tagprism_core::flow::{Step, timeline::Place};

/// A step without a message between machines.
pub fn inside(row: &mut Element, story: &Story, nth: usize, y: i32, height: i32, is_now: bool) {
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
    if is_now {
        drawn = drawn.put(text("s-note m-t", At::End, RIGHT, y + 26, place));
    }
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
pub fn lines(step: &Step) -> Vec<String> {
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
