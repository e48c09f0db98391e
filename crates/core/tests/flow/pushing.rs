//! What single requests and steps of a push must say.

use crate::told::{fact, oci, received, sent, step};
use tagprism_core::flow::{PushSetting, Timeline, push, timeline::Ending};

fn pushed(has_base_elsewhere: bool, is_index_first: bool) -> Timeline {
    let setting = PushSetting {
        has_base_elsewhere,
        is_index_first,
        ..PushSetting::default()
    };
    push(&oci("nginx"), &setting)
}

#[test]
fn the_token_of_a_push_is_for_what_the_caption_says() {
    for (is_mounting, n_scopes) in [(true, 2), (false, 1)] {
        let timeline = pushed(is_mounting, false);
        let step = step(&timeline, "token");
        let token = &step.exchanges[0];
        assert_eq!(token.request.matches("scope=").count(), n_scopes);
        assert!(token.request.contains("library/nginx:pull,push"));
        assert!(token.meaning.contains("writing"));
        assert_eq!(step.caption.contains("mounted"), is_mounting);
    }
}

#[test]
fn every_request_of_a_push_carries_its_token_and_every_blob_is_counted() {
    let timeline = pushed(true, false);
    let exchanges = timeline.steps.iter().flat_map(|step| &step.exchanges);
    for exchange in exchanges {
        assert_eq!(
            sent(exchange, "Authorization").len(),
            1,
            "{}",
            exchange.request
        );
    }
    let n_requests = |key| {
        let step = step(&timeline, key);
        let stated: usize = fact(step, "Requests").unwrap().parse().unwrap();
        assert_eq!(step.exchanges.len(), stated, "{key}");
        stated
    };
    // Two images of a config and three layers; the base layer of each is mounted.
    assert_eq!((n_requests("blobs"), n_requests("upload")), (8, 12));
}

#[test]
fn each_manifest_is_asked_for_before_it_is_put_and_the_registry_names_its_digest() {
    let timeline = pushed(true, false);
    for (key, n) in [("manifests", 4), ("root", 1)] {
        let exchanges = &step(&timeline, key).exchanges;
        assert_eq!(exchanges.len(), 2 * n);
        for pair in exchanges.chunks(2) {
            let path = |nth: usize| pair[nth].request.split_once(' ').unwrap();
            assert_eq!((path(0).0, path(1).0), ("HEAD", "PUT"));
            assert_eq!(path(0).1, path(1).1);
            assert_eq!(pair[1].status, "201 Created");
            assert!(received(&pair[1], "Docker-Content-Digest").is_some());
        }
    }
}

#[test]
fn a_push_counts_images_and_attestations_apart() {
    let timeline = pushed(false, false);
    let build = step(&timeline, "build");
    assert!(
        build
            .caption
            .starts_with("2 images and 2 attestations are made")
    );
    assert_eq!(fact(build, "Platforms"), Some("2"));
    assert_eq!(fact(build, "Attestations"), Some("2"));
}

#[test]
fn a_list_that_comes_first_misses_every_machines_manifest_by_name() {
    let timeline = pushed(false, true);
    let root = step(&timeline, "root");
    assert_eq!(fact(root, "Missing"), Some("2 images and 2 attestations"));
    let arm64 = format!("sha256:{:064x}", 3);
    assert_eq!(fact(root, "Missing, linux/arm64/v8"), Some(&*arm64));
    assert!(matches!(timeline.ending, Ending::Failed { .. }));
    // The tree draws the branch of whoever looks, so the message singles no child out.
    let message = "manifest blob unknown: blob unknown to registry";
    assert_eq!(timeline.ending.message(), message);
}
