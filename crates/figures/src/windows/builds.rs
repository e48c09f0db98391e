//! Builds on the line, what a host accepts of them, and Microsoft's table of isolation modes.

pub(super) use tagprism_core::platform::isolation::{LTSC, TABLE_DATE, TABLE_URL, listed};
use tagprism_core::{
    Platform,
    platform::windows_release,
    resolve::{Offer, Policy, Question, RuleSet, resolve},
};

/// The builds on the line with their words in the address.
pub(super) const RELEASES: [(u16, &str); 7] = [
    (14393, "14393"),
    (17763, "17763"),
    (20348, "20348"),
    (22621, "22621"),
    (25398, "25398"),
    (26100, "26100"),
    (26200, "26200"),
];

/// The marketing name of a build.
pub(super) fn release(build: u16) -> Option<&'static str> {
    windows_release(&version(build))
}

fn version(build: u16) -> String {
    format!("10.0.{build}")
}

/// The platform of a host or an image of that build.
pub(super) fn platform(build: u16) -> Platform {
    let mut platform = Platform::new("windows", "amd64", "");
    platform.os_version = version(build);
    platform
}

/// The build in `10.0.20348.5622`.
pub(super) fn build_of(os_version: &str) -> Option<u16> {
    os_version
        .strip_prefix("10.0.")?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Whether the match takes an image of that build for a host of that build.
fn is_accepted(host: u16, image: u16, rules: RuleSet) -> bool {
    let offer = Offer {
        position: 1,
        platform: Some(platform(image)),
        is_readable: true,
    };
    let question = Question {
        host: platform(host),
        policy: Policy::Only,
        rules,
    };
    resolve(&[offer], &question).chosen().is_some()
}

/// Lowest and highest of the builds that the match takes for a host.
pub(super) fn window(host: u16, builds: &[u16], rules: RuleSet) -> Option<(u16, u16)> {
    let mut accepted = builds
        .iter()
        .copied()
        .filter(|image| is_accepted(host, *image, rules));
    let lowest = accepted.next()?;
    Some((lowest, accepted.next_back().unwrap_or(lowest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_window(host: u16, rc5: (u16, u16), rc4: (u16, u16)) {
        let builds = RELEASES.map(|(build, _)| build);
        assert_eq!(window(host, &builds, RuleSet::Rc5), Some(rc5), "rc.5");
        assert_eq!(window(host, &builds, RuleSet::Rc4), Some(rc4), "rc.4");
    }

    #[test]
    fn the_window_opens_with_server_2022() {
        check_window(14393, (14393, 14393), (14393, 14393));
        check_window(17763, (17763, 17763), (17763, 17763));
        check_window(20348, (20348, 20348), (20348, 20348));
        check_window(22621, (20348, 22621), (20348, 22621));
        check_window(25398, (20348, 25398), (20348, 25398));
        check_window(26100, (20348, 26100), (20348, 26100));
        check_window(26200, (20348, 26200), (26100, 26200));
    }

    #[test]
    fn the_newer_rule_agrees_with_microsoft_about_process_isolation() {
        for (host, _) in RELEASES {
            let row = listed(host).unwrap();
            for (image, _) in LTSC {
                assert_eq!(
                    is_accepted(host, image, RuleSet::Rc5),
                    matches!(row.word(image), "either" | "process"),
                    "{image} on {host}"
                );
            }
        }
    }

    #[test]
    fn hyper_v_adds_every_older_image_where_it_is_offered() {
        for (host, _) in RELEASES {
            let row = listed(host).unwrap();
            for (image, _) in LTSC {
                let runs = matches!(row.word(image), "either" | "Hyper-V");
                assert_eq!(
                    runs,
                    row.offers_hyper_v() && image <= host,
                    "{image} on {host}"
                );
            }
        }
    }

    #[test]
    fn only_versions_of_windows_10_and_later_have_a_build() {
        assert_eq!(build_of("10.0.20348.5622"), Some(20348));
        assert_eq!(build_of("10.0.26100"), Some(26100));
        assert_eq!(build_of("6.3.9600"), None);
        assert_eq!(build_of(""), None);
        assert_eq!(build_of("10.0.99999"), None);
    }
}
