//! Who may read what from a browser, and which header fields come through (P79–P82).

mod support;

use support::{
    Answer, Document, OCI_INDEX, Proxy, ProxyCommand, Request, Response, UPSTREAM_TEXT, Upstream,
    assert_api_success, assert_contract, assert_error,
};

const LATEST: &str = "/v2/stub/a/manifests/latest";
const EXPOSED: &[&str] = &[
    "Docker-Content-Digest",
    "ETag",
    "Link",
    "Content-Range",
    "Accept-Ranges",
    "Retry-After",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "OCI-Filters-Applied",
    "OCI-Subject",
    "OCI-Namespace",
    "Warning",
    "Age",
    "X-Cache",
    "X-Request-Id",
];

fn stub() -> (Proxy, Upstream) {
    let upstream = Upstream::holding(&Document::index("cors"));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream)
}

fn from(origin: &str, target: &str) -> Request {
    Request::get(target).header("Origin", origin)
}

/// The members of a comma-separated field, in lower case and sorted.
fn members(response: &Response, field: &str) -> Vec<String> {
    let mut members: Vec<String> = response
        .header(field)
        .unwrap_or_default()
        .split(',')
        .map(|member| member.trim().to_ascii_lowercase())
        .filter(|member| !member.is_empty())
        .collect();
    members.sort();
    members
}

#[track_caller]
fn assert_readable_by_all(response: &Response) {
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    assert_eq!(response.header("access-control-allow-credentials"), None);
    let mut exposed: Vec<String> = EXPOSED.iter().map(|name| name.to_lowercase()).collect();
    exposed.sort();
    assert_eq!(members(response, "access-control-expose-headers"), exposed);
}

/// P79.
#[test]
fn any_origin_may_read_answers_and_errors() {
    let (proxy, _upstream) = stub();
    for origin in [
        "https://app.example",
        "null",
        "http://localhost:8080",
        "x",
        "https://évil.example",
    ] {
        for (target, status) in [
            ("/v2/", 200),
            (LATEST, 200),
            ("/v2/_catalog", 404),
            ("/v2/registry.example/a/manifests/latest", 403),
            ("/v2/stub/A/manifests/latest", 400),
        ] {
            let response = proxy.send(&from(origin, target));
            assert_eq!(response.status, status, "{origin} {target}");
            assert_readable_by_all(&response);
        }
        let post = Request::new("POST", LATEST).header("Origin", origin);
        assert_readable_by_all(&proxy.send(&post));
    }
}

/// P80.
#[test]
fn a_preflight_is_answered_here() {
    let (proxy, upstream) = stub();
    let preflight = Request::new("OPTIONS", LATEST)
        .header("Origin", "https://app.example")
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "x-anything, range");
    let response = proxy.send(&preflight);
    assert_eq!(response.status, 204, "{response:?}");
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    assert_eq!(response.header("access-control-allow-credentials"), None);
    assert_eq!(
        members(&response, "access-control-allow-methods"),
        ["get", "head", "options"]
    );
    assert_eq!(response.header("access-control-max-age"), Some("86400"));
    let allowed = members(&response, "access-control-allow-headers");
    assert!(allowed.contains(&"range".to_owned()), "{allowed:?}");
    assert!(!allowed.contains(&"x-anything".to_owned()), "{allowed:?}");
    assert!(
        !allowed.contains(&"authorization".to_owned()),
        "{allowed:?}"
    );
    upstream.assert_untouched();
}

/// P81; the allow list for fields is the test's own (see `contract.rs`).
#[test]
fn fields_of_the_upstream_stay_there() {
    let index = Document::index("fields");
    let bytes = index.bytes.clone();
    let upstream = Upstream::plain(move |_| {
        let headers = [
            ("Content-Type", OCI_INDEX),
            ("Set-Cookie", "a=b"),
            ("Access-Control-Allow-Origin", "https://upstream.example"),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Expose-Headers", "X-Upstream"),
            ("Strict-Transport-Security", "max-age=1"),
            ("Clear-Site-Data", "\"*\""),
            ("Alt-Svc", "h3=\":443\""),
            ("Server", UPSTREAM_TEXT),
            ("WWW-Authenticate", "Basic realm=\"x\""),
            ("X-Request-Id", UPSTREAM_TEXT),
            ("Content-Disposition", "inline"),
            ("Content-Security-Policy", "default-src *"),
            ("ETag", "\"upstream\""),
            ("Cache-Control", "private, no-cache"),
            ("Link", "<https://upstream.example/>; rel=preload"),
            ("Refresh", "0; url=https://upstream.example/"),
            ("Via", UPSTREAM_TEXT),
            ("X-Upstream", UPSTREAM_TEXT),
        ];
        Answer::of(200, &headers, &bytes)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    for target in [
        LATEST.to_owned(),
        format!("/v2/stub/a/blobs/{}", index.digest),
    ] {
        let response = proxy.get(target);
        assert_api_success(&response);
        assert_readable_by_all(&response);
        assert_eq!(response.body, index.bytes);
        let etag = format!("\"{}\"", index.digest);
        assert_eq!(response.header("etag"), Some(&*etag));
        assert!(!format!("{:?}", response.headers).contains("upstream.example"));
    }
}

/// P79 in local mode, where the network position is the credential: an exact list, and the page's own origin.
#[test]
fn in_local_mode_a_listed_origin_may_read() {
    let upstream = Upstream::holding(&Document::index("local"));
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .option("--origin", "http://localhost:5173")
        .start();
    let response = proxy.send(&from("http://localhost:5173", LATEST));
    assert_eq!(response.status, 200);
    assert_eq!(
        response.header("access-control-allow-origin"),
        Some("http://localhost:5173")
    );
    assert!(members(&response, "vary").contains(&"origin".to_owned()));

    let own = format!("http://{}", proxy.address());
    assert_eq!(proxy.send(&from(&own, LATEST)).status, 200);
    assert_eq!(proxy.get(LATEST).status, 200, "no browser, no origin");
}

/// P82.
#[test]
fn in_local_mode_an_unlisted_origin_is_denied() {
    let upstream = Upstream::holding(&Document::index("local"));
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .option("--origin", "http://localhost:5173")
        .start();
    for origin in [
        "https://evil.example",
        "http://localhost:5174",
        "https://localhost:5173",
        "http://localhost:5173.evil.example",
        "http://LOCALHOST:5173/",
        "null",
    ] {
        for method in ["GET", "OPTIONS"] {
            let request = Request::new(method, LATEST).header("Origin", origin);
            let response = proxy.send(&request.header("Access-Control-Request-Method", "GET"));
            assert_eq!(response.status, 403, "{method} from {origin}");
            assert_contract(&response);
            for (field, value) in &response.headers {
                assert!(!field.starts_with("access-control-"), "{field}: {value}");
            }
        }
    }
    upstream.assert_untouched();
}

/// §1.1: a name that resolves to loopback (DNS rebinding) does not turn a page into a local one.
#[test]
fn in_local_mode_only_our_own_host_is_answered() {
    let upstream = Upstream::holding(&Document::index("local"));
    let proxy = ProxyCommand::local()
        .registry(&format!("stub={}", upstream.url()))
        .start();
    for host in ["evil.example", "127.0.0.1.evil.example", "169.254.169.254"] {
        let with_port = format!("{host}:{}", proxy.address().port());
        for host in [host, &with_port] {
            let response = proxy.send(&Request::get(LATEST).host(host));
            assert!(matches!(response.status, 400 | 403), "{host}: {response:?}");
            assert_contract(&response);
        }
    }
    upstream.assert_untouched();
    let local = format!("localhost:{}", proxy.address().port());
    assert_eq!(proxy.send(&Request::get(LATEST).host(&local)).status, 200);
}

/// R19: `Host` exactly once.
#[test]
fn a_request_has_exactly_one_host() {
    let (proxy, upstream) = stub();
    for hosts in [
        "",
        "Host: a.example\r\nHost: a.example\r\n",
        "Host: a.example\r\nHost: b.example\r\n",
    ] {
        let mut connection = proxy.connect();
        connection.send(format!("GET {LATEST} HTTP/1.1\r\n{hosts}\r\n").as_bytes());
        assert_eq!(connection.read_response("GET").status, 400, "{hosts:?}");
    }
    upstream.assert_untouched();
}

/// R19: neither GET nor HEAD has a body here (P78 is the large version).
#[test]
fn a_request_with_a_body_is_refused_unread() {
    let (proxy, upstream) = stub();
    for body in ["Content-Length: 1073741824", "Transfer-Encoding: chunked"] {
        let mut connection = proxy.connect();
        let head = format!("GET {LATEST} HTTP/1.1\r\nHost: a\r\n{body}\r\n\r\n");
        connection.send(head.as_bytes());
        let response = connection.read_response("GET");
        assert!(matches!(response.status, 400 | 413), "{response:?}");
        assert_eq!(connection.rest(), b"", "the connection is over");
    }
    upstream.assert_untouched();
}

/// P84 from outside: nothing that is sent makes the process die, and the next request is served.
#[test]
fn garbage_on_a_connection_leaves_the_process_alive() {
    let (proxy, _upstream) = stub();
    for garbage in [
        b"\r\n\r\n\r\n".as_slice(),
        b"\0\0\0\0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
        b"GET /v2/ HTTP/9.9\r\n\r\n",
        b"GET  /v2/ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /v2/ HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
        b"GET /v2/ HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
        b"GET /v2/stub/\xff\xfe/manifests/latest HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ] {
        let mut connection = proxy.connect();
        connection.send(garbage);
        drop(connection);
        let response = proxy.get(LATEST);
        assert_api_success(&response);
    }
    let response = proxy.get("/v2/stub/A/manifests/latest");
    assert_error(&response, 400, "NAME_INVALID", "name_invalid");
}
