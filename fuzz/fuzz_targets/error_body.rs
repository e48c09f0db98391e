//! Error bodies.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::registry::error::parse;

fuzz_target!(|bytes: &[u8]| {
    for error in parse(bytes) {
        assert!(error.code.chars().count() <= 1_000 && error.message.chars().count() <= 1_000);
    }
});
