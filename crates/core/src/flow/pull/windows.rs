//! The choice of Docker's classic store on Windows, which is not containerd's: entries of the host's own architecture; newer
//! builds are left out, older ones stay, whether they start or not; the host's own build comes first.
//!
//! `filterManifests` in
//! <https://github.com/moby/moby/blob/docker-v29.7.2/daemon/internal/distribution/pull_v2_windows.go>.

use super::decision::question;
use crate::{
    platform::{Platform, isolation},
    resolve::{Candidate, Match, Offer, Outcome, Refusal, Resolution, Verdict, resolve},
};

/// Decides as the classic store does on a Windows host.
pub(super) fn resolve_classic(offers: &[Offer], host: &Platform) -> Resolution {
    let host = host.normalize();
    let wishes = wishes(&host);
    let judgments: Vec<Result<usize, Refusal>> =
        offers.iter().map(|offer| judge(offer, &host)).collect();
    // There are few ranks: each is gone through in the order of the list, which is a stable sort without the code of one.
    let n_ranks = judgments.iter().flatten().max().map_or(0, |most| most + 1);
    let mut order: Vec<usize> = Vec::new();
    for rank in 0..n_ranks {
        order.extend((0..offers.len()).filter(|&nth| judgments[nth] == Ok(rank)));
    }
    let outcome = match order.first() {
        Some(&nth) => Outcome::Chosen {
            position: offers[nth].position,
        },
        None => no_match(offers, &host),
    };
    let place = |nth: usize| order.iter().position(|&it| it == nth).unwrap_or_default() + 1;
    let candidates = offers.iter().zip(judgments).enumerate();
    let candidates = candidates.map(|(nth, (offer, judgment))| Candidate {
        position: offer.position,
        platform: offer.platform.clone(),
        normalized: offer.platform.as_ref().map(Platform::normalize),
        verdict: match judgment {
            Ok(wish) => {
                let matched = Match {
                    wish: Some(wish),
                    place: place(nth),
                    n_features: 0,
                };
                match matched.place {
                    1 => Verdict::Chosen(matched),
                    _ => Verdict::Acceptable(matched),
                }
            }
            Err(refusal) => Verdict::Refused(refusal),
        },
    });
    Resolution {
        candidates: candidates.collect(),
        question: question(host.clone()),
        host,
        wishes,
        outcome,
    }
}

/// The host's own build, then any other.
fn wishes(host: &Platform) -> Vec<Platform> {
    let any = Platform {
        os_version: String::new(),
        ..host.clone()
    };
    match host.os_version.is_empty() {
        true => vec![any],
        false => vec![host.clone(), any],
    }
}

/// The wish that an offer fulfills.
fn judge(offer: &Offer, host: &Platform) -> Result<usize, Refusal> {
    if !offer.is_readable {
        return Err(Refusal::Unreadable);
    }
    let platform = offer.platform.as_ref();
    let unstated = Platform::new("", "", "");
    let platform = platform.unwrap_or(&unstated);
    if platform.is_unknown() {
        return Err(Refusal::Unknown);
    }
    if !platform.os.eq_ignore_ascii_case(&host.os) && offer.platform.is_some() {
        return Err(Refusal::OperatingSystem {
            wanted: host.os.clone(),
            offered: platform.os.clone(),
        });
    }
    if platform.architecture != host.architecture {
        return Err(Refusal::Architecture {
            wanted: host.architecture.clone(),
            offered: platform.architecture.clone(),
        });
    }
    let own = isolation::build(&host.os_version);
    if let (Some(own), Some(offered)) = (own, isolation::build(&platform.os_version))
        && offered > own
    {
        return Err(Refusal::OsVersion {
            host: host.os_version.clone(),
            offered: platform.os_version.clone(),
            rule: format!("the classic store takes build {own} and older ones"),
        });
    }
    let is_own = !host.os_version.is_empty()
        && platform
            .os_version
            .starts_with(&format!("{}.", up_to_build(&host.os_version)));
    Ok(usize::from(!host.os_version.is_empty() && !is_own))
}

/// `10.0.20348` of `10.0.20348.2527`.
fn up_to_build(version: &str) -> String {
    let parts: Vec<&str> = version.split('.').take(3).collect();
    parts.join(".")
}

/// What is said where nothing is left. The words and what would help are containerd's, asked about what it would not take.
fn no_match(offers: &[Offer], host: &Platform) -> Outcome {
    let usual = resolve(offers, &question(host.clone()));
    let mut rest = offers.to_vec();
    for (offer, candidate) in rest.iter_mut().zip(&usual.candidates) {
        offer.is_readable &= matches!(candidate.verdict, Verdict::Refused(_));
    }
    resolve(&rest, &question(host.clone())).outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host() -> Platform {
        let mut host = Platform::new("windows", "amd64", "");
        "10.0.20348.2527".clone_into(&mut host.os_version);
        host
    }

    /// The places of the versions that are acceptable, best first.
    #[track_caller]
    fn check(versions: &[&str], expected: &[usize]) {
        let offers: Vec<Offer> = (1..)
            .zip(versions)
            .map(|(position, version)| Offer {
                position,
                platform: Some(Platform {
                    os_version: (*version).to_owned(),
                    ..host()
                }),
                is_readable: true,
            })
            .collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for candidate in resolve_classic(&offers, &host()).candidates {
            if let Verdict::Chosen(matched) | Verdict::Acceptable(matched) = candidate.verdict {
                found.push((matched.place, candidate.position));
            }
        }
        found.sort_unstable();
        let positions: Vec<usize> = found.iter().map(|(_, position)| *position).collect();
        assert_eq!(positions, expected);
    }

    #[test]
    fn newer_builds_are_left_out_and_older_ones_stay() {
        check(&["10.0.26100.1", "10.0.17763.1", "10.0.14393.1"], &[2, 3]);
        check(&["10.0.26100.1"], &[]);
    }

    #[test]
    fn the_own_build_comes_first_and_then_the_order_of_the_list() {
        check(&["10.0.17763.1", "", "10.0.20348.9"], &[3, 1, 2]);
    }

    #[test]
    fn other_architectures_and_systems_are_refused_with_the_usual_words() {
        let offer = |os: &str, architecture: &str| Offer {
            position: 1,
            platform: Some(Platform::new(os, architecture, "")),
            is_readable: true,
        };
        let offers = [
            offer("linux", "amd64"),
            offer("windows", "386"),
            Offer {
                platform: None,
                ..offer("", "")
            },
        ];
        let Outcome::NoMatch(no_match) = resolve_classic(&offers, &host()).outcome else {
            panic!("none of them is for the host");
        };
        assert_eq!(
            no_match.classic_message,
            "no matching manifest for windows(10.0.20348)/amd64 in the manifest list entries"
        );
    }
}
