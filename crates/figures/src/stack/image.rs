//! A stack as JSON: what the program has read so far of each image.
//!
//! ```json
//! {"how": "read 29 November 2026", "source": "registries, hashed here", "images": [
//!   {"name": "nginx:1.27", "places": ["services.web.image"], "asked": "linux/amd64", "state": "read",
//!    "entries": [{"os": "linux", "architecture": "arm64", "variant": "v8", "bytes": 61419144}]},
//!   {"name": "team/tool:1", "state": "read", "single": {"os": "linux", "architecture": "amd64"}},
//!   {"name": "gone:1", "state": "failed", "why": "The registry knows no such tag."}], "leftOut": 0}
//! ```
//!
//! `asked` is the platform that the stack itself asks for. `state` is `reading`, `read` or `failed`. `alternatives` are other tags
//! that have what is missing, and `sought` says how the search for them went.

use crate::record::{Content, Record};
use serde_json::{Value, json};
use tagprism_core::{Platform, Reference, clients::Offered, document::Index};

/// The images of a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// `read 29 November 2026`.
    pub how: String,
    /// Who says so.
    pub source: String,
    /// In the order in which they are named.
    pub images: Vec<StackImage>,
    /// Images that are named as well and not read, because there are too many.
    pub n_left_out: usize,
}

/// One image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackImage {
    /// As people call it.
    pub name: String,
    /// Where the stack names it.
    pub places: Vec<String>,
    /// The platform that the stack asks for, whatever the machine.
    pub asked: Option<Platform>,
    /// How far it was read.
    pub known: Known,
    /// Other tags that have what is missing, as people call them.
    pub alternatives: Vec<String>,
    /// How the search for them went, in words; empty where nobody asked.
    pub sought: String,
}

/// How far an image was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is on its way.
    Reading,
    /// It could not be read, for this reason.
    Failed(String),
    /// An index: its entries, and the bytes of their layers where those were read.
    Index(Vec<(Offered, Option<u64>)>),
    /// No index; the platform of its config, where that was read.
    Single(Option<Platform>),
}

/// What is shown where nobody names an image.
const EXAMPLE: [&str; 4] = [
    "nginx:latest",
    "postgres:latest",
    "redis:latest",
    "python:3.12",
];

/// The images of the records that ship, for where nothing was read: those that are asked for, `nginx:1.27,redis;linux/amd64`, or
/// else an example.
pub(super) fn recorded(asked: &str) -> Stack {
    let is_example = asked.trim().is_empty();
    let named: Vec<(String, Option<Platform>)> = match is_example {
        true => EXAMPLE
            .iter()
            .map(|name| ((*name).to_owned(), None))
            .collect(),
        false => asked.split(',').filter_map(named).collect(),
    };
    let records: Vec<Option<Record>> = named.iter().map(|(name, _)| Record::of(name)).collect();
    let newest = records.iter().flatten().next();
    let (date, source) = newest.map_or((String::new(), String::new()), |record| {
        (record.date.clone(), record.source.clone())
    });
    let images = named
        .into_iter()
        .zip(&records)
        .map(|((name, asked), record)| {
            let known = match record {
                Some(record) => Known::Index(entries_of(record)),
                None => Known::Failed(
                    "not recorded; the page in full reads it from its registry".to_owned(),
                ),
            };
            StackImage {
                name,
                places: Vec::new(),
                asked,
                known,
                alternatives: Vec::new(),
                sought: String::new(),
            }
        });
    let images: Vec<StackImage> = images.collect();
    Stack {
        how: match (is_example, date.as_str()) {
            (true, date) => format!("an example of recorded images, {date}"),
            (false, "") => "nothing recorded".to_owned(),
            (false, date) => format!("recorded {date}"),
        },
        source: match source.as_str() {
            "" => "no record".to_owned(),
            _ => source,
        },
        images,
        n_left_out: 0,
    }
}

fn named(text: &str) -> Option<(String, Option<Platform>)> {
    let (name, platform) = match text.split_once(';') {
        Some((name, platform)) => (name, Some(platform)),
        None => (text, None),
    };
    let reference = Reference::parse(name.trim()).ok()?;
    let host = Platform::new("linux", "amd64", "");
    let platform = platform.and_then(|text| Platform::parse(text, &host).ok());
    Some((reference.with_default_tag().familiar(), platform))
}

fn entries_of(record: &Record) -> Vec<(Offered, Option<u64>)> {
    let builds = record
        .entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Build(build) => Some((
                Offered {
                    position: entry.position,
                    platform: Some(build.platform.clone()),
                    is_readable: true,
                    ..Offered::default()
                },
                (build.size_bytes > 0).then_some(build.size_bytes),
            )),
            Content::Attestation { .. } => None,
        });
    builds.collect()
}

/// The entries of an index, without what is known of layers.
#[must_use]
pub fn entries(index: &Index) -> Known {
    Known::Index(index.offered().into_iter().map(|it| (it, None)).collect())
}

impl Stack {
    /// Writes the JSON form, which [`Stack::read`] reads.
    #[must_use]
    pub fn write(&self) -> Value {
        json!({
            "how": self.how,
            "source": self.source,
            "images": self.images.iter().map(write_image).collect::<Vec<_>>(),
            "leftOut": self.n_left_out,
        })
    }

    /// Reads the JSON form; what is missing stays empty.
    #[must_use]
    pub fn read(json: &Value) -> Stack {
        let images = json["images"].as_array().into_iter().flatten();
        Stack {
            how: text(&json["how"]),
            source: text(&json["source"]),
            images: images.map(read_image).collect(),
            n_left_out: number(&json["leftOut"]).unwrap_or_default(),
        }
    }
}

fn write_image(image: &StackImage) -> Value {
    let mut json = json!({
        "name": image.name,
        "places": image.places,
        "asked": image.asked.as_ref().map(write_platform),
        "alternatives": image.alternatives,
        "sought": image.sought,
    });
    match &image.known {
        Known::Reading => json["state"] = "reading".into(),
        Known::Failed(why) => {
            json["state"] = "failed".into();
            json["why"] = why.clone().into();
        }
        Known::Index(entries) => {
            json["state"] = "read".into();
            json["entries"] = entries.iter().map(write_entry).collect();
        }
        Known::Single(platform) => {
            json["state"] = "read".into();
            json["single"] = match platform {
                Some(platform) => write_platform(platform),
                None => json!({}),
            };
        }
    }
    json
}

fn write_entry((entry, bytes): &(Offered, Option<u64>)) -> Value {
    let mut json = match &entry.platform {
        Some(platform) => write_platform(platform),
        None => json!({}),
    };
    json["position"] = entry.position.into();
    if !entry.is_readable {
        json["isBroken"] = true.into();
    }
    if entry.is_zstd {
        json["isZstd"] = true.into();
    }
    if entry.is_index {
        json["isIndex"] = true.into();
    }
    if let Some(bytes) = bytes {
        json["bytes"] = (*bytes).into();
    }
    json
}

fn write_platform(platform: &Platform) -> Value {
    json!({
        "os": platform.os, "architecture": platform.architecture, "variant": platform.variant,
        "osVersion": platform.os_version, "osFeatures": platform.os_features,
    })
}

fn read_image(json: &Value) -> StackImage {
    let texts = |key: &str| {
        let all = json[key].as_array().into_iter().flatten();
        all.map(text).collect()
    };
    let known = match (json["state"].as_str(), json["entries"].as_array()) {
        (Some("failed"), _) => Known::Failed(text(&json["why"])),
        (Some("read"), Some(entries)) => {
            Known::Index(entries.iter().zip(1..).map(read_entry).collect())
        }
        (Some("read"), None) => Known::Single(read_platform(&json["single"])),
        _ => Known::Reading,
    };
    StackImage {
        name: text(&json["name"]),
        places: texts("places"),
        asked: read_platform(&json["asked"]),
        known,
        alternatives: texts("alternatives"),
        sought: text(&json["sought"]),
    }
}

fn read_entry((json, position): (&Value, usize)) -> (Offered, Option<u64>) {
    let stated = number(&json["position"]);
    let offered = Offered {
        position: stated.unwrap_or(position),
        platform: read_platform(json),
        is_readable: json["isBroken"] != true,
        is_zstd: json["isZstd"] == true,
        is_index: json["isIndex"] == true,
    };
    (offered, json["bytes"].as_u64())
}

/// `None` where neither system nor architecture is stated.
fn read_platform(json: &Value) -> Option<Platform> {
    let features = json["osFeatures"].as_array().into_iter().flatten();
    let platform = Platform {
        os: text(&json["os"]),
        architecture: text(&json["architecture"]),
        variant: text(&json["variant"]),
        os_version: text(&json["osVersion"]),
        os_features: features.map(text).collect(),
    };
    let is_stated = !(platform.os.is_empty() && platform.architecture.is_empty());
    is_stated.then_some(platform)
}

fn number(json: &Value) -> Option<usize> {
    json.as_u64()?.try_into().ok()
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}
