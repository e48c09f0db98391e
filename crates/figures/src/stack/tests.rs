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
        alternatives: Vec::new(),
        sought: String::new(),
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
        n_left_out: 0,
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
    whole.images[1].alternatives = vec!["team/tool:2".to_owned()];
    whole.images[1].sought = "one of two".to_owned();
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
        "2 of 5 have nothing that runs on linux/arm64/v8: team/=tool|1 and old:1. 2 images are not known yet."
    );
    assert_eq!(matrix.bytes_of(0), (1_000_000, false));
    let only = matrix_of(&live, &[("show", "gaps"), ("machines", "pc")]);
    assert_eq!((only.listed().count(), only.columns.len()), (2, 2));
    // Sums are about all images, whatever is listed.
    let zero = matrix_of(&live, &[("show", "gaps"), ("machines", "pi-zero")]);
    assert_eq!(zero.listed().count(), 2);
    let all = matrix_of(&live, &[("machines", "pi-zero")]);
    assert_eq!(zero.gaps_of(1).len(), all.gaps_of(1).len());
    assert_eq!(zero.bytes_of(1), all.bytes_of(1));
}

#[test]
fn what_is_too_much_is_told() {
    let mut long = stack();
    long.n_left_out = 20;
    let one = long.images[0].clone();
    long.images = vec![one; matrix::IMAGES_MAX + 1];
    let matrix = matrix_of(&long.write(), &[]);
    assert_eq!(matrix.n_left_out, 21);
    assert_eq!(
        words::caption(&matrix),
        "All 50 images have something for linux/arm64/v8. 21 more than 50 are left out."
    );
}

#[test]
fn the_machine_that_was_chosen_runs_it_not_the_first_of_its_platform() {
    let live = stack().write();
    let machine = Platform::new("linux", "arm64", "");
    let fate = |id| {
        let scene = Scene {
            live: Some(&live),
            machine_id: Some(id),
            ..Scene::known(&machine)
        };
        let matrix = Matrix::new(&State::new(FIGURE.parameters), &scene);
        let row = matrix.rows.iter().find(|row| row.idx == 2).unwrap();
        words::cell(&row.cells[0])
    };
    assert!(
        fate("apple-silicon").starts_with("linux/amd64, the only one, emulated: Docker Desktop")
    );
    assert!(fate("graviton-4").starts_with("linux/amd64, the only one, fails: It is for another"));
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
