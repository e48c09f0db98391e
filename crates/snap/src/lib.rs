//! Pictures and texts that stand in for a figure where no program and no frame can be: README files, mail, terminals.
//!
//! Reading order: [`ask`] reads what an address asks for; [`reading`] says which documents that takes, one after the other,
//! and proves each; [`picture`] draws what is known, [`text`] writes it; [`png`] turns a drawing into pixels; [`badge`] is one line;
//! [`oembed`] answers those who embed by address, [`head`] is what a page says to those who show a card of it.
//!
//! # What this crate does not do
//!
//! It opens no socket and no file, and knows no clock: dates are arguments. It draws no figure a second time, for that is
//! `tagprism-figures`, and decides nothing about platforms, for that is `tagprism-core`.

pub mod ask;
pub mod badge;
pub mod head;
pub mod oembed;
pub mod picture;
#[cfg(feature = "png")]
pub mod png;
pub mod reading;
pub mod text;

mod voice;

pub use ask::{Ask, Format, Source};
pub use reading::{Need, Reading, Trouble};
