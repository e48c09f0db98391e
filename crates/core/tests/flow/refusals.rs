//! Requests that are turned down, or answered with something else.

use crate::told::{fact, image, oci, received, statuses, step, told};
use tagprism_core::{
    flow::{
        RootKind,
        setting::{Store, Trouble},
        timeline::Actor,
    },
    media_type::{DOCKER_MANIFEST, DOCKER_MANIFEST_LIST},
};

#[test]
fn a_token_that_runs_out_is_told_in_both_stores_and_says_where_to_get_another() {
    for (store, key) in [(Store::Containerd, "config"), (Store::Classic, "download")] {
        let timeline = told(&oci("nginx"), store, Trouble::Expired);
        let step = step(&timeline, key);
        assert_eq!(statuses(step)[..2], ["GET 401", "GET 200"], "{key}");
        let challenge = received(&step.exchanges[0], "Www-Authenticate").unwrap();
        assert!(challenge.starts_with("Bearer realm=\"https://auth.docker.io/token\""));
        assert!(challenge.ends_with("error=\"invalid_token\""));
        assert_eq!(step.exchanges[1].to, Actor::Tokens);
        assert!(fact(step, "Token").unwrap().contains("fetched anew"));
    }
}

#[test]
fn where_no_token_was_fetched_none_runs_out() {
    for store in [Store::Containerd, Store::Classic] {
        let image = oci("registry.test/app:1");
        let timeline = told(&image, store, Trouble::Expired);
        let exchanges = timeline.steps.iter().flat_map(|step| &step.exchanges);
        assert!(exchanges.into_iter().all(|it| it.status == "200 OK"));
        let mut notes = timeline.steps.iter().filter_map(|it| it.variation.as_ref());
        assert!(notes.any(|it| it.contains("none runs out")));
        assert!(timeline.steps.iter().all(|it| fact(it, "Token").is_none()));
    }
}

#[test]
fn an_answer_to_head_never_has_a_body_and_the_classic_store_asks_again_with_get() {
    for trouble in [Trouble::Accept, Trouble::Denied, Trouble::Missing] {
        for name in ["nginx", "registry.test/app:1"] {
            let containerd = told(&oci(name), Store::Containerd, trouble);
            let classic = told(&oci(name), Store::Classic, trouble);
            for timeline in [&containerd, &classic] {
                for exchange in timeline.steps.iter().flat_map(|step| &step.exchanges) {
                    let is_head = exchange.request.starts_with("HEAD ");
                    assert!(!is_head || exchange.body.is_empty());
                }
                let step = step(timeline, "ask");
                assert_eq!(fact(step, "What is printed"), None);
                assert!(step.why.contains("no body"));
            }
            assert_eq!(step(&containerd, "ask").exchanges.len(), 1);
            let [head, get] = &*step(&classic, "ask").exchanges else {
                panic!("HEAD, then GET");
            };
            assert!(head.request.starts_with("HEAD ") && get.request.starts_with("GET "));
            assert_eq!(head.status, get.status);
            assert!(get.body.contains("\"code\""));
        }
    }
}

#[track_caller]
fn check_ending(name: &str, store: Store, trouble: Trouble, expected: &str) {
    let timeline = told(&oci(name), store, trouble);
    assert_eq!(timeline.ending.message(), expected);
}

#[test]
fn each_store_words_a_refusal_by_what_it_was_told() {
    let name = "registry.test/app:1";
    let unknown =
        "failed to resolve reference \"registry.test/app:1\": registry.test/app:1: not found";
    check_ending(name, Store::Containerd, Trouble::Accept, unknown);
    check_ending(name, Store::Containerd, Trouble::Missing, unknown);
    check_ending(
        name,
        Store::Classic,
        Trouble::Accept,
        "manifest for registry.test/app:1 not found: manifest unknown: OCI index found, but accept header does not support \
         OCI indexes",
    );
    check_ending(
        "nginx",
        Store::Classic,
        Trouble::Denied,
        "pull access denied for nginx, repository does not exist or may require 'docker login': denied: requested access to \
         the resource is denied",
    );
    check_ending(
        name,
        Store::Classic,
        Trouble::Denied,
        "unauthorized: authentication required",
    );
}

#[test]
fn the_classic_store_asks_for_a_digest_by_get_alone() {
    let name = format!("nginx@sha256:{:064x}", 9);
    let timeline = told(&oci(&name), Store::Classic, Trouble::Missing);
    assert_eq!(statuses(step(&timeline, "ask")), ["GET 404"]);
}

#[test]
fn what_distribution_serves_for_a_docker_list_does_not_start_on_another_machine() {
    for store in [Store::Containerd, Store::Classic] {
        for (name, is_hub) in [("nginx", true), ("registry.test/docker-list:1", false)] {
            let image = image(name, [DOCKER_MANIFEST_LIST, DOCKER_MANIFEST]);
            let timeline = told(&image, store, Trouble::Accept);
            assert_eq!(timeline.ending.message(), "exec format error");
            let start = step(&timeline, "start").variation.as_ref().unwrap();
            assert!(start.starts_with("The registry gave one image and no list"));
            let ask = step(&timeline, "ask").variation.as_ref().unwrap();
            assert!(ask.contains("CNCF Distribution 3"));
            assert_eq!(ask.contains("Docker Hub does was not verified"), is_hub);
        }
    }
}

#[test]
fn a_docker_list_without_linux_amd64_is_unknown_to_such_a_client() {
    let mut image = image(
        "registry.test/docker-list:1",
        [DOCKER_MANIFEST_LIST, DOCKER_MANIFEST],
    );
    if let RootKind::Index(entries) = &mut image.kind {
        entries.remove(0);
    }
    let timeline = told(&image, Store::Classic, Trouble::Accept);
    assert_eq!(statuses(step(&timeline, "ask")), ["HEAD 404", "GET 404"]);
}
