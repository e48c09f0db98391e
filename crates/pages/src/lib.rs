//! The pages of the site as static HTML: readable with nothing running.
//!
//! [`Content::load`] reads the prose, the worked files and the table of sources from the repository; [`build`] turns them and
//! the template (Trunk's `index.html`) into [`Page`]s. Figures stand in them as they are drawn by `tagprism-figures`, in
//! their default state; the program in the browser later finds them in place.
//!
//! Prose is the project's own, so it may become markup; nothing from outside ever passes through here.

mod configure;
mod content;
mod document;
mod embed;
mod explainer;
mod flow;
mod glossary;
mod markdown;
mod search;
mod section;
mod sources;
mod start;
mod table;
mod template;
mod unbroken;

pub use content::{Content, ContentError};
pub use document::{Page, build};
pub use template::FRAME_SCRIPT;
