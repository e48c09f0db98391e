//! Figure 7, "The build farm": three platforms, each translated, built natively or compiled for from here, and what that costs.
//!
//! Arithmetic over stated inputs, not a measurement; what others measured stands beside it.

mod arithmetic;
mod chart;
mod picture;
mod plan;
mod reports;
mod workload;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene},
    prediction::REVEAL,
    state::{Parameter, State, Values},
};
use plan::{INDEX_SECS, Plan, Way};
use tagprism_core::Platform;
use workload::Workload;

const NAME: &str = "build";

/// The three ways, for a single lane and for all of them.
const WAYS: [(Way, &str); 3] = [
    (Way::Qemu, "Translated by QEMU"),
    (Way::Native, "Native nodes"),
    (Way::Cross, "Cross-compiled"),
];
const WAY_WORDS: Values = Values::OneOf(&["qemu", "native", "cross"]);
const WAY_CHOICES: &[(&str, &str)] = &[
    ("qemu", "QEMU"),
    ("native", "native node"),
    ("cross", "cross-compile"),
];

/// The platforms, as `--platform` names them, with the parameter of each.
const LANES: [(&str, &str, &str, &str); 3] = [
    ("amd64", "linux/amd64", "amd64", ""),
    ("arm64", "linux/arm64", "arm64", ""),
    ("armv7", "linux/arm/v7", "arm", "v7"),
];

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(7),
    name: NAME,
    title: "The build farm",
    parameters: &[
        Parameter {
            name: "factor",
            values: Values::Whole {
                min: 1,
                max: 25,
                default: 8,
            },
        },
        Parameter {
            name: "work",
            values: Values::OneOf(&["rust", "go", "npm", "apt"]),
        },
        Parameter {
            name: "amd64",
            values: WAY_WORDS,
        },
        Parameter {
            name: "arm64",
            values: WAY_WORDS,
        },
        Parameter {
            name: "armv7",
            values: WAY_WORDS,
        },
        Parameter {
            name: "guess",
            values: Values::Whole {
                min: 1,
                max: 60,
                default: 5,
            },
        },
        REVEAL,
    ],
    draw,
};

/// The build at hand, and the same one three ways.
struct Farm {
    workload: &'static Workload,
    builder: Platform,
    /// The builder in words, and what it has to do with the reader's machine.
    built_on: String,
    factor: u32,
    plan: Plan,
    /// Wall clock with every lane in each of [`WAYS`].
    others: [u32; 3],
}

impl Farm {
    fn new(state: &State, scene: &Scene<'_>) -> Self {
        let workload = Workload::of(state.one("work"));
        let (builder, built_on) = builder(scene);
        let factor = u32::try_from(state.whole("factor")).unwrap_or(1).max(1);
        let lanes = |way: &dyn Fn(&str) -> Way| {
            LANES.map(|(parameter, _, architecture, variant)| {
                (
                    Platform::new("linux", architecture, variant),
                    way(parameter),
                )
            })
        };
        let chosen = |parameter: &str| match state.one(parameter) {
            "native" => Way::Native,
            "cross" => Way::Cross,
            _ => Way::Qemu,
        };
        let plan = Plan::new(workload, &lanes(&chosen), &builder, factor);
        let others = WAYS
            .map(|(way, _)| Plan::new(workload, &lanes(&|_| way), &builder, factor).wall_secs());
        Self {
            workload,
            builder,
            built_on,
            factor,
            plan,
            others,
        }
    }

    /// Whether every lane that has a choice goes the nth of [`WAYS`].
    fn is_all(&self, nth: usize) -> bool {
        let is_it = |lane: &plan::Lane| lane.is_own() || lane.way == WAYS[nth].0;
        self.plan.lanes.iter().all(is_it)
    }

    fn has_way(&self, way: Way) -> bool {
        self.plan
            .lanes
            .iter()
            .any(|lane| lane.way == way && !lane.is_own())
    }
}

/// The machine that builds, and in words what it has to do with the reader's: that one, where it can build all lanes.
///
/// Only Linux builds Linux images, and a machine of 32 bits emulates no 64-bit platform.
fn builder(scene: &Scene<'_>) -> (Platform, String) {
    let machine = scene.machine;
    let usual = Platform::new("linux", "amd64", "");
    if machine.os != "linux" || machine.architecture.is_empty() {
        let words = format!("Building machine: {usual}, because Linux images need a Linux engine.");
        return (usual, words);
    }
    if matches!(
        machine.architecture.as_str(),
        "386" | "arm" | "mips" | "mipsle"
    ) {
        let whose = match scene.is_assumed {
            true => "the default until you choose a machine",
            false => "yours",
        };
        let words = format!(
            "Building machine: {usual}, because {machine}, {whose}, has 32 bits and cannot emulate linux/arm64."
        );
        return (usual, words);
    }
    let words = if scene.is_assumed {
        format!("Building machine: {machine}, the default until you choose a machine.")
    } else {
        format!("Building machine: yours, {machine}.")
    };
    (machine.clone(), words)
}

/// `45 s`, `16 min 35 s`, with spaces at which no line breaks.
fn duration(secs: u32) -> String {
    match (secs / 60, secs % 60) {
        (0, secs) => format!("{secs}\u{a0}s"),
        (minutes, 0) => format!("{minutes}\u{a0}min"),
        (minutes, secs) => format!("{minutes}\u{a0}min\u{a0}{secs}\u{a0}s"),
    }
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let farm = Farm::new(state, scene);
    let controls = Controls::new(NAME, state);
    let said = match farm.factor {
        1 => "1, no loss".to_owned(),
        factor => format!("{factor} times"),
    };
    Drawing {
        caption: caption(&farm, state.one(REVEAL.name) == "yes"),
        controls: vec![
            controls.slider("factor", "Emulation factor", said),
            controls.radios(
                "work",
                "Build",
                &[
                    ("rust", "Rust or C++"),
                    ("go", "Go"),
                    ("npm", "npm with native addons"),
                    ("apt", "apt + COPY"),
                ],
            ),
        ],
        stage: picture::stage(&farm, controls, state),
        status: status(&farm),
        table: arithmetic::table(&farm),
        origin: Origin {
            data: "Arithmetic, not a measurement; inputs in the table".to_owned(),
            source: "Docker, multi-platform builds".to_owned(),
            url: "https://docs.docker.com/build/building/multi-platform/".to_owned(),
            image: "",
        },
    }
}

/// The conclusion. What all of it takes under QEMU is what the question asks; until the reader wants the answer, the
/// principle stands for it.
fn caption(farm: &Farm, is_answered: bool) -> String {
    let wall = duration(farm.plan.wall_secs());
    let [qemu, native, cross] = farm.others.map(duration);
    let asks_cross = farm.has_way(Way::Cross);
    if asks_cross && !farm.workload.can_move() {
        return "Cross-compiling buys nothing here: apt-get and the scripts of its packages are programs of the target, and somebody must run them.".to_owned();
    }
    let instead = if is_answered {
        format!(" instead of {qemu}")
    } else {
        String::new()
    };
    if farm.plan.has_emulation() {
        return if farm.plan.is_moved {
            format!(
                "What could move has moved: only the last stage is still translated, and the build takes {wall}{instead}."
            )
        } else if !is_answered && farm.factor > 1 {
            format!(
                "Emulation multiplies what computes and nothing else: a second of computing takes {} s, a second of copying stays one.",
                farm.factor
            )
        } else if farm.workload.can_move() {
            format!(
                "Emulation multiplies what computes: this build takes {wall}, and {cross} if its first stage moves to the building machine."
            )
        } else {
            format!(
                "Emulation multiplies what computes: this build takes {wall}, and {native} with a native node for each platform."
            )
        };
    }
    if farm.plan.is_moved {
        return format!(
            "Move the step, not the machine: with compilers that run natively, three platforms take {wall}{instead}."
        );
    }
    format!(
        "A node for each platform translates nothing: {wall}{instead}, on {} machines.",
        farm.plan.n_machines()
    )
}

fn status(farm: &Farm) -> String {
    let plan = &farm.plan;
    let end = |lane: &plan::Lane| plan::end(&lane.bars);
    let last = plan.lanes.iter().map(end).max().unwrap_or_default();
    let longest: Vec<String> = plan
        .lanes
        .iter()
        .filter(|lane| end(lane) == last)
        .map(|lane| lane.platform.to_string())
        .collect();
    let longest = match longest.len() {
        1 => format!("{} takes longest", longest.join("")),
        2 => format!("{} take longest", longest.join(" and ")),
        _ => "All three platforms take the same time".to_owned(),
    };
    format!("{} {longest}; the index costs {INDEX_SECS} s.", sums(plan))
}

/// Wall clock and machine time.
fn sums(plan: &Plan) -> String {
    let machines = match plan.n_machines() {
        1 => "1 machine".to_owned(),
        n_machines => format!("{n_machines} machines"),
    };
    format!(
        "Wall clock {}, machine time {} on {machines}.",
        duration(plan.wall_secs()),
        duration(plan.machine_secs()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pairs: &[(&str, &str)], machine: &str, expected: &str) {
        let machine = Platform::parse(machine, &Platform::new("linux", "amd64", "")).unwrap();
        let state = State::read(FIGURE.parameters, pairs.iter().copied());
        let is_answered = state.one(REVEAL.name) == "yes";
        let caption = caption(&Farm::new(&state, &Scene::known(&machine)), is_answered)
            .replace('\u{a0}', " ");
        assert_eq!(caption, expected);
    }

    const ANSWERED: (&str, &str) = (REVEAL.name, "yes");

    const CROSS: [(&str, &str); 3] = [("amd64", "cross"), ("arm64", "cross"), ("armv7", "cross")];

    #[test]
    fn the_caption_is_true_of_what_is_shown() {
        check(
            &[ANSWERED],
            "linux/amd64",
            "Emulation multiplies what computes: this build takes 16 min 37 s, and 2 min 33 s if its first stage moves to the building machine.",
        );
        check(
            &[CROSS[0], CROSS[1], CROSS[2], ANSWERED],
            "linux/s390x",
            "Move the step, not the machine: with compilers that run natively, three platforms take 2 min 33 s instead of 16 min 37 s.",
        );
        check(
            &[
                ("amd64", "native"),
                ("arm64", "native"),
                ("armv7", "native"),
                ANSWERED,
            ],
            "linux/arm64",
            "A node for each platform translates nothing: 2 min 23 s instead of 16 min 37 s, on 3 machines.",
        );
    }

    #[test]
    fn before_the_answer_the_caption_states_the_principle() {
        check(
            &[],
            "linux/amd64",
            "Emulation multiplies what computes and nothing else: a second of computing takes 8 s, a second of copying stays one.",
        );
        check(
            &CROSS,
            "linux/amd64",
            "Move the step, not the machine: with compilers that run natively, three platforms take 2 min 33 s.",
        );
    }

    #[track_caller]
    fn check_builder(machine: &str, expected: &str, n_own: usize) {
        let machine = Platform::parse(machine, &Platform::new("linux", "amd64", "")).unwrap();
        let farm = Farm::new(&State::new(FIGURE.parameters), &Scene::known(&machine));
        let own = farm.plan.lanes.iter().filter(|lane| lane.is_own());
        assert_eq!(
            (farm.builder.to_string().as_str(), own.count()),
            (expected, n_own)
        );
    }

    #[test]
    fn a_machine_that_cannot_emulate_64_bits_does_not_build() {
        check_builder("linux/arm/v6", "linux/amd64", 1);
        check_builder("linux/386", "linux/amd64", 1);
        check_builder("windows/amd64", "linux/amd64", 1);
        check_builder("linux/arm64/v8", "linux/arm64/v8", 1);
        check_builder("linux/mips64le", "linux/mips64le", 0);
        let (_, words) = builder(&Scene::known(&Platform::new("linux", "arm", "v6")));
        assert!(words.contains("because linux/arm/v6, yours, has 32 bits"));
    }

    #[test]
    fn where_nothing_is_emulated_no_translator_is_offered() {
        let state = State::new(FIGURE.parameters);
        let farm = Farm::new(&state, &Scene::known(&Platform::new("linux", "amd64", "")));
        let html = picture::stage(&farm, Controls::new(NAME, &state), &state).to_html();
        assert!(!html.contains("build-amd64") && html.contains("build-arm64"));
    }

    #[test]
    fn apt_gains_nothing_from_a_cross_compiler() {
        check(
            &[CROSS[0], CROSS[1], CROSS[2], ("work", "apt")],
            "windows/amd64",
            "Cross-compiling buys nothing here: apt-get and the scripts of its packages are programs of the target, and somebody must run them.",
        );
    }

    #[test]
    fn durations_are_minutes_and_seconds() {
        for (secs, words) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3_661, "61 min 1 s"),
        ] {
            assert_eq!(duration(secs).replace('\u{a0}', " "), words);
        }
    }
}
