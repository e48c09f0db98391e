//! Bytes that are not JSON: how far they could be read, with a caret at the place.

use super::object::Object;
use crate::net::Via;
use crate::ui::view;
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::document::{ReadError, ReadErrorKind};

/// The state for a root that is no JSON.
#[component]
pub fn NotJson(object: Arc<Object>, error: ReadError) -> impl IntoView {
    let (title, cause) = match &error.kind {
        ReadErrorKind::Empty => (
            "There is nothing in it".to_owned(),
            "The document has no bytes.".to_owned(),
        ),
        ReadErrorKind::Truncated => (
            "The text stops too early".to_owned(),
            if object.received.via == Via::Paste {
                "Up to the caret it reads as JSON; then it ends in the middle of something. Copy it again, to the last brace.".to_owned()
            } else {
                "Up to the caret it reads as JSON; then it ends in the middle of something. The answer broke off on its way.".to_owned()
            },
        ),
        ReadErrorKind::NotJson { found } => (
            "This is not JSON".to_owned(),
            format!("At the caret stands {found}, which cannot stand there."),
        ),
        ReadErrorKind::TooDeep => (
            "This is nested too deeply".to_owned(),
            "Image documents are a few levels deep; this one was made to exhaust its readers."
                .to_owned(),
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
