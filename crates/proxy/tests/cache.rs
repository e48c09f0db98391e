//! Digests are kept, in their own repository and under their own type (P64–P66, P68, P70, R17).

mod support;

use support::{
    Answer, Document, OCI_INDEX, OCI_MANIFEST, Proxy, ProxyCommand, Request, Response, Upstream,
    assert_api_success, assert_error, registry_answer,
};

const FOREVER: &str = "public, max-age=31536000, immutable";

fn stub() -> (Proxy, Upstream, Document) {
    let index = Document::index("cache");
    let upstream = Upstream::holding(&index);
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream, index)
}

/// The number after `max-age=`, in seconds.
#[track_caller]
fn max_age_secs(response: &Response) -> u64 {
    let cache_control = response.header("cache-control").unwrap_or_default();
    cache_control
        .split(", ")
        .find_map(|part| part.strip_prefix("max-age="))
        .and_then(|age| age.parse().ok())
        .unwrap_or_else(|| panic!("no max-age in `{cache_control}`"))
}

/// P64.
#[test]
fn a_digest_is_fetched_once_and_may_be_kept_for_ever() {
    for kind in ["manifests", "blobs"] {
        let (proxy, upstream, index) = stub();
        let target = format!("/v2/stub/a/{kind}/{}", index.digest);
        for _ in 0..2 {
            let response = proxy.get(&target);
            assert_api_success(&response);
            assert_eq!(response.body, index.bytes);
            assert_eq!(response.header("cache-control"), Some(FOREVER));
            let etag = format!("\"{}\"", index.digest);
            assert_eq!(response.header("etag"), Some(&*etag));
        }
        assert_eq!(upstream.hits(), 1, "{kind}");
    }
}

/// P65: a tag may move, so it is kept briefly; its ETag is the digest.
#[test]
fn a_tag_is_kept_briefly() {
    let (proxy, _upstream, index) = stub();
    let target = "/v2/stub/a/manifests/latest";
    let response = proxy.get(target);
    assert_api_success(&response);
    assert!(max_age_secs(&response) <= 60);
    let etag = format!("\"{}\"", index.digest);
    assert_eq!(response.header("etag"), Some(&*etag));
}

/// P65, §2.3: whoever has the digest gets it confirmed.
#[test]
fn a_known_digest_is_not_sent_again() {
    let (proxy, _upstream, index) = stub();
    let by_digest = format!("/v2/stub/a/manifests/{}", index.digest);
    for target in [by_digest.as_str(), "/v2/stub/a/manifests/latest"] {
        assert_api_success(&proxy.get(target));
        let strong = format!("\"{}\"", index.digest);
        let weak = format!("W/{strong}");
        let listed = format!("\"other\", {strong}");
        for known in [strong, weak, listed] {
            let request = Request::get(target).header("If-None-Match", &known);
            let response = proxy.send(&request);
            assert_eq!(response.status, 304, "{target} {known}");
            assert_eq!(response.body, b"");
            assert!(response.header("etag").is_some());
        }
        let request = Request::get(target).header("If-None-Match", "\"sha256:other\"");
        assert_eq!(proxy.send(&request).body, index.bytes);
    }
}

/// R17: a 304 is an answer about this repository, so it needs an entry for it.
#[test]
fn a_digest_is_not_confirmed_where_it_was_never_seen() {
    let upstream = Upstream::plain(|_| Answer::failure(404));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let digest = Document::index("cache").digest;
    let request = Request::get(format!("/v2/stub/a/manifests/{digest}"));
    let response = proxy.send(&request.header("If-None-Match", &format!("\"{digest}\"")));
    assert_error(&response, 404, "MANIFEST_UNKNOWN", "not_found");
}

/// P66: a failure is not remembered, and not-found only for a moment.
#[test]
fn a_failure_is_not_kept() {
    let (proxy, upstream, _index) = stub();
    let absent = Document::index("absent").digest;
    let response = proxy.get(format!("/v2/stub/a/manifests/{absent}"));
    assert_error(&response, 404, "MANIFEST_UNKNOWN", "not_found");
    assert_eq!(upstream.hits(), 1);
    let response = proxy.get("/v2/stub/A/manifests/latest");
    assert_eq!(response.header("cache-control"), Some("no-store"));
}

/// P68.
#[test]
fn head_and_get_agree_in_either_order() {
    for methods in [["HEAD", "GET"], ["GET", "HEAD"]] {
        let (proxy, _upstream, index) = stub();
        for reference in ["latest", &index.digest] {
            for method in methods {
                let target = format!("/v2/stub/a/manifests/{reference}");
                let response = proxy.send(&Request::new(method, target));
                assert_api_success(&response);
                let length = index.bytes.len().to_string();
                assert_eq!(response.header("content-length"), Some(&*length));
                assert_eq!(response.header("content-type"), Some(OCI_INDEX));
                let digest = Some(index.digest.as_str());
                assert_eq!(response.header("docker-content-digest"), digest);
                if method == "GET" {
                    assert_eq!(response.body, index.bytes);
                }
            }
        }
    }
}

/// P68: nothing was read, so nothing was proved, and a later GET reads for itself.
#[test]
fn head_does_not_vouch_for_a_body() {
    let (index, other) = (Document::index("one"), Document::index("other"));
    let claim = index.digest.clone();
    let upstream = Upstream::plain(move |_| {
        let headers = [
            ("Content-Type", OCI_INDEX),
            ("Docker-Content-Digest", &*claim),
        ];
        Answer::of(200, &headers, &other.bytes)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let target = format!("/v2/stub/a/manifests/{}", index.digest);
    let head = proxy.send(&Request::head(&target));
    assert_eq!(head.status, 200);
    assert_ne!(head.header("cache-control"), Some(FOREVER));
    let response = proxy.get(&target);
    assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
}

/// P70 (CVE-2026-35172): what one repository has says nothing about another, nor about another registry.
#[test]
fn a_digest_seen_in_one_repository_is_not_served_from_another() {
    let index = Document::index("cache");
    let held = index.clone();
    let upstream = Upstream::plain(move |request| match request.path() {
        path if path.starts_with("/v2/a/a/") || path.starts_with("/v2/b/") => Answer::failure(404),
        _ => registry_answer(request, &held),
    });
    let other = Upstream::plain(|_| Answer::failure(404));
    let proxy = ProxyCommand::serving(&[("stub", &upstream), ("other", &other)]).start();
    for (kind, code) in [("manifests", "MANIFEST_UNKNOWN"), ("blobs", "BLOB_UNKNOWN")] {
        let at = |place: &str| proxy.get(format!("/v2/{place}/{kind}/{}", index.digest));
        assert_api_success(&at("stub/a"));
        assert_error(&at("stub/b"), 404, code, "not_found");
        assert_error(&at("stub/a/a"), 404, code, "not_found");
        assert_error(&at("other/a"), 404, code, "not_found");
        assert_api_success(&at("stub/a"));
    }
}

/// R17 (CVE-2021-41190): the type belongs to the place and to the kind of question, not to the bytes.
#[test]
fn the_type_of_a_document_stays_with_its_place() {
    let document = Document::index("two types");
    let bytes = document.bytes.clone();
    let upstream = Upstream::plain(move |request| {
        let media_type = match request.path() {
            path if path.contains("/blobs/") => "application/octet-stream",
            path if path.starts_with("/v2/a/") => OCI_INDEX,
            _ => OCI_MANIFEST,
        };
        Answer::ok(media_type, &bytes)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    for _ in 0..2 {
        for (place, media_type) in [
            ("a/manifests", OCI_INDEX),
            ("b/manifests", OCI_MANIFEST),
            ("a/blobs", "application/octet-stream"),
        ] {
            let response = proxy.get(format!("/v2/stub/{place}/{}", document.digest));
            assert_api_success(&response);
            assert_eq!(response.header("content-type"), Some(media_type), "{place}");
        }
    }
    assert_eq!(upstream.hits(), 3);
}
