//! Choosing by rank: what fits is ordered, the first of the best is taken.

use super::{Choice, Offered, Reason, Standing, Verdict};
use crate::platform::Platform;

/// Chooses the entry of the lowest rank, the first among equals. `judge` gives rank and reason of what fits, and otherwise why it
/// does not; entries that cannot be read never get there.
pub(super) fn ranked<R: Ord>(
    asked: Platform,
    offered: &[Offered],
    rule: String,
    judge: impl Fn(&Offered) -> Result<(R, Reason), Reason>,
) -> Choice {
    let judged: Vec<Result<(R, Reason), Reason>> = offered
        .iter()
        .map(|entry| match entry.is_readable {
            true => judge(entry),
            false => Err(Reason::Unreadable),
        })
        .collect();
    let mut best: Option<usize> = None;
    for (idx, judgment) in judged.iter().enumerate() {
        let is_better = match (judgment, best.map(|best| &judged[best])) {
            (Ok(_), None) => true,
            (Ok((rank, _)), Some(Ok((best, _)))) => rank < best,
            _ => false,
        };
        if is_better {
            best = Some(idx);
        }
    }
    let picked = best.map(|idx| offered[idx].position);
    let verdicts = judged.into_iter().enumerate().map(|(idx, judgment)| {
        let (standing, reason) = match judgment {
            Ok((_, reason)) if best == Some(idx) => (standing_of(&reason), reason),
            Ok(_) => (Standing::Fits, Reason::After(picked.unwrap_or_default())),
            Err(reason) => (Standing::Refused, reason),
        };
        Verdict { standing, reason }
    });
    Choice {
        asked,
        picked,
        verdicts: verdicts.collect(),
        rule,
    }
}

/// What is taken for the reason that it is what was asked for, or for want of that.
fn standing_of(reason: &Reason) -> Standing {
    match reason {
        Reason::Equal | Reason::First | Reason::Zstd => Standing::Picked,
        _ => Standing::Fallback,
    }
}
