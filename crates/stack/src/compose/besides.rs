//! Images that a service uses besides its own: those it mounts, and those that its build starts from.
//!
//! By <https://docs.docker.com/reference/compose-file/services/#volumes> and
//! <https://docs.docker.com/reference/compose-file/build/#additional_contexts>.

use crate::{
    finds::{At, Draft, Finds},
    variables::fill,
    yaml::{Budget, Node, with_braces},
};

/// What a context of a build is written with when it is an image.
const IMAGE_SCHEME: &str = "docker-image://";

/// Reads them, behind the service's own image.
pub(super) fn read(place: &str, service: &Node, budget: &Budget, finds: &mut Finds) {
    mounted(place, service, budget, finds);
    if let Some(build) = service.get("build", budget) {
        contexts(place, build, budget, finds);
    }
}

/// `volumes: [{type: image, source: …}]`.
fn mounted(place: &str, service: &Node, budget: &Budget, finds: &mut Finds) {
    let volumes = service.get("volumes", budget).map(Node::items);
    for volume in volumes.unwrap_or_default() {
        let text = |key: &str| volume.get(key, budget).and_then(Node::text);
        if text("type") != Some("image") {
            continue;
        }
        let target = text("target").unwrap_or("its place");
        if let Some(source) = volume.get("source", budget)
            && let Some(written) = source.text()
        {
            let note = format!("It is mounted at {target}; nothing of it is started.");
            take(source.at, written, format!("{place}.volumes"), note, finds);
        }
    }
}

/// `additional_contexts`, as a map or as a list of `name=value`.
fn contexts(place: &str, build: &Node, budget: &Budget, finds: &mut Finds) {
    let Some(contexts) = build.get("additional_contexts", budget) else {
        return;
    };
    let named = contexts
        .entries(budget)
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.text()?, value.at)));
    let listed = contexts.items().iter().filter_map(|item| {
        let (name, value) = item.text()?.split_once('=')?;
        Some((name, value, item.at))
    });
    let all: Vec<(&str, &str, At)> = named.chain(listed).collect();
    for (name, value, at) in all {
        if let Some(written) = value.strip_prefix(IMAGE_SCHEME) {
            let note = format!("The build knows it as `{name}`.");
            take(at, written, format!("{place}.build"), note, finds);
        }
    }
}

fn take(at: At, written: &str, place: String, note: String, finds: &mut Finds) {
    finds.image(
        at,
        Draft {
            written: with_braces(written),
            filled: fill(written, &|_| None),
            place,
            notes: vec![note],
            ..Draft::default()
        },
    );
}
