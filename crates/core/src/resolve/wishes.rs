//! The ordered list of platforms that a host accepts, containerd's `platformVector`.

use super::Policy;
use crate::platform::Platform;

/// What a host accepts, best first.
///
/// | host | accepts |
/// |---|---|
/// | `amd64/v3` | `amd64/v3`, `amd64/v2`, `amd64`, `386` |
/// | `arm/v7` | `arm/v7`, `arm/v6`, `arm/v5` |
/// | `arm64` | `arm64`, `arm/v8`, `arm/v7`, `arm/v6`, `arm/v5` |
/// | `arm64/v9.2` | `v9.2`, `v9.1`, `v9`, `v8.7` … `v8.1`, `arm64`, then 32-bit Arm as above |
/// | any other | itself |
///
/// Armv9.x contains Armv8.(x+5), up to v8.9 where that line ends. Operating system, version and features are the host's
/// throughout.
///
/// A variant of arm64 that is not in containerd's table (v8 to v8.9, v9 to v9.7), such as `v8.10` or `v10`, accepts nothing,
/// not even itself: `platformVector` empties its list before it looks the variant up and leaves it empty where it finds none.
/// That is our reading of two copies of the table, those that moby and containerd carry; it was not executed, and releases
/// before the table computed the list and kept the variant in it. A daemon on Linux always calls itself `v8`, so such a
/// variant comes from `--platform`. Asked strictly, it accepts itself like any other.
pub fn wishes(host: &Platform, policy: Policy) -> Vec<Platform> {
    let host = host.normalize();
    if policy == Policy::Only && is_unlisted_arm64(&host) {
        return Vec::new();
    }
    let variants = match policy {
        Policy::OnlyStrict => Vec::new(),
        Policy::Only => match host.architecture.as_str() {
            "amd64" => below_amd64(&host.variant),
            "arm" => below_arm(&host.variant),
            "arm64" => below_arm64(&host.variant),
            _ => Vec::new(),
        },
    };
    let lesser: Vec<Platform> = variants
        .into_iter()
        .map(|(architecture, variant)| {
            let platform = Platform {
                architecture: architecture.to_owned(),
                variant,
                ..host.clone()
            };
            platform.normalize()
        })
        .collect();
    std::iter::once(host).chain(lesser).collect()
}

fn is_unlisted_arm64(host: &Platform) -> bool {
    host.architecture == "arm64" && arm64_version(&host.variant).is_none()
}

type Variants = Vec<(&'static str, String)>;

fn below_amd64(variant: &str) -> Variants {
    // The levels end at v4; the bound also keeps a made-up `v4000000000` from filling the memory.
    let level = number(variant)
        .filter(|&level| level <= MAX_MADE_UP)
        .unwrap_or(1);
    let mut variants: Variants = (1..level)
        .rev()
        .map(|level| ("amd64", format!("v{level}")))
        .collect();
    variants.push(("386", String::new()));
    variants
}

fn below_arm(variant: &str) -> Variants {
    let version = number(variant)
        .filter(|&version| version <= MAX_MADE_UP)
        .unwrap_or(0);
    (5..version)
        .rev()
        .map(|version| ("arm", format!("v{version}")))
        .collect()
}

fn below_arm64(variant: &str) -> Variants {
    let Some((major, minor)) = arm64_version(variant) else {
        return Vec::new();
    };
    let mut variants: Variants = (0..minor)
        .rev()
        .map(|minor| ("arm64", dotted(major, minor)))
        .collect();
    if major == 9 {
        let contained = (minor + 5).min(9);
        variants.extend(
            (0..=contained)
                .rev()
                .map(|minor| ("arm64", dotted(8, minor))),
        );
    }
    variants.push(("arm", "v8".to_owned()));
    variants.extend(below_arm("v8"));
    variants
}

/// Versions that nobody builds are walked down only this far.
const MAX_MADE_UP: u32 = 64;

fn number(variant: &str) -> Option<u32> {
    variant.strip_prefix('v').unwrap_or(variant).parse().ok()
}

/// `v8.2` → (8, 2), no variant → (8, 0); only what containerd's table lists.
fn arm64_version(variant: &str) -> Option<(u32, u32)> {
    let version = if variant.is_empty() {
        "8"
    } else {
        variant.strip_prefix('v')?
    };
    let (major, minor) = version.split_once('.').unwrap_or((version, "0"));
    let (major, minor) = match (major.parse().ok()?, minor.parse().ok()?) {
        (8, minor) if minor <= 9 => (8, minor),
        (9, minor) if minor <= 7 => (9, minor),
        _ => return None,
    };
    // `v8.02` is not in the table.
    (variant.is_empty() || dotted(major, minor) == variant).then_some((major, minor))
}

fn dotted(major: u32, minor: u32) -> String {
    if minor == 0 {
        format!("v{major}")
    } else {
        format!("v{major}.{minor}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variant: &str, architecture: &str, expected: &str) {
        let host = Platform::new("linux", architecture, variant);
        let texts: Vec<String> = wishes(&host, Policy::Only)
            .iter()
            .map(|wish| wish.to_string().trim_start_matches("linux/").to_owned())
            .collect();
        assert_eq!(texts.join(" "), expected);
    }

    #[test]
    fn unlisted_arm64_variants_accept_nothing_unless_asked_strictly() {
        for variant in ["v8.10", "v9.8", "v10", "v8.02", "gravitas"] {
            check(variant, "arm64", "");
            let host = Platform::new("linux", "arm64", variant);
            assert_eq!(wishes(&host, Policy::OnlyStrict), [host]);
        }
    }

    #[test]
    fn made_up_levels_stay_small() {
        check("v4000000000", "amd64", "amd64/v4000000000 386");
        check("v4000000000", "arm", "arm/v4000000000");
        check("v4", "arm", "arm/v4");
    }

    #[test]
    fn strict_hosts_accept_one_platform() {
        let host = Platform::new("linux", "x86_64", "v3");
        assert_eq!(
            wishes(&host, Policy::OnlyStrict),
            [Platform::new("linux", "amd64", "v3")]
        );
    }
}
