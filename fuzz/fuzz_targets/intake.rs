//! Pastes of any kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    Reference,
    intake::{Intake, Origin, read},
};

fuzz_target!(|text: &str| {
    match read(text) {
        Intake::Reference(understood) => {
            let pieces = understood
                .segments
                .iter()
                .filter(|segment| segment.origin != Origin::SetAside);
            let joined: String = pieces.map(|segment| segment.text.as_str()).collect();
            assert_eq!(Reference::parse(&joined), Ok(understood.reference));
        }
        Intake::Refused {
            suggestion: Some(suggestion),
            ..
        } => {
            assert!(
                matches!(read(&suggestion), Intake::Reference(_)),
                "{suggestion}"
            );
        }
        _ => {}
    }
});
