//! Where machines and entries stand, from the top down.

use super::{Board, Row};

/// Height of a machine's row, in pixels of the drawing.
pub(super) const ROW: i32 = 44;
/// Least room between groups of machines.
const GAP: i32 = 14;
/// Height of an entry that nobody takes.
pub(super) const THIN: i32 = 26;
/// Where rows begin.
pub(super) const TOP: i32 = 58;

/// Where everything stands.
pub(super) struct Layout {
    /// Middle of each machine's row.
    pub(super) machines: Vec<i32>,
    /// Middle of each entry that nobody takes, with its place in the list of builds.
    pub(super) unused: Vec<(usize, i32)>,
    pub(super) bottom: i32,
}

impl Layout {
    pub(super) fn new(board: &Board<'_>) -> Self {
        // An unused entry stands below the last machine that takes an earlier entry.
        let place = |position: usize| {
            let earlier = |row: &Row<'_>| row.position.is_some_and(|own| own < position);
            board
                .rows
                .iter()
                .rposition(earlier)
                .map_or(0, |idx| idx + 1)
        };
        let is_used = |position| board.rows.iter().any(|row| row.position == Some(position));
        let mut layout = Self {
            machines: Vec::new(),
            unused: Vec::new(),
            bottom: 0,
        };
        let mut y = TOP;
        for nth in 0..=board.rows.len() {
            let before = y;
            for (idx, (position, _)) in board.publication.builds.iter().enumerate() {
                if !is_used(*position) && place(*position) == nth {
                    layout.unused.push((idx, y + THIN / 2));
                    y += THIN;
                }
            }
            let group = |nth: usize| board.rows.get(nth).map(|row| row.machine.group);
            if nth > 0 && nth < board.rows.len() && group(nth) != group(nth - 1) {
                y = y.max(before + GAP);
            }
            if nth < board.rows.len() {
                layout.machines.push(y + ROW / 2);
                y += ROW;
            }
        }
        layout.bottom = y;
        layout
    }
}

/// Runs of machines that get the same, as first and last.
pub(super) fn runs(board: &Board<'_>) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (nth, row) in board.rows.iter().enumerate() {
        match runs.last_mut() {
            Some((first, last)) if board.rows[*first].position == row.position => *last = nth,
            _ => runs.push((nth, nth)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hosts::{FIGURE, machines::machines, outcome::short},
        state::State,
    };
    use tagprism_core::Platform;

    #[track_caller]
    fn check_middles(set: &str, built: &str, expected_unused: &[&str]) {
        let state = State::read(FIGURE.parameters, [("set", set), ("built", built)]);
        let machines = machines(&crate::Scene::known(&Platform::new("linux", "arm64", "v8")));
        let board = Board::new(set, &state, &machines);
        let layout = Layout::new(&board);
        let unused: Vec<String> = layout
            .unused
            .iter()
            .map(|(idx, _)| short(&board.publication.builds[*idx].1))
            .collect();
        assert_eq!(unused, expected_unused);
        let mut middles: Vec<(i32, i32)> = layout.machines.iter().map(|y| (*y, ROW)).collect();
        middles.extend(layout.unused.iter().map(|(_, y)| (*y, THIN)));
        middles.sort_unstable();
        for pair in middles.windows(2) {
            let room = pair[1].0 - pair[1].1 / 2 - (pair[0].0 + pair[0].1 / 2);
            assert!(room >= 0, "{set}: {pair:?} overlap");
        }
    }

    #[test]
    fn nothing_overlaps_and_entries_without_a_taker_are_kept() {
        check_middles("nginx", "", &["386"]);
        check_middles("hello", "", &["arm/v5", "386", "amd64"]);
        check_middles("both", "", &[]);
        check_middles("own", "amd64,386,arm/v5,arm/v6,arm64", &["386", "arm/v5"]);
        check_middles("own", "", &[]);
    }
}
