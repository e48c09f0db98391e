//! Host names as text: the ASCII grammar, names that never leave the machine, patterns, and "same site".
//!
//! No library normalizes a host here. A name is either already in canonical spelling or it is refused, so there is no
//! second reading that could differ from the first (circled digits, soft hyphens, `0x7f.1`, user-info and their kin).

use std::{fmt, str::FromStr};

/// Names that mean "this network" or "this machine" (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476) or that clusters
/// and offices use for themselves.
const SPECIAL_USE: &[&str] = &[
    "alt",
    "arpa",
    "cluster",
    "consul",
    "corp",
    "home",
    "internal",
    "intranet",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "svc",
    "workgroup",
];

/// Names for documentation and tests (RFC 6761, RFC 2606): no registry of the public has one, but an operator may.
const RESERVED: &[&str] = &["example", "invalid", "test"];

/// A lower-case ASCII DNS name of at least two labels: letters, digits and inner hyphens, ≤ 63 bytes per label, ≤ 253 in
/// all, no trailing dot, and a last label that no address parser could read as a number.
pub fn is_dns_name(text: &str) -> bool {
    let mut labels = text.rsplit('.');
    let last = labels.next().unwrap_or_default();
    let numeric = last.starts_with(|c: char| c.is_ascii_digit());
    text.len() <= 253 && !numeric && text.contains('.') && is_label(last) && labels.all(is_label)
}

/// A name an operator may give to a declared entry: one label, or a DNS name.
pub fn is_entry_name(text: &str) -> bool {
    is_dns_name(text) || (is_label(text) && text.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// True for names under special-use top-level domains and for metadata services: refused before any look-up.
pub fn is_special_use(name: &str) -> bool {
    SPECIAL_USE.contains(&top_level(name))
}

/// True for names that could be those of a public host that nobody listed.
pub fn is_public_name(name: &str) -> bool {
    is_dns_name(name)
        && !is_special_use(name)
        && !RESERVED.contains(&top_level(name))
        && !is_internationalized(name)
}

/// True for names that are shown in other letters than they are written in (RFC 5890 §2.3.2.1), and so can look like
/// another name: only an operator may list one.
pub fn is_internationalized(name: &str) -> bool {
    name.split('.').any(|label| label.starts_with("xn--"))
}

fn top_level(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// True when both names have the same registrable domain by the public-suffix list, private section included.
pub fn same_site(a: &str, b: &str) -> bool {
    match (psl::domain(a.as_bytes()), psl::domain(b.as_bytes())) {
        (Some(a), Some(b)) => a.suffix().is_known() && a == b,
        _ => false,
    }
}

/// A host name in which `*` stands for one label, or for the rest of one label (`cdn0*.example.com`). It never crosses a
/// dot and never begins in the middle of a label, so `*example.com` cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPattern(Box<str>);

/// Why a text is not a [`HostPattern`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a host pattern: write a lower-case name in which `*` may end a label, but not one of the last two"
)]
pub struct ParsePatternError(String);

impl HostPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When the text with every `*` removed from label ends would not be a DNS name, or a `*` stands elsewhere.
    pub fn parse(text: &str) -> Result<HostPattern, ParsePatternError> {
        let plain = text.replace("*.", "x.");
        let fixed = text
            .rsplitn(3, '.')
            .take(2)
            .all(|label| !label.contains('*'));
        if is_dns_name(&plain) && fixed {
            Ok(HostPattern(text.into()))
        } else {
            Err(ParsePatternError(text.to_owned()))
        }
    }

    /// True when `name` has as many labels as the pattern and each one fits.
    pub fn matches(&self, name: &str) -> bool {
        let mut names = name.split('.');
        let fits = self.0.split('.').all(|pattern| {
            names
                .next()
                .is_some_and(|label| match pattern.strip_suffix('*') {
                    Some(prefix) => label.len() > prefix.len() && label.starts_with(prefix),
                    None => label == pattern,
                })
        });
        fits && names.next().is_none()
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HostPattern {
    type Err = ParsePatternError;

    fn from_str(text: &str) -> Result<HostPattern, ParsePatternError> {
        HostPattern::parse(text)
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names_are_lower_case_and_have_two_labels() {
        for good in [
            "ghcr.io",
            "registry-1.docker.io",
            "us-docker.pkg.dev",
            "a.b.c.d.example",
            "xn--bcher-kva.example",
        ] {
            assert!(is_dns_name(good), "{good}");
        }
        let long = format!("{}.io", "a".repeat(64));
        for bad in [
            "",
            ".",
            "io",
            "GHCR.io",
            "ghcr.io.",
            ".ghcr.io",
            "ghcr..io",
            "-a.io",
            "a-.io",
            "a_b.io",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "a.0x7f",
            "[::1]",
            "ghcr.io:443",
            "u@ghcr.io",
            "①②⑦.io",
            "127。0。0。1",
            &long,
        ] {
            assert!(!is_dns_name(bad), "{bad}");
        }
    }

    #[test]
    fn local_names_are_special_use() {
        for name in [
            "metadata.google.internal",
            "x.local",
            "x.localhost",
            "x.svc",
            "x.home.arpa",
            "x.onion",
        ] {
            assert!(is_special_use(name), "{name}");
        }
        assert!(!is_special_use("ghcr.io"));
        assert!(!is_special_use("registry.test"));
    }

    #[test]
    fn only_names_of_the_public_dns_are_public() {
        assert!(is_public_name("ghcr.io"));
        for name in [
            "x.test",
            "x.example",
            "x.invalid",
            "x.local",
            "localhost",
            "127.0.0.1",
            "xn--ghr-9ma.com",
            "registry.xn--fiqs8s",
        ] {
            assert!(!is_public_name(name), "{name}");
        }
    }

    #[test]
    fn a_site_is_the_registrable_domain_with_private_suffixes() {
        assert!(same_site("gitlab.com", "registry.gitlab.com"));
        assert!(same_site("auth.docker.io", "registry-1.docker.io"));
        for (a, b) in [
            ("a.github.io", "b.github.io"),
            ("github.io", "github.io"),
            ("ghcr.io", "quay.io"),
            ("x.unknownsuffix", "y.unknownsuffix"),
        ] {
            assert!(!same_site(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_star_stands_for_one_label_or_for_its_end() {
        let pattern = |text| HostPattern::parse(text).expect("a pattern");
        assert!(pattern("*.gcr.io").matches("eu.gcr.io"));
        assert!(!pattern("*.gcr.io").matches("gcr.io"));
        assert!(!pattern("*.gcr.io").matches("a.b.gcr.io"));
        assert!(!pattern("*.gcr.io").matches("eu.gcr.io.evil.example"));
        assert!(pattern("cdn0*.quay.io").matches("cdn01.quay.io"));
        assert!(!pattern("cdn0*.quay.io").matches("cdn0.quay.io"));
        assert!(!pattern("ghcr.io").matches("xghcr.io"));
    }

    #[test]
    fn patterns_that_could_swallow_a_domain_are_refused() {
        for bad in [
            "*",
            "*.io",
            "*.*.io",
            "*gcr.io",
            "a.*",
            "a*b.gcr.io",
            "*x.gcr.io",
            "a.b*",
            "",
        ] {
            assert!(HostPattern::parse(bad).is_err(), "{bad}");
        }
    }
}
