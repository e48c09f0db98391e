//! Platforms as commands and messages write them.

use crate::platform::Platform;

/// What fills the gaps of a platform that a command leaves out; images are for Linux unless they say otherwise.
fn gap_filler() -> Platform {
    Platform::new("linux", "amd64", "")
}

/// `linux/arm64`, `arm64`, `windows(10.0.17763)/amd64`, `windows/amd64 10.0.17763`; of a list, the first.
pub(super) fn read(text: &str) -> Option<Platform> {
    let text = text.trim().trim_matches(['"', '\'', '`']);
    let first = text.split(',').next().unwrap_or_default().trim();
    let (platform, os_version) = first.split_once(' ').unwrap_or((first, ""));
    if platform.is_empty() {
        return None;
    }
    let mut platform = Platform::parse(platform, &gap_filler()).ok()?;
    let is_version = os_version.contains('.')
        && os_version
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if platform.os_version.is_empty() && is_version {
        platform.os_version = os_version.to_owned();
    }
    (!platform.is_unstated()).then_some(platform)
}

/// From the separate flags of podman and skopeo: `--os`, `--arch`, `--variant`.
pub(super) fn from_parts(os: &str, architecture: &str, variant: &str) -> Option<Platform> {
    if os.is_empty() && architecture.is_empty() {
        return None;
    }
    let gaps = gap_filler();
    let os = if os.is_empty() { &gaps.os } else { os };
    let architecture = if architecture.is_empty() {
        &gaps.architecture
    } else {
        architecture
    };
    let text = [os, architecture, variant].join("/");
    read(text.trim_end_matches('/'))
}
