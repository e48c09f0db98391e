use crate::ui::view;
use leptos::prelude::*;

/// A sentence in which `backticks` mark what a machine would print, as the messages of this site are written.
#[component]
pub fn CodeText(
    /// The sentence. A backtick without a partner stays as it is.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    pieces(&text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Prose(prose) => prose.to_owned().into_any(),
            Piece::Code(code) => view! { <code>{code.to_owned()}</code> }.into_any(),
        })
        .collect_view()
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Prose(&'a str),
    Code(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, code, after)) = rest.split_once('`').and_then(|(before, tail)| {
        tail.split_once('`')
            .map(|(code, after)| (before, code, after))
    }) {
        if !before.is_empty() {
            pieces.push(Piece::Prose(before));
        }
        if !code.is_empty() {
            pieces.push(Piece::Code(code));
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Prose(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece::*, *};

    #[track_caller]
    fn check(text: &str, expected: &[Piece<'_>]) {
        assert_eq!(pieces(text), expected);
    }

    #[test]
    fn backticks_mark_code() {
        check(
            "no tag `lastest` here",
            &[Prose("no tag "), Code("lastest"), Prose(" here")],
        );
        check("`a``b`", &[Code("a"), Code("b")]);
    }

    #[test]
    fn a_lone_backtick_stays() {
        check("it`s", &[Prose("it`s")]);
        check("`x` and `", &[Code("x"), Prose(" and `")]);
    }

    #[test]
    fn no_text_gives_nothing() {
        check("", &[]);
        check("``", &[]);
    }
}
