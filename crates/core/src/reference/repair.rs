//! What to write instead: small repairs, kept only if the result is a reference.

use super::{ReferenceErrorKind as Kind, grammar};

/// Longer texts are not mistyped references.
const LENGTH_MAX: usize = 1_024;

/// A text that would be accepted, found by repairs that build on each other, from the harmless to the bold.
pub(super) fn suggest(text: &str, kind: &Kind) -> Option<String> {
    if text.len() > LENGTH_MAX || matches!(kind, Kind::Empty | Kind::BareIdentifier) {
        return None;
    }
    let repairs: [fn(&str) -> String; 8] = [
        |text| text.trim().to_owned(),
        without_scheme,
        single_slashes,
        |text| text.trim_end_matches([':', '@', '/']).to_owned(),
        lower_case_name,
        lower_case_digest,
        tag_behind_name,
        without_broken_digest,
    ];
    let mut candidate = text.to_owned();
    for repair in repairs {
        candidate = repair(&candidate);
        if grammar::read(&candidate).is_ok() {
            return Some(candidate);
        }
    }
    // Two words are not one name: the first of them that is a reference is the better guess.
    candidate
        .split_whitespace()
        .find(|word| grammar::read(word).is_ok())
        .map(str::to_owned)
}

fn without_scheme(text: &str) -> String {
    text.split_once("://")
        .map_or(text, |(_, rest)| rest)
        .to_owned()
}

fn single_slashes(text: &str) -> String {
    let mut parts = text.split('/').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| name + "/" + part)
}

/// Where the name ends: at the colon behind the last slash, or at the `@`.
fn name_end(text: &str) -> usize {
    let before_digest = text.find('@').unwrap_or(text.len());
    let last_slash = text[..before_digest]
        .rfind('/')
        .map_or(0, |slash| slash + 1);
    text[last_slash..before_digest]
        .find(':')
        .map_or(before_digest, |colon| last_slash + colon)
}

fn lower_case_name(text: &str) -> String {
    let (name, suffix) = text.split_at(name_end(text));
    name.to_ascii_lowercase() + suffix
}

fn lower_case_digest(text: &str) -> String {
    match text.split_once('@') {
        Some((name, digest)) => format!("{name}@{}", digest.to_ascii_lowercase()),
        None => text.to_owned(),
    }
}

/// `nginx:1.27/foo` → `nginx/foo:1.27`; a port would be all digits, so this cannot be one.
fn tag_behind_name(text: &str) -> String {
    match text.split_once('/') {
        Some((first, rest)) if !rest.contains([':', '@']) => match first.split_once(':') {
            Some((name, tag)) => format!("{name}/{rest}:{tag}"),
            None => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

fn without_broken_digest(text: &str) -> String {
    let (name, _) = text.split_once('@').unwrap_or((text, ""));
    name.trim_end_matches(':').to_owned()
}
