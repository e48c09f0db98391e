//! Other tags of the same repository that have what is missing: bounded, and only when somebody asks.

use crate::net::{Source, read};
use serde_json::Value;
use std::cmp::Reverse;
use tagprism_core::{
    Document, Reference,
    clients::{Asker, Client},
    document::{Body, Expectation},
    registry::{
        budget::Budget,
        request::{Endpoint, Request},
    },
};

/// Tags that are compared by name at most.
const LISTED_MAX: usize = 1_000;
/// Tags whose index is read at most.
const READ_MAX: usize = 8;
/// Tags that are enough.
const FOUND_MAX: usize = 3;

/// What an image should have.
pub struct Wanted {
    /// For whom.
    pub asker: Asker,
    /// By whose rule.
    pub client: &'static Client,
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Other tags that have it, as people call them, the nearest first.
    pub names: Vec<String>,
    /// How it went, as a phrase.
    pub words: String,
    /// What the registry said last is left of its limit.
    pub budget: Option<Budget>,
}

/// Looks for tags that have what is wanted. `may_ask` is asked before each request, with whether it is one that Docker Hub counts
/// as a pull; nothing where it said no before anything was found out.
pub async fn look(
    source: &Source,
    reference: &Reference,
    wanted: &Wanted,
    may_ask: &dyn Fn(bool) -> bool,
) -> Option<Found> {
    let nothing = |words: &str| Found {
        names: Vec::new(),
        words: words.to_owned(),
        budget: None,
    };
    if !may_ask(false) {
        return None;
    }
    let request = Request {
        repository: reference.path().clone(),
        endpoint: Endpoint::Tags,
    };
    let tags = match read(source, reference, &request).await {
        Ok(received) => tags_in(&received.bytes),
        Err(_) => return Some(nothing("its registry gave no list of tags")),
    };
    let own = reference.tag().map_or("latest", |tag| tag.as_str());
    let likely = nearest(own, &tags);
    if likely.is_empty() {
        return Some(nothing("the repository has no other tag"));
    }
    let mut found = nothing("");
    let (mut n_lacking, mut n_unknown) = (0, 0);
    for tag in likely.iter().take(READ_MAX) {
        let Ok(other) = Reference::parse(&format!("{}:{tag}", reference.name())) else {
            continue;
        };
        if !may_ask(true) {
            break;
        }
        let fit = match read(source, &other, &Request::manifest(&other)).await {
            Ok(received) => {
                found.budget = received.budget.or(found.budget);
                wanted.fit(&received.bytes)
            }
            Err(_) => Fit::NotKnown,
        };
        match fit {
            Fit::Has => found.names.push(other.familiar()),
            Fit::Lacks => n_lacking += 1,
            Fit::NotKnown => n_unknown += 1,
        }
        if found.names.len() == FOUND_MAX {
            break;
        }
    }
    found.words = in_words(found.names.len(), n_lacking, n_unknown)?;
    Some(found)
}

/// What came of it; nothing where nothing was read.
fn in_words(n_found: usize, n_lacking: usize, n_unknown: usize) -> Option<String> {
    let lacking = match (n_found, n_lacking) {
        (0, 0) => None,
        (0, 1) => Some("the one other tag that was read lacks it, too".to_owned()),
        (0, n) => Some(format!(
            "{n} other tags were read, and all of them lack it, too"
        )),
        (_, 0) => Some("other tags have it".to_owned()),
        (_, n) => Some(format!("other tags have it, and {n} lack it, too")),
    };
    // A single image says nothing before its config is read.
    let unknown = match n_unknown {
        0 => None,
        1 => Some("of one nothing is known: it is no index, or could not be read".to_owned()),
        n => Some(format!(
            "of {n} nothing is known: they are no index, or could not be read"
        )),
    };
    let parts: Vec<String> = lacking.into_iter().chain(unknown).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Whether a tag has what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Has,
    Lacks,
    NotKnown,
}

impl Wanted {
    /// What the document behind a tag tells about it.
    fn fit(&self, bytes: &[u8]) -> Fit {
        let Ok(document) = Document::read(bytes.to_vec(), &Expectation::default()) else {
            return Fit::NotKnown;
        };
        let Body::Index(index) = &document.body else {
            return Fit::NotKnown;
        };
        let choice = self.client.choose(&self.asker, &index.offered());
        match choice.picked {
            Some(_) => Fit::Has,
            None => Fit::Lacks,
        }
    }
}

fn tags_in(bytes: &[u8]) -> Vec<String> {
    let json: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let tags = json["tags"].as_array().into_iter().flatten();
    tags.filter_map(Value::as_str)
        .take(LISTED_MAX)
        .map(str::to_owned)
        .collect()
}

/// How a version stands to another; what comes first is nearer.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Age {
    /// The lowest first.
    Newer(Vec<u64>),
    /// The highest first.
    Older(Reverse<Vec<u64>>),
    /// A name without a version.
    Unversioned,
}

impl Age {
    fn of(own: &[u64], other: Vec<u64>) -> Age {
        match other {
            it if it.is_empty() => Age::Unversioned,
            it if !own.is_empty() && it.as_slice() > own => Age::Newer(it),
            it => Age::Older(Reverse(it)),
        }
    }
}

/// Tags that are likely meant instead: those with the same words behind the version first, then by nearness of the version.
fn nearest(own: &str, tags: &[String]) -> Vec<String> {
    let (version, flavor) = parts(own);
    let mut ranked: Vec<((usize, Age), &String)> = Vec::new();
    let others = tags
        .iter()
        .filter(|tag| *tag != own && !tag.starts_with("sha256-"));
    for tag in others {
        let (other, words) = parts(tag);
        let distance = match (words == flavor, words.is_empty()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        let rank = (distance, Age::of(&version, other));
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
    fn the_same_flavor_comes_first_and_the_nearest_version() {
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
        check(
            "5.7",
            &["latest", "9.1", "5.5", "8.0", "8.4", "5.6"],
            &["8.0", "8.4", "9.1", "5.6", "5.5", "latest"],
        );
        check("latest", &["2", "10"], &["10", "2"]);
        check("only", &["only"], &[]);
    }

    #[test]
    fn what_is_not_known_is_not_said_to_be_lacking() {
        let platform = tagprism_core::Platform::new("linux", "arm64", "");
        let wanted = Wanted {
            asker: Asker {
                platform,
                is_explicit: false,
            },
            client: &tagprism_core::clients::CLIENTS[0],
        };
        let index = |architecture: &str| {
            format!(
                r#"{{"schemaVersion":2,"manifests":[{{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":1,"digest":"sha256:{:064}","platform":{{"os":"linux","architecture":"{architecture}"}}}}]}}"#,
                0
            )
        };
        assert_eq!(wanted.fit(index("arm64").as_bytes()), Fit::Has);
        assert_eq!(wanted.fit(index("amd64").as_bytes()), Fit::Lacks);
        for text in [
            r#"{"schemaVersion":2,"config":{},"layers":[]}"#,
            "<html>",
            "{}",
        ] {
            assert_eq!(wanted.fit(text.as_bytes()), Fit::NotKnown, "{text}");
        }
        assert_eq!(in_words(0, 0, 0), None);
        assert_eq!(
            in_words(0, 2, 1).as_deref(),
            Some(
                "2 other tags were read, and all of them lack it, too; of one nothing is known: it is no index, or could not be read"
            )
        );
        assert_eq!(in_words(2, 0, 0).as_deref(), Some("other tags have it"));
    }

    #[test]
    fn a_list_of_tags_may_be_anything() {
        assert_eq!(tags_in(br#"{"tags":["a",1,"b"]}"#), ["a", "b"]);
        assert!(tags_in(b"<html>").is_empty() && tags_in(br#"{"tags":null}"#).is_empty());
    }
}
