//! The stage: a line of builds with the host's window, and what three clients take of hello-world.
//!
//! A column on the line is one label: choosing it moves the host. On narrow screens the line stands upright.

use super::{
    Line, NAME,
    builds::{LTSC, RELEASES, listed, release},
    clients::{CLIENTS, takes},
};
use crate::{
    controls::control_name,
    markup::{Element, el},
    sign,
};
use tagprism_core::resolve::{Offer, Outcome, Policy, Question, Verdict, resolve};

/// Which engine matches by which rule.
const RULES: &str = " Engines up to 29.7.2 match by an older rule, with a gap for Windows 11 25H2. The corrected one is in the engine’s source since August 2026. In the library containerd/platforms they are v1.0.0-rc.4 and rc.5.";

pub(super) fn stage(line: &Line) -> Element {
    let what = if line.is_process {
        "The bracket spans the builds that the host accepts under process isolation. Steps are not to scale."
    } else {
        "The bracket spans the builds that the host runs under Hyper-V isolation, by Microsoft’s table. Steps are not to scale."
    };
    el("div")
        .class("stage f9")
        .put(
            el("fieldset")
                .class("f9-line")
                .put(el("legend").text("Host: choose its build"))
                .put(
                    el("div")
                        .class("f9-cells")
                        .all(line.builds.iter().map(|build| cell(line, *build))),
                ),
        )
        .put(el("p").class("f9-note").text(what).text(RULES))
        .put(
            el("div")
                .class("f9-two")
                .put(entries(line))
                .put(clients(line)),
        )
}

fn cell(line: &Line, build: u16) -> Element {
    let mut class = "f9-cell".to_owned();
    if let Some((lowest, highest)) = line.window.filter(|_| line.is_in(build)) {
        class.push_str(" is-in");
        if build == lowest {
            class.push_str(" is-first");
        }
        if build == highest {
            class.push_str(" is-last");
        }
    }
    let value = RELEASES
        .iter()
        .find(|(own, _)| *own == build)
        .map_or("reader", |(_, word)| word);
    let whose = if line.is_assumed {
        "the default"
    } else {
        "your machine"
    };
    let yours = (line.own == Some(build)).then(|| el("span").class("f9-yours").text(whose));
    el("label")
        .class(class)
        .put(
            el("span")
                .class("f9-host")
                .put(
                    el("input")
                        .set("type", "radio")
                        .set("name", control_name(NAME, "build"))
                        .set("value", value)
                        .flag("checked", build == line.host),
                )
                .put(el("b").text(build.to_string()))
                .put(
                    el("span")
                        .class("f9-rel")
                        .text(release(build).unwrap_or("another build")),
                )
                .put_some(yours),
        )
        .put(el("span").class("f9-axis").set("aria-hidden", "true"))
        .put(image(line, build))
}

/// The image that is made for a build, if there is one, and whether it runs.
fn image(line: &Line, build: u16) -> Element {
    let place = el("span").class("f9-img");
    let Some((_, name)) = LTSC.iter().find(|(own, _)| *own == build) else {
        return place;
    };
    let is_in = line.is_in(build);
    let (sign, word) = match (is_in, line.is_process) {
        (true, true) => ("check", "accepted"),
        (false, true) => ("dash", "refused"),
        (true, false) => ("check", "runs"),
        (false, false) if line.window.is_none() => ("dash", "not offered"),
        (false, false) => ("dash", "too new"),
    };
    let dot = if is_in { "f9-dot is-lit" } else { "f9-dot" };
    let word_of = listed(line.host).map_or("not listed", |row| row.word(build));
    place
        .put(el("span").class(dot).set("aria-hidden", "true"))
        .put(el("b").text(*name))
        .put(
            el("span")
                .class(format!("out out-{sign}"))
                .put(sign::icon(sign))
                .text(word),
        )
        .put(
            el("span")
                .class("f9-ms")
                .text(format!("Microsoft: {word_of}")),
        )
}

fn head(words: &'static str) -> Element {
    el("th").set("scope", "col").text(words)
}

/// The Windows entries in the order of the list, each with the verdict of the match.
fn entries(line: &Line) -> Element {
    let resolution = resolve(&line.offers, &question(line));
    let row = |candidate: &tagprism_core::resolve::Candidate| {
        let (sign, words) = match &candidate.verdict {
            Verdict::Refused(refusal) => ("dash", refusal.to_string()),
            _ => ("check", "fits".to_owned()),
        };
        let version = candidate.platform.as_ref().map(|it| it.os_version.clone());
        el("tr")
            .put(el("td").class("c-n").text(candidate.position))
            .put(
                el("th")
                    .set("scope", "row")
                    .put(el("code").text(version.unwrap_or_default())),
            )
            .put(el("td").put(sign::outcome(sign, words)))
    };
    el("table")
        .class("tbl f9-entries")
        .put(el("caption").text("Windows entries of hello-world:latest, in the order of the list"))
        .put(
            el("thead").put(
                el("tr")
                    .put(head("#"))
                    .put(head("os.version"))
                    .put(head("By the rule")),
            ),
        )
        .put(el("tbody").all(resolution.candidates.iter().map(row)))
}

fn question(line: &Line) -> Question {
    Question {
        host: super::builds::platform(line.host),
        policy: Policy::Only,
        rules: line.rules,
    }
}

fn clients(line: &Line) -> Element {
    let taken = takes(line.host, &line.offers, line.rules);
    let version = |position: usize| {
        let offer = line
            .offers
            .iter()
            .find(|it: &&Offer| it.position == position);
        offer
            .and_then(|it| it.platform.as_ref())
            .map(|it| it.os_version.clone())
            .unwrap_or_default()
    };
    let row = |((name, how), taken): (&(&'static str, &'static str), Option<usize>)| {
        let (sign, words) = match taken {
            Some(position) => ("check", format!("entry {position}, {}", version(position))),
            None => ("cross", "nothing".to_owned()),
        };
        el("tr")
            .put(
                el("th")
                    .set("scope", "row")
                    .put(el("b").text(*name))
                    .put(el("span").class("f9-how").text(*how)),
            )
            .put(el("td").put(sign::outcome(sign, words)))
    };
    let table = el("table")
        .class("tbl f9-clients")
        .put(el("caption").text("What three clients take of them"))
        .put(
            el("thead").put(
                el("tr")
                    .put(head("Client and its choice"))
                    .put(head("Takes")),
            ),
        )
        .put(el("tbody").all(CLIENTS.iter().zip(taken).map(row)));
    let message = match resolve(&line.offers, &question(line)).outcome {
        Outcome::NoMatch(none) if taken.iter().all(Option::is_none) => Some(none.classic_message),
        _ => None,
    };
    el("div")
        .put(table)
        .put_some(message.map(|message| el("div").class("msg").put(el("code").text(message))))
}
