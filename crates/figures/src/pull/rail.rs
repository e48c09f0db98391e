//! The layers: a bar for each, as long as its bytes.

use super::{
    pen::{mark_in_text, path, rect},
    story::{Direction, Story},
};
use crate::{
    markup::{Element, el},
    sign,
};
use tagprism_core::{
    flow::{FlowObject, ObjectRole, ObjectState, Scene as Moment},
    size::ByteSize,
};

/// With more layers than that, small ones share a row.
const MAX_ROWS: usize = 12;
/// Layers below this share of the largest are small.
const SMALL_PERCENT: u64 = 2;
const BAR: i32 = 84;

/// A row: one layer, or several small ones.
struct Row<'a> {
    layers: Vec<(&'a FlowObject, ObjectState)>,
}

impl Row<'_> {
    fn bytes(&self) -> Option<u64> {
        let mut sum = 0_u64;
        for (layer, _) in &self.layers {
            sum = sum.saturating_add(layer.size?);
        }
        Some(sum)
    }

    /// The state that holds the others up.
    fn state(&self) -> ObjectState {
        let mut states = self.layers.iter().map(|(_, state)| *state);
        let slowest = states.find(|state| !state.is_trusted());
        slowest.unwrap_or_else(|| self.layers.last().map_or(ObjectState::Unknown, |it| it.1))
    }
}

/// The layers at a moment.
pub fn rail(story: &Story, moment: &Moment) -> Element {
    let states = moment.objects.iter().copied();
    let objects = story.timeline.objects.iter().zip(states);
    let layers: Vec<_> = objects
        .filter(|(object, _)| object.role == ObjectRole::Layer)
        .collect();
    let heading = |note: String| {
        el("p")
            .class("f8-k f8-head")
            .put(el("b").text("Layers"))
            .text(" ")
            .put(el("span").text(note))
    };
    let place = el("div").class("f8-pane f8-rail");
    if layers.is_empty() {
        return place.put(heading(
            "never named: this pull ends before any manifest is read".to_owned(),
        ));
    }
    let is_known = layers
        .iter()
        .any(|(_, state)| *state != ObjectState::Unknown);
    let n_done = layers
        .iter()
        .filter(|(_, state)| state.is_trusted())
        .count();
    let note = match is_known {
        true => format!("{n_done} of {} here and right", layers.len()),
        false => "the engine does not know of them yet".to_owned(),
    };
    let most = layers
        .iter()
        .filter_map(|(layer, _)| layer.size)
        .max()
        .unwrap_or(1);
    let rows = rows(layers, most)
        .into_iter()
        .map(|row| draw(&row, most, story.direction));
    let head = |words: &'static str| el("th").set("scope", "col").text(words);
    place.put(heading(note)).put(
        el("table")
            .class("f8-rail-t")
            .put(el("caption").class("vh").text("Layers, base first"))
            .put(
                el("thead").class("vh").put(
                    el("tr")
                        .put(head("Layer"))
                        .put(head("Bar"))
                        .put(head("Size"))
                        .put(head("State")),
                ),
            )
            .put(el("tbody").all(rows)),
    )
}

fn rows<'a>(layers: Vec<(&'a FlowObject, ObjectState)>, most: u64) -> Vec<Row<'a>> {
    let is_grouped = layers.len() > MAX_ROWS;
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut small: Vec<(&'a FlowObject, ObjectState)> = Vec::new();
    for layer in layers {
        let share = layer.0.size.unwrap_or_default().saturating_mul(100) / most.max(1);
        match is_grouped && (share < SMALL_PERCENT || rows.len() + 1 >= MAX_ROWS) {
            true => small.push(layer),
            false => rows.push(Row {
                layers: vec![layer],
            }),
        }
    }
    if !small.is_empty() {
        rows.push(Row { layers: small });
    }
    rows
}

fn draw(row: &Row<'_>, most: u64, direction: Direction) -> Element {
    let state = row.state();
    let bytes = row.bytes();
    let name = match &row.layers[..] {
        [(layer, _)] => {
            let hex = layer
                .digest
                .split_once(':')
                .map_or(&*layer.digest, |it| it.1);
            let mut name = el("span").class("dg").put_some(mark_in_text(hex));
            if !layer.digest.is_empty() {
                let title = match layer.digest.len() > 64 {
                    true => layer.digest.clone(),
                    false => format!("The record has the first digits only: {}", layer.digest),
                };
                name = name
                    .set("title", title)
                    .put(el("code").text(layer.name.clone()));
                name
            } else {
                name.text("not recorded")
            }
        }
        several => el("span").text(format!("{} more", several.len())),
    };
    let size = bytes.map_or_else(|| "unknown".to_owned(), |bytes| ByteSize(bytes).human());
    el("tr")
        .class(class(state))
        .put(el("th").set("scope", "row").put(name))
        .put(el("td").put(bar(state, bytes, most)))
        .put(el("td").class("num").text(size))
        .put(el("td").put_some(icon(state)).text(word(state, direction)))
}

fn bar(state: ObjectState, bytes: Option<u64>, most: u64) -> Element {
    // Small layers are a mark of two pixels, or nobody would see them.
    let width = |bytes: u64| {
        let share = u128::from(bytes) * 82 / u128::from(most.max(1));
        i32::try_from(share).unwrap_or(82).clamp(3, 82)
    };
    let full = bytes.map_or(3, width);
    let share = match state {
        ObjectState::Arriving(share)
        | ObjectState::Verifying(share)
        | ObjectState::Unpacking(share) => share,
        _ => 1_000,
    };
    let filled = full * i32::try_from(share).unwrap_or(1_000) / 1_000;
    let is_here = !matches!(
        state,
        ObjectState::Unknown | ObjectState::Named | ObjectState::Chosen | ObjectState::Rejected
    );
    let inner = is_here.then(|| rect("lr-f", 1, 2, filled.max(1), 10));
    let cut = (state == ObjectState::Rejected)
        .then(|| path("lr-x", format!("M1 2l{full} 10m0-10l-{full} 10")));
    el("svg")
        .class("f8-bar")
        .set("viewBox", format!("0 0 {BAR} 14"))
        .set("aria-hidden", "true")
        .put_some(inner)
        .put(rect("lr-o", 1, 2, full, 10))
        .put_some(cut)
}

fn class(state: ObjectState) -> &'static str {
    match state {
        ObjectState::Unknown => "l-ghost",
        ObjectState::Named | ObjectState::Chosen => "l-named",
        ObjectState::Arriving(_) | ObjectState::Arrived => "l-bytes",
        ObjectState::Present => "l-had",
        ObjectState::Rejected => "l-bad",
        _ => "l-ok",
    }
}

fn icon(state: ObjectState) -> Option<Element> {
    match state {
        ObjectState::Rejected => Some(sign::icon("cross")),
        ObjectState::Verifying(_) => None,
        _ if state.is_trusted() => Some(sign::icon("check")),
        _ => None,
    }
}

fn word(state: ObjectState, direction: Direction) -> String {
    match state {
        ObjectState::Present if direction == Direction::Push => "mounted".to_owned(),
        ObjectState::Unknown | ObjectState::Named | ObjectState::Chosen => "to come".to_owned(),
        ObjectState::Arriving(share) => format!("{} %", share / 10),
        ObjectState::Arrived => "arrived".to_owned(),
        ObjectState::Present => "here before".to_owned(),
        ObjectState::Unpacking(share) => format!("unpacking {} %", share / 10),
        ObjectState::Verifying(share) => format!("hashing {} %", share / 10),
        other => other.label().to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_twelve_layers_are_grouped_by_size_and_none_is_lost() {
        let layer = |size| FlowObject {
            role: ObjectRole::Layer,
            name: String::new(),
            digest: String::new(),
            size,
            parent: None,
            note: String::new(),
        };
        let objects: Vec<FlowObject> = (0..40)
            .map(|nth| layer(Some(if nth % 4 == 0 { 900 } else { 3 })))
            .collect();
        let all = |n: usize| {
            objects
                .iter()
                .take(n)
                .map(|it| (it, ObjectState::Named))
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(all(12), 900).len(), 12);
        let grouped = rows(all(40), 900);
        assert_eq!(grouped.len(), 11, "ten large ones and the rest");
        assert_eq!(
            grouped.iter().map(|row| row.layers.len()).sum::<usize>(),
            40
        );
    }
}
