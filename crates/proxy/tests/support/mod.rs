//! What the black-box tests stand on: the proxy as a child process, a client that sends bytes as they are, upstreams that
//! answer by script, and the error contract. Everything listens on loopback with ports chosen by the system, is bounded in
//! time, and ends with its guard.
#![allow(
    dead_code,
    unused_imports,
    reason = "every test crate uses its own part"
)]

use std::io::Write as _;

mod bad_registries;
mod canary;
mod certificates;
mod client;
mod contract;
mod documents;
mod guarded;
mod private_network;
mod proxy;
mod real_registry;
mod scratch;
mod script;
mod token_server;
mod upstream;

pub use bad_registries::{BAD_REGISTRIES, reasons_for};
pub use canary::{Canary, Manners, NameServer};
pub use certificates::{Authority, Certificate, base64, base64url};
pub use client::{Connection, Request, Response};
pub use contract::{assert_api_success, assert_contract, assert_error, assert_error_one_of};
pub use documents::{Document, OCI_INDEX, OCI_MANIFEST, digest_of, long_digest_of, patterned};
pub use guarded::{granted, guarded, guarded_by};
pub use private_network::in_private_network;
pub use proxy::{Proxy, ProxyCommand};
pub use real_registry::{Auth, RealRegistry, registry_binary};
pub use scratch::Scratch;
pub use script::{Answer, Recorded};
pub use token_server::TokenServer;
pub use upstream::{Upstream, registry_answer};

/// Stands in every scripted failure, in headers and in bodies: wherever it shows up on our side, upstream text leaked (R16).
pub const UPSTREAM_TEXT: &str = "kept-upstream-7f3a";

/// A test that cannot run here says so; where nothing may be skipped (`CI=true`) it fails.
#[track_caller]
pub fn skip(why: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "nothing may be skipped under CI=true: {why}"
    );
    // Not `eprintln!`, which the test runner keeps to itself while a test passes.
    let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: {why} ***\n");
}
