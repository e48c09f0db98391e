//! Questions that a step raises. Each answer is a timeline of its own.

use super::story::{Direction, Story};
use crate::{
    controls::Controls,
    markup::{Element, KEY, el},
};
use tagprism_core::flow::{
    Step,
    setting::{Choice, Trouble},
};

/// Step, trouble, and the question in the words of a button.
const QUESTIONS: &[(&str, Trouble, &str)] = &[
    ("knock", Trouble::Denied, "the repository were private?"),
    ("token", Trouble::Expired, "the token ran out too early?"),
    (
        "ask",
        Trouble::Accept,
        "the client did not accept an index?",
    ),
    ("ask", Trouble::Missing, "there were no such tag?"),
    (
        "ask",
        Trouble::Limited,
        "the registry had had enough requests?",
    ),
    ("choose", Trouble::NoMatch, "no entry matched?"),
    ("choose", Trouble::Lying, "the platform field were wrong?"),
    (
        "verify",
        Trouble::Corrupted,
        "one bit of a layer were turned?",
    ),
    (
        "start",
        Trouble::Foreign,
        "this were another machine’s image?",
    ),
];

/// The buttons of a step, or the way back to a pull that goes well.
pub fn questions(story: &Story, step: &Step, controls: &Controls<'_>) -> Option<Element> {
    if story.direction == Direction::Push {
        return None;
    }
    let now = story.setting.trouble;
    let ask = |trouble: Trouble, words: &'static str| {
        controls
            .button("trouble", Some(trouble.key().to_owned()), None, words)
            .class("linkish")
    };
    let asked = QUESTIONS
        .iter()
        .filter(|(key, trouble, _)| *key == step.key && *trouble != now)
        .map(|&(_, trouble, words)| ask(trouble, words));
    let mut all: Vec<Element> = asked.collect();
    if now != Trouble::None {
        all.push(ask(Trouble::None, "nothing went wrong?"));
    }
    (!all.is_empty()).then(|| {
        el("div")
            .class("f8-if")
            .set(KEY, "if")
            .put(el("p").class("f8-k").text("What if"))
            .put(el("ul").all(all.into_iter().map(|button| el("li").put(button))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_asked_about_once() {
        for &trouble in Trouble::ALL {
            let n = QUESTIONS.iter().filter(|(_, it, _)| *it == trouble).count();
            assert_eq!(n, usize::from(trouble != Trouble::None), "{trouble:?}");
        }
    }
}
