//! Properties of the clients' rules that hold for every index and every asker.

use proptest::{collection::vec, prelude::*, sample::select};
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Choice, Offered, Reason, Standing, client, disagreement, in_words},
    resolve::{Offer, Policy, Question, RuleSet, resolve},
};

const OS: &[&str] = &[
    "linux", "linux", "linux", "windows", "windows", "darwin", "freebsd", "plan9", "unknown", "",
    "Linux",
];
const MACHINES: &[(&str, &str)] = &[
    ("amd64", ""),
    ("amd64", ""),
    ("amd64", "v1"),
    ("amd64", "v2"),
    ("amd64", "v3"),
    ("x86_64", ""),
    ("386", ""),
    ("arm", ""),
    ("arm", "v5"),
    ("arm", "6"),
    ("arm", "v7"),
    ("arm", "v8"),
    ("armhf", ""),
    ("arm64", ""),
    ("arm64", "v8"),
    ("aarch64", "v8.2"),
    ("arm64", "v9"),
    ("arm64", "v9.3"),
    ("arm64", "v10"),
    ("riscv64", ""),
    ("riscv64", "rva20u64"),
    ("unknown", ""),
    ("", ""),
];
const VERSIONS: &[&str] = &[
    "",
    "10.0.17763.1",
    "10.0.20348",
    "10.0.20348.1",
    "10.0.20348.999",
    "10.0.26100.2",
    "10.0.26200",
    "10.0",
    "odd",
];

fn platform() -> impl Strategy<Value = Platform> {
    let features = vec(select(vec!["win32k", "gpu"]), 0..2);
    (select(OS), select(MACHINES), select(VERSIONS), features).prop_map(
        |(os, (architecture, variant), version, features)| Platform {
            os_version: if os == "windows" {
                version.to_owned()
            } else {
                String::new()
            },
            os_features: features.into_iter().map(str::to_owned).collect(),
            ..Platform::new(os, architecture, variant)
        },
    )
}

/// Anything that a JSON text may hold.
fn hostile() -> impl Strategy<Value = Platform> {
    let text = || "(v|)[-+0-9.]{0,25}|\\PC{0,6}|.{0,4}";
    (text(), text(), text(), text(), vec(text(), 0..3)).prop_map(
        |(os, architecture, variant, os_version, os_features)| Platform {
            os,
            architecture,
            variant,
            os_version,
            os_features,
        },
    )
}

fn offered(platform: BoxedStrategy<Platform>) -> impl Strategy<Value = Vec<Offered>> {
    let entry = (
        prop::option::weighted(0.9, platform),
        prop::bool::weighted(0.9),
        any::<bool>(),
        prop::bool::weighted(0.1),
    );
    vec(entry, 0..12).prop_map(|entries| {
        let entry = |(idx, (platform, is_readable, is_zstd, is_index))| Offered {
            position: idx + 1,
            platform,
            is_readable,
            is_zstd,
            is_index,
        };
        entries.into_iter().enumerate().map(entry).collect()
    })
}

fn asker(platform: BoxedStrategy<Platform>) -> impl Strategy<Value = Asker> {
    (platform, any::<bool>()).prop_map(|(platform, is_explicit)| Asker {
        platform,
        is_explicit,
    })
}

fn is_taken(standing: Standing) -> bool {
    matches!(standing, Standing::Picked | Standing::Fallback)
}

/// What every choice keeps to.
fn whole(choice: &Choice, offered: &[Offered]) -> Result<(), TestCaseError> {
    prop_assert_eq!(choice.verdicts.len(), offered.len());
    let taken: Vec<usize> = choice
        .verdicts
        .iter()
        .zip(offered)
        .filter(|(verdict, _)| is_taken(verdict.standing))
        .map(|(_, entry)| entry.position)
        .collect();
    prop_assert_eq!(taken, Vec::from_iter(choice.picked));
    for (verdict, entry) in choice.verdicts.iter().zip(offered) {
        if !entry.is_readable {
            prop_assert_eq!(&verdict.reason, &Reason::Unreadable);
            prop_assert_eq!(verdict.standing, Standing::Refused);
        }
        // Where something fits, something is taken.
        prop_assert!(verdict.standing != Standing::Fits || choice.picked.is_some());
        if entry.platform.is_none() {
            prop_assert_ne!(verdict.standing, Standing::Picked);
        }
        let sentence = verdict.reason.sentence("It");
        prop_assert!(sentence.starts_with("It ") && sentence.ends_with('.'));
        prop_assert!(!verdict.reason.to_string().is_empty());
    }
    prop_assert!(choice.rule.ends_with('.'), "{}", choice.rule);
    Ok(())
}

proptest! {
    #[test]
    fn one_verdict_for_each_entry_and_one_is_taken(
        offered in offered(platform().boxed()),
        asker in asker(platform().boxed()),
    ) {
        for client in CLIENTS {
            let choice = client.choose(&asker, &offered);
            whole(&choice, &offered)?;
            prop_assert_eq!(client.choose(&asker, &offered), choice);
        }
    }

    #[test]
    fn no_text_makes_a_rule_panic(
        offered in offered(hostile().boxed()),
        asker in asker(hostile().boxed()),
    ) {
        for client in CLIENTS {
            for rules in [RuleSet::Rc4, RuleSet::Rc5] {
                whole(&client.choose_under(rules, &asker, &offered), &offered)?;
            }
        }
    }

    #[test]
    fn docker_answers_as_the_story_of_its_rule_tells_it(
        offered in offered(platform().boxed()),
        asker in asker(platform().boxed()),
    ) {
        let docker = client("docker").unwrap();
        let offers: Vec<Offer> = offered
            .iter()
            .map(|entry| Offer {
                position: entry.position,
                platform: entry.platform.clone(),
                is_readable: entry.is_readable,
            })
            .collect();
        for rules in [RuleSet::Rc4, RuleSet::Rc5] {
            let choice = docker.choose_under(rules, &asker, &offered);
            let host = if asker.is_explicit {
                asker.platform.clone()
            } else {
                choice.asked.clone()
            };
            let question = Question { host, policy: Policy::Only, rules };
            let resolution = resolve(&offers, &question);
            let chosen = resolution.chosen().map(|candidate| candidate.position);
            prop_assert_eq!(choice.picked, chosen);
            prop_assert_eq!(&choice.asked, &resolution.host);
            for (verdict, candidate) in choice.verdicts.iter().zip(&resolution.candidates) {
                let is_refused = matches!(
                    candidate.verdict,
                    tagprism_core::resolve::Verdict::Refused(_)
                );
                prop_assert_eq!(verdict.standing == Standing::Refused, is_refused);
            }
        }
    }

    #[test]
    fn an_entry_that_fits_nobody_changes_nothing(
        offered in offered(platform().boxed()),
        asker in asker(platform().boxed()),
        at in any::<prop::sample::Index>(),
    ) {
        let at = at.index(offered.len() + 1);
        let mut longer = offered.clone();
        let broken = Offered { position: 100, ..Offered::default() };
        longer.insert(at, broken);
        for client in CLIENTS {
            let (choice, longer) = (
                client.choose(&asker, &offered),
                client.choose(&asker, &longer),
            );
            prop_assert_eq!(choice.picked, longer.picked);
            prop_assert_eq!(choice.asked, longer.asked);
        }
    }

    #[test]
    fn every_client_is_in_one_group_and_nothing_is_last(
        offered in offered(platform().boxed()),
        asker in asker(platform().boxed()),
    ) {
        let choices: Vec<Choice> = CLIENTS.iter().map(|it| it.choose(&asker, &offered)).collect();
        let groups = disagreement(&choices);
        let mut members: Vec<usize> = groups.iter().flat_map(|it| it.members.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..CLIENTS.len()).collect::<Vec<_>>());
        for group in &groups {
            for member in &group.members {
                prop_assert_eq!(choices[*member].picked, group.picked);
            }
        }
        let nothing = groups.iter().position(|it| it.picked.is_none());
        prop_assert!(nothing.is_none_or(|at| at + 1 == groups.len()));
        prop_assert_eq!(in_words(&groups, &offered).matches(" get").count(), groups.len());
    }
}
