//! What the board says in sentences.

use super::{asked::Board, subject::Subject};
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Choice, Offered, Standing},
};

/// Clients that get the same: the entry's position, and the places of the clients.
pub(super) type Group = (Option<usize>, Vec<usize>);

/// The clients by what they get, the largest group first; among equals the one whose first client stands first.
pub(super) fn groups(choices: &[Choice]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (nth, choice) in choices.iter().enumerate() {
        match groups
            .iter_mut()
            .find(|(picked, _)| *picked == choice.picked)
        {
            Some((_, clients)) => clients.push(nth),
            None => groups.push((choice.picked, vec![nth])),
        }
    }
    let mut sorted: Vec<Group> = Vec::new();
    for group in groups {
        let at = sorted.partition_point(|(_, before)| before.len() >= group.1.len());
        sorted.insert(at, group);
    }
    sorted
}

/// What the clients do that do not do as Docker does, as a sentence: "crane and oras find nothing." `None` where all agree.
#[must_use]
pub fn disagreement(machine: &Platform, offered: &[Offered]) -> Option<String> {
    let asker = Asker {
        platform: machine.clone(),
        is_explicit: false,
    };
    let choices: Vec<Choice> = CLIENTS
        .iter()
        .map(|client| client.choose(&asker, offered))
        .collect();
    let others = groups(&choices)
        .into_iter()
        .filter(|(_, clients)| !clients.contains(&0));
    let parts: Vec<String> = others
        .map(|(picked, clients)| {
            let does = match (picked, clients.len() == 1) {
                (Some(position), true) => format!("takes entry {position}"),
                (Some(position), false) => format!("take entry {position}"),
                (None, true) => "finds nothing".to_owned(),
                (None, false) => "find nothing".to_owned(),
            };
            format!("{} {does}", listed(&clients))
        })
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
    let groups = groups(choices);
    let mut parts: Vec<String> = Vec::new();
    for (nth, (picked, clients)) in groups.iter().enumerate() {
        let who = match (nth, groups.len()) {
            (0, 1) => format!("All {} clients", number(clients.len())),
            (0, _) if clients.len() > 2 => format!(
                "{} of {} clients",
                capital(&number(clients.len())),
                number(choices.len())
            ),
            _ => listed(clients),
        };
        let does = match (picked, clients.len() == 1) {
            (Some(position), true) => {
                format!("takes entry {position}, {}", subject.platform_of(*position))
            }
            (Some(position), false) => {
                format!("take entry {position}, {}", subject.platform_of(*position))
            }
            (None, true) => "finds nothing".to_owned(),
            (None, false) => "find nothing".to_owned(),
        };
        parts.push(format!("{who} {does}"));
    }
    if let [(None, _)] = groups.as_slice() {
        return format!("No client finds anything for {machine} in here.");
    }
    format!("Asked for {machine}: {}.", decapitalized(&parts.join("; ")))
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

/// What the client that is looked at does, in one or two sentences.
pub(super) fn status(board: &Board) -> String {
    if !board.subject.is_index {
        return format!(
            "{} takes what the name leads to. Whether it runs is found out when it starts.",
            board.client.name
        );
    }
    let choice = board.choice();
    let client = board.client.name;
    match choice.picked {
        Some(position) => format!(
            "{client} takes entry {position}, {}. {}",
            board.subject.platform_of(position),
            choice.rule
        ),
        None => format!("{client} takes nothing. {}", choice.rule),
    }
}

/// `4 get arm/v5, 2 get nothing`, or `all agree`.
pub(super) fn in_short(subject: &Subject, choices: &[Choice]) -> String {
    let groups = groups(choices);
    let gets = |(picked, _): &Group| match picked {
        Some(position) => {
            let platform = subject.at(*position).and_then(|it| it.platform.as_ref());
            platform.map_or_else(
                || format!("entry {position}"),
                |platform| match platform.variant.as_str() {
                    "" => platform.architecture.clone(),
                    variant => format!("{}/{variant}", platform.architecture),
                },
            )
        }
        None => "nothing".to_owned(),
    };
    match groups.as_slice() {
        [] => String::new(),
        [only] => format!("all get {}", gets(only)),
        several => {
            let parts: Vec<String> = several
                .iter()
                .map(|group| {
                    let verb = if group.1.len() == 1 { "gets" } else { "get" };
                    format!("{} {verb} {}", group.1.len(), gets(group))
                })
                .collect();
            parts.join(", ")
        }
    }
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

fn listed(clients: &[usize]) -> String {
    let names: Vec<&str> = clients
        .iter()
        .filter_map(|nth| CLIENTS.get(*nth))
        .map(|client| client.name)
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

fn number(n: usize) -> String {
    const WORDS: [&str; 10] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| format!("{}{}", first.to_ascii_uppercase(), chars.as_str()))
        .unwrap_or_default()
}

/// A number word that begins a sentence, in the middle of one; names stay as they are.
fn decapitalized(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    let is_name = CLIENTS.iter().any(|client| words.starts_with(client.name));
    if is_name || first.is_empty() {
        return words.to_owned();
    }
    let mut chars = words.chars();
    chars
        .next()
        .map(|letter| format!("{}{}", letter.to_ascii_lowercase(), chars.as_str()))
        .unwrap_or_default()
}
