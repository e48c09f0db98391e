//! The stage: the grid of outcomes, and the gates of the chosen start.

use super::{
    BASES, EXPERIMENTS, NAME, PROGRAMS, View,
    data::{Ending, Gate, Start},
    gates::{Passage, Verdict, passages},
    start_word, words,
};
use crate::{
    controls::control_name,
    markup::{Element, el},
    sign,
};

pub(super) fn stage(view: &View<'_>) -> Element {
    el("div")
        .class("stage f3")
        .put(grid(view))
        .put(experiments(view))
        .put(trace(view))
}

fn grid(view: &View<'_>) -> Element {
    // A narrow column may break a name after its slash.
    let head = |text: &str| {
        let text = text.replace('/', "/\u{200b}");
        el("th").set("scope", "col").text(text)
    };
    let row = |(program, name): &(&'static str, &'static str)| {
        let class = if *program == view.program.0 {
            "is-row"
        } else {
            ""
        };
        el("tr")
            .class(class)
            .put(el("th").set("scope", "row").text(*name))
            .all(BASES.iter().map(|(base, base_name)| {
                el("td").put_some(cell(view, program, base, name, base_name))
            }))
    };
    el("table")
        .class("f3-grid")
        .put(el("caption").text("Outcome of each program in each base image"))
        .put(
            el("thead").put(
                el("tr")
                    .put(head("Program"))
                    .all(BASES.iter().map(|(_, name)| head(name))),
            ),
        )
        .put(el("tbody").all(PROGRAMS.iter().map(row)))
}

/// A start to choose: its outcome as sign and word.
fn cell(
    view: &View<'_>,
    program: &str,
    base: &str,
    program_name: &str,
    base_name: &'static str,
) -> Option<Element> {
    let word = start_word(program, base)?;
    let start = view.starts.start(program, base)?;
    let is_chosen = view.is_chosen(program, base);
    let outcome = words::outcome(&start);
    let class = format!(
        "f3-cell {}{}",
        outcome_class(&start),
        if is_chosen { " is-at" } else { "" }
    );
    let icon = match outcome_class(&start) {
        "is-ok" => "check",
        "is-fail" => "cross",
        _ => "dash",
    };
    Some(
        el("label")
            .class(class)
            .put(
                el("input")
                    .set("type", "radio")
                    .set("name", control_name(NAME, "start"))
                    .set("value", word)
                    .set(
                        "aria-label",
                        format!("{program_name}, in {base_name}: {outcome}"),
                    )
                    .flag("checked", is_chosen),
            )
            .put(el("span").class("f3-base").text(base_name))
            .put(
                el("span")
                    .class("f3-out")
                    .put(sign::icon(icon))
                    .text(outcome),
            ),
    )
}

fn outcome_class(start: &Start<'_>) -> &'static str {
    match (start.ending, start.gate) {
        (Ending::NotRun, _) => "is-none",
        (_, Gate::Runs) => "is-ok",
        _ => "is-fail",
    }
}

/// Two bases that no image is, for the gates that come after the loader's path.
fn experiments(view: &View<'_>) -> Element {
    let (program, name) = PROGRAMS[0];
    el("div")
        .class("f3-more")
        .set("role", "group")
        .set("aria-label", "Two experiments")
        .put(
            el("span")
                .class("f3-more-l")
                .text(format!("{name}, in two bases made for the later gates")),
        )
        .all(
            EXPERIMENTS
                .iter()
                .filter_map(|(base, base_name)| cell(view, program, base, name, base_name)),
        )
}

fn trace(view: &View<'_>) -> Element {
    let start = &view.start;
    let said = match start.ending {
        Ending::NotRun => None,
        _ => Some(
            el("p")
                .class(if start.gate == Gate::Runs {
                    "f3-said is-ok"
                } else {
                    "f3-said"
                })
                .put(el("code").text(start.said.to_owned())),
        ),
    };
    el("div")
        .class("f3-trace")
        .put(
            el("p")
                .class("f3-h")
                .put(el("code").text("execve(\"/app\")"))
                .text(format!(" {}, in {}", view.program.1, view.base.1)),
        )
        .put(
            el("ol")
                .class("f3-gates")
                .all(passages(start).iter().map(gate)),
        )
        .put(
            el("div")
                .class("f3-end")
                .put_some(said)
                .put(el("p").class("f3-how").text(words::ending(start))),
        )
        .put(el("p").class("f3-mine").text(words::on_machine(view)))
        .put(el("p").class("f3-mine").text(words::STAND_INS))
}

fn gate(passage: &Passage) -> Element {
    let (class, icon, word) = match (passage.verdict, passage.gate) {
        (Verdict::Passed, Gate::Runs) => ("is-ok", Some("check"), "runs"),
        (Verdict::Passed, _) => ("is-ok", Some("check"), "passes"),
        (Verdict::Skipped, _) => ("is-skip", Some("dash"), "nothing to check"),
        (Verdict::Stopped, _) => ("is-fail", Some("cross"), "stops here"),
        (Verdict::NotReached, _) => ("is-none", None, "not reached"),
    };
    el("li")
        .class(format!("f3-gate {class}"))
        .put(
            el("span")
                .class("f3-t")
                .put(el("b").text(passage.title))
                .put(el("small").text(passage.keeper)),
        )
        .put(el("span").class("f3-found").text(passage.found.clone()))
        .put(
            el("span")
                .class("f3-v")
                .put_some(icon.map(sign::icon))
                .text(word),
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{State, loader::FIGURE};
    use tagprism_core::Platform;

    #[test]
    fn the_grid_has_a_radio_button_for_every_start_and_one_is_chosen() {
        let machine = Platform::new("linux", "amd64", "");
        let state = State::new(FIGURE.parameters);
        let html = stage(&View::new(&state, &crate::Scene::known(&machine)).unwrap()).to_html();
        assert_eq!(html.matches("type=\"radio\"").count(), 38);
        assert_eq!(html.matches(" checked").count(), 1);
        assert_eq!(html.matches("is-fail is-at").count(), 1);
    }

    #[test]
    fn the_trace_ends_with_what_was_printed() {
        let machine = Platform::new("linux", "amd64", "");
        let text = |start: &str| {
            let state = State::read(FIGURE.parameters, [("start", start)]);
            trace(&View::new(&state, &crate::Scene::known(&machine)).unwrap()).plain_text()
        };
        assert!(text("arm64.debian").contains("exec /app: exec format error"));
        assert!(text("c-glibc.old-glibc").contains("version `GLIBC_2.34' not found"));
        assert!(text("go-static.nanoserver").contains("nothing was run"));
    }
}
