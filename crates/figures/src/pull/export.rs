//! The story as a file: its panels as a drawing, its rows as one that moves, or as text that other tools read.

mod animated;

use super::story::{Story, cut, is_message, short_request};
use crate::markup::{Element, KEY, el};
pub use animated::animated;
use tagprism_core::flow::{Step, export, setting::Choice};

/// The files: what a button says, what its `data-act` is, and the end of the file's name.
const FILES: &[(&str, &str, &str)] = &[
    ("Storyboard as SVG", "export-svg", "svg"),
    ("PNG", "export-png", "png"),
    ("Animated SVG", "export-animated", "animated.svg"),
    ("Mermaid", "export-mermaid", "mmd"),
    ("JSON", "export-json", "json"),
    ("Text", "export-text", "txt"),
];

/// A file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// `tagprism-pull.svg`
    pub name: String,
    /// `image/svg+xml`
    pub media_type: &'static str,
    /// What stands in it; for a file of type [`PNG`] the drawing that has to become pixels first.
    pub text: String,
}

/// The one kind of file that is no text: whoever saves it has to paint the drawing.
pub const PNG: &str = "image/png";

/// The file that a button asks for; `None` for other buttons. `address` is where the story can be played.
#[must_use]
pub fn file(story: &Story, act: &str, address: &str) -> Option<Export> {
    let (_, act, ending) = FILES.iter().find(|(_, own, _)| *own == act)?;
    let head = headline(story);
    let timeline = &story.timeline;
    let (media_type, text) = match *act {
        "export-svg" => ("image/svg+xml", storyboard(story, address).to_xml()),
        "export-png" => (PNG, storyboard(story, address).to_xml()),
        "export-animated" => ("image/svg+xml", animated(story, address).to_xml()),
        "export-mermaid" => (
            "text/plain",
            format!("%% {head}\n%% {address}\n{}", export::mermaid(timeline)),
        ),
        "export-json" => ("application/json", export::json(timeline)),
        _ => (
            "text/plain",
            format!("{head}\n{address}\n\n{}", export::plain_text(timeline)),
        ),
    };
    Some(Export {
        name: format!("tagprism-{}.{ending}", story.what()),
        media_type,
        text,
    })
}

/// The buttons for all of them.
pub fn buttons() -> Element {
    let button = |&(label, act, _): &(&'static str, &'static str, &'static str)| {
        el("button")
            .set("type", "button")
            .class("linkish")
            .set("data-act", act)
            .text(label)
    };
    el("p")
        .class("f8-export needs-program")
        .set(KEY, "export")
        .put(el("span").text("Save this story:"))
        .all(FILES.iter().map(button))
}

/// What the file is about, with the date of what it knows.
fn headline(story: &Story) -> String {
    let way = match story.what() {
        "push" => "Push of",
        _ => "Pull of",
    };
    format!(
        "{way} {} for {}, {}; {}; times are simulated",
        story.known.image.reference.familiar(),
        story.setting.host,
        story.setting.network.label(),
        story.known.how
    )
}

const WIDTH: usize = 1_200;
const COLUMNS: usize = 4;
const EDGE: usize = 24;
const PANEL: (usize, usize) = (288, 186);
/// Where the panels begin.
const TOP: usize = 104;
/// So many characters fit in a line of a panel, in the widest of the faces that systems have.
const LINE_CHARS: usize = 37;
/// So many fit in a line of the title.
const TITLE_CHARS: usize = 98;
/// Lines of a caption that a panel has room for.
const MAX_LINES: usize = 5;

/// Colors for both themes; faces that every system has.
const STYLE: &str = "svg{background:#fbfaf6;color:#1c1b18}text{font:13px system-ui,sans-serif;fill:currentColor}\
    .h{font:600 20px Georgia,serif}.t{font:600 15px Georgia,serif}.m{font:12px ui-monospace,monospace}.q{opacity:.72}\
    rect,path,circle{fill:none;stroke:currentColor}.w{stroke-opacity:.3}\
    @media(prefers-color-scheme:dark){svg{background:#12161a;color:#ece9e1}}";

/// All steps as panels in one drawing that needs no style sheet, font or script from elsewhere.
#[must_use]
pub fn storyboard(story: &Story, address: &str) -> Element {
    let steps = &story.timeline.steps;
    let height = TOP + steps.len().div_ceil(COLUMNS) * PANEL.1 + 56;
    let head = headline(story);
    let text = |class: &'static str, x: usize, y: usize, words: String| {
        el("text").class(class).set("x", x).set("y", y).text(words)
    };
    el("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("width", WIDTH)
        .set("height", height)
        .set("role", "img")
        .put(el("title").text(head.clone()))
        .put(el("metadata").text(address.to_owned()))
        .put(el("style").text(STYLE))
        .all(
            lines_of(&head, TITLE_CHARS)
                .into_iter()
                .take(2)
                .enumerate()
                .map(|(nth, line)| text("h", EDGE, 38 + nth * 26, line)),
        )
        .put(text("q", EDGE, 88, cut(&story.known.source, 150)))
        .all(steps.iter().enumerate().map(|(nth, step)| panel(nth, step)))
        .put(text(
            "q",
            EDGE,
            height - 36,
            cut(story.timeline.ending.message(), 150),
        ))
        .put(text("q m", EDGE, height - 14, cut(address, 150)))
}

fn panel(nth: usize, step: &Step) -> Element {
    let x = EDGE + nth % COLUMNS * PANEL.0;
    let y = TOP + nth / COLUMNS * PANEL.1;
    let text = |class: &'static str, dx: usize, dy: usize, words: String| {
        el("text")
            .class(class)
            .set("x", x + dx)
            .set("y", y + dy)
            .text(words)
    };
    let sign = match is_message(step) {
        true => el("rect")
            .set("x", x + 42)
            .set("y", y + 16)
            .set("width", 8)
            .set("height", 8),
        false => el("circle").set("cx", x + 46).set("cy", y + 20).set("r", 4),
    };
    let mut panel = el("g")
        .put(
            el("rect")
                .class("w")
                .set("x", x)
                .set("y", y)
                .set("width", PANEL.0)
                .set("height", PANEL.1),
        )
        .put(
            el("circle")
                .set("cx", x + 22)
                .set("cy", y + 20)
                .set("r", 11),
        )
        .put(text("", 22, 24, (nth + 1).to_string()).set("text-anchor", "middle"))
        .put(sign)
        .put(text("q", 58, 24, step.place.label().to_owned()))
        .put(text("t", 11, 54, step.title.to_owned()));
    let mut dy = 74;
    for line in lines(&step.caption) {
        panel = panel.put(text("q", 11, dy, line));
        dy += 17;
    }
    if let Some(exchange) = step.exchanges.first() {
        panel = panel
            .put(text(
                "m",
                11,
                PANEL.1 - 28,
                short_request(&exchange.request, 34),
            ))
            .put(text(
                "q",
                11,
                PANEL.1 - 11,
                cut(&exchange.meaning, LINE_CHARS),
            ));
    }
    panel
}

/// A caption in lines of a panel; what has no room is marked.
fn lines(caption: &str) -> Vec<String> {
    let mut lines = lines_of(caption, LINE_CHARS);
    if lines.len() > MAX_LINES {
        lines.truncate(MAX_LINES);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", cut(last, LINE_CHARS - 1));
        }
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::Scene, pull, state::State};
    use serde_json::json;
    use tagprism_core::Platform;

    fn story(live: Option<&serde_json::Value>) -> Story {
        let machine = Platform::new("linux", "arm64", "v8");
        let scene = Scene {
            live,
            ..Scene::known(&machine)
        };
        Story::new(&State::new(pull::FIGURE.parameters), &scene).unwrap()
    }

    #[test]
    fn every_file_names_every_step_and_says_what_is_simulated() {
        let story = story(None);
        for (_, act, ending) in FILES {
            let file = file(&story, act, "https://tagprism.example/pull").unwrap();
            assert!(file.name.ends_with(ending));
            assert!(file.text.contains("imulated"), "{act}");
            for step in &story.timeline.steps {
                assert!(file.text.contains(step.title), "{act}: {}", step.title);
            }
        }
        assert_eq!(file(&story, "play", ""), None);
    }

    #[test]
    fn a_storyboard_stands_alone_and_no_line_is_too_long_for_its_panel() {
        let story = story(None);
        let svg = storyboard(&story, "https://tagprism.example/pull?a=1&b=<2>").to_xml();
        assert!(svg.contains("recorded 16 July 2026"));
        assert!(
            svg.contains("a=1&amp;b=&lt;2>") || svg.contains("a=1&amp;b=&lt;2&gt;"),
            "{svg}"
        );
        for foreign in ["<use", "href", "url(", "<script", "class=\"fig"] {
            assert!(!svg.contains(foreign), "{foreign}");
        }
        for step in &story.timeline.steps {
            for line in lines(&step.caption) {
                assert!(line.chars().count() <= LINE_CHARS, "{line}");
            }
        }
    }

    #[test]
    fn a_hostile_image_stays_text() {
        let live = json!({"reference": "evil.test/a:1", "provenance": "live", "source": "]]><script>alert(1)</script>",
            "root": {"digest": "<b>", "size": 1}, "entries": [{"platform": "linux/<i>/x", "digest": "\"'><u>"}]});
        let story = story(Some(&live));
        for (_, act, _) in FILES {
            let file = file(&story, act, "x").unwrap();
            if file.media_type == "image/svg+xml" {
                assert!(
                    !file.text.contains("<script") && !file.text.contains("<u>"),
                    "{}",
                    file.text
                );
            }
        }
    }
}
