//! Platforms: operating system, architecture, variant, OS version and features.
//!
//! Text form, defaults and normalization follow containerd/platforms v1.0.0-rc.5
//! (<https://github.com/containerd/platforms/blob/v1.0.0-rc.5/platforms.go> and `database.go`); the fields are those of
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md>. This module never asks which machine it runs on:
//! the host that fills in what a person leaves out is an argument.

pub mod isolation;
mod parse;
mod windows;

use std::{collections::BTreeSet, fmt};

pub use self::{parse::ParsePlatformError, windows::windows_release};

/// A platform as an index entry, a config or a person writes it. Empty text means "not stated".
///
/// `Display` gives the full form of containerd's `FormatAll`, for example `windows(10.0.20348)/amd64`; it parses back for every
/// platform whose parts keep to the grammar of [`Platform::parse`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Platform {
    /// Operating system, a GOOS name such as `linux`.
    pub os: String,
    /// Architecture, a GOARCH name such as `arm64`.
    pub architecture: String,
    /// Variant of the architecture, such as `v7`.
    pub variant: String,
    /// Version of the operating system; used by Windows images, such as `10.0.20348.5622`.
    pub os_version: String,
    /// Features that the image needs of the operating system, such as `win32k`.
    pub os_features: Vec<String>,
}

impl Platform {
    /// A platform without OS version and features. Nothing is checked or normalized.
    pub fn new(os: &str, architecture: &str, variant: &str) -> Platform {
        Platform {
            os: os.to_owned(),
            architecture: architecture.to_owned(),
            variant: variant.to_owned(),
            ..Platform::default()
        }
    }

    /// Reads `<os>`, `<arch>`, `<os>/<arch>` or `<os>/<arch>/<variant>`, where `<os>` may carry `(version+feature+…)`.
    ///
    /// `host` fills in what a single word leaves open: `linux` takes its architecture, `arm64` its operating system.
    ///
    /// ```
    /// use tagprism_core::Platform;
    /// let host = Platform::new("linux", "amd64", "");
    /// assert_eq!(Platform::parse("aarch64", &host)?.to_string(), "linux/arm64");
    /// assert_eq!(Platform::parse("linux/arm64/v8", &host)?.to_string(), "linux/arm64/v8");
    /// assert_eq!(Platform::parse("windows(10.0.17763+win32k)/amd64", &host)?.os_version, "10.0.17763");
    /// # Ok::<(), tagprism_core::platform::ParsePlatformError>(())
    /// ```
    ///
    /// # Errors
    /// Names the part that breaks the grammar and what is allowed there.
    pub fn parse(text: &str, host: &Platform) -> Result<Platform, ParsePlatformError> {
        parse::parse(text, host)
    }

    /// The canonical spelling: lower case, `x86_64` → `amd64`, `aarch64/v8` → `arm64`, `arm` → `arm/v7`, `macos` → `darwin`,
    /// features sorted without repetition. What is not known passes through. An empty operating system stays empty; whoever
    /// matches fills in the host's.
    #[must_use]
    pub fn normalize(&self) -> Platform {
        let (architecture, variant) = normalize_architecture(&self.architecture, &self.variant);
        let features = self.sorted_features().into_iter();
        let os_features = features.map(str::to_owned).collect();
        Platform {
            os: normalize_os(&self.os),
            architecture,
            variant,
            os_version: self.os_version.clone(),
            os_features,
        }
    }

    /// The form in which a daemon of that machine names itself in its messages: `linux/arm64/v8`, `linux/arm/v7`,
    /// `windows(10.0.17763)/amd64`.
    ///
    /// A daemon always states the Arm version, which [`normalize`](Self::normalize) drops where it is the common one, and the
    /// first three numbers of a Windows version. On amd64 it may state the level of its processor, which is printed here only
    /// where `variant` has it.
    ///
    /// ```
    /// use tagprism_core::Platform;
    /// assert_eq!(Platform::new("linux", "aarch64", "").as_engine_prints_it(), "linux/arm64/v8");
    /// ```
    pub fn as_engine_prints_it(&self) -> String {
        let mut platform = self.normalize();
        if platform.architecture == "arm64" && platform.variant.is_empty() {
            platform.variant = "v8".to_owned();
        }
        if platform.os == "windows" {
            platform.os_version = windows::without_revision(&platform.os_version);
        }
        platform.to_string()
    }

    /// Whether it names no machine at all: neither operating system nor architecture, or `unknown/unknown`.
    pub fn is_unstated(&self) -> bool {
        (self.os.is_empty() && self.architecture.is_empty()) || self.is_unknown()
    }

    /// Whether it is `unknown/unknown`, which builders write for entries that are no images.
    pub fn is_unknown(&self) -> bool {
        self.os.eq_ignore_ascii_case("unknown") && self.architecture.eq_ignore_ascii_case("unknown")
    }

    /// The form without OS version and features, containerd's `Format`: `linux/arm/v7`; `unknown` without an operating system.
    pub fn short(&self) -> String {
        self.join(&self.os)
    }

    /// Each once.
    fn sorted_features(&self) -> BTreeSet<&str> {
        let mut features = BTreeSet::new();
        // One by one: collecting would sort first, and a sort is kilobytes of the program.
        for feature in &self.os_features {
            features.insert(feature.as_str());
        }
        features
    }

    fn join(&self, os: &str) -> String {
        if self.os.is_empty() {
            return "unknown".to_owned();
        }
        let mut text = os.to_owned();
        for part in [&self.architecture, &self.variant] {
            if !part.is_empty() {
                text.push('/');
                text.push_str(part);
            }
        }
        text
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut options = parse::encode(&self.os_version);
        for feature in self.sorted_features() {
            options.push('+');
            options.push_str(&parse::encode(feature));
        }
        if options.is_empty() {
            f.pad(&self.short())
        } else {
            f.pad(&self.join(&format!("{}({options})", self.os)))
        }
    }
}

fn normalize_os(os: &str) -> String {
    match os.to_ascii_lowercase() {
        os if os == "macos" => "darwin".to_owned(),
        os => os,
    }
}

fn normalize_architecture(architecture: &str, variant: &str) -> (String, String) {
    let (architecture, variant) = (
        architecture.to_ascii_lowercase(),
        variant.to_ascii_lowercase(),
    );
    let (architecture, variant) = match (architecture.as_str(), variant.as_str()) {
        ("i386", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64" | "amd64", variant) => ("amd64", variant),
        ("aarch64" | "arm64", "8" | "v8" | "v8.0") => ("arm64", ""),
        ("aarch64" | "arm64", "9" | "9.0" | "v9.0") => ("arm64", "v9"),
        ("aarch64" | "arm64", variant) => ("arm64", variant),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("arm", "5") => ("arm", "v5"),
        ("arm", "8") => ("arm", "v8"),
        (architecture, variant) => (architecture, variant),
    };
    (architecture.to_owned(), variant.to_owned())
}
