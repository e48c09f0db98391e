//! The two stores on Windows, which choose by different rules.

use crate::told::{blob, contents, fact, oci, step};
use tagprism_core::{
    Platform,
    flow::{FlowEntry, FlowImage, RootKind, Setting, pull, setting::Store},
    media_type::OCI_MANIFEST,
};

/// A list of Windows images for these builds, in this order.
fn windows(builds: &[&str]) -> FlowImage {
    let mut image = oci("registry.test/windows:1");
    let entry = |(nth, build): (usize, &&str)| {
        let mut platform = Platform::new("windows", "amd64", "");
        platform.os_version = format!("10.0.{build}");
        FlowEntry {
            position: nth + 1,
            platform: Some(platform),
            is_attestation: false,
            is_readable: true,
            is_zstd: false,
            manifest: blob(nth as u64 + 1, OCI_MANIFEST),
            contents: Some(contents(100)),
            nested: Vec::new(),
        }
    };
    image.kind = RootKind::Index(builds.iter().enumerate().map(entry).collect());
    image
}

#[track_caller]
fn check_windows(builds: &[&str], store: Store, kept: &str, message: &str) {
    let mut host = Platform::new("windows", "amd64", "");
    "10.0.20348.2527".clone_into(&mut host.os_version);
    let setting = Setting {
        store,
        ..Setting::of(host)
    };
    let timeline = pull(&windows(builds), &setting);
    assert_eq!(fact(step(&timeline, "choose"), "Kept"), Some(kept));
    assert_eq!(timeline.ending.message(), message);
}

#[test]
fn the_classic_store_on_windows_keeps_older_builds_and_fails_at_the_start() {
    let done = "Status: Downloaded newer image for registry.test/windows:1";
    let no_match =
        "no matching manifest for windows(10.0.20348)/amd64 in the manifest list entries";
    let old = ["26100.1", "17763.9"];
    check_windows(
        &old,
        Store::Classic,
        "entry 2, windows(10.0.17763.9)/amd64",
        "The container operating system does not match the host operating system.",
    );
    let refused = format!("{no_match}: no match for platform in manifest: not found");
    check_windows(&old, Store::Containerd, "none", &refused);
    check_windows(&["26100.1"], Store::Classic, "none", no_match);
    check_windows(
        &["17763.9", "20348.1"],
        Store::Classic,
        "entry 2, windows(10.0.20348.1)/amd64",
        done,
    );
}
