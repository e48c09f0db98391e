//! What the keys of the player mean.

use crate::browser::keys::Focus;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Play, or stop.
    Toggle,
    /// One step on, or back.
    Step(Direction),
    /// One event on, or back.
    Nudge(Direction),
    /// To a step, from 1; 0 is the last.
    Go(i64),
    /// Faster, or slower.
    Speed(Direction),
    /// Again and again, or once.
    Loop,
    /// Copy the link.
    Link,
    /// Show the list of keys.
    Keys,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// On; faster.
    On,
    /// Back; slower.
    Back,
}

/// The command of a key, unless what has the focus needs the key itself.
pub fn command(key: &str, focus: Focus) -> Option<Command> {
    use Direction::{Back, On};
    if focus == Focus::Field {
        return None;
    }
    // Radio buttons and sliders walk by themselves.
    let has_arrows = matches!(focus, Focus::Choice | Focus::Slider);
    let has_space = matches!(focus, Focus::Choice | Focus::Button);
    Some(match key {
        " " if !has_space => Command::Toggle,
        "ArrowRight" if !has_arrows => Command::Step(On),
        "ArrowLeft" if !has_arrows => Command::Step(Back),
        "Home" if !has_arrows => Command::Go(1),
        "End" if !has_arrows => Command::Go(0),
        "." => Command::Nudge(On),
        "," => Command::Nudge(Back),
        ">" => Command::Speed(On),
        "<" => Command::Speed(Back),
        "l" => Command::Loop,
        "c" => Command::Link,
        "?" => Command::Keys,
        // Ten is as far as digits go.
        "0" => Command::Go(10),
        _ => Command::Go(key.parse().ok().filter(|step| (1..=9).contains(step))?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, focus: Focus, expected: Option<Command>) {
        assert_eq!(command(key, focus), expected, "{key} on {focus:?}");
    }

    #[test]
    fn a_control_keeps_the_keys_that_it_needs() {
        check(" ", Focus::Button, None);
        check(" ", Focus::Slider, Some(Command::Toggle));
        check("ArrowLeft", Focus::Slider, None);
        check("ArrowLeft", Focus::Choice, None);
        check(
            "ArrowLeft",
            Focus::Button,
            Some(Command::Step(Direction::Back)),
        );
        for key in ["l", "6", " ", "?", "c"] {
            check(key, Focus::Field, None);
        }
    }

    #[test]
    fn digits_go_to_steps_and_other_keys_are_the_browsers() {
        check("6", Focus::Other, Some(Command::Go(6)));
        check("0", Focus::Choice, Some(Command::Go(10)));
        for key in ["Tab", "Enter", "x", "F5", "12", "-3", "ä"] {
            check(key, Focus::Other, None);
        }
    }
}
