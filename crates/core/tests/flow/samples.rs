//! Real images, whole: what is told about them is checked in as text. `TAGPRISM_REWRITE=1` writes the texts anew.

use std::{collections::BTreeMap, env, fs, path::PathBuf};
use tagprism_core::{
    Document, Platform, Reference,
    document::Expectation,
    flow::{
        Blob, Contents, FlowEntry, FlowImage, Layer, PushSetting, RootKind, Setting, export, pull,
        push,
        setting::{Cache, Choice, Network, Store, Trouble},
    },
    media_type::{OCI_CONFIG, OCI_INDEX, OCI_MANIFEST},
};

const MACHINES: [(&str, &str, &str); 4] = [
    ("linux", "amd64", ""),
    ("linux", "arm64", "v8"),
    ("linux", "arm", "v6"),
    ("windows", "amd64", ""),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The samples that are shipped with the site, as far as they are images.
fn samples() -> Vec<FlowImage> {
    let folder = root().join("public/samples");
    let list = fs::read(folder.join("index.json")).unwrap();
    let list: serde_json::Value = serde_json::from_slice(&list).unwrap();
    let mut documents = BTreeMap::new();
    for file in fs::read_dir(folder.join("blobs/sha256")).unwrap() {
        let file = file.unwrap().path();
        let bytes = fs::read(&file).unwrap();
        if let Ok(document) = Document::read(bytes, &Expectation::default()) {
            documents.insert(document.sha256().as_str().to_owned(), document);
        }
    }
    let samples = list["samples"].as_array().unwrap();
    let image = |sample: &serde_json::Value| {
        let reference = Reference::parse(sample["reference"].as_str().unwrap()).unwrap();
        let root = documents.get(sample["root"].as_str().unwrap())?;
        FlowImage::read(&reference, root, |digest| documents.get(digest))
    };
    samples.iter().filter_map(image).chain([nginx()]).collect()
}

/// What was recorded about nginx:latest on 16 July 2026: two of its platforms to the last layer.
fn nginx() -> FlowImage {
    let text = include_str!("nginx.txt");
    let blob = |digest: &str, size: Option<u64>, media_type: &str| Blob {
        digest: digest.to_owned(),
        size,
        media_type: media_type.to_owned(),
    };
    let mut root = Blob::default();
    let mut entries: Vec<FlowEntry> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match *words {
            ["index", digest] => root = blob(digest, None, OCI_INDEX),
            ["entry", architecture, variant, manifest, config] => entries.push(FlowEntry {
                position: entries.len() + 1,
                platform: Some(Platform::new(
                    "linux",
                    architecture,
                    variant.trim_matches('-'),
                )),
                is_attestation: false,
                is_readable: true,
                is_zstd: false,
                manifest: blob(manifest, None, OCI_MANIFEST),
                contents: Some(Contents {
                    config: blob(config, None, OCI_CONFIG),
                    claims: None,
                    layers: Vec::new(),
                }),
                nested: Vec::new(),
            }),
            ["layer", digest, size] => {
                let entry = entries.last_mut().unwrap();
                let layers = &mut entry.contents.as_mut().unwrap().layers;
                layers.push(Layer {
                    blob: blob(
                        digest,
                        size.parse().ok(),
                        "application/vnd.oci.image.layer.v1.tar+gzip",
                    ),
                    diff_id: None,
                });
            }
            _ => panic!("{line}"),
        }
    }
    FlowImage {
        reference: Reference::parse("nginx").unwrap().with_default_tag(),
        root,
        kind: RootKind::Index(entries),
    }
}

#[test]
fn what_is_told_about_shipped_images_is_what_was_checked_in() {
    let samples = samples();
    assert!(samples.len() >= 5, "{} samples are images", samples.len());
    for image in &samples {
        for (os, architecture, variant) in MACHINES {
            for &store in Store::ALL {
                let mut host = Platform::new(os, architecture, variant);
                if os == "windows" {
                    host.os_version = "10.0.20348.2527".to_owned();
                }
                let setting = Setting {
                    host,
                    network: Network::Fibre,
                    cache: Cache::Cold,
                    store,
                    trouble: Trouble::None,
                };
                let text = export::plain_text(&pull(image, &setting));
                let name = image.reference.path().as_str().replace('/', "-");
                let machine = format!("{os}-{architecture}{variant}");
                check(&format!("{name}-{machine}-{}", store.key()), &text);
            }
        }
    }
}

#[test]
fn every_trouble_is_told_to_its_end() {
    let samples = samples();
    let image = &samples[0];
    for &trouble in Trouble::ALL {
        for &store in Store::ALL {
            let setting = Setting {
                host: Platform::new("linux", "arm64", "v8"),
                network: Network::Mobile,
                cache: Cache::SameBase,
                store,
                trouble,
            };
            let text = export::plain_text(&pull(image, &setting));
            check(&format!("trouble-{}-{}", trouble.key(), store.key()), &text);
        }
    }
}

#[test]
fn a_docker_list_is_served_as_one_image_to_a_client_that_reads_no_list() {
    let samples = samples();
    let mut images = samples.iter();
    let image = images
        .find(|it| it.reference.path().as_str() == "docker-list")
        .unwrap();
    for &store in Store::ALL {
        let setting = Setting {
            store,
            trouble: Trouble::Accept,
            ..Setting::of(Platform::new("linux", "arm64", "v8"))
        };
        let text = export::plain_text(&pull(image, &setting));
        check(&format!("docker-list-unread-{}", store.key()), &text);
    }
}

#[test]
fn a_token_that_runs_out_is_fetched_anew() {
    for &store in Store::ALL {
        let setting = Setting {
            store,
            trouble: Trouble::Expired,
            ..Setting::of(Platform::new("linux", "arm64", "v8"))
        };
        let text = export::plain_text(&pull(&nginx(), &setting));
        check(&format!("token-expired-{}", store.key()), &text);
    }
}

#[test]
fn a_push_is_told_from_the_leaves_to_the_tag() {
    for (name, is_index_first) in [("push", false), ("push-list-first", true)] {
        let setting = PushSetting {
            has_base_elsewhere: true,
            is_index_first,
            ..PushSetting::default()
        };
        check(name, &export::plain_text(&push(&nginx(), &setting)));
    }
}

#[test]
fn a_captured_answer_takes_the_place_of_the_simulated_one() {
    let setting = Setting::of(Platform::new("linux", "arm64", ""));
    let mut timeline = pull(&nginx(), &setting);
    let request = "HEAD /v2/library/nginx/manifests/latest";
    let received = [("Age".to_owned(), "7".to_owned())];
    assert!(timeline.capture(request, "200 OK", &received));
    assert!(!timeline.capture("GET /v2/other", "200 OK", &received));
    let text = export::json(&timeline);
    assert!(text.contains("captured") && text.contains("Age"));
}

#[track_caller]
fn check(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("testdata/flow/{name}.txt"));
    if env::var_os("TAGPRISM_REWRITE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, written, "{name}");
}
