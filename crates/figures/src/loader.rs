//! Figure 3, "Who opens your binary?": six programs, six bases, and the gate at which each start ends.

mod data;
mod gates;
mod picture;
mod words;

use crate::{
    controls::control_name,
    figure::{Drawing, Figure, Origin, Scene, Table},
    markup::{Element, el},
    record::day,
    state::{Parameter, State, Values},
};
use data::{Start, Starts};
use tagprism_core::Platform;

const NAME: &str = "loader";

/// Every start: program and base. The first is the famous confusion; two experiments have bases of their own.
const STARTS: &[&str] = &[
    "c-glibc.alpine",
    "c-glibc.debian",
    "c-glibc.static",
    "c-glibc.base",
    "c-glibc.scratch",
    "c-glibc.nanoserver",
    "c-musl.debian",
    "c-musl.alpine",
    "c-musl.static",
    "c-musl.base",
    "c-musl.scratch",
    "c-musl.nanoserver",
    "go-static.debian",
    "go-static.alpine",
    "go-static.static",
    "go-static.base",
    "go-static.scratch",
    "go-static.nanoserver",
    "go-cgo.debian",
    "go-cgo.alpine",
    "go-cgo.static",
    "go-cgo.base",
    "go-cgo.scratch",
    "go-cgo.nanoserver",
    "script.debian",
    "script.alpine",
    "script.static",
    "script.base",
    "script.scratch",
    "script.nanoserver",
    "arm64.debian",
    "arm64.alpine",
    "arm64.static",
    "arm64.base",
    "arm64.scratch",
    "arm64.nanoserver",
    "c-glibc.loader-only",
    "c-glibc.old-glibc",
];

/// Programs in the order of the rows: name in addresses, and what people call it.
const PROGRAMS: &[(&str, &str)] = &[
    ("c-glibc", "C with glibc (Debian)"),
    ("c-musl", "C with musl (Alpine)"),
    ("go-static", "Go, CGO_ENABLED=0"),
    ("go-cgo", "Go with cgo"),
    ("script", "#!/bin/bash script"),
    ("arm64", "C, built for arm64"),
];

/// Bases in the order of the columns.
const BASES: &[(&str, &str)] = &[
    ("debian", "debian"),
    ("alpine", "alpine"),
    ("static", "distroless/static"),
    ("base", "distroless/base"),
    ("scratch", "scratch"),
    ("nanoserver", "nanoserver"),
];

/// Bases that no image is, for one program.
const EXPERIMENTS: &[(&str, &str)] = &[
    ("loader-only", "only glibc’s loader"),
    ("old-glibc", "debian with glibc 2.31"),
];

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(3),
    name: NAME,
    title: "Who opens your binary?",
    parameters: &[Parameter {
        name: "start",
        values: Values::OneOf(STARTS),
    }],
    draw,
};

/// What the figure is about to show.
struct View<'a> {
    starts: &'static Starts,
    program: &'static (&'static str, &'static str),
    base: &'static (&'static str, &'static str),
    start: Start<'static>,
    machine: &'a Platform,
    /// Whether that is only the default.
    is_assumed: bool,
}

impl<'a> View<'a> {
    fn new(state: &State, scene: &Scene<'a>) -> Option<Self> {
        let starts = Starts::get()?;
        let (program, base) = state.one("start").split_once('.')?;
        Some(Self {
            starts,
            program: PROGRAMS.iter().find(|(id, _)| *id == program)?,
            base: BASES
                .iter()
                .chain(EXPERIMENTS)
                .find(|(id, _)| *id == base)?,
            start: starts.start(program, base)?,
            machine: scene.machine,
            is_assumed: scene.is_assumed,
        })
    }

    fn is_chosen(&self, program: &str, base: &str) -> bool {
        (self.program.0, self.base.0) == (program, base)
    }
}

/// The word of the parameter for a start, if there is one.
fn start_word(program: &str, base: &str) -> Option<&'static str> {
    let wanted = format!("{program}.{base}");
    STARTS.iter().copied().find(|word| *word == wanted)
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(view) = View::new(state, scene) else {
        return missing();
    };
    let kernel = view.starts.kernel.split(' ').take(2).collect::<Vec<_>>();
    Drawing {
        caption: words::caption(&view),
        controls: vec![program_picker(&view), base_picker(&view)],
        stage: picture::stage(&view),
        status: words::status(&view),
        table: words::table(&view),
        origin: Origin {
            data: format!("{}, {}", kernel.join(" "), day(&view.starts.captured)),
            source: "started in Debian’s packages".to_owned(),
            url: String::new(),
            image: "",
        },
    }
}

/// Both lists set the same parameter: an option of one keeps the choice of the other.
fn program_picker(view: &View<'_>) -> Element {
    let options = PROGRAMS.iter().map(|(program, name)| {
        // An experiment has one program; another one goes back to the base that it is about.
        let word = start_word(program, view.base.0).or_else(|| start_word(program, "debian"));
        option(word, name, *program == view.program.0)
    });
    picker("Program", options)
}

fn base_picker(view: &View<'_>) -> Element {
    let options = BASES.iter().chain(EXPERIMENTS).filter_map(|(base, name)| {
        let word = start_word(view.program.0, base)?;
        Some(option(Some(word), name, *base == view.base.0))
    });
    picker("Base image", options)
}

fn option(word: Option<&'static str>, name: &'static str, is_chosen: bool) -> Element {
    el("option")
        .set("value", word.unwrap_or_default())
        .flag("selected", is_chosen)
        .text(name)
}

fn picker(label: &'static str, options: impl Iterator<Item = Element>) -> Element {
    el("label").class("pick").put(el("span").text(label)).put(
        el("select")
            .set("name", control_name(NAME, "start"))
            .all(options),
    )
}

/// The measurements are part of the program, so this is never seen; it keeps a broken file from ending the page.
fn missing() -> Drawing {
    Drawing {
        caption: "The starts that this figure shows are missing.".to_owned(),
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
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_start_in_every_base() {
        for (program, _) in PROGRAMS {
            for (base, _) in BASES {
                assert!(start_word(program, base).is_some(), "{program} {base}");
                assert!(Starts::get().unwrap().start(program, base).is_some());
            }
        }
        assert_eq!(
            STARTS.len(),
            PROGRAMS.len() * BASES.len() + EXPERIMENTS.len()
        );
    }

    #[test]
    fn choosing_a_program_keeps_the_base_and_leaves_an_experiment() {
        let machine = Platform::new("linux", "amd64", "");
        let html = |start: &str| {
            let state = State::read(FIGURE.parameters, [("start", start)]);
            let scene = Scene::known(&machine);
            program_picker(&View::new(&state, &scene).unwrap()).to_html()
        };
        assert!(html("c-glibc.scratch").contains("value=\"go-cgo.scratch\""));
        assert!(html("c-glibc.old-glibc").contains("value=\"go-cgo.debian\""));
        assert!(html("c-glibc.old-glibc").contains("value=\"c-glibc.old-glibc\" selected"));
    }
}
