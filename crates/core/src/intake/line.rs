//! One line of a paste.

use super::{
    LINE_LENGTH_MAX, Refusal, SegmentRole, Understood, address, command, is_blank, platform_words,
    segments::{Find, understand},
    words,
};
use crate::{digest::Digest, reference::Reference};

/// Keys of configuration files whose value is a reference.
const KEYS: [&str; 5] = ["image", "container", "base_image", "docker_image", "uses"];

/// What a line names; nothing where it is empty, a comment or a mere frame.
pub(super) fn read(line: &str) -> Option<Result<Understood, Refusal>> {
    let line = without_quotes(without_bullet(line.trim_matches(is_blank)));
    if line.is_empty() || line.starts_with("```") || line == "---" {
        return None;
    }
    if line.len() > LINE_LENGTH_MAX {
        return Some(Err(Refusal::TooLong));
    }
    if let Some(found) = command::read(line) {
        return Some(found.and_then(|find| understand(find, SegmentRole::Command)));
    }
    if line.starts_with('#') || line.starts_with("//") {
        return None;
    }
    if let Some(found) = read_from(line)
        .or_else(|| read_key(line))
        .or_else(|| read_engine_line(line))
    {
        return Some(found.and_then(|find| understand(find, SegmentRole::Command)));
    }
    Some(read_bare(line))
}

/// Whether a line has a place where an image belongs, and says more than a word alone could: a command of a known tool, a key of
/// a configuration file, `FROM … AS …` or `COPY --from=…` of a Dockerfile.
///
/// ```
/// use tagprism_core::intake::has_place_for_image;
/// assert!(has_place_for_image("  image: $REGISTRY/app"));
/// assert!(!has_place_for_image("from the docs we learn"));
/// ```
pub fn has_place_for_image(line: &str) -> bool {
    let line = without_quotes(without_bullet(line.trim_matches(is_blank)));
    if line.len() > LINE_LENGTH_MAX {
        return false;
    }
    let is_prose = line
        .split_whitespace()
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("FROM"))
        && !is_base(line);
    command::read(line).is_some_and(|it| it.is_ok())
        || (!is_prose && read_from(line).is_some_and(|it| it.is_ok()))
        || read_key(line).is_some()
}

/// `FROM [--platform=…] image [AS name]` and nothing more: Python writes `from os import path`.
pub(super) fn is_base(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_from = words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("FROM"));
    let rest: Vec<&str> = words.skip_while(|word| word.starts_with("--")).collect();
    match rest[..] {
        [_] => is_from,
        [_, word, _] => is_from && word.eq_ignore_ascii_case("AS"),
        _ => false,
    }
}

/// A reference, a digest or an address, perhaps in quotes or at the end of a sentence.
fn read_bare(line: &str) -> Result<Understood, Refusal> {
    let bare = without_frame(line);
    if is_digest(bare) {
        return Err(Refusal::DigestAlone);
    }
    if let Some(found) = address::read(bare) {
        return found;
    }
    let whole = Find {
        written: line,
        ..Find::default()
    };
    let inner = Find {
        written: bare,
        ..Find::default()
    };
    understand(whole, SegmentRole::Command).or_else(|_| understand(inner, SegmentRole::Command))
}

/// List marks of Markdown and YAML, and quote marks of mails.
fn without_bullet(line: &str) -> &str {
    let mut line = line;
    while let Some(rest) = ["- ", "* ", "> ", "• "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet))
    {
        line = rest.trim_start();
    }
    line
}

/// The quotes around a whole line, as code in a text has them.
fn without_quotes(line: &str) -> &str {
    let inner = ['`', '"', '\'']
        .into_iter()
        .find_map(|quote| Some((quote, line.strip_prefix(quote)?.strip_suffix(quote)?)));
    match inner {
        Some((quote, inner)) if !inner.contains(quote) => inner.trim(),
        _ => line,
    }
}

/// Quotes and brackets around, punctuation behind.
fn without_frame(line: &str) -> &str {
    line.trim_matches([
        '"', '\'', '`', '“', '”', '‘', '’', '«', '»', '<', '>', '(', ')',
    ])
    .trim_end_matches(['.', ',', ';', '!', '?', '"', '\'', '`', '”', '’', ')', '>'])
    .trim()
}

/// `sha256:…` in full or cut, or 64 hex digits: read as a reference, it would be an image called `sha256`.
fn is_digest(text: &str) -> bool {
    let is_hex = |hex: &str| hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let known = ["sha256:", "sha512:"]
        .iter()
        .find_map(|name| text.strip_prefix(name));
    known.is_some_and(|hex| hex.len() >= 7 && is_hex(hex))
        || (text.len() == 64 && is_hex(text))
        || (text.contains(':')
            && !text.contains('/')
            && text.len() > 64
            && Digest::parse(text).is_ok())
}

/// `FROM [--platform=…] image [AS name]`, and `COPY --from=image …`, of a Dockerfile.
fn read_from(line: &str) -> Option<Result<Find<'_>, Refusal>> {
    let commands = words::commands(line);
    let (keyword, arguments) = commands.first()?.split_first()?;
    let is_copy = keyword.text.eq_ignore_ascii_case("COPY");
    if arguments.is_empty() || !(is_copy || keyword.text.eq_ignore_ascii_case("FROM")) {
        return None;
    }
    let mut platform = None;
    for word in arguments {
        if is_copy {
            let Some(image) = word.text.strip_prefix("--from=") else {
                continue;
            };
            let range = words::value_range(line, word, image);
            return Some(Ok(Find {
                before: &line[..range.start],
                written: &line[range.clone()],
                after: &line[range.end..],
                ..Find::default()
            }));
        }
        if let Some(flag) = word.text.strip_prefix("--") {
            platform = flag
                .strip_prefix("platform=")
                .and_then(platform_words::read)
                .or(platform);
            continue;
        }
        if word.text == "scratch" {
            break;
        }
        let range = words::value_range(line, word, &word.text);
        return Some(Ok(Find {
            before: &line[..range.start],
            written: &line[range.clone()],
            after: &line[range.end..],
            platform,
            ..Find::default()
        }));
    }
    (!is_copy).then_some(Err(Refusal::NoImageInCommand))
}

/// `image: nginx` of YAML, `"image": "nginx",` of JSON, `image = "nginx"` of TOML and HCL.
fn read_key(line: &str) -> Option<Result<Find<'_>, Refusal>> {
    let separator = line.find([':', '='])?;
    let key = line[..separator]
        .trim()
        .trim_matches(['"', '\''])
        .to_ascii_lowercase();
    let value = &line[separator + 1..];
    // `image:latest` is a reference; YAML wants a space.
    if !KEYS.contains(&key.as_str())
        || (line[separator..].starts_with(':') && !value.starts_with([' ', '\t']))
    {
        return None;
    }
    let value = value.split(" #").next().unwrap_or_default().trim();
    let written = value.trim_end_matches(',').trim_matches(['"', '\'']).trim();
    if written.is_empty() {
        return None;
    }
    let start = separator + 1 + line[separator + 1..].find(written)?;
    let before = line[..start].trim_end_matches(['"', '\'']);
    let after = line[start + written.len()..].trim_matches(['"', '\'', ',', ' ']);
    Some(Ok(Find {
        before,
        written,
        after,
        ..Find::default()
    }))
}

/// What engines print while they pull.
fn read_engine_line(line: &str) -> Option<Result<Find<'_>, Refusal>> {
    const LEADS: [&str; 3] = [
        "Unable to find image '",
        "Downloaded newer image for ",
        "Image is up to date for ",
    ];
    let start = LEADS
        .iter()
        .find_map(|lead| Some(line.find(lead)? + lead.len()))?;
    let end = line[start..]
        .find(['\'', ' '])
        .map_or(line.len(), |end| start + end);
    let written = &line[start..end];
    Reference::parse(written).ok()?;
    Some(Ok(Find {
        before: line[..start].trim_end_matches('\''),
        written,
        after: line[end..].trim_start_matches('\''),
        ..Find::default()
    }))
}
