//! Figure 2, "One constant, seven machine codes": the same line of C in the bytes of two instruction sets.

mod data;
mod isa;
mod picture;
mod strips;
mod words;

use crate::{
    controls::{Controls, control_name},
    figure::{Drawing, Figure, Origin, Scene, Table},
    markup::{Element, el},
    record::day,
    state::{Parameter, State, Values},
};
use data::{Encodings, Instruction, Object};
use isa::{ISAS, Isa};

const NAME: &str = "encode";

/// Instructions that can be pointed at: the n-th on the left, the n-th on the right.
const PLACES: &[&str] = &[
    "none", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "r1", "r2", "r3", "r4", "r5", "r6",
    "r7", "r8",
];

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(2),
    name: NAME,
    title: "One constant, seven machine codes",
    parameters: &[
        Parameter {
            name: "c",
            values: Values::OneOf(&["f", "add3", "square"]),
        },
        Parameter {
            name: "left",
            values: Values::OneOf(&[
                "x86_64", "aarch64", "armv7", "s390x", "ppc64le", "riscv64", "i386",
            ]),
        },
        Parameter {
            name: "right",
            values: Values::OneOf(&[
                "mine", "x86_64", "aarch64", "armv7", "s390x", "ppc64le", "riscv64", "i386",
            ]),
        },
        Parameter {
            name: "at",
            values: Values::OneOf(PLACES),
        },
        Parameter {
            name: "feed",
            values: Values::OneOf(&["no", "yes"]),
        },
        // Which of the two a narrow screen shows.
        Parameter {
            name: "side",
            values: Values::OneOf(&["left", "right"]),
        },
    ],
    draw,
};

/// One of the two instruction sets, with the code of the chosen function.
struct Side {
    isa: &'static Isa,
    object: &'static Object,
    code: &'static [Instruction],
    /// `l` or `r`, the start of its instructions' places.
    letter: char,
}

impl Side {
    fn n_bytes(&self) -> usize {
        self.code.iter().map(|it| it.bytes.len()).sum()
    }

    /// How many instructions hold a part of the constant.
    fn n_carrying(&self) -> usize {
        let carrying = |it: &&Instruction| !it.carries.is_empty();
        self.code.iter().filter(carrying).count()
    }

    /// The word of `at` for the n-th instruction, from zero.
    fn place(&self, nth: usize) -> &'static str {
        let wanted = format!("{}{}", self.letter, nth + 1);
        let place = PLACES.iter().find(|place| **place == wanted);
        place.copied().unwrap_or("none")
    }
}

/// What the figure is about to show.
struct Pair {
    encodings: &'static Encodings,
    function: &'static str,
    sides: [Side; 2],
    /// The side and the number of the instruction that is pointed at.
    at: Option<(usize, usize)>,
    is_fed: bool,
    /// The reader's own instruction set, where it is one of the seven.
    own: Option<&'static Isa>,
    /// What is different on the reader's machine where that runs Windows; else empty.
    on_windows: &'static str,
    /// How that stands to the reader's machine.
    beside: &'static str,
}

impl Pair {
    fn new(state: &State, scene: &Scene<'_>) -> Option<Self> {
        let encodings = Encodings::get()?;
        let function = state.one("c");
        let machine = scene.machine;
        let own = Isa::of_machine(machine);
        let (left, right) = chosen(state, own)?;
        let side = |isa: &'static Isa, letter| {
            Some(Side {
                isa,
                object: encodings.object(isa.id)?,
                code: encodings.code(isa.id, function),
                letter,
            })
        };
        let sides = [side(left, 'l')?, side(right, 'r')?];
        let place = state.one("at");
        let at = sides.iter().enumerate().find_map(|(nth_side, side)| {
            let nth = (0..side.code.len()).find(|nth| side.place(*nth) == place)?;
            Some((nth_side, nth))
        });
        let on_windows = match (machine.os.as_str(), machine.architecture.as_str()) {
            ("windows", "amd64") => {
                " This is code for Linux: on Windows a long has 4 bytes, and the first argument is in rcx."
            }
            ("windows", _) => " This is code for Linux: on Windows a long has 4 bytes.",
            _ => "",
        };
        Some(Self {
            on_windows,
            encodings,
            function,
            at: at.filter(|_| place != "none"),
            is_fed: state.one("feed") == "yes",
            sides,
            beside: own.map_or("", |own| {
                if scene.is_assumed {
                    "the default"
                } else {
                    own.beside(machine)
                }
            }),
            own,
        })
    }

    fn other(&self, side: &Side) -> &Side {
        &self.sides[usize::from(side.letter == 'l')]
    }

    fn instruction(&self) -> Option<(&Side, &'static Instruction)> {
        let (nth_side, nth) = self.at?;
        let side = &self.sides[nth_side];
        Some((side, &side.code[nth]))
    }

    fn is_constant(&self) -> bool {
        self.function == "f"
    }

    fn c_text(&self) -> &'static str {
        let mut functions = self.encodings.functions.iter();
        functions
            .find(|(name, _)| name == self.function)
            .map_or("", |(_, text)| text)
    }
}

/// The two instruction sets. A reader whose own is not x86-64 sees it on the right; two of the same would compare
/// nothing, so the right one gives way.
fn chosen(state: &State, own: Option<&'static Isa>) -> Option<(&'static Isa, &'static Isa)> {
    let usual = [&ISAS[0], &ISAS[1]];
    let left = Isa::of(state.one("left"))?;
    let wanted = match state.one("right") {
        "mine" => own.filter(|it| it.id != usual[0].id).unwrap_or(usual[1]),
        id => Isa::of(id)?,
    };
    if wanted.id != left.id {
        return Some((left, wanted));
    }
    let other = usual.into_iter().find(|it| it.id != left.id)?;
    Some((left, other))
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(pair) = Pair::new(state, scene) else {
        return missing();
    };
    let controls = Controls::new(NAME, state);
    let feed = if pair.is_fed {
        ("no", "Take the bytes back")
    } else {
        ("yes", "Feed these bytes to the other CPU")
    };
    Drawing {
        caption: words::caption(&pair),
        controls: vec![
            side_picker(&pair, 0),
            side_picker(&pair, 1),
            controls.radios(
                "c",
                "C",
                &[
                    ("f", "a constant"),
                    ("add3", "a[i] + 3"),
                    ("square", "x * x"),
                ],
            ),
            controls.button("feed", Some(feed.0.to_owned()), None, feed.1),
        ],
        stage: picture::stage(&pair, &controls),
        status: words::status(&pair),
        table: words::table(&pair),
        origin: Origin {
            data: format!("compiled {}", day(&pair.encodings.captured)),
            source: "clang and LLVM 14, -O2".to_owned(),
            url: String::new(),
            image: "",
        },
    }
}

/// Which instruction set stands on a side; the other side's is not on offer.
fn side_picker(pair: &Pair, nth_side: usize) -> Element {
    let side = &pair.sides[nth_side];
    let (parameter, label) = [("left", "Left"), ("right", "Right")][nth_side];
    let other = pair.other(side).isa.id;
    let option = |isa: &&'static Isa| {
        let is_own = pair.own.is_some_and(|own| own.id == isa.id);
        let name = if is_own {
            format!("{}, {}", isa.name, pair.beside)
        } else {
            isa.name.to_owned()
        };
        el("option")
            .set("value", isa.id)
            .flag("selected", isa.id == side.isa.id)
            .text(name)
    };
    el("label").class("pick").put(el("span").text(label)).put(
        el("select").set("name", control_name(NAME, parameter)).all(
            ISAS.iter()
                .filter(|isa| isa.id != other)
                .map(|isa| option(&isa)),
        ),
    )
}

/// The measurements are part of the program, so this is never seen; it keeps a broken file from ending the page.
fn missing() -> Drawing {
    Drawing {
        caption: "The machine code that this figure shows is missing.".to_owned(),
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
    use tagprism_core::Platform;

    #[track_caller]
    fn check(machine: (&str, &str), pairs: &[(&str, &str)], expected: [&str; 2]) {
        let machine = Platform::new("linux", machine.0, machine.1);
        let state = State::read(FIGURE.parameters, pairs.iter().copied());
        let pair = Pair::new(&state, &Scene::known(&machine)).unwrap();
        assert_eq!(pair.sides.map(|side| side.isa.id), expected);
    }

    #[test]
    fn a_reader_sees_the_own_instruction_set_beside_x86() {
        check(("amd64", "v3"), &[], ["x86_64", "aarch64"]);
        check(("arm64", "v8"), &[], ["x86_64", "aarch64"]);
        check(("s390x", ""), &[], ["x86_64", "s390x"]);
        check(("arm", "v6"), &[], ["x86_64", "armv7"]);
        check(("mips64le", ""), &[], ["x86_64", "aarch64"]);
    }

    #[test]
    fn one_instruction_set_is_never_compared_with_itself() {
        check(("arm64", ""), &[("left", "aarch64")], ["aarch64", "x86_64"]);
        check(("amd64", ""), &[("right", "x86_64")], ["x86_64", "aarch64"]);
        check(
            ("amd64", ""),
            &[("left", "i386"), ("right", "i386")],
            ["i386", "x86_64"],
        );
    }

    #[test]
    fn a_place_beyond_the_code_points_at_nothing() {
        let machine = Platform::new("linux", "amd64", "");
        let at = |place: &str| {
            let state = State::read(FIGURE.parameters, [("at", place)]);
            Pair::new(&state, &Scene::known(&machine)).unwrap().at
        };
        assert_eq!(at("l1"), Some((0, 0)));
        assert_eq!(at("r5"), Some((1, 4)));
        assert_eq!(at("l8"), None);
        assert_eq!(at("none"), None);
    }
}
