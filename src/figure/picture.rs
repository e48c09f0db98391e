//! Saving a figure as an SVG file that stands alone.

use crate::browser::{download, drawing, parts::Part};
use tagprism_figures::{Drawing, Figure, card::card};

/// Offers the figure as a download and says how that went. Its drawing, if the stage is one; its facts otherwise.
pub fn save(form: &Part, figure: &Figure, facts: &Drawing) -> &'static str {
    let below = format!("{} · {}", facts.origin.data, facts.origin.source);
    let text = drawing::standalone(form, &facts.caption, &below)
        .unwrap_or_else(|| card(figure, facts).to_html());
    let name = format!("tagprism-{}.svg", figure.name);
    match download::save(&name, "image/svg+xml", text.as_bytes()) {
        Ok(()) => "Picture saved.",
        Err(_) => "The browser did not allow saving a file here.",
    }
}
