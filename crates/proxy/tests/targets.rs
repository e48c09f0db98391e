//! Registry and repository names (P07–P16, P22): what is odd is refused byte by byte and never reaches an upstream.
//! The same with a watch on forbidden addresses is in `addresses.rs`.

mod support;

use support::{
    BAD_REGISTRIES, Document, Proxy, ProxyCommand, Upstream, assert_api_success, assert_error,
    assert_error_one_of, reasons_for,
};

/// A proxy with the declared entry `stub`, which holds one index.
fn stub() -> (Proxy, Upstream, Document) {
    let index = Document::index("targets");
    let upstream = Upstream::holding(&index);
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream, index)
}

/// P07–P11, P13, P14.
#[test]
fn what_is_no_registry_name_is_refused_in_every_spelling() {
    let (proxy, upstream, index) = stub();
    for (what, registry) in BAD_REGISTRIES {
        for end in [
            "manifests/latest",
            "tags/list",
            &format!("blobs/{}", index.digest),
        ] {
            let target = [b"/v2/", *registry, b"/a/b/", end.as_bytes()].concat();
            eprintln!("{what}: {}", String::from_utf8_lossy(&target));
            let response = proxy.get(target);
            assert_error_one_of(&response, 400, "NAME_INVALID", reasons_for(registry));
        }
    }
    upstream.assert_untouched();
}

/// P12, P13: docker-registry 2.8.2 itself resolves dot segments to another repository.
#[test]
fn dot_segments_never_reach_the_upstream() {
    let (proxy, upstream, _) = stub();
    for middle in [
        "a/%2e%2e/b",
        "a/../b",
        "a/./b",
        "a/%2E/b",
        ".%2e",
        "..",
        "a//b",
        "a/%2f/b",
        "a%2f..%2fb",
        "a/%252e%252e/b",
        "a/..%5cb",
        "a\\b",
        "/a",
    ] {
        eprintln!("{middle}");
        let response = proxy.get(format!("/v2/stub/{middle}/manifests/latest"));
        assert_error(&response, 400, "NAME_INVALID", "name_invalid");
    }
    upstream.assert_untouched();
}

/// P14: control bytes anywhere, and no trace of them in answer or log.
#[test]
fn control_bytes_are_refused_and_not_reflected() {
    let (proxy, upstream, _) = stub();
    let in_a_path = ["name_invalid", "reference_invalid", "digest_invalid"];
    for (target, reasons) in [
        ("/v2/stub/a%0d%0aX-Mine:1/manifests/latest", &in_a_path[..1]),
        ("/v2/stub/a%00/manifests/latest", &in_a_path[..1]),
        // A colon makes a tag look like a digest, which this is not either.
        ("/v2/stub/a/manifests/x%0d%0aX-Mine:1", &in_a_path),
        ("/v2/stub/a/manifests/%00", &in_a_path[..2]),
        ("/v2/stub/a/blobs/sha256:%0d%0aX-Mine:1", &in_a_path),
        ("/v2/stub/a/tags/list?n=1%0d%0aX-Mine:1", &["query_invalid"]),
        ("/v2/stub/a/tags/list?last=%00", &["query_invalid"]),
    ] {
        eprintln!("{target}");
        let response = proxy.get(target);
        let reason = response.json()["errors"][0]["detail"]["reason"].to_string();
        let code = match reason.trim_matches('"') {
            "digest_invalid" => "DIGEST_INVALID",
            "query_invalid" => "UNSUPPORTED",
            _ => "NAME_INVALID",
        };
        assert_error_one_of(&response, 400, code, reasons);
        assert_eq!(response.header("x-mine"), None);
    }
    let log = proxy.log();
    assert!(!log.contains('\0') && !log.contains('\r'));
    assert!(!log.lines().any(|line| line.starts_with("X-Mine")));
    upstream.assert_untouched();
}

/// P15.
#[test]
fn illegal_repository_names_are_refused() {
    let (proxy, upstream, _) = stub();
    for name in [
        "Nginx", "a/B", "a_", "_a", "a..b", "a___b", "-a", "a-/b", "a+b", "ä", "a%20b", "a/.b",
        "a,b",
    ] {
        eprintln!("{name}");
        let response = proxy.get(format!("/v2/stub/{name}/manifests/latest"));
        assert_error(&response, 400, "NAME_INVALID", "name_invalid");
    }
    upstream.assert_untouched();
}

/// Legal names stay legal, also where a word of the API is one of their components.
#[test]
fn words_of_the_api_are_legal_inside_a_name() {
    let (proxy, upstream, index) = stub();
    for name in [
        "a",
        "a.b/c_d/e__f/g-h/i--j",
        "manifests/latest",
        "tags/list",
        "blobs/x",
        "v2/manifests/manifests",
    ] {
        let response = proxy.get(format!("/v2/stub/{name}/manifests/latest"));
        assert_api_success(&response);
        assert_eq!(response.body, index.bytes);
        let asked = upstream.requests().pop().expect("the upstream was asked");
        assert_eq!(asked.path(), format!("/v2/{name}/manifests/latest"));
    }
}

/// P16.
#[test]
fn overlong_names_and_targets_are_refused() {
    let (proxy, upstream, _) = stub();
    let fits = "a".repeat(200);
    assert_api_success(&proxy.get(format!("/v2/stub/{fits}/manifests/latest")));
    let hits = upstream.hits();
    let too_long = "a".repeat(256 - "stub/".len());
    let response = proxy.get(format!("/v2/stub/{too_long}/manifests/latest"));
    assert_error(&response, 400, "NAME_INVALID", "name_invalid");
    let response = proxy.get(format!("/v2/stub/a/tags/list?last={}", "b".repeat(4100)));
    assert_eq!(response.status, 414);
    assert_eq!(upstream.hits(), hits);
}

/// P22: a port belongs to declared entries.
#[test]
fn a_registry_with_a_port_is_refused() {
    let (proxy, upstream, _) = stub();
    let own = format!("127.0.0.1:{}", upstream.port());
    for registry in [
        "ghcr.io:8443",
        "ghcr.io:22",
        "stub:80",
        &own,
        "ghcr.io%3A443",
    ] {
        let response = proxy.get(format!("/v2/{registry}/a/b/manifests/latest"));
        if response.status == 403 {
            assert_error(&response, 403, "DENIED", "registry_not_allowed");
        } else {
            assert_error(&response, 400, "NAME_INVALID", "registry_invalid");
        }
    }
    upstream.assert_untouched();
}
