//! The board, drawn.

use super::*;
use serde_json::json;
use tagprism_core::Platform;

fn drawing(machine: (&str, &str, &str), query: &[(&str, &str)]) -> Drawing {
    let machine = Platform::new(machine.0, machine.1, machine.2);
    let state = State::read(FIGURE.parameters, query.iter().copied());
    draw(&state, &Scene::known(&machine))
}

#[test]
fn the_list_of_clients_is_that_of_core() {
    let ids: Vec<&str> = tagprism_core::clients::CLIENTS
        .iter()
        .map(|client| client.id)
        .collect();
    assert_eq!(ids, IDS);
}

#[test]
fn clients_that_disagree_are_named() {
    let drawn = drawing(("linux", "arm", "v6"), &[]);
    assert_eq!(
        drawn.caption,
        "Asked for linux/arm/v6: six of eight clients take entry 3, linux/arm/v5; crane and oras find nothing."
    );
    assert!(
        drawn
            .status
            .starts_with("Docker takes entry 3, linux/arm/v5.")
    );
    let podman = drawing(("linux", "arm", "v6"), &[("client", "podman")]);
    assert!(podman.status.starts_with("Podman takes entry 3"));
    let nothing = drawing(("linux", "mips64le", ""), &[]);
    assert_eq!(
        nothing.caption,
        "No client finds anything for linux/mips64le in here."
    );
}

#[test]
fn an_image_without_an_index_is_what_everybody_gets() {
    let live = json!({"reference": "team/app:1", "provenance": "live", "date": "1 May 2026", "layers": [], "claims": "linux/amd64"});
    let machine = Platform::new("linux", "arm64", "v8");
    let scene = Scene {
        live: Some(&live),
        ..Scene::known(&machine)
    };
    let drawn = draw(&State::new(FIGURE.parameters), &scene);
    assert!(
        drawn
            .caption
            .contains("every client gets the one image, linux/amd64")
    );
    assert_eq!(drawn.table.rows.len(), 1);
}

#[test]
fn a_thousand_entries_are_summed_up() {
    let entries: Vec<_> = (0..1000)
        .map(|n| json!({"platform": format!("linux/made{n}")}))
        .chain([json!({"platform": "linux/arm/v5"})])
        .collect();
    let live = json!({"reference": "team/app:1", "provenance": "live", "date": "1 May 2026", "entries": entries});
    let machine = Platform::new("linux", "arm", "v6");
    let scene = Scene {
        live: Some(&live),
        ..Scene::known(&machine)
    };
    let drawn = draw(&State::new(FIGURE.parameters), &scene);
    let html = drawn.stage.to_html();
    assert!(html.contains("1000 more, taken by nobody"));
    assert!(html.len() < 60_000, "{} bytes", html.len());
}
