//! A question before its answer: the reader guesses, then the truth is drawn over the guess.
//!
//! Nobody has to guess and nothing is scored. A figure that asks has the parameters `guess` (a whole number) and
//! [`REVEAL`].

use crate::{
    controls::Controls,
    markup::{Element, el},
    state::{Parameter, State, Values},
};

/// Whether the answer is shown.
pub const REVEAL: Parameter = Parameter {
    name: "reveal",
    values: Values::OneOf(&["no", "yes"]),
};

/// A question about a quantity.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// The question.
    pub question: &'static str,
    /// What the slider is about.
    pub label: &'static str,
    /// What the reader guesses just now.
    pub guess: Mark,
    /// What is so.
    pub truth: Mark,
    /// The truth in a sentence or two, with its date and source.
    pub answer: String,
}

/// A value on the scale of a question.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its place, in thousandths of the scale.
    pub at_permille: u64,
    /// The value in words.
    pub said: String,
}

impl Prediction {
    /// Draws the question, and its answer where the reader asked for it.
    #[must_use]
    pub fn draw(self, controls: Controls<'_>, state: &State) -> Element {
        let is_open = state.one(REVEAL.name) == "yes";
        let (next, words) = if is_open {
            ("no", "Hide the answer")
        } else {
            ("yes", "Show the answer")
        };
        let asked = el("fieldset")
            .class("predict")
            .put(el("legend").text(self.question))
            .put(controls.slider("guess", self.label, self.guess.said.clone()))
            .put(controls.button(REVEAL.name, Some(next.to_owned()), None, words));
        if !is_open {
            return asked;
        }
        asked
            .put(over(&self.guess, &self.truth))
            .put(el("p").class("predict-a").text(self.answer))
    }
}

/// Both values on one line: the guess above it, the truth below.
fn over(guess: &Mark, truth: &Mark) -> Element {
    let line = |class: &'static str, [x1, x2]: [String; 2], [y1, y2]: [i32; 2]| {
        el("line")
            .class(class)
            .set("x1", x1)
            .set("x2", x2)
            .set("y1", y1)
            .set("y2", y2)
    };
    let whole = line("s-rule", ["0%".to_owned(), "100%".to_owned()], [32, 32]);
    let mark = |mark: &Mark, class: &'static str, ys: [i32; 2], y_text: i32, who: &str| {
        let x = percent(mark.at_permille);
        // Each name begins at its mark and runs to where there is room.
        let anchor = if mark.at_permille > 500 {
            "end"
        } else {
            "start"
        };
        let name = el("text")
            .class("s-text")
            .set("x", x.clone())
            .set("y", y_text)
            .set("text-anchor", anchor)
            .text(format!("{who}: {}", mark.said));
        [line(class, [x.clone(), x], ys), name]
    };
    el("svg")
        .class("predict-s")
        .set("width", "100%")
        .set("height", 64)
        .set("aria-hidden", "true")
        .put(whole)
        .all(mark(guess, "s-rule", [20, 32], 14, "Guess"))
        .all(mark(truth, "s-ink", [26, 46], 60, "In fact"))
}

/// Thousandths as a percentage with one decimal, as attributes take it.
#[must_use]
pub fn percent(permille: u64) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}
