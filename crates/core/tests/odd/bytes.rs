//! Bytes that are hardly JSON.

use crate::*;

/// Row 56: strangers' text is kept as text, and messages about it stay short and harmless.
#[test]
fn hostile_annotations_are_text() {
    let hostile = "\u{202e}<script>alert(1)</script>\u{0}😀".repeat(2_000);
    let mut odd = entry("a", "linux/amd64");
    odd["annotations"] = json!({"note": hostile});
    odd["platform"]["os"] = "\u{202e}linux".into();
    let document = index_of(&[odd]);
    let kept = index(&document).entries[0].descriptor().unwrap();
    assert_eq!(kept.annotations["note"], hostile);
    for found in &document.diagnostics {
        assert!(found.message.chars().count() < 400 && !found.message.contains('\u{202e}'));
    }
}

/// Row 57: bytes that are no text are hashed as they are, and read with marks.
#[test]
fn a_byte_order_mark_and_broken_utf_8_are_noted() {
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(br#"{"schemaVersion":2,"manifests":[]}"#);
    let document = read_bytes(&marked);
    assert!(is_noted(&document, "byte-order-mark"));
    assert_eq!(document.sha256().as_str(), sha256(&marked));
    let broken = b"{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"\xff\"}}";
    let document = read_bytes(broken);
    assert!(is_noted(&document, "not-utf-8"));
    assert_eq!(document.sha256().as_str(), sha256(broken));
}

/// Row 59: deep nesting ends in an error, numbers as strings and null lists in notes.
#[test]
fn deep_and_wrong_json_never_panics() {
    let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
    let outcome = Document::read(deep.into_bytes(), &Expectation::default());
    assert!(outcome.is_err() || outcome.is_ok_and(|it| matches!(it.body, Body::Other)));
    let document = read(&json!({"schemaVersion": "2", "manifests": null}));
    assert!(is_noted(&document, "null-array"));
}

/// Row 60: a document on the edge is read, one beyond it is noted.
#[test]
fn documents_just_above_the_limit_are_noted() {
    let padded = |size: usize| {
        let frame = r#"{"schemaVersion":2,"manifests":[],"annotations":{"a":""}}"#;
        let filler = "x".repeat(size - frame.len());
        read_bytes(
            frame
                .replace(r#""a":"""#, &format!(r#""a":"{filler}""#))
                .as_bytes(),
        )
    };
    assert!(!is_noted(&padded(4_000_000), "document-too-large"));
    assert!(is_noted(&padded(4_194_305), "document-too-large"));
}

/// Row 61: what is cut off says where it ends, rather than only that its digest differs.
#[test]
fn a_body_that_was_cut_says_where() {
    let whole = json!({"schemaVersion": 2, "manifests": [entry("a", "linux/amd64")]}).to_string();
    let err = Document::read(whole.as_bytes()[..60].to_vec(), &Expectation::default()).unwrap_err();
    assert!(err.to_string().contains("end"), "{err}");
}
