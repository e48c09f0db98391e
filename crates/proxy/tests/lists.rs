//! Tag lists and referrers: the next page is on our side, whatever the upstream's `Link` says (R4, R15).

mod support;

use support::{
    Answer, Document, OCI_INDEX, Proxy, ProxyCommand, Request, UPSTREAM_TEXT, Upstream,
    assert_api_success, assert_error,
};

const TAGS: &[u8] = br#"{"name":"a","tags":["one","two"]}"#;

fn linking(link: &str) -> (Proxy, Upstream) {
    let link = link.to_owned();
    let upstream = Upstream::plain(move |_| {
        let headers = [("Content-Type", "application/json"), ("Link", &*link)];
        Answer::of(200, &headers, TAGS)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream)
}

/// The target of our `Link` to the next page.
fn next_page(proxy: &Proxy) -> Option<String> {
    let response = proxy.get("/v2/stub/a/tags/list?n=2");
    assert_api_success(&response);
    assert_eq!(response.body, TAGS);
    let link = response.header("link")?;
    let (target, parameters) = link.strip_prefix('<')?.split_once('>')?;
    assert_eq!(parameters.replace(' ', ""), ";rel=\"next\"", "{link}");
    Some(target.to_owned())
}

#[test]
fn the_next_page_is_asked_for_here() {
    for link in [
        r#"</v2/a/tags/list?last=two&n=2>; rel="next""#,
        r#"</v2/a/tags/list?n=2&last=two>; rel=next"#,
        r#"<https://registry.internal.example/v2/a/tags/list?last=two&n=2>; rel="next""#,
        r#"<list?last=two&n=2>;rel="next""#,
    ] {
        let (proxy, upstream) = linking(link);
        let Some(target) = next_page(&proxy) else {
            // A link to a foreign authority may as well be dropped.
            assert!(link.contains("://"), "{link}");
            continue;
        };
        assert!(target.starts_with("/v2/stub/a/tags/list?"), "{target}");
        assert_api_success(&proxy.get(&target));
        let asked = upstream.requests().pop().expect("the upstream was asked");
        let mut query = asked.query();
        query.sort_unstable();
        assert_eq!(asked.path(), "/v2/a/tags/list");
        assert_eq!(query, [("last", "two"), ("n", "2")], "{link}");
    }
}

#[test]
fn a_link_that_is_no_next_page_is_dropped() {
    for link in [
        r#"<https://evil.example/x.css>; rel="stylesheet""#,
        r#"</v2/a/tags/list?last=two>; rel="preload""#,
        r#"<//evil.example/v2/a/tags/list?last=x>; rel="stylesheet next""#,
        r#"<javascript:alert(1)>; rel="next""#,
        "nonsense",
        "<",
        "",
    ] {
        let (proxy, _upstream) = linking(link);
        if let Some(target) = next_page(&proxy) {
            // The only one that may stand for a page is rewritten to ours.
            assert!(
                target.starts_with("/v2/stub/a/tags/list?"),
                "{link}: {target}"
            );
            assert!(!target.contains("evil"), "{link}: {target}");
        }
    }
}

/// A repository cannot break out of our `Link`, nor name another repository in it.
#[test]
fn a_link_never_leaves_its_repository() {
    for link in [
        r#"</v2/other/tags/list?last=x>; rel="next""#,
        r#"</v2/a/../../other/tags/list?last=x>; rel="next""#,
        r#"</v2/a/tags/list?last=x%3E%3B%20rel%3D%22preload%22>; rel="next""#,
        r#"</v2/a/tags/list?last=x%0d%0aX-Mine:1>; rel="next""#,
        r#"</v2/a/tags/list?last=x#<script>>; rel="next""#,
    ] {
        let (proxy, _upstream) = linking(link);
        if let Some(target) = next_page(&proxy) {
            assert!(target.starts_with("/v2/stub/a/tags/list?"), "{target}");
            assert!(
                !target.contains(['<', '>', '"', ' ', '\r', '\n']),
                "{target}"
            );
        }
    }
}

#[test]
fn referrers_are_an_index_with_its_filters() {
    let index = Document::index("referrers");
    let bytes = index.bytes.clone();
    let upstream = Upstream::plain(move |_| {
        let headers = [
            ("Content-Type", OCI_INDEX),
            ("OCI-Filters-Applied", "artifactType"),
            ("OCI-Subject", UPSTREAM_TEXT),
        ];
        Answer::of(200, &headers, &bytes)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let subject = Document::index("subject").digest;
    let target =
        format!("/v2/stub/a/referrers/{subject}?artifactType=application/vnd.x%2Bjson&x=y");
    let response = proxy.get(target);
    assert_api_success(&response);
    assert_eq!(response.body, index.bytes);
    assert_eq!(response.header("content-type"), Some(OCI_INDEX));
    assert_eq!(response.header("oci-filters-applied"), Some("artifactType"));
    assert_eq!(response.header("oci-subject"), None, "it is no digest");
    let asked = upstream.requests().pop().expect("the upstream was asked");
    assert_eq!(asked.path(), format!("/v2/a/referrers/{subject}"));
    let query: Vec<String> = asked
        .query()
        .iter()
        .map(|(key, value)| format!("{key}={}", value.replace("%2F", "/")))
        .collect();
    assert_eq!(query, ["artifactType=application/vnd.x%2Bjson"]);
}

/// R13: a web page is no list either.
#[test]
fn a_web_page_is_not_a_list() {
    let upstream = Upstream::plain(|_| Answer::ok("text/html", b"<html></html>"));
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    let response = proxy.get("/v2/stub/a/tags/list");
    assert_error(&response, 502, "UNKNOWN", "upstream_invalid");
}

/// R4: `ns` names the registry the way containerd does; where it contradicts the path it never wins.
#[test]
fn a_contradictory_namespace_is_refused_or_ignored() {
    let upstream = Upstream::holding(&Document::index("namespace"));
    let other = Upstream::holding(&Document::index("other"));
    let proxy = ProxyCommand::serving(&[("stub", &upstream), ("other", &other)]).start();
    for namespace in ["other", "ghcr.io", "127.0.0.1", "", "%00"] {
        let target = format!("/v2/stub/a/manifests/latest?ns={namespace}");
        let response = proxy.send(&Request::get(target));
        if response.status == 200 {
            assert_api_success(&response);
        } else {
            support::assert_contract(&response);
            assert!(response.status < 500, "{namespace}: {response:?}");
        }
    }
    other.assert_untouched();
}
