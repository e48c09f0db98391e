//! The matrix as files: Markdown, CSV and JSON.

use super::{
    matrix::{Cell, Matrix},
    words,
};
use serde_json::json;

/// A table for a README or an issue.
#[must_use]
pub fn markdown(matrix: &Matrix) -> String {
    let table = words::table(matrix);
    let cell = |text: &String| text.replace('|', "\\|").replace(['\n', '\r'], " ");
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(cell).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = format!("{}\n\n", words::caption(matrix));
    text.push_str(&line(&table.heads));
    text.push_str(&format!("|{}\n", " --- |".repeat(table.heads.len())));
    for row in &table.rows {
        text.push_str(&line(row));
    }
    let as_of = match matrix.client.as_of {
        "" => String::new(),
        day => format!(", as of {day}"),
    };
    text.push_str(&format!(
        "\n{}; rules of {} {}{as_of}.\n",
        matrix.stack.how, matrix.client.library, matrix.client.version
    ));
    text
}

/// Rows of RFC 4180. A cell that a spreadsheet would calculate is told apart by an apostrophe.
#[must_use]
pub fn csv(matrix: &Matrix) -> String {
    let table = words::table(matrix);
    let cell = |text: &String| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            "'"
        } else {
            ""
        };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let mut text = String::new();
    for row in std::iter::once(&table.heads).chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Everything, for programs.
#[must_use]
pub fn json(matrix: &Matrix) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Entry {
            position,
            platform,
            is_fallback,
            run,
            bytes,
        } => json!({
            "entry": position,
            "platform": platform.as_ref().map(ToString::to_string),
            "isFallback": is_fallback,
            "then": run.as_ref().map(tagprism_core::machines::Run::sentence),
            "bytes": bytes,
        }),
        other => json!({"words": words::cell(other)}),
    };
    let rows = matrix.listed().map(|row| {
        let cells = row.cells.iter().zip(&matrix.columns);
        let cells: Vec<_> = cells
            .map(|(it, column)| {
                let mut told = cell(it);
                told["machine"] = column.name.clone().into();
                told["asks"] = column.platform.to_string().into();
                told
            })
            .collect();
        let image = matrix.image(row);
        json!({"image": image.name, "places": image.places, "machines": cells})
    });
    let all = json!({
        "client": matrix.client.name,
        "rules": format!("{} {}", matrix.client.library, matrix.client.version),
        "asOf": matrix.client.as_of,
        "read": matrix.stack.how,
        "images": rows.collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}
