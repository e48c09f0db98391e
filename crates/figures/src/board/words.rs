//! What the board says in sentences.

use super::asked::{Board, choices};
use crate::words::joined;
use tagprism_core::{
    Platform,
    clients::{self, Asker, CLIENTS, Group, Offered, Standing},
};

/// What the clients do that do not do as Docker does, as a sentence: "crane and oras find nothing." `None` where all agree.
#[must_use]
pub fn disagreement(machine: &Platform, offered: &[Offered]) -> Option<String> {
    let asker = Asker {
        platform: machine.clone(),
        is_explicit: false,
    };
    let groups = clients::disagreement(&choices(&asker, offered));
    let others = groups.iter().filter(|group| !group.members.contains(&0));
    let parts: Vec<String> = others
        .map(|group| format!("{} {}", listed(group), does(group)))
        .collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}

/// The conclusion.
pub(super) fn caption(board: &Board) -> String {
    let Board {
        subject, choices, ..
    } = board;
    let machine = &board.asker.platform;
    if !subject.is_index {
        return match &subject.claims {
            Some(claims) => {
                format!("There is no index to choose from: every client gets the one image, {claims}, whatever the machine.")
            }
            None => "There is no index to choose from: every client gets the one image, whatever the machine.".to_owned(),
        };
    }
    let groups = clients::disagreement(choices);
    let parts = groups.iter().enumerate().map(|(nth, group)| {
        let n = group.members.len();
        let who = match (nth, groups.len()) {
            (0, 1) => format!("all {} clients", number(n)),
            (0, _) if n > 2 => format!("{} of {} clients", number(n), number(choices.len())),
            _ => listed(group),
        };
        let what = group
            .picked
            .map(|position| format!(", {}", subject.platform_of(position)));
        format!("{who} {}{}", does(group), what.unwrap_or_default())
    });
    if let [Group { picked: None, .. }] = groups.as_slice() {
        return format!("No client finds anything for {machine} in here.");
    }
    let parts: Vec<String> = parts.collect();
    format!("Asked for {machine}: {}.", parts.join("; "))
}

/// What the clients of a group do: `take entry 3`, `finds nothing`.
fn does(group: &Group) -> String {
    match (group.picked, group.members.len() == 1) {
        (Some(position), true) => format!("takes entry {position}"),
        (Some(position), false) => format!("take entry {position}"),
        (None, true) => "finds nothing".to_owned(),
        (None, false) => "find nothing".to_owned(),
    }
}

/// The conclusion of the view by machines.
pub(super) fn caption_of_machines(board: &Board, rows: &[super::machines::Row]) -> String {
    let n_served = rows
        .iter()
        .filter(|row| row.choice.picked.is_some())
        .count();
    let client = board.client.name;
    match rows.len() - n_served {
        0 => format!(
            "{client} finds an entry for each of these {} machines.",
            rows.len()
        ),
        n_left => format!(
            "{client} finds an entry for {n_served} of these {} machines, and nothing for {n_left}.",
            rows.len()
        ),
    }
}

const LATER: &str = "Whether it runs is found out when it starts.";

/// What the client that is looked at does, and what comes of it.
pub(super) fn status(board: &Board) -> String {
    let client = board.client.name;
    let run = |platform: Option<&Platform>| {
        let unstated = Platform::default();
        board
            .listed
            .map_or(LATER, |it| it.run(platform.unwrap_or(&unstated)).sentence())
    };
    if !board.subject.is_index {
        let run = board
            .subject
            .claims
            .as_ref()
            .map_or(LATER, |claims| run(Some(claims)));
        return format!("{client} takes what the name leads to. {run}");
    }
    let Some(position) = board.choice().picked else {
        return format!("{client} takes nothing.");
    };
    let entry = board.subject.at(position);
    format!(
        "{client} takes entry {position}, {}. {}",
        board.subject.platform_of(position),
        run(entry.and_then(|it| it.platform.as_ref()))
    )
}

/// How a client stands to an entry, in a word.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Picked => "picked",
        Standing::Fallback => "fallback",
        Standing::Fits => "fits",
        Standing::Refused => "refused",
    }
}

fn listed(group: &Group) -> String {
    let names = group.members.iter().filter_map(|nth| CLIENTS.get(*nth));
    let names: Vec<String> = names.map(|client| client.name.to_owned()).collect();
    joined(&names)
}

fn number(n: usize) -> String {
    const WORDS: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}
