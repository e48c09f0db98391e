//! Content with a media type, and the descriptor that names it.

use sha2::{Digest, Sha256};

use super::json::{Json, object};
use crate::dist::hex;

pub const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
pub const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
pub const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
pub const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
pub const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
pub const DOCKER_LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar.gzip";
pub const IN_TOTO: &str = "application/vnd.in-toto+json";

/// Bytes that a registry stores under their digest.
#[derive(Debug, Clone)]
pub struct Document {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Document {
    /// The digest that names these bytes.
    pub fn digest(&self) -> String {
        sha256(&self.bytes)
    }

    /// Media type, digest and size, in the order in which clients write them.
    pub fn descriptor(&self) -> Json {
        object([
            ("mediaType", self.media_type.into()),
            ("digest", self.digest().into()),
            ("size", (self.bytes.len() as u64).into()),
        ])
    }
}

/// The SHA-256 digest of bytes, as `sha256:` and 64 hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

/// The same digest without the name of its algorithm.
pub fn bare_sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
