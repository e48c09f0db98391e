//! The stage of "The build farm": prediction, ways, bars, Dockerfile, and what others reported.

use super::{
    Farm, LANES, WAY_CHOICES, chart,
    plan::{Lane, Way},
    reports, sums,
};
use crate::{
    controls::Controls,
    markup::{Element, KEY, el},
    prediction::{Mark, Prediction},
    state::State,
};

pub(super) fn stage(farm: &Farm, controls: Controls<'_>, state: &State) -> Element {
    let minutes = u64::try_from(state.whole("guess")).unwrap_or_default();
    let prediction = Prediction {
        question: "A 2-minute Rust build: how long under QEMU?",
        label: "Guess",
        guess: Mark {
            at_permille: minutes * 1000 / reports::LAST_MINUTES,
            said: format!("{minutes} min"),
        },
        truth: reports::truth(),
        answer: reports::answer(),
    };
    let lane = |((parameter, label, _, _), lane): ((&'static str, &'static str, _, _), &Lane)| {
        if lane.is_own() {
            own_lane(label)
        } else {
            controls.radios(parameter, label, WAY_CHOICES)
        }
    };
    el("div")
        .class("stage farm")
        .put(prediction.draw(controls, state))
        .put(
            el("div")
                .class("farm-lanes")
                .all(LANES.into_iter().zip(&farm.plan.lanes).map(lane)),
        )
        .put(
            el("p")
                .class("farm-k")
                .text(format!("{} {}", farm.built_on, sums(&farm.plan))),
        )
        .put(chart::chart(farm))
        .put(
            el("div")
                .class("farm-two")
                .put(dockerfile(farm))
                .put(needs(farm)),
        )
        .put(reports::panel(farm.factor))
}

/// The building machine's own platform, which leaves nothing to choose.
fn own_lane(label: &'static str) -> Element {
    el("div")
        .set(KEY, "own")
        .put(el("div").class("seg-l").text(label))
        .text("native: the building machine’s own")
}

/// The Dockerfile, and what changes in it where a lane cross-compiles.
fn dockerfile(farm: &Farm) -> Element {
    let row = |line: &&'static str| {
        let (mark, text) = line.split_at(1);
        match (farm.plan.is_moved, mark) {
            (false, "+") => None,
            (true, "+") => Some(el("ins").text(format!("+ {text}"))),
            (true, "-") => Some(el("del").text(format!("- {text}"))),
            (true, _) => Some(el("span").text(format!("  {text}"))),
            (false, _) => Some(el("span").text(text.to_owned())),
        }
    };
    let title = if farm.plan.is_moved {
        "The Dockerfile, changed by you"
    } else {
        "The Dockerfile"
    };
    el("div").put(el("p").class("farm-k").text(title)).put(
        el("pre")
            .class("farm-file")
            .all(farm.workload.dockerfile.iter().filter_map(row)),
    )
}

/// What the ways in use need, apart from the Dockerfile.
fn needs(farm: &Farm) -> Element {
    let line = |text: &'static str| el("span").text(text);
    let mut commands = el("pre").class("farm-file");
    let is_translated = farm.plan.has_emulation();
    if is_translated {
        commands = commands
            .put(line("# once, on a plain Docker Engine"))
            .put(line(
                "docker run --privileged --rm tonistiigi/binfmt --install all",
            ));
    }
    if farm.has_way(Way::Native) {
        commands = commands
            .put(line("# here and there are Docker contexts"))
            .put(line("docker buildx create --name farm --use here"))
            .put(line("docker buildx create --name farm --append there"));
    }
    commands = commands
        .put(line("docker buildx build --push \\"))
        .put(line("  --platform linux/amd64,linux/arm64,linux/arm/v7 \\"))
        .put(line("  --tag registry.example.com/team/app:1.0 ."));
    let note = if farm.plan.is_moved || !farm.workload.can_move() {
        farm.workload.note
    } else {
        "Here every stage runs as its target. No step is shared, and each RUN needs somebody who can run it. Choose cross-compile to see which lines to change."
    };
    let is_mixed = farm.plan.is_moved && farm.has_way(Way::Qemu);
    let mixed = is_mixed.then(|| {
        el("p").text("One Dockerfile serves all lanes: once a stage runs on the building machine, it does so for the lanes on QEMU too.")
    });
    let is_small_arm = farm.has_way(Way::Native);
    let small = is_small_arm.then(|| {
        el("p").text("A native node for arm/v7 may be an arm64 machine whose processor still runs 32-bit code. Not every one does.")
    });
    el("div")
        .put(el("p").class("farm-k").text("What else it takes"))
        .put(commands)
        .put(el("p").text(note))
        .put(
            el("p")
                .text("Buildx changes none of these lines for you. Without ")
                .put(el("code").class("nb").text("--platform"))
                .text(" in FROM, a stage runs as the target."),
        )
        .put_some(mixed)
        .put_some(small)
}
