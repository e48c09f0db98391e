//! Files that name images.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_stack::{Stack, read, read_plain};

fuzz_target!(|text: &str| {
    let stack = read(text);
    let last = text.lines().count().max(1);
    for found in &stack.uses {
        assert!((1..=last).contains(&found.line), "{found:?}");
    }
    for trouble in &stack.troubles {
        assert!((1..=last).contains(&trouble.line), "{trouble:?}");
        assert!(trouble.column >= 1, "{trouble:?}");
    }
    assert_eq!(Stack::from_json(&stack.to_json()).as_ref(), Ok(&stack));
    if let Some(plain) = read_plain(text) {
        assert_eq!(plain, stack);
    }
});
