//! References, their parts and what is suggested instead of broken ones.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    Reference,
    reference::{Repository, Tag},
};

fuzz_target!(|text: &str| {
    match Reference::parse(text) {
        Ok(reference) => {
            assert_eq!(
                Reference::parse(&reference.to_string()).as_ref(),
                Ok(&reference)
            );
            assert_eq!(
                Reference::parse(&reference.familiar()).as_ref(),
                Ok(&reference)
            );
        }
        Err(err) => {
            assert!(text.is_char_boundary(err.position));
            assert!(
                err.suggestion()
                    .is_none_or(|suggestion| Reference::parse(suggestion).is_ok())
            );
        }
    }
    let _ = (Tag::parse(text), Repository::parse(text));
});
