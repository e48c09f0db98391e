//! Compose files: `services.*.image`, by <https://docs.docker.com/reference/compose-file/services/>.

mod besides;

use crate::{
    finds::{Draft, Finds, platform},
    variables::fill,
    yaml::{Budget, Node, Value, with_braces},
};

/// Reads one document that has `services`.
pub(crate) fn read(root: &Node, budget: &Budget, finds: &mut Finds) {
    if let Some(include) = root.get("include", budget) {
        finds.note(
            include.at,
            "include",
            "This file includes others, which are not read.".to_owned(),
            "Paste what `docker compose config` prints to see everything.",
        );
    }
    let Some(services) = root.get("services", budget) else {
        return;
    };
    if !matches!(services.value, Value::Map(_)) {
        finds.problem(
            services.at,
            "services",
            "`services` should have the names of services below it.".to_owned(),
            "Write each service with its name and a colon, indented below `services:`.",
        );
        return;
    }
    for (name, service) in services.entries(budget) {
        if !budget.step() {
            return;
        }
        let place = format!("services.{name}");
        read_service(name, &place, service, budget, finds);
        besides::read(&place, service, budget, finds);
    }
}

fn read_service(name: &str, place: &str, service: &Node, budget: &Budget, finds: &mut Finds) {
    if !matches!(service.value, Value::Map(_)) {
        finds.problem(
            service.at,
            place,
            format!("The service `{name}` has nothing below it."),
            "Give it an `image` or a `build`.",
        );
        return;
    }
    let build = service.get("build", budget);
    let extends = service.get("extends", budget).map(|it| extends(it, budget));
    let mut notes = Vec::new();
    let mut fixed = None;
    if let Some(node) = service.get("platform", budget) {
        let written = node.text().unwrap_or_default();
        let filled = fill(written, &|_| None);
        fixed = platform(&filled.text).filter(|_| filled.missing.is_empty());
        if fixed.is_none() {
            finds.problem(
                node.at,
                &format!("{place}.platform"),
                match filled.missing.first() {
                    Some(name) => {
                        format!("`{name}` has no value here, so that the platform is not known.")
                    }
                    None => format!("`{}` is no platform.", crate::finds::shortened(written)),
                },
                "Write it as `linux/arm64`.",
            );
        }
        notes.extend(filled.notes());
    }
    let Some(image) = service.get("image", budget) else {
        without_image(name, service, build, extends, finds);
        return;
    };
    let Some(text) = image.text() else {
        finds.problem(
            image.at,
            &format!("{place}.image"),
            "`image` should be a single text.".to_owned(),
            "Write the reference behind it, on the same line.",
        );
        return;
    };
    if build.is_some() {
        notes.push(
            "It is also built here: a pull finds it only where somebody pushed it.".to_owned(),
        );
    }
    notes.extend(extends.map(|it| format!("{it} What it takes over is not read.")));
    finds.image(
        image.at,
        Draft {
            written: with_braces(text),
            filled: fill(text, &|_| None),
            platform: fixed,
            place: format!("{place}.image"),
            notes,
        },
    );
}

/// A service that is built, takes its image from another service, or lacks one.
fn without_image(
    name: &str,
    service: &Node,
    build: Option<&Node>,
    extends: Option<String>,
    finds: &mut Finds,
) {
    let place = format!("services.{name}");
    match (build, extends) {
        (Some(build), _) => finds.note(
            build.at,
            &place,
            format!("`{name}` is built here and names no image."),
            "Paste its Dockerfile to see what it is built on.",
        ),
        (None, Some(extends)) => finds.note(
            service.at,
            &place,
            format!("{extends} It may take its image from there."),
            "Paste what `docker compose config` prints to see everything.",
        ),
        // What it has may stand behind the break.
        (None, None) if service.is_cut => {}
        (None, None) => finds.problem(
            service.at,
            &place,
            format!("`{name}` has neither an `image` nor a `build`."),
            "Give it one of them.",
        ),
    }
}

/// `extends: base`, or with `service` and `file`.
fn extends(node: &Node, budget: &Budget) -> String {
    let text = |key: &str| node.get(key, budget).and_then(Node::text);
    let service = node
        .text()
        .or_else(|| text("service"))
        .unwrap_or("another service");
    match text("file") {
        Some(file) => format!("It extends `{service}` of `{file}`."),
        None => format!("It extends `{service}`."),
    }
}
