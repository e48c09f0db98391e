//! The note in `index.html` that stands on the page until the program runs.

use leptos::prelude::document;

/// Takes the "is starting" note away. Does nothing when it is already gone.
pub fn remove_note() {
    if let Some(note) = document().get_element_by_id("boot") {
        note.remove();
    }
}
