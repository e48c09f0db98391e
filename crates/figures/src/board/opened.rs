//! The client that is looked at: what it asks for, by which rule of which day, and what it makes of each entry in question.

use super::{asked::Board, rows::Row};
use crate::markup::{Element, el};
use tagprism_core::clients::Standing;

/// Its rule, in words.
pub(super) fn opened(board: &Board) -> Element {
    let client = board.client;
    let choice = board.choice();
    let mut about = el("p")
        .class("bd-about")
        .put(el("b").text(client.name))
        .text(format!(" ({}) decides by {} ", client.also, client.library))
        .put(el("code").text(client.version))
        .text(match client.as_of {
            "" => ". ".to_owned(),
            day => format!(", as of {}. ", crate::record::day(day)),
        })
        .put(
            el("a")
                .set("href", client.source)
                .set("rel", "noopener")
                .text("Read the rule"),
        );
    if !board.subject.is_index {
        return el("section").class("bd-open").put(about);
    }
    let asked = choice.asked.to_string();
    let machine = board.asker.platform.to_string();
    if asked == machine {
        about = about
            .text(". It asks for ")
            .put(el("code").text(asked))
            .text(".");
    } else {
        about = about
            .text(". From ")
            .put(el("code").text(machine))
            .text(" it makes ")
            .put(el("code").text(asked))
            .text(".");
    }
    let entries = board.rows.iter().filter_map(|row| {
        let Row::Entry(idx, _) = *row else {
            return None;
        };
        let verdict = choice.verdicts.get(idx)?;
        let entry = board.subject.offered.get(idx)?;
        let platform = board.subject.platform_of(entry.position);
        let is_taken = matches!(verdict.standing, Standing::Picked | Standing::Fallback);
        Some(
            el("li")
                .class(if is_taken { "is-taken" } else { "" })
                .put(el("span").class("c-n").text(entry.position))
                .put(el("code").text(platform))
                .put(el("span").text(verdict.reason.sentence(client.name))),
        )
    });
    el("section")
        .class("bd-open")
        .set("aria-label", "The rule of the chosen client")
        .put(about)
        .put(el("p").class("bd-rule").text(choice.rule.clone()))
        .put(el("ol").class("bd-each").all(entries))
}
