//! What of the page is in sight, and bringing a part of it there.
//!
//! Room is what the page keeps free for that in its own style, by `scroll-padding`: heads and bars that stay lie over the rest.

use leptos::prelude::{document, window};
use web_sys::{ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

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

/// The part of the window that nothing lies over.
#[must_use]
pub fn room() -> Extent {
    let height = window().inner_height().ok().and_then(|it| it.as_f64());
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    // `auto` is no padding.
    let padding = |name: &str| {
        let found = style.as_ref()?.get_property_value(name).ok()?;
        found.strip_suffix("px")?.parse::<f64>().ok()
    };
    Extent {
        top: padding("scroll-padding-top").unwrap_or_default(),
        bottom: height.unwrap_or_default() - padding("scroll-padding-bottom").unwrap_or_default(),
    }
}

/// Where a part is brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Its upper edge to that of the room.
    Top,
    /// Just into the room.
    Edge,
}

/// Brings a part into the room, at once or so that the eye can follow.
pub fn bring(part: &web_sys::Element, place: Place, is_cut: bool) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(match place {
        Place::Top => ScrollLogicalPosition::Start,
        Place::Edge => ScrollLogicalPosition::Nearest,
    });
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(match is_cut {
        true => ScrollBehavior::Instant,
        false => ScrollBehavior::Smooth,
    });
    part.scroll_into_view_with_scroll_into_view_options(&options);
}
