//! What is odd about a document that could be read all the same.
//!
//! A document that cannot be read at all is an error; everything else is read as far as possible, and each oddity becomes
//! one [`Diagnostic`] that names the place and the [`Rule`]. Rules have stable names, so that pages can link to them.

use std::fmt;

/// Most diagnostics that one document gets, the last of which counts those that are left out. Every rule that was broken is
/// among them at least once.
pub const MAX_DIAGNOSTICS: usize = 200;

/// How much an oddity matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Allowed and worth knowing.
    Note,
    /// Against the specification or a trap, but clients cope.
    Warning,
    /// Some client refuses it, or it cannot mean what it says.
    Error,
}

/// One oddity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where, in words of JSON: `manifests[3].platform`, counted from 0; empty for the document as a whole.
    pub path: String,
    /// Which rule noticed it.
    pub rule: Rule,
    /// How much it matters: as much as its rule says; for [`Rule::Unlisted`] as much as the worst of those left out.
    pub severity: Severity,
    /// One sentence for people, without a full stop.
    pub message: String,
}

impl Diagnostic {
    /// An oddity at a place, as severe as its rule is.
    pub(crate) fn new(
        path: impl Into<String>,
        rule: Rule,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            path: path.into(),
            rule,
            severity: rule.severity(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} [{}]", self.message, self.rule.name())
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// Declares every rule once: variant, stable name, severity.
macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident $name:literal $severity:ident,)*) => {
        /// Which rule noticed an oddity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule { $($(#[$doc])* $rule,)* }

        impl Rule {
            /// Every rule, in the order of declaration.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule),*];

            /// Stable name in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => $name,)* }
            }

            /// How much a breach matters.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$rule => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// The bytes are not UTF-8; they were read with replacement characters.
    NotUtf8 "not-utf-8" Error,
    /// A byte order mark stands before the JSON.
    ByteOrderMark "byte-order-mark" Warning,
    /// A key occurs twice in one object.
    DuplicateKey "duplicate-key" Warning,
    /// The document is larger than common registries and clients take.
    DocumentTooLarge "document-too-large" Warning,
    /// The document is JSON but not an object.
    NotAnObject "not-an-object" Error,
    /// A field has another JSON type than the specification says.
    WrongType "wrong-type" Error,
    /// A list is `null`.
    NullArray "null-array" Note,
    /// The body states no media type.
    MediaTypeMissing "media-type-missing" Note,
    /// Parent, body and Content-Type name different media types.
    MediaTypeConflict "media-type-conflict" Error,
    /// The server sent a Content-Type that says nothing.
    ContentTypeGeneric "content-type-generic" Note,
    /// The shape of the document is not that of its media type.
    ShapeConflict "shape-conflict" Error,
    /// One body is an index and a manifest at once.
    Ambiguous "ambiguous-document" Error,
    /// `schemaVersion` is missing or not the one of its kind.
    SchemaVersion "schema-version" Note,
    /// A document type that was withdrawn before release.
    Withdrawn "withdrawn-type" Warning,
    /// Docker schema 1, which current clients refuse.
    Schema1 "schema-1" Warning,
    /// Something in a list of descriptors that is none.
    NotADescriptor "not-a-descriptor" Error,
    /// A digest is missing or breaks the grammar.
    DigestInvalid "digest-invalid" Error,
    /// A digest of an algorithm that is not checked here.
    DigestUnchecked "digest-unchecked" Warning,
    /// A size that is no whole number of bytes.
    SizeInvalid "size-invalid" Error,
    /// A descriptor without a size.
    SizeMissing "size-missing" Warning,
    /// A size beyond what JavaScript counts exactly.
    SizeHuge "size-huge" Note,
    /// A size of 0 where bytes are expected.
    SizeZero "size-zero" Warning,
    /// `platform` cannot be read.
    PlatformInvalid "platform-invalid" Error,
    /// `platform` lacks its operating system or its architecture.
    PlatformIncomplete "platform-incomplete" Warning,
    /// An image entry states no platform.
    PlatformMissing "platform-missing" Note,
    /// A name that some clients do not normalize, such as `x86_64`.
    PlatformSpelling "platform-spelling" Note,
    /// `unknown/unknown` without anything that explains it.
    PlatformUnknown "platform-unknown" Warning,
    /// Inline `data` that is not base64, not as long as stated or not what the digest says.
    DataInvalid "data-invalid" Error,
    /// An index without entries.
    EmptyIndex "empty-index" Warning,
    /// An index whose entries include no image.
    NoImage "no-image" Warning,
    /// Several entries for one platform.
    TwinPlatforms "twin-platforms" Note,
    /// An attestation for an image that is not in this index.
    AttestationDangling "attestation-dangling" Warning,
    /// A plain amd64 host falls back to 386 although amd64 images are there.
    FallbackTrap "fallback-trap" Warning,
    /// A manifest without a readable config.
    ConfigMissing "config-missing" Warning,
    /// Config and layer share a digest.
    ConfigIsLayer "config-is-layer" Note,
    /// A layer occurs more than once.
    LayerRepeated "layer-repeated" Note,
    /// A layer is to be fetched from elsewhere.
    ForeignLayer "foreign-layer" Note,
    /// A Docker media type for a zstd layer, which is none of Docker's.
    DockerZstd "docker-zstd" Warning,
    /// An image config without file system layers.
    NoRootfs "no-rootfs" Warning,
    /// History and layers do not line up.
    HistoryMismatch "history-mismatch" Note,
    /// There are more oddities than are listed.
    Unlisted "unlisted-oddities" Note,
}

/// Text of a document in a message: short, on one line, nothing that changes the direction of writing.
pub(crate) fn excerpt(text: &str) -> String {
    const LIMIT_CHARS: usize = 80;
    let mut cut: String = text
        .chars()
        .take(LIMIT_CHARS)
        .map(|c| if is_printable(c) { c } else { '\u{fffd}' })
        .collect();
    if text.chars().nth(LIMIT_CHARS).is_some() {
        cut.push('…');
    }
    cut
}

fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        names.sort_unstable();
        let n_rules = names.len();
        names.dedup();
        assert_eq!(names.len(), n_rules);
        assert!(names.iter().all(|name| {
            name.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        }));
    }

    #[test]
    fn excerpts_are_short_and_harmless() {
        assert_eq!(excerpt("a\u{202e}b\nc"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(excerpt(&"x".repeat(81)), format!("{}…", "x".repeat(80)));
    }
}
