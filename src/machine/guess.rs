//! What the browser lets us guess about the machine it runs on. A guess is never asserted: Safari, for one, says Intel
//! on Apple silicon.

use crate::browser::hints::PlatformHint;
use tagprism_core::Platform;

/// The engine's platform that goes with a browser's hints, where they tell one.
///
/// On macOS and Windows the usual engine is a Linux virtual machine, so the guess is always a Linux platform.
pub fn platform_from_hint(hint: &PlatformHint) -> Option<Platform> {
    match (hint.architecture.as_str(), hint.bitness.as_str()) {
        ("arm", "64") => Some(Platform::new("linux", "arm64", "v8")),
        ("arm", "32") => Some(Platform::new("linux", "arm", "v7")),
        ("x86", "64") => Some(Platform::new("linux", "amd64", "")),
        ("x86", "32") => Some(Platform::new("linux", "386", "")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(architecture: &str, bitness: &str, expected: Option<&str>) {
        let hint = PlatformHint {
            architecture: architecture.to_owned(),
            bitness: bitness.to_owned(),
            os: String::new(),
        };
        assert_eq!(
            platform_from_hint(&hint)
                .map(|it| it.to_string())
                .as_deref(),
            expected
        );
    }

    #[test]
    fn hints_name_a_linux_platform_or_nothing() {
        check("arm", "64", Some("linux/arm64/v8"));
        check("x86", "64", Some("linux/amd64"));
        check("x86", "32", Some("linux/386"));
        check("", "", None);
        check("arm", "", None);
    }
}
