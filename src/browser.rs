//! What only a browser can do, one file per ability; the rest of the site asks here instead of calling `web_sys`.
//!
//! Nothing here panics where the browser says no: storage may be denied, the clipboard refused, hints missing.

pub mod clipboard;
pub mod clock;
mod counterparts;
pub mod download;
pub mod drawing;
pub mod dropping;
pub mod finder;
pub mod focus;
pub mod form_events;
pub mod frames;
pub mod framing;
mod grid_keys;
pub mod hints;
pub mod history;
pub mod keys;
pub mod links;
pub mod location;
pub mod media;
pub mod online;
pub mod page;
pub mod parts;
pub mod patch;
pub mod pressing;
pub mod raster;
pub mod session;
pub mod sight;
pub mod storage;
pub mod title;
pub mod visibility;
pub mod worker;
