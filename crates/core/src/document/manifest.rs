//! Image manifests, of images and of what is stored like one.
//!
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md> and Docker's schema 2.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{descriptor, log::Log};
use crate::{
    descriptor::Descriptor,
    diagnostic::Rule,
    media_type::{ATTESTATION, Kind, MediaType},
};

/// A manifest: a config and a stack of layers.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The config; `None` if it is missing or unreadable.
    pub config: Option<Descriptor>,
    /// The layers, lowest first; those that cannot be read are left out with a diagnostic.
    pub layers: Vec<Descriptor>,
    /// The kind of artifact, where it says so.
    pub artifact_type: Option<MediaType>,
    /// What the manifest refers to.
    pub subject: Option<Descriptor>,
    /// Annotations of the manifest.
    pub annotations: BTreeMap<String, String>,
}

/// What a manifest is the manifest of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestKind {
    /// An image with an image config.
    Image,
    /// In-toto statements about an image.
    Attestation,
    /// A Helm chart.
    HelmChart,
    /// Something else, with the media type that names it.
    Artifact(MediaType),
}

impl Manifest {
    /// What it is the manifest of: by artifact type, else by the types of layers and config.
    pub fn kind(&self) -> ManifestKind {
        if let Some(artifact_type) = &self.artifact_type {
            return if artifact_type.as_str() == ATTESTATION {
                ManifestKind::Attestation
            } else if artifact_type.kind() == Kind::HelmConfig {
                ManifestKind::HelmChart
            } else {
                ManifestKind::Artifact(artifact_type.clone())
            };
        }
        let is_in_toto = |layer: &Descriptor| layer.media_type.kind() == Kind::InToto;
        if !self.layers.is_empty() && self.layers.iter().all(is_in_toto) {
            return ManifestKind::Attestation;
        }
        match &self.config {
            Some(config) => match config.media_type.kind() {
                Kind::HelmConfig => ManifestKind::HelmChart,
                Kind::Config => ManifestKind::Image,
                // An artifact without a type of its own is named by its first layer.
                Kind::Empty => match self.layers.first() {
                    Some(layer) => ManifestKind::Artifact(layer.media_type.clone()),
                    None => ManifestKind::Artifact(config.media_type.clone()),
                },
                _ if config.media_type.is_generic() => ManifestKind::Image,
                _ => ManifestKind::Artifact(config.media_type.clone()),
            },
            None => ManifestKind::Image,
        }
    }

    /// Compressed bytes to download as declared: every distinct layer once. Saturates instead of wrapping.
    pub fn download_size(&self) -> u64 {
        // A map where a set would do: the program holds the code of each kind of map once.
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut total = 0_u64;
        for layer in &self.layers {
            if sizes.insert(layer.digest.as_str(), 0).is_none() {
                total = total.saturating_add(layer.size);
            }
        }
        total
    }

    pub(super) fn read(object: &Map<String, Value>, log: &mut Log) -> Manifest {
        let manifest = Manifest {
            config: descriptor::read_field(object, "", "config", log),
            layers: descriptor::read_list(object, "", "layers", log),
            artifact_type: log.media_type(object, "", "artifactType"),
            subject: descriptor::read_field(object, "", "subject", log),
            annotations: log.text_map(object, "", "annotations"),
        };
        manifest.review(log);
        manifest
    }

    fn review(&self, log: &mut Log) {
        match &self.config {
            None => log.note(
                "config",
                Rule::ConfigMissing,
                "there is no readable config, so no platform and no history",
            ),
            Some(config) if config.stated_size() == Some(0) => {
                log.note(
                    "config",
                    Rule::SizeZero,
                    "the config is said to be empty, so no platform and no history",
                );
            }
            Some(_) => {}
        }
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (idx, layer) in self.layers.iter().enumerate() {
            let path = format!("layers[{idx}]");
            if layer.stated_size() == Some(0) {
                log.note(
                    &path,
                    Rule::SizeZero,
                    "a layer of 0 bytes is no tar archive, totals are too small",
                );
            }
            if self
                .config
                .as_ref()
                .is_some_and(|config| config.digest == layer.digest)
            {
                log.note(
                    &path,
                    Rule::ConfigIsLayer,
                    "this layer and the config are the same blob",
                );
            }
            match first.get(layer.digest.as_str()) {
                Some(first) => {
                    let message = format!("the same blob as layers[{first}], downloaded once");
                    log.note(path, Rule::LayerRepeated, message);
                }
                None => {
                    first.insert(layer.digest.as_str(), idx);
                }
            }
        }
    }
}
