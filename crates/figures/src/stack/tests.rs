//! The matrix, drawn.

use super::{
    image::{Known, Stack, StackImage},
    *,
};
use serde_json::Value;
use tagprism_core::{Platform, clients::Offered};

fn entries(platforms: &[(&str, &str)]) -> Known {
    let entry = |(position, (architecture, variant)): (usize, &(&str, &str))| {
        let offered = Offered {
            position,
            platform: Some(Platform::new("linux", architecture, variant)),
            is_readable: true,
            ..Offered::default()
        };
        (offered, Some(1_000_000))
    };
    Known::Index((1..).zip(platforms).map(entry).collect())
}

fn image(name: &str, known: Known) -> StackImage {
    StackImage {
        name: name.to_owned(),
        places: vec!["services.web.image".to_owned()],
        asked: None,
        known,
        alternatives: String::new(),
    }
}

fn stack() -> Stack {
    Stack {
        how: "read 29 November 2026".to_owned(),
        source: "registries, hashed here".to_owned(),
        images: vec![
            image(
                "nginx:1.27",
                entries(&[("amd64", ""), ("arm64", "v8"), ("arm", "v6")]),
            ),
            image("team/=tool|1", entries(&[("amd64", "")])),
            image(
                "old:1",
                Known::Single(Some(Platform::new("linux", "amd64", ""))),
            ),
            image(
                "gone:1",
                Known::Failed("The registry knows no such tag.".to_owned()),
            ),
            image("slow:1", Known::Reading),
        ],
    }
}

fn matrix_of(live: &Value, query: &[(&str, &str)]) -> Matrix {
    let machine = Platform::new("linux", "arm64", "v8");
    let scene = Scene {
        live: Some(live),
        ..Scene::known(&machine)
    };
    Matrix::new(
        &State::read(FIGURE.parameters, query.iter().copied()),
        &scene,
    )
}

#[test]
fn a_stack_is_read_as_it_was_written() {
    let mut whole = stack();
    whole.images[0].asked = Some(Platform::new("linux", "arm", "v7"));
    whole.images[1].alternatives = "none".to_owned();
    assert_eq!(Stack::read(&whole.write()), whole);
    assert_eq!(Stack::read(&Value::Null), Stack::default());
}

#[test]
fn gaps_come_first_and_are_counted() {
    let live = stack().write();
    let matrix = matrix_of(&live, &[]);
    let names: Vec<&str> = matrix
        .rows
        .iter()
        .map(|row| matrix.image(row).name.as_str())
        .collect();
    assert_eq!(
        names,
        ["team/=tool|1", "old:1", "nginx:1.27", "gone:1", "slow:1"]
    );
    assert_eq!(
        words::caption(&matrix),
        "2 of 5 have nothing for linux/arm64/v8: team/=tool|1 and old:1. 2 images are not known yet."
    );
    assert_eq!(matrix.bytes_of(0), (1_000_000, false));
    let only = matrix_of(&live, &[("show", "gaps"), ("machines", "pc")]);
    assert_eq!(
        (only.rows.len(), only.n_hidden, only.columns.len()),
        (2, 3, 2)
    );
}

#[test]
fn a_platform_in_the_stack_is_asked_for_on_every_machine() {
    let mut stack = stack();
    stack.images[1].asked = Some(Platform::new("linux", "amd64", ""));
    let live = stack.write();
    let matrix = matrix_of(&live, &[]);
    let row = matrix.rows.iter().find(|row| row.idx == 1).unwrap();
    assert!(
        row.cells
            .iter()
            .all(|cell| matches!(cell, matrix::Cell::Entry { position: 1, .. }))
    );
}

#[test]
fn exports_are_what_their_formats_say() {
    let live = stack().write();
    let matrix = matrix_of(&live, &[]);
    let markdown = export::markdown(&matrix);
    assert!(markdown.contains("| team/=tool\\|1 |"), "{markdown}");
    let mut tricky = stack();
    tricky.images[0].name = "=1+\"2\"".to_owned();
    let live = tricky.write();
    let csv = export::csv(&matrix_of(&live, &[]));
    assert!(csv.contains("\"'=1+\"\"2\"\"\","), "{csv}");
    assert!(csv.lines().count() == 8 && csv.ends_with("\r\n"));
    let json: Value = serde_json::from_str(&export::json(&matrix)).unwrap();
    assert_eq!(json["images"].as_array().map(Vec::len), Some(5));
}

#[test]
fn the_example_is_recorded_and_says_so() {
    let machine = Platform::new("linux", "arm", "v6");
    let drawn = draw(&State::new(FIGURE.parameters), &Scene::known(&machine));
    assert!(drawn.origin.data.contains("an example of recorded images"));
    assert!(drawn.caption.contains("linux/arm/v6"), "{}", drawn.caption);
}
