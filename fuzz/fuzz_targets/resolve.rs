//! Resolution over platforms made of raw text: one per line, the host first, fields separated by `/`, an empty line states none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    Platform,
    resolve::{Offer, Outcome, Policy, Question, RuleSet, Verdict, resolve},
};

fn platform(line: &str) -> Platform {
    let mut fields = line.split('/').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    Platform {
        os: next(),
        architecture: next(),
        variant: next(),
        os_version: next(),
        os_features: fields.collect(),
    }
}

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let host = platform(lines.next().unwrap_or_default());
    let offers: Vec<Offer> = lines
        .enumerate()
        .map(|(idx, line)| Offer {
            position: idx + 1,
            platform: (!line.is_empty()).then(|| platform(line)),
            is_readable: line != "!",
        })
        .collect();
    for policy in [Policy::Only, Policy::OnlyStrict] {
        for rules in [RuleSet::Rc4, RuleSet::Rc5] {
            let resolution = resolve(
                &offers,
                &Question {
                    host: host.clone(),
                    policy,
                    rules,
                },
            );
            assert_eq!(resolution.candidates.len(), offers.len());
            let is_refused = |verdict: &Verdict| matches!(verdict, Verdict::Refused(_));
            match &resolution.outcome {
                Outcome::Chosen { position } => {
                    assert!(!is_refused(&resolution.candidates[position - 1].verdict));
                }
                Outcome::NoMatch(no_match) => {
                    assert!(
                        resolution
                            .candidates
                            .iter()
                            .all(|candidate| is_refused(&candidate.verdict))
                    );
                    assert!(!no_match.remedies.is_empty());
                }
            }
        }
    }
});
