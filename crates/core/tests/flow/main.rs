//! Timelines of pulls keep their promises, whatever the image and the circumstances.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod pushing;
mod refusals;
mod requests;
mod samples;
mod told;
mod windows;

use proptest::prelude::*;
use tagprism_core::{
    Platform, Reference,
    flow::{
        FlowImage, ObjectState, PushSetting, Setting, Timeline, export, frame,
        image::{Blob, Contents, FlowEntry, Layer, RootKind},
        pull, push,
        setting::{Cache, Choice, Network, Store, Trouble},
        timeline::{Ending, EventKind, ObjectRole},
    },
    media_type::{OCI_INDEX, OCI_MANIFEST},
};

fn blob(number: u64, size: Option<u64>) -> Blob {
    Blob {
        digest: format!("sha256:{number:064x}"),
        size,
        media_type: "application/vnd.oci.image.layer.v1.tar+gzip".to_owned(),
    }
}

fn document(number: u64, size: Option<u64>, media_type: &str) -> Blob {
    Blob {
        media_type: media_type.to_owned(),
        ..blob(number, size)
    }
}

fn platforms() -> Vec<Platform> {
    let mut server = Platform::new("windows", "amd64", "");
    server.os_version = "10.0.20348.2527".to_owned();
    vec![
        Platform::new("linux", "amd64", ""),
        Platform::new("linux", "arm64", "v8"),
        Platform::new("linux", "arm", "v6"),
        Platform::new("linux", "s390x", ""),
        server,
    ]
}

fn contents() -> impl Strategy<Value = Contents> {
    let size = prop_oneof![Just(None), (0u64..60_000_000).prop_map(Some)];
    let layers = prop::collection::vec((size, any::<bool>()), 0..14);
    (layers, prop::option::of(0..5usize)).prop_map(|(layers, claims)| Contents {
        config: blob(7, Some(8_000)),
        claims: claims.map(|nth| platforms()[nth].clone()),
        layers: layers
            .into_iter()
            .enumerate()
            .map(|(nth, (size, is_read))| Layer {
                blob: blob(100 + nth as u64, size),
                diff_id: is_read.then(|| format!("sha256:{nth:064x}")),
            })
            .collect(),
    })
}

fn images() -> impl Strategy<Value = FlowImage> {
    let entry = (0..6usize, prop::option::of(contents()), any::<bool>());
    let index = prop::collection::vec(entry, 0..30).prop_map(|entries| {
        let entry = |(nth, (platform, contents, is_attestation))| FlowEntry {
            position: nth + 1,
            platform: platforms().get(platform).cloned(),
            is_attestation,
            is_readable: true,
            is_zstd: false,
            manifest: document(1_000 + nth as u64, Some(2_000), OCI_MANIFEST),
            contents,
            nested: Vec::new(),
        };
        RootKind::Index(entries.into_iter().enumerate().map(entry).collect())
    });
    let single = prop::option::of(contents()).prop_map(RootKind::Manifest);
    let names = prop_oneof![
        Just("nginx"),
        Just("ghcr.io/a/b:1"),
        Just("localhost:5000/x"),
        Just("nginx@sha256:0000000000000000000000000000000000000000000000000000000000000001")
    ];
    (names, prop_oneof![index, single]).prop_map(|(name, kind)| FlowImage {
        reference: Reference::parse(name).unwrap().with_default_tag(),
        root: match &kind {
            RootKind::Index(_) => document(1, Some(10_000), OCI_INDEX),
            RootKind::Manifest(_) => document(1, Some(10_000), OCI_MANIFEST),
        },
        kind,
    })
}

fn one_of<C: Choice + std::fmt::Debug>() -> impl Strategy<Value = C> {
    prop::sample::select(C::ALL)
}

fn settings() -> impl Strategy<Value = Setting> {
    let host = prop::sample::select(platforms());
    let choices = (
        one_of::<Network>(),
        one_of::<Cache>(),
        one_of::<Store>(),
        one_of::<Trouble>(),
    );
    (host, choices).prop_map(|(host, (network, cache, store, trouble))| Setting {
        host,
        network,
        cache,
        store,
        trouble,
    })
}

/// The kinds of all events about an object, in order.
fn life(timeline: &Timeline, object: usize) -> Vec<EventKind> {
    let events = timeline
        .events
        .iter()
        .filter(|it| it.object == Some(object));
    events.map(|event| event.kind).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_same_input_gives_the_same_bytes(image in images(), setting in settings()) {
        prop_assert_eq!(export::json(&pull(&image, &setting)), export::json(&pull(&image, &setting)));
    }

    #[test]
    fn both_clocks_run_forward_without_gaps(image in images(), setting in settings()) {
        let timeline = pull(&image, &setting);
        let mut story = 0;
        let mut simulated = 0;
        for (nth, step) in timeline.steps.iter().enumerate() {
            prop_assert_eq!(step.story.start, story);
            prop_assert_eq!(step.simulated.start, simulated);
            prop_assert!((900..=3_000).contains(&step.story.length()));
            prop_assert!(step.simulated.length() > 0);
            story = step.story.end;
            simulated = step.simulated.end;
            prop_assert_eq!(timeline.find(step.key), Some(nth), "its word is its own");
            prop_assert_eq!(timeline.step_at(step.story.start), nth);
            for event in timeline.events.iter().filter(|event| event.step == nth) {
                prop_assert!(event.simulated.start >= step.simulated.start);
                prop_assert!(event.simulated.end <= step.simulated.end);
            }
        }
        let starts: Vec<_> = timeline.events.iter().map(|it| (it.step, it.simulated.start)).collect();
        prop_assert!(starts.is_sorted());
    }

    #[test]
    fn nothing_is_used_before_it_is_verified(image in images(), setting in settings()) {
        let timeline = pull(&image, &setting);
        let mut trusted = vec![false; timeline.objects.len()];
        for event in &timeline.events {
            let Some(object) = event.object else { continue };
            let parent = timeline.objects[object].parent;
            match event.kind {
                EventKind::Verify | EventKind::Skip => trusted[object] = true,
                EventKind::Unpack => prop_assert!(trusted[object]),
                EventKind::Name | EventKind::Choose if timeline.objects[object].role != ObjectRole::Tag => {
                    // The tag itself is the one thing that is taken on trust.
                    let is_tag = parent.is_none_or(|it| timeline.objects[it].role == ObjectRole::Tag);
                    prop_assert!(is_tag || parent.is_some_and(|it| trusted[it]));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_layer_travels_once_or_was_here(image in images(), mut setting in settings()) {
        setting.trouble = Trouble::None;
        let timeline = pull(&image, &setting);
        let is_told = timeline.find("unpack").is_some();
        for (nth, object) in timeline.objects.iter().enumerate() {
            if object.role != ObjectRole::Layer || !is_told {
                continue;
            }
            let here = [EventKind::Name, EventKind::Skip].as_slice();
            let sent = [EventKind::Name, EventKind::Transfer, EventKind::Verify, EventKind::Unpack];
            let life = life(&timeline, nth);
            prop_assert!(life == here || life == sent, "{:?}", life);
        }
    }

    #[test]
    fn an_empty_store_gets_every_byte_that_the_manifest_states(contents in contents(), mut setting in settings()) {
        (setting.trouble, setting.cache) = (Trouble::None, Cache::Cold);
        let mut stated = 10_000 + contents.config.size.unwrap_or_default();
        for layer in &contents.layers {
            stated += layer.blob.size.unwrap_or_default();
        }
        let image = FlowImage {
            reference: Reference::parse("nginx").unwrap().with_default_tag(),
            root: document(1, Some(10_000), OCI_MANIFEST),
            kind: RootKind::Manifest(Some(contents)),
        };
        let timeline = pull(&image, &setting);
        let transfers = timeline.events.iter().filter(|event| event.kind == EventKind::Transfer);
        let sizes = transfers.filter_map(|event| timeline.objects[event.object?].size);
        prop_assert_eq!(sizes.sum::<u64>(), stated);
    }

    #[test]
    fn a_push_stores_children_before_their_parents(image in images(), network in one_of::<Network>(), flags in any::<(bool, bool)>()) {
        let setting = PushSetting { network, has_base_elsewhere: flags.0, is_index_first: flags.1 };
        let timeline = push(&image, &setting);
        let mut is_stored = vec![false; timeline.objects.len()];
        for event in &timeline.events {
            let Some(object) = event.object else { continue };
            if matches!(event.kind, EventKind::Verify | EventKind::Skip) {
                let mut children = timeline.objects.iter().zip(&is_stored);
                prop_assert!(children.all(|(child, &is_stored)| child.parent != Some(object) || is_stored));
                is_stored[object] = true;
            }
        }
        let is_failed = matches!(timeline.ending, Ending::Failed { .. });
        prop_assert_eq!(is_failed, setting.is_index_first);
        prop_assert_eq!(is_stored[1], !is_failed, "the root");
    }

    #[test]
    fn at_most_three_transfers_run_at_once_and_unpacking_goes_up(image in images(), setting in settings()) {
        let timeline = pull(&image, &setting);
        let transfers: Vec<_> = timeline.events.iter().filter(|it| it.kind == EventKind::Transfer).collect();
        for event in &transfers {
            let at = event.simulated.start;
            let busy = transfers.iter().filter(|it| it.simulated.start <= at && at < it.simulated.end);
            // The classic store fetches the config beside the layers.
            let n = busy.filter(|it| it.object.is_some_and(|it| timeline.objects[it].role == ObjectRole::Layer)).count();
            prop_assert!(n <= 3);
        }
        let unpacked: Vec<_> = timeline.events.iter().filter(|it| it.kind == EventKind::Unpack).collect();
        prop_assert!(unpacked.is_sorted_by_key(|it| it.object));
        prop_assert!(unpacked.windows(2).all(|pair| pair[0].simulated.end <= pair[1].simulated.start));
    }

    #[test]
    fn a_scene_is_what_all_events_before_it_make(image in images(), setting in settings(), permille in 0..1_000u64) {
        let timeline = pull(&image, &setting);
        let length = timeline.length_ms();
        let at = length * permille / 1_000;
        let scene = frame(&timeline, at);
        // From the other direction, and without checkpoints: every event from the first on.
        let _ = frame(&timeline, length);
        prop_assert_eq!(&frame(&timeline, at), &scene);
        let mut finished = vec![ObjectState::Unknown; timeline.objects.len()];
        for event in timeline.events.iter().filter(|event| event.step < scene.step) {
            if let (Some(object), EventKind::Verify) = (event.object, event.kind) {
                finished[object] = ObjectState::Verified;
            }
        }
        for (before, now) in finished.iter().zip(&scene.objects) {
            prop_assert!(*before == ObjectState::Unknown || now.is_trusted());
        }
        prop_assert!(scene.under_way.iter().all(|(_, passed)| *passed < 1_000));
        let last = frame(&timeline, length);
        prop_assert!(last.under_way.is_empty());
        prop_assert_eq!(last, frame(&timeline, u64::MAX));
    }

    #[test]
    fn simulated_time_never_runs_back(image in images(), setting in settings(), times in prop::collection::vec(0..60_000u64, 2..20)) {
        let timeline = pull(&image, &setting);
        let mut times = times;
        times.sort_unstable();
        let simulated: Vec<u64> = times.iter().map(|&at| timeline.simulated_at(at)).collect();
        prop_assert!(simulated.is_sorted());
    }

    #[test]
    fn texts_name_every_step(image in images(), setting in settings()) {
        let timeline = pull(&image, &setting);
        let (text, diagram) = (export::plain_text(&timeline), export::mermaid(&timeline));
        for step in &timeline.steps {
            prop_assert!(text.contains(step.title) && diagram.contains(step.title));
            prop_assert!(!step.caption.is_empty() && !step.why.is_empty() || !timeline.ending.remedies().is_empty());
        }
        prop_assert!(!timeline.ending.message().is_empty());
    }
}
