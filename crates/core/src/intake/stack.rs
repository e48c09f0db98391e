//! Whether a paste is a file that names several images, told by its lines alone.
//!
//! This is a guess that costs little: no YAML is parsed, and nobody is told what the file holds. Whoever gets a kind hands the
//! text to `tagprism-stack`, which reads it.

use super::{LINE_LENGTH_MAX, LINES_MAX, TEXT_LENGTH_MAX, Understood, is_blank, line};

/// What kind of file a paste looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StackKind {
    /// A Compose file: `services:` with names below it.
    Compose,
    /// Objects of Kubernetes: `apiVersion:` and `kind:`.
    Kubernetes,
    /// A Dockerfile with more than its first instruction.
    Dockerfile,
    /// Several lines that name an image each: references, commands, keys of other files.
    List,
}

/// Instructions of a Dockerfile.
const INSTRUCTIONS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// The kind of file that a text looks like; nothing for a single reference, a single command, and what is longer than 1 MiB.
///
/// ```
/// use tagprism_core::intake::{StackKind, looks_like_stack};
/// assert_eq!(looks_like_stack("services:\n  web:\n    image: nginx"), Some(StackKind::Compose));
/// assert_eq!(looks_like_stack("image: nginx"), None);
/// ```
pub fn looks_like_stack(text: &str) -> Option<StackKind> {
    if text.len() > TEXT_LENGTH_MAX {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start_matches(is_blank).starts_with('{') {
        return json_kind(text);
    }
    let lines: Vec<&str> = text.lines().filter(|line| is_told(line)).collect();
    yaml_kind(&lines)
        .or_else(|| is_dockerfile(&lines).then_some(StackKind::Dockerfile))
        .or_else(|| is_list(&lines).then_some(StackKind::List))
}

/// The first image that a line names.
pub(super) fn first(text: &str) -> Option<Box<Understood>> {
    text.lines()
        .take(LINES_MAX)
        .find_map(|line| line::read(line)?.ok())
        .map(Box::new)
}

/// Whether a line says something: no comment, no mere frame.
fn is_told(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    !(line.is_empty() || line.starts_with('#') || line.starts_with("```") || line == "---")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// By the keys on the outermost level; a paste may be indented as a whole.
fn yaml_kind(lines: &[&str]) -> Option<StackKind> {
    let outermost = indent(lines.first()?);
    let keys = || {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| indent(line) == outermost)
    };
    let has = |key: &str| keys().any(|(_, line)| value_of(line, key).is_some());
    // The services of a GitLab pipeline are a list.
    let has_services = keys().any(|(idx, line)| match value_of(line, "services") {
        Some("") => lines
            .get(idx + 1)
            .is_some_and(|next| indent(next) > outermost && !next.trim_start().starts_with("- ")),
        Some(value) => value.starts_with(['{', '&']),
        None => false,
    });
    if has("apiVersion") && has("kind") {
        Some(StackKind::Kubernetes)
    } else {
        has_services.then_some(StackKind::Compose)
    }
}

/// What stands behind `key:`, without a comment.
fn value_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let line = line.trim();
    let rest = ['"', '\'']
        .into_iter()
        .find_map(|quote| {
            line.strip_prefix(quote)?
                .strip_prefix(key)?
                .strip_prefix(quote)
        })
        .or_else(|| line.strip_prefix(key))?;
    let value = rest.strip_prefix(':')?;
    let is_value = value.is_empty() || value.starts_with([' ', '\t']);
    let value = value.trim();
    let value = if value.starts_with('#') {
        ""
    } else {
        value.split(" #").next().unwrap_or_default().trim_end()
    };
    is_value.then_some(value)
}

/// By the keys of the outermost object. Documents of registries have neither.
fn json_kind(text: &str) -> Option<StackKind> {
    let (mut has_services, mut has_version, mut has_kind) = (false, false, false);
    let (mut depth, mut is_in_text, mut is_escaped, mut start) = (0_usize, false, false, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_text => is_escaped = true,
            b'"' if is_in_text => {
                is_in_text = false;
                let is_key = text[at + 1..].trim_start().starts_with(':');
                match &text[start..at] {
                    _ if depth != 1 || !is_key => {}
                    "services" => has_services = true,
                    "apiVersion" => has_version = true,
                    "kind" => has_kind = true,
                    // What a registry says stays that, whatever else is in it.
                    "schemaVersion" | "mediaType" => return None,
                    _ => {}
                }
            }
            b'"' => (is_in_text, start) = (true, at + 1),
            b'{' | b'[' if !is_in_text => depth += 1,
            b'}' | b']' if !is_in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    if has_version && has_kind {
        Some(StackKind::Kubernetes)
    } else {
        has_services.then_some(StackKind::Compose)
    }
}

/// `FROM` or `ARG` first and another instruction, or several `FROM`.
fn is_dockerfile(lines: &[&str]) -> bool {
    let keyword = |line: &&&str| {
        let word = line.split_whitespace().next().unwrap_or_default();
        word.to_ascii_uppercase()
    };
    let bases = lines.iter().filter(|line| line::is_base(line)).count();
    let begins = lines
        .first()
        .is_some_and(|line| line::is_base(line) || keyword(&line) == "ARG");
    let instructions = lines
        .iter()
        .filter(|line| INSTRUCTIONS.contains(&keyword(line).as_str()))
        .count();
    bases > 1 || (bases == 1 && begins && instructions > 1)
}

/// More than one line that names an image, and not always the same: what an engine prints names it several times. A word alone
/// may be anything, so that bare words count only where there is nothing else.
fn is_list(lines: &[&str]) -> bool {
    let is_certain = |line: &str| line.contains(['/', ':']) || line.trim().contains(' ');
    let mut is_pure = true;
    let (mut certain, mut bare): (Vec<Understood>, Vec<Understood>) = (Vec::new(), Vec::new());
    for line in lines.iter().take(LINES_MAX) {
        let understood = Some(line)
            .filter(|line| line.len() <= LINE_LENGTH_MAX)
            .and_then(|line| line::read(line)?.ok());
        match understood {
            Some(it) if is_certain(line) => certain.push(it),
            Some(it) => bare.push(it),
            None => is_pure = false,
        }
    }
    if is_pure {
        certain.append(&mut bare);
    }
    let asked = |it: &Understood| (it.reference.clone(), it.platform.clone());
    certain
        .first()
        .is_some_and(|first| certain.iter().any(|it| asked(it) != asked(first)))
}
