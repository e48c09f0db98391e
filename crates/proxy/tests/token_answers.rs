//! Token servers that fail, ramble or expire (P38–P41).

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use support::{
    Answer, Canary, Document, ProxyCommand, Recorded, UPSTREAM_TEXT, Upstream, assert_api_success,
    assert_error, granted, guarded, guarded_by, registry_answer,
};

fn paths(upstream: &Upstream) -> Vec<String> {
    let requests = upstream.requests();
    requests
        .iter()
        .map(|request| request.path().to_owned())
        .collect()
}

/// P38, the first half.
#[test]
fn a_failing_token_server_is_an_upstream_error_and_not_remembered() {
    let index = Document::index("tokens");
    let upstream = guarded(&index, |serial| match serial {
        0 => Answer::failure(500),
        _ => granted("good"),
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let response = proxy.get("/v2/stub/a/manifests/latest");
    assert_error(&response, 502, "UNAVAILABLE", "upstream_error");
    assert_api_success(&proxy.get("/v2/stub/a/manifests/latest"));
}

/// R9: token requests follow no redirect, not even to the same origin.
#[test]
fn a_redirecting_token_server_is_not_followed() {
    let index = Document::index("tokens");
    let canary = Canary::new();
    let elsewhere = format!("http://{}/", canary.address());
    for location in [elsewhere, "/token?again".to_owned()] {
        let upstream = guarded(&index, move |_| Answer::redirect(307, &location));
        let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_eq!(response.status, 502);
        support::assert_contract(&response);
        assert_eq!(upstream.hits(), 2);
    }
    canary.assert_untouched();
}

/// P39 and R11.
#[test]
fn an_unusable_token_answer_is_an_invalid_upstream() {
    let huge = format!(r#"{{"token":"{}"}}"#, "t".repeat(1024 * 1024));
    let long = format!(r#"{{"token":"{}"}}"#, "t".repeat(17 * 1024));
    let index = Document::index("tokens");
    for body in [
        format!("<html>{UPSTREAM_TEXT}</html>"),
        "{}".to_owned(),
        r#"{"token":""}"#.to_owned(),
        r#"{"token":7}"#.to_owned(),
        r#"{"token":"good bad"}"#.to_owned(),
        "{\"token\":\"good\\r\\nX-Mine: 1\"}".to_owned(),
        "[]".to_owned(),
        huge,
        long,
    ] {
        eprintln!("{:.60}", body);
        let upstream = guarded(&index, move |_| {
            Answer::ok("application/json", body.as_bytes())
        });
        let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
    }
}

/// R11: however long a token claims to live, it works now; one that lives no longer than our margin is not kept.
#[test]
fn an_odd_lifetime_does_not_spoil_a_token() {
    let index = Document::index("tokens");
    for (expires_in, n_tokens) in [
        ("300", 1),
        ("1", 2),
        ("0", 2),
        ("-5", 1),
        ("1e300", 1),
        ("\"soon\"", 1),
        ("null", 1),
        ("18446744073709551616", 1),
    ] {
        eprintln!("{expires_in}");
        let body = format!(r#"{{"token":"good","expires_in":{expires_in}}}"#);
        let upstream = guarded(&index, move |_| {
            Answer::ok("application/json", body.as_bytes())
        });
        let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
        assert_api_success(&proxy.get("/v2/stub/a/manifests/one"));
        assert_api_success(&proxy.get("/v2/stub/a/manifests/two"));
        let paths = paths(&upstream);
        let asked = paths.iter().filter(|path| *path == "/token").count();
        // What is no sane number counts as 60 s, or as too little to keep: both are safe.
        let is_sane = expires_in.parse::<u16>().is_ok();
        assert!(asked == n_tokens || (!is_sane && asked <= 2), "{asked}");
    }
}

/// P40.
#[test]
fn an_access_token_is_a_token() {
    let index = Document::index("tokens");
    let upstream = guarded(&index, |_| {
        Answer::ok("application/json", br#"{"access_token":"good"}"#)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    assert_api_success(&proxy.get("/v2/stub/a/manifests/latest"));
}

/// P41: the first token is refused when it is used for the second time, as an expired one is.
#[test]
fn an_expired_token_is_refreshed_once() {
    let index = Document::index("tokens");
    let n_uses = AtomicUsize::new(0);
    let may_pass = move |request: &Recorded| match request.header("authorization") {
        Some("Bearer token-0") => n_uses.fetch_add(1, Ordering::SeqCst) == 0,
        Some("Bearer token-1") => true,
        _ => false,
    };
    let upstream = guarded_by(
        may_pass,
        |serial| granted(&format!("token-{serial}")),
        move |request| registry_answer(request, &index),
    );
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    assert_api_success(&proxy.get("/v2/stub/a/manifests/one"));
    assert_api_success(&proxy.get("/v2/stub/a/manifests/two"));
    let (one, two) = ("/v2/a/manifests/one", "/v2/a/manifests/two");
    assert_eq!(paths(&upstream), [one, "/token", one, two, "/token", two]);
}
