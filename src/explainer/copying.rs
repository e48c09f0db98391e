//! The copy buttons of worked files.

use crate::browser::{clipboard, parts, pressing};

/// Makes every copy button copy the code of its figure.
pub fn listen() {
    for button in parts::all("button[data-copy]") {
        let own = button.clone();
        pressing::on_click(&button, move || {
            let code = own
                .closest("figure, .copyable")
                .ok()
                .flatten()
                .and_then(|figure| figure.query_selector("pre code, pre").ok().flatten())
                .and_then(|code| code.text_content());
            let Some(code) = code else { return };
            let own = own.clone();
            leptos::task::spawn_local(async move {
                let said = match clipboard::copy(&code).await {
                    Ok(()) => "Copied",
                    Err(_) => "Select the text to copy it",
                };
                pressing::relabel(&own, said);
            });
        });
    }
}
