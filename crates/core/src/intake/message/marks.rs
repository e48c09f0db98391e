//! What marks a message: the part of a wording that does not change.
//!
//! Wordings were read in the sources of those who print them: moby (`daemon/internal/distribution/pull_v2.go` and
//! `pull_v2_windows.go`, `daemon/create.go`, `daemon/images/image.go`, `daemon/containerd/image.go`,
//! `distribution/errors.go`), containerd (`core/images/handlers.go`, `client/pull.go`), containers/image, which podman and
//! skopeo use (`internal/manifest/oci_index.go`, `docker/docker_client.go`, `copy/single.go`), go-containerregistry
//! (`pkg/v1/remote/descriptor.go` and `index.go`), oras-go (`internal/platform/platform.go`), regclient
//! (`types/manifest/manifest.go`), oci-client (`src/client.rs`) and BuildKit (`solver/llbsolver/ops/exec_binfmt.go`). Codes of
//! registries are those of the OCI distribution specification.

use super::super::KnownError;

/// A wording, and what it tells.
pub(super) struct Mark {
    /// In lower case; found in the text whatever its case.
    pub text: &'static str,
    /// One of these must stand in the same line, in lower case; nothing means that the mark is enough.
    pub beside: &'static [&'static str],
    /// The message.
    pub message: KnownError,
    /// Whose wording it is, where only one client has it; a name of [`CLIENTS`](crate::clients::CLIENTS) or of those to come.
    pub client: Option<&'static str>,
    /// Where the platform stands.
    pub platform: Place,
}

/// Where in its line a message names the platform.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere.
    Nowhere,
    /// Behind the mark.
    Behind,
    /// Behind the mark, without which it is no message.
    Required,
    /// In the first parenthesis behind the mark.
    Parenthesis,
    /// As `architecture "arm64", variant "v8", OS "linux"`.
    Fields,
    /// A Windows version behind the mark: `10.0.17763`.
    WindowsVersion,
}

const DOCKER: Option<&str> = Some("docker");
const CONTAINERD: Option<&str> = Some("containerd");
const PODMAN: Option<&str> = Some("podman");
const CRANE: Option<&str> = Some("crane");
const ORAS: Option<&str> = Some("oras");
const REGCTL: Option<&str> = Some("regctl");
const RUST: Option<&str> = Some("rust-oci");

const fn mark(
    text: &'static str,
    message: KnownError,
    client: Option<&'static str>,
    platform: Place,
) -> Mark {
    Mark {
        text,
        beside: &[],
        message,
        client,
        platform,
    }
}

const fn mark_beside(
    text: &'static str,
    beside: &'static [&'static str],
    message: KnownError,
    client: Option<&'static str>,
) -> Mark {
    Mark {
        text,
        beside,
        message,
        client,
        platform: Place::Nowhere,
    }
}

/// The most telling first: of two marks in one paste the earlier row counts.
pub(super) const MARKS: &[Mark] = {
    use KnownError::{
        AcceptTooNarrow, Denied, ExecFormatError, ManifestBlobUnknown, ManifestUnknown,
        MultiPlatformBuild, NestedIndex, NoMatchingManifest, NoSuchFile, NoSupportForPlatform,
        OperatingSystem, PlatformMismatch, PlatformNotProvided, Schema1, SharedLibraries,
        TooManyRequests, WindowsMismatch, WindowsVersion,
    };
    use Place::{Behind, Fields, Nowhere, Parenthesis, Required};
    &[
        mark(
            "does not match the detected host platform",
            PlatformMismatch,
            DOCKER,
            Parenthesis,
        ),
        mark(
            "does not match the expected platform",
            PlatformMismatch,
            PODMAN,
            Parenthesis,
        ),
        mark(
            "does not match the specified platform",
            PlatformNotProvided,
            DOCKER,
            Parenthesis,
        ),
        mark(
            "does not provide the specified platform",
            PlatformNotProvided,
            DOCKER,
            Parenthesis,
        ),
        mark(
            "no matching manifest for ",
            NoMatchingManifest,
            DOCKER,
            Behind,
        ),
        mark(
            "no image found in manifest list for ",
            NoMatchingManifest,
            PODMAN,
            Fields,
        ),
        mark(
            "no image found in image index for ",
            NoMatchingManifest,
            PODMAN,
            Fields,
        ),
        mark(
            "no child with platform ",
            NoMatchingManifest,
            CRANE,
            Required,
        ),
        mark(
            "no matching manifest was found in the manifest list",
            NoMatchingManifest,
            ORAS,
            Nowhere,
        ),
        mark(
            "no entry found in image index manifest matching client's default platform",
            NoMatchingManifest,
            RUST,
            Nowhere,
        ),
        mark("platform not found: ", NoMatchingManifest, REGCTL, Required),
        mark(
            "no match for platform in manifest",
            NoMatchingManifest,
            CONTAINERD,
            Nowhere,
        ),
        mark(
            "received image index manifest instead",
            NestedIndex,
            RUST,
            Nowhere,
        ),
        mark(
            "no support for running processes with ",
            NoSupportForPlatform,
            DOCKER,
            Behind,
        ),
        mark(
            "multi-platform build is not supported for the docker driver",
            MultiPlatformBuild,
            DOCKER,
            Nowhere,
        ),
        mark(
            "multiple platforms feature is currently not supported",
            MultiPlatformBuild,
            DOCKER,
            Nowhere,
        ),
        mark(
            "-based image is incompatible with a ",
            WindowsVersion,
            DOCKER,
            Place::WindowsVersion,
        ),
        mark(
            "does not match the operating system of the host",
            WindowsMismatch,
            None,
            Nowhere,
        ),
        mark(
            "does not match the host operating system",
            WindowsMismatch,
            None,
            Nowhere,
        ),
        mark("0xc0370101", WindowsMismatch, None, Nowhere),
        mark_beside(
            "cannot be used on this platform",
            &["image operating system "],
            OperatingSystem,
            DOCKER,
        ),
        mark_beside(
            "cannot be used on \"",
            &["image operating system "],
            OperatingSystem,
            PODMAN,
        ),
        mark_beside(
            "schema 1 support has been removed",
            &["manifest version 2"],
            Schema1,
            DOCKER,
        ),
        mark_beside(
            "is no longer supported since containerd",
            &["manifest.v1"],
            Schema1,
            CONTAINERD,
        ),
        mark_beside(
            "unsupported mediatype: ",
            &["go-containerregistry/issues/377"],
            Schema1,
            CRANE,
        ),
        mark_beside("unsupported schema version ", &[" for \""], Schema1, DOCKER),
        mark("exec format error", ExecFormatError, None, Nowhere),
        mark(
            "error while loading shared libraries",
            SharedLibraries,
            None,
            Nowhere,
        ),
        mark_beside(
            "no such file or directory",
            &["exec /", "exec \"", "exec ./", "exec user process"],
            NoSuchFile,
            None,
        ),
        mark(
            "but accept header does not support",
            AcceptTooNarrow,
            None,
            Nowhere,
        ),
        mark(
            "manifest not supported by client",
            AcceptTooNarrow,
            None,
            Nowhere,
        ),
        mark("manifest_blob_unknown", ManifestBlobUnknown, None, Nowhere),
        mark(
            "blob unknown to registry",
            ManifestBlobUnknown,
            None,
            Nowhere,
        ),
        mark("toomanyrequests", TooManyRequests, None, Nowhere),
        mark("429 too many requests", TooManyRequests, None, Nowhere),
        mark(
            "reached your pull rate limit",
            TooManyRequests,
            None,
            Nowhere,
        ),
        mark(
            "reached your unauthenticated pull rate limit",
            TooManyRequests,
            None,
            Nowhere,
        ),
        mark("manifest unknown", ManifestUnknown, None, Nowhere),
        mark("manifest_unknown", ManifestUnknown, None, Nowhere),
        mark("pull access denied", Denied, None, Nowhere),
        mark(
            "requested access to the resource is denied",
            Denied,
            None,
            Nowhere,
        ),
        mark("insufficient_scope", Denied, None, Nowhere),
        mark(
            "unauthorized: authentication required",
            Denied,
            None,
            Nowhere,
        ),
        mark_beside("\"unauthorized\"", &["\"code\""], Denied, None),
        mark_beside("\"denied\"", &["\"code\""], Denied, None),
        mark_beside(
            "failed to resolve reference \"",
            &[": not found"],
            ManifestUnknown,
            CONTAINERD,
        ),
    ]
};

/// Words around a message by which a client is known.
pub(super) const SURROUNDINGS: [(&str, &str); 4] = [
    ("error response from daemon", "docker"),
    ("initializing source docker://", "podman"),
    ("trying to pull ", "podman"),
    ("failed to pull and unpack image", "containerd"),
];
