//! Digests of every kind, and the bytes that they promise.

use crate::*;
use tagprism_core::digest::{Check, Digest};

/// Row 50: other bytes are told by both digests.
#[test]
fn other_bytes_are_a_mismatch() {
    let document = index_of(&[]);
    let promised = Digest::parse(&sha256(b"other")).unwrap();
    assert!(matches!(document.check(&promised), Check::Different { .. }));
    assert!(matches!(document.check(&document.sha256()), Check::Equal));
}

/// Row 53: sha512 is checked, what is unknown is never called right.
#[test]
fn unknown_algorithms_are_never_called_right() {
    let document = index_of(&[]);
    let sha512: String = sha2::Sha512::digest(&document.bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let known = Digest::parse(&format!("sha512:{sha512}")).unwrap();
    assert!(matches!(document.check(&known), Check::Equal));
    let unknown = Digest::parse(&format!("blake3:{}", "0".repeat(64))).unwrap();
    assert!(matches!(document.check(&unknown), Check::NotChecked));
}

/// Row 54: capitals and short digits break the grammar of sha256; another registered form stays readable.
#[test]
fn the_grammar_of_sha256_is_strict_and_others_stay_readable() {
    let zeros = "0".repeat(64);
    assert!(Digest::parse(&format!("sha256:{}", "A".repeat(64))).is_err());
    assert!(Digest::parse(&format!("sha256:{}", &zeros[1..])).is_err());
    assert!(Digest::parse("sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564").is_ok());
}
