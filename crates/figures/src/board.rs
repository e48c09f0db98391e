//! "Who gets what": the entries of one index and eight clients, each with its own rule.
//!
//! The rules are [`tagprism_core::clients`]; nothing is decided here. One view holds the machine and compares the clients, the
//! other holds the client and compares machines.
//!
//! Reads `Scene::live`: an image that the program has read and verified, in the form of [`crate::pull::image`].

mod asked;
mod clients;
mod machines;
mod narrow;
mod opened;
mod rows;
mod subject;
mod words;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene},
    markup::{KEY, el},
    state::{Parameter, State, Values},
};
use asked::Board;
pub use words::disagreement;

const NAME: &str = "board";

/// The clients of core's table, in its order; the first is the default.
pub(crate) const IDS: &[&str] = &[
    "docker",
    "docker-classic",
    "containerd",
    "podman",
    "crane",
    "oras",
    "regctl",
    "rust-oci",
];

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: None,
    name: NAME,
    title: "Who gets what",
    parameters: &[
        Parameter {
            name: "by",
            values: Values::OneOf(&["clients", "machines"]),
        },
        Parameter {
            name: "client",
            values: Values::OneOf(IDS),
        },
        Parameter {
            name: "asked",
            values: Values::OneOf(&["machine", "flag"]),
        },
    ],
    draw,
};

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(board) = Board::new(state, scene) else {
        return Drawing::without_record("Clients disagree about what a machine gets.");
    };
    let controls = Controls::new(NAME, state);
    let is_by_machine = state.one("by") == "machines" && board.subject.is_index;
    let machines = is_by_machine.then(|| machines::rows(&board));
    let (view, table) = match &machines {
        Some(rows) => (machines::view(&board, rows), machines::table(&board, rows)),
        None => (clients::view(&board, &controls), clients::table(&board)),
    };
    let choices = board.subject.is_index.then(|| {
        [
            controls.radios(
                "by",
                "Compare",
                &[("clients", "clients"), ("machines", "machines")],
            ),
            controls.radios(
                "asked",
                "Asked",
                &[("machine", "by the machine"), ("flag", "with --platform")],
            ),
        ]
    });
    // Of the machines' view the client is the primary control; in the other one the heads of the columns choose it.
    let picked = is_by_machine.then(|| controls.select("client", "Client", &names()));
    Drawing {
        caption: match &machines {
            Some(rows) => words::caption_of_machines(&board, rows),
            None => words::caption(&board),
        },
        controls: picked
            .into_iter()
            .chain(choices.into_iter().flatten())
            .collect(),
        stage: el("div")
            .class("stage bd")
            .put_some((!is_by_machine).then(|| asked::cards(&board).set(KEY, "asks")))
            .put(view.set(KEY, "view"))
            .put(opened::opened(&board).set(KEY, "opened")),
        status: words::status(&board),
        table,
        origin: Origin {
            data: format!("{}, {}", board.subject.name, board.subject.how),
            source: format!(
                "{}; rules as of the versions named above",
                board.subject.source
            ),
            url: board.subject.url.clone(),
            image: if board.subject.is_verified {
                ""
            } else {
                "nginx:latest"
            },
        },
    }
}

/// The clients by id and name, for a list to pick from.
pub(crate) fn names() -> Vec<(&'static str, &'static str)> {
    tagprism_core::clients::CLIENTS
        .iter()
        .map(|client| (client.id, client.name))
        .collect()
}

#[cfg(test)]
mod tests;
