//! Who gets the same: the clients in groups by what they receive.

use super::{Choice, Offered, reason::shown};
use std::cmp::Reverse;

/// Clients that receive the same entry, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The place of the entry in the index, from 1; `None` where they find nothing.
    pub picked: Option<usize>,
    /// Which of the choices, by their place from 0, ascending.
    pub members: Vec<usize>,
}

/// The choices in groups by what is received: the largest first, of equal ones the one that begins first, nothing last.
///
/// There is one group where all agree, and none for no choices.
pub fn disagreement(choices: &[Choice]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (idx, choice) in choices.iter().enumerate() {
        match groups.iter_mut().find(|it| it.picked == choice.picked) {
            Some(group) => group.members.push(idx),
            None => groups.push(Group {
                picked: choice.picked,
                members: vec![idx],
            }),
        }
    }
    let rank = |it: &Group| (it.picked.is_none(), Reverse(it.members.len()));
    let mut sorted: Vec<Group> = Vec::new();
    // They are a handful; a sort of the library would be kilobytes of the program.
    for group in groups {
        let at = sorted.partition_point(|before| rank(before) <= rank(&group));
        sorted.insert(at, group);
    }
    sorted
}

/// The groups in words, without a full stop: `4 get arm/v5, 2 get nothing`; `all 8 get arm64/v8`.
///
/// `linux/` is left out, and two entries of the same platform are told apart by their places.
pub fn in_words(groups: &[Group], offered: &[Offered]) -> String {
    let received: Vec<String> = groups.iter().map(|it| received(it, offered)).collect();
    let mut parts: Vec<String> = Vec::new();
    for (group, what) in groups.iter().zip(&received) {
        let is_twin = received.iter().filter(|it| *it == what).count() > 1;
        let place = match group.picked.filter(|_| is_twin) {
            Some(position) => format!(" (entry {position})"),
            None => String::new(),
        };
        let gets = if group.members.len() == 1 {
            "gets"
        } else {
            "get"
        };
        let all = if groups.len() == 1 && group.members.len() > 1 {
            "all "
        } else {
            ""
        };
        parts.push(format!("{all}{} {gets} {what}{place}", group.members.len()));
    }
    parts.join(", ")
}

fn received(group: &Group, offered: &[Offered]) -> String {
    let Some(position) = group.picked else {
        return "nothing".to_owned();
    };
    let entry = offered.iter().find(|it| it.position == position);
    match entry.and_then(|entry| entry.platform.as_ref()) {
        Some(platform) => {
            let text = platform.to_string();
            shown(text.strip_prefix("linux/").unwrap_or(&text))
        }
        None => format!("entry {position}"),
    }
}
