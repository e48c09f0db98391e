//! `Link` fields.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::registry::link::next;

fuzz_target!(|field: &str| {
    if let Some(target) = next(field) {
        assert!(field.contains(&target));
    }
});
