//! What Tagprism knows about container images: pure functions over values.
//!
//! Reading order: [`digest`], [`media_type`] and [`platform`] are the words; [`descriptor`] and [`document`] are the
//! sentences registries write with them; [`mod@reference`] and [`intake`] read what people write; [`mod@resolve`] answers
//! "which entry does this machine get, and why"; [`registry`] is the distribution protocol without any I/O.
//!
//! # What this crate does not do
//!
//! It opens no socket and no file, reads no clock, no environment and no randomness, spawns nothing and never panics on
//! its input. Whatever depends on the machine (the default platform, the time) is an argument.

pub mod checkup;
pub mod clients;
pub mod descriptor;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod flow;
pub mod intake;
pub mod machines;
pub mod media_type;
pub mod percent;
pub mod platform;
pub mod reference;
pub mod registry;
pub mod resolve;
pub mod size;

pub use descriptor::Descriptor;
pub use diagnostic::{Diagnostic, Severity};
pub use digest::{Algorithm, Digest};
pub use document::Document;
pub use media_type::MediaType;
pub use platform::Platform;
pub use reference::Reference;
pub use resolve::{Resolution, resolve};
