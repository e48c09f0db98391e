//! Documents: whatever the bytes are, reading them neither panics nor changes them, and no entry is lost.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tagprism_core::{
    Document,
    document::{Body, Expectation},
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = Document::read(bytes, &Expectation::default()) else {
        return;
    };
    assert_eq!(&*document.bytes, bytes);
    let _ = document.describe();
    let _ = document.check(&document.sha256());
    match &document.body {
        Body::Index(index) => {
            assert_eq!(index.roles().len(), index.entries.len());
            assert_eq!(index.offers().len(), index.entries.len());
        }
        Body::Manifest(manifest) => {
            let _ = (manifest.kind(), manifest.download_size());
        }
        Body::Config(config) => {
            let _ = config.layer_history(config.diff_ids.len());
        }
        _ => {}
    }
});
