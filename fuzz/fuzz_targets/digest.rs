//! Digests.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{Digest, digest::Check};

fuzz_target!(|text: &str| {
    match Digest::parse(text) {
        Ok(digest) => {
            assert_eq!(digest.as_str(), text);
            assert_eq!(
                digest.check(text.as_bytes()) == Check::NotChecked,
                digest.algorithm().is_none()
            );
            assert!(digest.encoded().starts_with(digest.short()));
        }
        Err(err) => assert!(text.is_char_boundary(err.position())),
    }
});
