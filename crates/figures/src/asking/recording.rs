//! What a registry on the recorder's machine answered to every request that the figure can build. `cargo xtask evidence
//! exchanges` records it.

use super::Request;
use crate::record::day;
use serde_json::Value;
use tagprism_core::{MediaType, media_type::Kind};

/// The file, read.
pub(super) struct Recording(Value);

/// The document behind a tag that was asked for.
pub(super) struct Document {
    pub(super) repository: String,
    pub(super) tag: String,
    pub(super) digest: String,
}

/// An answer as it arrived.
pub(super) struct Answer {
    /// `HTTP/1.1 200 OK`.
    pub(super) line: String,
    /// Name and value, in the order of the recorder's list.
    pub(super) headers: Vec<(String, String)>,
    /// Length of the whole body.
    pub(super) n_bytes: usize,
    /// Its beginning.
    pub(super) body: String,
}

/// What an answer amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The list itself.
    List,
    /// The image that the registry took from the list.
    Image,
    /// The same image in the format of before 2016.
    OldImage,
    /// Not without a token.
    TokenFirst,
    /// The tag holds a type that was not asked for.
    NotAccepted,
}

impl Recording {
    /// `None` only where the file is broken, which a test rules out.
    pub(super) fn read() -> Option<Self> {
        serde_json::from_slice(crate::library::text("exchanges.json").as_bytes())
            .ok()
            .map(Self)
    }

    pub(super) fn date(&self) -> String {
        day(text(&self.0["captured"]))
    }

    /// Name and version of the server.
    pub(super) fn server(&self) -> String {
        text(&self.0["tools"]).to_owned()
    }

    pub(super) fn host(&self) -> &str {
        text(&self.0["host"])
    }

    pub(super) fn n_token_chars(&self) -> u64 {
        self.0["tokenChars"].as_u64().unwrap_or_default()
    }

    pub(super) fn document(&self, request: &Request) -> Document {
        let wire = &self.0["documents"][usize::from(request.is_docker)];
        let own = |key: &str| text(&wire[key]).to_owned();
        Document {
            repository: own("repository"),
            tag: own("tag"),
            digest: own("digest"),
        }
    }

    /// The media types that the request accepts; their bits are in the recorder's order.
    pub(super) fn accepted(&self, request: &Request) -> Vec<&str> {
        let all = self.0["accept"].as_array().into_iter().flatten();
        all.enumerate()
            .filter(|(bit, _)| request.accepted >> bit & 1 == 1)
            .map(|(_, media_type)| text(media_type))
            .collect()
    }

    pub(super) fn answer(&self, request: &Request) -> Option<Answer> {
        let letter = text(&self.0["letters"]).as_bytes().get(place(request))?;
        let wire = &self.0["answers"][usize::from(letter.checked_sub(b'a')?)];
        let header = |pair: &Value| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned());
        Some(Answer {
            line: text(&wire["line"]).to_owned(),
            headers: wire["headers"].as_array()?.iter().map(header).collect(),
            n_bytes: usize::try_from(wire["bytes"].as_u64()?).ok()?,
            body: text(&wire["body"]).to_owned(),
        })
    }
}

/// Place of a request among the letters: the recorder's loops from the outermost to the innermost.
fn place(request: &Request) -> usize {
    [
        request.is_docker,
        request.by_digest,
        request.is_head,
        request.has_token,
    ]
    .into_iter()
    .fold(0, |place, bit| place << 1 | usize::from(bit))
        << 4
        | request.accepted
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    /// The status and its name: `404 Not Found`.
    pub(super) fn status(&self) -> &str {
        self.line.split_once(' ').map_or("", |(_, status)| status)
    }

    pub(super) fn media_type(&self) -> MediaType {
        MediaType::new(self.header("content-type"))
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.status().starts_with("401") {
            return Outcome::TokenFirst;
        }
        match self.media_type().kind() {
            Kind::Index => Outcome::List,
            Kind::Manifest => Outcome::Image,
            Kind::Schema1 => Outcome::OldImage,
            _ => Outcome::NotAccepted,
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: [usize; 2] = [0b0001, 0b0010];
    const DOCKER_IMAGE: usize = 0b1000;

    #[track_caller]
    fn check(change: impl Fn(&mut Request), expected: Outcome) {
        let recording = Recording::read().unwrap();
        let mut request = Request {
            is_docker: false,
            by_digest: false,
            is_head: false,
            has_token: true,
            accepted: 0b1111,
        };
        change(&mut request);
        let answer = recording.answer(&request).unwrap();
        assert_eq!(answer.outcome(), expected, "{}", answer.line);
    }

    #[test]
    fn every_request_has_an_answer() {
        let recording = Recording::read().unwrap();
        assert_eq!(text(&recording.0["letters"]).len(), 256);
        for letter in text(&recording.0["letters"]).bytes() {
            assert!(recording.0["answers"][usize::from(letter - b'a')].is_object());
        }
    }

    #[test]
    fn whoever_accepts_a_list_is_sent_the_list() {
        check(|it| it.accepted = LIST[0], Outcome::List);
        check(
            |it| {
                it.is_docker = true;
                it.accepted = LIST[1];
            },
            Outcome::List,
        );
    }

    #[test]
    fn without_a_token_nothing_is_sent() {
        check(|it| it.has_token = false, Outcome::TokenFirst);
    }

    #[test]
    fn an_oci_index_is_not_sent_to_whoever_does_not_accept_it_by_tag_or_by_digest() {
        check(|it| it.accepted &= !LIST[0], Outcome::NotAccepted);
        check(
            |it| {
                it.accepted = 0;
                it.by_digest = true;
            },
            Outcome::NotAccepted,
        );
    }

    #[test]
    fn a_docker_list_is_exchanged_by_tag_and_never_by_digest() {
        let docker = |accepted, by_digest| {
            move |it: &mut Request| {
                it.is_docker = true;
                it.accepted = accepted;
                it.by_digest = by_digest;
            }
        };
        check(docker(DOCKER_IMAGE, false), Outcome::Image);
        check(docker(0, false), Outcome::OldImage);
        check(docker(DOCKER_IMAGE, true), Outcome::List);
        check(docker(0, true), Outcome::List);
    }

    #[test]
    fn the_image_in_exchange_for_a_list_is_the_one_for_amd64() {
        let recording = Recording::read().unwrap();
        let ask = |accepted| {
            recording
                .answer(&Request {
                    is_docker: true,
                    by_digest: false,
                    is_head: false,
                    has_token: true,
                    accepted,
                })
                .unwrap()
        };
        let (list, image) = (ask(LIST[1]), ask(DOCKER_IMAGE));
        let (_, from_digest) = list
            .body
            .split_once(image.header("docker-content-digest"))
            .unwrap();
        let (entry, _) = from_digest.split_once('}').unwrap();
        assert!(entry.contains("\"architecture\": \"amd64\""), "{entry}");
    }
}
