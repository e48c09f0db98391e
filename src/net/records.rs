//! Figures of well-known images, written down with date and source. They carry no bytes, so nothing in them is verified.

use super::{
    failure::{Failure, FailureKind},
    fetch::get,
};
use crate::browser::location;
use serde_json::Value;
use tagprism_core::{Platform, Reference};

/// One recorded image.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSource {
    /// For people.
    pub name: String,
    /// For browsers.
    pub url: String,
}

/// One platform of a recorded image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordEntry {
    /// The platform of the entry.
    pub platform: Platform,
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
    parse(&answer.bytes).ok_or_else(|| Failure::of(FailureKind::NotShipped))
}

/// All records, or nothing if one of them is not as it should be.
fn parse(bytes: &[u8]) -> Option<Vec<Record>> {
    let file: Value = serde_json::from_slice(bytes).ok()?;
    let records = file.get("records")?.as_array()?;
    records.iter().map(Record::parse).collect()
}

impl Record {
    fn parse(value: &Value) -> Option<Self> {
        let source = value.get("source")?;
        let entries = value.get("entries")?.as_array()?;
        Some(Self {
            reference: text(value, "reference")?,
            date: text(value, "date")?,
            source: RecordSource {
                name: text(source, "name")?,
                url: text(source, "url")?,
            },
            digest: text(value, "digest"),
            media_type: text(value, "mediaType"),
            entries: entries
                .iter()
                .map(RecordEntry::parse)
                .collect::<Option<_>>()?,
            attestations: usize::try_from(value.get("attestations")?.as_u64()?).ok()?,
        })
    }

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

impl RecordEntry {
    fn parse(value: &Value) -> Option<Self> {
        let platform = value.get("platform")?;
        let bytes = |key| value.get(key).and_then(Value::as_u64);
        let layers = value.get("layers").and_then(Value::as_array);
        Some(Self {
            platform: Platform {
                os: text(platform, "os")?,
                architecture: text(platform, "architecture")?,
                variant: text(platform, "variant").unwrap_or_default(),
                os_version: text(platform, "os.version").unwrap_or_default(),
                os_features: Vec::new(),
            },
            digest: text(value, "digest"),
            digest_prefix: text(value, "digestPrefix"),
            size: bytes("size"),
            size_approx: bytes("sizeApprox"),
            layers: layers.map(|layers| layers.iter().filter_map(Value::as_u64).collect()),
        })
    }
}

fn text(object: &Value, key: &str) -> Option<String> {
    Some(object.get(key)?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_records_that_ship_are_all_read() {
        let records = parse(include_bytes!("../../public/records/index.json")).unwrap();
        assert!(!records.is_empty());
        assert!(records.iter().all(|record| !record.entries.is_empty()));
    }

    #[test]
    fn a_record_without_its_source_is_refused() {
        assert_eq!(
            parse(br#"{"records":[{"reference":"a","date":"b"}]}"#),
            None
        );
        assert_eq!(parse(b"<!doctype html>"), None);
    }
}
