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

const NAME: &str = "stack";

/// The machines that are compared unless the reader leaves some out; the reader's own stands beside them.
const IDS: &[&str] = &[
    "pc",
    "pc-v3",
    "arm64",
    "pi-32",
    "pi-zero",
    "risc-v",
    "ibm-z",
    "server-2022",
];

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
            values: Values::AllOf(IDS),
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
    let ticks = IDS.iter().filter_map(|id| {
        let machine = tagprism_core::machines::MACHINES
            .iter()
            .find(|machine| machine.id == *id)?;
        Some(controls.tick("machines", id, machine.name))
    });
    Drawing {
        caption: words::caption(&matrix),
        controls: vec![
            controls.select("client", "Client", &crate::board::names()),
            controls.radios(
                "show",
                "Images",
                &[("all", "all"), ("gaps", "with gaps only")],
            ),
        ],
        stage: el("div")
            .class("stage sk")
            .put(
                el("fieldset")
                    .class("sk-machines")
                    .put(el("legend").text("Machines"))
                    .all(ticks),
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
