//! What must hold for every text: names, digests, fields and pastes.

use proptest::prelude::*;
use tagprism_core::{
    Digest, Reference,
    intake::{self, Intake, Origin, Segment},
    reference::{Repository, Tag},
    registry::{challenge, error, link, token},
    size::ByteSize,
};

/// References in all their forms, most of them good.
fn references() -> impl Strategy<Value = String> {
    let domain = prop_oneof![
        Just(String::new()),
        "[a-zA-Z0-9]{1,6}(\\.[a-z0-9]{1,5}){1,2}(:[0-9]{1,5})?/",
        Just("localhost/".to_owned()),
        Just("[::1]:5000/".to_owned()),
        Just("index.docker.io/".to_owned()),
    ];
    let path = "[a-z0-9]{1,5}((\\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}(/[a-z0-9.]{1,8}){0,3}";
    let tag = "(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,20})?";
    let digest = "(@sha256:[0-9a-f]{64}|@sha512:[0-9a-f]{128}|@blake3:[0-9a-zA-Z=_-]{1,9})?";
    (domain, path, tag, digest)
        .prop_map(|(domain, path, tag, digest)| domain + &path + &tag + &digest)
}

/// Texts made of what matters to the parsers, so that odd combinations come up often.
fn fragments() -> impl Strategy<Value = String> {
    let pieces = [
        "nginx",
        "Foo",
        "foo/bar",
        "docker",
        "pull",
        "run",
        "-it",
        "--platform",
        "=linux/arm64",
        "image:",
        "FROM",
        "AS",
        ":",
        "@",
        "/",
        "sha256:",
        "https://",
        "hub.docker.com/_/",
        "quay.io/repository/",
        "?tag=",
        "%2F",
        "%",
        "[",
        "]",
        "{",
        "\"",
        "'",
        "`",
        "\\",
        "\n",
        " ",
        "é",
        "\u{feff}",
        "Bearer",
        "realm=",
        ",",
        ";",
        "<",
        ">",
        "rel=next",
        "no matching manifest for ",
        "windows(10.0.17763)/amd64",
        "(",
        ")",
        "exec format error",
        "$",
        "sudo",
        "--",
        "-",
        ".",
        "..",
        "a",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12)
        .prop_map(|pieces| pieces.concat())
}

fn written(segments: &[Segment]) -> String {
    segments
        .iter()
        .filter(|it| it.origin != Origin::SetAside)
        .map(|it| it.text.as_str())
        .collect()
}

proptest! {
    #[test]
    fn normalizing_twice_changes_nothing(text in references()) {
        if let Ok(reference) = Reference::parse(&text) {
            let again = Reference::parse(&reference.to_string());
            prop_assert_eq!(again.as_ref(), Ok(&reference));
            let familiar = Reference::parse(&reference.familiar());
            prop_assert_eq!(familiar.as_ref(), Ok(&reference));
            prop_assert_eq!(Repository::parse(reference.path().as_str()), Ok(reference.path().clone()));
        }
    }

    #[test]
    fn filling_in_the_tag_leaves_the_target(text in references()) {
        if let Ok(reference) = Reference::parse(&text) {
            let filled = reference.clone().with_default_tag();
            prop_assert_eq!(filled.target(), reference.target());
            prop_assert_eq!(filled.clone().with_default_tag(), filled);
        }
    }

    #[test]
    fn a_refusal_points_into_the_text_and_suggests_what_is_accepted(text in prop_oneof![fragments(), any::<String>()]) {
        if let Err(err) = Reference::parse(&text) {
            prop_assert!(err.position <= text.len());
            prop_assert!(text.is_char_boundary(err.position));
            if let Some(suggestion) = err.suggestion() {
                prop_assert!(Reference::parse(suggestion).is_ok());
            }
        }
        let _ = (Tag::parse(&text), Repository::parse(&text));
    }

    #[test]
    fn digests_round_trip(text in "[a-z0-9]{1,4}([+._-][a-z0-9]{1,3}){0,2}:[a-zA-Z0-9=_-]{1,70}") {
        if let Ok(digest) = Digest::parse(&text) {
            prop_assert_eq!(digest.to_string(), text.as_str());
            prop_assert_eq!(format!("{}:{}", digest.algorithm_name(), digest.encoded()), text);
        }
    }

    #[test]
    fn a_digest_refuses_inside_the_text(text in any::<String>()) {
        if let Err(err) = Digest::parse(&text) {
            prop_assert!(text.is_char_boundary(err.position()));
        }
    }

    #[test]
    fn hashing_in_pieces_equals_hashing_at_once(bytes: Vec<u8>, cut: prop::sample::Index) {
        let cut = cut.index(bytes.len() + 1);
        let whole = Digest::sha256(&bytes);
        let mut hasher = tagprism_core::Algorithm::Sha256.hasher();
        hasher.update(&bytes[..cut]);
        hasher.update(&bytes[cut..]);
        prop_assert_eq!(hasher.finish(), whole);
    }

    #[test]
    fn fields_and_bodies_never_panic(text in prop_oneof![fragments(), any::<String>()], bytes: Vec<u8>) {
        let _ = (challenge::parse(&text), link::next(&text), error::parse(&bytes), token::parse(&bytes));
        let _ = (error::parse(text.as_bytes()), token::parse(text.as_bytes()));
    }

    #[test]
    fn a_token_address_is_ascii_and_has_one_scope(realm in "https://[a-z]{1,5}/t(\\?[a-z%0-9=&]{0,20})?", service: Option<String>) {
        let repository = Repository::parse("library/nginx").expect("a repository name");
        let url = token::url(&realm, service.as_deref(), &repository);
        prop_assert!(url.is_ascii());
        prop_assert_eq!(url.matches("scope=").count(), 1);
        prop_assert!(url.ends_with("scope=repository:library/nginx:pull"));
    }

    #[test]
    fn a_challenge_survives_being_written_and_read(realm in "[ -~]{1,30}", scope in "[ -~]{1,30}") {
        let quote = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let field = format!("Bearer realm=\"{}\",scope=\"{}\"", quote(&realm), quote(&scope));
        let expected = challenge::Challenge::Bearer { realm, service: None, scope: Some(scope), error: None };
        prop_assert_eq!(challenge::parse(&field), vec![expected]);
    }

    #[test]
    fn reading_a_paste_is_stable(text in prop_oneof![fragments(), references(), any::<String>()]) {
        let first = intake::read(&text);
        prop_assert_eq!(&first, &intake::read(&text));
        prop_assert_eq!(&first, &intake::read(&format!("  {text}\n")));
        match first {
            Intake::Reference(understood) => {
                let again = intake::read(&understood.reference.to_string());
                let Intake::Reference(again) = again else { panic!("{again:?}") };
                prop_assert_eq!(&again.reference, &understood.reference);
                prop_assert_eq!(Reference::parse(&written(&understood.segments)), Ok(understood.reference.clone()));
            }
            Intake::Refused { suggestion: Some(suggestion), .. } => {
                prop_assert!(matches!(intake::read(&suggestion), Intake::Reference(_)), "{}", suggestion);
            }
            _ => {}
        }
    }

    #[test]
    fn a_command_around_a_reference_changes_only_what_is_set_aside(text in references()) {
        let plain = intake::read(&text);
        let Intake::Reference(plain) = plain else { return Ok(()) };
        let Intake::Reference(in_command) = intake::read(&format!("$ sudo docker run --rm -p 80:80 {text} sh -c 'a b'")) else {
            panic!("not read in a command")
        };
        prop_assert_eq!(&in_command.reference, &plain.reference);
        prop_assert_eq!(written(&in_command.segments), written(&plain.segments));
    }

    #[test]
    fn sizes_are_never_empty(bytes: u64) {
        let size = ByteSize(bytes);
        prop_assert_eq!(size.grouped().replace(',', ""), bytes.to_string());
        prop_assert!(size.human().len() <= 8, "{}", size.human());
    }
}
