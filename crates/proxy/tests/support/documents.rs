//! Small documents for scripted registries, with their digests.

use sha2::{Digest as _, Sha256, Sha512};

pub const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// Bytes and the digest over them.
#[derive(Clone, Debug)]
pub struct Document {
    pub bytes: Vec<u8>,
    /// `sha256:…` of the bytes.
    pub digest: String,
}

impl Document {
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let digest = digest_of(&bytes);
        Self { bytes, digest }
    }

    /// An image index without entries; `mark` makes its digest its own.
    pub fn index(mark: &str) -> Self {
        Self::new(format!(
            r#"{{"schemaVersion":2,"mediaType":"{OCI_INDEX}","manifests":[],"annotations":{{"mark":"{mark}"}}}}"#
        ))
    }

    /// An image manifest over this config and no layers.
    pub fn manifest(config: &Self) -> Self {
        Self::new(format!(
            r#"{{"schemaVersion":2,"mediaType":"{OCI_MANIFEST}","config":{{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{}","size":{}}},"layers":[]}}"#,
            config.digest,
            config.bytes.len()
        ))
    }
}

/// `sha256:` and 64 lower-case hexadecimal digits.
pub fn digest_of(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

/// `sha512:` and 128 lower-case hexadecimal digits.
pub fn long_digest_of(bytes: &[u8]) -> String {
    format!("sha512:{}", hex(&Sha512::digest(bytes)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes in which every offset can be recognized, from `start` on.
pub fn patterned(start: u64, length: usize) -> Vec<u8> {
    (start..start + length as u64)
        .map(|offset| (offset ^ (offset >> 8) ^ (offset >> 16)) as u8)
        .collect()
}
