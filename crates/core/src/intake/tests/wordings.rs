//! Whose message it is, and what it names; and that the page of errors has every message.

use super::*;

/// Message, platform, image and client of a paste.
#[track_caller]
fn check_told(
    text: &str,
    message: KnownError,
    platform: Option<&str>,
    reference: Option<&str>,
    client: Option<&str>,
) {
    check_error(text, message, platform, reference);
    let Intake::ErrorMessage { client: told, .. } = read(text) else {
        panic!("`{text}` was read as {:?}", read(text))
    };
    assert_eq!(told, client, "{text}");
}

#[test]
fn clients_are_known_by_their_wording() {
    use KnownError::{NestedIndex, NoMatchingManifest, PlatformMismatch};
    check_told(
        "no matching manifest for linux/arm64/v8 in the manifest list entries: no match for platform in manifest: not found",
        NoMatchingManifest,
        Some("linux/arm64/v8"),
        None,
        Some("docker"),
    );
    check_told(
        "Failed to pull image \"ghcr.io/a/b:1\": failed to pull and unpack image \"ghcr.io/a/b:1\": no match for platform in manifest: not found",
        NoMatchingManifest,
        None,
        Some("ghcr.io/a/b:1"),
        Some("containerd"),
    );
    check_told(
        "Error: no image found in image index for architecture \"arm64\", variant \"v8\", OS \"linux\"",
        NoMatchingManifest,
        Some("linux/arm64/v8"),
        None,
        Some("podman"),
    );
    check_told(
        "FATAL: While making image from oci registry: conveyor failed to get: no child with platform linux/arm/v7 in index ghcr.io/a/b:1",
        NoMatchingManifest,
        Some("linux/arm/v7"),
        Some("ghcr.io/a/b:1"),
        Some("crane"),
    );
    check_told(
        "Error: failed to resolve localhost:5000/x:1: not found: no matching manifest was found in the manifest list",
        NoMatchingManifest,
        None,
        None,
        Some("oras"),
    );
    check_told(
        "platform not found: linux/s390x",
        NoMatchingManifest,
        Some("linux/s390x"),
        None,
        Some("regctl"),
    );
    check_told(
        "Image manifest not found: no entry found in image index manifest matching client's default platform",
        NoMatchingManifest,
        None,
        None,
        Some("rust-oci"),
    );
    check_told(
        "received Image Index manifest instead",
        NestedIndex,
        None,
        None,
        Some("rust-oci"),
    );
    check_told(
        "WARNING: image platform (linux/amd64) does not match the expected platform (linux/arm64)",
        PlatformMismatch,
        Some("linux/arm64"),
        None,
        Some("podman"),
    );
    check_told(
        "$ nerdctl pull --platform linux/riscv64 ghcr.io/a/b:1\nno match for platform in manifest: not found",
        NoMatchingManifest,
        Some("linux/riscv64"),
        Some("ghcr.io/a/b:1"),
        Some("containerd"),
    );
    // The command that was typed counts more than whose words the message is in.
    check_told(
        "$ docker pull ghcr.io/a/b:1\nno match for platform in manifest: not found",
        NoMatchingManifest,
        None,
        Some("ghcr.io/a/b:1"),
        Some("docker"),
    );
    assert!(!matches!(
        read("platform not found: gameboy"),
        Intake::ErrorMessage { .. }
    ));
}

#[test]
fn what_is_absent_or_refused_is_named() {
    use KnownError::{
        AcceptTooNarrow, Denied, ManifestBlobUnknown, ManifestUnknown, TooManyRequests,
    };
    check_told(
        "Error response from daemon: failed to resolve reference \"docker.io/library/php:5.2-apache\": docker.io/library/php:5.2-apache: not found",
        ManifestUnknown,
        None,
        Some("php:5.2-apache"),
        Some("docker"),
    );
    check_told(
        "Error: initializing source docker://quay.io/a/b:2: reading manifest 2 in quay.io/a/b: manifest unknown",
        ManifestUnknown,
        None,
        Some("quay.io/a/b:2"),
        Some("podman"),
    );
    check_told(
        "Error: GET https://ghcr.io/v2/a/b/manifests/3: MANIFEST_UNKNOWN: manifest unknown",
        ManifestUnknown,
        None,
        Some("ghcr.io/a/b:3"),
        None,
    );
    check_told(
        "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"OCI index found, but accept header does not support OCI indexes\"}]}",
        AcceptTooNarrow,
        None,
        None,
        None,
    );
    check_told(
        "{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"message\":\"Schema 2 manifest not supported by client\"}]}",
        AcceptTooNarrow,
        None,
        None,
        None,
    );
    check_told(
        "{ \"errors\": [{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}] }",
        ManifestUnknown,
        None,
        None,
        None,
    );
    check_told(
        "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown to registry\"}]}",
        ManifestBlobUnknown,
        None,
        None,
        None,
    );
    check_told(
        "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"x\"}]}",
        Denied,
        None,
        None,
        None,
    );
    check_told(
        "Error response from daemon: pull access denied for example/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
        Denied,
        None,
        Some("example/app"),
        Some("docker"),
    );
    check_told(
        "Failed to pull image \"snj\": failed to pull and unpack image \"docker.io/library/snj:latest\": failed to resolve reference \"docker.io/library/snj:latest\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
        Denied,
        None,
        Some("snj"),
        Some("containerd"),
    );
    check_told(
        "unauthorized: authentication required",
        Denied,
        None,
        None,
        None,
    );
    check_told(
        "toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit",
        TooManyRequests,
        None,
        None,
        None,
    );
}

#[test]
fn retired_formats_and_foreign_systems_are_named() {
    use KnownError::{OperatingSystem, Schema1, WindowsMismatch, WindowsVersion};
    check_told(
        "docker: Docker Image Format v1 and Docker Image manifest version 2, schema 1 support has been removed. Suggest the author of docker.io/progrium/stress:latest to upgrade the image to the OCI Format or Docker Image manifest v2, schema 2.",
        Schema1,
        None,
        Some("progrium/stress"),
        Some("docker"),
    );
    check_told(
        "not implemented: media type \"application/vnd.docker.distribution.manifest.v1+prettyjws\" is no longer supported since containerd v2.1",
        Schema1,
        None,
        None,
        Some("containerd"),
    );
    check_told(
        "unsupported MediaType: \"application/vnd.docker.distribution.manifest.v1+prettyjws\", see https://github.com/google/go-containerregistry/issues/377",
        Schema1,
        None,
        None,
        Some("crane"),
    );
    check_told(
        "unsupported schema version 2 for \"example.com/app:1\"",
        Schema1,
        None,
        Some("example.com/app:1"),
        Some("docker"),
    );
    check_told(
        "image operating system \"windows\" cannot be used on this platform: operating system is not supported",
        OperatingSystem,
        None,
        None,
        Some("docker"),
    );
    check_told(
        "image operating system \"windows\" cannot be used on \"linux\"",
        OperatingSystem,
        None,
        None,
        Some("podman"),
    );
    check_told(
        "a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host",
        WindowsVersion,
        Some("windows(10.0.17763)/amd64"),
        None,
        Some("docker"),
    );
    check_told(
        "docker: Error response from daemon: container b81e encountered an error during CreateContainer: failure in a Windows system call: The operating system of the container does not match the operating system of the host. (0xc0370101)",
        WindowsMismatch,
        None,
        None,
        Some("docker"),
    );
    check_told(
        "hcsshim::CreateComputeSystem 14: The container operating system does not match the host operating system.",
        WindowsMismatch,
        None,
        None,
        None,
    );
}

#[test]
fn builds_and_starts_that_fail_are_named() {
    use KnownError::{MultiPlatformBuild, NoSuchFile, NoSupportForPlatform, SharedLibraries};
    check_told(
        "ERROR: Multi-platform build is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.",
        MultiPlatformBuild,
        None,
        None,
        Some("docker"),
    );
    check_told(
        "error: multiple platforms feature is currently not supported for docker driver. Please switch to a different driver (eg. \"docker buildx create --use\")",
        MultiPlatformBuild,
        None,
        None,
        Some("docker"),
    );
    check_told(
        "no support for running processes with linux/amd64/v3 platform, supported: linux/amd64, linux/amd64/v2",
        NoSupportForPlatform,
        Some("linux/amd64/v3"),
        None,
        Some("docker"),
    );
    check_told(
        "$ podman run quay.io/a/b\nexec /app: no such file or directory",
        NoSuchFile,
        None,
        Some("quay.io/a/b"),
        Some("podman"),
    );
    assert!(!matches!(
        read("open Dockerfile: no such file or directory"),
        Intake::ErrorMessage { .. }
    ));
    check_told(
        "/app: error while loading shared libraries: libc.so.6: cannot open shared object file: No such file or directory",
        SharedLibraries,
        None,
        None,
        None,
    );
}

/// The page of errors, on which every message has a section with its wording.
const ERRORS: &str = include_str!("../../../../../src/explainer/errors.md");

#[test]
fn every_message_has_a_section() {
    for message in KnownError::ALL {
        let id = format!("{{#{}}}", message.anchor());
        assert_eq!(ERRORS.matches(&id).count(), 1, "{message:?}");
    }
}

#[test]
fn every_section_is_found_by_its_own_wording() {
    let mut sections = 0;
    for section in ERRORS.split("\n## ").skip(1) {
        let anchor = section
            .split_once("{#")
            .and_then(|(_, rest)| rest.split_once('}'))
            .map(|(anchor, _)| anchor)
            .expect("a heading has an id");
        let wordings = section
            .split_once("```error\n")
            .and_then(|(_, rest)| rest.split_once("\n```"))
            .map(|(wordings, _)| wordings)
            .expect("a section begins with its wordings");
        for line in wordings.lines() {
            // The one message of two lines.
            if line.starts_with("Switch to a different driver") {
                continue;
            }
            let Intake::ErrorMessage { message, .. } = read(line) else {
                panic!("`{line}` was read as {:?}", read(line))
            };
            assert_eq!(message.anchor(), anchor, "{line}");
        }
        sections += 1;
    }
    let mut anchors = KnownError::ALL.map(KnownError::anchor).to_vec();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(sections, anchors.len());
}
