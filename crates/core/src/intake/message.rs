//! Messages of engines, as people paste them from a terminal or a build log.
//!
//! Wordings are those of moby, `daemon/internal/distribution/pull_v2.go`, `daemon/create.go`, `daemon/images/image.go` and
//! `daemon/containerd/image.go`, of containerd's `core/images/handlers.go`, and of containers/image, which podman and
//! skopeo use.

use super::{
    Intake, KnownError, LINE_LENGTH_MAX, LINES_MAX, Understood, line, platform_words, segments,
};
use crate::{
    platform::Platform,
    reference::{Reference, written_domain},
};

/// What marks a message, most telling first; upper and lower case are alike.
const MARKS: [(&str, KnownError); 10] = [
    (
        "does not match the detected host platform",
        KnownError::PlatformMismatch,
    ),
    (
        "does not match the specified platform",
        KnownError::PlatformMismatch,
    ),
    (
        "does not provide the specified platform",
        KnownError::NoMatchingManifest,
    ),
    ("no matching manifest for ", KnownError::NoMatchingManifest),
    (
        "no match for platform in manifest",
        KnownError::NoMatchingManifest,
    ),
    (
        "no image found in manifest list for ",
        KnownError::NoMatchingManifest,
    ),
    (
        "no image found in image index for ",
        KnownError::NoMatchingManifest,
    ),
    ("exec format error", KnownError::ExecFormatError),
    ("manifest unknown", KnownError::ManifestUnknown),
    ("manifest_unknown", KnownError::ManifestUnknown),
];

/// The message, with platform and reference where the paste names them.
pub(super) fn read(text: &str) -> Option<Intake> {
    let (mark, at, message) = find_mark(text)?;
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline);
    let rest = &text[at + mark.len()..end];
    let reference = reference_in_message(&text[start..end]).or_else(|| reference_in_lines(text));
    let platform = match mark {
        "no matching manifest for " => platform_words::read(
            rest.split(" in the manifest list")
                .next()
                .unwrap_or_default(),
        ),
        _ if mark.starts_with("does not") => parenthesis(rest).and_then(platform_words::read),
        _ if mark.starts_with("no image found") => platform_in_fields(rest),
        _ => None,
    };
    let platform = platform.or_else(|| reference.as_ref()?.platform.clone());
    Some(Intake::ErrorMessage {
        message,
        platform,
        reference,
    })
}

fn find_mark(text: &str) -> Option<(&'static str, usize, KnownError)> {
    // ASCII alone, so that every place in the copy is the same place in the text.
    let lower = text.to_ascii_lowercase();
    MARKS
        .into_iter()
        .find_map(|(mark, message)| Some((mark, lower.find(mark)?, message)))
}

/// The text in the first parenthesis, which may hold another: `(windows(10.0.17763)/amd64)`.
fn parenthesis(text: &str) -> Option<&str> {
    let start = text.find('(')? + 1;
    let mut depth = 1;
    for (at, byte) in text[start..].bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[start..start + at]);
        }
    }
    None
}

/// `architecture "arm64", variant "v8", OS "linux"`, in older versions partly without quotes.
fn platform_in_fields(text: &str) -> Option<Platform> {
    let field = |name: &str| {
        let value = text
            .split(',')
            .find_map(|part| part.trim().strip_prefix(name))?;
        Some(value.split_whitespace().next()?.trim_matches('"'))
    };
    let of = |name| field(name).unwrap_or_default();
    platform_words::from_parts(of("OS "), of("architecture "), of("variant "))
}

/// A reference inside the line of the message, where the wording or a domain makes it certain.
fn reference_in_message(message: &str) -> Option<Understood> {
    const LEADS: [&str; 2] = ["image with reference ", "manifest for "];
    let is_about_platform = message.contains("matching manifest for ");
    let led = LEADS
        .iter()
        .filter(|_| !is_about_platform)
        .find_map(|lead| message.split_once(lead)?.1.split_whitespace().next());
    let with_domain = || {
        let words = message
            .split_whitespace()
            .take(200)
            .map(|word| word.trim_matches(['"', '\'', '`', ':', ',', '(', ')']));
        words.into_iter().find(|word| {
            written_domain(word).is_some_and(|domain| domain.contains('.'))
                && Reference::parse(word).is_ok()
        })
    };
    let written = led
        .filter(|word| Reference::parse(word).is_ok())
        .or_else(with_domain)?;
    let find = segments::Find {
        written,
        ..Default::default()
    };
    segments::understand(find, super::SegmentRole::Command).ok()
}

/// A reference on another line: the command that was typed, or what the engine said while it pulled.
fn reference_in_lines(text: &str) -> Option<Understood> {
    let lines = || {
        text.lines()
            .take(LINES_MAX)
            .filter(|line| line.len() <= LINE_LENGTH_MAX && find_mark(line).is_none())
    };
    let named = lines().find_map(|line| {
        let understood = line::read(line)?.ok()?;
        // A word alone may be anything in a log.
        let is_certain = line.contains('/') || line.contains(':') || line.trim().contains(' ');
        is_certain.then_some(understood)
    });
    named.or_else(|| {
        let line = lines().find(|line| line.contains(": Pulling from "))?;
        let (tag, path) = line.trim().split_once(": Pulling from ")?;
        let find = segments::Find {
            written: path.trim(),
            tag: Some(tag.to_owned()),
            ..Default::default()
        };
        segments::understand(find, super::SegmentRole::Command).ok()
    })
}
