use super::*;
use tagprism_core::document::Expectation;

/// One entry: a letter for its digest, then a platform, `index`, `broken`, `of` and a letter, or nothing.
fn entry(text: &str) -> String {
    let (letter, what) = text.split_once(' ').unwrap_or((text, ""));
    let digest = |letter: &str| format!("sha256:{}", letter.repeat(64));
    let kind = if what == "index" { "index" } else { "manifest" };
    let size = if what == "broken" { "\"?\"" } else { "2" };
    let more = match what.split_once('/') {
        Some((os, architecture)) => {
            format!(r#","platform":{{"os":"{os}","architecture":"{architecture}"}}"#)
        }
        None => match what.strip_prefix("of ") {
            Some(of) => format!(
                r#","platform":{{"os":"unknown","architecture":"unknown"}},"annotations":{{"vnd.docker.reference.type":"attestation-manifest","vnd.docker.reference.digest":"{}"}}"#,
                digest(of)
            ),
            None => String::new(),
        },
    };
    format!(
        r#"{{"mediaType":"application/vnd.oci.image.{kind}.v1+json","digest":"{}","size":{size}{more}}}"#,
        digest(letter)
    )
}

#[track_caller]
fn check(entries: &[&str], expected: &str) {
    let entries: Vec<String> = entries.iter().map(|it| entry(it)).collect();
    let json = format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{}]}}"#,
        entries.join(",")
    );
    let document = Document::read(json.into_bytes(), &Expectation::default()).unwrap();
    assert_eq!(sentence(&document), expected);
}

#[test]
fn attestations_for_each_are_said_only_where_each_has_one() {
    check(
        &["a linux/amd64", "b linux/arm64", "c of a", "d of b"],
        "An image index of four entries: two platforms and an attestation for each.",
    );
    check(
        &["a linux/amd64", "b linux/arm64", "c of a", "d of a"],
        "An image index of four entries: two platforms and two attestations.",
    );
    check(
        &["a linux/amd64", "c of a"],
        "An image index of two entries: one platform and its attestation.",
    );
    check(
        &["a linux/amd64", "c of b"],
        "An image index of two entries: one platform and one attestation.",
    );
}

#[test]
fn twins_and_entries_without_a_platform_are_said_apart() {
    check(
        &["a linux/arm64", "b linux/aarch64", "c linux/amd64"],
        "An image index of two platforms in three images.",
    );
    check(
        &["a linux/amd64", "b"],
        "An image index of one platform and one image without a platform.",
    );
    check(
        &["a linux/amd64", "b", "c of a", "d of b"],
        "An image index of four entries: one platform, one image without a platform and an attestation for each image.",
    );
}

#[test]
fn every_entry_is_accounted_for() {
    check(&[], "An image index without any entry.");
    check(
        &["a index"],
        "An image index of one entry: one index inside.",
    );
    check(
        &["a linux/amd64", "b index", "c index", "d broken"],
        "An image index of four entries: one platform, two indexes inside and one that cannot be read.",
    );
    check(
        &["c of a", "d of b"],
        "An image index of two entries, none of them an image, but two attestations.",
    );
    check(
        &["c unknown/unknown"],
        "An image index of one entry, not an image, but one for no machine.",
    );
}
