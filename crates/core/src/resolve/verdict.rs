//! Judging one offer: does it match a wish, and if not, what is in the way.

use super::{Offer, Refusal, RuleSet, windows};
use crate::platform::Platform;

/// One offer with what was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Place in the index, from 1.
    pub position: usize,
    /// The platform as written.
    pub platform: Option<Platform>,
    /// The platform as it was compared: normalized, and an empty operating system replaced by the host's.
    pub normalized: Option<Platform>,
    /// What was decided.
    pub verdict: Verdict,
}

/// What was decided about an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This is the entry the host gets.
    Chosen(Match),
    /// It would do, but another comes first.
    Acceptable(Match),
    /// The host does not take it.
    Refused(Refusal),
}

/// Why an entry qualifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Place in the wish list, from 0; `None` for an entry that states no platform, which is sorted last.
    pub wish: Option<usize>,
    /// Place among the acceptable entries after the sort, from 1.
    pub place: usize,
    /// How many OS features the entry states; of two entries for one wish the one with more comes first.
    pub n_features: usize,
}

/// An offer's platform as it is compared. An empty operating system is taken for the host's, as containerd does.
pub(super) fn normalize_offer(platform: &Platform, host: &Platform) -> Platform {
    let mut normalized = platform.normalize();
    if normalized.os.is_empty() {
        normalized.os.clone_from(&host.os);
    }
    normalized
}

/// Judges offers for one host.
pub(super) struct Judge<'a> {
    /// Normalized.
    pub(super) host: &'a Platform,
    pub(super) wishes: &'a [Platform],
    pub(super) rules: RuleSet,
}

impl Judge<'_> {
    /// The first wish that the offer fulfills, `Ok(None)` for an offer without a platform.
    pub(super) fn judge(&self, offer: &Offer) -> Result<Option<usize>, Refusal> {
        if !offer.is_readable {
            return Err(Refusal::Unreadable);
        }
        let Some(written) = &offer.platform else {
            return Ok(None);
        };
        let offered = normalize_offer(written, self.host);
        match self
            .wishes
            .iter()
            .position(|wish| self.fulfills(&offered, wish))
        {
            Some(wish) => Ok(Some(wish)),
            None => Err(self.refusal(written, &offered)),
        }
    }

    fn fulfills(&self, offered: &Platform, wish: &Platform) -> bool {
        is_same_machine(offered, wish)
            && self.is_version_fitting(offered)
            && self.missing_features(offered).is_empty()
    }

    /// Versions count only for a host that wants Windows.
    fn is_version_fitting(&self, offered: &Platform) -> bool {
        self.host.os != "windows"
            || windows::is_compatible(&self.host.os_version, &offered.os_version, self.rules)
    }

    /// Features must be a subset of the host's. `win32k` never counts against a Windows image: releases before the rule ignored
    /// features, later ones strip it.
    fn missing_features(&self, offered: &Platform) -> Vec<String> {
        let is_ignored = |feature: &str| self.host.os == "windows" && feature == "win32k";
        offered
            .os_features
            .iter()
            .filter(|feature| !is_ignored(feature) && !self.host.os_features.contains(feature))
            .cloned()
            .collect()
    }

    /// What is in the way, coarsest difference first.
    fn refusal(&self, written: &Platform, offered: &Platform) -> Refusal {
        if written.is_unknown() {
            return Refusal::Unknown;
        }
        if offered.os != self.host.os {
            return Refusal::OperatingSystem {
                wanted: self.host.os.clone(),
                offered: offered.os.clone(),
            };
        }
        // The best wish of an architecture is also its highest variant.
        let Some(best) = self
            .wishes
            .iter()
            .find(|wish| wish.architecture == offered.architecture)
        else {
            if self.wishes.is_empty() && offered.architecture == self.host.architecture {
                return Refusal::HostVariantUnknown {
                    host: self.host.variant.clone(),
                };
            }
            return Refusal::Architecture {
                wanted: self.host.architecture.clone(),
                offered: offered.architecture.clone(),
            };
        };
        if self
            .wishes
            .iter()
            .any(|wish| is_same_machine(offered, wish))
        {
            if !self.is_version_fitting(offered) {
                return Refusal::OsVersion {
                    host: self.host.os_version.clone(),
                    offered: offered.os_version.clone(),
                    rule: windows::rule_in_words(&self.host.os_version, self.rules),
                };
            }
            return Refusal::OsFeatures {
                missing: self.missing_features(offered),
            };
        }
        let (host, offered) = (written_out(best), written_out(offered));
        if is_newer_variant(&best.architecture, &offered, &host) {
            Refusal::VariantTooNew { host, offered }
        } else {
            Refusal::VariantNotListed { host, offered }
        }
    }
}

fn is_same_machine(a: &Platform, b: &Platform) -> bool {
    a.os == b.os && a.architecture == b.architecture && a.variant == b.variant
}

/// The variant with the default spelled out, for people and for comparing.
pub(crate) fn written_out(platform: &Platform) -> String {
    match (platform.architecture.as_str(), platform.variant.as_str()) {
        ("amd64", "") => "v1".to_owned(),
        ("arm64", "") => "v8".to_owned(),
        (_, variant) => variant.to_owned(),
    }
}

/// A variant as numbers, for the architectures whose variants are ordered.
fn level_of(architecture: &str, variant: &str) -> Option<(u32, u32)> {
    if !matches!(architecture, "amd64" | "arm" | "arm64") {
        return None;
    }
    let version = variant.strip_prefix('v')?;
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Whether a variant is newer than another one of the same architecture, where variants of it are ordered.
pub(crate) fn is_newer_variant(architecture: &str, offered: &str, host: &str) -> bool {
    match (
        level_of(architecture, offered),
        level_of(architecture, host),
    ) {
        (Some(offered), Some(host)) => is_above(offered, host),
        _ => false,
    }
}

/// Armv9.x contains Armv8.(x+5) and nothing above it, although 9 is more than 8.
fn is_above(offered: (u32, u32), host: (u32, u32)) -> bool {
    match (host, offered) {
        ((9, host), (8, offered)) => offered > host.saturating_add(5),
        _ => offered > host,
    }
}
