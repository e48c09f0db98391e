//! What is said, and why: request, answer, bytes and reasons of one step.

use super::{
    choice::Ranking,
    story::{Story, short_request},
    what_if,
};
use crate::{
    controls::Controls,
    markup::{Element, KEY, el},
};
use tagprism_core::{
    flow::{Ending, Exchange, Scene as Moment, Step},
    size::ByteSize,
};

/// The tabs: value and label.
pub const TABS: &[(&str, &str)] = &[
    ("why", "Why"),
    ("request", "Request"),
    ("response", "Response"),
    ("bytes", "Bytes"),
];
/// Exchanges that are shown whole; more are counted.
const MAX_SHOWN: usize = 2;

/// The panel at a moment.
pub fn panel(story: &Story, moment: &Moment, controls: &Controls<'_>, tab: &str) -> Element {
    let tabs = controls
        .radios("tab", "About this step", TABS)
        .class("seg f8-tabs");
    // A region that scrolls has to be reachable by keys.
    let mut body = el("div")
        .class("f8-body")
        .set("tabindex", "0")
        .set("role", "group")
        .set("aria-label", "About this step");
    if let Some(step) = story.timeline.steps.get(moment.step) {
        body = match tab {
            "request" => exchanges(body, step, request),
            "response" => exchanges(body, step, response),
            "bytes" => bytes(body, story, moment, step),
            _ => why(body, story, moment.step, step)
                .put_some(what_if::questions(story, step, controls)),
        };
    }
    el("div")
        .class("f8-pane f8-panel")
        .set(KEY, "panel")
        .put(tabs)
        .put(body)
}

fn why(body: Element, story: &Story, nth: usize, step: &Step) -> Element {
    let mut body = body.put(el("p").class("f8-lead").text(step.why.clone()));
    if let Some(variation) = &step.variation {
        body = body.put(el("p").class("f8-note").text(variation.clone()));
    }
    body = match Ranking::of(story, step) {
        Some(ranking) => body.put(ranking.wishes()).put(counts(&ranking)),
        None => body.put(facts(step)),
    };
    if nth + 1 == story.n_steps() {
        body = body.put(ending(&story.timeline.ending));
    }
    body
}

fn counts(ranking: &Ranking) -> Element {
    let (n_attestations, n_refused, n_acceptable) = ranking.counts();
    let kept = match ranking.kept() {
        Some(entry) => format!("kept: entry {}, {}", entry.position, ranking.reason()),
        None => "kept".to_owned(),
    };
    let rows = [
        (
            n_attestations,
            "skipped: attestations, unknown/unknown".to_owned(),
        ),
        (n_refused, "refused: for other machines".to_owned()),
        (n_acceptable, "acceptable".to_owned()),
        (usize::from(ranking.kept().is_some()), kept),
    ];
    el("dl")
        .class("f8-counts")
        .all(rows.into_iter().map(|(count, words)| {
            el("div")
                .put(el("dt").text(count))
                .put(el("dd").text(words))
        }))
}

fn facts(step: &Step) -> Element {
    let row = |(name, value): &(String, String)| {
        el("div")
            .put(el("dt").text(name.clone()))
            .put(el("dd").text(value.clone()))
    };
    el("dl").class("f8-facts").all(step.facts.iter().map(row))
}

/// How it ends, and what would help.
pub fn ending(ending: &Ending) -> Element {
    let (class, words) = match ending {
        Ending::Done { .. } => ("msg warn f8-done", "It ends well. The last line is"),
        Ending::Unread { .. } => ("msg warn", "The recording ends here."),
        Ending::Failed {
            is_verbatim: true, ..
        } => ("msg", "It ends with this error, in the engine’s own words:"),
        Ending::Failed { .. } => ("msg", "It ends with an error such as"),
    };
    let remedies = ending.remedies();
    let list = (!remedies.is_empty()).then(|| {
        el("ul")
            .class("f8-help")
            .all(remedies.iter().map(|it| with_commands(el("li"), it)))
    });
    el("div")
        .class("f8-end")
        .put(el("p").text(words))
        .put(
            el("p")
                .class(class)
                .put(el("code").text(ending.message().to_owned())),
        )
        .put_some(list.as_ref().map(|_| el("p").text("What would help:")))
        .put_some(list)
}

/// A text in which commands stand between backticks.
fn with_commands(place: Element, words: &str) -> Element {
    let parts = words.split('`').enumerate();
    parts.fold(place, |place, (nth, part)| match nth % 2 {
        1 => place.put(el("code").text(part.to_owned())),
        _ => place.text(part.to_owned()),
    })
}

fn exchanges(body: Element, step: &Step, draw: fn(&Exchange) -> Element) -> Element {
    if step.exchanges.is_empty() {
        return body.put(
            el("p")
                .class("f8-lead")
                .text("No request leaves in this step, so there is no answer either."),
        );
    }
    let n_more = step.exchanges.len().saturating_sub(MAX_SHOWN);
    let more = (n_more > 0).then(|| {
        el("p")
            .class("f8-note")
            .text(format!("And {}.", more_requests(n_more)))
    });
    body.all(step.exchanges.iter().take(MAX_SHOWN).map(draw))
        .put_some(more)
}

/// `2 more requests`. They may be of other kinds and go to other hosts than those that are shown.
pub fn more_requests(n: usize) -> String {
    match n {
        1 => "1 more request".to_owned(),
        n => format!("{n} more requests"),
    }
}

fn request(exchange: &Exchange) -> Element {
    let host = [("Host".to_owned(), exchange.host.clone())];
    let sent = exchange
        .sent
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    message(
        "Simulated after the client’s source",
        exchange.request.clone(),
        host.into_iter().chain(sent),
        "",
    )
}

fn response(exchange: &Exchange) -> Element {
    let title = match exchange.origin {
        tagprism_core::flow::timeline::Origin::Simulated => {
            "Simulated: status and fields after the specification"
        }
        tagprism_core::flow::timeline::Origin::Captured => "Captured",
    };
    message(
        title,
        exchange.status.clone(),
        exchange.received.iter().cloned(),
        &exchange.body,
    )
    .put(
        el("p")
            .class("f8-k")
            .text(format!("to {}", short_request(&exchange.request, 60))),
    )
}

fn message(
    title: &'static str,
    first: String,
    fields: impl Iterator<Item = (String, String)>,
    body: &str,
) -> Element {
    let field = |(name, value): (String, String)| {
        el("div")
            .put(el("dt").text(format!("{name}:")))
            .put(el("dd").text(value))
    };
    let body = (!body.is_empty()).then(|| el("p").class("f8-text").text(body.to_owned()));
    el("div")
        .class("f8-http")
        .put(el("p").class("f8-k").text(title))
        .put(el("p").class("f8-text").put(el("b").text(first)))
        .put(el("dl").all(fields.map(field)))
        .put_some(body)
}

/// Every object that the step is about, its digest and what was found.
fn bytes(body: Element, story: &Story, moment: &Moment, step: &Step) -> Element {
    let timeline = &story.timeline;
    let is_about = |nth: &usize| {
        let mut events = timeline.events.iter();
        events.any(|event| event.step == moment.step && event.object == Some(*nth))
    };
    let objects: Vec<usize> = (0..timeline.objects.len()).filter(is_about).collect();
    let known = match story.known.is_verified {
        true => format!("Digests and sizes: {}.", story.known.how),
        false => format!(
            "Digests and sizes: {}; the bytes are not here to hash.",
            story.known.how
        ),
    };
    let row = |nth: &usize| {
        let object = story.timeline.objects.get(*nth)?;
        let state = moment.objects.get(*nth).copied().unwrap_or_default();
        let size = match object.size {
            Some(bytes) => ByteSize(bytes).to_string(),
            None if object.digest.is_empty() && object.parent.is_none() => "a name".to_owned(),
            None => "size not recorded".to_owned(),
        };
        Some(
            el("div")
                .put(el("dt").text(format!(
                    "{}, {}",
                    object.note,
                    state.label().to_ascii_lowercase()
                )))
                .put(
                    el("dd").put(el("code").text(match object.digest.is_empty() {
                        true => object.name.clone(),
                        false => object.digest.clone(),
                    })),
                )
                .put(el("dd").text(size)),
        )
    };
    let rows: Vec<Element> = objects.iter().filter_map(row).collect();
    if rows.is_empty() {
        return body
            .put(
                el("p")
                    .class("f8-lead")
                    .text("No object’s bytes move in this step."),
            )
            .put(facts(step));
    }
    body.put(el("dl").class("f8-bytes").all(rows))
        .put(el("p").class("f8-note").text(known))
}
