//! Figures of well-known images, written down with date and source. They carry no bytes, so nothing in them is verified.

use super::{
    failure::{Failure, FailureKind},
    fetch::get,
};
use crate::browser::location;
use serde::Deserialize;
use tagprism_core::{Platform, Reference};

/// One recorded image.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Canonical reference.
    pub reference: String,
    /// The day that the figures speak about.
    pub date: String,
    /// Where they were read.
    pub source: RecordSource,
    /// Digest of the image index, where the source gives it.
    pub digest: Option<String>,
    /// Media type of the index, where the source gives it.
    pub media_type: Option<String>,
    /// The platforms, in index order.
    pub entries: Vec<RecordEntry>,
    /// How many attestation entries stand beside them.
    pub attestations: usize,
}

/// Where a record was read.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct RecordSource {
    /// For people.
    pub name: String,
    /// For browsers.
    pub url: String,
}

/// One platform of a recorded image.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct RecordEntry {
    platform: RecordPlatform,
    /// The manifest's digest, where the source gives all of it.
    pub digest: Option<String>,
    /// Its first digits, where the source gives no more.
    pub digest_prefix: Option<String>,
    /// Compressed layers in bytes.
    pub size: Option<u64>,
    /// The same, where the source rounds it.
    pub size_approx: Option<u64>,
    /// Each layer in bytes, base first.
    pub layers: Option<Vec<u64>>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
struct RecordPlatform {
    os: String,
    architecture: String,
    #[serde(default)]
    variant: String,
    #[serde(default, rename = "os.version")]
    os_version: String,
}

impl RecordEntry {
    /// The platform of the entry.
    pub fn platform(&self) -> Platform {
        let RecordPlatform {
            os,
            architecture,
            variant,
            os_version,
        } = self.platform.clone();
        Platform {
            os,
            architecture,
            variant,
            os_version,
            os_features: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
struct RecordFile {
    records: Vec<Record>,
}

/// Fetches all records; there are few.
///
/// # Errors
///
/// The site does not ship them, or they cannot be read.
pub async fn load_records() -> Result<Vec<Record>, Failure> {
    let answer = get(
        &format!("{}records/index.json", location::base_path()),
        &[],
        FailureKind::NotShipped,
    )
    .await?;
    let file: RecordFile =
        serde_json::from_slice(&answer.bytes).map_err(|_| Failure::of(FailureKind::NotShipped))?;
    Ok(file.records)
}

impl Record {
    /// Whether the record speaks about this reference. A reference with a digest needs the very same digest.
    pub fn is_about(&self, reference: &Reference) -> bool {
        let Ok(own) = Reference::parse(&self.reference) else {
            return false;
        };
        let same_name = own.name() == reference.name();
        match reference.digest() {
            Some(digest) => same_name && self.digest.as_deref() == Some(digest.as_str()),
            None => same_name && own.tag() == reference.tag(),
        }
    }
}
