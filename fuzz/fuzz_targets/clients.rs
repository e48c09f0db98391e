//! Every client's rule over platforms made of raw text: one per line, who asks first, fields separated by `/`. An empty line
//! states no platform, `!` cannot be read; `~` before a line is zstd, `@` an index inside, and before the first line a name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Choice, Offered, Reason, Standing, disagreement, in_words},
    resolve::RuleSet,
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

fn check(choice: &Choice, offered: &[Offered]) {
    assert_eq!(choice.verdicts.len(), offered.len());
    let mut taken = None;
    for (verdict, entry) in choice.verdicts.iter().zip(offered) {
        if matches!(verdict.standing, Standing::Picked | Standing::Fallback) {
            assert!(taken.replace(entry.position).is_none());
        }
        let is_refused = verdict.standing == Standing::Refused;
        assert!(entry.is_readable || (is_refused && verdict.reason == Reason::Unreadable));
        assert!(verdict.standing != Standing::Fits || choice.picked.is_some());
        assert!(!verdict.reason.to_string().is_empty());
        assert!(verdict.reason.sentence("It").ends_with('.'));
    }
    assert_eq!(taken, choice.picked);
    assert!(choice.rule.ends_with('.'));
}

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let named = first.strip_prefix('@');
    let asker = Asker {
        platform: platform(named.unwrap_or(first)),
        is_explicit: named.is_some(),
    };
    let offered: Vec<Offered> = lines
        .enumerate()
        .map(|(idx, line)| {
            let stated = line.trim_start_matches(['~', '@']);
            Offered {
                position: idx + 1,
                platform: (!stated.is_empty()).then(|| platform(stated)),
                is_readable: stated != "!",
                is_zstd: line.starts_with('~'),
                is_index: line.starts_with('@'),
            }
        })
        .collect();
    let mut choices = Vec::new();
    for client in CLIENTS {
        for rules in [RuleSet::Rc4, RuleSet::Rc5] {
            check(&client.choose_under(rules, &asker, &offered), &offered);
        }
        choices.push(client.choose(&asker, &offered));
    }
    let groups = disagreement(&choices);
    let n_members: usize = groups.iter().map(|group| group.members.len()).sum();
    assert_eq!(n_members, CLIENTS.len());
    assert!(!in_words(&groups, &offered).is_empty());
});
