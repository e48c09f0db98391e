//! The stage of "Ask the registry yourself": request and answer side by side, then what goes beyond the recording.

use super::{
    Exchange, documented, elsewhere,
    recording::{Answer, Outcome},
};
use crate::{
    markup::{Element, el},
    sign,
};
use serde_json::Value;
use tagprism_core::size::ByteSize;

/// Members of an entry that say for which machine it is.
const PLATFORM: &str = "\"platform\"";

pub(super) fn stage(exchange: &Exchange, live: Option<&Value>) -> Element {
    // Beside a long answer there is room on the left, below a short one on the right.
    let is_long = exchange.answer.body.lines().count() > 3;
    let [left, right] = [is_long, !is_long].map(|is_here| is_here.then(|| beyond(exchange)));
    el("div")
        .class("stage ask")
        .put(
            el("div")
                .class("ask-col")
                .put(request(exchange))
                .put(command(exchange))
                .put_some(left),
        )
        .put(
            el("div")
                .class("ask-col")
                .put(answer(exchange))
                .put_some(live.and_then(now))
                .put_some(right),
        )
}

fn block(class: &'static str, title: &'static str, said: String) -> Element {
    el("div")
        .class(class)
        .set("role", "group")
        .set("aria-label", title)
        .put(
            el("p")
                .class("ask-k")
                .put(el("b").text(title))
                .text(" ")
                .put(el("span").text(said)),
        )
}

/// A line of a head: the name of a header in second ink, and its value.
fn head_line(line: &str) -> Element {
    let row = el("span").class("ask-l");
    match line.split_once(": ") {
        Some((name, value)) if is_header_name(name) => row
            .put(el("span").class("ask-n").text(format!("{name}: ")))
            .text(value.to_owned()),
        _ if line.starts_with("HTTP/") => row.put(status_line(line)),
        _ => row.text(line.to_owned()),
    }
}

fn is_header_name(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A status line, underlined in the color of what it says.
fn status_line(line: &str) -> Element {
    let is_given = line.contains(" 2");
    el("b")
        .class(if is_given { "is-given" } else { "is-refused" })
        .text(line.to_owned())
}

fn request(exchange: &Exchange) -> Element {
    let host = exchange.recording.host();
    let found = |(word, n_times): &(String, usize)| {
        el("span")
            .class("ask-word")
            .put(el("code").text(word.clone()))
            .text(format!(" {n_times} times"))
    };
    block("ask-b", "Request", format!("to {host}"))
        .put(
            el("pre")
                .class("ask-t")
                .all(exchange.lines.iter().map(|line| head_line(line))),
        )
        .put(
            el("p")
                .class("ask-find")
                .put(
                    el("span")
                        .put(sign::icon("search"))
                        .text("There is no platform in it; search for it:"),
                )
                .all(exchange.searched.iter().map(found)),
        )
}

fn command(exchange: &Exchange) -> Element {
    let copy = el("button")
        .set("type", "button")
        .class("btn quiet copy")
        .set("data-copy", "curl")
        .put(sign::icon("copy"))
        .text("Copy");
    block(
        "ask-b ask-last copyable",
        "The same, as curl",
        "to Docker Hub".to_owned(),
    )
    .put(breakable(&elsewhere::curl(exchange)))
    .put(copy)
}

/// A command whose lines may end after what separates the parts of a URL or a list, so that no word is torn.
fn breakable(command: &str) -> Element {
    let mut text = el("pre").class("ask-t");
    for part in command.split_inclusive(['?', '&', '/', ',']) {
        text = text.text(part.to_owned()).put(el("wbr"));
    }
    text
}

fn answer(exchange: &Exchange) -> Element {
    let answer = &exchange.answer;
    let said = format!(
        "{}, recorded {}",
        exchange.recording.server(),
        exchange.recording.date()
    );
    let mut lines = el("pre").class("ask-t").put(head_line(&answer.line));
    for (name, value) in &answer.headers {
        lines = lines.put(head_line(&format!("{name}: {value}")));
    }
    block("ask-b ask-answer", "Answer", said)
        .put(lines)
        .put_some((!answer.body.is_empty()).then(|| body(answer)))
        .put(el("p").class("ask-note").text(body_words(answer)))
}

/// The lines of the body that were kept whole.
fn body(answer: &Answer) -> Element {
    let text = answer.body.trim_end();
    let kept = if answer.n_bytes > answer.body.len() {
        text.rsplit_once('\n').map_or(text, |(kept, _)| kept)
    } else {
        text
    };
    let is_list = answer.outcome() == Outcome::List;
    let mut is_inside = false;
    let mut lines = el("pre").class("ask-t ask-body");
    for line in kept.lines() {
        is_inside |= is_list && line.trim_start().starts_with(PLATFORM);
        let class = if is_inside { "ask-l ask-p" } else { "ask-l" };
        lines = lines.put(el("span").class(class).text(line.to_owned()));
        // Its members are words, so the first brace after it is its own.
        is_inside &= !line.trim_start().starts_with('}');
    }
    lines
}

/// How much of the body is shown, and what it tells.
pub(super) fn body_words(answer: &Answer) -> String {
    let told = match answer.outcome() {
        Outcome::List => {
            "The platforms stand here, one in each entry; the client reads them and chooses."
        }
        Outcome::Image => {
            "This is the manifest of the linux/amd64 entry, with that entry’s digest."
        }
        Outcome::OldImage => {
            "This is the linux/amd64 entry again, rewritten into the format of before 2016, with a digest of its own."
        }
        Outcome::NotAccepted => "The list is there; its type was not accepted.",
        Outcome::TokenFirst => "The address of the token server is in Www-Authenticate.",
    };
    let n_bytes = ByteSize(answer.n_bytes as u64).grouped();
    if answer.body.is_empty() {
        format!("HEAD asks for the headers only, so no body follows. {told}")
    } else if answer.n_bytes > answer.body.len() {
        format!("The beginning of {n_bytes} B. {told}")
    } else {
        format!("All {n_bytes} B. {told}")
    }
}

/// What a registry answers now. The program writes it; what cannot be read is left out.
fn now(live: &Value) -> Option<Element> {
    let word = |key: &str| live[key].as_str().unwrap_or_default();
    let via = match word("via") {
        "" => String::new(),
        via => format!(", by way of the {via}"),
    };
    let mut lines = el("pre").class("ask-t").put(
        el("span")
            .class("ask-l")
            .put(status_line(&format!("HTTP {}", live["status"].as_u64()?))),
    );
    for pair in live["headers"].as_array().into_iter().flatten() {
        let own = |nth: usize| pair[nth].as_str().unwrap_or_default();
        lines = lines.put(head_line(&format!("{}: {}", own(0), own(1))));
    }
    let said = format!("Docker Hub{via}, {}", word("when"));
    let n_bytes = live["bytes"].as_u64().unwrap_or_default();
    Some(
        block("ask-b ask-live", "Answer now", said)
            .put(lines)
            .put(el("p").class("ask-note").text(format!(
                "A body of {} B. It is another registry with another image, so digest and size differ from the recording.",
                ByteSize(n_bytes).grouped()
            ))),
    )
}

fn beyond(exchange: &Exchange) -> Element {
    let more = documented::about(exchange);
    let lines = (!more.lines.is_empty()).then(|| {
        el("pre")
            .class("ask-t")
            .all(more.lines.iter().map(|line| head_line(line)))
    });
    block(
        "ask-b ask-beyond",
        more.title,
        "documented, not recorded".to_owned(),
    )
    .put_some(lines)
    .put(
        el("p").class("ask-note").text(more.note).text(" ").put(
            el("a")
                .set("href", more.url)
                .set("rel", "noopener")
                .text(more.source),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_answer_stands_beside_the_recorded_one() {
        let live = serde_json::json!({
            "status": 200,
            "headers": [["content-type", "a/b"]],
            "bytes": 10229,
            "via": "proxy",
            "when": "12:30",
        });
        let text = now(&live).unwrap().plain_text();
        assert!(text.contains("HTTP 200"), "{text}");
        assert!(text.contains("content-type: a/b"), "{text}");
        assert!(text.contains("10,229 B"), "{text}");
    }

    #[test]
    fn what_is_no_live_answer_is_left_out() {
        for live in ["null", "{}", "[1]", "{\"status\":\"ok\"}"] {
            let live: Value = serde_json::from_str(live).unwrap();
            assert!(now(&live).is_none(), "{live}");
        }
    }
}
