//! What is known about the image whose way is told: from documents that were read, or from a record.
//!
//! Nothing is made up. A digest may be known by its first digits only, a size not at all, and the contents of an entry only
//! for those entries whose manifest was read; the timeline says so wherever that matters.

use crate::{
    clients::{Offered, announces_zstd},
    descriptor::Descriptor,
    digest::Algorithm,
    document::{Body, Config, Document, Index, Manifest, Role},
    media_type::{Kind, MediaType},
    platform::Platform,
    reference::Reference,
    resolve::Offer,
};

/// An image, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowImage {
    /// What was asked for, with its tag or digest.
    pub reference: Reference,
    /// What the reference names.
    pub root: Blob,
    /// What that is.
    pub kind: RootKind,
}

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootKind {
    /// A list of entries to choose from.
    Index(Vec<FlowEntry>),
    /// A single manifest: nothing to choose. `None` where its contents were not read.
    Manifest(Option<Contents>),
}

/// An object in a registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blob {
    /// The digest, whole (`sha256:…`) or its first hex digits; empty where it is not known.
    pub digest: String,
    /// Length in bytes.
    pub size: Option<u64>,
    /// Its media type; empty where it is not known.
    pub media_type: String,
}

/// An entry of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowEntry {
    /// Place in the index, from 1.
    pub position: usize,
    /// The platform as written.
    pub platform: Option<Platform>,
    /// Whether it is a statement about another entry, and no image.
    pub is_attestation: bool,
    /// Whether the entry is a readable descriptor.
    pub is_readable: bool,
    /// Whether its annotations announce layers compressed with zstd.
    pub is_zstd: bool,
    /// The manifest.
    pub manifest: Blob,
    /// What the manifest names, where it was read.
    pub contents: Option<Contents>,
    /// The entries of the inner index, where the entry is one and was read.
    pub nested: Vec<FlowEntry>,
}

/// What a manifest names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The config.
    pub config: Blob,
    /// The platform that the config claims, where it was read.
    pub claims: Option<Platform>,
    /// Base layer first.
    pub layers: Vec<Layer>,
}

/// A layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// The blob as it travels: usually a compressed archive.
    pub blob: Blob,
    /// The digest of the archive itself, where the config was read.
    pub diff_id: Option<String>,
}

impl Blob {
    /// The digest as a picture shows it: eight hex digits, or `not recorded`.
    #[must_use]
    pub fn short(&self) -> &str {
        let hex = self.digest.split_once(':').map_or(&*self.digest, |it| it.1);
        match hex.get(..8) {
            Some(short) => short,
            None if hex.is_empty() => "not recorded",
            None => hex,
        }
    }

    /// The end of an address that asks for it: the digest, as far as it is known.
    #[must_use]
    pub fn address(&self) -> String {
        let is_whole = self.digest.len() > 64;
        match (is_whole, self.digest.is_empty()) {
            (true, _) => self.digest.clone(),
            (false, true) => "sha256:(not recorded)".to_owned(),
            (false, false) => format!("sha256:{}…", self.short()),
        }
    }
}

impl FlowEntry {
    /// The entry as the resolver takes it.
    #[must_use]
    pub fn offer(&self) -> Offer {
        Offer {
            position: self.position,
            platform: self.platform.clone(),
            is_readable: self.is_readable,
        }
    }

    /// The entry as any client sees it.
    #[must_use]
    pub fn offered(&self) -> Offered {
        Offered {
            position: self.position,
            platform: self.platform.clone(),
            is_readable: self.is_readable,
            is_zstd: self.is_zstd,
            is_index: self.is_index(),
        }
    }

    /// Whether the entry is an index again.
    #[must_use]
    pub fn is_index(&self) -> bool {
        MediaType::new(&self.manifest.media_type).kind() == Kind::Index
    }

    /// Its platform in words.
    #[must_use]
    pub fn platform_in_words(&self) -> String {
        let platform = self.platform.as_ref();
        platform.map_or_else(|| "no platform".to_owned(), ToString::to_string)
    }
}

impl From<&Descriptor> for Blob {
    fn from(descriptor: &Descriptor) -> Blob {
        Blob {
            digest: descriptor.digest.as_str().to_owned(),
            size: descriptor.stated_size(),
            media_type: descriptor.media_type.as_str().to_owned(),
        }
    }
}

impl From<&Document> for Blob {
    fn from(document: &Document) -> Blob {
        Blob {
            digest: document
                .verified_digest(Algorithm::Sha256)
                .as_str()
                .to_owned(),
            size: Some(document.bytes.len() as u64),
            media_type: document.media_type.as_str().to_owned(),
        }
    }
}

impl FlowImage {
    /// The image that a document is the root of. `find` gives the documents of manifests and configs that were read, by
    /// digest. `None` where the document is neither an index nor the manifest of an image.
    #[must_use]
    pub fn read<'d>(
        reference: &Reference,
        root: &Document,
        find: impl Fn(&str) -> Option<&'d Document>,
    ) -> Option<FlowImage> {
        let kind = match &root.body {
            Body::Index(index) => RootKind::Index(entries(index, &find, true)),
            Body::Manifest(manifest) => RootKind::Manifest(Some(contents(manifest, &find))),
            _ => return None,
        };
        Some(FlowImage {
            reference: reference.clone().with_default_tag(),
            root: Blob::from(root),
            kind,
        })
    }

    /// The entries, in the order of the index; none for a single manifest.
    #[must_use]
    pub fn entries(&self) -> &[FlowEntry] {
        match &self.kind {
            RootKind::Index(entries) => entries,
            RootKind::Manifest(_) => &[],
        }
    }

    /// The entries as the resolver takes them.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        self.entries().iter().map(FlowEntry::offer).collect()
    }
}

fn entries<'d>(
    index: &Index,
    find: &dyn Fn(&str) -> Option<&'d Document>,
    is_outer: bool,
) -> Vec<FlowEntry> {
    let mut listed = Vec::new();
    for (entry, role) in index.entries.iter().zip(index.roles()) {
        let descriptor = entry.descriptor();
        let manifest = descriptor.map(Blob::from).unwrap_or_default();
        let read = find(&manifest.digest).and_then(|document| match &document.body {
            Body::Manifest(manifest) => Some(contents(manifest, find)),
            _ => None,
        });
        // Clients follow one index inside another; deeper ones are not told.
        let nested = match find(&manifest.digest).map(|document| &document.body) {
            Some(Body::Index(inner)) if is_outer => entries(inner, find, false),
            _ => Vec::new(),
        };
        listed.push(FlowEntry {
            position: entry.position,
            platform: entry.platform().cloned(),
            is_attestation: matches!(role, Role::Attestation { .. }),
            is_readable: descriptor.is_some(),
            is_zstd: descriptor.is_some_and(announces_zstd),
            manifest,
            contents: read,
            nested,
        });
    }
    listed
}

fn contents<'d>(manifest: &Manifest, find: &dyn Fn(&str) -> Option<&'d Document>) -> Contents {
    let config = manifest.config.as_ref().map(Blob::from).unwrap_or_default();
    let read: Option<&Config> = find(&config.digest).and_then(|document| match &document.body {
        Body::Config(config) => Some(config),
        _ => None,
    });
    let mut layers = Vec::new();
    for (nth, layer) in manifest.layers.iter().enumerate() {
        layers.push(Layer {
            blob: Blob::from(layer),
            diff_id: read.and_then(|config| config.diff_ids.get(nth)).cloned(),
        });
    }
    Contents {
        config,
        claims: read.map(|config| config.platform.clone()),
        layers,
    }
}

/// What a layer's media type says about how it has to be opened, for people.
#[must_use]
pub fn layer_kind(blob: &Blob) -> String {
    MediaType::new(&blob.media_type).describe()
}
