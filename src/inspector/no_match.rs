//! Nothing for this machine: the engine's exact words, and what would really help.

use super::{
    listing::{Row, RowDigest},
    object::Object,
    words::capitalized,
};
use crate::{
    machine::use_machine,
    ui::{CodeText, CopyButton, Message, PlatformBadge, Tone},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::{
    Platform, Reference,
    document::{ReadError, ReadErrorKind},
    resolve::{NoMatch, Remedy},
};

/// The panel's head when no entry fits.
#[component]
pub fn NoMatchPanel(
    no_match: NoMatch,
    host: Platform,
    reference: Reference,
    /// A row of another nested index that would fit.
    elsewhere: Option<Row>,
) -> impl IntoView {
    let title = format!("{} has nothing for {}", reference.familiar(), host.short());
    let by_digest = elsewhere.and_then(|row| match &row.digest {
        RowDigest::Whole(digest) => Some((row.path.clone(), reference.pinned(digest).familiar())),
        _ => None,
    });
    let reference = reference.familiar();
    view! {
        <h2 id="verdict-h">{title}</h2>
        <p>"The engine stops with this message:"</p>
        <Message tone=Tone::Fail>{no_match.message.clone()}</Message>
        <details class="v-more">
            <summary>"The older image store says it shorter"</summary>
            <Message tone=Tone::Fail>{no_match.classic_message.clone()}</Message>
        </details>
        <div class="v-help">
            <h3>"What would help"</h3>
            {by_digest.map(|(path, pinned)| view! {
                <p>
                    {format!("Entry {path} would fit, but containerd looks into the first nested index only and never sees it. Pulled by its digest it works:")}
                </p>
                <p class="v-cmd"><code>{format!("docker pull {pinned}")}</code></p>
            })}
            <ul>{no_match.remedies.into_iter().map(|remedy| view! { <li>{remedy_view(&remedy, &reference)}</li> }).collect_view()}</ul>
        </div>
    }
}

fn remedy_view(remedy: &Remedy, reference: &str) -> AnyView {
    let words = remedy.to_string();
    let words = capitalized(&format!("{words}."));
    match remedy {
        Remedy::Emulate { platform } => {
            let command = format!("docker run --platform {} {reference}", platform.short());
            view! {
                <p><CodeText text=words /></p>
                <p class="v-cmd"><code>{command.clone()}</code><CopyButton text=Signal::stored(command) label="Copy" quiet=true /></p>
            }
            .into_any()
        }
        Remedy::Use64Bit { platform } | Remedy::OlderHost { platform } => {
            let machine = platform.clone();
            let choose = use_machine().choose;
            view! {
                <p><CodeText text=words /></p>
                <button class="btn" type="button" on:click=move |_| choose.run(machine.clone())>
                    "Look as " <PlatformBadge platform=platform.clone() />
                </button>
            }
            .into_any()
        }
        _ => view! { <p><CodeText text=words /></p> }.into_any(),
    }
}

/// Bytes that are not JSON: how far they could be read, with a caret at the place.
#[component]
pub fn NotJson(object: Arc<Object>, error: ReadError) -> impl IntoView {
    let (title, cause) = match &error.kind {
        ReadErrorKind::Empty => ("There is nothing in it".to_owned(), "The document has no bytes.".to_owned()),
        ReadErrorKind::Truncated => (
            "The text stops too early".to_owned(),
            "Up to the caret it reads as JSON; then it ends in the middle of something. Copy it again, to the last brace.".to_owned(),
        ),
        ReadErrorKind::NotJson { found } => (
            "This is not JSON".to_owned(),
            format!("At the caret stands {found}, which cannot stand there."),
        ),
        ReadErrorKind::TooDeep => (
            "This is nested too deeply".to_owned(),
            "Image documents are a few levels deep; this one was made to exhaust its readers.".to_owned(),
        ),
    };
    let text = String::from_utf8_lossy(&object.received.bytes).into_owned();
    let shown = around(&text, error.line, error.column);
    view! {
        <section class="state is-fail" role="alert">
            <p class="state-k">{format!("Line {}, column {}", error.line, error.column)}</p>
            <h1>{title}</h1>
            <pre class="broken" tabindex="0"><code>{shown.before}<b>{"\n"}{shown.caret}</b></code></pre>
            <p>{cause}</p>
            <p class="state-n">{format!("{} bytes arrived; they hash to {}.", object.received.bytes.len(), object.computed)}</p>
        </section>
    }
}

struct Excerpt {
    before: String,
    caret: String,
}

/// The lines up to a place, and a caret under it.
fn around(text: &str, line: usize, column: usize) -> Excerpt {
    const LINES: usize = 3;
    const CHARS: usize = 100;
    let lines: Vec<&str> = text.lines().take(line.max(1)).collect();
    let kept = &lines[lines.len().saturating_sub(LINES)..];
    let last = kept.last().copied().unwrap_or_default();
    let n_chars = last.chars().count();
    let upto = column.min(n_chars + 1);
    let skipped = upto.saturating_sub(CHARS);
    let tail: String = last.chars().skip(skipped).take(CHARS).collect();
    let mut before: Vec<String> = kept
        .iter()
        .take(kept.len().saturating_sub(1))
        .map(|it| it.chars().take(CHARS).collect())
        .collect();
    before.push(tail);
    Excerpt {
        before: before.join("\n"),
        caret: format!(
            "{}^",
            " ".repeat(upto.saturating_sub(skipped).saturating_sub(1))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let excerpt = around("{\n \"a\": x", 2, 7);
        assert_eq!(excerpt.before, "{\n \"a\": x");
        assert_eq!(excerpt.caret, "      ^");
    }

    #[test]
    fn a_very_long_line_is_cut_before_the_place() {
        let excerpt = around(&"x".repeat(5_000), 1, 4_000);
        assert_eq!(excerpt.before.len(), 100);
        assert_eq!(excerpt.caret.len(), 100);
    }
}
