//! Three clients that pull for a Windows host, and which of several Windows entries each takes.
//!
//! `Only` and `Default`: <https://github.com/containerd/platforms/blob/v1.0.0-rc.5/platforms.go>, `defaults_windows.go`; the classic
//! store: <https://github.com/moby/moby/blob/docker-v29.7.2/daemon/internal/distribution/pull_v2_windows.go>.

use super::builds::{build_of, platform};
use tagprism_core::resolve::{Offer, Policy, Question, RuleSet, Verdict, resolve};

/// Each client and how it chooses.
pub(super) const CLIENTS: [(&str, &str); 3] = [
    (
        "containerd’s Only",
        "as containerd’s pull and Docker’s containerd store ask: the first that fits, in the order of the list",
    ),
    (
        "containerd’s Default",
        "on a Windows host: of those that fit, the highest os.version, compared as text",
    ),
    (
        "Docker’s classic store",
        "the usual one on Windows: leaves out newer builds, puts the host’s own build first, then goes by the list",
    ),
];

/// The position that each of [`CLIENTS`] takes.
pub(super) fn takes(host: u16, offers: &[Offer], rules: RuleSet) -> [Option<usize>; 3] {
    let question = Question {
        host: platform(host),
        policy: Policy::Only,
        rules,
    };
    let resolution = resolve(offers, &question);
    let only = resolution.chosen().map(|chosen| chosen.position);
    [
        only,
        highest_as_text(&resolution.candidates),
        classic(host, offers),
    ]
}

/// The acceptable candidate with the highest version as text; among equals the first.
fn highest_as_text(candidates: &[tagprism_core::resolve::Candidate]) -> Option<usize> {
    let mut best: Option<(&str, usize)> = None;
    for candidate in candidates {
        let Some(platform) = &candidate.platform else {
            continue;
        };
        let version = platform.os_version.as_str();
        let is_refused = matches!(candidate.verdict, Verdict::Refused(_));
        if !is_refused && best.is_none_or(|(highest, _)| version > highest) {
            best = Some((version, candidate.position));
        }
    }
    best.map(|(_, position)| position)
}

/// Entries of newer builds are left out; the host's own build moves to the front; older ones stay, whether they start or not.
fn classic(host: u16, offers: &[Offer]) -> Option<usize> {
    let build = |offer: &Offer| build_of(&offer.platform.as_ref()?.os_version);
    let kept = || {
        offers
            .iter()
            .filter(|it| build(it).is_some_and(|build| build <= host))
    };
    kept()
        .find(|offer| build(offer) == Some(host))
        .or_else(|| kept().next())
        .map(|offer| offer.position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_core::Platform;

    #[track_caller]
    fn check(host: u16, versions: &[&str], expected: [Option<usize>; 3]) {
        let offers: Vec<Offer> = (1..)
            .zip(versions)
            .map(|(position, version)| {
                let mut platform = Platform::new("windows", "amd64", "");
                (*version).clone_into(&mut platform.os_version);
                Offer {
                    position,
                    platform: Some(platform),
                    is_readable: true,
                }
            })
            .collect();
        assert_eq!(takes(host, &offers, RuleSet::Rc5), expected);
    }

    #[test]
    fn the_published_order_makes_all_agree() {
        let published = ["10.0.26100.33438", "10.0.20348.5622"];
        check(26100, &published, [Some(1); 3]);
        check(20348, &published, [Some(2); 3]);
        check(17763, &published, [None; 3]);
    }

    #[test]
    fn the_order_of_the_list_decides_for_only_alone() {
        let swapped = ["10.0.20348.5622", "10.0.26100.33438"];
        check(26100, &swapped, [Some(1), Some(2), Some(2)]);
        check(26200, &swapped, [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn as_text_an_older_update_can_stand_higher() {
        let updates = ["10.0.26100.33438", "10.0.26100.4652"];
        check(26100, &updates, [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn the_classic_store_takes_an_older_build_that_does_not_fit() {
        check(26100, &["10.0.17763.1"], [None, None, Some(1)]);
    }
}
