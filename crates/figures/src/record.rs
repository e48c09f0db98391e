//! Figures of well-known images: platforms, sizes and digests, written down with date and source.
//!
//! They carry no bytes, so nothing in them can be verified; whoever shows them says "recorded". The file is the one that the
//! inspector offers where no registry can be reached.

use crate::library;
use serde_json::Value;
use std::sync::OnceLock;
use tagprism_core::{Platform, resolve::Offer};

/// A recorded image.
#[derive(Clone, Debug)]
pub struct Record {
    /// `nginx:latest`.
    pub name: String,
    /// The day that the figures speak about, as people write it: "16 July 2026".
    pub date: String,
    /// Who says so.
    pub source: String,
    /// Where that can be read.
    pub url: String,
    /// Digest of the index, where the source gives it.
    pub digest: String,
    /// Every entry in the order of the index, attestations included.
    pub entries: Vec<Entry>,
}

/// An entry of a recorded index.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Place in the index, from 1.
    pub position: usize,
    /// What it holds.
    pub content: Content,
}

/// What an entry holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// An image.
    Build(Build),
    /// How the image at that position was built; its platform is `unknown/unknown`.
    Attestation {
        /// Position of the image.
        of: usize,
    },
}

/// An image of a recorded index.
#[derive(Clone, Debug)]
pub struct Build {
    /// Its platform as the index writes it.
    pub platform: Platform,
    /// The manifest's digest, whole or its first digits, without the algorithm.
    pub hex: String,
    /// Compressed layers in bytes; 0 where it was not read.
    pub size_bytes: u64,
    /// Whether the source rounds the size.
    pub is_rounded: bool,
    /// Each layer in bytes, base first; empty where it was not read.
    pub layers: Vec<u64>,
}

impl Record {
    /// The recorded image of that name: repository and tag without what Docker Hub implies, `nginx:latest`.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let all = all()?;
        let wanted = format!("docker.io/library/{name}");
        let record = all["records"]
            .as_array()?
            .iter()
            .find(|record| record["reference"] == wanted.as_str())?;
        Some(Self {
            name: name.to_owned(),
            date: day(text(&record["date"])),
            source: text(&record["source"]["name"]).to_owned(),
            url: text(&record["source"]["url"]).to_owned(),
            digest: text(&record["digest"]).to_owned(),
            entries: entries(record),
        })
    }

    /// The images, without attestations.
    pub fn builds(&self) -> impl Iterator<Item = (usize, &Build)> {
        self.entries
            .iter()
            .filter_map(|entry| match &entry.content {
                Content::Build(build) => Some((entry.position, build)),
                Content::Attestation { .. } => None,
            })
    }

    /// The entries as the resolver takes them.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let offer = |entry: &Entry| Offer {
            position: entry.position,
            platform: Some(match &entry.content {
                Content::Build(build) => build.platform.clone(),
                Content::Attestation { .. } => Platform::new("unknown", "unknown", ""),
            }),
            is_readable: true,
        };
        self.entries.iter().map(offer).collect()
    }
}

/// The file, read once: figures are drawn many times. `None` until the library has it.
fn all() -> Option<&'static Value> {
    static ALL: OnceLock<Value> = OnceLock::new();
    if let Some(all) = ALL.get() {
        return Some(all);
    }
    let all = serde_json::from_slice(library::text("records.json").as_bytes()).ok()?;
    Some(ALL.get_or_init(|| all))
}

/// Official images put each attestation right after its image; Windows images come last and have none.
fn entries(record: &Value) -> Vec<Entry> {
    let mut n_attestations = record["attestations"].as_u64().unwrap_or_default();
    let mut entries = Vec::new();
    for wire in record["entries"].as_array().into_iter().flatten() {
        let of = entries.len() + 1;
        let build = build(wire);
        let is_attested = n_attestations > 0 && build.platform.os == "linux";
        entries.push(Entry {
            position: of,
            content: Content::Build(build),
        });
        if is_attested {
            n_attestations -= 1;
            entries.push(Entry {
                position: of + 1,
                content: Content::Attestation { of },
            });
        }
    }
    entries
}

fn build(wire: &Value) -> Build {
    let platform = &wire["platform"];
    let mut read = Platform::new(
        text(&platform["os"]),
        text(&platform["architecture"]),
        text(&platform["variant"]),
    );
    text(&platform["os.version"]).clone_into(&mut read.os_version);
    let digest = text(&wire["digest"]).trim_start_matches("sha256:");
    let hex = if digest.is_empty() {
        text(&wire["digestPrefix"])
    } else {
        digest
    };
    let exact = wire["size"].as_u64();
    Build {
        platform: read,
        hex: hex.to_owned(),
        size_bytes: exact
            .or_else(|| wire["sizeApprox"].as_u64())
            .unwrap_or_default(),
        is_rounded: exact.is_none(),
        layers: wire["layers"]
            .as_array()
            .map(|layers| layers.iter().filter_map(Value::as_u64).collect())
            .unwrap_or_default(),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-07-16` as people write it; what is not a date stays as it is.
#[must_use]
pub fn day(date: &str) -> String {
    let mut parts = date.splitn(3, '-').map(str::parse::<usize>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return date.to_owned();
    };
    match month.checked_sub(1).and_then(|idx| MONTHS.get(idx)) {
        Some(month) => format!("{day} {month} {year}"),
        None => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nginx_has_sixteen_entries_and_half_of_them_are_attestations() {
        let nginx = Record::of("nginx:latest").unwrap();
        assert_eq!(nginx.entries.len(), 16);
        assert_eq!(nginx.builds().count(), 8);
        assert_eq!(nginx.date, "16 July 2026");
        let (position, arm64) = nginx
            .builds()
            .find(|(_, build)| build.platform.architecture == "arm64")
            .unwrap();
        assert_eq!((position, arm64.size_bytes), (7, 61_419_144));
        assert_eq!(arm64.hex.len(), 64);
    }

    #[test]
    fn hello_world_ends_with_two_windows_builds_without_attestations() {
        let hello = Record::of("hello-world:latest").unwrap();
        assert_eq!(hello.entries.len(), 20);
        let last: Vec<_> = hello
            .builds()
            .skip(9)
            .map(|(position, _)| position)
            .collect();
        assert_eq!(last, [19, 20]);
    }

    #[test]
    fn a_date_is_written_out() {
        assert_eq!(day("2026-09-09"), "9 September 2026");
        assert_eq!(day("2026-13-09"), "2026-13-09");
        assert_eq!(day("soon"), "soon");
    }

    #[test]
    fn an_image_that_was_not_recorded_is_none() {
        assert!(Record::of("nothing:latest").is_none());
    }
}
