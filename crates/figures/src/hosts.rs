//! Figure 1, "One command, many machines": which machines a set of builds serves.
//!
//! Every outcome is what [`tagprism_core::resolve()`] answers for that machine and that set. What happens after the pull, under
//! emulation or on processors without a 32-bit mode, is written down in [`mod@machines`] with its source.

mod machines;
mod outcome;
mod picture;
mod rows;
mod sets;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Scene, Table},
    markup::{Element, el},
    state::{Parameter, State, Values},
};
use machines::{Machine, machines};
use outcome::{Outcome, Row};
use sets::{Publication, SETS, WORDS};

const NAME: &str = "hosts";

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(1),
    name: NAME,
    title: "One command, many machines",
    parameters: &[
        Parameter {
            name: "set",
            values: Values::OneOf(&["nginx", "amd64", "both", "hello", "own"]),
        },
        Parameter {
            name: "built",
            values: Values::AllOf(WORDS),
        },
    ],
    draw,
};

/// What the figure is about to show.
struct Board<'a> {
    publication: Publication,
    /// One per machine, top down.
    rows: Vec<Row<'a>>,
}

impl<'a> Board<'a> {
    fn new(set: &str, state: &State, machines: &'a [Machine]) -> Self {
        let publication = Publication::of(set, state);
        let offers = publication.offers();
        let rows = machines.iter().map(|it| Row::new(it, &offers)).collect();
        Self { publication, rows }
    }

    fn n_served(&self) -> usize {
        self.rows.iter().filter(|row| row.is_served()).count()
    }
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let machines = machines(scene);
    let set = state.one("set");
    let board = Board::new(set, state, &machines);
    let controls = Controls::new(NAME, state);
    let mut bar = vec![cards(&controls, state, &machines)];
    if set == "own" {
        bar.push(boxes(&controls));
    }
    bar.push(your_machine(&controls, &machines, scene.is_assumed));
    Drawing {
        caption: caption(&board),
        controls: bar,
        stage: el("div")
            .class("stage f1")
            .put(picture::picture(&board))
            .put(rows::list(&board))
            .put_some(rows::message(&board)),
        status: status(&board, scene.is_assumed),
        table: table(&board),
        origin: board.publication.origin.clone(),
    }
}

/// One card per set, with a tally of the machines that it serves: top row first.
fn cards(controls: &Controls<'_>, state: &State, machines: &[Machine]) -> Element {
    let card = |&(set, label): &(&'static str, &'static str)| {
        let board = Board::new(set, state, machines);
        let mark = |row: &Row<'_>| {
            let class = if row.is_served() { "on" } else { "off" };
            el("i").class(class)
        };
        el("label")
            .class("set")
            .put(controls.radio("set", set))
            .put(
                el("span")
                    .class("set-b")
                    .put(el("span").class("set-n").text(label))
                    .put(
                        el("span")
                            .class("tally")
                            .set("aria-hidden", "true")
                            .all(board.rows.iter().map(mark)),
                    )
                    .put(
                        el("span")
                            .class("set-c")
                            .put(el("b").text(board.n_served()))
                            .text(format!(" of {} machines", board.rows.len())),
                    )
                    .put(
                        el("span")
                            .class("set-k")
                            .text(count(board.publication.builds.len(), "build")),
                    ),
            )
    };
    el("fieldset")
        .class("sets")
        .put(el("legend").text("What the publisher built"))
        .all(SETS.iter().map(card))
}

/// One choice per platform: machines that ask alike are one to an engine.
fn your_machine(controls: &Controls<'_>, machines: &[Machine], is_assumed: bool) -> Element {
    let mut choices: Vec<(String, &'static str)> = Vec::new();
    let mut chosen = String::new();
    for machine in machines {
        let platform = machine.platform.to_string();
        if machine.is_yours {
            chosen.clone_from(&platform);
        }
        if !choices.iter().any(|(own, _)| *own == platform) {
            choices.push((platform, machine.name));
        }
    }
    controls.machine(&chosen, &choices, is_assumed)
}

/// What the reader would build: everything, until boxes are cleared.
fn boxes(controls: &Controls<'_>) -> Element {
    el("fieldset")
        .class("f1-own")
        .put(el("legend").text("What you would build"))
        .all(
            WORDS
                .iter()
                .map(|word| controls.tick("built", word, sets::label(word))),
        )
}

/// `1 build`, `8 builds`.
fn count(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{ending}")
}

fn caption(board: &Board<'_>) -> String {
    let n_machines = board.rows.len();
    let found = match board.n_served() {
        0 => format!("none of {n_machines} machines finds one"),
        n if n == n_machines => format!("all {n_machines} machines find one"),
        1 => format!("1 of {n_machines} machines finds one"),
        n => format!("{n} of {n_machines} machines find one"),
    };
    format!(
        "The command never changes. What runs depends on the builds behind the tag: here {found}."
    )
}

fn status(board: &Board<'_>, is_assumed: bool) -> String {
    let (n_served, n_machines) = (board.n_served(), board.rows.len());
    let verb = if n_served == 1 { "finds" } else { "find" };
    let mut said = format!("{n_served} of {n_machines} machines {verb} a build.");
    let older = board.rows.iter().find_map(|row| match &row.outcome {
        Outcome::Older(given) => Some((row, given)),
        _ => None,
    });
    if let Some((row, given)) = older {
        said.push_str(&format!(
            " {} ({}) is given {}, an older variant.",
            row.machine.name,
            outcome::short(&row.machine.platform),
            outcome::short(given)
        ));
    }
    let narrow = board.rows.iter().find_map(|row| match &row.outcome {
        Outcome::Narrow(given) => Some((row, given)),
        _ => None,
    });
    if let Some((row, given)) = narrow {
        said.push_str(&format!(
            " Machines that ask for {} fall back to {}, a 32-bit build.",
            outcome::short(&row.machine.platform),
            outcome::short(given)
        ));
    }
    let stopped: Vec<&Row<'_>> = board.rows.iter().filter(|row| !row.is_served()).collect();
    match stopped.as_slice() {
        [] => {}
        [row] => said.push_str(&format!(
            " {} finds nothing, because no entry suits {}.",
            row.machine.name,
            row.machine.platform.short()
        )),
        rows => said.push_str(&format!(" {} stop at the pull.", rows.len())),
    }
    if stopped.iter().any(|row| row.emulated().is_some()) {
        said.push_str(" Emulation could help some, but has to be asked for with --platform.");
    }
    if let Some(row) = board.rows.iter().find(|row| row.machine.is_yours) {
        let asked = row.machine.platform.as_engine_prints_it();
        let who = if is_assumed {
            "The default, until you choose a machine,"
        } else {
            "Yours"
        };
        said.push_str(&match row.position {
            Some(position) => format!(" {who} asks for {asked} and gets entry {position}."),
            // Said already where it is the only one.
            None if stopped.len() == 1 => String::new(),
            None => format!(" {who} asks for {asked} and gets nothing."),
        });
    }
    said
}

fn table(board: &Board<'_>) -> Table {
    let row = |row: &Row<'_>| {
        let mut name = row.machine.name.to_owned();
        if let Some(yours) = row.machine.yours {
            name.push_str(&format!(" ({yours})"));
        }
        let received = match (&row.received, row.position) {
            (Some(platform), Some(position)) => format!("{platform}, entry {position}"),
            _ => "no entry".to_owned(),
        };
        vec![
            name,
            row.machine.platform.as_engine_prints_it(),
            received,
            row.words(),
            row.remark(&board.publication.command),
        ]
    };
    Table {
        caption: format!(
            "{}: {}, {}",
            board.publication.tag,
            count(board.publication.builds.len(), "build"),
            count(board.rows.len(), "machine")
        ),
        heads: [
            "Machine",
            "Asks for",
            "Receives",
            "What happens",
            "Message or remark",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: board.rows.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_core::Platform;

    /// How many are served, of how many, and what the status says.
    fn told(set: &str, built: &str, reader: &Platform) -> (usize, usize, String) {
        let state = State::read(FIGURE.parameters, [("set", set), ("built", built)]);
        let machines = machines(&Scene::known(reader));
        let board = Board::new(set, &state, &machines);
        (board.n_served(), board.rows.len(), status(&board, false))
    }

    #[track_caller]
    fn check_served(set: &str, built: &str, expected: usize) {
        let reader = Platform::new("linux", "arm64", "v8");
        assert_eq!(told(set, built, &reader).0, expected);
    }

    #[test]
    fn the_more_is_built_the_more_machines_are_served() {
        check_served("amd64", "", 2);
        check_served("both", "", 5);
        check_served("nginx", "", 10);
        check_served("hello", "", 11);
        check_served("own", "", 0);
        check_served("own", &WORDS.join(","), 11);
    }

    #[test]
    fn one_32_bit_build_serves_every_arm_machine_that_may_fall_back() {
        check_served("own", "arm/v5", 5);
        check_served("own", "arm/v7", 4);
        check_served("own", "386", 2);
    }

    #[test]
    fn a_reader_with_another_machine_is_a_twelfth_row() {
        let mips = Platform::new("linux", "mips64le", "");
        let (n_served, n_machines, said) = told("nginx", "", &mips);
        assert_eq!((n_served, n_machines), (10, 12));
        assert!(said.ends_with(" Yours asks for linux/mips64le and gets nothing."));
    }

    #[test]
    fn a_machine_that_nobody_chose_is_called_a_default() {
        let machine = Platform::new("linux", "amd64", "");
        let mut scene = Scene::known(&machine);
        for (is_assumed, expected) in [(false, "Your machine"), (true, "Your machine (default)")] {
            scene.is_assumed = is_assumed;
            let drawing = draw(&State::new(FIGURE.parameters), &scene);
            let picker = drawing.controls.last().map(Element::plain_text);
            let words = picker.unwrap_or_default();
            let (label, _) = words.split_once(" Raspberry").unwrap_or((&words, ""));
            assert!(label.starts_with(expected), "{words}");
            assert_eq!(label.contains("(default)"), is_assumed, "{words}");
        }
    }

    #[test]
    fn the_status_names_the_step_down_and_who_finds_nothing() {
        let reader = Platform::new("linux", "s390x", "");
        assert_eq!(
            told("nginx", "", &reader).2,
            "10 of 11 machines find a build. Raspberry Pi Zero (arm/v6) is given arm/v5, an older variant. \
             Windows Server 2025 finds nothing, because no entry suits windows/amd64. \
             Yours asks for linux/s390x and gets entry 15."
        );
    }
}
