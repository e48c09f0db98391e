//! Clients that take their time or talk too much (P72, P73, R19).

mod support;

use std::time::{Duration, Instant};

use support::{
    Answer, Document, OCI_INDEX, Proxy, ProxyCommand, Request, Upstream, assert_api_success,
    assert_error,
};

const LATEST: &str = "/v2/stub/a/manifests/latest";

fn stub() -> (Proxy, Upstream) {
    let upstream = Upstream::holding(&Document::index("clients"));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream)
}

/// P72: the deadline for a request's head is 10 s, however busy the client looks.
#[test]
fn a_head_that_never_ends_is_hung_up_on() {
    let (proxy, upstream) = stub();
    let mut connection = proxy.connect();
    connection.send(format!("GET {LATEST} HTTP/1.1\r\nHost: a\r\n").as_bytes());
    let started = Instant::now();
    std::thread::scope(|scope| {
        let mut dripping = connection.another_handle();
        let (over, is_over) = std::sync::mpsc::channel();
        scope.spawn(move || {
            // One line every half second, until the other side has had enough.
            let mut serial = 0;
            while is_over.recv_timeout(Duration::from_millis(500)).is_err() && serial < 60 {
                serial += 1;
                dripping.send(format!("X-{serial}: y\r\n").as_bytes());
            }
        });
        let rest = connection.rest();
        let waited = started.elapsed();
        // The other thread may be through with its lines already.
        let _ = over.send(());
        assert!(waited < Duration::from_secs(20), "open for {waited:?}");
        let answer = String::from_utf8_lossy(&rest).into_owned();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
            "{answer}"
        );
    });
    upstream.assert_untouched();
    assert_api_success(&proxy.get(LATEST));
}

/// P73.
#[test]
fn too_many_or_too_large_fields_are_refused() {
    let (proxy, upstream) = stub();
    let mut many = Request::get(LATEST);
    for serial in 0..101 {
        many = many.header(&format!("X-{serial}"), "y");
    }
    assert_eq!(proxy.send(&many).status, 431);
    let large = Request::get(LATEST).header("X-Large", &"y".repeat(20 * 1024));
    assert_eq!(proxy.send(&large).status, 431);
    upstream.assert_untouched();
    assert_api_success(&proxy.get(LATEST));
}

/// P32, the second half: whoever comes back to us through another proxy is told so.
#[test]
fn a_request_that_went_through_us_already_is_a_loop() {
    let (proxy, upstream) = stub();
    assert_api_success(&proxy.get(LATEST));
    let requests = upstream.requests();
    let via = requests[0].header("via").expect("we name ourselves");
    let foreign = Request::get(LATEST).header("Via", "1.1 other-proxy");
    assert_api_success(&proxy.send(&foreign));
    let hits = upstream.hits();
    for via in [via.to_owned(), format!("1.1 other-proxy, {via}, 1.0 third")] {
        let response = proxy.send(&Request::get(LATEST).header("Via", &via));
        assert_error(&response, 508, "UNAVAILABLE", "loop_detected");
    }
    assert_eq!(upstream.hits(), hits);
}

/// §2.3: docker-registry answers 404 where `Accept` lacks the type, so everyone gets what the full list brings.
#[test]
fn what_a_client_accepts_does_not_change_what_is_asked() {
    let (proxy, upstream) = stub();
    for accepted in [
        "*/*",
        "text/html",
        "application/vnd.oci.image.manifest.v1+json",
    ] {
        assert_api_success(&proxy.send(&Request::get(LATEST).header("Accept", accepted)));
    }
    for request in upstream.requests() {
        let asked = request.header("accept").unwrap_or_default();
        for media_type in [
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json",
        ] {
            assert!(asked.contains(media_type), "{asked}");
        }
        assert!(!asked.contains("text/html"), "{asked}");
    }
}

/// Many at once are all served.
#[test]
fn forty_clients_at_once_all_get_their_own_answer() {
    let upstream = Upstream::plain(|request| {
        let tag = request.path().rsplit('/').next().unwrap_or_default();
        Answer::ok(OCI_INDEX, &Document::index(tag).bytes)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    std::thread::scope(|scope| {
        for client in 0..40 {
            let proxy = &proxy;
            scope.spawn(move || {
                let response = proxy.get(format!("/v2/stub/a/manifests/tag-{client}"));
                assert_api_success(&response);
                let expected = Document::index(&format!("tag-{client}"));
                assert_eq!(response.body, expected.bytes);
            });
        }
    });
}

/// One connection carries one request after the other, whatever came of them.
#[test]
fn a_connection_outlives_errors() {
    let (proxy, _upstream) = stub();
    let mut connection = proxy.connect();
    for (target, status) in [
        (LATEST, 200),
        ("/v2/_catalog", 404),
        ("/v2/stub/A/manifests/latest", 400),
        ("/v2/registry.example/a/manifests/latest", 403),
        (LATEST, 200),
    ] {
        connection.send(format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes());
        assert_eq!(connection.read_response("GET").status, status, "{target}");
    }
}

/// Requests sent at once are answered in order, so that no answer is taken for another's.
#[test]
fn pipelined_requests_are_answered_in_order() {
    let (proxy, _upstream) = stub();
    let mut connection = proxy.connect();
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
    let three = [get("/v2/_catalog"), get(LATEST), get("/v2/")].concat();
    connection.send(three.as_bytes());
    let statuses: Vec<u16> = (0..3)
        .map(|_| connection.read_response("GET").status)
        .collect();
    assert_eq!(statuses, [404, 200, 200]);
}

/// R19: a second request hidden in the body of a first one is never read.
#[test]
fn no_request_is_smuggled() {
    let (proxy, upstream) = stub();
    let hidden = format!("GET {LATEST} HTTP/1.1\r\nHost: a\r\n\r\n");
    let length = hidden.len();
    for head in [
        format!("GET /v2/ HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{hidden}"),
        format!(
            "GET /v2/ HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!(
            "GET /v2/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!("POST /v2/ HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{hidden}"),
        format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{hidden}"),
    ] {
        let mut connection = proxy.connect();
        connection.send(head.as_bytes());
        let answers = String::from_utf8_lossy(&connection.rest()).into_owned();
        assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{answers}");
        assert!(answers.starts_with("HTTP/1.1 4"), "{answers}");
    }
    upstream.assert_untouched();
}
