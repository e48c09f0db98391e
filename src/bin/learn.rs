//! Starts the program of the pages that teach in the browser.

use tagprism::{
    browser::{framing, page},
    embed, start_learn,
};

fn main() {
    console_error_panic_hook::set_once();
    // What was written at build time is painted first.
    page::after_first_paint(match framing::name() {
        Some(_) => embed::start_figure,
        None => start_learn,
    });
}
