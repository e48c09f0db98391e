//! Routing (P01–P06): which endpoints, methods and registries exist at all.

mod support;

use support::{
    Document, Proxy, ProxyCommand, Request, Upstream, assert_api_success, assert_error,
    assert_error_one_of,
};

/// A proxy with the declared entry `stub`, which holds one index.
fn stub() -> (Proxy, Upstream, Document) {
    let index = Document::index("targets");
    let upstream = Upstream::holding(&index);
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream, index)
}

/// P01.
#[test]
fn the_api_root_answers_without_a_challenge() {
    let (proxy, upstream, _) = stub();
    for target in ["/v2/", "/v2"] {
        let response = proxy.get(target);
        assert_api_success(&response);
        assert_eq!(response.text(), "{}");
        assert_eq!(
            response.header("docker-distribution-api-version"),
            Some("registry/2.0")
        );
        assert_eq!(response.header("www-authenticate"), None);
    }
    upstream.assert_untouched();
}

/// P02.
#[test]
fn only_the_four_read_endpoints_exist() {
    let (proxy, upstream, index) = stub();
    let below_a_manifest = format!("/v2/stub/a/manifests/{}/x", index.digest);
    for target in [
        "/v2/_catalog",
        "/v2/x",
        "/v2/stub",
        "/v2/stub/a",
        "/v2/stub/a/uploads/",
        "/v2/stub/a/blobs/uploads/",
        "/v2/stub/a/tags",
        "/v2/stub/manifests/latest",
        "/v2/ghcr.io/tags/list",
        &below_a_manifest,
    ] {
        let response = proxy.get(target);
        // With nothing between registry and endpoint, it is the name that is missing.
        let is_nameless =
            target.ends_with("/stub/manifests/latest") || target.ends_with("/tags/list");
        if is_nameless && response.status == 400 {
            assert_error(&response, 400, "NAME_INVALID", "name_invalid");
        } else if response.status == 400 && target.contains("/uploads/") {
            // An empty last segment never survives rule R1.
            assert_error_one_of(
                &response,
                400,
                "NAME_INVALID",
                &["name_invalid", "reference_invalid"],
            );
        } else {
            assert_error(&response, 404, "UNSUPPORTED", "unknown_endpoint");
        }
    }
    upstream.assert_untouched();
}

/// P03: the body is announced and never sent, so an answer means that nobody waited for it.
#[test]
fn writing_methods_are_refused_with_the_body_unread() {
    let (proxy, upstream, _) = stub();
    for method in ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"] {
        for target in ["/v2/", "/v2/stub/a/manifests/latest", "/v2/_catalog"] {
            let request = Request::new(method, target).header("Content-Length", "1000000");
            let response = proxy.send(&request);
            assert_error(&response, 405, "UNSUPPORTED", "method_not_allowed");
            assert_eq!(response.header("allow"), Some("GET, HEAD, OPTIONS"));
        }
    }
    upstream.assert_untouched();
}

/// P04.
#[test]
fn connect_opens_no_tunnel() {
    let (proxy, upstream, _) = stub();
    for target in ["169.254.169.254:80", "ghcr.io:443"] {
        let mut connection = proxy.connect();
        let head = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n");
        connection.send(head.as_bytes());
        let response = connection.read_response("CONNECT");
        assert!(matches!(response.status, 400 | 405), "{response:?}");
        connection.send(b"GET / HTTP/1.1\r\nHost: inside\r\n\r\n");
        assert_eq!(connection.rest(), b"", "the connection is over");
    }
    upstream.assert_untouched();
}

/// P05.
#[test]
fn trace_echoes_nothing() {
    let (proxy, _, _) = stub();
    for target in ["/", "/v2/", "/v2/stub/a/manifests/latest"] {
        let request = Request::new("TRACE", target).header("X-Mine", "echo-me");
        let response = proxy.send(&request);
        assert_eq!(response.status, 405);
        assert!(!format!("{response:?}").contains("echo-me"));
    }
}

/// R19: a target with an authority of its own is not for us.
#[test]
fn absolute_targets_are_refused() {
    let (proxy, upstream, _) = stub();
    for target in [
        "http://ghcr.io/v2/",
        "https://127.0.0.1/v2/stub/a/manifests/latest",
    ] {
        let response = proxy.get(target);
        assert_eq!(response.status, 400, "{response:?}");
    }
    upstream.assert_untouched();
}

/// P11, where the HTTP library is the first to balk: it may answer with an empty 400 or just close.
#[test]
fn a_target_that_is_no_text_reaches_nobody() {
    let (proxy, upstream, _) = stub();
    for target in [
        b"/v2/stub/a\xff/manifests/latest".as_slice(),
        b"/v2/stub/a b/manifests/latest",
        b"/v2/stub/a\x01/manifests/latest",
        b"/v2/stub/a\x7f/manifests/latest",
        b"/v2/stub/a\tb/manifests/latest",
        b"/v2/stub/a/manifests/<latest>",
        b"v2/stub/a/manifests/latest",
    ] {
        let mut connection = proxy.connect();
        let request = [
            b"GET ",
            target,
            b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        ];
        connection.send(&request.concat());
        let answer = String::from_utf8_lossy(&connection.rest()).into_owned();
        let is_refused = answer.is_empty() || answer.starts_with("HTTP/1.1 400 ");
        assert!(is_refused, "{}: {answer}", String::from_utf8_lossy(target));
    }
    upstream.assert_untouched();
}

/// P06; that no name server is asked either is shown in `addresses.rs`.
#[test]
fn a_registry_that_is_not_on_the_list_is_denied() {
    let (proxy, _, _) = stub();
    for registry in [
        "registry.example",
        "evil-ghcr.io",
        "ghcr.io.evil.example",
        "xn--ghcr-9x4c.io",
    ] {
        let response = proxy.get(format!("/v2/{registry}/a/b/manifests/latest"));
        assert_error(&response, 403, "DENIED", "registry_not_allowed");
    }
}
