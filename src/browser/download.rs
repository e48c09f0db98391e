//! Saving bytes as a file, exactly as they are.

use leptos::prelude::document;
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// The browser refused to build the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveFailed {
    name: String,
}

impl fmt::Display for SaveFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the browser could not save `{}`", self.name)
    }
}

impl std::error::Error for SaveFailed {}

/// Offers `bytes` as a download named `name`, of type `media_type`.
///
/// # Errors
///
/// [`SaveFailed`] when the browser has no room for the copy or forbids downloads here.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), SaveFailed> {
    offer(name, media_type, bytes).map_err(|_| SaveFailed {
        name: name.to_owned(),
    })
}

fn offer(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address)
}
