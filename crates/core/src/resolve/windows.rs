//! Which Windows builds a host runs without a hypervisor, containerd's `platform_windows_compat.go`.
//!
//! Up to build 20347 host and image must have the same build. From Windows Server 2022 (20348) on, the kernel interface is
//! stable from one long-term release to the next, so a host takes a window of builds that ends at its own. The fourth number
//! is never looked at. <https://github.com/containerd/platforms/blob/v1.0.0-rc.5/platform_windows_compat.go>

use super::RuleSet;

const LTSC_2022: u16 = 20348;
const LTSC_2025: u16 = 26100;

/// Long-term releases with a stable interface, oldest first.
const LTSC: [u16; 2] = [LTSC_2022, LTSC_2025];

#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    major: u8,
    minor: u8,
    build: u16,
}

/// `None` for fewer than three numbers, and for `0.0.0`, which containerd takes for none too.
fn version(text: &str) -> Option<Version> {
    let mut parts = text.splitn(4, '.');
    let version = Version {
        major: digits(parts.next()?)?.try_into().ok()?,
        minor: digits(parts.next()?)?.try_into().ok()?,
        build: digits(parts.next()?)?,
    };
    (version
        != Version {
            major: 0,
            minor: 0,
            build: 0,
        })
    .then_some(version)
}

/// Digits only: Rust's `parse` would take a leading `+`, Go's `ParseUint` does not.
fn digits(text: &str) -> Option<u16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

/// Whether the host takes an image of that version. A version that is missing, or unreadable on the host's side, matches all.
pub(super) fn is_compatible(host: &str, image: &str, rules: RuleSet) -> bool {
    let Some(host) = version(host) else {
        return true;
    };
    if image.is_empty() {
        return true;
    }
    version(image).is_some_and(|image| {
        (host.major, host.minor) == (image.major, image.minor)
            && (floor(host.build, rules)..=host.build).contains(&image.build)
    })
}

/// The oldest build that a host takes.
fn floor(host: u16, rules: RuleSet) -> u16 {
    if host < LTSC_2022 {
        return host;
    }
    match rules {
        RuleSet::Rc4 => LTSC
            .into_iter()
            .rev()
            .find(|&release| release < host)
            .unwrap_or(LTSC_2022),
        RuleSet::Rc5 => {
            let current = LTSC
                .iter()
                .rposition(|&release| release <= host)
                .unwrap_or(0);
            LTSC[current.saturating_sub(1)]
        }
    }
}

/// Whether the image is of a later build than the host, rather than of an earlier or another one.
pub(super) fn is_newer(host: &str, image: &str) -> bool {
    match (version(host), version(image)) {
        (Some(host), Some(image)) => {
            (image.major, image.minor, image.build) > (host.major, host.minor, host.build)
        }
        _ => false,
    }
}

/// What the host accepts, in words.
pub(super) fn rule_in_words(host: &str, rules: RuleSet) -> String {
    let Some(Version {
        major,
        minor,
        build,
    }) = version(host)
    else {
        return "a host without a version accepts every build".to_owned();
    };
    match floor(build, rules) {
        floor if floor == build => {
            format!("a host of build {major}.{minor}.{build} accepts exactly that build")
        }
        floor => {
            format!("a host of build {major}.{minor}.{build} accepts builds {floor} to {build}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: u16, image: u16, rc4: bool, rc5: bool) {
        let (host, image) = (format!("10.0.{host}"), format!("10.0.{image}.1234"));
        assert_eq!(is_compatible(&host, &image, RuleSet::Rc4), rc4, "rc.4");
        assert_eq!(is_compatible(&host, &image, RuleSet::Rc5), rc5, "rc.5");
    }

    #[test]
    fn old_hosts_need_the_same_build() {
        check(17763, 17763, true, true);
        check(17763, 14393, false, false);
        check(17763, 20348, false, false);
        check(19045, 17763, false, false);
    }

    #[test]
    fn new_hosts_take_a_window_that_ends_at_their_build() {
        check(20348, 20348, true, true);
        check(20348, 17763, false, false);
        check(20348, 26100, false, false);
        check(22621, 20348, true, true);
        check(22621, 22621, true, true);
        check(22621, 22622, false, false);
        check(25398, 20348, true, true);
        check(26100, 20348, true, true);
        check(26100, 25398, true, true);
        check(26100, 17763, false, false);
    }

    #[test]
    fn windows_11_25h2_takes_server_2022_only_under_the_newer_rule() {
        check(26200, 26100, true, true);
        check(26200, 20348, false, true);
        check(26200, 26200, true, true);
    }

    #[test]
    fn a_missing_version_matches_and_an_unreadable_one_of_the_image_does_not() {
        for rules in [RuleSet::Rc4, RuleSet::Rc5] {
            assert!(is_compatible("", "10.0.17763", rules));
            assert!(is_compatible("10.0", "10.0.17763", rules));
            assert!(is_compatible("10.0.17763", "", rules));
            assert!(!is_compatible("10.0.17763", "ltsc2019", rules));
            assert!(!is_compatible("10.0.17763", "6.3.17763", rules));
            assert!(!is_compatible("10.0.17763", "10.0.+17763", rules));
        }
    }
}
