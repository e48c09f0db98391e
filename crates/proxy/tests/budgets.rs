//! What a registry says is left of the pulls that it counts is passed on: as numbers, and only where it stays true.

mod support;

use support::{Answer, Document, OCI_INDEX, Proxy, ProxyCommand, Upstream, assert_api_success};

/// A registry that answers everything with this index and these two fields.
fn counting(limit: &'static str, remaining: &'static str) -> (Proxy, Upstream, Document) {
    let index = Document::index("counted");
    let bytes = index.bytes.clone();
    let upstream = Upstream::plain(move |_| {
        let headers = [
            ("Content-Type", OCI_INDEX),
            ("RateLimit-Limit", limit),
            ("RateLimit-Remaining", remaining),
            ("Docker-RateLimit-Source", "198.51.100.7"),
        ];
        Answer::of(200, &headers, &bytes)
    });
    let proxy = ProxyCommand::serving(&[("stub", &upstream)]).start();
    (proxy, upstream, index)
}

const TAG: &str = "/v2/stub/a/manifests/latest";

#[test]
fn what_is_left_is_told_with_a_tag() {
    let (proxy, _upstream, _) = counting("100;w=21600", "87;w=21600");
    let response = proxy.get(TAG);
    assert_api_success(&response);
    assert_eq!(response.header("ratelimit-limit"), Some("100;w=21600"));
    assert_eq!(response.header("ratelimit-remaining"), Some("87;w=21600"));
    // Whose address is counted is the operator's own affair.
    assert_eq!(response.header("docker-ratelimit-source"), None);
}

/// An answer by digest is kept for a year, and may come out of memory: what was left then is not what is left now.
#[test]
fn an_answer_that_is_kept_says_nothing_of_it() {
    let (proxy, _upstream, index) = counting("100;w=21600", "87;w=21600");
    for target in [
        format!("/v2/stub/a/manifests/{}", index.digest),
        format!("/v2/stub/a/blobs/{}", index.digest),
    ] {
        for _ in 0..2 {
            let response = proxy.get(&target);
            assert_api_success(&response);
            assert_eq!(response.header("ratelimit-remaining"), None, "{target}");
        }
    }
}

#[test]
fn words_of_an_upstream_do_not_pass_as_numbers() {
    for hostile in ["<script>", "1, 2", "-3", "99999999999999999999", "5\t5"] {
        let (proxy, _upstream, _) = counting("100;w=21600", hostile);
        let response = proxy.get(TAG);
        assert_api_success(&response);
        assert_eq!(response.header("ratelimit-remaining"), None, "{hostile}");
        assert_eq!(response.header("ratelimit-limit"), None, "{hostile}");
    }
    let (proxy, _upstream, _) = counting("<b>", "5; w=60; x=<i>");
    let response = proxy.get(TAG);
    assert_eq!(response.header("ratelimit-remaining"), Some("5;w=60"));
    assert_eq!(response.header("ratelimit-limit"), None);
}
