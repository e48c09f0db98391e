//! Figure 10, "Weigh it": what one tag transfers, platform by platform.
//!
//! Sizes are sums of compressed layers as recorded, which is what a pull transfers. Which row is the reader's, the resolver of
//! `tagprism-core` says.

mod picture;
mod question;
mod scale;
mod weights;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table, who},
    markup::el,
    prediction::REVEAL,
    record::{Build, Record},
    state::{Parameter, State, Values},
};
use question::{MOST_GUESS, question};
use scale::{Kind, round};
use tagprism_core::size::ByteSize;
use weights::{Weights, exact, layers, read, short, times};

const NAME: &str = "sizes";

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(10),
    name: NAME,
    title: "Weigh it",
    parameters: &[
        Parameter {
            name: "image",
            values: Values::OneOf(IMAGES),
        },
        Parameter {
            name: "scale",
            values: Values::OneOf(&["linear", "log"]),
        },
        Parameter {
            name: "guess",
            values: Values::Whole {
                min: 0,
                max: MOST_GUESS,
                default: 3,
            },
        },
        REVEAL,
    ],
    draw,
};

const IMAGES: &[&str] = &[
    "nginx:latest",
    "hello-world:latest",
    "python:3.12",
    "postgres:latest",
    "golang:latest",
    "busybox:latest",
    "alpine:latest",
    "debian:latest",
    "ubuntu:latest",
    "redis:latest",
];

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(weights) = Weights::new(state, scene) else {
        return missing();
    };
    let controls = Controls::new(NAME, state);
    let images: Vec<(&'static str, &'static str)> =
        IMAGES.iter().map(|name| (*name, *name)).collect();
    let question = Record::of("hello-world:latest")
        .and_then(|hello| question(&hello, state))
        .map(|question| question.draw(controls, state));
    Drawing {
        caption: caption(&weights),
        controls: vec![
            controls.select("image", "Image", &images),
            controls.radios("scale", "Scale", &[("linear", "linear"), ("log", "log")]),
        ],
        stage: picture::stage(&weights).put_some(question),
        status: status(&weights),
        table: table(&weights),
        origin: Origin {
            data: format!("{}, recorded {}", weights.record.name, weights.record.date),
            source: weights.record.source.clone(),
            url: weights.record.url.clone(),
            image: state.one("image"),
        },
    }
}

fn caption(weights: &Weights) -> String {
    let name = &weights.record.name;
    let smallest = read(&weights.record).min_by_key(|build| build.size_bytes);
    let largest = read(&weights.record).max_by_key(|build| build.size_bytes);
    let (Some(smallest), Some(largest)) = (smallest, largest) else {
        return format!("Nobody wrote down how large {name} is.");
    };
    let spread = match times(largest.size_bytes, smallest.size_bytes) {
        Some(times) => format!("{times} times as much"),
        None => {
            let percent = round(largest.size_bytes.saturating_mul(100), smallest.size_bytes);
            format!("{}\u{a0}% more", percent.saturating_sub(100))
        }
    };
    let n_unread = weights.record.builds().count() - read(&weights.record).count();
    let of_those_read = if n_unread == 0 { "" } else { "of those read, " };
    format!(
        "One tag, many sizes: {of_those_read}{name} is {} for {} and {} for {}, {spread}.",
        short(smallest),
        smallest.platform.short(),
        short(largest),
        largest.platform.short(),
    )
}

fn status(weights: &Weights) -> String {
    let host = &weights.resolution.host;
    let chosen = weights
        .chosen()
        .and_then(|position| weights.record.builds().find(|(own, _)| *own == position));
    let yours = match chosen {
        None if weights.is_assumed => {
            format!("None of these is for {host}, the default machine: the pull ends at the index.")
        }
        None => format!("None of these is for your machine, {host}: the pull ends at the index."),
        Some((position, build)) => {
            let how = match weights.wish() {
                1 => String::new(),
                nth => format!(" as a fallback, wish {nth} of its list"),
            };
            let size = match (build.size_bytes, weights.against_amd64(build)) {
                (0, _) => "its size was not read".to_owned(),
                (_, against) if against.is_empty() || against.starts_with('±') => exact(build),
                (_, against) => match against.strip_prefix("×\u{a0}") {
                    Some(times) => format!("{}, {times} times linux/amd64", exact(build)),
                    None => format!("{}, {against} against linux/amd64", exact(build)),
                },
            };
            format!(
                "{} gets entry {position}, {}{how}: {size}.",
                who(&host.to_string(), weights.is_assumed),
                build.platform
            )
        }
    };
    let scale = match weights.scale.kind {
        Kind::Linear => "",
        Kind::Log => {
            " Every tick of this scale is ten times the one before. It has no zero, so only ends are marked and no layers are drawn."
        }
    };
    format!("{yours}{scale}")
}

fn table(weights: &Weights) -> Table {
    let row = |(position, build): (usize, &Build)| {
        let layers = if build.layers.is_empty() {
            layers(build)
        } else {
            let each = build.layers.iter().map(|bytes| ByteSize(*bytes).grouped());
            each.collect::<Vec<_>>().join(" + ")
        };
        vec![
            build.platform.to_string(),
            position.to_string(),
            exact(build),
            weights.against_amd64(build),
            layers,
            weights.yours(position),
        ]
    };
    Table {
        caption: format!(
            "Compressed layers of {}, platform by platform",
            weights.record.name
        ),
        heads: [
            "Platform",
            "Entry",
            "Size",
            "Against linux/amd64",
            "Layers, B, base first",
            "Taken by",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: weights.record.builds().map(row).collect(),
    }
}

/// Records are part of the program, so this is never seen; it keeps a broken file from ending the page.
fn missing() -> Drawing {
    Drawing {
        caption: "The records that this figure draws are missing.".to_owned(),
        controls: Vec::new(),
        stage: el("div").class("stage"),
        status: "Nothing to show.".to_owned(),
        table: Table::default(),
        origin: Origin {
            data: String::new(),
            source: String::new(),
            url: String::new(),
            image: "",
        },
    }
}

#[cfg(test)]
mod tests;
