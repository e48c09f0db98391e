//! One reference or command per line, or lines of a file that has no kind of its own.

use crate::{
    ImageUse, Kind, NotRead, Stack, TEXT_LENGTH_MAX,
    finds::{At, Finds, unreadable},
};
use tagprism_core::intake::{Intake, Origin, Refusal, Understood, read as take_in};

/// More lines are not read.
const LINES_MAX: usize = 5_000;

/// Reads each line by itself, as the field of the site would.
pub(crate) fn read(text: &str) -> Stack {
    if text.len() > TEXT_LENGTH_MAX {
        return unreadable(
            "The text is longer than 1 MiB.",
            "Paste the part that names the images.",
        );
    }
    let mut finds = Finds::default();
    for (line, command) in commands(text) {
        let at = At { line, column: 1 };
        match take_in(&command) {
            Intake::Reference(understood) => finds.understood(at, understood),
            // A word alone that breaks the grammar is meant as a reference; a sentence is not.
            Intake::Refused { reason, suggestion }
                if !command.trim().contains(char::is_whitespace)
                    && !matches!(reason, Refusal::NoImageInCommand) =>
            {
                let remedy = match suggestion {
                    Some(better) => format!("Perhaps `{better}` is meant."),
                    None => String::new(),
                };
                let what = format!("`{}` names no image: {reason}.", command.trim());
                finds.problem(at, &format!("line {line}"), what, &remedy);
            }
            _ => {}
        }
    }
    finds.into_stack(Kind::List, text)
}

/// Lines with their numbers; those that end with a backslash go on in the next one.
fn commands(text: &str) -> Vec<(usize, String)> {
    let mut commands = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (idx, line) in text.lines().enumerate().take(LINES_MAX) {
        let (number, mut command) = open.take().unwrap_or((idx + 1, String::new()));
        match line.strip_suffix('\\') {
            Some(start) => {
                command.push_str(start);
                command.push(' ');
                open = Some((number, command));
            }
            None => {
                command.push_str(line);
                commands.push((number, command));
            }
        }
    }
    commands.extend(open);
    commands
}

impl Finds {
    /// What the field understood.
    fn understood(&mut self, at: At, understood: Understood) {
        let written = understood
            .segments
            .iter()
            .filter(|segment| segment.origin == Origin::Written)
            .map(|segment| segment.text.as_str())
            .collect();
        self.take(ImageUse {
            written,
            reference: Ok::<_, NotRead>(understood.reference),
            platform: understood.platform,
            place: format!("line {}", at.line),
            line: at.line,
            note: None,
        });
    }
}
