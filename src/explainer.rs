//! The explainer's page in the browser: its figures answer, its search finds, its rail says where the reader is.
//!
//! The page itself was written at build time by `crates/pages`; prose never passes through here. Each part finds its place in
//! the page and takes it over as it stands.

mod address;
mod copying;
mod figure_host;
mod picture;
mod rail;
mod replay;
mod search;

use crate::browser::parts;
use tagprism_figures::library;

/// Makes the page answer. The machine and the navigation have to be provided.
pub fn start_explainer() {
    library::fill(parts::texts("script[data-file]", "data-file"));
    for form in parts::all("form[data-figure]") {
        figure_host::host(form);
    }
    rail::follow();
    copying::listen();
    parts::remove("#still");
}

/// Makes the search of the page answer.
pub fn start_search() {
    search::start();
}
