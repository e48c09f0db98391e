//! The objects: tag, index, entries, manifest, config, layers. Outlines until their bytes are there: with the engine on the
//! way down, with the registry on the way up.

mod leaves;
mod node;

use super::{
    pen::{At, group, path, svg, text, whole},
    story::{Story, cut},
};
use crate::{markup::Element, sign};
use leaves::leaves;
use node::{Found, object, unknown};
use tagprism_core::flow::{
    Event, EventKind, FlowEntry, FlowObject, ObjectRole, ObjectState, Scene as Moment, Timeline,
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
    /// The child for want of which the registry turned the root down, once it did.
    lacks: Option<usize>,
}

impl<'a> Tree<'a> {
    fn new(story: &'a Story, timeline: &'a Timeline, moment: &Moment) -> Tree<'a> {
        let find = |role: ObjectRole| Found::first(timeline, moment, role);
        let missing = missing_child(timeline);
        let is_manifest = |&place: &usize| timeline.objects[place].role == ObjectRole::Manifest;
        let place = missing
            .filter(is_manifest)
            .or_else(|| manifest_of(story, timeline));
        let is_refused = |state: &ObjectState| *state == ObjectState::Rejected;
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
            lacks: missing.filter(|_| moment.objects.iter().any(is_refused)),
        }
    }

    /// Whether an object is the child that the registry misses.
    fn is_missing(&self, found: &Found<'_>) -> bool {
        let missing = self
            .lacks
            .and_then(|place| self.timeline.objects.get(place));
        missing.is_some_and(|it| std::ptr::eq(it, found.object))
    }

    fn is_single(&self) -> bool {
        self.entries.is_empty()
    }

    fn n_trusted(&self) -> usize {
        let trusted = self.layers.iter().filter(|it| it.state.is_trusted());
        trusted.count()
    }
}

/// The child for want of which a registry turns the root down: the one that is named next.
fn missing_child(timeline: &Timeline) -> Option<usize> {
    let is_root = |place: usize| {
        let parent = timeline.objects.get(place).and_then(|it| it.parent);
        let parent = parent.and_then(|place| timeline.objects.get(place));
        parent.is_some_and(|it| it.role == ObjectRole::Tag)
    };
    let mut events = timeline.events.iter();
    let refusal = events
        .by_ref()
        .find(|it| it.kind == EventKind::Reject && it.object.is_some_and(is_root))?;
    let is_next = |it: &&Event| it.step == refusal.step && it.kind == EventKind::Name;
    events.find(is_next)?.object
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
            Some(manifest) if tree.is_missing(manifest) => {
                let note = format!("missing: {}", short_platform(&manifest.object.note));
                group("o-lacks").put(object(manifest, 348, 40, 152, 56, &cut(&note, 23), family))
            }
            Some(manifest) => {
                let note = cut(&short_platform(&manifest.object.note), 21);
                object(manifest, 348, 40, 152, 56, &note, family)
            }
            None => unknown(348, 40, 152, 56, "nothing chosen"),
        });
    }
    drawing.put(leaves(story, &tree))
}

/// A platform as a box has room for: of a version of Windows the build, which is what machines are compared by.
fn short_platform(platform: &str) -> String {
    let parts = platform.split_once('(');
    let parts = parts.and_then(|(os, rest)| Some((os, rest.split_once(')')?)));
    let Some((os, (version, rest))) = parts else {
        return platform.to_owned();
    };
    let build = version.split('.').nth(2).unwrap_or(version);
    format!("{os}{rest} {build}")
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
            let state = match tree.is_missing(found) {
                true => "missing".to_owned(),
                false => found.state.label().to_ascii_lowercase(),
            };
            words.push(format!("{name} {state}"));
        }
    }
    words.push(format!(
        "{} of {} layers here",
        tree.n_trusted(),
        tree.layers.len()
    ));
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{figure::Scene, pull, state::State};
    use tagprism_core::Platform;

    /// The tree at the end of a story, as text.
    fn at_the_end(pairs: &[(&str, &str)]) -> String {
        let machine = Platform::new("linux", "arm64", "v8");
        let mut state = State::new(pull::FIGURE.parameters);
        state.apply("step", "30", true);
        for (name, value) in pairs {
            state.apply(name, value, true);
        }
        let story = Story::new(&state, &Scene::known(&machine)).unwrap();
        let moment = story.moment(None);
        tree(&story, &story.timeline, &moment).to_html()
    }

    #[test]
    fn one_bad_layer_does_not_condemn_the_others() {
        let drawn = at_the_end(&[("trouble", "corrupted")]);
        assert!(drawn.contains("1 of 7 refused"), "{drawn}");
    }

    #[test]
    fn a_list_that_comes_first_has_its_missing_child_outlined_and_named() {
        let drawn = at_the_end(&[("direction", "push"), ("push", "indexfirst")]);
        assert!(drawn.contains("o-lacks"), "{drawn}");
        assert!(drawn.contains("missing: linux/amd64"), "{drawn}");
        assert!(drawn.contains("index refused, manifest missing"), "{drawn}");
        let whole = at_the_end(&[("direction", "push")]);
        assert!(!whole.contains("missing"), "{whole}");
        let pulled = at_the_end(&[("trouble", "corrupted")]);
        assert!(!pulled.contains("missing"), "{pulled}");
    }

    #[test]
    fn a_platform_fits_its_box() {
        for (platform, expected) in [
            ("linux/arm64/v8", "linux/arm64/v8"),
            ("windows(10.0.20348.5622)/amd64", "windows/amd64 20348"),
            ("windows(10)/amd64", "windows/amd64 10"),
            ("windows(10/amd64", "windows(10/amd64"),
        ] {
            assert_eq!(short_platform(platform), expected);
        }
    }
}
