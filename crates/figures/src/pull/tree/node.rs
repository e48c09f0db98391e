//! An object as a box: outlined until its bytes are here, with the mark of its digest.

use super::super::pen::{At, group, mark, path, rect, text};
use crate::markup::Element;
use tagprism_core::flow::{FlowObject, ObjectRole, ObjectState, Scene as Moment, Timeline};

/// An object with its state.
pub struct Found<'a> {
    pub object: &'a FlowObject,
    pub state: ObjectState,
}

impl<'a> Found<'a> {
    /// Those of one role.
    pub fn all(timeline: &'a Timeline, moment: &Moment, role: ObjectRole) -> Vec<Found<'a>> {
        let states = moment.objects.iter().copied();
        let all = timeline.objects.iter().zip(states);
        all.filter(|(object, _)| object.role == role)
            .map(|(object, state)| Found { object, state })
            .collect()
    }

    /// The one at a place among all.
    pub fn at(timeline: &'a Timeline, moment: &Moment, place: usize) -> Option<Found<'a>> {
        Some(Found {
            object: timeline.objects.get(place)?,
            state: *moment.objects.get(place)?,
        })
    }

    /// The first of a role.
    pub fn first(timeline: &'a Timeline, moment: &Moment, role: ObjectRole) -> Option<Found<'a>> {
        Found::all(timeline, moment, role).into_iter().next()
    }
}

/// A box for an object: how far its bytes have come, its digest, what it is.
pub fn object(
    found: &Found<'_>,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    note: &str,
    family: &'static str,
) -> Element {
    let state = found.state;
    let share = match state {
        ObjectState::Arriving(share) => share,
        ObjectState::Unknown | ObjectState::Named | ObjectState::Chosen | ObjectState::Rejected => {
            0
        }
        _ => 1_000,
    };
    let filled = width * i32::try_from(share).unwrap_or_default() / 1_000;
    let bytes = (filled > 0).then(|| rect("o-bytes", x, y, filled, height));
    let end = x + width;
    let check = match state {
        _ if state.is_trusted() => Some(path(
            "o-ok",
            format!("M{} {}l4 4 7-8", end - 20, y + height - 13),
        )),
        ObjectState::Rejected => Some(path(
            "o-no",
            format!("M{} {}l9 9m0-9-9 9", end - 19, y + height - 17),
        )),
        _ => None,
    };
    group(format!("{} {family}", class(state)))
        .put_some(bytes)
        .put(rect("o-box", x, y, width, height))
        .put_some(mark(hex(found.object), x + 9, y + 8))
        .put(text(
            "s-mono",
            At::Start,
            x + 34,
            y + 21,
            found.object.name.clone(),
        ))
        .put(text(
            "s-note",
            At::Start,
            x + 9,
            y + height - 9,
            note.to_owned(),
        ))
        .put_some(check)
}

pub fn class(state: ObjectState) -> &'static str {
    match state {
        ObjectState::Unknown => "o-ghost",
        ObjectState::Named | ObjectState::Chosen => "o-named",
        ObjectState::Rejected => "o-bad",
        _ => "o-here",
    }
}

fn hex(object: &FlowObject) -> &str {
    object
        .digest
        .split_once(':')
        .map_or(&*object.digest, |it| it.1)
}

pub fn unknown(x: i32, y: i32, width: i32, height: i32, words: &'static str) -> Element {
    group("o-ghost")
        .put(rect("o-box", x, y, width, height))
        .put(text("s-note", At::Start, x + 10, y + height / 2 + 4, words))
}
