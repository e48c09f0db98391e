//! Keeps the step that plays in sight: the player is often taller than the window, and its buttons lie over what it shows.

use crate::browser::{
    parts::{self, Part},
    sight::{self, Extent, Place},
};

/// When it is looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The reader pressed Play.
    Start,
    /// The next step began.
    Step,
}

/// What is brought into sight, if anything has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Stay,
    ToStage,
    ToRow,
}

/// Brings the step that plays into sight, if it is not.
pub fn keep(form: &Part, occasion: Occasion, is_cut: bool) {
    let first = |selector| parts::all_in(form, selector).into_iter().next();
    let Some(stage) = first(".f8-grid > :first-child") else {
        return;
    };
    let Some(extent) = sight::extent(&stage) else {
        return;
    };
    let row = first(".f8-row.is-now").and_then(|row| Some((sight::extent(&row)?, row)));
    // Where there are no rows the stage is one.
    let (row_extent, row) = row.unwrap_or_else(|| (extent, stage.clone()));
    match way(occasion, extent, row_extent, sight::room()) {
        Way::Stay => {}
        Way::ToStage => sight::bring(&stage, Place::Top, is_cut),
        Way::ToRow => sight::bring(&row, Place::Edge, is_cut),
    }
}

fn way(occasion: Occasion, stage: Extent, row: Extent, room: Extent) -> Way {
    let is_in = |it: Extent| it.top >= room.top - 1.0 && it.bottom <= room.bottom + 1.0;
    match occasion {
        Occasion::Start if is_in(stage) => Way::Stay,
        Occasion::Start if row.bottom - stage.top <= room.bottom - room.top => Way::ToStage,
        Occasion::Start => Way::ToRow,
        // Whoever has gone to the controls above or the texts below is left there.
        Occasion::Step if stage.top <= room.top + 1.0 && row.bottom > room.bottom => Way::ToRow,
        Occasion::Step => Way::Stay,
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
    fn check(occasion: Occasion, stage: (f64, f64), row: (f64, f64), expected: Way) {
        let extent = |(top, bottom)| Extent { top, bottom };
        let found = way(occasion, extent(stage), extent(row), ROOM);
        assert_eq!(found, expected, "{occasion:?}, {stage:?}, {row:?}");
    }

    #[test]
    fn play_brings_the_stage_up_unless_all_of_it_is_seen() {
        use Occasion::Start;
        check(Start, (606.0, 1_340.0), (660.0, 700.0), Way::ToStage);
        check(Start, (90.0, 800.0), (400.0, 500.0), Way::Stay);
        check(Start, (-300.0, 400.0), (0.0, 60.0), Way::ToStage);
        // In a low window the row counts more than the beginning.
        check(Start, (606.0, 1_600.0), (1_500.0, 1_590.0), Way::ToRow);
    }

    #[test]
    fn while_it_plays_only_a_row_that_the_buttons_cover_is_brought_up() {
        use Occasion::Step;
        check(Step, (80.0, 900.0), (830.0, 890.0), Way::ToRow);
        check(Step, (80.0, 900.0), (700.0, 790.0), Way::Stay);
        // The reader has scrolled up to the controls.
        check(Step, (500.0, 1_240.0), (900.0, 960.0), Way::Stay);
        // The reader has scrolled on to the panels.
        check(Step, (-900.0, -100.0), (-500.0, -440.0), Way::Stay);
    }
}
