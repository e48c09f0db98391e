//! The Tagprism proxy: reads public container registries for the browser, and serves the Tagprism site beside them.
//!
//! It must never become an open relay, nor a way into the network it stands in. Reading order, which is also the way of a
//! request: `serve` accepts it and decides who may ask; [`target`] reads what is asked for; `registries` knows who may
//! be asked; `relay` looks into the `cache` and asks; `upstream` gets tokens and follows redirects; `egress` is the
//! only way out, and [`address`] its judge; `verify` proves digests; `answer` and [`error`] are all that clients see.
//!
//! # What it does not do
//!
//! It keeps no credentials and asks for none, passes no header of a client on, shows no byte of an upstream's error, and
//! writes nothing to disk. It does not parse manifests: that is the page's work.

pub mod address;
mod answer;
mod args;
mod cache;
mod client;
mod config;
mod describe;
mod egress;
pub mod error;
mod host;
mod limits;
mod log;
mod origin;
mod range;
mod registries;
mod relay;
mod serve;
mod shutdown;
mod start;
pub mod target;
mod upstream;
mod verify;

pub use args::Args;
pub use start::{StartError, run};
