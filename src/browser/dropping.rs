//! Files that are dropped onto a part of the page.

use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::DragEvent;

/// Longer files are nobody's document, in bytes.
const MAX_LEN: f64 = 16_000_000.0;

/// Takes the file that an event drops, if it drops one, and calls `take` with its text. Dropped words stay the browser's.
pub fn text_of(event: &DragEvent, take: impl FnOnce(String) + 'static) {
    let files = event.data_transfer().and_then(|dropped| dropped.files());
    let Some(file) = files.and_then(|files| files.get(0)) else {
        return;
    };
    // Else the browser leaves the page and shows the file.
    event.prevent_default();
    if file.size() > MAX_LEN {
        return;
    }
    spawn_local(async move {
        let text = JsFuture::from(file.unchecked_ref::<web_sys::Blob>().text()).await;
        // A file that cannot be read, such as a folder, is no text.
        if let Some(text) = text.ok().and_then(|text| text.as_string()) {
            take(text);
        }
    });
}
