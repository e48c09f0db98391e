//! A small image for two platforms, from its files to its index, every document in the bytes that are hashed.
//!
//! Manifest and index are written as buildx writes them, indented by two spaces; the config stands on one line. Sources:
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md>, `image-index.md` and `config.md` beside it.
//!
//! It is well formed and runs nothing: its layers hold text files, no program.

use super::{
    gzip::gzip,
    tar::{File, tar},
};
use std::fmt::Write;
use tagprism_core::Digest;

/// The file that the reader may change.
pub(super) const GREETING: &str = "app/greeting.txt";

/// 16 July 2026, 00:00 UTC: the day of the recorded nginx, as good as any other.
const MTIME_SECS: u32 = 1_784_160_000;

/// In which form a layer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A gzip file without a time.
    Gzip,
    /// A gzip file that carries a time.
    DatedGzip,
    /// The archive itself.
    Tar,
}

impl Form {
    fn pack(self, archive: &[u8]) -> Vec<u8> {
        match self {
            Self::Gzip => gzip(archive, 0),
            Self::DatedGzip => gzip(archive, MTIME_SECS),
            Self::Tar => archive.to_vec(),
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Tar => "application/vnd.oci.image.layer.v1.tar",
            _ => "application/vnd.oci.image.layer.v1.tar+gzip",
        }
    }
}

/// Bytes and the name that follows from them.
#[derive(Clone, Debug)]
pub(super) struct Blob {
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
}

impl Blob {
    fn new(media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            digest: Digest::sha256(&bytes),
            media_type,
            bytes,
        }
    }

    /// The members of a descriptor, one to a line.
    fn describe(&self, indent: &str, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "{indent}\"mediaType\": \"{}\",\n{indent}\"digest\": \"{}\",\n{indent}\"size\": {}",
            self.media_type,
            self.digest,
            self.bytes.len()
        );
    }
}

/// What one platform gets.
#[derive(Clone, Debug)]
pub(super) struct Build {
    pub(super) architecture: &'static str,
    /// The layer that the reader may change, before packing.
    pub(super) archive: Blob,
    /// The same, as it is sent.
    pub(super) layer: Blob,
    pub(super) base_diff_id: Digest,
    pub(super) base: Blob,
    pub(super) config: Blob,
    pub(super) manifest: Blob,
}

impl Build {
    fn new(architecture: &'static str, machine: &str, greeting: &str, form: Form) -> Self {
        let base_archive = tar(&[File {
            name: "etc/machine",
            content: machine.as_bytes(),
        }]);
        let base = Blob::new(Form::Gzip.media_type(), Form::Gzip.pack(&base_archive));
        let base_diff_id = Digest::sha256(&base_archive);
        let archive = Blob::new(
            Form::Tar.media_type(),
            tar(&[
                File {
                    name: GREETING,
                    content: greeting.as_bytes(),
                },
                File {
                    name: "app/version",
                    content: b"1\n",
                },
            ]),
        );
        let layer = Blob::new(form.media_type(), form.pack(&archive.bytes));
        let config = Blob::new(
            "application/vnd.oci.image.config.v1+json",
            format!(
                "{{\"architecture\":\"{architecture}\",\"os\":\"linux\",\"rootfs\":{{\"type\":\"layers\",\"diff_ids\":[\"{base_diff_id}\",\"{}\"]}}}}",
                archive.digest
            )
            .into_bytes(),
        );
        let manifest = manifest(&config, [&base, &layer]);
        Self {
            architecture,
            archive,
            layer,
            base_diff_id,
            base,
            config,
            manifest,
        }
    }
}

fn manifest(config: &Blob, layers: [&Blob; 2]) -> Blob {
    let media_type = "application/vnd.oci.image.manifest.v1+json";
    let mut text = opening(media_type);
    text.push_str("  \"config\": {\n");
    config.describe("    ", &mut text);
    text.push_str("\n  },\n  \"layers\": [\n    {\n");
    for (nth, layer) in layers.into_iter().enumerate() {
        if nth > 0 {
            text.push_str("\n    },\n    {\n");
        }
        layer.describe("      ", &mut text);
    }
    text.push_str("\n    }\n  ]\n}");
    Blob::new(media_type, text.into_bytes())
}

fn opening(media_type: &str) -> String {
    format!("{{\n  \"schemaVersion\": 2,\n  \"mediaType\": \"{media_type}\",\n")
}

/// The whole image.
#[derive(Clone, Debug)]
pub(super) struct Image {
    /// The build whose greeting the reader may change.
    pub(super) own: Build,
    /// The build for the other platform, which is not rebuilt.
    pub(super) sibling: Build,
    pub(super) index: Blob,
}

/// What the file holds in the published image.
pub(super) const PUBLISHED: &str = "hello, world";

impl Image {
    /// The image with that greeting for amd64, its layer sent in that form.
    pub(super) fn build(greeting: &str, form: Form) -> Self {
        let own = Build::new("amd64", "x86_64\n", greeting, form);
        let sibling = Build::new("arm64", "aarch64\n", PUBLISHED, Form::Gzip);
        let media_type = "application/vnd.oci.image.index.v1+json";
        let mut text = opening(media_type);
        text.push_str("  \"manifests\": [\n    {\n");
        for (nth, build) in [&own, &sibling].into_iter().enumerate() {
            if nth > 0 {
                text.push_str("\n    },\n    {\n");
            }
            build.manifest.describe("      ", &mut text);
            let _ = write!(
                text,
                ",\n      \"platform\": {{\n        \"architecture\": \"{}\",\n        \"os\": \"linux\"\n      }}",
                build.architecture
            );
        }
        text.push_str("\n    }\n  ]\n}");
        Self {
            own,
            sibling,
            index: Blob::new(media_type, text.into_bytes()),
        }
    }

    /// The image as it was published.
    pub(super) fn published() -> Self {
        Self::build(PUBLISHED, Form::Gzip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use sha2::{Digest as _, Sha256};
    use std::{collections::BTreeMap, io::Read};
    use tagprism_core::document::{Document, Expectation};

    fn sha256(bytes: &[u8]) -> String {
        let hex: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("sha256:{hex}")
    }

    /// Follows every descriptor from the index down, as a client would, with another hash and another decompressor.
    #[track_caller]
    fn check(greeting: &str, form: Form) {
        let image = Image::build(greeting, form);
        let mut store = BTreeMap::new();
        for build in [&image.own, &image.sibling] {
            for blob in [&build.layer, &build.base, &build.config, &build.manifest] {
                assert_eq!(blob.digest.as_str(), sha256(&blob.bytes));
                store.insert(sha256(&blob.bytes), blob.bytes.clone());
            }
        }
        let fetch = |descriptor: &Value| -> Vec<u8> {
            let bytes = store[descriptor["digest"].as_str().unwrap()].clone();
            assert_eq!(descriptor["size"].as_u64(), Some(bytes.len() as u64));
            bytes
        };
        assert_eq!(image.index.digest.as_str(), sha256(&image.index.bytes));
        let index: Value = serde_json::from_slice(&image.index.bytes).unwrap();
        for (nth, architecture) in ["amd64", "arm64"].into_iter().enumerate() {
            let entry = &index["manifests"][nth];
            assert_eq!(entry["platform"]["architecture"], architecture);
            let manifest: Value = serde_json::from_slice(&fetch(entry)).unwrap();
            assert_eq!(manifest["mediaType"], entry["mediaType"]);
            let config: Value = serde_json::from_slice(&fetch(&manifest["config"])).unwrap();
            assert_eq!(config["architecture"], architecture);
            for nth in [0, 1] {
                let layer = &manifest["layers"][nth];
                let blob = fetch(layer);
                let mut archive = Vec::new();
                if layer["mediaType"].as_str().unwrap().ends_with("gzip") {
                    let mut decoder = flate2::bufread::GzDecoder::new(blob.as_slice());
                    decoder.read_to_end(&mut archive).unwrap();
                } else {
                    archive = blob;
                }
                assert_eq!(config["rootfs"]["diff_ids"][nth], sha256(&archive).as_str());
            }
        }
    }

    #[test]
    fn every_digest_is_that_of_the_bytes_it_names() {
        for form in [Form::Gzip, Form::DatedGzip, Form::Tar] {
            for greeting in ["", PUBLISHED, "Hello, world", "\u{202e}é<b>"] {
                check(greeting, form);
            }
        }
    }

    #[test]
    fn the_published_image_keeps_its_name() {
        // Written down once from Python's own tarfile, gzip, json and hashlib.
        let image = Image::published();
        assert_eq!(
            image.own.archive.digest.as_str(),
            "sha256:5536eccddb7c2cc7eda7be6729fc7addb35bcb479652f7e004a345792f382412"
        );
        assert_eq!(
            image.own.layer.digest.as_str(),
            "sha256:21a04a76c22ed46fa6a98ce98922c8d7096883d73899b5c92f78ee021b18ad9a"
        );
        assert_eq!(
            image.index.digest.as_str(),
            "sha256:99e54c2eca3a11761925ae4bde98eec06e7d9c144114fba4b8be0c7dd0a95fb8"
        );
    }

    #[test]
    fn core_reads_the_documents() {
        let image = Image::published();
        let read = |blob: &Blob| {
            let read = Document::read(blob.bytes.clone(), &Expectation::default()).unwrap();
            assert_eq!(read.diagnostics, [], "{}", blob.media_type);
            read.describe()
        };
        assert_eq!(read(&image.index), "OCI image index");
        assert_eq!(read(&image.own.manifest), "OCI image manifest");
        assert_eq!(read(&image.own.config), "OCI image config");
    }
}
