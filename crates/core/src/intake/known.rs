//! The messages that are understood, as a closed list.

/// Messages of engines and registries that have to do with platforms, manifests and whether one may have them.
///
/// Each has a section on the page of errors, see [`KnownError::anchor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownError {
    /// `no matching manifest for …`: the index has no entry for the platform.
    NoMatchingManifest,
    /// `does not provide the specified platform`: the image that is stored here does not have what `--platform` asks for.
    PlatformNotProvided,
    /// The image that is there is for another platform than the host.
    PlatformMismatch,
    /// `exec format error`: the kernel cannot run the program, mostly because it is for another architecture.
    ExecFormatError,
    /// `exec …: no such file or directory`: the program is there, and something that it needs to start is not.
    NoSuchFile,
    /// `error while loading shared libraries`: the loader runs and misses a library.
    SharedLibraries,
    /// `manifest unknown`: the registry has no such tag or digest.
    ManifestUnknown,
    /// The registry has the manifest, in a type that the client did not name in its `Accept` header.
    AcceptTooNarrow,
    /// `MANIFEST_BLOB_UNKNOWN`: something was pushed that lists what the registry does not have.
    ManifestBlobUnknown,
    /// `denied`, `unauthorized`: one has to log in, or the repository does not exist.
    Denied,
    /// `toomanyrequests`: the registry's limit is reached.
    TooManyRequests,
    /// The image is in Docker's first manifest format, which clients no longer read.
    Schema1,
    /// The entry that was chosen is an index itself, and the client does not look into it.
    NestedIndex,
    /// A build for several platforms on a builder that has no place for the result.
    MultiPlatformBuild,
    /// `no support for running processes with …`: the builder does not run steps of that platform.
    NoSupportForPlatform,
    /// The image is for another operating system than the engine runs.
    OperatingSystem,
    /// The image is for a newer Windows than the host, found out while pulling.
    WindowsVersion,
    /// The builds of Windows in image and host do not fit, found out at the start.
    WindowsMismatch,
}

impl KnownError {
    /// Every message, in the order of their sections.
    pub const ALL: [KnownError; 18] = [
        KnownError::NoMatchingManifest,
        KnownError::PlatformMismatch,
        KnownError::PlatformNotProvided,
        KnownError::ExecFormatError,
        KnownError::NoSuchFile,
        KnownError::SharedLibraries,
        KnownError::MultiPlatformBuild,
        KnownError::NoSupportForPlatform,
        KnownError::ManifestUnknown,
        KnownError::AcceptTooNarrow,
        KnownError::ManifestBlobUnknown,
        KnownError::Denied,
        KnownError::TooManyRequests,
        KnownError::Schema1,
        KnownError::NestedIndex,
        KnownError::OperatingSystem,
        KnownError::WindowsVersion,
        KnownError::WindowsMismatch,
    ];

    /// Its own name: `exec-format-error`.
    pub fn name(self) -> &'static str {
        match self {
            // It shares the section of another one.
            KnownError::AcceptTooNarrow => "accept-too-narrow",
            _ => self.anchor().trim_start_matches("error-"),
        }
    }

    /// The id of its section on the page of errors: `error-exec-format-error`.
    pub fn anchor(self) -> &'static str {
        match self {
            KnownError::NoMatchingManifest => "error-no-matching-manifest",
            KnownError::PlatformNotProvided => "error-platform-not-provided",
            KnownError::PlatformMismatch => "error-platform-mismatch-warning",
            KnownError::ExecFormatError => "error-exec-format-error",
            KnownError::NoSuchFile => "error-no-such-file",
            KnownError::SharedLibraries => "error-shared-libraries",
            KnownError::ManifestUnknown | KnownError::AcceptTooNarrow => "error-manifest-unknown",
            KnownError::ManifestBlobUnknown => "error-manifest-blob-unknown",
            KnownError::Denied => "error-denied",
            KnownError::TooManyRequests => "error-too-many-requests",
            KnownError::Schema1 => "error-schema-1",
            KnownError::NestedIndex => "error-nested-index",
            KnownError::MultiPlatformBuild => "error-docker-driver",
            KnownError::NoSupportForPlatform => "error-no-support-for-platform",
            KnownError::OperatingSystem => "error-operating-system",
            KnownError::WindowsVersion => "error-windows-version-incompatible",
            KnownError::WindowsMismatch => "error-windows-container-mismatch",
        }
    }
}
