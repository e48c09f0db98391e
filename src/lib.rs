//! The Tagprism site, by feature.
//!
//! [`url`] turns addresses into state and back, [`navigation`] makes that a signal; [`net`] is the only room with a `fetch`; [`machine`] is "your machine",
//! the choice that the whole site shares; [`ui`] and [`browser`] are building blocks; [`inspector`] is the page that
//! opens a reference; [`embed`] puts one of all this into somebody else's page. Pages never call each other: they hand over by address. `tests/architecture.rs` holds the import
//! rules to that.

// `#[component]` expands to public items and generated builders that carry no docs of their own.
#![allow(
    missing_docs,
    reason = "the component macro generates undocumented builders"
)]

mod app;
pub mod browser;
pub mod configure;
pub mod embed;
pub mod explainer;
pub mod figure;
pub mod inspector;
pub mod machine;
pub mod navigation;
pub mod net;
pub mod player;
pub mod ui;
pub mod url;

pub use app::{start_inspect, start_learn};
