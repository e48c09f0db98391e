//! The story as a file: its panels as a drawing, its rows as one that moves, or as text that other tools read.

mod animated;
mod board;

use super::story::Story;
use crate::{
    card::Look,
    markup::{Element, KEY, el},
};
pub use animated::animated;
pub use board::{Board, storyboard};
use tagprism_core::flow::{export, setting::Choice};

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
    let board = || storyboard(story, address, Board::WIDE, Look::default());
    let (media_type, text) = match *act {
        "export-svg" => ("image/svg+xml", board().to_xml()),
        "export-png" => (PNG, board().to_xml()),
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
    fn a_storyboard_says_what_was_chosen_how_many_bytes_came_and_what_was_checked() {
        let story = story(None);
        let svg = storyboard(&story, "", Board::WIDE, Look::default()).to_xml();
        let lines: Vec<&str> = svg
            .split("</text>")
            .filter_map(|it| it.rsplit_once('>'))
            .map(|it| it.1)
            .collect();
        let text = lines.join(" ");
        for words in [
            "16 entries: 8 attestations skipped",
            "entry 7, linux/arm64/v8, is kept.",
            "SHA-256 computed and compared",
            "Names: 1 config and 7 layers",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }

    #[test]
    fn a_storyboard_stands_alone() {
        let story = story(None);
        for board in [Board::WIDE, Board::NARROW] {
            let address = "https://tagprism.example/pull?a=1&b=<2>";
            let svg = storyboard(&story, address, board, Look::default()).to_xml();
            assert!(svg.contains("recorded 16 July 2026"));
            assert!(svg.contains("a=1&amp;b=&lt;2&gt;"), "{svg}");
            for foreign in ["<use", "href", "url(", "<script", "class=\"fig"] {
                assert!(!svg.contains(foreign), "{foreign}");
            }
            assert!(svg.len() < 40_000, "{} bytes", svg.len());
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
