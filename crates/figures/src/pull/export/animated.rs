//! The story as one drawing that plays by itself: rows appear as their steps begin, in story time.
//!
//! It plays once. Where motion is unwanted, and in programs that know no animation, it stands there whole.

use super::{
    super::{
        choice::Ranking,
        story::{Story, cut, is_message, short_request},
    },
    headline,
};
use crate::markup::{Element, el};
use std::fmt::Write as _;
use tagprism_core::flow::{Exchange, Step, timeline::ACTORS};

const WIDTH: usize = 1_000;
const EDGE: usize = 24;
/// Height of a step, and of each request in it.
const ROW: usize = 46;
/// Requests of a step that are drawn; more are counted.
const MAX_SHOWN: usize = 2;
/// Where the steps begin: below the title and the names.
const TOP: usize = 128;
/// Where everybody's line runs, in the order of [`ACTORS`].
const LIVES: [usize; 5] = [290, 400, 640, 800, 930];
/// Room for the sentence about a step.
const CAPTION: usize = 96;
const CAPTION_CHARS: usize = 112;

/// Colors for both themes; faces that every system has.
const STYLE: &str = "svg{background:#fbfaf6;color:#1c1b18}text{font:13px system-ui,sans-serif;fill:currentColor}\
    .h{font:600 20px Georgia,serif}.t{font:600 15px Georgia,serif}.m{font:12px ui-monospace,monospace}.q{opacity:.72}\
    path,circle{fill:none;stroke:currentColor}.w{stroke-opacity:.3}\
    @media(prefers-color-scheme:dark){svg{background:#12161a;color:#ece9e1}}";
/// Rows wait until their step begins, and so does the last sentence, which stays; the others are shown while their steps last.
const MOTION: &str = ".r{animation:in .4s backwards}.c{opacity:0;animation:on 1s}\
    .m,.q{paint-order:stroke;stroke:#fbfaf6;stroke-width:4px;stroke-linejoin:round}\
    @media(prefers-color-scheme:dark){.m,.q{stroke:#12161a}}\
    @keyframes in{from{opacity:0}}@keyframes on{0%,100%{opacity:0}4%,98%{opacity:1}}\
    @media(prefers-reduced-motion:reduce){.r,.c{animation:none}}";

/// The story, animated.
#[must_use]
pub fn animated(story: &Story, address: &str) -> Element {
    let steps = &story.timeline.steps;
    let bottom = TOP + steps.iter().map(height_of).sum::<usize>();
    let height = bottom + CAPTION + 40;
    let head = headline(story);
    el("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("width", WIDTH)
        .set("height", height)
        .set("role", "img")
        .put(el("title").text(head.clone()))
        .put(el("metadata").text(address.to_owned()))
        .put(el("style").text(format!("{STYLE}{MOTION}{}", delays(steps))))
        .all(
            lines_of(&head, 84)
                .into_iter()
                .take(2)
                .enumerate()
                .map(|(nth, line)| text("h", EDGE, 38 + nth * 26, line)),
        )
        .all(lifelines(bottom))
        .all(rows(story))
        .all(
            steps
                .iter()
                .enumerate()
                .map(|(nth, step)| caption(nth, step, nth + 1 == steps.len(), bottom)),
        )
        .put(text(
            "q",
            EDGE,
            height - 32,
            cut(story.timeline.ending.message(), 130),
        ))
        .put(text("q m", EDGE, height - 12, cut(address, 130)))
}

/// When each step begins, and how long its sentence stays.
fn delays(steps: &[Step]) -> String {
    let mut style = String::new();
    for (nth, step) in steps.iter().enumerate() {
        let (start, length) = (step.story.start, step.story.length());
        write!(
            style,
            ".s{nth}{{animation-delay:{start}ms}}.c.s{nth}{{animation-duration:{length}ms}}"
        )
        .expect("writing to a String cannot fail");
    }
    style
}

fn lifelines(bottom: usize) -> impl Iterator<Item = Element> {
    LIVES.iter().zip(ACTORS).flat_map(move |(&x, actor)| {
        [
            middle("t", x, TOP - 22, actor.label().to_owned()),
            el("path")
                .class("w")
                .set("d", format!("M{x} {}V{bottom}", TOP - 12)),
        ]
    })
}

/// How tall the row of a step is.
fn height_of(step: &Step) -> usize {
    shown_in(step).count().max(1) * ROW
}

/// The requests of a step that are drawn.
fn shown_in(step: &Step) -> impl Iterator<Item = &Exchange> {
    let n_shown = if is_message(step) { MAX_SHOWN } else { 0 };
    step.exchanges.iter().take(n_shown)
}

fn rows(story: &Story) -> Vec<Element> {
    let mut y = TOP;
    let mut rows = Vec::new();
    for (nth, step) in story.timeline.steps.iter().enumerate() {
        rows.push(row(story, nth, step, y));
        y += height_of(step);
    }
    rows
}

fn row(story: &Story, nth: usize, step: &Step, y: usize) -> Element {
    let mut row = el("g")
        .class(format!("r s{nth}"))
        .put(
            el("circle")
                .set("cx", EDGE + 11)
                .set("cy", y + 22)
                .set("r", 11),
        )
        .put(middle("", EDGE + 11, y + 26, (nth + 1).to_string()))
        .put(text("t", EDGE + 32, y + 27, step.title.to_owned()));
    if step.exchanges.len() > MAX_SHOWN {
        let more = format!("and {} more requests", step.exchanges.len() - MAX_SHOWN);
        row = row.put(text("q", EDGE + 32, y + 46, more));
    }
    if !is_message(step) {
        return row
            .put(
                el("circle")
                    .set("cx", LIVES[1])
                    .set("cy", y + 22)
                    .set("r", 5),
            )
            .put(text("q", LIVES[1] + 14, y + 27, said(story, step)));
    }
    for (nth, exchange) in shown_in(step).enumerate() {
        row = row.all(message(exchange, y + nth * ROW));
    }
    row
}

/// A request and its answer, there and back.
fn message(exchange: &Exchange, y: usize) -> [Element; 5] {
    let to = LIVES[tagprism_core::flow::export::place(exchange.to)];
    let from = LIVES[1];
    let arrow = |from: usize, to: usize, y: usize| {
        let tip = if to > from { to - 6 } else { to + 6 };
        el("path").set(
            "d",
            format!("M{from} {y}H{to}M{tip} {}L{to} {y}L{tip} {}", y - 4, y + 4),
        )
    };
    [
        arrow(from, to, y + 20),
        arrow(to, from, y + 28).set("stroke-dasharray", "4 3"),
        el("circle").set("cx", from).set("cy", y + 20).set("r", 2),
        text("m", from + 12, y + 14, short_request(&exchange.request, 50)),
        text("q", from + 12, y + 42, cut(&exchange.meaning, 74)),
    ]
}

/// What happens where nothing is sent.
fn said(story: &Story, step: &Step) -> String {
    if let Some(ranking) = Ranking::of(story, step) {
        return cut(&ranking.in_short(), 80);
    }
    let facts = step.facts.iter().take(3);
    let facts: Vec<String> = facts
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    match facts.is_empty() {
        true => cut(&step.caption, 80),
        false => cut(&facts.join("; "), 80),
    }
}

fn caption(nth: usize, step: &Step, is_last: bool, bottom: usize) -> Element {
    let class = if is_last { "r" } else { "c" };
    let sentence = format!("{}. {}", nth + 1, step.caption);
    el("g").class(format!("{class} s{nth}")).all(
        lines_of(&sentence, CAPTION_CHARS)
            .into_iter()
            .take(3)
            .enumerate()
            .map(|(line, words)| text("t", EDGE, bottom + 34 + line * 22, words)),
    )
}

/// A text in lines that fit by count of characters.
fn lines_of(text: &str, n_chars: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < n_chars => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(cut(word, n_chars)),
        }
    }
    lines
}

fn text(class: &'static str, x: usize, y: usize, words: String) -> Element {
    el("text").class(class).set("x", x).set("y", y).text(words)
}

fn middle(class: &'static str, x: usize, y: usize, words: String) -> Element {
    text(class, x, y, words).set("text-anchor", "middle")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::Scene, pull, state::State};
    use tagprism_core::Platform;

    fn drawn() -> (Story, String) {
        let machine = Platform::new("linux", "arm64", "v8");
        let scene = Scene::known(&machine);
        let story = Story::new(&State::new(pull::FIGURE.parameters), &scene).unwrap();
        let svg = animated(&story, "https://tagprism.example/pull").to_xml();
        (story, svg)
    }

    #[test]
    fn each_step_appears_when_it_begins_and_nothing_repeats() {
        let (story, svg) = drawn();
        for (nth, step) in story.timeline.steps.iter().enumerate() {
            let delay = format!(".s{nth}{{animation-delay:{}ms}}", step.story.start);
            assert!(svg.contains(&delay), "{delay}");
            assert!(svg.contains(&format!("class=\"r s{nth}\"")));
        }
        assert!(!svg.contains("infinite"));
    }

    #[test]
    fn without_motion_everything_but_passing_sentences_is_there() {
        let (story, svg) = drawn();
        assert!(svg.contains("prefers-reduced-motion:reduce){.r,.c{animation:none}}"));
        // Only sentences that pass are hidden where nothing is animated.
        assert_eq!(svg.matches("{opacity:0;").count(), 1, "the rule for .c");
        let n_steps = story.timeline.steps.len();
        let (rows, passing) = (svg.matches("class=\"r s"), svg.matches("class=\"c s"));
        assert_eq!((rows.count(), passing.count()), (n_steps + 1, n_steps - 1));
        assert!(svg.contains(story.timeline.ending.message()));
    }

    /// What a browser makes of `animation` and `animation-delay` for an element: the most specific rule counts, among equals
    /// the last.
    fn delay_of(style: &str, classes: &str) -> String {
        let classes: Vec<&str> = classes.split(' ').collect();
        let mut found = (0, "0".to_owned());
        // Rules for readers who want no motion, or a dark page, are not about time.
        let outside = style
            .split("@media")
            .map(|part| match part.split_once("}}") {
                Some((_, rest)) => rest,
                None => part,
            });
        let rules = outside.flat_map(|part| part.split('}'));
        for (selectors, body) in rules.filter_map(|rule| rule.split_once('{')) {
            for selector in selectors.split(',').filter(|it| it.starts_with('.')) {
                let parts: Vec<&str> = selector.split('.').skip(1).collect();
                let is_met = parts.iter().all(|part| classes.contains(part));
                if !is_met || parts.len() < found.0 {
                    continue;
                }
                for declaration in body.split(';') {
                    match declaration.split_once(':') {
                        Some(("animation-delay", delay)) => found = (parts.len(), delay.to_owned()),
                        // The short form sets the delay back.
                        Some(("animation", _)) => found = (parts.len(), "0".to_owned()),
                        _ => {}
                    }
                }
            }
        }
        found.1
    }

    #[test]
    fn no_sentence_comes_before_its_step() {
        let (story, svg) = drawn();
        let style = svg.split("<style>").nth(1).unwrap();
        let style = style.split("</style>").next().unwrap();
        let last = story.timeline.steps.len() - 1;
        for (nth, step) in story.timeline.steps.iter().enumerate() {
            let start = format!("{}ms", step.story.start);
            assert_eq!(delay_of(style, &format!("r s{nth}")), start);
            let kind = if nth == last { "r" } else { "c" };
            assert_eq!(delay_of(style, &format!("{kind} s{nth}")), start);
        }
        // The rule that was too strong, for the test's own sake.
        assert_eq!(
            delay_of(&format!("{style}.c.l{{animation:in 1s}}"), "c l s3"),
            "0"
        );
    }

    #[test]
    fn the_choice_says_which_entry_was_kept() {
        let (_, svg) = drawn();
        assert!(
            svg.contains("entry 7 of 16 is kept, linux/arm64/v8"),
            "{svg}"
        );
    }

    #[test]
    fn it_stands_alone() {
        let (_, svg) = drawn();
        for foreign in [
            "<use",
            "href",
            "url(",
            "<script",
            "@import",
            "foreignObject",
        ] {
            assert!(!svg.contains(foreign), "{foreign}");
        }
        assert!(svg.len() < 40_000, "{}", svg.len());
    }
}
