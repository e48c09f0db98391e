//! The text form of platforms, containerd/platforms' `Parse` and the escaping of `FormatAll`.

use super::{Platform, normalize_architecture, normalize_os};

/// Why text is no platform.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePlatformError {
    /// Nothing was written.
    #[error("a platform is missing, write for example `linux/arm64`")]
    Empty,
    /// There is a `*`.
    #[error("`{text}` has a wildcard, name one platform instead, for example `linux/arm64`")]
    Wildcard {
        /// The whole text.
        text: String,
    },
    /// The first part breaks its grammar.
    #[error(
        "`{part}` is no operating system, allowed are letters, digits, `_` and `-`, then optionally `(version+feature)`"
    )]
    OperatingSystem {
        /// The first part.
        part: String,
    },
    /// A percent escape in version or features is broken.
    #[error("`{part}` has a broken escape, write two hex digits after each `%`")]
    Escape {
        /// The version or feature.
        part: String,
    },
    /// A later part breaks its grammar.
    #[error(
        "`{part}` is no architecture or variant, allowed are letters, digits, `_`, `.` and `-`"
    )]
    Component {
        /// The part.
        part: String,
    },
    /// One word that is neither a known operating system nor a known architecture.
    #[error(
        "`{word}` is neither an operating system nor an architecture, write both as in `linux/{word}`"
    )]
    UnknownWord {
        /// The word.
        word: String,
    },
    /// More than three parts.
    #[error("`{text}` has too many parts, a platform is `os/architecture/variant` at most")]
    TooManyParts {
        /// The whole text.
        text: String,
    },
}

/// GOOS names that may stand alone.
const KNOWN_OS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
];

/// GOARCH names that may stand alone.
const KNOWN_ARCHITECTURES: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

pub(super) fn parse(text: &str, host: &Platform) -> Result<Platform, ParsePlatformError> {
    if text.is_empty() {
        return Err(ParsePlatformError::Empty);
    }
    if text.contains('*') {
        return Err(ParsePlatformError::Wildcard {
            text: text.to_owned(),
        });
    }
    let parts: Vec<&str> = text.splitn(4, '/').collect();
    let mut platform = operating_system(parts[0])?;
    for part in &parts[1..] {
        if part.is_empty() || !part.bytes().all(is_component_byte) {
            return Err(ParsePlatformError::Component {
                part: (*part).to_owned(),
            });
        }
    }
    match parts[1..] {
        [] => single_word(platform, text, &host.normalize()),
        [architecture] => {
            (platform.architecture, platform.variant) = normalize_architecture(architecture, "");
            hide_common_variant(&mut platform);
            Ok(platform)
        }
        [architecture, variant] => {
            (platform.architecture, platform.variant) =
                normalize_architecture(architecture, variant);
            // Whoever writes the variant out sees it again, although v8 and no variant are the same.
            if platform.architecture == "arm64" && platform.variant.is_empty() {
                platform.variant = "v8".to_owned();
            }
            Ok(platform)
        }
        _ => Err(ParsePlatformError::TooManyParts {
            text: text.to_owned(),
        }),
    }
}

fn single_word(
    mut platform: Platform,
    word: &str,
    host: &Platform,
) -> Result<Platform, ParsePlatformError> {
    if KNOWN_OS.contains(&platform.os.as_str()) {
        platform.architecture.clone_from(&host.architecture);
        if host.architecture == "arm" && host.variant != "v7" {
            platform.variant.clone_from(&host.variant);
        }
        return Ok(platform);
    }
    (platform.architecture, platform.variant) = normalize_architecture(word, "");
    hide_common_variant(&mut platform);
    if KNOWN_ARCHITECTURES.contains(&platform.architecture.as_str()) {
        platform.os.clone_from(&host.os);
        return Ok(platform);
    }
    Err(ParsePlatformError::UnknownWord {
        word: word.to_owned(),
    })
}

fn hide_common_variant(platform: &mut Platform) {
    if platform.architecture == "arm" && platform.variant == "v7" {
        platform.variant.clear();
    }
}

/// The first part: a name, then optionally version and features in parentheses.
fn operating_system(part: &str) -> Result<Platform, ParsePlatformError> {
    let broken = || ParsePlatformError::OperatingSystem {
        part: part.to_owned(),
    };
    let (name, options) = match part.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')').ok_or_else(broken)?),
        None => (part, ""),
    };
    if name.is_empty()
        || !name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    {
        return Err(broken());
    }
    let (version, features) = match options.split_once('+') {
        Some((version, features)) => (version, Some(features)),
        None => (options, None),
    };
    let features: Vec<&str> = features
        .map(|text| text.split('+').collect())
        .unwrap_or_default();
    let is_option = |text: &&str| text.bytes().all(|b| is_component_byte(b) || b == b'%');
    if !is_option(&version)
        || !features
            .iter()
            .all(|text| !text.is_empty() && is_option(text))
    {
        return Err(broken());
    }
    Ok(Platform {
        os: normalize_os(name),
        os_version: decode(version)?,
        os_features: features.into_iter().map(decode).collect::<Result<_, _>>()?,
        ..Platform::default()
    })
}

fn is_component_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

/// Escapes what would end a version or feature early.
pub(super) fn encode(option: &str) -> String {
    let mut text = String::with_capacity(option.len());
    for c in option.chars() {
        match c {
            '%' => text.push_str("%25"),
            '+' => text.push_str("%2B"),
            '(' => text.push_str("%28"),
            ')' => text.push_str("%29"),
            '/' => text.push_str("%2F"),
            c => text.push(c),
        }
    }
    text
}

fn decode(option: &str) -> Result<String, ParsePlatformError> {
    let broken = || ParsePlatformError::Escape {
        part: option.to_owned(),
    };
    let mut bytes = Vec::with_capacity(option.len());
    let mut rest = option.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
        let (high, low) = (digit().ok_or_else(broken)?, digit().ok_or_else(broken)?);
        bytes.push(u8::try_from(high * 16 + low).map_err(|_| broken())?);
    }
    String::from_utf8(bytes).map_err(|_| broken())
}
