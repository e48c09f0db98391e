//! What has been found so far.

use crate::{
    Grade, ImageUse, Kind, NotRead, Stack, Trouble,
    variables::{Filled, is_template},
};
use tagprism_core::{Platform, Reference};

/// More images are not listed.
const USES_MAX: usize = 1_000;
/// More troubles are not listed.
const TROUBLES_MAX: usize = 100;

/// Images and troubles, in the order in which they are found.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    uses: Vec<ImageUse>,
    troubles: Vec<Trouble>,
    is_full: bool,
    /// How many troubles are not listed, and whether one of them is a problem.
    n_untold: usize,
    is_worse_untold: bool,
}

/// A place in the text: line and column, from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub line: usize,
    pub column: usize,
}

/// An image before it is judged.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// As it stands in the text.
    pub written: String,
    /// With its variables filled in.
    pub filled: Filled,
    pub platform: Option<Platform>,
    pub place: String,
    pub notes: Vec<String>,
}

impl Finds {
    /// Judges an image and keeps it.
    pub fn image(&mut self, at: At, draft: Draft) {
        let Draft {
            written,
            filled,
            platform,
            place,
            mut notes,
        } = draft;
        if is_template(&written) {
            self.problem(
                at,
                &place,
                format!(
                    "`{}` is a template that has not been rendered.",
                    shortened(&written)
                ),
                "Paste what `helm template`, or the tool that fills it in, prints.",
            );
            return;
        }
        let reference = match filled.missing.first() {
            Some(name) => {
                self.problem(
                    at,
                    &place,
                    format!("`{name}` in `{}` has no value here.", shortened(&written)),
                    &format!("Write the value that you use in place of `{name}`."),
                );
                Err(NotRead::Variable(name.clone()))
            }
            None => Reference::parse(&filled.text)
                .map(Reference::with_default_tag)
                .map_err(|err| {
                    let remedy = match err.suggestion() {
                        Some(better) => format!("Perhaps `{better}` is meant."),
                        None => "Correct the reference.".to_owned(),
                    };
                    self.problem(
                        at,
                        &place,
                        format!("`{}` is no reference: {err}.", shortened(&filled.text)),
                        &remedy,
                    );
                    NotRead::Malformed(err.to_string())
                }),
        };
        notes.extend(filled.notes());
        self.take(ImageUse {
            written,
            reference,
            platform,
            place,
            line: at.line,
            note: (!notes.is_empty()).then(|| notes.join(" ")),
        });
    }

    /// Keeps an image, as long as there is room.
    pub fn take(&mut self, found: ImageUse) {
        if self.uses.len() < USES_MAX {
            self.uses.push(found);
        } else if !self.is_full {
            self.is_full = true;
            let at = At {
                line: found.line,
                column: 1,
            };
            let what =
                format!("More than {USES_MAX} images are named; those from here on are left out.");
            self.problem(at, &found.place, what, "Paste the rest by itself.");
        }
    }

    /// Something was not read.
    pub fn problem(&mut self, at: At, place: &str, what: String, remedy: &str) {
        self.trouble(Grade::Problem, at, place, what, remedy);
    }

    /// Something should be known.
    pub fn note(&mut self, at: At, place: &str, what: String, remedy: &str) {
        self.trouble(Grade::Note, at, place, what, remedy);
    }

    fn trouble(&mut self, grade: Grade, at: At, place: &str, what: String, remedy: &str) {
        if self.troubles.len() < TROUBLES_MAX {
            self.troubles.push(Trouble {
                grade,
                place: place.to_owned(),
                line: at.line,
                column: at.column,
                what,
                remedy: remedy.to_owned(),
            });
        } else {
            self.n_untold += 1;
            self.is_worse_untold |= grade == Grade::Problem;
        }
    }

    /// Everything, with places kept inside the text.
    pub fn into_stack(mut self, kind: Kind, text: &str) -> Stack {
        let last = text.lines().count().max(1);
        if self.uses.is_empty() && self.troubles.is_empty() {
            self.note(
                At { line: 1, column: 1 },
                "",
                "No image is named here.".to_owned(),
                "",
            );
        }
        if self.n_untold > 0 {
            self.troubles.push(Trouble {
                grade: match self.is_worse_untold {
                    true => Grade::Problem,
                    false => Grade::Note,
                },
                place: String::new(),
                line: last,
                column: 1,
                what: format!("{} more things are not told here.", self.n_untold),
                remedy: String::new(),
            });
        }
        for found in &mut self.uses {
            found.line = found.line.clamp(1, last);
        }
        for trouble in &mut self.troubles {
            trouble.line = trouble.line.clamp(1, last);
            trouble.column = trouble.column.max(1);
        }
        let has_problem = self
            .troubles
            .iter()
            .any(|trouble| trouble.grade == Grade::Problem);
        Stack {
            kind: if self.uses.is_empty() && has_problem {
                Kind::Unreadable
            } else {
                kind
            },
            uses: self.uses,
            troubles: self.troubles,
        }
    }
}

/// A text as a sentence can quote it.
pub(crate) fn shortened(text: &str) -> String {
    const LENGTH_MAX: usize = 120;
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(LENGTH_MAX).collect();
    match characters.next() {
        Some(_) => format!("{start}…"),
        None => start,
    }
}

/// A stack of which nothing is read.
pub(crate) fn unreadable(what: &str, remedy: &str) -> Stack {
    let mut finds = Finds::default();
    finds.problem(At { line: 1, column: 1 }, "", what.to_owned(), remedy);
    finds.into_stack(Kind::Unreadable, "")
}

/// The platform that a person wrote; a single word is for Linux, and a system alone for amd64.
pub(crate) fn platform(text: &str) -> Option<Platform> {
    let gaps = Platform::new("linux", "amd64", "");
    let platform = Platform::parse(text.trim(), &gaps).ok()?;
    (!platform.is_unstated()).then_some(platform)
}
