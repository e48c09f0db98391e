//! Other tags of the same repository that have what is missing: bounded, and only when somebody asks.

use crate::net::{Source, read};
use serde_json::Value;
use std::cmp::Reverse;
use tagprism_core::{
    Document, Platform, Reference,
    clients::{Asker, Client},
    document::{Body, Expectation},
    registry::request::{Endpoint, Request},
};

/// Tags that are compared by name at most.
const LISTED_MAX: usize = 1_000;
/// Tags whose index is read at most.
const READ_MAX: usize = 8;
/// Tags that are enough.
const FOUND_MAX: usize = 3;

/// Looks for tags from which the client gets something for that platform; says what came of it.
pub async fn look(
    source: &Source,
    reference: &Reference,
    platform: &Platform,
    client: &'static Client,
) -> String {
    let request = Request {
        repository: reference.path().clone(),
        endpoint: Endpoint::Tags,
    };
    let tags = match read(source, reference, &request).await {
        Ok(received) => tags_in(&received.bytes),
        Err(_) => return "its registry gave no list of tags".to_owned(),
    };
    let own = reference.tag().map_or("latest", |tag| tag.as_str());
    let likely = nearest(own, &tags);
    if likely.is_empty() {
        return "no other tag is like this one".to_owned();
    }
    let mut found: Vec<String> = Vec::new();
    let mut n_read = 0;
    for tag in likely.iter().take(READ_MAX) {
        let name = format!("{}:{tag}", reference.name());
        let Ok(other) = Reference::parse(&name) else {
            continue;
        };
        n_read += 1;
        let has_it = match read(source, &other, &Request::manifest(&other)).await {
            Ok(received) => has(&received.bytes, platform, client),
            Err(_) => false,
        };
        if has_it {
            found.push(tag.clone());
        }
        if found.len() == FOUND_MAX {
            break;
        }
    }
    match found.as_slice() {
        [] => format!("none of {n_read} similar tags has it"),
        tags => format!("has it under another tag: {}", tags.join(", ")),
    }
}

fn has(bytes: &[u8], platform: &Platform, client: &Client) -> bool {
    let Ok(document) = Document::read(bytes.to_vec(), &Expectation::default()) else {
        return false;
    };
    let Body::Index(index) = &document.body else {
        return false;
    };
    let asker = Asker {
        platform: platform.clone(),
        is_explicit: false,
    };
    client.choose(&asker, &index.offered()).picked.is_some()
}

fn tags_in(bytes: &[u8]) -> Vec<String> {
    let json: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let tags = json["tags"].as_array().into_iter().flatten();
    tags.filter_map(Value::as_str)
        .take(LISTED_MAX)
        .map(str::to_owned)
        .collect()
}

/// How unlike the words are, then the version.
type Rank = (usize, Reverse<Vec<u64>>);

/// Tags that are likely meant instead: those with the same words behind the version first, newer ones before older ones.
fn nearest(own: &str, tags: &[String]) -> Vec<String> {
    let (_, flavor) = parts(own);
    let mut ranked: Vec<(Rank, &String)> = Vec::new();
    let others = tags
        .iter()
        .filter(|tag| *tag != own && !tag.starts_with("sha256-"));
    for tag in others {
        let (version, words) = parts(tag);
        let distance = match (words == flavor, words.is_empty()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        let rank = (distance, Reverse(version));
        let at = ranked.partition_point(|(before, _)| *before <= rank);
        ranked.insert(at, (rank, tag));
    }
    ranked.into_iter().map(|(_, tag)| tag.clone()).collect()
}

/// A tag as numbers and the words around them: `1.27-alpine` is 1, 27 and `-alpine`.
fn parts(tag: &str) -> (Vec<u64>, String) {
    let end = tag
        .find(|character: char| !(character.is_ascii_digit() || character == '.'))
        .unwrap_or(tag.len());
    let numbers = tag[..end].split('.').filter_map(|it| it.parse().ok());
    (numbers.collect(), tag[end..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(own: &str, tags: &[&str], expected: &[&str]) {
        let tags: Vec<String> = tags.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(nearest(own, &tags), expected);
    }

    #[test]
    fn the_same_flavor_comes_first_and_newer_before_older() {
        check(
            "1.27-alpine",
            &[
                "1.9-alpine",
                "1.28-alpine",
                "1.27-alpine",
                "1.28",
                "latest",
                "sha256-00.sig",
            ],
            &["1.28-alpine", "1.9-alpine", "1.28", "latest"],
        );
        check("latest", &["2", "10"], &["10", "2"]);
        check("only", &["only"], &[]);
    }

    #[test]
    fn a_list_of_tags_may_be_anything() {
        assert_eq!(tags_in(br#"{"tags":["a",1,"b"]}"#), ["a", "b"]);
        assert!(tags_in(b"<html>").is_empty() && tags_in(br#"{"tags":null}"#).is_empty());
    }
}
