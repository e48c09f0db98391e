//! The flow player's page before its program runs: a recorded pull, all steps of it, and what to do without the program.

use crate::{
    section::{example_machine, example_scene},
    start,
};
use tagprism_figures::{State, el, frame, frame::Voice, pull};

/// The page's title.
pub const TITLE: &str = "Pull nginx:latest · Tagprism";
/// The page's description, for search engines and previews.
pub const DESCRIPTION: &str = "Play how a container image gets pulled, request by request: every message, choice, byte and \
    check, forwards and backwards, and the push that mirrors it.";
/// As `src/inspector/flow_view.rs` has it.
const DECK: &str = "From a name to a running process, request by request, replayed from a recording. Put a reference above \
    to play the pull of another image.";

/// Everything between masthead and footer, until the program takes its place.
pub fn sheet() -> String {
    let heading = el("header")
        .class("flow-h")
        .put(el("h1").text("Pull nginx:latest"))
        .put(el("p").class("deck").text(DECK));
    let without_scripts = el("p").class("still").text(
        "The player stands still: it needs JavaScript and WebAssembly to move. All its steps stand below it.",
    );
    let machine = example_machine();
    let scene = example_scene(&machine);
    let figure = &pull::FIGURE;
    let state = State::new(figure.parameters);
    let drawing = (figure.draw)(&state, &scene);
    format!(
        "<main id=\"main\" class=\"sheet inspect\" tabindex=\"-1\">{}{}<noscript>{}</noscript><div class=\"flow-stage\">{}</div></main>",
        start::field().to_html(),
        heading.to_html(),
        without_scripts.to_html(),
        frame(figure, &state, drawing, "", Voice::Aloud).to_html()
    )
}
