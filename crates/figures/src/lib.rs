//! The figures of Tagprism: what they show, without saying where.
//!
//! A figure is a function. It takes a [`State`] (its part of the address), the reader's machine and data, and returns a
//! [`Drawing`]: caption, controls, stage, status line and a table with the same facts. [`frame()`] puts the drawing into
//! the frame that all figures share. The site's generator writes the result into the page; the program in the browser
//! draws it again whenever a control changes and patches what differs. Nobody draws a figure a second time elsewhere.
//!
//! Reading order: [`markup`] is the paper, [`state`] what a reader may choose, [`mod@figure`] the contract and the table of
//! all figures, [`frame`](mod@frame) the shared frame, [`controls`] and [`sign`] the shared parts, [`embed`] what may
//! stand in other people's pages. Then one module per figure.
//!
//! # What this crate does not do
//!
//! It knows no browser, no network, no clock and no framework. It decides nothing about platforms: `tagprism-core` does.

pub mod board;
pub mod card;
pub mod configure;
pub mod controls;
pub mod embed;
pub mod figure;
pub mod frame;
pub mod inspection;
pub mod library;
pub mod markup;
pub mod prediction;
pub mod pull;
pub mod record;
pub mod sign;
pub mod stack;
pub mod state;
pub mod words;

mod asking;
mod building;
mod digest;
mod encode;
mod hosts;
mod loader;
mod matching;
mod sizes;
mod windows;

pub use figure::{Drawing, FIGURES, Figure, Origin, Plan, Scene, TOOLS, Table, any_figure, figure};
pub use frame::frame;
pub use markup::{Element, Node, el};
pub use state::{Parameter, State, Values};
