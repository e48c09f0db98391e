//! The clients as a list, for narrow screens: the same facts, one client at a time.

use super::{asked::Board, clients};
use crate::{
    controls::Controls,
    markup::{Element, el},
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
    el("li")
        .put(clients::chooser(client, board, controls))
        .put(el("span").class("bd-who").text(client.also))
        .put(clients::gets(board, choice))
}
