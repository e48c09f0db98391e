//! What holds for every client, whatever the list.

use proptest::prelude::*;
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Offered, Standing, client},
    resolve::{Offer, Policy, Question, RuleSet, resolve},
};

fn any_platform() -> impl Strategy<Value = Platform> {
    let os = prop_oneof!["linux", "windows", "darwin", "unknown", "", "\\PC{0,6}"];
    let architecture = prop_oneof![
        "amd64",
        "arm64",
        "arm",
        "386",
        "unknown",
        "",
        "x86_64",
        "\\PC{0,6}"
    ];
    let variant = prop_oneof!["", "v[0-9]", "v8\\.[0-9]", "rva20u64", "\\PC{0,6}"];
    let version = prop_oneof![
        "",
        "10\\.0\\.(17763|20348|26100)(\\.[0-9]{1,4})?",
        "\\PC{0,8}"
    ];
    (os, architecture, variant, version).prop_map(|(os, architecture, variant, os_version)| {
        Platform {
            os_version,
            ..Platform::new(&os, &architecture, &variant)
        }
    })
}

fn any_entries() -> impl Strategy<Value = Vec<Offered>> {
    let entry = (
        prop::option::weighted(0.9, any_platform()),
        prop::bool::weighted(0.9),
        any::<bool>(),
    );
    prop::collection::vec(entry, 0..12).prop_map(|entries| {
        (1..)
            .zip(entries)
            .map(|(position, (platform, is_readable, is_zstd))| Offered {
                position,
                platform,
                is_readable,
                is_zstd,
                is_index: false,
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_choice_is_whole_and_agrees_with_its_verdicts(
        platform in any_platform(),
        is_explicit in any::<bool>(),
        offered in any_entries(),
    ) {
        let asker = Asker { platform, is_explicit };
        for client in CLIENTS {
            let choice = client.choose(&asker, &offered);
            prop_assert_eq!(choice.verdicts.len(), offered.len());
            let taken: Vec<usize> = offered
                .iter()
                .zip(&choice.verdicts)
                .filter(|(_, verdict)| {
                    matches!(verdict.standing, Standing::Picked | Standing::Fallback)
                })
                .map(|(entry, _)| entry.position)
                .collect();
            prop_assert_eq!(taken, choice.picked.into_iter().collect::<Vec<_>>(), "{}", client.id);
            for (entry, verdict) in offered.iter().zip(&choice.verdicts) {
                prop_assert!(entry.is_readable || verdict.standing == Standing::Refused);
                prop_assert!(!verdict.reason.to_string().is_empty());
                // Somebody who finds something that fits takes something.
                prop_assert!(verdict.standing != Standing::Fits || choice.picked.is_some());
            }
            prop_assert_eq!(&client.choose(&asker, &offered), &choice);
        }
    }

    #[test]
    fn docker_takes_what_the_resolver_takes(host in any_platform(), offered in any_entries()) {
        let offers: Vec<Offer> = offered
            .iter()
            .map(|it| Offer {
                position: it.position,
                platform: it.platform.clone(),
                is_readable: it.is_readable,
            })
            .collect();
        let asker = Asker { platform: host.clone(), is_explicit: true };
        let question = Question { host, policy: Policy::Only, rules: RuleSet::Rc5 };
        let resolved = resolve(&offers, &question).chosen().map(|it| it.position);
        prop_assert_eq!(client("docker").unwrap().choose(&asker, &offered).picked, resolved);
    }
}
