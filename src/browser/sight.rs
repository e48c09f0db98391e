//! What of the page is in sight, and moving the page under it.
//!
//! The page says in its own style, by `scroll-padding-top`, how much of the window its head lies over.

use leptos::prelude::{document, window};
use web_sys::{ScrollBehavior, ScrollToOptions};

/// Where something begins and ends in the window, from above, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// Where a part lies; `None` for one that is not drawn.
#[must_use]
pub fn extent(part: &web_sys::Element) -> Option<Extent> {
    let found = part.get_bounding_client_rect();
    (found.height() > 0.0).then(|| Extent {
        top: found.top(),
        bottom: found.bottom(),
    })
}

/// The part of the window that the head of the page does not lie over.
#[must_use]
pub fn room() -> Extent {
    let height = window().inner_height().ok().and_then(|it| it.as_f64());
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let padding = style.and_then(|it| it.get_property_value("scroll-padding-top").ok());
    // `auto` is no padding. The browser reads the number: the program has no other use for a reader of its own.
    let padding = padding
        .map(|it| js_sys::parse_float(&it))
        .filter(|it| it.is_finite());
    Extent {
        top: padding.unwrap_or_default(),
        bottom: height.unwrap_or_default(),
    }
}

/// Moves the page up by so many pixels, at once or so that the eye can follow.
pub fn scroll(by_px: f64, is_cut: bool) {
    let options = ScrollToOptions::new();
    options.set_top(by_px);
    options.set_behavior(match is_cut {
        true => ScrollBehavior::Instant,
        false => ScrollBehavior::Smooth,
    });
    window().scroll_by_with_scroll_to_options(&options);
}
