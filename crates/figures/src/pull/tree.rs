//! The objects: tag, index, entries, manifest, config, layers. Outlines until their bytes are here.

use super::{
    pen::{At, group, mark, path, rect, svg, text, whole},
    story::{Story, cut},
};
use crate::{markup::Element, sign};
use tagprism_core::flow::{EventKind, FlowObject, ObjectRole, ObjectState, Scene as Moment};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 168;
/// The line that tag, root and manifest stand on.
const MIDDLE: i32 = 78;
/// Twigs that are drawn; more look the same.
const MAX_TWIGS: usize = 24;

/// The tree at a moment.
pub fn tree(story: &Story, moment: &Moment) -> Element {
    let name = format!(
        "Objects at step {}: {}",
        moment.step + 1,
        in_words(story, moment)
    );
    let mut drawing = svg("f8-tree", WIDTH, HEIGHT, name);
    let find = |role: ObjectRole| Found::first(story, moment, role);
    let tag = find(ObjectRole::Tag);
    if let Some(tag) = &tag {
        drawing = drawing.put(tag_sign(tag));
    }
    let entries = story.known.image.entries();
    let index = find(ObjectRole::Index);
    let manifest = find(ObjectRole::Manifest);
    let root = if entries.is_empty() {
        &manifest
    } else {
        &index
    };
    let Some(root) = root else { return drawing };
    drawing = drawing
        .put(path("s-points", format!("M114 {MIDDLE}h20")))
        .put(path("f8-tip", format!("M130 {}l5 4-5 4", MIDDLE - 4)))
        .put(object(root, 138, 52, 118, 54, &root.object.note, ""));
    if !entries.is_empty() {
        drawing = drawing.put(twigs(story, &manifest));
        let family = manifest.as_ref().map_or("", |it| family(it.object));
        drawing = drawing.put(match &manifest {
            Some(manifest) => object(
                manifest,
                348,
                40,
                152,
                56,
                &cut(&manifest.object.note, 24),
                family,
            ),
            None => unknown(348, 40, 152, 56, "nothing chosen"),
        });
    }
    drawing.put(leaves(story, moment))
}

/// An object with its state.
struct Found<'a> {
    object: &'a FlowObject,
    state: ObjectState,
}

impl<'a> Found<'a> {
    fn all(story: &'a Story, moment: &Moment, role: ObjectRole) -> Vec<Found<'a>> {
        let states = moment.objects.iter().copied();
        let all = story.timeline.objects.iter().zip(states);
        all.filter(|(object, _)| object.role == role)
            .map(|(object, state)| Found { object, state })
            .collect()
    }

    fn first(story: &'a Story, moment: &Moment, role: ObjectRole) -> Option<Found<'a>> {
        Found::all(story, moment, role).into_iter().next()
    }
}

fn family(object: &FlowObject) -> &'static str {
    let architecture = object.note.split('/').nth(1).unwrap_or_default();
    sign::family_class(architecture)
}

fn tag_sign(tag: &Found<'_>) -> Element {
    let class = if tag.state == ObjectState::Unknown {
        "o-ghost"
    } else {
        "o-here"
    };
    let hole = crate::markup::el("circle")
        .set("cx", 11)
        .set("cy", MIDDLE)
        .set("r", 3);
    group(class)
        .put(path(
            "",
            format!("M10 {}L1 {}v22l9 12h104v-46z", MIDDLE - 23, MIDDLE - 11),
        ))
        .put(hole)
        .put(text(
            "s-mono",
            At::Start,
            19,
            MIDDLE + 4,
            cut(&tag.object.name, 12),
        ))
        .put(text(
            "s-note",
            At::Start,
            1,
            MIDDLE + 43,
            tag.object.note.clone(),
        ))
}

/// A box for an object: how far its bytes have come, its digest, what it is.
fn object(
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

fn class(state: ObjectState) -> &'static str {
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

fn unknown(x: i32, y: i32, width: i32, height: i32, words: &'static str) -> Element {
    group("o-ghost")
        .put(rect("o-box", x, y, width, height))
        .put(text("s-note", At::Start, x + 10, y + height / 2 + 4, words))
}

/// One twig per entry; the one that is kept leads on.
fn twigs(story: &Story, manifest: &Option<Found<'_>>) -> Element {
    let entries = story.known.image.entries();
    let n_twigs = entries.len().min(MAX_TWIGS);
    let kept = manifest
        .as_ref()
        .filter(|it| it.state != ObjectState::Unknown);
    let place = kept.and_then(|it| {
        entries.iter().position(|entry| {
            !entry.manifest.digest.is_empty() && entry.manifest.digest == it.object.digest
        })
    });
    let mut fan = group("f8-fan");
    for (entry, nth) in entries.iter().take(n_twigs).zip(0..) {
        if Some(nth) == place {
            continue;
        }
        let y = 8 + 144 * whole(nth) / whole(n_twigs).max(1);
        let class = if entry.is_attestation { "a" } else { "" };
        fan = fan.put(path(
            class,
            format!("M256 {MIDDLE}C274 {MIDDLE} 272 {y} 290 {y}h9"),
        ));
    }
    let words = match (kept, entries.len()) {
        (Some(_), n) => format!("{} left unopened", n - 1),
        (None, n) => format!("{n} entries"),
    };
    fan = fan.put(text("s-note", At::Start, 303, 163, words));
    let Some(kept) = kept else { return fan };
    fan.put(
        group(format!("y {}", family(kept.object)))
            .put(path(
                "",
                format!("M256 {MIDDLE}C276 {MIDDLE} 276 68 296 68H344"),
            ))
            .put(path("", "M339 64l5 4-5 4")),
    )
}

/// Config and layers.
fn leaves(story: &Story, moment: &Moment) -> Element {
    let left = if story.known.image.entries().is_empty() {
        256
    } else {
        500
    };
    let config = Found::first(story, moment, ObjectRole::Config);
    let layers = Found::all(story, moment, ObjectRole::Layer);
    let is_named = config
        .as_ref()
        .is_some_and(|it| it.state != ObjectState::Unknown);
    let pen = if is_named {
        "f8-fork is-here"
    } else {
        "f8-fork"
    };
    let fork = path(pen, format!("M{left} 68h10V30h12m-12 38v50h12"));
    let mut all = group("f8-leaves").put(fork);
    let x = left + 24;
    all = match &config {
        Some(config) if is_named => all.put(object(config, x, 6, 114, 50, "config", "")),
        _ => all.put(unknown(x, 6, 114, 50, "config")),
    };
    let n = layers.len();
    let n_done = layers.iter().filter(|it| it.state.is_trusted()).count();
    let n_bad = layers
        .iter()
        .filter(|it| it.state == ObjectState::Rejected)
        .count();
    let state = match layers.first() {
        Some(_) if n_bad > 0 => ObjectState::Rejected,
        Some(_) if n_done == n => ObjectState::Verified,
        Some(first) if first.state == ObjectState::Unknown => ObjectState::Unknown,
        Some(_) => ObjectState::Named,
        None => ObjectState::Unknown,
    };
    let words = match state {
        ObjectState::Unknown => "how many?".to_owned(),
        _ if n_bad > 0 => "refused".to_owned(),
        _ if n_done > 0 => format!("{n_done} of {n} right"),
        _ => "named".to_owned(),
    };
    let title = if state == ObjectState::Unknown {
        "layers".to_owned()
    } else {
        format!("{n} layers")
    };
    let mut stack = group(class(state));
    for (dx, dy) in [(6, -6), (3, -3), (0, 0)] {
        stack = stack.put(rect("o-box o-sheet", x + dx, 100 + dy, 108, 44));
    }
    all.put(
        stack
            .put(text("s-text", At::Start, x + 10, 119, title))
            .put(text("s-note", At::Start, x + 10, 136, words)),
    )
    .put_some(
        first_fetch(story)
            .filter(|_| !is_named)
            .map(|words| text("s-note", At::Start, x, 163, words)),
    )
}

/// When the config is asked for.
fn first_fetch(story: &Story) -> Option<String> {
    let step = story.first_step_of(ObjectRole::Config, EventKind::Name)?;
    Some(format!("named in step {step}"))
}

/// The tree as a sentence.
fn in_words(story: &Story, moment: &Moment) -> String {
    let mut words: Vec<String> = Vec::new();
    let roles = [
        (ObjectRole::Tag, "tag"),
        (ObjectRole::Index, "index"),
        (ObjectRole::Manifest, "manifest"),
        (ObjectRole::Config, "config"),
    ];
    for (role, name) in roles {
        if let Some(found) = Found::first(story, moment, role) {
            words.push(format!("{name} {}", found.state.label().to_lowercase()));
        }
    }
    let layers = Found::all(story, moment, ObjectRole::Layer);
    let n_done = layers.iter().filter(|it| it.state.is_trusted()).count();
    words.push(format!("{n_done} of {} layers here", layers.len()));
    words.join(", ")
}
