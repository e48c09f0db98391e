//! Wires from ports of the index to machines.

use super::{
    Board,
    layout::{Layout, runs},
    path,
};
use crate::{
    markup::{Element, el},
    sign,
};

/// Wires start here, turn here and end here.
const PORT: i32 = 408;
const LANE: i32 = 448;
/// Where wires turn that pass by other machines.
const FAR_LANE: i32 = 428;
const END: i32 = 488;
/// Corners of wires.
const CORNER: i32 = 6;

pub(super) fn wires(board: &Board<'_>, layout: &Layout) -> Element {
    let mut group = el("g");
    for (idx, y) in &layout.unused {
        let family = sign::family_class(&board.publication.builds[*idx].1.architecture);
        group = group.put(path(
            format!("wire is-stub {family}"),
            format!("M{PORT} {y}h22"),
        ));
    }
    let runs = runs(board);
    for (row, y) in board.rows.iter().zip(&layout.machines) {
        let Some(position) = row.position else {
            let cross = format!("M{} {y}h14m6-5 10 10m0-10-10 10", END - 34);
            group = group.put(path("s-dead", cross));
            continue;
        };
        let Some(&(first, last)) = runs
            .iter()
            .find(|(first, _)| board.rows[*first].position == Some(position))
        else {
            continue;
        };
        let (top, bottom) = (layout.machines[first], layout.machines[last]);
        let is_far = *y < top || *y > bottom;
        let lane = if is_far { FAR_LANE } else { LANE };
        let line = wire(top + (bottom - top) / 2, *y, lane);
        let family = row
            .received
            .as_ref()
            .map_or("", |it| sign::family_class(&it.architecture));
        let you = if row.machine.is_yours { " is-you" } else { "" };
        if is_far {
            group = group.put(path("s-halo", line.clone()));
        }
        group = group.put(path(format!("wire {family}{you}"), line));
    }
    group
}

/// Across, along the lane with round corners, across again, and the head of the arrow.
fn wire(from: i32, to: i32, lane: i32) -> String {
    let head = "m-5-4l5 4-5 4";
    let way = to - from;
    if way.abs() < 2 * CORNER {
        return format!("M{PORT} {from}L{END} {to}{head}");
    }
    let turn = CORNER * way.signum();
    format!(
        "M{PORT} {from}H{}q{CORNER} 0 {CORNER} {turn}V{}q0 {turn} {CORNER} {turn}H{END}{head}",
        lane - CORNER,
        to - turn
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_turns_twice_or_runs_straight() {
        assert_eq!(wire(100, 100, LANE), "M408 100L488 100m-5-4l5 4-5 4");
        assert_eq!(
            wire(100, 144, LANE),
            "M408 100H442q6 0 6 6V138q0 6 6 6H488m-5-4l5 4-5 4"
        );
    }
}
