//! One reference or command per line, or lines of a file that has no kind of its own.

use crate::{
    ImageUse, Kind, NotRead, Stack, TEXT_LENGTH_MAX,
    finds::{At, Finds, shortened, unreadable},
};
use tagprism_core::intake::{
    Intake, Origin, Refusal, Understood, has_place_for_image, read as take_in,
};

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
    let lines: Vec<(usize, String, Line)> = commands(text, &mut finds)
        .into_iter()
        .map(|(number, command)| {
            let line = judge(&command);
            (number, command, line)
        })
        .collect();
    // A word alone may be anything, so that it counts only where there is nothing but images.
    let is_pure = !lines.iter().any(|(.., line)| matches!(line, Line::Other));
    let mut passed_over: Vec<(At, String)> = Vec::new();
    for (number, command, line) in lines {
        let at = At {
            line: number,
            column: 1,
        };
        match line {
            Line::Image(understood) => finds.understood(at, *understood),
            Line::Broken(broken) => finds.broken(at, &command, &broken),
            Line::Word(Ok(understood)) if is_pure => finds.understood(at, *understood),
            Line::Word(Err(broken)) if is_pure => finds.broken(at, &command, &broken),
            Line::Word(Ok(_)) => passed_over.push((at, command.trim().to_owned())),
            Line::Word(Err(_)) | Line::Other | Line::Nothing => {}
        }
    }
    if let Some((at, word)) = passed_over.first() {
        let more = match passed_over.len() - 1 {
            0 => String::new(),
            1 => " and one more word".to_owned(),
            n => format!(" and {n} more words"),
        };
        let what = format!(
            "`{}`{more}, alone on a line, could be anything beside the rest and is not taken for an image.",
            shortened(word)
        );
        finds.note(*at, "", what, "Where it is one, write its tag.");
    }
    finds.into_stack(Kind::List, text)
}

/// What a line is.
enum Line {
    /// It names an image, without doubt.
    Image(Box<Understood>),
    /// It should name one.
    Broken(Broken),
    /// A word alone, taken for a reference.
    Word(Result<Box<Understood>, Broken>),
    /// Something else.
    Other,
    /// Empty, a comment, or a command without an image.
    Nothing,
}

/// Why a line that should name an image names none.
struct Broken {
    reason: Refusal,
    suggestion: Option<String>,
}

fn judge(command: &str) -> Line {
    let text = command.trim();
    let text = text.strip_prefix("- ").map_or(text, str::trim);
    let is_word = !text.contains(char::is_whitespace);
    // `build` and `dist/app` may be anything; `app:1` and `ghcr.io/app` say what they are, and `build:` is the key of something.
    let says_registry = || {
        let first = text.split_once('/').map(|(first, _)| first);
        first.is_some_and(|it| it.contains('.') || it == "localhost")
    };
    let is_certain = match is_word {
        true => !text.ends_with(':') && (text.contains([':', '@']) || says_registry()),
        false => has_place_for_image(command),
    };
    match take_in(command) {
        Intake::Empty
        | Intake::Refused {
            reason: Refusal::NoImageInCommand,
            ..
        } => Line::Nothing,
        _ if text.starts_with('#') || text.starts_with("//") || text == "---" => Line::Nothing,
        Intake::Reference(understood) if is_certain => Line::Image(Box::new(understood)),
        Intake::Reference(understood) if is_word => Line::Word(Ok(Box::new(understood))),
        Intake::Refused { reason, suggestion } if is_certain => {
            Line::Broken(Broken { reason, suggestion })
        }
        Intake::Refused { reason, suggestion } if is_word && !text.ends_with(':') => {
            Line::Word(Err(Broken { reason, suggestion }))
        }
        _ => Line::Other,
    }
}

/// Lines with their numbers; those that end with a backslash go on in the next one.
fn commands(text: &str, finds: &mut Finds) -> Vec<(usize, String)> {
    let mut commands = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (idx, line) in text.lines().enumerate() {
        if idx == LINES_MAX {
            let at = At {
                line: idx + 1,
                column: 1,
            };
            let what = format!("More than {LINES_MAX} lines; those from here on are not read.");
            finds.problem(at, "", what, "Paste the rest by itself.");
            break;
        }
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
    /// What should name an image and does not.
    fn broken(&mut self, at: At, command: &str, broken: &Broken) {
        let remedy = match &broken.suggestion {
            Some(better) => format!("Perhaps `{better}` is meant."),
            None if command.contains('$') => {
                "Write the value that you use in place of the variable.".to_owned()
            }
            None => String::new(),
        };
        let command = shortened(command.trim());
        let what = format!("`{command}` names no image: {}.", broken.reason);
        self.problem(at, &format!("line {}", at.line), what, &remedy);
    }

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
