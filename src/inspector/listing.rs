//! The rows of the platform table, from an index or from a record: pure, the same for every source.

use super::object::Object;
use crate::net::Record;
use std::sync::Arc;
use tagprism_core::{
    Descriptor, Digest, Platform,
    document::{Body, EntryContent, Index, Role, Trail},
    resolve::Offer,
};

/// No browser scrolls more rows well, and no image has as many.
pub const MAX_ROWS: usize = 1_000;

/// What a row says about the object that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowDigest {
    /// All of it.
    Whole(Digest),
    /// The source gives only the first digits.
    Prefix(String),
    /// Text that is no digest.
    Unreadable(String),
    /// Nothing is given.
    Absent,
}

/// Size that a record gives, since it has no documents to add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordedSize {
    /// Bytes.
    Exact(u64),
    /// Bytes, rounded by the source.
    Rounded(u64),
}

/// An attestation folded under the entry that it describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Its own place in the index.
    pub position: usize,
    /// Its manifest.
    pub descriptor: Descriptor,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `3`, or `3.1` for the first entry of the index that entry 3 is.
    pub path: String,
    /// 0 for the image's own entries.
    pub depth: usize,
    /// 1-based place in its index.
    pub position: usize,
    /// As written.
    pub platform: Option<Platform>,
    /// What the entry names.
    pub digest: RowDigest,
    /// What the entry is for.
    pub role: Role,
    /// The entry, where it could be read.
    pub descriptor: Option<Descriptor>,
    /// Attestations that describe it.
    pub attestations: Vec<Attestation>,
    /// Why it could not be read.
    pub trouble: Option<String>,
    /// From a record.
    pub recorded_size: Option<RecordedSize>,
    /// From a record: each layer in bytes, base first.
    pub recorded_layers: Option<Vec<u64>>,
}

impl Row {
    /// What tells this row from another at the same place.
    pub fn digest_text(&self) -> String {
        match &self.digest {
            RowDigest::Whole(digest) => digest.as_str().to_owned(),
            RowDigest::Prefix(text) | RowDigest::Unreadable(text) => text.clone(),
            RowDigest::Absent => String::new(),
        }
    }

    /// For a button or a sentence: `linux/arm/v5`, or what stands in for a platform.
    pub fn name(&self) -> String {
        match (&self.role, &self.platform) {
            (Role::NestedIndex, _) => format!("index in entry {}", self.path),
            (_, Some(platform)) if !platform.is_unstated() => platform.to_string(),
            _ => format!("entry {}", self.path),
        }
    }
}

/// The rows of an index; nested indexes are expanded in place as far as `loaded` has them.
pub fn rows_of_index(index: &Index, loaded: &dyn Fn(&Digest) -> Option<Arc<Object>>) -> Vec<Row> {
    let mut rows = Vec::new();
    push_rows(index, loaded, "", &Trail::default(), &mut rows);
    rows
}

fn push_rows(
    index: &Index,
    loaded: &dyn Fn(&Digest) -> Option<Arc<Object>>,
    prefix: &str,
    trail: &Trail,
    rows: &mut Vec<Row>,
) {
    let roles = index.roles();
    let mut attestations = attestations_by_entry(index, &roles);
    for (entry, role) in index.entries.iter().zip(&roles) {
        if matches!(role, Role::Attestation { of: Some(_), .. }) {
            continue;
        }
        // Three documents that name each other's entries two hundred times make eight million rows.
        if rows.len() >= MAX_ROWS {
            return;
        }
        let path = format!("{prefix}{}", entry.position);
        let descriptor = entry.descriptor().cloned();
        let (digest, trouble) = match &entry.content {
            EntryContent::Readable(descriptor) => {
                (RowDigest::Whole(descriptor.digest.clone()), None)
            }
            EntryContent::Broken {
                reason,
                digest_text,
                ..
            } => {
                let digest = digest_text
                    .clone()
                    .map_or(RowDigest::Absent, RowDigest::Unreadable);
                (digest, Some(reason.clone()))
            }
        };
        rows.push(Row {
            path: path.clone(),
            depth: prefix.matches('.').count(),
            position: entry.position,
            platform: entry.platform().cloned(),
            digest,
            role: role.clone(),
            attestations: attestations
                .get_mut(entry.position)
                .map(std::mem::take)
                .unwrap_or_default(),
            descriptor: descriptor.clone(),
            trouble,
            recorded_size: None,
            recorded_layers: None,
        });
        let Some(descriptor) = descriptor.filter(|_| *role == Role::NestedIndex) else {
            continue;
        };
        let (Ok(trail), Some(object)) = (
            trail.descend(&descriptor.digest),
            loaded(&descriptor.digest),
        ) else {
            continue;
        };
        if let Some(Body::Index(nested)) = object.trusted_document().map(|it| &it.body) {
            push_rows(nested, loaded, &format!("{path}."), &trail, rows);
        }
    }
}

/// The attestations of every entry; an entry's are at its position, which counts from 1.
fn attestations_by_entry(index: &Index, roles: &[Role]) -> Vec<Vec<Attestation>> {
    let mut by_entry = vec![Vec::new(); index.entries.len() + 1];
    for (entry, role) in index.entries.iter().zip(roles) {
        if let (Role::Attestation { of: Some(of), .. }, Some(descriptor)) =
            (role, entry.descriptor())
        {
            let attestation = Attestation {
                position: entry.position,
                descriptor: descriptor.clone(),
            };
            if let Some(own) = by_entry.get_mut(*of) {
                own.push(attestation);
            }
        }
    }
    by_entry
}

/// The rows of a record.
pub fn rows_of_record(record: &Record) -> Vec<Row> {
    let rows = record.entries.iter().zip(1..).map(|(entry, position)| Row {
        path: position.to_string(),
        depth: 0,
        position,
        platform: Some(entry.platform.clone()),
        digest: match (
            entry
                .digest
                .as_deref()
                .and_then(|it| Digest::parse(it).ok()),
            &entry.digest_prefix,
        ) {
            (Some(digest), _) => RowDigest::Whole(digest),
            (None, Some(prefix)) => RowDigest::Prefix(prefix.clone()),
            (None, None) => RowDigest::Absent,
        },
        role: Role::Image,
        descriptor: None,
        attestations: Vec::new(),
        trouble: None,
        recorded_size: entry
            .size
            .map(RecordedSize::Exact)
            .or(entry.size_approx.map(RecordedSize::Rounded)),
        recorded_layers: entry.layers.clone(),
    });
    rows.collect()
}

/// What a record offers to a machine.
pub fn offers_of_record(record: &Record) -> Vec<Offer> {
    let offers = record
        .entries
        .iter()
        .zip(1..)
        .map(|(entry, position)| Offer {
            position,
            platform: Some(entry.platform.clone()),
            is_readable: true,
        });
    offers.collect()
}
