//! Tags, digests and queries (P17–P21).

mod support;

use support::{
    Document, OCI_INDEX, Proxy, ProxyCommand, Upstream, assert_api_success, assert_error,
    assert_error_one_of,
};

/// A proxy with the declared entry `stub`, which holds one index.
fn stub() -> (Proxy, Upstream, Document) {
    let index = Document::index("targets");
    let upstream = Upstream::holding(&index);
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream, index)
}

/// P17.
#[test]
fn tags_have_their_grammar() {
    let (proxy, upstream, _) = stub();
    let longest = "t".repeat(128);
    for tag in ["latest", "V1.0_rc-2", "_x", "0", &longest] {
        assert_api_success(&proxy.get(format!("/v2/stub/a/manifests/{tag}")));
    }
    let hits = upstream.hits();
    for tag in [&"t".repeat(129), ".x", "-x", "a+b", "a%20b", "é", "a~"] {
        eprintln!("{tag}");
        let response = proxy.get(format!("/v2/stub/a/manifests/{tag}"));
        let is_plain = tag.is_ascii() && !tag.contains('%');
        let reasons: &[&str] = match is_plain {
            true => &["reference_invalid"],
            // What decodes to no name of any kind is a fault of the path as a whole.
            false => &["reference_invalid", "name_invalid"],
        };
        assert_error_one_of(&response, 400, "NAME_INVALID", reasons);
    }
    assert_eq!(upstream.hits(), hits);
}

/// P18.
#[test]
fn only_sha256_and_sha512_in_lower_case_are_digests() {
    let (proxy, upstream, _) = stub();
    let hex = "0123456789abcdef".repeat(4);
    for digest in [
        "md5:d41d8cd98f00b204e9800998ecf8427e".to_owned(),
        format!("sha256:{}", &hex[1..]),
        format!("sha256:{hex}0"),
        format!("sha256:{}", hex.to_uppercase()),
        format!("SHA256:{hex}"),
        "sha256:latest".to_owned(),
        "sha256:".to_owned(),
        format!("sha512:{hex}"),
        format!("sha256+b64:{hex}"),
        format!("sha256:{hex}:{hex}"),
    ] {
        for kind in ["manifests", "blobs", "referrers"] {
            eprintln!("{kind} {digest}");
            let response = proxy.get(format!("/v2/stub/a/{kind}/{digest}"));
            assert_error(&response, 400, "DIGEST_INVALID", "digest_invalid");
        }
    }
    let response = proxy.get("/v2/stub/a/blobs/latest");
    assert_error(&response, 400, "DIGEST_INVALID", "digest_invalid");
    upstream.assert_untouched();
}

/// P19.
#[test]
fn an_encoded_colon_is_the_same_digest() {
    let (proxy, upstream, index) = stub();
    let plain = proxy.get(format!("/v2/stub/a/manifests/{}", index.digest));
    let encoded = index.digest.replace(':', "%3A");
    let other = proxy.get(format!("/v2/stub/a/manifests/{encoded}"));
    for response in [&plain, &other] {
        assert_api_success(response);
        assert_eq!(response.body, index.bytes);
        assert_eq!(response.header("content-type"), Some(OCI_INDEX));
    }
    assert_eq!(upstream.hits(), 1, "both are one cache entry");
}

/// P20, the second half; the first needs Docker Hub's name and is in `addresses.rs`.
#[test]
fn only_docker_hub_gets_a_library_prefix() {
    let (proxy, upstream, _) = stub();
    assert_api_success(&proxy.get("/v2/stub/alpine/manifests/latest"));
    assert_eq!(upstream.requests()[0].path(), "/v2/alpine/manifests/latest");
}

/// P21 and R4.
#[test]
fn the_query_is_read_strictly_and_nothing_else_is_passed_on() {
    let (proxy, upstream, _) = stub();
    for query in [
        "n=-1",
        "n=abc",
        "n=",
        "n=1&n=2",
        "n=99999999999999999999999",
        "last=a&last=b",
        "n=+1",
    ] {
        eprintln!("{query}");
        let response = proxy.get(format!("/v2/stub/a/tags/list?{query}"));
        assert_error(&response, 400, "UNSUPPORTED", "query_invalid");
    }
    upstream.assert_untouched();

    assert_api_success(&proxy.get("/v2/stub/a/tags/list?n=1000000000&x=1&last=b&scope=c"));
    let asked = upstream.requests().pop().expect("the upstream was asked");
    let mut query = asked.query();
    query.sort_unstable();
    assert_eq!(query, [("last", "b"), ("n", "1000")]);
}
