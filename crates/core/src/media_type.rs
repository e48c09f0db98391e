//! Media types of the documents and blobs that make up an image.
//!
//! Sources: the OCI list at <https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md>, Docker's schema 2 types
//! at <https://github.com/distribution/distribution/blob/v2.8.3/docs/spec/manifest-v2-2.md>, the withdrawn artifact manifest of
//! image-spec v1.1.0-rc2, and `+encrypted` of ocicrypt. Nothing here looks at bytes: a media type is what somebody claims.

use std::fmt;

/// OCI image index.
pub const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// OCI image manifest.
pub const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// OCI image configuration.
pub const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
/// OCI layer, uncompressed tar; `+gzip` and `+zstd` follow it directly.
pub const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar";
/// OCI layer that may not be redistributed (deprecated), uncompressed tar; `+gzip` and `+zstd` follow it directly.
pub const OCI_FOREIGN_LAYER: &str = "application/vnd.oci.image.layer.nondistributable.v1.tar";
/// The two bytes `{}` that stand where an artifact has no config.
pub const OCI_EMPTY: &str = "application/vnd.oci.empty.v1+json";
/// Artifact manifest, withdrawn before image-spec 1.1.0 was released.
pub const OCI_ARTIFACT_MANIFEST: &str = "application/vnd.oci.artifact.manifest.v1+json";
/// Docker manifest list, the older brother of the OCI image index.
pub const DOCKER_MANIFEST_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
/// Docker image manifest, version 2, schema 2.
pub const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
/// Docker image configuration.
pub const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
/// Docker layer; `.gzip` follows it in practice.
pub const DOCKER_LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar";
/// Docker layer to be fetched from elsewhere; `.gzip` follows it in practice.
pub const DOCKER_FOREIGN_LAYER: &str = "application/vnd.docker.image.rootfs.foreign.diff.tar";
/// Docker schema 1, unsigned.
pub const SCHEMA1: &str = "application/vnd.docker.distribution.manifest.v1+json";
/// Docker schema 1 with signatures inside.
pub const SCHEMA1_SIGNED: &str = "application/vnd.docker.distribution.manifest.v1+prettyjws";
/// In-toto statement, the layers of a BuildKit attestation.
pub const IN_TOTO: &str = "application/vnd.in-toto+json";
/// Config of a Helm chart.
pub const HELM_CONFIG: &str = "application/vnd.cncf.helm.config.v1+json";
/// `artifactType` of the attestation manifests that BuildKit writes since 0.32.
pub const ATTESTATION: &str = "application/vnd.docker.attestation.manifest.v1+json";

/// The value of the Accept header for manifests: every document type that this crate reads, `*/*` last.
///
/// All are sent every time, because some registries answer 404 when an index is not asked for by name.
pub const ACCEPT_MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, \
application/vnd.docker.distribution.manifest.list.v2+json, \
application/vnd.oci.image.manifest.v1+json, \
application/vnd.docker.distribution.manifest.v2+json, \
application/vnd.oci.artifact.manifest.v1+json, \
application/vnd.docker.distribution.manifest.v1+prettyjws, \
application/vnd.docker.distribution.manifest.v1+json, \
*/*";

/// A media type, parameters stripped and lower-cased; the text of an unknown one is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaType(Box<str>);

/// Who defined a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `application/vnd.oci.…`
    Oci,
    /// `application/vnd.docker.…`
    Docker,
    /// Everybody else.
    Other,
}

/// What a media type is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// OCI image index or Docker manifest list.
    Index,
    /// OCI or Docker image manifest.
    Manifest,
    /// The withdrawn OCI artifact manifest.
    ArtifactManifest,
    /// Docker schema 1, signed or not.
    Schema1,
    /// OCI or Docker image configuration.
    Config,
    /// A file system layer.
    Layer(Compression),
    /// A layer that is fetched from the `urls` of its descriptor.
    ForeignLayer(Compression),
    /// The empty object `{}`.
    Empty,
    /// An in-toto statement.
    InToto,
    /// The config of a Helm chart.
    HelmConfig,
    /// Anything else.
    Other,
}

/// How a layer's tar is packed, as the media type says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// A bare tar.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// `+encrypted`, whatever lies beneath.
    Encrypted,
}

impl MediaType {
    /// Reads a media type or a whole Content-Type value; never fails, what is not known is [`Kind::Other`].
    pub fn new(text: &str) -> MediaType {
        let essence = text.split(';').next().unwrap_or_default();
        MediaType(essence.trim().to_ascii_lowercase().into_boxed_str())
    }

    /// The text without parameters, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it is for.
    pub fn kind(&self) -> Kind {
        match &*self.0 {
            OCI_INDEX | DOCKER_MANIFEST_LIST => Kind::Index,
            OCI_MANIFEST | DOCKER_MANIFEST => Kind::Manifest,
            OCI_ARTIFACT_MANIFEST => Kind::ArtifactManifest,
            SCHEMA1 | SCHEMA1_SIGNED => Kind::Schema1,
            OCI_CONFIG | DOCKER_CONFIG => Kind::Config,
            OCI_EMPTY => Kind::Empty,
            IN_TOTO => Kind::InToto,
            HELM_CONFIG => Kind::HelmConfig,
            text => layer(text).unwrap_or(Kind::Other),
        }
    }

    /// Its name for people: `OCI image index`, `gzip layer`, or the text itself where nothing better is known.
    pub fn describe(&self) -> String {
        let family = match self.family() {
            Family::Oci => "OCI ",
            Family::Docker => "Docker ",
            Family::Other => "",
        };
        match self.kind() {
            Kind::Index if self.family() == Family::Docker => "Docker manifest list".to_owned(),
            Kind::Index => format!("{family}image index"),
            Kind::Manifest => format!("{family}image manifest"),
            Kind::ArtifactManifest => "OCI artifact manifest (withdrawn)".to_owned(),
            Kind::Schema1 => "Docker schema 1 manifest (retired)".to_owned(),
            Kind::Config => format!("{family}image config"),
            Kind::Layer(compression) => format!("{compression} layer"),
            Kind::ForeignLayer(compression) => {
                format!("{compression} layer, fetched from elsewhere")
            }
            Kind::Empty => "empty object".to_owned(),
            Kind::InToto => "in-toto statement".to_owned(),
            Kind::HelmConfig => "Helm chart config".to_owned(),
            Kind::Other if &*self.0 == ATTESTATION => "attestation manifest".to_owned(),
            Kind::Other if self.0.is_empty() => "media type not stated".to_owned(),
            Kind::Other => self.0.to_string(),
        }
    }

    /// Who defined it.
    pub fn family(&self) -> Family {
        if self.0.starts_with("application/vnd.oci.") {
            Family::Oci
        } else if self.0.starts_with("application/vnd.docker.") {
            Family::Docker
        } else {
            Family::Other
        }
    }

    /// Whether it says nothing about the document: what servers send that do not know, and the empty text.
    pub fn is_generic(&self) -> bool {
        matches!(
            &*self.0,
            "" | "application/json" | "text/plain" | "application/octet-stream" | "text/json"
        )
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Compression::None => "uncompressed",
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Encrypted => "encrypted",
        })
    }
}

/// Layers are a stem plus a packing; Docker joins them with a dot, OCI with a plus sign, and writers mix the two.
fn layer(text: &str) -> Option<Kind> {
    if let Some(packing) = text
        .strip_prefix(OCI_LAYER)
        .or_else(|| text.strip_prefix(DOCKER_LAYER))
    {
        return compression(packing).map(Kind::Layer);
    }
    let packing = text
        .strip_prefix(OCI_FOREIGN_LAYER)
        .or_else(|| text.strip_prefix(DOCKER_FOREIGN_LAYER))?;
    compression(packing).map(Kind::ForeignLayer)
}

fn compression(packing: &str) -> Option<Compression> {
    if packing.ends_with("+encrypted") {
        return Some(Compression::Encrypted);
    }
    match packing {
        "" => Some(Compression::None),
        "+gzip" | ".gzip" => Some(Compression::Gzip),
        "+zstd" | ".zstd" => Some(Compression::Zstd),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: Kind, description: &str) {
        let media_type = MediaType::new(text);
        assert_eq!(media_type.kind(), kind);
        assert_eq!(media_type.describe(), description);
    }

    #[test]
    fn documents_are_recognized() {
        check(OCI_INDEX, Kind::Index, "OCI image index");
        check(DOCKER_MANIFEST_LIST, Kind::Index, "Docker manifest list");
        check(OCI_MANIFEST, Kind::Manifest, "OCI image manifest");
        check(DOCKER_MANIFEST, Kind::Manifest, "Docker image manifest");
        check(OCI_CONFIG, Kind::Config, "OCI image config");
        check(DOCKER_CONFIG, Kind::Config, "Docker image config");
        check(
            SCHEMA1_SIGNED,
            Kind::Schema1,
            "Docker schema 1 manifest (retired)",
        );
        check(
            OCI_ARTIFACT_MANIFEST,
            Kind::ArtifactManifest,
            "OCI artifact manifest (withdrawn)",
        );
    }

    #[test]
    fn layers_are_a_stem_and_a_packing() {
        use Compression::{Encrypted, Gzip, None, Zstd};
        check(OCI_LAYER, Kind::Layer(None), "uncompressed layer");
        check(
            "application/vnd.oci.image.layer.v1.tar+gzip",
            Kind::Layer(Gzip),
            "gzip layer",
        );
        check(
            "application/vnd.oci.image.layer.v1.tar+zstd",
            Kind::Layer(Zstd),
            "zstd layer",
        );
        check(
            "application/vnd.docker.image.rootfs.diff.tar.gzip",
            Kind::Layer(Gzip),
            "gzip layer",
        );
        check(
            "application/vnd.docker.image.rootfs.diff.tar.zstd",
            Kind::Layer(Zstd),
            "zstd layer",
        );
        check(
            "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
            Kind::Layer(Encrypted),
            "encrypted layer",
        );
        check(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            Kind::ForeignLayer(Gzip),
            "gzip layer, fetched from elsewhere",
        );
        check(
            "application/vnd.oci.image.layer.v1.tarball",
            Kind::Other,
            "application/vnd.oci.image.layer.v1.tarball",
        );
    }

    #[test]
    fn parameters_and_case_do_not_matter() {
        check(
            "Application/VND.oci.image.Index.v1+json; charset=utf-8",
            Kind::Index,
            "OCI image index",
        );
        assert_eq!(
            MediaType::new(" text/plain ; charset=utf-8").as_str(),
            "text/plain"
        );
        assert!(MediaType::new("text/plain; charset=utf-8").is_generic());
    }

    #[test]
    fn every_document_type_is_asked_for() {
        let asked: Vec<&str> = ACCEPT_MANIFESTS.split(", ").collect();
        assert_eq!(asked.len(), 8);
        assert_eq!(asked.last(), Some(&"*/*"));
        assert!(
            asked[..7]
                .iter()
                .all(|text| MediaType::new(text).kind() != Kind::Other)
        );
    }
}
