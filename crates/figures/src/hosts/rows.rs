//! The machines as a list for narrow screens, and what one of them prints where the pull stops.

use super::{Board, Row};
use crate::{
    markup::{Element, el},
    sign,
};

/// One block per machine: what it asks for, what it gets, what happens.
pub(super) fn list(board: &Board<'_>) -> Element {
    let command = format!("$ {}", board.publication.command);
    el("div")
        .class("f1-small only-narrow")
        .put(
            el("p")
                .class("f1-cmd")
                .put(el("code").text(command))
                .text(" on each machine"),
        )
        .put(el("ul").class("f1-list").all(board.rows.iter().map(item)))
}

fn item(row: &Row<'_>) -> Element {
    let received = match &row.received {
        Some(platform) => sign::platform(platform),
        None => el("span").class("f1-none").text("no entry"),
    };
    let yours = row.machine.is_yours;
    el("li")
        .class(if yours { "f1-you" } else { "f1-it" })
        .put(
            el("p").put(el("b").text(row.machine.name)).put_some(
                row.machine
                    .yours
                    .map(|yours| el("span").class("f1-note").text(format!(" {yours}"))),
            ),
        )
        .put(
            el("p")
                .class("f1-way")
                .put(sign::platform(&row.machine.platform))
                .put(sign::icon("arrow"))
                .put(received),
        )
        .put(
            el("p")
                .put(sign::outcome(row.sign(), row.words()))
                .put_some(
                    row.emulator()
                        .map(|words| el("span").class("f1-note").text(format!(" {words}"))),
                ),
        )
}

/// What the engine prints on the reader's machine, or on the first one that gets nothing, and what would help there.
pub(super) fn message(board: &Board<'_>) -> Option<Element> {
    let stopped = |row: &&Row<'_>| !row.is_served();
    let row = board
        .rows
        .iter()
        .filter(stopped)
        .find(|row| row.machine.is_yours)
        .or_else(|| board.rows.iter().find(stopped))?;
    let message = row.message()?.to_owned();
    let help = row.help(&board.publication.command);
    let mut said = el("p").class("f1-help");
    // Commands stand between backticks.
    for (nth, part) in help.split('`').enumerate() {
        said = if nth % 2 == 1 {
            said.put(el("code").text(part.to_owned()))
        } else {
            said.text(part.to_owned())
        };
    }
    Some(
        el("div")
            .class("f1-stop")
            .put(el("p").class("f1-who").text(format!(
                "{}: what the pull prints with Docker’s {} store",
                row.machine.name,
                row.store()
            )))
            .put(el("div").class("msg").put(el("code").text(message)))
            .put(said),
    )
}
