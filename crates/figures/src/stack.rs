//! "Will my stack run on…?": the images of a stack and the machines that people have.
//!
//! What a machine gets is answered by [`tagprism_core::clients`], whether it runs by [`tagprism_core::machines`]; nothing is decided
//! here.
//!
//! Reads `Scene::live`: the images that the program has read so far, in the form of [`image`](mod@image).

pub mod export;
pub mod image;

pub mod matrix;

mod picture;
mod words;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene},
    markup::el,
    state::{Parameter, State, Values},
};
pub use matrix::Matrix;
use tagprism_core::machines::{MACHINES, Machine};

const NAME: &str = "stack";

/// The machines that are compared unless the reader chooses others; the reader's own stands beside them.
const USUAL: &[&str] = &[
    "pc",
    "pc-v3",
    "arm64",
    "pi-32",
    "pi-zero",
    "risc-v",
    "ibm-z",
    "server-2022",
];

/// Every machine that may be compared.
const IDS: &[&str] = &{
    let mut ids = [""; MACHINES.len()];
    let mut nth = 0;
    while nth < ids.len() {
        ids[nth] = MACHINES[nth].id;
        nth += 1;
    }
    ids
};

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: None,
    name: NAME,
    title: "Will my stack run on …?",
    parameters: &[
        Parameter {
            name: "images",
            values: Values::Text {
                max_chars: 4000,
                default: "",
            },
        },
        Parameter {
            name: "client",
            values: Values::OneOf(crate::board::IDS),
        },
        Parameter {
            name: "machines",
            values: Values::SomeOf {
                words: IDS,
                default: USUAL,
            },
        },
        Parameter {
            name: "show",
            values: Values::OneOf(&["all", "gaps"]),
        },
    ],
    draw,
};

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let matrix = Matrix::new(state, scene);
    let controls = Controls::new(NAME, state);
    let (usual, others): (Vec<&Machine>, Vec<&Machine>) = MACHINES
        .iter()
        .partition(|machine| USUAL.contains(&machine.id));
    let tick = |machine: &Machine| controls.tick("machines", machine.id, machine.name);
    Drawing {
        caption: words::caption(&matrix),
        controls: vec![
            controls.select("client", "Client", &crate::board::names()),
            controls.radios(
                "show",
                "Images",
                &[("all", "all"), ("gaps", "missing on the first machine")],
            ),
        ],
        stage: el("div")
            .class("stage sk")
            .put(
                el("fieldset")
                    .class("sk-machines")
                    .put(el("legend").text("Machines"))
                    .all(usual.into_iter().map(tick))
                    .put(
                        el("details")
                            .class("sk-more")
                            .put(el("summary").text("More machines"))
                            .all(others.into_iter().map(tick)),
                    ),
            )
            .put(picture::table(&matrix))
            .put(picture::list(&matrix)),
        status: words::status(&matrix),
        table: words::table(&matrix),
        origin: Origin {
            data: matrix.stack.how.clone(),
            source: format!(
                "{}; rules of {} {}",
                matrix.stack.source, matrix.client.library, matrix.client.version
            ),
            url: String::new(),
            image: "",
        },
    }
}

#[cfg(test)]
mod tests;
