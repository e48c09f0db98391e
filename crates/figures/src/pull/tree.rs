//! The objects: tag, index, entries, manifest, config, layers. Outlines until their bytes are there: with the engine on the
//! way down, with the registry on the way up.

mod node;

use super::{
    pen::{At, group, path, rect, svg, text, whole},
    story::{Story, cut},
};
use crate::{markup::Element, sign};
use node::{Found, class, object, unknown};
use tagprism_core::flow::{
    EventKind, FlowEntry, FlowObject, ObjectRole, ObjectState, Scene as Moment, Timeline,
    resolution,
};

const WIDTH: i32 = 640;
const HEIGHT: i32 = 168;
/// The line that tag, root and manifest stand on.
const MIDDLE: i32 = 78;
/// Twigs that are drawn; more look the same.
const MAX_TWIGS: usize = 24;

/// What the drawing is made of: the tree down to the leaves of one manifest.
struct Tree<'a> {
    timeline: &'a Timeline,
    entries: &'a [FlowEntry],
    tag: Option<Found<'a>>,
    index: Option<Found<'a>>,
    manifest: Option<Found<'a>>,
    config: Option<Found<'a>>,
    layers: Vec<Found<'a>>,
}

impl<'a> Tree<'a> {
    fn new(story: &'a Story, timeline: &'a Timeline, moment: &Moment) -> Tree<'a> {
        let find = |role: ObjectRole| Found::first(timeline, moment, role);
        let place = manifest_of(story, timeline);
        let is_below = |found: &Found<'_>| found.object.parent == place;
        let below = |role| {
            let all = Found::all(timeline, moment, role).into_iter();
            all.filter(is_below).collect::<Vec<_>>()
        };
        Tree {
            timeline,
            entries: story.known.image.entries(),
            tag: find(ObjectRole::Tag),
            index: find(ObjectRole::Index),
            manifest: place.and_then(|place| Found::at(timeline, moment, place)),
            config: below(ObjectRole::Config).into_iter().next(),
            layers: below(ObjectRole::Layer),
        }
    }

    fn is_single(&self) -> bool {
        self.entries.is_empty()
    }

    fn n_trusted(&self) -> usize {
        let trusted = self.layers.iter().filter(|it| it.state.is_trusted());
        trusted.count()
    }
}

/// The manifest whose branch is drawn: a pull has one, of a push it is that of the machine.
fn manifest_of(story: &Story, timeline: &Timeline) -> Option<usize> {
    let is_manifest = |object: &FlowObject| object.role == ObjectRole::Manifest;
    let chosen = resolution(&story.known.image, &story.setting);
    let position = chosen.chosen().map(|it| it.position);
    let mut entries = story.known.image.entries().iter();
    let entry = entries.find(|entry| Some(entry.position) == position);
    let digest = entry.map_or("", |entry| &entry.manifest.digest);
    let mut objects = timeline.objects.iter();
    let own = objects.position(|it| is_manifest(it) && !digest.is_empty() && it.digest == digest);
    own.or_else(|| timeline.objects.iter().position(is_manifest))
}

/// The tree at a moment of a timeline.
pub fn tree(story: &Story, timeline: &Timeline, moment: &Moment) -> Element {
    let tree = Tree::new(story, timeline, moment);
    let name = format!("Objects at step {}: {}", moment.step + 1, in_words(&tree));
    let mut drawing = svg("f8-tree", WIDTH, HEIGHT, name);
    if let Some(tag) = &tree.tag {
        drawing = drawing.put(tag_sign(tag));
    }
    let root = match tree.is_single() {
        true => &tree.manifest,
        false => &tree.index,
    };
    let Some(root) = root else { return drawing };
    drawing = drawing
        .put(path("s-points", format!("M114 {MIDDLE}h20")))
        .put(path("f8-tip", format!("M130 {}l5 4-5 4", MIDDLE - 4)))
        .put(object(root, 138, 52, 118, 54, &root.object.note, ""));
    if !tree.is_single() {
        let family = tree.manifest.as_ref().map_or("", |it| family(it.object));
        drawing = drawing.put(twigs(&tree, moment)).put(match &tree.manifest {
            Some(manifest) => {
                let note = cut(&manifest.object.note, 24);
                object(manifest, 348, 40, 152, 56, &note, family)
            }
            None => unknown(348, 40, 152, 56, "nothing chosen"),
        });
    }
    drawing.put(leaves(story, &tree))
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

/// One twig per entry; that of the machine leads on.
fn twigs(tree: &Tree<'_>, moment: &Moment) -> Element {
    let n_twigs = tree.entries.len().min(MAX_TWIGS);
    let kept = tree
        .manifest
        .as_ref()
        .filter(|it| it.state != ObjectState::Unknown);
    let place = kept.and_then(|it| {
        tree.entries.iter().position(|entry| {
            !entry.manifest.digest.is_empty() && entry.manifest.digest == it.object.digest
        })
    });
    let mut fan = group("f8-fan");
    for (entry, nth) in tree.entries.iter().take(n_twigs).zip(0..) {
        if Some(nth) == place {
            continue;
        }
        let y = 8 + 144 * whole(nth) / whole(n_twigs).max(1);
        let class = match () {
            () if is_there(tree, moment, entry) => "t",
            () if entry.is_attestation => "a",
            () => "",
        };
        fan = fan.put(path(
            class,
            format!("M256 {MIDDLE}C274 {MIDDLE} 272 {y} 290 {y}h9"),
        ));
    }
    fan = fan.put(text(
        "s-note",
        At::Start,
        303,
        163,
        about_twigs(tree, moment),
    ));
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

/// Whether the manifest of an entry is where the image goes.
fn is_there(tree: &Tree<'_>, moment: &Moment, entry: &FlowEntry) -> bool {
    let all = Found::all(tree.timeline, moment, ObjectRole::Manifest);
    let digest = &entry.manifest.digest;
    all.iter()
        .any(|it| !digest.is_empty() && it.object.digest == *digest && it.state.is_trusted())
}

fn about_twigs(tree: &Tree<'_>, moment: &Moment) -> String {
    let manifests = Found::all(tree.timeline, moment, ObjectRole::Manifest);
    let n = tree.entries.len();
    let is_chosen = manifests.iter().any(|it| it.state != ObjectState::Unknown);
    match manifests.len() {
        // A pull has one.
        0 | 1 if is_chosen => format!("{} left unopened", n - 1),
        0 | 1 => format!("{n} entries"),
        _ => {
            let n_there = manifests.iter().filter(|it| it.state.is_trusted()).count();
            format!("{n_there} of {} manifests there", manifests.len())
        }
    }
}

/// Config and layers.
fn leaves(story: &Story, tree: &Tree<'_>) -> Element {
    let left = if tree.is_single() { 256 } else { 500 };
    let config = tree.config.as_ref();
    let named = config.filter(|it| it.state != ObjectState::Unknown);
    let pen = match named {
        Some(_) => "f8-fork is-here",
        None => "f8-fork",
    };
    let x = left + 24;
    let waiting = first_fetch(story).filter(|_| named.is_none());
    group("f8-leaves")
        .put(path(pen, format!("M{left} 68h10V30h12m-12 38v50h12")))
        .put(match named {
            Some(config) => object(config, x, 6, 114, 50, "config", ""),
            None => unknown(x, 6, 114, 50, "config"),
        })
        .put(stack(tree, x))
        .put_some(waiting.map(|words| text("s-note", At::Start, x, 163, words)))
}

/// All layers as one pile.
fn stack(tree: &Tree<'_>, x: i32) -> Element {
    let n = tree.layers.len();
    let count = |is: fn(ObjectState) -> bool| tree.layers.iter().filter(|it| is(it.state)).count();
    let n_bad = count(|state| state == ObjectState::Rejected);
    let n_arrived = count(|state| state == ObjectState::Arrived);
    let n_unknown = count(|state| state == ObjectState::Unknown);
    let n_done = tree.n_trusted();
    let (state, words) = match () {
        () if n_unknown == n => (ObjectState::Unknown, "how many?".to_owned()),
        () if n_bad > 0 => (ObjectState::Rejected, "refused".to_owned()),
        () if n_done == n => (ObjectState::Verified, format!("{n} of {n} right")),
        () if n_arrived > 0 => (ObjectState::Named, format!("{n_arrived} arrived")),
        () if n_done > 0 => (ObjectState::Named, format!("{n_done} of {n} right")),
        () => (ObjectState::Named, "named".to_owned()),
    };
    let title = match state {
        ObjectState::Unknown => "layers".to_owned(),
        _ => format!("{n} layers"),
    };
    let mut pile = group(class(state));
    for (dx, dy) in [(6, -6), (3, -3), (0, 0)] {
        pile = pile.put(rect("o-box o-sheet", x + dx, 100 + dy, 108, 44));
    }
    pile.put(text("s-text", At::Start, x + 10, 119, title))
        .put(text("s-note", At::Start, x + 10, 136, words))
}

/// When the config is asked for.
fn first_fetch(story: &Story) -> Option<String> {
    let step = story.first_step_of(ObjectRole::Config, EventKind::Name)?;
    Some(format!("named in step {step}"))
}

/// The tree as a sentence.
fn in_words(tree: &Tree<'_>) -> String {
    let found = [
        ("tag", &tree.tag),
        ("index", &tree.index),
        ("manifest", &tree.manifest),
        ("config", &tree.config),
    ];
    let mut words: Vec<String> = Vec::new();
    for (name, found) in found {
        if let Some(found) = found {
            words.push(format!("{name} {}", found.state.label().to_lowercase()));
        }
    }
    words.push(format!(
        "{} of {} layers here",
        tree.n_trusted(),
        tree.layers.len()
    ));
    words.join(", ")
}
