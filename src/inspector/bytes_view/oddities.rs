//! What is odd about a document, row by row.

use crate::ui::view;
use crate::{
    inspector::{object::Object, words::capitalized},
    ui::{CodeText, Outcome, OutcomeKind},
};
use leptos::prelude::*;
use std::sync::Arc;
use tagprism_core::diagnostic::{Diagnostic, Severity};

/// The table of oddities, or why there is none. A hostile document can be odd in a million places: what it is read into
/// lists at most [`MAX_DIAGNOSTICS`](tagprism_core::diagnostic::MAX_DIAGNOSTICS) of them and counts the rest in the last.
#[component]
pub fn Oddities(
    /// The object.
    object: Arc<Object>,
) -> impl IntoView {
    if object.is_tampered() {
        return note(
            "These are not the bytes that were asked for, so nothing was read out of them.",
        );
    }
    let diagnostics = match &object.document {
        Err(error) => return note(&format!("{}.", capitalized(&error.to_string()))),
        Ok(document) if document.diagnostics.is_empty() => {
            return note("Nothing odd about this document.");
        }
        Ok(document) => &document.diagnostics,
    };
    let rows = diagnostics.iter().cloned().map(row);
    view! {
        <table class="tbl oddities">
            <caption>"What is odd about it"</caption>
            <thead><tr><th scope="col">"Severity"</th><th scope="col">"Where"</th><th scope="col">"What"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn note(words: &str) -> AnyView {
    view! { <p class="tnote"><CodeText text=words.to_owned() /></p> }.into_any()
}

fn row(diagnostic: Diagnostic) -> impl IntoView {
    let (kind, severity) = match diagnostic.severity {
        Severity::Error => (OutcomeKind::Bad, "error"),
        Severity::Warning => (OutcomeKind::Step, "warning"),
        Severity::Note => (OutcomeKind::Refused, "note"),
    };
    view! {
        <tr>
            <td><Outcome kind=kind>{severity}</Outcome></td>
            <td><code>{diagnostic.path}</code></td>
            <td>{diagnostic.message}</td>
        </tr>
    }
}
