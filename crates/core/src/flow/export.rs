//! A timeline as text: for places that run no program, and for other programs.

use serde_json::{Value, json};

use super::timeline::{Actor, Ending, EventKind, Exchange, ObjectRole, Place, Timeline};

impl Place {
    /// Where a step happens, in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Place::You => "on your side",
            Place::Wire => "message",
            Place::Engine => "inside the engine",
            Place::Kernel => "in the kernel",
        }
    }
}

impl Ending {
    /// What is printed last.
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Ending::Done { message }
            | Ending::Unread { message }
            | Ending::Failed { message, .. } => message,
        }
    }

    /// What would help; nothing where nothing went wrong.
    #[must_use]
    pub fn remedies(&self) -> &[String] {
        match self {
            Ending::Failed { remedies, .. } => remedies,
            Ending::Done { .. } | Ending::Unread { .. } => &[],
        }
    }
}

/// The timeline for reading: a paragraph per step.
#[must_use]
pub fn plain_text(timeline: &Timeline) -> String {
    let mut text = String::new();
    for (nth, step) in timeline.steps.iter().enumerate() {
        let millis = step.simulated.end;
        text += &format!(
            "{}. {} ({}, until {millis} ms simulated)\n   {}\n",
            nth + 1,
            step.title,
            step.place.label(),
            step.caption
        );
        for exchange in &step.exchanges {
            let Exchange {
                host,
                request,
                status,
                ..
            } = exchange;
            text += &format!(
                "   > {request} at {host}\n   < {status} ({})\n",
                exchange.origin.label()
            );
        }
        for (name, value) in &step.facts {
            text += &format!("   {name}: {value}\n");
        }
        if let Some(variation) = &step.variation {
            text += &format!("   Note: {variation}\n");
        }
    }
    text += &format!("\n{}\n", timeline.ending.message());
    for remedy in timeline.ending.remedies() {
        text += &format!("- {remedy}\n");
    }
    text
}

/// The timeline as a sequence diagram in the language of Mermaid.
#[must_use]
pub fn mermaid(timeline: &Timeline) -> String {
    let mut text = "sequenceDiagram\n".to_owned();
    for (nth, actor) in super::timeline::ACTORS.iter().enumerate() {
        text += &format!("    participant p{nth} as {}\n", actor.label());
    }
    for (nth, step) in timeline.steps.iter().enumerate() {
        let caption = plain(&step.caption);
        text += &format!(
            "    Note over p0,p4: {}. {}: {caption}\n",
            nth + 1,
            step.title
        );
        for exchange in &step.exchanges {
            let to = place(exchange.to);
            text += &format!("    p1->>p{to}: {}\n", plain(&exchange.request));
            text += &format!("    p{to}-->>p1: {}\n", plain(&exchange.meaning));
        }
    }
    text + &format!(
        "    Note over p0,p4: {}\n",
        plain(timeline.ending.message())
    )
}

/// Where an actor stands, from the left.
#[must_use]
pub fn place(actor: Actor) -> usize {
    let mut all = super::timeline::ACTORS.iter();
    all.position(|&it| it == actor).unwrap_or_default()
}

/// Text without what Mermaid would read as its own.
fn plain(text: &str) -> String {
    text.replace([';', '#', '<', '>', '\n'], " ")
}

/// The timeline as JSON: steps with their exchanges after the pattern of HAR, events, objects.
#[must_use]
pub fn json(timeline: &Timeline) -> String {
    let steps: Vec<Value> = timeline
        .steps
        .iter()
        .map(|step| {
            let exchanges: Vec<Value> = step.exchanges.iter().map(entry).collect();
            json!({
                "step": step.key,
                "title": step.title,
                "caption": step.caption,
                "place": step.place.label(),
                "simulatedMs": [step.simulated.start, step.simulated.end],
                "entries": exchanges,
                "facts": step.facts,
                "why": step.why,
                "variation": step.variation,
            })
        })
        .collect();
    let objects: Vec<Value> = timeline
        .objects
        .iter()
        .map(|object| {
            json!({
                "role": role(object.role),
                "digest": object.digest,
                "size": object.size,
                "parent": object.parent,
                "note": object.note,
            })
        })
        .collect();
    let events: Vec<Value> = timeline
        .events
        .iter()
        .map(|event| {
            json!({
                "step": event.step,
                "kind": kind(event.kind),
                "from": event.from.label(),
                "to": event.to.label(),
                "object": event.object,
                "simulatedMs": [event.simulated.start, event.simulated.end],
            })
        })
        .collect();
    json!({
        "log": {
            "version": "1.2",
            "creator": { "name": "Tagprism" },
            "comment": "Simulated: order and fields as the client sends them, times from round trips and bandwidth.",
            "steps": steps,
        },
        "objects": objects,
        "events": events,
        "ending": { "message": timeline.ending.message(), "remedies": timeline.ending.remedies() },
    })
    .to_string()
}

/// Header fields as HAR writes them.
fn fields<'a>(fields: impl Iterator<Item = (&'a str, &'a String)>) -> Value {
    fields
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn entry(exchange: &Exchange) -> Value {
    let (method, path) = exchange.request.split_once(' ').unwrap_or_default();
    json!({
        "_origin": exchange.origin.label(),
        "request": {
            "method": method,
            "url": format!("https://{}{path}", exchange.host),
            "headers": fields(exchange.sent.iter().map(|(name, value)| (*name, value))),
        },
        "response": {
            "status": exchange.status,
            "headers": fields(exchange.received.iter().map(|(name, value)| (&**name, value))),
            "content": exchange.body,
        },
    })
}

fn role(role: ObjectRole) -> &'static str {
    match role {
        ObjectRole::Tag => "tag",
        ObjectRole::Index => "index",
        ObjectRole::Manifest => "manifest",
        ObjectRole::Config => "config",
        ObjectRole::Layer => "layer",
    }
}

fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Ask => "ask",
        EventKind::Answer => "answer",
        EventKind::Name => "name",
        EventKind::Say => "say",
        EventKind::Transfer => "transfer",
        EventKind::Verify => "verify",
        EventKind::Reject => "reject",
        EventKind::Skip => "skip",
        EventKind::Choose => "choose",
        EventKind::Unpack => "unpack",
        EventKind::Record => "record",
        EventKind::Start => "start",
    }
}
