//! Upstreams that cannot be reached, fall silent or frame their answers badly (P58, P59, P61, R13).

mod support;

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use support::{
    Answer, Authority, Certificate, Document, OCI_INDEX, Proxy, ProxyCommand, Request, Response,
    Upstream, assert_api_success, assert_error,
};

const LATEST: &str = "/v2/stub/a/manifests/latest";
const INTERIM: &str = "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n";

/// A proxy with a registry that always gives this answer.
fn answering(answer: Answer) -> (Proxy, Upstream) {
    let upstream = Upstream::plain(move |_| answer.clone());
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream)
}

#[track_caller]
fn assert_unreachable(response: &Response) {
    assert_error(response, 502, "UNAVAILABLE", "upstream_unreachable");
}

/// P58, the first half: a port on which nobody listens.
#[test]
fn a_refused_connection_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let closed = listener.local_addr().expect("a listener has an address");
    drop(listener);
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!("stub=http://{closed}"))
        .start();
    assert_unreachable(&proxy.get(LATEST));
}

/// P58 with a control: the good certificate is accepted, so it is the bad ones that are refused. R8: one body for all.
#[test]
fn a_bad_certificate_is_unreachable() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let index = Document::index("tls");
    let bodies: Vec<String> = [
        (authority.certify(&["127.0.0.1"]), true),
        (authority.certify_expired(&["127.0.0.1"]), false),
        (authority.certify(&["other.example"]), false),
        (stranger.certify(&["127.0.0.1"]), false),
        (Certificate::self_signed(&["127.0.0.1"]), false),
    ]
    .into_iter()
    .filter_map(|(certificate, is_good)| {
        let bytes = index.bytes.clone();
        let upstream = Upstream::tls(&certificate, move |_| Answer::ok(OCI_INDEX, &bytes));
        let proxy = ProxyCommand::serving(&[("stub", &upstream)])
            .trusting(&authority)
            .start();
        let response = proxy.get(LATEST);
        if is_good {
            assert_api_success(&response);
            return None;
        }
        assert_unreachable(&response);
        assert_eq!(upstream.hits(), 0, "nothing was said to the impostor");
        Some(response.text())
    })
    .collect();
    assert_eq!(bodies.len(), 4);
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
}

/// P59: the deadline for headers is 10 s; others are served meanwhile.
#[test]
fn a_silent_upstream_times_out_and_holds_up_nobody() {
    let index = Document::index("silence");
    let silent = Upstream::plain(|_| Answer::silence());
    let lively = Upstream::holding(&index);
    let proxy = ProxyCommand::serving(&[("stub", &silent), ("lively", &lively)]).start();
    let started = Instant::now();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| proxy.get(LATEST));
        assert_api_success(&proxy.get("/v2/lively/a/manifests/latest"));
        let response = waiting.join().expect("an answer comes");
        assert_error(&response, 504, "UNAVAILABLE", "upstream_timeout");
    });
    assert!(started.elapsed() < Duration::from_secs(25));
}

/// An upstream that stops in the middle of a manifest.
#[test]
fn a_body_that_stalls_times_out() {
    let headers = [("Content-Type", OCI_INDEX), ("Content-Length", "100")];
    let (proxy, _upstream) = answering(Answer::head(200, &headers).then_send(b"{").then_hang());
    let started = Instant::now();
    let response = proxy.get(LATEST);
    assert_error(&response, 504, "UNAVAILABLE", "upstream_timeout");
    assert!(started.elapsed() < Duration::from_secs(25));
}

/// P61: the framing is ambiguous, so the answer is not used, and neither is the connection.
#[test]
fn ambiguous_framing_is_refused_and_the_connection_given_up() {
    let json = ("Content-Type", OCI_INDEX);
    let cl = |length| ("Content-Length", length);
    let chunked = ("Transfer-Encoding", "chunked");
    for headers in [
        vec![json, cl("2"), cl("40")],
        vec![json, cl("40"), cl("2")],
        vec![json, cl("2"), cl("2")],
        vec![json, cl("2, 40")],
        vec![json, cl("2"), chunked],
        vec![json, chunked, cl("2")],
        vec![json, cl("-2")],
        vec![json, cl("+2")],
        vec![json, cl("2x")],
        vec![json, ("Transfer-Encoding", "gzip, chunked")],
        vec![json, ("Transfer-Encoding", "identity")],
    ] {
        eprintln!("{headers:?}");
        let answer = Answer::head(200, &headers)
            .then_send(b"2\r\n{}\r\n0\r\n\r\n")
            .keeping_alive();
        let (proxy, upstream) = answering(answer);
        for target in [LATEST, "/v2/stub/b/manifests/latest"] {
            let response = proxy.get(target);
            assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
        }
        let on: Vec<usize> = upstream.requests().iter().map(|r| r.connection).collect();
        assert_eq!(on, [0, 1], "the connection was used again");
    }
}

/// P61: what comes after an answer belongs to no other request.
#[test]
fn a_surplus_answer_is_never_taken_for_the_next_one() {
    let (one, two) = (Document::index("one"), Document::index("two"));
    let surplus = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {OCI_INDEX}\r\nContent-Length: 8\r\n\r\n{{\"x\":42}}"
    );
    let (first, second) = (one.bytes.clone(), two.bytes.clone());
    let upstream = Upstream::plain(move |request| match request.path().contains("/one/") {
        true => Answer::ok(OCI_INDEX, &first)
            .then_send(surplus.as_bytes())
            .keeping_alive(),
        false => Answer::ok(OCI_INDEX, &second),
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    for _ in 0..5 {
        // Whether the first answer survives its surplus is up to the proxy.
        proxy.get("/v2/stub/one/manifests/latest");
        let response = proxy.get("/v2/stub/two/manifests/latest");
        assert_api_success(&response);
        assert_eq!(response.body, two.bytes);
    }
}

/// Interim answers are no answers.
#[test]
fn interim_answers_are_skipped() {
    let index = Document::index("interim");
    let length = index.bytes.len().to_string();
    let headers = [("Content-Type", OCI_INDEX), ("Content-Length", &*length)];
    let good = Answer::raw(INTERIM)
        .then_send(head_text(&headers).as_bytes())
        .then_send(&index.bytes);
    let (proxy, _upstream) = answering(good);
    let response = proxy.get(LATEST);
    assert_api_success(&response);
    assert_eq!(response.body, index.bytes);
}

/// Nobody waits for endless interim answers.
#[test]
fn endless_interim_answers_are_given_up_on() {
    assert_given_up(Answer::raw(INTERIM.repeat(200_000)).then_hang());
}

/// We asked for no other protocol.
#[test]
fn a_switch_of_protocols_is_not_followed() {
    let switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n";
    assert_given_up(Answer::raw(switching).then_hang());
}

#[track_caller]
fn assert_given_up(answer: Answer) {
    let (proxy, _upstream) = answering(answer);
    let response = proxy.get(LATEST);
    assert!(matches!(response.status, 502 | 504), "{response:?}");
    support::assert_contract(&response);
}

fn head_text(headers: &[(&str, &str)]) -> String {
    let fields: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!("HTTP/1.1 200 OK\r\n{fields}\r\n")
}

/// The control: where the framing is sound, connections are used again.
#[test]
fn a_sound_connection_is_used_again() {
    let upstream = Upstream::holding(&Document::index("keep-alive"));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    for n in 0..10 {
        assert_api_success(&proxy.get(format!("/v2/stub/a/manifests/tag-{n}")));
    }
    // A connection goes back to its pool a moment after its answer; the next request may just miss it.
    assert_eq!(upstream.hits(), 10);
    assert!(upstream.connections() < 10, "no connection was used again");
}

/// What is not HTTP, or stops too early.
#[test]
fn a_broken_answer_is_an_invalid_upstream() {
    let json = ("Content-Type", OCI_INDEX);
    for answer in [
        Answer::raw("nonsense\r\n\r\n"),
        Answer::raw("HTTP/1.1 abc\r\n\r\n"),
        Answer::head(200, &[json, ("Content-Length", "100")]).then_send(b"{}"),
        Answer::head(200, &[json, ("Transfer-Encoding", "chunked")]).then_send(b"40\r\n{}"),
        Answer::head(200, &[json, ("Transfer-Encoding", "chunked")]).then_send(b"zz\r\n{}\r\n"),
    ] {
        eprintln!("{answer:?}");
        let (proxy, _upstream) = answering(answer);
        let response = proxy.get(LATEST);
        assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
    }
}

/// §2.5: an upstream has 64 KiB and 100 fields for its head.
#[test]
fn a_flood_of_header_fields_is_refused() {
    let many: String = (0..2000).map(|n| format!("X-{n}: y\r\n")).collect();
    let long = format!("X-Long: {}\r\n", "y".repeat(200 * 1024));
    for fields in [many, long] {
        let head = format!("HTTP/1.1 200 OK\r\n{fields}Content-Length: 2\r\n\r\n{{}}");
        let (proxy, _upstream) = answering(Answer::raw(head));
        let response = proxy.get(LATEST);
        assert_eq!(response.status, 502);
        support::assert_contract(&response);
    }
}

/// R13: we ask for `identity` and take nothing else.
#[test]
fn a_content_coding_is_a_fault() {
    let index = Document::index("coding");
    for coding in ["gzip", "br", "x-unknown", "identity, gzip"] {
        let headers = [("Content-Type", OCI_INDEX), ("Content-Encoding", coding)];
        let (proxy, _upstream) = answering(Answer::of(200, &headers, &index.bytes));
        let response = proxy.get(LATEST);
        assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
    }
}

/// A manifest in many small pieces, without a length, is as good as any.
#[test]
fn a_slow_chunked_manifest_arrives_whole() {
    let index = Document::index("drip");
    let headers = [
        ("Content-Type", OCI_INDEX),
        ("Transfer-Encoding", "chunked"),
    ];
    let mut answer = Answer::head(200, &headers);
    for byte in &index.bytes {
        answer = answer
            .then_send(&[b"1\r\n".as_slice(), &[*byte], b"\r\n"].concat())
            .then_pause(Duration::from_millis(2));
    }
    let (proxy, _upstream) = answering(answer.then_send(b"0\r\n\r\n").keeping_alive());
    let response = proxy.send(&Request::get(LATEST));
    assert_api_success(&response);
    assert_eq!(response.body, index.bytes);
}
