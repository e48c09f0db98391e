//! The clients as a list, for narrow screens: the same facts, one client at a time.

use super::{asked::Board, clients, outcome};
use crate::{
    controls::Controls,
    markup::{Element, el},
    sign,
};
use tagprism_core::clients::{CLIENTS, Choice, Client};

/// One row per client, with what it receives and why.
pub(super) fn list(board: &Board, controls: &Controls<'_>) -> Element {
    let rows = CLIENTS
        .iter()
        .zip(&board.choices)
        .map(|(client, choice)| row(board, client, choice, controls));
    el("ul").class("bd-list").all(rows)
}

fn row(
    board: &Board,
    client: &'static Client,
    choice: &Choice,
    controls: &Controls<'_>,
) -> Element {
    let picked = choice.picked.and_then(|position| {
        Some((
            board.subject.at(position)?,
            choice.verdicts.get(position - 1)?,
        ))
    });
    let gets = match picked {
        Some((entry, verdict)) => el("span")
            .class("bd-gets")
            .put(match &entry.platform {
                Some(platform) => sign::platform(platform),
                None => el("span").text("no platform stated"),
            })
            .put(
                el("span")
                    .class("b-why")
                    .text(format!("entry {}, {}", entry.position, verdict.reason)),
            ),
        None => el("span")
            .class("bd-gets")
            .put(outcome("cross", "no match".to_owned())),
    };
    el("li")
        .put(clients::chooser(client, board, controls))
        .put(el("span").class("bd-who").text(client.also))
        .put(gets)
}
