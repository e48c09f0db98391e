//! Saving a figure as an SVG file that stands alone.

use crate::browser::{download, drawing, parts::Part};
use tagprism_figures::{Drawing, Figure, card};

/// Offers the figure as a download and says how that went. Its drawing, if the stage is one; its facts otherwise.
pub fn save(form: &Part, figure: &Figure, facts: &Drawing) -> &'static str {
    let text = drawing::standalone(form, &card::above(figure, facts), &card::below(facts))
        .unwrap_or_else(|| card::card(figure, facts).to_xml());
    let name = format!("tagprism-{}.svg", figure.name);
    match download::save(&name, "image/svg+xml", text.as_bytes()) {
        Ok(()) => "Picture saved.",
        Err(_) => "The browser did not allow saving a file here.",
    }
}
