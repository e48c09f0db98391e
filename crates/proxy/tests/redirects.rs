//! Redirects (P44, P46–P51): followed by our own rules, hop by hop, with nothing of ours taken along. Those to forbidden
//! addresses and between schemes are also in `addresses.rs`.

mod support;

use support::{
    Answer, Authority, Canary, Document, OCI_INDEX, Proxy, ProxyCommand, Request, Response,
    Upstream, assert_api_success, assert_error, granted, guarded_by, registry_answer,
};

const SIGNATURE: &str = "X-Amz-Signature=5ec4e7516ea7u4e";

/// A registry that sends everyone to this place, and a proxy that allows redirects to that host only.
fn sending_to(location: &str, allowed: &str) -> (Proxy, Upstream) {
    let location = location.to_owned();
    let registry = Upstream::plain(move |_| Answer::redirect(307, &location));
    let proxy = proxy_with(&registry, allowed);
    (proxy, registry)
}

fn proxy_with(registry: &Upstream, allowed: &str) -> Proxy {
    ProxyCommand::public()
        .flag("--allow-private-declared")
        .registry(&format!("stub={};redirect={allowed}", registry.url()))
        .start()
}

fn blob_target(document: &Document) -> String {
    format!("/v2/stub/a/blobs/{}", document.digest)
}

#[track_caller]
fn assert_redirect_refused(response: &Response) {
    assert_error(response, 502, "UNAVAILABLE", "redirect_not_allowed");
    assert_eq!(response.header("location"), None);
}

/// P46.
#[test]
fn a_blob_may_come_from_the_declared_backend() {
    let blob = Document::index("redirects");
    let backend = Upstream::holding(&blob);
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/blobs/{}?sig=x", backend.url(), blob.digest);
        let registry = Upstream::plain(move |_| Answer::redirect(status, &location));
        let proxy = proxy_with(&registry, &backend.address().to_string());
        let request = Request::get(blob_target(&blob))
            .header("Cookie", "a=b")
            .header("Referer", "https://page.example/");
        let response = proxy.send(&request);
        assert_api_success(&response);
        assert_eq!(response.body, blob.bytes);
        assert_eq!(
            response.header("docker-content-digest"),
            Some(blob.digest.as_str())
        );
        assert_eq!(response.header("location"), None);
        let asked = backend.requests().pop().expect("the backend was asked");
        for field in ["cookie", "referer", "authorization"] {
            assert_eq!(asked.header(field), None);
        }
        assert!(asked.target.ends_with("?sig=x"), "{}", asked.target);
    }
}

/// P46: what the backend sends is verified like anything else.
#[test]
fn a_backend_with_other_bytes_is_found_out() {
    let (blob, other) = (Document::index("one"), Document::index("other"));
    let bytes = other.bytes.clone();
    let backend = Upstream::plain(move |_| Answer::ok("application/octet-stream", &bytes));
    let (proxy, _registry) = sending_to(&backend.url(), &backend.address().to_string());
    let response = proxy.get(blob_target(&blob));
    assert_error(&response, 502, "DIGEST_INVALID", "digest_mismatch");
}

/// P44.
#[test]
fn the_token_stays_with_the_registry_that_asked_for_it() {
    let blob = Document::index("redirects");
    let backend = Upstream::holding(&blob);
    let location = format!("{}/blobs/{}", backend.url(), blob.digest);
    let registry = guarded_by(
        |request| request.header("authorization") == Some("Bearer good"),
        |_| granted("good"),
        move |_| Answer::redirect(307, &location),
    );
    let proxy = proxy_with(&registry, &backend.address().to_string());
    assert_api_success(&proxy.get(blob_target(&blob)));
    let asked = backend.requests();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].header("authorization"), None);
}

/// P47 with a canary in place of the forbidden address.
#[test]
fn a_redirect_elsewhere_is_not_followed() {
    let canary = Canary::new();
    let address = canary.address();
    let blob = Document::index("redirects");
    for location in [
        format!("http://{address}/"),
        format!("https://{address}/"),
        format!("//{address}/"),
        format!("http://allowed.example@{address}/"),
        format!("http://allowed.example:80@{address}/"),
        format!("http://{address}\\@allowed.example/"),
        "file:///etc/passwd".to_owned(),
        format!("gopher://{address}/"),
        format!("ftp://{address}/"),
        "data:text/plain,x".to_owned(),
        "http://".to_owned(),
        "http://allowed.example:0/".to_owned(),
    ] {
        eprintln!("{location}");
        let (proxy, registry) = sending_to(&location, "allowed.example");
        assert_redirect_refused(&proxy.get(blob_target(&blob)));
        assert_redirect_refused(&proxy.get("/v2/stub/a/manifests/latest"));
        assert_eq!(registry.hits(), 2);
    }
    canary.assert_untouched();
}

/// A redirect that does not say where to.
#[test]
fn a_redirect_without_a_location_is_an_error_of_the_upstream() {
    let registry = Upstream::plain(|_| Answer::failure(307));
    let proxy = proxy_with(&registry, "allowed.example");
    let response = proxy.get("/v2/stub/a/manifests/latest");
    assert_eq!(response.status, 502);
    support::assert_contract(&response);
}

/// P48.
#[test]
fn a_redirect_from_https_to_http_is_not_followed() {
    let authority = Authority::new();
    let canary = Canary::new();
    let location = format!("http://{}/x", canary.address());
    let registry = Upstream::tls(&authority.certify(&["127.0.0.1"]), move |_| {
        Answer::redirect(307, &location)
    });
    let proxy = ProxyCommand::public()
        .flag("--allow-private-declared")
        .trusting(&authority)
        .registry(&format!(
            "stub={};redirect={}",
            registry.url(),
            canary.address()
        ))
        .start();
    assert_redirect_refused(&proxy.get("/v2/stub/a/manifests/latest"));
    assert_eq!(registry.hits(), 1, "the registry itself was reached");
    canary.assert_untouched();
}

/// P49: so many hops are walked before the document comes.
fn a_chain_of(n_hops: usize, index: &Document) -> (Proxy, Upstream) {
    let index = index.clone();
    let registry = Upstream::plain(move |request| {
        let hop: usize = request
            .query()
            .iter()
            .find_map(|(key, value)| (*key == "hop").then(|| value.parse().ok()).flatten())
            .unwrap_or(0);
        if hop == n_hops {
            return registry_answer(request, &index);
        }
        Answer::redirect(307, &format!("{}?hop={}", request.path(), hop + 1))
    });
    let allowed = registry.address().to_string();
    (proxy_with(&registry, &allowed), registry)
}

/// P49.
#[test]
fn three_hops_are_followed_and_a_fourth_is_not() {
    let index = Document::index("redirects");
    let (proxy, _registry) = a_chain_of(3, &index);
    assert_api_success(&proxy.get("/v2/stub/a/manifests/latest"));
    let (proxy, registry) = a_chain_of(4, &index);
    assert_redirect_refused(&proxy.get("/v2/stub/a/manifests/latest"));
    assert_eq!(registry.hits(), 4, "the first request and three hops");
}

/// P49.
#[test]
fn a_loop_of_redirects_ends() {
    let (proxy, registry) = sending_to("/v2/a/manifests/latest", "allowed.example");
    assert_redirect_refused(&proxy.get("/v2/stub/a/manifests/latest"));
    assert!(registry.hits() <= 4, "{} requests", registry.hits());
}

/// P50: registry.k8s.io answers manifests, too, with a redirect to another host.
#[test]
fn a_manifest_may_come_from_the_declared_backend() {
    let index = Document::index("redirects");
    let backend = Upstream::holding(&index);
    let location = format!("{}/v2/a/manifests/latest", backend.url());
    let (proxy, _registry) = sending_to(&location, &backend.address().to_string());
    let response = proxy.get("/v2/stub/a/manifests/latest");
    assert_api_success(&response);
    assert_eq!(response.body, index.bytes);
    assert_eq!(response.header("content-type"), Some(OCI_INDEX));
}

/// P51: a signed link works once and then shows up nowhere, however it fails.
#[test]
fn the_signature_of_a_redirect_is_nowhere_to_be_found() {
    let other = Document::index("other");
    let failures = [
        Answer::failure(403),
        Answer::failure(500),
        Answer::redirect(307, &format!("http://elsewhere.example/?{SIGNATURE}")),
        Answer::ok("application/octet-stream", &other.bytes),
        Answer::raw("nonsense"),
    ];
    for failure in failures {
        let backend = Upstream::plain(move |_| failure.clone());
        let location = format!("{}/blob?{SIGNATURE}", backend.url());
        let (proxy, _registry) = sending_to(&location, &backend.address().to_string());
        let response = proxy.get(blob_target(&Document::index("signed")));
        support::assert_contract(&response);
        assert_eq!(backend.hits(), 1, "the backend was asked");
        let said = format!("{response:?}{}{}", response.text(), proxy.log());
        for secret in ["5ec4e7516ea7u4e", "X-Amz", &backend.port().to_string()] {
            assert!(!said.contains(secret), "`{secret}` in {said}");
        }
    }
    let refused = format!("http://127.0.0.1:1/blob?{SIGNATURE}");
    let (proxy, _registry) = sending_to(&refused, "127.0.0.1:1");
    let response = proxy.get(blob_target(&Document::index("signed")));
    support::assert_contract(&response);
    let said = format!("{response:?}{}{}", response.text(), proxy.log());
    assert!(!said.contains("5ec4e7516ea7u4e"), "{said}");
}
