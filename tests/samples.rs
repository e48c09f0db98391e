//! Keeps the data that ships with the site honest: the samples are the bytes
//! that their digests name and refer to nothing that is missing, and the
//! records say when and from where they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tagprism_core::digest::Check;
use tagprism_core::document::{Body, Document, Expectation, ManifestKind, Role};
use tagprism_core::media_type::Kind;
use tagprism_core::{Descriptor, Digest, MediaType, Platform, Reference, Severity};

fn public(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "public", path]
        .iter()
        .collect()
}

fn read_json(path: &str) -> Value {
    let bytes = fs::read(public(path)).unwrap_or_else(|err| panic!("{path}: {err}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|err| panic!("{path}: {err}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no text under `{key}` in {value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("no list under `{key}` in {value}"))
}

fn digest(text: &str) -> Digest {
    Digest::parse(text).unwrap_or_else(|err| panic!("`{text}`: {err}"))
}

/// The samples as the site reads them.
struct Samples {
    index: Value,
}

impl Samples {
    fn read() -> Self {
        Self {
            index: read_json("samples/index.json"),
        }
    }

    fn objects(&self) -> impl Iterator<Item = (Digest, &Value)> {
        let objects = self.index["objects"]
            .as_object()
            .expect("objects by digest");
        objects.iter().map(|(name, object)| (digest(name), object))
    }

    fn bytes(&self, digest: &Digest) -> Vec<u8> {
        let path = format!(
            "samples/blobs/{}/{}.json",
            digest.algorithm_name(),
            digest.encoded()
        );
        fs::read(public(&path)).unwrap_or_else(|err| panic!("{path}: {err}"))
    }

    fn document(&self, digest: &Digest) -> Document {
        let object = &self.index["objects"][digest.as_str()];
        let expectation = Expectation {
            media_type: Some(MediaType::new(text(object, "mediaType"))),
            content_type: None,
        };
        Document::read(self.bytes(digest), &expectation)
            .unwrap_or_else(|err| panic!("{digest}: {err}"))
    }

    fn root(&self, name: &str) -> Document {
        let reference = format!("registry.test/{name}");
        let sample = list(&self.index, "samples")
            .iter()
            .find(|sample| text(sample, "reference") == reference)
            .unwrap_or_else(|| panic!("no sample {reference}"));
        self.document(&digest(text(sample, "root")))
    }

    /// The platforms of an index's entries, in order, `-` for none.
    fn platforms(&self, name: &str) -> Vec<String> {
        let Body::Index(index) = self.root(name).body else {
            panic!("{name} is no index");
        };
        let platform = |entry: &Platform| entry.to_string();
        index
            .entries
            .iter()
            .map(|entry| entry.platform().map_or("-".into(), platform))
            .collect()
    }
}

#[test]
fn every_sample_names_a_reference_a_reason_and_its_root() {
    let samples = Samples::read();
    assert_eq!(samples.index["version"], 1);
    assert_eq!(text(&samples.index, "captured").len(), "2026-01-31".len());
    for sample in list(&samples.index, "samples") {
        let reference = text(sample, "reference");
        assert_eq!(
            Reference::parse(reference).unwrap().domain(),
            "registry.test"
        );
        assert!(
            text(sample, "note").ends_with('.'),
            "{reference} has no sentence about it"
        );
        let root = digest(text(sample, "root"));
        let object = &samples.index["objects"][root.as_str()];
        assert_eq!(sample["mediaType"], object["mediaType"], "{reference}");
    }
}

#[test]
fn every_sample_document_is_the_bytes_that_its_digest_names() {
    let samples = Samples::read();
    for (digest, object) in samples.objects() {
        let bytes = samples.bytes(&digest);
        assert_eq!(digest.check(&bytes), Check::Equal, "{digest}");
        assert_eq!(object["size"], bytes.len(), "{digest}");
    }
}

#[test]
fn no_sample_file_is_left_over() {
    let samples = Samples::read();
    let listed: BTreeSet<String> = samples
        .objects()
        .map(|(digest, _)| format!("{}.json", digest.encoded()))
        .collect();
    let files: BTreeSet<String> = fs::read_dir(public("samples/blobs/sha256"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files, listed);
}

#[test]
fn every_sample_document_reads_without_a_warning() {
    let samples = Samples::read();
    for (digest, _) in samples.objects() {
        let document = samples.document(&digest);
        let warnings: Vec<_> = document
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity != Severity::Note)
            .collect();
        assert!(warnings.is_empty(), "{digest}: {warnings:?}");
    }
}

#[test]
fn everything_that_a_sample_refers_to_is_there_except_layers() {
    let samples = Samples::read();
    let check = |parent: &Digest, child: &Descriptor| {
        let object = &samples.index["objects"][child.digest.as_str()];
        assert_eq!(object["size"], child.size, "{} in {parent}", child.digest);
        assert_eq!(
            object["mediaType"],
            child.media_type.as_str(),
            "{} in {parent}",
            child.digest
        );
    };
    for (digest, _) in samples.objects() {
        match samples.document(&digest).body {
            Body::Index(index) => {
                let children = index
                    .entries
                    .iter()
                    .map(|entry| entry.descriptor().expect("a readable entry"));
                children.for_each(|child| check(&digest, child));
            }
            Body::Manifest(manifest) => {
                check(&digest, manifest.config.as_ref().expect("a config"));
                let statements = manifest
                    .layers
                    .iter()
                    .filter(|layer| layer.media_type.kind() == Kind::InToto);
                statements.for_each(|statement| check(&digest, statement));
            }
            _ => {}
        }
    }
}

#[test]
fn the_busybox_sample_is_laid_out_like_an_official_image() {
    let samples = Samples::read();
    let platforms = samples.platforms("busybox:1.37");
    let machines: Vec<&str> = platforms.iter().step_by(2).map(String::as_str).collect();
    assert_eq!(
        machines,
        [
            "linux/amd64",
            "linux/arm/v5",
            "linux/arm/v7",
            "linux/arm64/v8",
            "linux/386",
            "linux/ppc64le",
            "linux/riscv64",
            "linux/s390x"
        ]
    );
    let Body::Index(index) = samples.root("busybox:1.37").body else {
        panic!("not an index");
    };
    for (idx, role) in index.roles().into_iter().enumerate() {
        let is_expected = match role {
            Role::Image => idx % 2 == 0,
            // Positions count from 1, so the image before is `idx`.
            Role::Attestation { of, .. } => of == Some(idx),
            _ => false,
        };
        assert!(is_expected, "entry {} is {role:?}", idx + 1);
    }
}

#[test]
fn the_windows_sample_differs_in_os_version_alone() {
    let platforms = Samples::read().platforms("windows-builds:synthetic");
    assert_eq!(platforms[0], "linux/amd64");
    let windows: BTreeSet<_> = platforms[1..].iter().collect();
    assert_eq!(windows.len(), platforms.len() - 1);
    for platform in windows {
        assert!(
            platform.starts_with("windows(10.0.") && platform.ends_with(")/amd64"),
            "{platform}"
        );
    }
}

#[test]
fn the_other_samples_are_of_the_kinds_that_they_stand_for() {
    let samples = Samples::read();
    let kind = |name: &str| match samples.root(name).body {
        Body::Manifest(manifest) => manifest.kind(),
        other => panic!("{name} is {other:?}"),
    };
    assert_eq!(kind("single:amd64"), ManifestKind::Image);
    assert_eq!(kind("chart:0.1.0"), ManifestKind::HelmChart);
    assert_eq!(
        samples.root("docker-list:1").describe(),
        "Docker manifest list"
    );
    let Body::Index(nested) = samples.root("nested:1").body else {
        panic!("not an index");
    };
    let roles = nested.roles();
    assert_eq!(roles, [Role::NestedIndex, Role::NestedIndex, Role::Image]);
}

#[test]
fn every_record_says_when_and_from_where_it_is() {
    let records = read_json("records/index.json");
    assert_eq!(records["version"], 1);
    for record in list(&records, "records") {
        let reference = text(record, "reference");
        let parsed = Reference::parse(reference).unwrap();
        assert_eq!(parsed.domain(), "docker.io");
        assert_eq!(
            text(record, "date").len(),
            "2026-01-31".len(),
            "{reference}"
        );
        let source = &record["source"];
        let (_, commit) = text(source, "name")
            .rsplit_once(" at ")
            .expect("the commit of the source");
        let url = text(source, "url");
        assert!(
            url.starts_with("https://") && url.contains(&format!("/{commit}/")),
            "{url}"
        );
    }
}

#[test]
fn every_digest_in_a_record_is_whole_or_called_a_prefix() {
    let records = read_json("records/index.json");
    for record in list(&records, "records") {
        if let Some(whole) = record["digest"].as_str() {
            digest(whole);
        }
        for entry in list(record, "entries") {
            let prefix = entry["digestPrefix"].as_str();
            if let Some(whole) = entry["digest"].as_str() {
                let whole = digest(whole);
                assert!(
                    prefix.is_none_or(|prefix| whole.encoded().starts_with(prefix)),
                    "{entry}"
                );
            } else if let Some(prefix) = prefix {
                let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                assert!(prefix.len() >= 8 && prefix.bytes().all(is_hex), "{entry}");
            }
        }
    }
}

#[test]
fn the_layers_of_a_record_add_up_to_its_size() {
    let records = read_json("records/index.json");
    for record in list(&records, "records") {
        for entry in list(record, "entries") {
            if let Some(layers) = entry["layers"].as_array() {
                let sum: u64 = layers
                    .iter()
                    .map(|size| size.as_u64().expect("bytes"))
                    .sum();
                assert_eq!(entry["size"], sum, "{entry}");
            }
        }
    }
}

#[test]
fn no_record_lists_a_platform_twice_or_in_another_spelling() {
    let records = read_json("records/index.json");
    for record in list(&records, "records") {
        let mut seen = BTreeSet::new();
        for entry in list(record, "entries") {
            let platform = &entry["platform"];
            let mut read = Platform::new(
                text(platform, "os"),
                text(platform, "architecture"),
                platform["variant"].as_str().unwrap_or_default(),
            );
            read.os_version = platform["os.version"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let shown = read.to_string();
            assert_eq!(
                Platform::parse(&shown, &Platform::default()).unwrap(),
                read,
                "{shown}"
            );
            assert!(
                seen.insert(shown.clone()),
                "{shown} twice in {}",
                text(record, "reference")
            );
        }
    }
}
