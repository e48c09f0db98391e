//! Anonymous tokens (P34, P35, P42, P43, P45): the registry names the realm, so the realm is judged; what it grants stays
//! with the registry it is for. Realms that need names or forbidden addresses (P34–P37) are in `addresses.rs`.

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use support::{
    Answer, Canary, Document, ProxyCommand, Recorded, Request, Upstream, assert_api_success,
    assert_error, granted, guarded, registry_answer,
};

fn paths(upstream: &Upstream) -> Vec<String> {
    let requests = upstream.requests();
    requests
        .iter()
        .map(|request| request.path().to_owned())
        .collect()
}

/// R10: the scope is ours, set once, whatever realm and challenge say; R12: nothing of the client goes upstream.
#[test]
fn an_anonymous_token_is_fetched_for_exactly_one_repository() {
    let index = Document::index("tokens");
    let upstream = guarded(&index, |_| granted("good-1"));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let request = Request::get("/v2/stub/team/app/manifests/latest")
        .header("Authorization", "Bearer client-secret")
        .header("Cookie", "a=client-secret")
        .header("X-Forwarded-For", "client-secret")
        .header("Accept", "text/client-secret")
        .header("Referer", "https://client-secret.example/")
        .header("User-Agent", "client-secret");
    let response = proxy.send(&request);
    assert_api_success(&response);
    assert_eq!(response.body, index.bytes);
    assert_eq!(response.header("www-authenticate"), None);

    let requests = upstream.requests();
    let manifest = "/v2/team/app/manifests/latest";
    assert_eq!(paths(&upstream), [manifest, "/token", manifest]);
    let mut query = requests[1].query();
    query.sort_unstable();
    let scopes: Vec<String> = query
        .iter()
        .filter(|(key, _)| *key == "scope")
        .map(|(_, value)| value.replace("%3A", ":").replace("%2F", "/"))
        .collect();
    assert_eq!(scopes, ["repository:team/app:pull"]);
    let service = query.iter().find(|(key, _)| *key == "service");
    let service = service.map(|(_, value)| value.replace("%20", "+"));
    assert_eq!(service.as_deref(), Some("the+service"));
    assert_eq!(requests[1].header("authorization"), None);
    assert_eq!(requests[2].header("authorization"), Some("Bearer good-1"));
    for request in &requests {
        assert_only_known_fields(request);
        assert!(!format!("{request:?}").contains("client-secret"));
    }
}

/// §2.3: what goes upstream, and nothing else.
#[track_caller]
fn assert_only_known_fields(request: &Recorded) {
    for (name, value) in &request.headers {
        let is_known = matches!(
            name.as_str(),
            "host"
                | "user-agent"
                | "accept"
                | "accept-encoding"
                | "range"
                | "if-none-match"
                | "authorization"
                | "via"
                | "connection"
        );
        assert!(is_known, "`{name}: {value}` went upstream");
    }
    assert_eq!(request.header("accept-encoding"), Some("identity"));
}

/// The second request of the same repository needs no second token.
#[test]
fn a_token_is_used_again_for_its_repository_only() {
    let index = Document::index("tokens");
    let upstream = guarded(&index, |serial| granted(&format!("good-{serial}")));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    assert_api_success(&proxy.get("/v2/stub/a/manifests/one"));
    assert_api_success(&proxy.get("/v2/stub/a/manifests/two"));
    let n_tokens = |upstream: &Upstream| {
        let paths = paths(upstream);
        paths.iter().filter(|path| *path == "/token").count()
    };
    assert_eq!(n_tokens(&upstream), 1);
    assert_api_success(&proxy.get("/v2/stub/b/manifests/one"));
    assert_eq!(n_tokens(&upstream), 2);
    let last = upstream.requests().pop().expect("there were requests");
    assert_eq!(last.header("authorization"), Some("Bearer good-1"));
}

/// P34, P35 with a canary in place of the forbidden address: another port is another origin.
#[test]
fn a_realm_on_another_origin_is_not_asked() {
    let canary = Canary::new();
    let realm = canary.address();
    for realm in [
        format!("http://{realm}/token"),
        format!("https://{realm}/token"),
        format!("http://user@{realm}/token"),
        format!("//{realm}/token"),
        "file:///etc/passwd".to_owned(),
        "token".to_owned(),
    ] {
        eprintln!("{realm}");
        let challenge = format!(r#"Bearer realm="{realm}",service="x""#);
        let upstream = Upstream::plain(move |_| Answer::challenge(&challenge));
        let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_error(&response, 502, "UNAVAILABLE", "realm_not_allowed");
        assert_eq!(upstream.hits(), 1);
    }
    canary.assert_untouched();
}

/// P42.
#[test]
fn a_basic_challenge_means_that_a_login_is_needed() {
    for challenge in [
        r#"Basic realm="Registry""#,
        "Negotiate",
        r#"Digest realm="x", nonce="y""#,
    ] {
        let upstream = Upstream::plain(move |_| Answer::challenge(challenge));
        let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_error(&response, 403, "DENIED", "auth_required");
        assert_eq!(response.header("www-authenticate"), None);
        assert_eq!(upstream.hits(), 1);
    }
}

/// Of several challenges the anonymous one is taken, however they are written.
#[test]
fn a_bearer_challenge_is_found_among_others() {
    let index = Document::index("tokens");
    for challenges in [
        vec![
            r#"Basic realm="a, Bearer b""#,
            "BEARER realm=\"REALM\",service=\"x\"",
        ],
        vec![r#"Basic realm="x", bearer realm="REALM" , service="x""#],
        vec![
            r#"Bearer service=x,error="invalid_token",realm="REALM""#,
            "Negotiate",
        ],
        vec![r#"Bearer   realm = "REALM",,scope="repository:a\"b:pull""#],
    ] {
        eprintln!("{challenges:?}");
        let realm = Upstream::plain(|_| granted("good"));
        let written: Vec<String> = challenges
            .iter()
            .map(|text| text.replace("REALM", &format!("{}/token", realm.url())))
            .collect();
        let held = index.clone();
        let upstream = Upstream::plain(move |request| {
            if request.header("authorization") == Some("Bearer good") {
                return registry_answer(request, &held);
            }
            let headers: Vec<(&str, &str)> = written
                .iter()
                .map(|text| ("WWW-Authenticate", text.as_str()))
                .collect();
            Answer::of(401, &headers, b"")
        });
        let entry = format!("stub={};realm={}", upstream.url(), realm.address());
        let proxy = ProxyCommand::public()
            .flag("--allow-private-declared")
            .registry(&entry)
            .start();
        assert_api_success(&proxy.get("/v2/stub/a/manifests/latest"));
    }
}

/// P43: private and absent look the same, and there is one try, not a loop.
#[test]
fn a_fresh_token_that_is_refused_means_that_a_login_is_needed() {
    for status in [401, 403] {
        let index = Document::index("tokens");
        let upstream = guarded(&index, move |_| match status {
            401 => granted("useless"),
            _ => Answer::failure(403),
        });
        let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
        let response = proxy.get("/v2/stub/a/manifests/latest");
        assert_error(&response, 403, "DENIED", "auth_required");
        let n_requests = upstream.hits();
        assert!(n_requests <= 5, "{n_requests} requests for one answer");
    }
}

/// P45: two registries share a realm and a service; the token of the one is never shown to the other.
#[test]
fn a_token_never_crosses_over_to_another_registry() {
    let serial = AtomicUsize::new(0);
    let realm = Upstream::plain(move |_| {
        let serial = serial.fetch_add(1, Ordering::SeqCst);
        granted(&format!("token-{serial}"))
    });
    let index = Document::index("tokens");
    let registry = || {
        let (index, realm) = (index.clone(), realm.url());
        Upstream::plain(move |request| match request.header("authorization") {
            Some(_) => registry_answer(request, &index),
            None => Answer::challenge(&format!(
                r#"Bearer realm="{realm}/token",service="shared",scope="repository:a:pull""#
            )),
        })
    };
    let (one, two) = (registry(), registry());
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!("one={};realm={}", one.url(), realm.address()))
        .registry(&format!("two={};realm={}", two.url(), realm.address()))
        .start();
    for target in [
        "/v2/one/a/manifests/x",
        "/v2/two/a/manifests/x",
        "/v2/one/a/manifests/y",
    ] {
        assert_api_success(&proxy.get(target));
    }
    let tokens = |upstream: &Upstream| {
        let requests = upstream.requests();
        let mut tokens: Vec<String> = requests
            .iter()
            .filter_map(|request| request.header("authorization"))
            .map(str::to_owned)
            .collect();
        tokens.dedup();
        tokens
    };
    assert_eq!(tokens(&one), ["Bearer token-0"]);
    assert_eq!(tokens(&two), ["Bearer token-1"]);
    assert_eq!(realm.hits(), 2);
}
