//! The same question to a registry that everybody can reach: as a button, and as a command to paste.

use super::Exchange;
use crate::{
    markup::{Element, el},
    record::Record,
    sign,
};
use serde_json::Value;

const REPOSITORY: &str = "library/nginx";
const TAG: &str = "latest";

/// The button that asks Docker Hub through the site. It carries the request; the program sends it.
pub(super) fn button(exchange: &Exchange) -> Element {
    el("button")
        .set("type", "button")
        .class("btn")
        .set("data-act", "replay")
        .set("data-method", exchange.request.method())
        .set("data-repository", REPOSITORY)
        .set("data-reference", reference(exchange))
        .set("data-accept", accept(exchange))
        .text("Ask Docker Hub now")
}

/// Why nobody answered, beside the button; `None` where somebody did.
pub(super) fn failure(live: &Value) -> Option<Element> {
    let why = live["failure"].as_str()?;
    Some(
        el("p")
            .class("ask-fail")
            .set("role", "alert")
            .put(sign::icon("cross"))
            .put(
                el("span")
                    .put(el("b").text("No answer to show."))
                    .text(format!(
                        " {why} Paste the command under “The same, as curl” into a shell, or ask again later. What stands below is the recording, unchanged."
                    )),
            ),
    )
}

fn accept(exchange: &Exchange) -> String {
    exchange.recording.accepted(&exchange.request).join(", ")
}

/// The tag, or the digest that it had when nginx was recorded.
fn reference(exchange: &Exchange) -> String {
    Record::of("nginx:latest")
        .filter(|record| exchange.request.by_digest && !record.digest.is_empty())
        .map_or_else(|| TAG.to_owned(), |record| record.digest)
}

/// The request as a command for a shell.
pub(super) fn curl(exchange: &Exchange) -> String {
    let request = exchange.request;
    let mut text = String::new();
    if request.has_token {
        text.push_str(&format!(
            "TOKEN=$(curl -s 'https://auth.docker.io/token?service=registry.docker.io&scope=repository:{REPOSITORY}:pull' \\\n  | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n"
        ));
    }
    text.push_str(if request.is_head {
        "curl -s -I"
    } else {
        "curl -s -D -"
    });
    let accept = accept(exchange);
    // Without any, curl itself says `*/*`.
    if !accept.is_empty() {
        text.push_str(&format!(" \\\n  -H 'Accept: {accept}'"));
    }
    if request.has_token {
        text.push_str(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    text.push_str(&format!(
        " \\\n  https://registry-1.docker.io/v2/{REPOSITORY}/manifests/{}",
        reference(exchange)
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{asking::FIGURE, state::State};
    use tagprism_core::Platform;

    #[track_caller]
    fn check(pairs: &[(&str, &str)], expected: &str) {
        let state = State::read(FIGURE.parameters, pairs.iter().copied());
        let machine = Platform::new("linux", "arm64", "v8");
        assert_eq!(curl(&Exchange::new(&state, &machine).unwrap()), expected);
    }

    #[test]
    fn the_command_asks_what_the_figure_asks() {
        check(
            &[("token", "no"), ("accept", "oci-index"), ("method", "head")],
            "curl -s -I \\\n  -H 'Accept: application/vnd.oci.image.index.v1+json' \\\n  https://registry-1.docker.io/v2/library/nginx/manifests/latest",
        );
        check(
            &[("token", "no"), ("accept", "")],
            "curl -s -D - \\\n  https://registry-1.docker.io/v2/library/nginx/manifests/latest",
        );
    }

    #[test]
    fn a_failure_says_what_happened_and_what_to_do() {
        let mut live = serde_json::Map::new();
        live.insert("failure".to_owned(), "This browser is offline.".into());
        let said = failure(&Value::Object(live)).unwrap().plain_text();
        assert!(
            said.contains("No answer to show. This browser is offline. Paste the command"),
            "{said}"
        );
        assert!(said.ends_with("the recording, unchanged."));
        assert!(failure(&Value::Null).is_none());
    }

    #[test]
    fn by_digest_it_asks_for_the_recorded_one() {
        let digest = Record::of("nginx:latest").unwrap().digest;
        assert_eq!(digest.len(), 71);
        check(
            &[("token", "no"), ("accept", ""), ("by", "digest")],
            &format!(
                "curl -s -D - \\\n  https://registry-1.docker.io/v2/library/nginx/manifests/{digest}"
            ),
        );
    }
}
