//! Keeps the step that plays in sight: the player is often taller than the window, and its buttons lie over what it shows.

use crate::browser::{
    parts::{self, Part},
    sight::{self, Extent},
};

/// When it is looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The reader pressed Play.
    Start,
    /// The next step began.
    Step,
}

/// Brings the step that plays into sight, if it is not.
pub fn keep(form: &Part, occasion: Occasion, is_cut: bool) {
    let drawn = |selector| {
        let mut all = parts::all_in(form, selector).into_iter();
        all.find_map(|part| sight::extent(&part))
    };
    let Some(stage) = drawn(".f8-grid > :first-child") else {
        return;
    };
    // Where there are no rows the stage is one.
    let row = drawn(".f8-row.is-now").unwrap_or(stage);
    // One of both stays at the edge of the window; the other is not drawn.
    let buttons = drawn(".f8-transport, .f8-drive");
    let mut room = sight::room();
    room.bottom -= buttons.map_or(0.0, |it| it.bottom - it.top);
    let by_px = way(occasion, stage, row, room);
    if by_px != 0.0 {
        sight::scroll(by_px, is_cut);
    }
}

/// How far the page has to move up, in pixels.
fn way(occasion: Occasion, stage: Extent, row: Extent, room: Extent) -> f64 {
    let is_in = |it: Extent| it.top >= room.top - 1.0 && it.bottom <= room.bottom + 1.0;
    let is_there = stage.top <= room.top + 1.0;
    match occasion {
        Occasion::Start if is_in(stage) => 0.0,
        Occasion::Start if row.bottom - stage.top <= room.bottom - room.top => stage.top - room.top,
        Occasion::Start => row.bottom - room.bottom,
        // Whoever has gone to the controls above or the texts below is left there.
        Occasion::Step if is_there && row.bottom > room.bottom => row.bottom - room.bottom,
        Occasion::Step => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A window of 900 pixels with a head and a bar over it.
    const ROOM: Extent = Extent {
        top: 80.0,
        bottom: 820.0,
    };

    #[track_caller]
    fn check(occasion: Occasion, stage: (f64, f64), row: (f64, f64), expected: f64) {
        let extent = |(top, bottom)| Extent { top, bottom };
        let found = way(occasion, extent(stage), extent(row), ROOM);
        assert!(
            (found - expected).abs() < 0.5,
            "{occasion:?}, {stage:?}, {row:?}: {found}"
        );
    }

    #[test]
    fn play_brings_the_stage_up_unless_all_of_it_is_seen() {
        use Occasion::Start;
        check(Start, (606.0, 1_340.0), (660.0, 700.0), 526.0);
        check(Start, (90.0, 800.0), (400.0, 500.0), 0.0);
        check(Start, (-300.0, 400.0), (0.0, 60.0), -380.0);
        // In a low window the row counts more than the beginning.
        check(Start, (606.0, 1_600.0), (1_500.0, 1_590.0), 770.0);
    }

    #[test]
    fn while_it_plays_only_a_row_that_the_buttons_cover_is_brought_up() {
        use Occasion::Step;
        check(Step, (80.0, 900.0), (830.0, 890.0), 70.0);
        check(Step, (80.0, 900.0), (700.0, 790.0), 0.0);
        // The reader has scrolled up to the controls.
        check(Step, (500.0, 1_240.0), (900.0, 960.0), 0.0);
        // The reader has scrolled on to the panels.
        check(Step, (-900.0, -100.0), (-500.0, -440.0), 0.0);
    }
}
