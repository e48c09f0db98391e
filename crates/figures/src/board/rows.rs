//! Which entries get a row: all of a short list; of a long one those about which there is something to say.

use super::subject::Subject;
use tagprism_core::{
    Platform,
    clients::{Choice, Standing},
};

/// Rows that are drawn at most; an index may have a thousand entries.
const ROWS_MAX: usize = 24;

/// How much a row has to say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Everybody refuses it for the same plain reason.
    Far,
    /// Somebody would take it, or refuses it for more than another architecture.
    Near,
    /// Somebody takes it.
    Taken,
}

/// A row of the table: an entry, or several that nobody takes.
pub(super) enum Row {
    /// One entry, by its place among all.
    Entry(usize, Weight),
    /// Attestations, by how many.
    Attestations(usize),
    /// Entries that nobody takes and that are too many to be listed.
    Rest(usize),
}

/// The rows, in the order of the index; what nobody takes is summed up where the list is long.
pub(super) fn rows(subject: &Subject, choices: &[Choice], asked: &Platform) -> Vec<Row> {
    let asked = asked.normalize();
    // A client may take an attestation for want of anything else; then it is a row like others.
    let weighed =
        (0..subject.offered.len()).map(|idx| (idx, weight(subject, choices, &asked, idx)));
    let mut shown: Vec<(usize, Weight)> = weighed
        .filter(|(idx, weight)| !subject.is_attestation(*idx) || *weight == Weight::Taken)
        .collect();
    let n_images = shown.len();
    let n_attestations = subject.offered.len() - n_images;
    for least in [Weight::Near, Weight::Taken] {
        if shown.len() > ROWS_MAX {
            shown.retain(|(_, weight)| *weight >= least);
        }
    }
    shown.truncate(ROWS_MAX);
    let n_rest = n_images - shown.len();
    let mut rows: Vec<Row> = shown
        .into_iter()
        .map(|(idx, weight)| Row::Entry(idx, weight))
        .collect();
    if n_rest > 0 {
        rows.push(Row::Rest(n_rest));
    }
    if n_attestations > 0 {
        rows.push(Row::Attestations(n_attestations));
    }
    rows
}

fn weight(subject: &Subject, choices: &[Choice], asked: &Platform, idx: usize) -> Weight {
    let verdicts = || choices.iter().filter_map(|it| it.verdicts.get(idx));
    let is = |wanted: &[Standing]| verdicts().any(|it| wanted.contains(&it.standing));
    if is(&[Standing::Picked, Standing::Fallback]) {
        return Weight::Taken;
    }
    let is_kin = || {
        let platform = subject.offered[idx].platform.as_ref();
        platform.is_some_and(|it| it.normalize().architecture == asked.architecture)
    };
    match is(&[Standing::Fits]) || is_kin() {
        true => Weight::Near,
        false => Weight::Far,
    }
}
