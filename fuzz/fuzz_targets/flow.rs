//! Timelines of whatever document is read: the first byte chooses the circumstances, the rest is the root.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    Document, Platform, Reference,
    document::Expectation,
    flow::{
        Cache, Choice, FlowImage, Network, PushSetting, Setting, Store, Timeline, Trouble, export,
        frame, pull, push,
    },
};

fn check(timeline: &Timeline) {
    let length = timeline.length_ms();
    let scenes = [0, length / 2, length].map(|at| frame(timeline, at));
    assert!(scenes[0].simulated_ms <= scenes[1].simulated_ms);
    assert!(scenes[1].simulated_ms <= scenes[2].simulated_ms);
    assert!(export::plain_text(timeline).contains(timeline.ending.message()));
    assert!(!export::json(timeline).is_empty() && !export::mermaid(timeline).is_empty());
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&dice, bytes)) = bytes.split_first() else {
        return;
    };
    let Ok(document) = Document::read(bytes, &Expectation::default()) else {
        return;
    };
    let reference = Reference::parse("nginx").expect("a reference");
    // The document stands for every child, so that lists nest and manifests name themselves.
    let Some(image) = FlowImage::read(&reference, &document, |_| Some(&document)) else {
        return;
    };
    let dice = usize::from(dice);
    let setting = Setting {
        host: Platform::new("linux", "arm64", "v8"),
        network: Network::Train,
        cache: Cache::ALL[dice % Cache::ALL.len()],
        store: Store::ALL[dice / 4 % 2],
        trouble: Trouble::ALL[dice / 8 % Trouble::ALL.len()],
    };
    check(&pull(&image, &setting));
    let setting = PushSetting {
        network: Network::Train,
        has_base_elsewhere: dice & 1 == 1,
        is_index_first: dice & 2 == 2,
    };
    check(&push(&image, &setting));
});
