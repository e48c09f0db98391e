//! Starts the program of the inspector's pages in the browser.

fn main() {
    console_error_panic_hook::set_once();
    // What was written at build time is painted first.
    tagprism::browser::page::after_first_paint(tagprism::start_inspect);
}
