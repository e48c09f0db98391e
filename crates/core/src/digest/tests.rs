use super::*;

const EMPTY_SHA256: &str =
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const EMPTY_SHA512: &str = concat!(
    "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce",
    "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
);

#[track_caller]
fn check_accepted(text: &str, algorithm: Option<Algorithm>) {
    let digest = Digest::parse(text).unwrap();
    assert_eq!(digest.to_string(), text);
    assert_eq!(digest.algorithm(), algorithm);
}

#[track_caller]
fn check_refused(text: &str, position: usize, message: &str) {
    let err = text.parse::<Digest>().unwrap_err();
    assert_eq!(
        (err.position(), err.to_string().as_str()),
        (position, message)
    );
}

#[test]
fn registered_and_unknown_algorithms_are_accepted() {
    check_accepted(EMPTY_SHA256, Some(Algorithm::Sha256));
    check_accepted(EMPTY_SHA512, Some(Algorithm::Sha512));
    check_accepted(
        "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
        None,
    );
    check_accepted(
        "sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564",
        None,
    );
    check_accepted("blake3:0", None);
}

#[test]
fn digests_that_break_the_grammar_are_refused() {
    check_refused("", 0, "a digest is `algorithm:hex`, and there is no `:`");
    check_refused(
        "sha256",
        6,
        "a digest is `algorithm:hex`, and there is no `:`",
    );
    check_refused(":abc", 0, "a part of the algorithm's name is missing");
    check_refused(
        "sha256+:abc",
        7,
        "a part of the algorithm's name is missing",
    );
    check_refused("a++b:abc", 2, "a part of the algorithm's name is missing");
    check_refused(
        "SHA256:abc",
        0,
        "`S` cannot stand in the name of an algorithm: it has lower-case letters, digits and `+._-`",
    );
    check_refused("blake3:", 7, "nothing follows the `:` of the digest");
    check_refused("blake3:a b", 8, "` ` cannot stand in a digest");
    check_refused("blake3:aé", 8, "`é` cannot stand in a digest");
}

#[test]
fn known_algorithms_have_exactly_their_digits() {
    check_refused(
        "sha256:abc",
        10,
        "a sha256 digest has 64 hex digits, found 3",
    );
    check_refused(
        &format!("{EMPTY_SHA256}0"),
        71,
        "a sha256 digest has 64 hex digits, found 65",
    );
    check_refused(
        &EMPTY_SHA256.replace('e', "E"),
        7,
        "`E` is not a lower-case hex digit, and a sha256 digest has nothing else",
    );
    check_refused(
        "sha512:short",
        7,
        "`s` is not a lower-case hex digit, and a sha512 digest has nothing else",
    );
}

#[test]
fn hashing_gives_the_published_values() {
    assert_eq!(Digest::sha256(b"").as_str(), EMPTY_SHA256);
    assert_eq!(Digest::of(Algorithm::Sha512, b"").as_str(), EMPTY_SHA512);
    assert_eq!(Digest::sha256(b"{}").short(), "44136fa3");
}

#[test]
fn hashing_in_pieces_gives_the_same_digest() {
    let mut hasher = Algorithm::Sha256.hasher();
    hasher.update(b"tag");
    hasher.update(b"");
    hasher.update(b"prism");
    assert_eq!(hasher.finish(), Digest::sha256(b"tagprism"));
}

#[test]
fn checking_names_the_digest_of_other_bytes() {
    let digest = Digest::sha256(b"a");
    assert_eq!(digest.check(b"a"), Check::Equal);
    assert_eq!(
        digest.check(b"b"),
        Check::Different {
            computed: Digest::sha256(b"b")
        }
    );
}

#[test]
fn an_unknown_algorithm_is_never_called_equal() {
    let digest = Digest::parse("blake3:af1349b9f5f9a1a6a0404dea36dcc949").unwrap();
    assert_eq!(digest.check(b""), Check::NotChecked);
}
