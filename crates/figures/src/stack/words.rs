//! What the matrix says in sentences, and as a table of texts.

use super::{
    image::{Known, StackImage},
    matrix::{Cell, Matrix},
};
use crate::{figure::Table, words::joined};
use tagprism_core::{machines::Run, size::ByteSize};

/// Images that a sentence names at most.
const NAMED_MAX: usize = 3;

/// The conclusion, about the reader's own machine.
pub(super) fn caption(matrix: &Matrix) -> String {
    let n = matrix.stack.images.len();
    let Some(own) = matrix.columns.first() else {
        return "No machine is chosen.".to_owned();
    };
    let machine = &own.platform;
    if n == 0 {
        return "No image is named yet.".to_owned();
    }
    let is_known = |it: &&StackImage| matches!(it.known, Known::Index(_) | Known::Single(_));
    let n_known = matrix.stack.images.iter().filter(is_known).count();
    let gaps = matrix.gaps_of(0);
    let mut unknown = match n - n_known {
        0 => String::new(),
        1 => " One image is not known yet.".to_owned(),
        left => format!(" {left} images are not known yet."),
    };
    match matrix.n_left_out {
        0 => {}
        1 => unknown.push_str(&format!(" One more than {n} is left out.")),
        more => unknown.push_str(&format!(" {more} more than {n} are left out.")),
    }
    match gaps.len() {
        0 if n_known == 0 => format!("{}.", unknown.trim().trim_end_matches('.')),
        0 if n == 1 => format!("The image has something for {machine}."),
        0 if n_known == n => format!("All {n} images have something for {machine}.{unknown}"),
        0 => format!("Every image that was read has something for {machine}.{unknown}"),
        n_gaps => format!(
            "{n_gaps} of {n} {} nothing {} {machine}: {}.{unknown}",
            if n_gaps == 1 { "has" } else { "have" },
            // What arrives and then fails is something, and no use.
            match matrix.is_empty_handed(0) {
                true => "for",
                false => "that runs on",
            },
            named(&gaps)
        ),
    }
}

fn named(images: &[&StackImage]) -> String {
    let mut names: Vec<String> = images
        .iter()
        .take(NAMED_MAX)
        .map(|it| it.name.clone())
        .collect();
    let n_more = images.len().saturating_sub(NAMED_MAX);
    if n_more > 0 {
        names.push(format!("{n_more} more"));
    }
    joined(&names)
}

/// Which machine can use everything, and which misses most.
pub(super) fn status(matrix: &Matrix) -> String {
    let whole: Vec<&str> = (0..matrix.columns.len())
        .filter(|column| matrix.gaps_of(*column).is_empty())
        .map(|column| matrix.columns[column].name.as_str())
        .collect();
    let by = matrix.client.name;
    match whole.len() {
        0 => format!("Pulled by {by}, no machine here gets every image."),
        n if n == matrix.columns.len() => {
            format!("Pulled by {by}, every machine here gets every image that was read.")
        }
        n => format!(
            "Pulled by {by}, {n} of {} machines get every image that was read: {}.",
            matrix.columns.len(),
            whole.join("; ")
        ),
    }
}

/// A cell in words.
#[must_use]
pub fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Waiting => "being read".to_owned(),
        Cell::Unknown => "not known".to_owned(),
        Cell::Nothing => "nothing".to_owned(),
        Cell::Entry {
            platform,
            is_fallback,
            run,
            ..
        } => {
            let platform = platform
                .as_ref()
                .map_or_else(|| "no platform stated".to_owned(), ToString::to_string);
            let fallback = if *is_fallback {
                ", for want of better"
            } else {
                ""
            };
            format!("{platform}{fallback}{}", then(run.as_ref()))
        }
        Cell::Single { platform, run } => {
            let platform = platform
                .as_ref()
                .map_or_else(|| "unknown platform".to_owned(), ToString::to_string);
            format!("{platform}, the only one{}", then(run.as_ref()))
        }
    }
}

fn then(run: Option<&Run>) -> String {
    let (word, run) = match run {
        None | Some(Run::Native) => return String::new(),
        Some(run @ Run::Emulated(_)) => ("emulated", run),
        Some(run @ Run::Fails(_)) => ("fails", run),
        Some(run @ Run::Unknown(_)) => ("may not run", run),
    };
    format!(", {word}: {}", run.sentence().trim_end_matches('.'))
}

/// What stands below an image: where it is named, what asks, what went wrong.
pub(super) fn about(image: &StackImage) -> Vec<String> {
    let mut words = Vec::new();
    match image.places.as_slice() {
        [] => {}
        [only] => words.push(only.clone()),
        [first, others @ ..] => words.push(format!("{first} and {} more", others.len())),
    }
    if let Some(asked) = &image.asked {
        words.push(format!("asks for {asked}"));
    }
    match &image.known {
        Known::Failed(why) => words.push(why.clone()),
        Known::Single(_) => words.push("no index: every machine gets the same".to_owned()),
        Known::Index(_) | Known::Reading => {}
    }
    if !image.sought.is_empty() {
        words.push(image.sought.clone());
    }
    words
}

/// An image in a text: its name, the platform that the stack asks for, and other tags that have what is missing.
fn named_in_full(image: &StackImage) -> String {
    let mut name = image.name.clone();
    if let Some(asked) = &image.asked {
        name.push_str(&format!(" as {asked}"));
    }
    if !image.alternatives.is_empty() {
        name.push_str(&format!(" (instead: {})", image.alternatives.join(", ")));
    }
    name
}

/// Bytes of a column in words.
pub(super) fn bytes(matrix: &Matrix, column: usize) -> String {
    match matrix.bytes_of(column) {
        (0, _) => "sizes not read".to_owned(),
        (sum, true) => ByteSize(sum).human(),
        (sum, false) => format!("at least {}", ByteSize(sum).human()),
    }
}

/// The same facts as text.
pub(super) fn table(matrix: &Matrix) -> Table {
    let head = |column: &super::matrix::Column| format!("{} ({})", column.name, column.platform);
    let mut rows: Vec<Vec<String>> = matrix
        .listed()
        .map(|row| {
            let mut texts = vec![named_in_full(matrix.image(row))];
            texts.extend(row.cells.iter().map(cell));
            texts
        })
        .collect();
    let mut total = vec!["Missing".to_owned()];
    total.extend((0..matrix.columns.len()).map(|column| matrix.gaps_of(column).len().to_string()));
    rows.push(total);
    let mut weight = vec!["Download".to_owned()];
    weight.extend((0..matrix.columns.len()).map(|column| bytes(matrix, column)));
    rows.push(weight);
    Table {
        caption: format!(
            "What each machine gets of each image, pulled by {}",
            matrix.client.name
        ),
        heads: std::iter::once("Image".to_owned())
            .chain(matrix.columns.iter().map(head))
            .collect(),
        rows,
    }
}
