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
