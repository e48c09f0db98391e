//! What single requests and steps of a pull must say.

use crate::told::{fact, oci, sent, step, told};
use tagprism_core::{
    flow::{
        FlowImage, RootKind,
        setting::{Store, Trouble},
        timeline::{Actor, EventKind},
    },
    media_type::DOCKER_MANIFEST,
};

#[test]
fn the_first_request_says_what_the_client_reads() {
    let timeline = told(&oci("nginx"), Store::Containerd, Trouble::None);
    let knock = &step(&timeline, "knock").exchanges[0];
    assert_eq!(
        sent(knock, "Accept"),
        ["application/vnd.docker.distribution.manifest.v2+json, \
             application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, \
             application/vnd.oci.image.index.v1+json, */*"]
    );
    let ask = &step(&timeline, "ask").exchanges[0];
    assert_eq!(sent(ask, "Accept"), sent(knock, "Accept"));
    let narrow = told(&oci("nginx"), Store::Containerd, Trouble::Accept);
    let knock = &step(&narrow, "knock").exchanges[0];
    assert_eq!(sent(knock, "Accept"), [DOCKER_MANIFEST]);
}

#[test]
fn containerd_says_how_it_wants_layers_and_no_token_goes_to_the_blob_store() {
    let timeline = told(&oci("nginx"), Store::Containerd, Trouble::None);
    let download = step(&timeline, "download");
    for exchange in &download.exchanges {
        assert_eq!(
            sent(exchange, "Accept-Encoding"),
            ["zstd;q=1.0, gzip;q=0.8, deflate;q=0.5"]
        );
        let n_tokens = usize::from(exchange.to == Actor::Registry);
        assert_eq!(sent(exchange, "Authorization").len(), n_tokens);
    }
    let config = step(&timeline, "config");
    assert!(sent(&config.exchanges[0], "Accept-Encoding").is_empty());
    for step in [config, download] {
        assert!(fact(step, "Token at the blob store").is_some());
    }
    let classic = told(&oci("nginx"), Store::Classic, Trouble::None);
    let layers = &step(&classic, "download").exchanges;
    assert!(
        layers
            .iter()
            .all(|it| sent(it, "Accept-Encoding").is_empty())
    );
}

#[test]
fn what_docker_asks_about_attestations_is_noted_where_the_image_is_named() {
    let note = |image: &FlowImage, store| {
        let timeline = told(image, store, Trouble::None);
        step(&timeline, "record").variation.clone()
    };
    let image = oci("nginx");
    let noted = note(&image, Store::Containerd).unwrap();
    assert!(noted.contains("GET /v2/library/nginx/referrers/"));
    assert_eq!(note(&image, Store::Classic), None);
    let mut bare = image;
    if let RootKind::Index(entries) = &mut bare.kind {
        entries.retain(|entry| !entry.is_attestation);
    }
    assert_eq!(note(&bare, Store::Containerd), None);
}

#[test]
fn the_choice_says_first_what_is_kept_and_lasts_longest() {
    let timeline = told(&oci("nginx"), Store::Containerd, Trouble::None);
    let choose = step(&timeline, "choose");
    let facts: Vec<String> = choose.facts[..4]
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    assert_eq!(
        facts,
        [
            "Kept: entry 3, linux/arm64/v8",
            "Entries: 4",
            "Attestations, skipped: 2",
            "Refused: 1"
        ]
    );
    let others = timeline.steps.iter().filter(|it| it.key != "choose");
    for other in others {
        assert!(
            other.story.length() < choose.story.length(),
            "{}",
            other.key
        );
    }
}

#[test]
fn the_layers_that_are_fetched_are_those_that_were_missing() {
    for store in [Store::Containerd, Store::Classic] {
        let timeline = told(&oci("nginx"), store, Trouble::None);
        let missing = fact(step(&timeline, "look"), "Missing");
        let download = step(&timeline, "download");
        assert_eq!(fact(download, "Layers to fetch"), missing);
        let is_beside = fact(download, "Beside them").is_some();
        assert_eq!(is_beside, store == Store::Classic);
    }
}

#[test]
fn a_sum_with_an_unknown_part_says_so() {
    let mut image = oci("nginx");
    if let RootKind::Index(entries) = &mut image.kind {
        entries[2].contents.as_mut().unwrap().layers[1].blob.size = None;
    }
    let timeline = told(&image, Store::Containerd, Trouble::None);
    let look = step(&timeline, "look");
    assert_eq!(
        fact(look, "To download"),
        Some("2,000 B, and a layer of unknown size")
    );
}

#[test]
fn only_the_spoiled_layer_is_left_unverified() {
    let timeline = told(&oci("nginx"), Store::Containerd, Trouble::Corrupted);
    let verify = timeline.find("verify").unwrap();
    let kinds: Vec<EventKind> = timeline
        .events
        .iter()
        .filter(|it| it.step == verify)
        .map(|it| it.kind)
        .collect();
    assert_eq!(
        kinds,
        [EventKind::Verify, EventKind::Verify, EventKind::Reject]
    );
    assert!(timeline.ending.remedies()[0].contains("only this layer is fetched"));
    let classic = told(&oci("nginx"), Store::Classic, Trouble::Corrupted);
    assert!(!classic.ending.remedies()[0].contains("only this layer"));
}
