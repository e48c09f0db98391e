//! Messages of engines, as people paste them from a terminal or a build log.

mod marks;

use super::{
    Intake, LINE_LENGTH_MAX, LINES_MAX, Understood, address, line, platform_words, segments,
};
use crate::{
    platform::Platform,
    reference::{Reference, written_domain},
};
use marks::{MARKS, Mark, Place, SURROUNDINGS};

/// A mark that stands in more places without being a message is none.
const PLACES_MAX: usize = 50;

/// The message, with platform, reference and client where the paste names them.
pub(super) fn read(text: &str) -> Option<Intake> {
    // ASCII alone, so that every place in the copy is the same place in the text.
    let lower = text.to_ascii_lowercase();
    let found = MARKS
        .iter()
        .find_map(|mark| Found::of(mark, text, &lower))?;
    let reference = reference_in_message(found.line).or_else(|| reference_in_lines(text));
    let platform = found
        .platform
        .or_else(|| reference.as_ref()?.platform.clone());
    // Who typed the command knows best which client it was; after that the wording around the message, then its own.
    let surrounding = SURROUNDINGS
        .iter()
        .find(|(words, _)| lower.contains(words))
        .map(|(_, client)| *client);
    let client = command_client(text).or(surrounding).or(found.mark.client);
    Some(Intake::ErrorMessage {
        message: found.mark.message,
        platform,
        reference,
        client,
    })
}

/// A mark in a text.
struct Found<'a> {
    mark: &'static Mark,
    line: &'a str,
    platform: Option<Platform>,
}

impl<'a> Found<'a> {
    /// The first line that has the mark and what must stand beside it.
    fn of(mark: &'static Mark, text: &'a str, lower: &str) -> Option<Found<'a>> {
        let mut places = lower.match_indices(mark.text).take(PLACES_MAX);
        places.find_map(|(at, _)| {
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let end = text[at..]
                .find('\n')
                .map_or(text.len(), |newline| at + newline);
            let beside = &lower[start..end];
            let is_here =
                mark.beside.is_empty() || mark.beside.iter().any(|words| beside.contains(words));
            let platform = platform_behind(mark.platform, &text[at + mark.text.len()..end]);
            let is_whole = mark.platform != Place::Required || platform.is_some();
            (is_here && is_whole).then(|| Found {
                mark,
                line: &text[start..end],
                platform,
            })
        })
    }

    fn is_in(line: &str) -> bool {
        let lower = line.to_ascii_lowercase();
        MARKS
            .iter()
            .any(|mark| Found::of(mark, line, &lower).is_some())
    }
}

/// The platform in what stands behind a mark.
fn platform_behind(place: Place, rest: &str) -> Option<Platform> {
    match place {
        Place::Nowhere => None,
        Place::Behind => {
            let rest = rest.split(" in the manifest list").next()?;
            platform_words::read(rest.split(" platform").next()?)
        }
        Place::Required => {
            let word = rest
                .split_whitespace()
                .next()?
                .trim_end_matches([',', ':', '.']);
            platform_words::read(word).filter(|_| word.contains('/'))
        }
        Place::Parenthesis => parenthesis(rest).and_then(platform_words::read),
        Place::Fields => platform_in_fields(rest),
        // The architecture is not said; engines for Windows containers are read as amd64, as everywhere a command leaves it out.
        Place::WindowsVersion => {
            let version = rest.split_whitespace().next()?;
            let is_version = version.bytes().all(|it| it.is_ascii_digit() || it == b'.');
            platform_words::read(&format!("windows({version})/amd64")).filter(|_| is_version)
        }
    }
}

/// The client of the first command that was typed.
fn command_client(text: &str) -> Option<&'static str> {
    text.lines()
        .take(LINES_MAX)
        .filter(|line| line.len() <= LINE_LENGTH_MAX && !Found::is_in(line))
        .find_map(|line| line::read(line)?.ok()?.client)
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
    const LEADS: [&str; 8] = [
        "image with reference ",
        "manifest for ",
        "failed to resolve reference ",
        "unpack image ",
        "pull image ",
        "access denied for ",
        "initializing source ",
        "the author of ",
    ];
    let with_tag_first = || {
        // containers/image: `reading manifest 1.2 in quay.io/team/app: …`
        let (tag, rest) = message
            .split_once("reading manifest ")?
            .1
            .split_once(" in ")?;
        let name = bare(rest.split_whitespace().next()?);
        let separator = if tag.contains(':') { '@' } else { ':' };
        let written = format!("{name}{separator}{tag}");
        Reference::parse(&written).is_ok().then_some(written)
    };
    let led = || {
        LEADS.iter().find_map(|lead| {
            let at = message.find(lead)?;
            let is_about_platform = message[..at].ends_with("matching ");
            let word = bare(message[at + lead.len()..].split_whitespace().next()?);
            let word = word.strip_prefix("docker://").unwrap_or(word);
            (!is_about_platform && Reference::parse(word).is_ok()).then(|| word.to_owned())
        })
    };
    let words = || message.split_whitespace().take(200).map(bare);
    let with_domain = || {
        words()
            .find(|word| {
                written_domain(word).is_some_and(|domain| domain.contains('.'))
                    && Reference::parse(word).is_ok()
            })
            .map(str::to_owned)
    };
    let asked = || {
        words()
            .filter(|word| word.starts_with("http") && word.contains("/v2/"))
            .find_map(|word| address::read(word)?.ok())
    };
    let written = with_tag_first().or_else(led);
    let understand = |written: String| {
        let find = segments::Find {
            written: &written,
            ..Default::default()
        };
        segments::understand(find, super::SegmentRole::Command).ok()
    };
    match written {
        Some(written) => understand(written),
        None => asked().or_else(|| understand(with_domain()?)),
    }
}

/// A word without quotes, brackets and punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(['"', '\'', '`', ':', ',', '(', ')', ';'])
}

/// A reference on another line: the command that was typed, or what the engine said while it pulled.
fn reference_in_lines(text: &str) -> Option<Understood> {
    let lines = || {
        text.lines()
            .take(LINES_MAX)
            .filter(|line| line.len() <= LINE_LENGTH_MAX && !Found::is_in(line))
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
