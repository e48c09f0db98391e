//! Names that people and registries use.

use crate::*;
use tagprism_core::{
    Reference,
    intake::{Intake, read as read_paste},
    reference::Target,
    registry::link,
};

/// Row 62: tags may have capitals and dots; 129 characters are one too many.
#[test]
fn tags_have_capitals_and_an_end() {
    let name = |n: usize| format!("a:{}", "T".repeat(n));
    assert!(Reference::parse(&name(128)).is_ok());
    let err = Reference::parse(&name(129)).unwrap_err().to_string();
    assert!(err.contains("128"), "{err}");
    assert!(Reference::parse("a:_1.27-RC.1").is_ok());
}

/// Row 66: the digest wins, whatever the tag says by now.
#[test]
fn a_digest_wins_over_its_tag() {
    let text = format!("nginx:1.27@{}", sha256(b"index"));
    let reference = Reference::parse(&text).unwrap();
    assert!(matches!(reference.target(), Target::Digest(_)));
}

/// Row 65: what people paste is read openly, or refused with a reason.
#[test]
fn pastes_of_every_kind_are_read_or_refused_with_a_reason() {
    for (paste, expected) in [
        ("docker.io/ubuntu", "docker.io/library/ubuntu"),
        ("index.docker.io/ubuntu", "docker.io/library/ubuntu"),
        (
            "https://hub.docker.com/_/ubuntu",
            "docker.io/library/ubuntu",
        ),
        ("FROM golang:1.25 AS build", "docker.io/library/golang"),
        ("docker run -it alpine sh", "docker.io/library/alpine"),
    ] {
        let Intake::Reference(understood) = read_paste(paste) else {
            panic!("{paste} is no reference");
        };
        assert_eq!(understood.reference.name(), expected, "{paste}");
    }
    let bare = "0".repeat(64);
    for paste in [bare.as_str(), &format!("sha256:{bare}")] {
        assert!(
            matches!(read_paste(paste), Intake::Refused { .. }),
            "{paste}"
        );
    }
}

/// Row 74: the next page may be named by a relative address or a whole one.
#[test]
fn tags_go_on_by_relative_and_absolute_links() {
    for field in [
        r#"</v2/a/b/tags/list?last=v1&n=100>; rel="next""#,
        r#"<https://registry.example/v2/a/b/tags/list?last=v1&n=100>; rel="next""#,
    ] {
        let next = link::next(field).unwrap_or_else(|| panic!("{field}"));
        assert!(next.contains("last=v1"), "{next}");
    }
}
