//! Every request that the figure "Ask the registry yourself" can build, sent to
//! a real registry: what it answers to which method, reference, token and Accept.
//!
//! The samples' images are pushed to an open server; then one that asks for a
//! token serves the same files and is asked. Answers repeat a lot, so the file
//! has each of them once, and a letter for every request.

mod token;
mod wire;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::samples::catalog::{self, Sample};
use crate::samples::document::{DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST};
use crate::samples::packages;
use crate::samples::registry::Registry;
use crate::samples::today;

use token::Signer;
use wire::{Answer, ask};

/// Programs with the Debian packages that have them.
pub const TOOLS: &[(&str, &str)] = &[
    ("docker-registry", "docker-registry"),
    ("openssl", "openssl"),
    ("dpkg-deb", "dpkg"),
];

/// The two samples whose tags hold a list, one in each family of media types.
const REPOSITORIES: [&str; 2] = ["busybox", "docker-list"];
/// In the order of the bits of an Accept.
const ACCEPT: [&str; 4] = [OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST];
/// The headers that the figure shows. The others say when, repeat the digest,
/// or tell browsers how to treat the body.
const HEADERS: [&str; 5] = [
    "Content-Type",
    "Content-Length",
    "Docker-Content-Digest",
    "Docker-Distribution-Api-Version",
    "Www-Authenticate",
];
/// How much of a body is kept, in bytes: enough for the first entry of a list.
const BODY_HEAD: usize = 560;
const HOST: &str = "registry.test";

/// Asks everything and gives the file's text.
///
/// # Errors
///
/// When the packages or the servers are missing, or when the registry answers
/// with something that is not HTTP.
pub fn measure(packages: &Path, scratch: &Path) -> Outcome<String> {
    let programs = packages::fetch(packages)?;
    let catalog = catalog::build(&programs)?;
    let samples: Vec<&Sample> = REPOSITORIES
        .iter()
        .filter_map(|name| catalog.iter().find(|sample| sample.repository == *name))
        .collect();
    let storage = scratch.join("registry");
    let open = Registry::start(&storage)?;
    for sample in &samples {
        open.push(sample.repository, sample.tag, &sample.root)?;
    }
    drop(open);

    let signer = Signer::new(scratch)?;
    let registry = Registry::serve(&storage, &signer.settings())?;
    let token = signer.sign(&REPOSITORIES)?;
    let mut recording = Recording::default();
    for sample in &samples {
        let digest = sample.root.document.digest();
        for reference in [sample.tag, &digest] {
            for method in ["GET", "HEAD"] {
                for bearer in [None, Some(&token)] {
                    for accepted in 0..1 << ACCEPT.len() {
                        let target = format!("/v2/{}/manifests/{reference}", sample.repository);
                        let lines = request(method, &target, accepted, bearer);
                        recording.add(&ask(registry.port, &lines)?)?;
                    }
                }
            }
        }
    }
    Ok(recording.written(&registry.version, &samples, token.len()))
}

/// The lines of a request. Who accepts nothing in particular says `*/*`, as curl does.
fn request(method: &str, target: &str, accepted: usize, bearer: Option<&String>) -> Vec<String> {
    let types: Vec<&str> = ACCEPT
        .iter()
        .enumerate()
        .filter(|(bit, _)| accepted >> bit & 1 == 1)
        .map(|(_, media_type)| *media_type)
        .collect();
    let accept = if types.is_empty() {
        "*/*".to_owned()
    } else {
        types.join(", ")
    };
    let mut lines = vec![
        format!("{method} {target} HTTP/1.1"),
        format!("Host: {HOST}"),
        format!("Accept: {accept}"),
    ];
    lines.extend(bearer.map(|token| format!("Authorization: Bearer {token}")));
    lines
}

/// The distinct answers so far, and which of them each request got.
#[derive(Default)]
struct Recording {
    answers: Vec<String>,
    letters: String,
}

impl Recording {
    fn add(&mut self, answer: &Answer) -> Outcome {
        let response = &answer.response;
        let headers: Vec<_> = HEADERS
            .iter()
            .filter_map(|name| response.header(name).map(|value| json!([name, value])))
            .collect();
        let head = &response.body[..response.body.len().min(BODY_HEAD)];
        let text = json!({
            "line": answer.line,
            "headers": headers,
            "bytes": response.body.len(),
            "body": String::from_utf8_lossy(head),
        })
        .to_string();
        let nth = match self.answers.iter().position(|known| *known == text) {
            Some(nth) => nth,
            None => {
                self.answers.push(text);
                self.answers.len() - 1
            }
        };
        let letter = u8::try_from(nth)
            .ok()
            .and_then(|nth| b'a'.checked_add(nth))
            .filter(u8::is_ascii_lowercase)
            .ok_or_else(|| Failure::new("more answers differ than there are letters"))?;
        self.letters.push(char::from(letter));
        Ok(())
    }

    /// One key on a line, so that a change is easy to see.
    fn written(&self, version: &str, samples: &[&Sample], n_token_chars: usize) -> String {
        let documents: Vec<_> = samples
            .iter()
            .map(|sample| {
                json!({
                    "repository": sample.repository,
                    "tag": sample.tag,
                    "type": sample.root.document.media_type,
                    "digest": sample.root.document.digest(),
                })
            })
            .collect();
        let mut text = String::from("{\n");
        for (key, value) in [
            ("captured", json!(today())),
            ("tools", json!(format!("docker-registry {version}"))),
            ("host", json!(HOST)),
            ("tokenChars", json!(n_token_chars)),
            ("accept", json!(ACCEPT)),
            ("documents", json!(documents)),
            ("letters", json!(self.letters)),
        ] {
            let _ = writeln!(text, "\"{key}\":{value},");
        }
        let _ = writeln!(text, "\"answers\":[\n{}\n]\n}}", self.answers.join(",\n"));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_types_and_nothing_of_the_machine() {
        let lines = request("GET", "/v2/a/manifests/1", 0b1001, None);
        assert_eq!(
            lines,
            [
                "GET /v2/a/manifests/1 HTTP/1.1".to_owned(),
                "Host: registry.test".to_owned(),
                format!("Accept: {OCI_INDEX}, {DOCKER_MANIFEST}"),
            ]
        );
        let lines = request("HEAD", "/", 0, Some(&"t".to_owned()));
        assert_eq!(lines[2..], ["Accept: */*", "Authorization: Bearer t"]);
    }

    #[test]
    fn an_answer_is_kept_once() {
        let answer = |line: &str| Answer {
            line: line.to_owned(),
            response: crate::samples::http::parse(b"HTTP/1.1 200 OK\r\nDate: x\r\n\r\n").unwrap(),
        };
        let mut recording = Recording::default();
        for line in ["a", "b", "a"] {
            recording.add(&answer(line)).unwrap();
        }
        assert_eq!(recording.letters, "aba");
        assert_eq!(recording.answers.len(), 2);
    }
}
