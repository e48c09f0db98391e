//! What the figure says in words: its conclusion and its status line.

use super::{
    Line,
    builds::{LTSC, listed, release, window},
    clients::{CLIENTS, takes},
};
use crate::figure::who;
use tagprism_core::resolve::{Policy, Question, resolve};

/// `builds 20348 to 26100`, or `build 17763`.
fn span((lowest, highest): (u16, u16)) -> String {
    if lowest == highest {
        format!("build {highest}")
    } else {
        format!("builds {lowest} to {highest}")
    }
}

pub(super) fn caption(line: &Line) -> String {
    let host = line.host;
    if line.is_process {
        return match line.window {
            Some(window) => format!(
                "For Windows the build number decides: a host of build {host} accepts {} and no other.",
                span(window)
            ),
            None => format!("A host of build {host} accepts none of these builds."),
        };
    }
    let is_oldest = LTSC.iter().all(|(build, _)| *build >= host);
    match (line.window, listed(host)) {
        (Some(_), _) if is_oldest => {
            format!("Even under Hyper-V isolation, a host of build {host} runs no newer image.")
        }
        (Some(_), _) => format!(
            "Under Hyper-V isolation, a host of build {host} runs older images as well, but never a newer one."
        ),
        (None, Some(row)) => format!(
            "Microsoft lists no Hyper-V isolation for {}: process isolation is all there is.",
            row.host
        ),
        (None, None) => format!(
            "Microsoft’s table does not list build {host}, so it says nothing about Hyper-V isolation there."
        ),
    }
}

pub(super) fn status(line: &Line) -> String {
    let name = release(line.host)
        .map(|name| format!(" ({name})"))
        .unwrap_or_default();
    let accepted = window(line.host, &line.builds, line.rules)
        .map_or_else(|| "none of these builds".to_owned(), span);
    let mut said = format!("At the pull, build {}{name} accepts {accepted}.", line.host);
    if !line.is_process {
        said.push_str(" The pull knows nothing of the isolation, which is chosen at the start.");
    }
    let taken = takes(line.host, &line.offers, line.rules);
    let entry = |taken: Option<usize>| {
        taken.map_or_else(
            || "nothing".to_owned(),
            |position| format!("entry {position}"),
        )
    };
    if taken.iter().all(|it| *it == taken[0]) {
        said.push_str(&format!(
            " Of hello-world:latest, all three clients take {}.",
            entry(taken[0])
        ));
    } else {
        said.push_str(" The clients do not agree on hello-world:latest:");
        for ((client, _), (nth, taken)) in CLIENTS.iter().zip(taken.iter().enumerate()) {
            let comma = if nth == 0 { "" } else { "," };
            said.push_str(&format!("{comma} {client} takes {}", entry(*taken)));
        }
        said.push('.');
    }
    said.push_str(&remark(line.host));
    said.push_str(&reader(line));
    said
}

/// What a host has of its own.
fn remark(host: u16) -> String {
    match host {
        14393 => {
            " Server 2016 also needed the same update, which the rule does not look at.".to_owned()
        }
        _ => match listed(host) {
            Some(row) if !row.offers_process() => {
                format!(" Microsoft lists no process isolation for {}.", row.host)
            }
            _ => String::new(),
        },
    }
}

fn reader(line: &Line) -> String {
    let who = who(&line.reader.as_engine_prints_it(), line.is_assumed);
    if let Some(own) = line.own {
        return if line.is_assumed {
            format!(" {who} has build {own}.")
        } else if own == line.host {
            " This is your machine.".to_owned()
        } else {
            format!(" Your machine has build {own}.")
        };
    }
    let question = Question {
        host: line.reader.clone(),
        policy: Policy::Only,
        rules: line.rules,
    };
    match resolve(&line.offers, &question).chosen() {
        Some(chosen) => format!(
            " {who} states no build and would take entry {}.",
            chosen.position
        ),
        None => format!(" {who} accepts no Windows entry."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figure::Scene,
        state::State,
        windows::{FIGURE, draw},
    };
    use tagprism_core::Platform;

    fn told(build: &str, isolation: &str, reader: &Platform) -> (String, String) {
        let pairs = [("build", build), ("isolation", isolation)];
        let state = State::read(FIGURE.parameters, pairs);
        let scene = Scene::known(reader);
        let drawing = draw(&state, &scene);
        (drawing.caption, drawing.status)
    }

    fn windows(version: &str) -> Platform {
        let mut platform = Platform::new("windows", "amd64", "");
        version.clone_into(&mut platform.os_version);
        platform
    }

    #[test]
    fn the_readers_windows_is_the_host_until_another_is_chosen() {
        let reader = windows("10.0.20348.5622");
        let (caption, status) = told("reader", "process", &reader);
        assert!(caption.ends_with("a host of build 20348 accepts build 20348 and no other."));
        assert!(status.ends_with(" This is your machine."));
        let (caption, status) = told("26100", "process", &reader);
        assert!(caption.ends_with("accepts builds 20348 to 26100 and no other."));
        assert!(status.ends_with(" Your machine has build 20348."));
    }

    #[test]
    fn a_windows_that_nobody_chose_is_called_the_default() {
        let reader = windows("10.0.20348");
        let scene = Scene {
            is_assumed: true,
            ..Scene::known(&reader)
        };
        let drawing = draw(&State::new(FIGURE.parameters), &scene);
        let expected =
            " windows(10.0.20348)/amd64, the default until you choose a machine, has build 20348.";
        assert!(drawing.status.ends_with(expected), "{}", drawing.status);
        assert!(drawing.stage.plain_text().contains("the default"));
    }

    #[test]
    fn a_linux_reader_sees_server_2025_and_is_told_that_nothing_fits() {
        let reader = Platform::new("linux", "arm64", "v8");
        let (caption, status) = told("reader", "process", &reader);
        assert!(caption.contains("build 26100 accepts builds 20348 to 26100"));
        assert_eq!(
            status,
            "At the pull, build 26100 (Windows Server 2025) accepts builds 20348 to 26100. \
             Of hello-world:latest, all three clients take entry 19. \
             Your machine, linux/arm64/v8, accepts no Windows entry."
        );
    }

    #[test]
    fn a_build_that_is_not_on_the_line_is_added_to_it() {
        let reader = windows("10.0.19045");
        let (_, status) = told("reader", "process", &reader);
        assert!(
            status.starts_with("At the pull, build 19045 (Windows 10 22H2) accepts build 19045.")
        );
        assert!(status.contains("lists no process isolation for Windows 10."));
        let scene = Scene::known(&reader);
        let line = Line::new(&State::new(FIGURE.parameters), &scene);
        assert_eq!(line.builds.len(), 8);
    }

    #[test]
    fn hyper_v_is_told_by_microsofts_table_alone() {
        let reader = Platform::new("linux", "amd64", "");
        let caption = |build| told(build, "hyperv", &reader).0;
        assert!(caption("26100").contains("runs older images as well"));
        assert!(caption("14393").contains("runs no newer image"));
        assert!(caption("25398").contains("no Hyper-V isolation for Windows Server, version 23H2"));
    }
}
