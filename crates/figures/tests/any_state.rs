//! Every figure, in states and on machines that nobody thought of, drawn by chance. The chance is the same every time.

use std::collections::BTreeSet;
use tagprism_core::Platform;
use tagprism_figures::{
    FIGURES, Figure, Scene, State, Values, frame,
    frame::Voice,
    markup::{Element, Node},
};

/// States per figure.
const N_STATES: usize = 60;

/// Machines of the dialog, and some that no dialog offers.
const MACHINES: &[&str] = &[
    "linux/amd64",
    "linux/amd64/v3",
    "linux/arm64/v8",
    "linux/arm/v5",
    "linux/arm/v6",
    "linux/arm/v7",
    "linux/386",
    "linux/ppc64le",
    "linux/s390x",
    "linux/riscv64",
    "linux/mips64le",
    "linux/arm/v9",
    "windows/amd64",
    "windows(10.0.20348)/amd64",
    "windows(x)/arm64",
    "darwin/arm64",
    "freebsd/amd64/v99",
    "plan9/",
];

/// A linear congruential generator (Numerical Recipes), of which the upper bits are used.
struct Chance(u32);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % n.max(1)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn value(&mut self, values: &Values) -> String {
        match values {
            Values::OneOf(words) => self.one(words).to_owned(),
            Values::AnyOf(words) | Values::AllOf(words) | Values::SomeOf { words, .. } => {
                let mut chosen = words.to_vec();
                chosen.retain(|_| self.below(2) == 0);
                chosen.join(",")
            }
            Values::Whole { min, max, .. } => {
                let n = max.abs_diff(*min) as usize + 3;
                (i64::from(*min) - 1 + self.below(n) as i64).to_string()
            }
            Values::Text { .. } => self
                .one(&[
                    "",
                    "linux/arm/v6",
                    "<b>\"&'",
                    "\u{202e}\0",
                    "é/é/é/é",
                    " , ",
                ])
                .to_owned(),
        }
    }

    fn state(&mut self, figure: &Figure) -> State {
        let mut state = State::new(figure.parameters);
        for parameter in figure.parameters {
            if self.below(3) > 0 {
                let value = self.value(&parameter.values);
                state.set(parameter.name, &value);
            }
        }
        state
    }
}

fn machine(words: &str) -> Platform {
    let usual = Platform::new("linux", "amd64", "");
    Platform::parse(words, &usual).unwrap_or_else(|_| {
        let (os, architecture) = words.split_once('/').unwrap_or((words, ""));
        Platform::new(os, architecture, "")
    })
}

fn ids<'t>(tree: &'t Element, ids: &mut Vec<&'t str>) {
    for (name, value) in &tree.attributes {
        if *name == "id" {
            ids.push(value);
        }
    }
    for child in &tree.children {
        if let Node::Element(child) = child {
            self::ids(child, ids);
        }
    }
}

#[test]
fn no_state_on_no_machine_draws_a_broken_figure() {
    let mut chance = Chance(1971);
    for figure in FIGURES {
        for _ in 0..N_STATES {
            let state = chance.state(figure);
            let machine = machine(chance.one(MACHINES));
            let what = format!("{} {:?} {machine}", figure.name, state.pairs());
            let scene = Scene {
                machine: &machine,
                machine_id: None,
                is_assumed: chance.below(2) == 0,
                live: None,
                playhead: None,
            };
            // What is pointed at is drawn like any other state.
            let parameter = chance.one(figure.parameters);
            let peeked = chance.value(&parameter.values);
            for state in [state.peeking(parameter.name, &peeked), state] {
                let drawing = (figure.draw)(&state, &scene);
                assert!(!drawing.caption.trim().is_empty(), "{what}: no caption");
                assert!(!drawing.table.caption.is_empty(), "{what}: table");
                for row in &drawing.table.rows {
                    assert_eq!(row.len(), drawing.table.heads.len(), "{what}: {row:?}");
                }
                let framed = frame(figure, &state, drawing, "", Voice::Aloud);
                let mut all = Vec::new();
                ids(&framed, &mut all);
                let distinct: BTreeSet<&str> = all.iter().copied().collect();
                assert_eq!(all.len(), distinct.len(), "{what}: {all:?}");
            }
        }
    }
}
