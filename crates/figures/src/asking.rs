//! Figure 6, "Ask the registry yourself": a request is built switch by switch, and what a registry answered to exactly that
//! request stands beside it. No switch is about a processor, because no part of the request is.
//!
//! Reads `Scene::live`: what another registry answers now, as `{"status", "headers", "bytes", "via", "when"}`, or why it
//! did not, as `{"failure"}`.

mod documented;
mod elsewhere;
mod picture;
mod recording;

use crate::{
    controls::Controls,
    figure::{Drawing, Figure, Origin, Scene, Table},
    markup::{Element, el},
    state::{Parameter, State, Values},
};
use recording::{Answer, Document, Outcome, Recording};
use serde_json::Value;
use tagprism_core::{Platform, size::ByteSize};

const NAME: &str = "ask";

/// In the order of the recorder's bits.
const ACCEPT: &[&str] = &[
    "oci-index",
    "docker-list",
    "oci-manifest",
    "docker-manifest",
];
/// What stands beside the boxes.
const ACCEPT_LABELS: [&str; 4] = [
    "OCI index",
    "Docker manifest list",
    "OCI manifest",
    "Docker manifest",
];

/// The row of this figure.
pub const FIGURE: Figure = Figure {
    number: Some(6),
    name: NAME,
    title: "Ask the registry yourself",
    parameters: &[
        Parameter {
            name: "accept",
            values: Values::AllOf(ACCEPT),
        },
        Parameter {
            name: "method",
            values: Values::OneOf(&["get", "head"]),
        },
        Parameter {
            name: "by",
            values: Values::OneOf(&["tag", "digest"]),
        },
        Parameter {
            name: "token",
            values: Values::OneOf(&["yes", "no"]),
        },
        Parameter {
            name: "behind",
            values: Values::OneOf(&["oci", "docker"]),
        },
    ],
    draw,
};

/// The switches.
#[derive(Clone, Copy)]
struct Request {
    /// Whether a Docker manifest list stands behind the tag, and not an OCI index.
    is_docker: bool,
    by_digest: bool,
    is_head: bool,
    has_token: bool,
    /// One bit for each word of [`ACCEPT`].
    accepted: usize,
}

impl Request {
    fn of(state: &State) -> Self {
        let is_set =
            |(bit, word): (usize, &&'static str)| usize::from(state.has("accept", word)) << bit;
        Self {
            is_docker: state.one("behind") == "docker",
            by_digest: state.one("by") == "digest",
            is_head: state.one("method") == "head",
            has_token: state.one("token") == "yes",
            accepted: ACCEPT.iter().enumerate().map(is_set).sum(),
        }
    }

    fn method(self) -> &'static str {
        if self.is_head { "HEAD" } else { "GET" }
    }
}

/// A request with what was answered to it.
struct Exchange {
    recording: Recording,
    request: Request,
    /// The request as it was sent; only the token is abridged.
    lines: Vec<String>,
    answer: Answer,
    /// Each word that would name a platform, and how often the request has it.
    searched: Vec<(String, usize)>,
}

impl Exchange {
    fn new(state: &State, machine: &Platform) -> Option<Self> {
        let recording = Recording::read()?;
        let request = Request::of(state);
        let answer = recording.answer(&request)?;
        let document = recording.document(&request);
        let lines = lines(&recording, request, &document);
        let text = lines.join("\n");
        let mut words = vec!["platform", &machine.os, &machine.architecture];
        words.retain(|word| !word.is_empty());
        let searched = words
            .into_iter()
            .map(|word| (word.to_owned(), n_times(&text, word)))
            .collect();
        Some(Self {
            recording,
            request,
            lines,
            answer,
            searched,
        })
    }
}

/// The request's text, line by line.
fn lines(recording: &Recording, request: Request, document: &Document) -> Vec<String> {
    let reference = if request.by_digest {
        &document.digest
    } else {
        &document.tag
    };
    let accepted = recording.accepted(&request);
    let mut lines = vec![
        format!(
            "{} /v2/{}/manifests/{reference} HTTP/1.1",
            request.method(),
            document.repository
        ),
        format!("Host: {}", recording.host()),
        // What curl sends where nothing else is said.
        format!(
            "Accept: {}",
            if accepted.is_empty() {
                "*/*".to_owned()
            } else {
                accepted.join(", ")
            }
        ),
    ];
    if request.has_token {
        lines.push(format!(
            "Authorization: Bearer (a token of {} characters)",
            ByteSize(recording.n_token_chars()).grouped()
        ));
    }
    lines
}

/// How often a text has a word as a word of its own.
fn n_times(text: &str, word: &str) -> usize {
    text.split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|own| own.eq_ignore_ascii_case(word))
        .count()
}

fn draw(state: &State, scene: &Scene<'_>) -> Drawing {
    let Some(exchange) = Exchange::new(state, scene.machine) else {
        return missing();
    };
    let recording = &exchange.recording;
    Drawing {
        caption: caption(&exchange).to_owned(),
        controls: controls(state, &exchange, scene.live),
        stage: picture::stage(&exchange, scene.live),
        status: status(&exchange),
        table: table(&exchange),
        origin: Origin {
            data: format!("256 requests, recorded {}", recording.date()),
            source: format!("{} on the recorder’s machine", recording.server()),
            url: String::new(),
            image: "",
        },
    }
}

fn controls(state: &State, exchange: &Exchange, live: Option<&Value>) -> Vec<Element> {
    let controls = Controls::new(NAME, state);
    let ticks = ACCEPT
        .iter()
        .zip(ACCEPT_LABELS)
        .map(|(word, label)| controls.tick("accept", word, label));
    let mut bar = vec![
        el("fieldset")
            .class("ask-accept")
            .put(el("legend").text("Accept"))
            .all(ticks),
        controls.radios("method", "Method", &[("get", "GET"), ("head", "HEAD")]),
        controls.radios("by", "Ask by", &[("tag", "tag"), ("digest", "digest")]),
        controls.radios("token", "Token", &[("yes", "yes"), ("no", "no")]),
        controls.radios(
            "behind",
            "Behind the tag",
            &[("oci", "OCI index"), ("docker", "Docker list")],
        ),
        elsewhere::button(exchange),
    ];
    bar.extend(live.and_then(elsewhere::failure));
    bar
}

fn caption(exchange: &Exchange) -> &'static str {
    match exchange.answer.outcome() {
        Outcome::List => {
            "The registry never learns your CPU: nothing in this request names a platform, so every machine is sent the same list."
        }
        Outcome::Image | Outcome::OldImage => {
            "Asked by tag without the type of the list, this registry takes linux/amd64 for everybody: it still does not know your CPU."
        }
        Outcome::NotAccepted => {
            "The list exists and the answer is 404: Accept names the documents that a client can read, not its CPU."
        }
        Outcome::TokenFirst => {
            "Before any document comes a token: the registry asks who you are, and never which CPU you have."
        }
    }
}

fn status(exchange: &Exchange) -> String {
    let answer = &exchange.answer;
    let request = exchange.request;
    let n_types = request.accepted.count_ones();
    let what = match answer.outcome() {
        Outcome::TokenFirst => "with the address of the token server".to_owned(),
        Outcome::NotAccepted => "because the list’s type is not accepted".to_owned(),
        _ => format!(
            "{}, {} B",
            answer.media_type().describe(),
            ByteSize(answer.header("content-length").parse().unwrap_or_default()).grouped()
        ),
    };
    let by = if request.by_digest { "digest" } else { "tag" };
    let types = match n_types {
        0 => "nothing in particular".to_owned(),
        1 => "1 type".to_owned(),
        n_types => format!("{n_types} types"),
    };
    let found: Vec<String> = exchange
        .searched
        .iter()
        .map(|(word, n_times)| format!("{word} {n_times} times"))
        .collect();
    format!(
        "{} by {by}, accepting {types}: {}, {what}. The request says {}.",
        request.method(),
        answer.status(),
        found.join(", ")
    )
}

fn table(exchange: &Exchange) -> Table {
    let part = |line: &str| match line.split_once(": ") {
        Some((name, _)) => name.to_owned(),
        None => "First line".to_owned(),
    };
    let mut rows: Vec<Vec<String>> = exchange
        .lines
        .iter()
        .map(|line| vec![format!("Request: {}", part(line)), line.clone()])
        .collect();
    for (word, n_times) in &exchange.searched {
        rows.push(vec![
            format!("Request: the word {word}"),
            format!("{n_times} times"),
        ]);
    }
    let answer = &exchange.answer;
    rows.push(vec!["Answer: First line".to_owned(), answer.line.clone()]);
    for (name, value) in &answer.headers {
        rows.push(vec![format!("Answer: {name}"), value.clone()]);
    }
    rows.push(vec!["Answer: body".to_owned(), picture::body_words(answer)]);
    let more = documented::about(exchange);
    rows.push(vec![
        format!("Documented, not recorded: {}", more.title),
        format!("{} ({})", more.note, more.source),
    ]);
    Table {
        caption: "The request, the recorded answer, and what is documented beyond it".to_owned(),
        heads: vec!["Part".to_owned(), "Text".to_owned()],
        rows,
    }
}

/// The recording is part of the program, so this is never seen; it keeps a broken file from ending the page.
fn missing() -> Drawing {
    Drawing {
        caption: "The exchanges that this figure draws are missing.".to_owned(),
        controls: Vec::new(),
        stage: el("div").class("stage"),
        status: "Nothing to show.".to_owned(),
        table: Table::default(),
        origin: Origin {
            data: String::new(),
            source: String::new(),
            url: String::new(),
            image: "",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_request_names_the_platform_of_any_machine() {
        for (os, architecture) in [("linux", "arm64"), ("windows", "amd64"), ("linux", "386")] {
            let machine = Platform::new(os, architecture, "");
            for (by, accept) in [("tag", "oci-index"), ("digest", "docker-manifest")] {
                let state = State::read(FIGURE.parameters, [("by", by), ("accept", accept)]);
                let exchange = Exchange::new(&state, &machine).unwrap();
                assert!(exchange.searched.iter().all(|(_, n_times)| *n_times == 0));
                assert_eq!(exchange.searched.len(), 3);
            }
        }
    }

    #[test]
    fn a_word_inside_a_digest_is_no_word() {
        assert_eq!(n_times("sha256:a386b 386 x/386", "386"), 2);
    }

    #[test]
    fn the_status_says_what_was_asked_and_answered() {
        let machine = Platform::new("linux", "s390x", "");
        let state = State::new(FIGURE.parameters);
        let exchange = Exchange::new(&state, &machine).unwrap();
        assert_eq!(
            status(&exchange),
            "GET by tag, accepting 4 types: 200 OK, OCI image index, 6,928 B. \
             The request says platform 0 times, linux 0 times, s390x 0 times."
        );
    }
}
