//! Answers that are wrong (P53–P57, P60): failures, other bytes, other types. Wrong framing, sizes and silence are in
//! `framing.rs` and `sizes.rs`.

mod support;

use support::{
    Answer, Document, OCI_INDEX, Proxy, ProxyCommand, UPSTREAM_TEXT, Upstream, assert_api_success,
    assert_error, digest_of, long_digest_of, patterned,
};

/// A proxy with a registry that always gives this answer.
fn answering(answer: Answer) -> (Proxy, Upstream) {
    let upstream = Upstream::plain(move |_| answer.clone());
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream)
}

/// P53.
#[test]
fn other_bytes_than_the_digest_says_are_refused_and_not_kept() {
    let (index, other) = (Document::index("one"), Document::index("other"));
    // The registry vouches for its lie.
    let headers = [
        ("Content-Type", OCI_INDEX),
        ("Docker-Content-Digest", &index.digest),
    ];
    let (proxy, upstream) = answering(Answer::of(200, &headers, &other.bytes));
    for hits in 1..=2 {
        let response = proxy.get(format!("/v2/stub/a/manifests/{}", index.digest));
        assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
        assert_eq!(upstream.hits(), hits);
    }
    let response = proxy.get(format!("/v2/stub/a/blobs/{}", index.digest));
    assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
}

/// R14: the digest of a tag is the one that we computed, not the one that the registry claims.
#[test]
fn the_digest_of_a_tag_is_computed_here() {
    let (index, other) = (Document::index("one"), Document::index("other"));
    for claim in [other.digest.as_str(), "nonsense", "sha256:\t\"x\""] {
        let headers = [
            ("Content-Type", OCI_INDEX),
            ("Docker-Content-Digest", claim),
        ];
        let (proxy, _upstream) = answering(Answer::of(200, &headers, &index.bytes));
        let response = proxy.get("/v2/stub/a/manifests/latest");
        if response.status == 200 {
            assert_api_success(&response);
            let digest = Some(index.digest.as_str());
            assert_eq!(response.header("docker-content-digest"), digest);
        } else {
            // A claim that does not fit the bytes may also count as a mismatch.
            assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
        }
    }
}

/// R14: of a larger blob the last piece is held back until the hash is right, so a bad one is never complete.
#[test]
fn a_large_blob_with_other_bytes_is_never_complete() {
    let length = 3 * 1024 * 1024;
    let good = patterned(0, length);
    let mut bad = good.clone();
    bad[length / 2] ^= 1;
    let digest = digest_of(&good);
    let (proxy, _upstream) = answering(Answer::ok("application/octet-stream", &bad));
    let response = proxy.get(format!("/v2/stub/a/blobs/{digest}"));
    if response.status == 200 {
        assert!(!response.complete, "the whole of a wrong blob came through");
    } else {
        assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
    }

    let (proxy, _upstream) = answering(Answer::ok("application/octet-stream", &good));
    let response = proxy.get(format!("/v2/stub/a/blobs/{digest}"));
    assert_api_success(&response);
    assert!(response.body == good, "the right blob comes through");
}

/// R1, R14: the other algorithm is verified just the same.
#[test]
fn a_sha512_digest_is_verified_too() {
    let bytes = Document::index("sha512").bytes;
    let digest = long_digest_of(&bytes);
    let other = long_digest_of(b"other");
    for kind in ["manifests", "blobs"] {
        let (proxy, _upstream) = answering(Answer::ok(OCI_INDEX, &bytes));
        let response = proxy.get(format!("/v2/stub/a/{kind}/{digest}"));
        assert_api_success(&response);
        assert_eq!(response.header("docker-content-digest"), Some(&*digest));
        let response = proxy.get(format!("/v2/stub/a/{kind}/{other}"));
        assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
    }
}

/// P54.
#[test]
fn a_web_page_is_not_a_manifest() {
    for media_type in ["text/html", "text/html; charset=utf-8", "TEXT/HTML"] {
        let page = format!("<html><script>alert('{UPSTREAM_TEXT}')</script></html>");
        let (proxy, _upstream) = answering(Answer::ok(media_type, page.as_bytes()));
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
    }
}

/// P55.
#[test]
fn an_upstream_failure_keeps_its_stack_trace_to_itself() {
    for status in [500, 502, 503] {
        let (proxy, _upstream) = answering(Answer::failure(status));
        for target in ["/v2/stub/a/manifests/latest", "/v2/stub/a/tags/list"] {
            let response = proxy.get(target);
            assert_error(&response, 502, "UNAVAILABLE", "upstream_error");
            let detail = &response.json()["errors"][0]["detail"];
            assert_eq!(detail["upstream_status"], status);
        }
    }
}

/// P69, the first half: the upstream's pause is passed on, within reason.
#[test]
fn an_upstream_that_is_asked_too_often_says_when_to_come_back() {
    for (told, passed) in [("7", 7), ("0", 1), ("100000", 600)] {
        let headers = [("Retry-After", told), ("X-Debug", UPSTREAM_TEXT)];
        let (proxy, _upstream) = answering(Answer::of(429, &headers, UPSTREAM_TEXT.as_bytes()));
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_error(&response, 429, "TOOMANYREQUESTS", "upstream_rate_limited");
        assert_eq!(response.header("retry-after"), Some(&*passed.to_string()));
        let detail = &response.json()["errors"][0]["detail"];
        assert_eq!(detail["retry_after"], passed);
    }
    let (proxy, _upstream) = answering(Answer::failure(429));
    let response = proxy.get("/v2/stub/a/manifests/latest");
    assert_error(&response, 429, "TOOMANYREQUESTS", "upstream_rate_limited");
}

/// R13: success is 200, and only 200.
#[test]
fn an_unexpected_status_is_not_a_success() {
    for status in [201, 202, 203, 204, 206, 304, 400, 405, 410, 418, 999] {
        eprintln!("{status}");
        let (proxy, _upstream) = answering(Answer::failure(status));
        let response = proxy.get("/v2/stub/a/manifests/latest");
        support::assert_contract(&response);
        assert!(matches!(response.status, 404 | 502), "{}", response.status);
    }
}

/// P56, P57.
#[test]
fn an_upstream_not_found_is_told_in_our_words() {
    let digest = Document::index("absent").digest;
    let mut huge = format!(r#"{{"errors":[{{"message":"{UPSTREAM_TEXT} db-3.internal.example"#);
    huge.push_str(&"x".repeat(2 * 1024 * 1024));
    huge.push_str("\"}]}");
    let json = [("Content-Type", "application/json")];
    for answer in [
        Answer::failure(404),
        Answer::of(404, &json, huge.as_bytes()),
    ] {
        let (proxy, _upstream) = answering(answer);
        for (target, code) in [
            ("manifests/latest".to_owned(), "MANIFEST_UNKNOWN"),
            (format!("manifests/{digest}"), "MANIFEST_UNKNOWN"),
            (format!("blobs/{digest}"), "BLOB_UNKNOWN"),
            ("tags/list".to_owned(), "NAME_UNKNOWN"),
        ] {
            let response = proxy.get(format!("/v2/stub/a/{target}"));
            assert_error(&response, 404, code, "not_found");
        }
    }
}

/// The client of a registry without a referrers API falls back to the tag schema, so the 404 passes.
#[test]
fn missing_referrers_are_not_found() {
    let digest = Document::index("subject").digest;
    let (proxy, _upstream) = answering(Answer::failure(404));
    let response = proxy.get(format!("/v2/stub/a/referrers/{digest}"));
    assert_eq!(response.status, 404);
    support::assert_contract(&response);
}

/// P60.
#[test]
fn only_json_types_of_registries_are_passed_on() {
    let index = Document::index("types");
    for (given, passed) in [
        (OCI_INDEX, OCI_INDEX),
        ("application/json", "application/json"),
        (
            "application/vnd.my-own.thing.v2+json",
            "application/vnd.my-own.thing.v2+json",
        ),
        ("application/javascript", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/vnd.x+xml", "application/octet-stream"),
        ("application/vnd.<script>+json", "application/octet-stream"),
        ("x", "application/octet-stream"),
        ("", "application/octet-stream"),
    ] {
        eprintln!("{given}");
        let (proxy, _upstream) = answering(Answer::ok(given, &index.bytes));
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_api_success(&response);
        assert_eq!(response.header("content-type"), Some(passed));
        assert_eq!(response.body, index.bytes);
    }
}

/// R15: a blob never runs in our origin.
#[test]
fn a_blob_cannot_become_a_page() {
    let page = Document::new("<html><script>alert(1)</script></html>");
    let (proxy, _upstream) = answering(Answer::ok("text/html", &page.bytes));
    let response = proxy.get(format!("/v2/stub/a/blobs/{}", page.digest));
    assert_api_success(&response);
    for (field, value) in [
        ("content-type", "application/octet-stream"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("content-disposition", "attachment"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(response.header(field), Some(value), "{field}");
    }
}
