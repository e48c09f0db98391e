//! Writing to the clipboard, and cleaning what the reader copies by hand.

use leptos::prelude::window;
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The browser did not let the page write to the clipboard: no permission, a frame without the right, or plain HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyDenied;

impl fmt::Display for CopyDenied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the browser did not allow copying")
    }
}

impl std::error::Error for CopyDenied {}

/// Puts `text` on the clipboard. Call it from a click: browsers refuse otherwise.
///
/// # Errors
///
/// [`CopyDenied`] where there is no clipboard (insecure contexts have none) or the browser refuses.
pub async fn copy(text: &str) -> Result<(), CopyDenied> {
    let navigator: JsValue = window().navigator().into();
    // `navigator.clipboard` is missing in insecure contexts, where the binding would hand out `undefined`.
    let clipboard =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).map_err(|_| CopyDenied)?;
    let clipboard: web_sys::Clipboard = clipboard.dyn_into().map_err(|_| CopyDenied)?;
    JsFuture::from(clipboard.write_text(text))
        .await
        .map(|_| ())
        .map_err(|_| CopyDenied)
}

/// When the reader copies a part of `whole` that is set in groups, puts it on the clipboard without the gaps.
///
/// A selection that reaches beyond `whole` is left to the browser.
pub fn copy_without_gaps(event: &web_sys::ClipboardEvent, whole: &str) {
    let Some(selected) = window().get_selection().ok().flatten() else {
        return;
    };
    let Some(part) = part_without_gaps(&String::from(selected.to_string()), whole) else {
        return;
    };
    if let Some(data) = event.clipboard_data()
        && data.set_data("text/plain", &part).is_ok()
    {
        event.prevent_default();
    }
}

/// `selected` without white space, if that is a part of `whole`.
fn part_without_gaps(selected: &str, whole: &str) -> Option<String> {
    let part: String = selected.split_whitespace().collect();
    (!part.is_empty() && whole.contains(&part)).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "sha256:5a88c9c45479443d";

    #[test]
    fn gaps_and_line_breaks_leave_a_copied_digest() {
        assert_eq!(
            part_without_gaps("sha256:\n5a88c9c4\n5479443d", WHOLE).as_deref(),
            Some(WHOLE)
        );
    }

    #[test]
    fn a_selection_that_reaches_beyond_the_digest_is_not_ours() {
        assert_eq!(part_without_gaps("5a88c9c4 54,274,733", WHOLE), None);
    }

    #[test]
    fn an_empty_selection_is_not_ours() {
        assert_eq!(part_without_gaps(" \n", WHOLE), None);
    }
}
