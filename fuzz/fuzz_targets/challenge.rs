//! `WWW-Authenticate` fields.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::registry::challenge::{Challenge, parse};

fuzz_target!(|field: &str| {
    for challenge in parse(field) {
        if let Challenge::Bearer { realm, .. } = challenge {
            assert!(!realm.is_empty());
        }
    }
});
