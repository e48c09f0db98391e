//! Engines' error messages.

use super::*;

#[test]
fn missing_platforms_are_read_from_messages() {
    use KnownError::NoMatchingManifest;
    check_error(
        "no matching manifest for linux/arm64/v8 in the manifest list entries",
        NoMatchingManifest,
        Some("linux/arm64/v8"),
        None,
    );
    check_error(
        "$ docker pull --quiet foo/bar:1\nError response from daemon: no matching manifest for linux/s390x in the manifest list entries: no match for platform in manifest: not found",
        NoMatchingManifest,
        Some("linux/s390x"),
        Some("foo/bar:1"),
    );
    check_error(
        "1.2: Pulling from library/foo\nno matching manifest for windows/amd64 10.0.17763 in the manifest list entries.",
        NoMatchingManifest,
        Some("windows(10.0.17763)/amd64"),
        Some("foo:1.2"),
    );
    check_error(
        "no matching manifest for windows(10.0.17763)/amd64 in the manifest list entries",
        NoMatchingManifest,
        Some("windows(10.0.17763)/amd64"),
        None,
    );
    check_error(
        "no matching manifest for unknown in the manifest list entries",
        NoMatchingManifest,
        None,
        None,
    );
    check_error(
        "ERROR: ghcr.io/a/b:1: no match for platform in manifest: not found",
        NoMatchingManifest,
        None,
        Some("ghcr.io/a/b:1"),
    );
    check_error(
        "choosing an image from manifest list docker://quay.io/a/b: no image found in manifest list for architecture \"arm\", variant \"v7\", OS \"linux\"",
        NoMatchingManifest,
        Some("linux/arm/v7"),
        None,
    );
    check_error(
        "docker run --platform linux/riscv64 foo\nno match for platform in manifest: not found",
        NoMatchingManifest,
        Some("linux/riscv64"),
        Some("foo"),
    );
}

#[test]
fn mismatches_name_the_platform_that_was_wanted() {
    use KnownError::{PlatformMismatch, PlatformNotProvided};
    check_error(
        "WARNING: The requested image's platform (linux/amd64) does not match the detected host platform (linux/arm64/v8) and no specific platform was requested",
        PlatformMismatch,
        Some("linux/arm64/v8"),
        None,
    );
    check_error(
        "image with reference foo/bar:1 was found but its platform (linux/amd64) does not match the specified platform (windows(10.0.17763)/amd64)",
        PlatformNotProvided,
        Some("windows(10.0.17763)/amd64"),
        Some("foo/bar:1"),
    );
    check_error(
        "image with reference docker.io/library/x:1 was found but does not provide the specified platform (linux/arm64)",
        PlatformNotProvided,
        Some("linux/arm64"),
        Some("x:1"),
    );
}

#[test]
fn other_messages_are_known() {
    check_error(
        "exec /docker-entrypoint.sh: exec format error",
        KnownError::ExecFormatError,
        None,
        None,
    );
    check_error(
        "$ docker run foo/bar\nexec /bin/sh: Exec format error",
        KnownError::ExecFormatError,
        None,
        Some("foo/bar"),
    );
    check_error(
        "Error response from daemon: manifest for nginx:nope not found: manifest unknown: manifest unknown",
        KnownError::ManifestUnknown,
        None,
        Some("nginx:nope"),
    );
}
