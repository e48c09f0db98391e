//! Starts the site in the browser.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(tagprism::App);
    tagprism::browser::boot::remove_note();
}
