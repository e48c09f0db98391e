//! Each rule finds what it is for, and nothing in an image that is in order.

use super::*;
use crate::{
    document::Expectation,
    media_type::{DOCKER_MANIFEST, MediaType, OCI_MANIFEST},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(json: &Value) -> Document {
    Document::read(json.to_string().into_bytes(), &Expectation::default()).unwrap()
}

/// An entry for a platform, `os/architecture/variant:version`; `-` states none.
fn entry(nth: usize, platform: &str) -> Value {
    let mut entry = json!({
        "mediaType": OCI_MANIFEST, "size": 500, "digest": format!("sha256:{}", hex(&[u8::try_from(nth).unwrap()])),
    });
    let (name, version) = platform.split_once(':').unwrap_or((platform, ""));
    let parts: Vec<&str> = name.split('/').collect();
    if let [os, architecture, rest @ ..] = parts.as_slice() {
        entry["platform"] = json!({"os": os, "architecture": architecture});
        if let Some(variant) = rest.first() {
            entry["platform"]["variant"] = (*variant).into();
        }
        if !version.is_empty() {
            entry["platform"]["os.version"] = version.into();
        }
    }
    entry
}

fn index_of(platforms: &str) -> Value {
    let entries: Vec<Value> = platforms
        .split_whitespace()
        .enumerate()
        .map(|(nth, platform)| entry(nth, platform))
        .collect();
    json!({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": entries})
}

/// A manifest alone.
fn manifest(config_type: &str) -> Value {
    json!({
        "schemaVersion": 2, "mediaType": OCI_MANIFEST, "layers": [],
        "config": {"mediaType": config_type, "size": 2, "digest": format!("sha256:{}", hex(b"{}"))},
    })
}

#[test]
fn an_image_without_an_index_is_found_and_a_chart_is_none() {
    let image = manifest("application/vnd.oci.image.config.v1+json");
    assert_eq!(found(&image), [("single-manifest", vec![])]);
    let chart = manifest("application/vnd.cncf.helm.config.v1+json");
    assert_eq!(found(&chart), []);
}

fn found(root: &Value) -> Vec<(&'static str, Vec<usize>)> {
    let checkup = check(&read(root), &|_| None);
    let told = |it: &Finding| (it.rule.name(), it.positions.clone());
    checkup.findings.iter().map(told).collect()
}

#[track_caller]
fn check_platforms(platforms: &str, expected: &[(&str, &[usize])]) {
    let expected: Vec<(&str, Vec<usize>)> = expected
        .iter()
        .map(|(rule, positions)| (*rule, positions.to_vec()))
        .collect();
    assert_eq!(found(&index_of(platforms)), expected, "{platforms}");
}

#[test]
fn an_index_in_order_has_no_findings() {
    check_platforms(
        "linux/amd64 linux/arm/v7 linux/arm/v5 linux/arm64/v8 linux/386",
        &[],
    );
    check_platforms("linux/amd64 linux/amd64/v3 linux/arm64", &[]);
    check_platforms(
        "windows/amd64:10.0.26100.2314 windows/amd64:10.0.20348.2227 linux/arm64",
        &[],
    );
}

#[test]
fn traps_of_x86_are_found() {
    check_platforms(
        "linux/386 linux/amd64/v2 linux/arm64",
        &[("fallback-trap", &[1])],
    );
    check_platforms("linux/amd64/v3 linux/arm64", &[("levels-only", &[1])]);
    check_platforms(
        "linux/amd64/v3 linux/amd64 linux/arm64",
        &[("level-first", &[1, 2])],
    );
}

#[test]
fn order_and_spelling_matter() {
    check_platforms(
        "linux/arm/v5 linux/arm/v7 linux/arm64",
        &[("lower-arm-first", &[1, 2])],
    );
    check_platforms(
        "linux/x86_64 linux/aarch64",
        &[("platform-spelling", &[1, 2])],
    );
    check_platforms("linux/arm64/v8 linux/arm64", &[("twin-platforms", &[1, 2])]);
    check_platforms("linux/arm/v8 linux/arm/v7 linux/arm64", &[]);
    check_platforms(
        "linux/arm/7 linux/arm64/8",
        &[("platform-spelling", &[1, 2])],
    );
    check_platforms("linux/amd64", &[("no-arm64", &[])]);
    check_platforms("linux/amd64 linux/arm/v7", &[("arm64-gets-32-bit", &[2])]);
    check_platforms(
        "linux/amd64 linux/arm64/v9",
        &[("arm64-versions-only", &[2])],
    );
    check_platforms("- linux/arm64", &[("unstated-platform", &[1])]);
}

#[test]
fn windows_entries_are_compared_with_each_other() {
    check_platforms(
        "windows/amd64:10.0.20348.2227 windows/amd64:10.0.26100.2314",
        &[("windows-order", &[1, 2])],
    );
    check_platforms(
        "windows/amd64:10.0.20348.2322 windows/amd64:10.0.20348.999",
        &[
            ("windows-one-build", &[1, 2]),
            ("windows-text-order", &[1, 2]),
        ],
    );
    check_platforms("windows/amd64", &[("windows-unversioned", &[1])]);
    // No host takes both 17763 and a newer build; what stands between two builds hides nothing.
    check_platforms(
        "windows/amd64:10.0.17763.1 windows/amd64:10.0.20348.1 linux/arm64 windows/amd64:10.0.26100.1",
        &[("windows-order", &[2, 4])],
    );
    check_platforms("windows/amd64:10.0.17763.1 windows/amd64:10.0.20348.1", &[]);
}

#[test]
fn platforms_without_an_operating_system_are_told_apart() {
    check_platforms("/amd64 /arm64", &[]);
    let checkup = check(&read(&index_of("/arm64 /aarch64 /arm64")), &|_| None);
    let twins = checkup
        .findings
        .iter()
        .find(|it| it.rule == CheckRule::Twins);
    let twins = twins.map(|it| (it.positions.clone(), it.detail.as_str()));
    assert_eq!(twins, Some((vec![1, 2, 3], "All 3 are for any/arm64.")));
    // What is not stated contradicts nothing.
    check_image("/amd64", config("amd64", ""), json!([]), &[]);
}

#[test]
fn what_is_no_image_is_found() {
    let mut index = index_of("linux/arm64");
    let manifests = index["manifests"].as_array_mut().unwrap();
    let mut attestation = entry(9, "unknown/unknown");
    attestation["annotations"] = json!({
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": format!("sha256:{}", "0".repeat(64)),
    });
    manifests.insert(0, attestation);
    manifests.push(entry(8, "unknown/unknown"));
    manifests.push(json!({"size": 1}));
    let mut nested = entry(7, "linux/arm64");
    nested["mediaType"] = "application/vnd.oci.image.index.v1+json".into();
    manifests.push(nested);
    let mut docker = entry(6, "linux/amd64");
    docker["mediaType"] = DOCKER_MANIFEST.into();
    manifests.push(docker);
    assert_eq!(
        found(&index),
        [
            ("broken-entry", vec![4]),
            ("dangling-attestation", vec![1]),
            ("unusable-entry", vec![3]),
            ("nested-index", vec![5]),
            ("attestation-first", vec![1]),
            ("mixed-media-types", vec![1, 6]),
        ]
    );
    assert_eq!(
        found(&json!({"schemaVersion": 2, "manifests": []})),
        [("no-image", vec![])]
    );
    assert_eq!(
        found(&json!({"schemaVersion": 2, "manifests": [], "layers": [], "config": {}})),
        [("ambiguous", vec![])]
    );
    assert_eq!(
        found(
            &json!({"schemaVersion": 1, "name": "a", "tag": "b", "architecture": "amd64", "fsLayers": [], "history": []})
        ),
        [("schema-1", vec![])]
    );
}

/// An index of one image, whose manifest and config are at hand.
fn image(platform: &str, config: Value, layers: Value) -> (Document, Vec<Document>) {
    let config = read(&config);
    let manifest = json!({
        "schemaVersion": 2, "mediaType": OCI_MANIFEST,
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": config.bytes.len(), "digest": config.sha256().as_str()},
        "layers": layers,
    });
    let manifest = read(&manifest);
    let mut listed = entry(1, platform);
    listed["digest"] = manifest.sha256().as_str().into();
    let index = json!({"schemaVersion": 2, "manifests": [listed, entry(2, "linux/arm64")]});
    (read(&index), vec![manifest, config])
}

#[track_caller]
fn check_image(platform: &str, config: Value, layers: Value, expected: &[&str]) {
    let (index, children) = image(platform, config, layers);
    let find = |digest: &Digest| children.iter().find(|it| it.sha256() == *digest);
    let checkup = check(&index, &find);
    let names: Vec<&str> = checkup.findings.iter().map(|it| it.rule.name()).collect();
    assert_eq!(names, expected);
    assert_eq!((checkup.n_read, checkup.n_images), (1, 2));
    for finding in &checkup.findings {
        assert!(finding.positions == [1] && finding.rule.title().ends_with('.'));
    }
}

fn config(architecture: &str, variant: &str) -> Value {
    json!({"os": "linux", "architecture": architecture, "variant": variant, "rootfs": {"type": "layers", "diff_ids": []}})
}

#[test]
fn configs_are_held_against_the_index() {
    check_image("linux/amd64", config("amd64", ""), json!([]), &[]);
    check_image(
        "linux/amd64",
        config("arm64", ""),
        json!([]),
        &["config-contradicts"],
    );
    check_image(
        "linux/arm/v7",
        config("arm", "v6"),
        json!([]),
        &["variant-differs"],
    );
    check_image("linux/arm", config("arm", "v7"), json!([]), &[]);
    let mut told = config("amd64", "");
    told["history"] = json!([{"created_by": "a"}, {"created_by": "b"}]);
    check_image("linux/amd64", told, json!([]), &["history-mismatch"]);
}

#[test]
fn layers_are_looked_at() {
    let layer = |media_type: &str| json!([{"mediaType": media_type, "size": 5, "digest": format!("sha256:{}", hex(b"layer"))}]);
    let plain = || config("amd64", "");
    let zstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    check_image("linux/amd64", plain(), layer(zstd), &["zstd-unannounced"]);
    let docker = "application/vnd.docker.image.rootfs.diff.tar.zstd";
    check_image(
        "linux/amd64",
        plain(),
        layer(docker),
        &["docker-zstd", "zstd-unannounced"],
    );
    let mut foreign = layer("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    foreign[0]["urls"] = json!(["https://example.test/layer"]);
    check_image("linux/amd64", plain(), foreign, &["foreign-layer"]);
}

#[test]
fn every_rule_is_told_whole() {
    for rule in CheckRule::ALL {
        for words in [rule.title(), rule.suffers(), rule.remedy()] {
            assert!(words.ends_with('.'), "{}: {words}", rule.name());
        }
        assert!(rule.source().starts_with("https://"));
        assert!(
            CheckRule::ALL
                .iter()
                .filter(|it| it.name() == rule.name())
                .count()
                == 1
        );
    }
    assert_eq!(MediaType::new(OCI_MANIFEST).as_str(), OCI_MANIFEST);
}

#[test]
fn what_is_said_of_several_entries_is_said_once() {
    let config = read(&config("amd64", ""));
    let zstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    let manifest = read(&json!({
        "schemaVersion": 2, "mediaType": OCI_MANIFEST,
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": config.bytes.len(), "digest": config.sha256().as_str()},
        "layers": [{"mediaType": zstd, "size": 5, "digest": format!("sha256:{}", hex(b"layer"))}],
    }));
    let mut entries = Vec::new();
    for nth in 1..=100 {
        let mut entry = entry(nth, &format!("linux/made{nth}"));
        entry["digest"] = manifest.sha256().as_str().into();
        entries.push(entry);
    }
    entries.push(entry(101, "linux/arm64"));
    let index = read(&json!({"schemaVersion": 2, "manifests": entries}));
    let children = [manifest, config];
    let checkup = check(&index, &|digest| {
        children.iter().find(|it| it.sha256() == *digest)
    });
    let told: Vec<(&str, usize)> = checkup
        .findings
        .iter()
        .filter(|it| it.rule == CheckRule::ZstdUnannounced)
        .map(|it| (it.rule.name(), it.positions.len()))
        .collect();
    assert_eq!(told, [("zstd-unannounced", 100)]);
    assert_eq!((checkup.n_read, checkup.n_images), (100, 101));
    // Each of them contradicts the config in words of its own; beyond a few only the places are told.
    let told = checkup
        .findings
        .iter()
        .filter(|it| it.rule == CheckRule::ConfigContradicts);
    let lengths: Vec<usize> = told.map(|it| it.positions.len()).collect();
    assert_eq!((lengths.len(), lengths.iter().sum::<usize>()), (21, 100));
}
