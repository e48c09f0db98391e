//! A verdict in the two or three words that a row has room for.

use tagprism_core::resolve::{Refusal, Verdict};

/// Two or three words for a row.
pub fn short_verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Chosen(matched) => match matched.wish {
            Some(0) => "picked".to_owned(),
            Some(wish) => format!("picked, choice {}", wish + 1),
            None => "picked, states nothing".to_owned(),
        },
        Verdict::Acceptable(matched) => match matched.wish {
            Some(wish) => format!("would do, choice {}", wish + 1),
            None => "would do, states nothing".to_owned(),
        },
        Verdict::Refused(refusal) => short_refusal(refusal).to_owned(),
    }
}

fn short_refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unknown => "for no machine",
        Refusal::Unreadable => "unreadable",
        Refusal::OperatingSystem { .. } => "other system",
        Refusal::Architecture { .. } => "other architecture",
        Refusal::VariantTooNew { .. } => "newer than yours",
        Refusal::VariantNotListed { .. } => "other variant",
        Refusal::OsVersion { .. } => "other Windows build",
        Refusal::OsFeatures { .. } => "needs more features",
        _ => "refused",
    }
}
