//! An image as JSON: the recorded nginx, or what the program has read and verified.
//!
//! ```json
//! {"reference": "docker.io/library/nginx:latest", "provenance": "record", "date": "16 July 2026", "source": "…", "url": "…",
//!  "root": {"digest": "sha256:…", "size": 9218, "type": "application/vnd.oci.image.index.v1+json"},
//!  "manifestType": "…", "layerType": "…",
//!  "entries": [{"platform": "linux/amd64", "digest": "sha256:…", "size": 2295, "config": "sha256:…", "configSize": 8576,
//!               "claims": "linux/amd64", "layers": [["sha256:…", 29780905, "sha256:…"]]},
//!              {"platform": "unknown/unknown", "isAttestation": true, "digest": "sha256:…"}]}
//! ```
//!
//! A layer is digest, size, where the config was read the digest of its archive, and its media type. A digest may be its first digits only,
//! and any size may be missing. A single image has the members of an entry at the top, and no `entries`. An entry that is a
//! list itself has `entries` of its own. `captured` are answers that came: `{"request": "GET /v2/…", "status": "200 OK",
//! "received": [["Content-Type", "…"]]}`. `provenance` is `record`, `live`, `sample` or `pasted`.

use serde_json::{Value, json};
use tagprism_core::{
    Platform, Reference,
    flow::{Blob, Contents, FlowEntry, FlowImage, Layer, RootKind},
    media_type::{OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST},
};

/// Indexes inside indexes are followed so deep; no client follows deeper ones.
const MAX_DEPTH: u32 = 2;

/// An image, and how it came here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownImage {
    /// The image.
    pub image: FlowImage,
    /// Whether its bytes were read and hashed, and not only written down by somebody.
    pub is_verified: bool,
    /// `recorded 16 July 2026`, `read and verified 16 July 2026`.
    pub how: String,
    /// Who says so.
    pub source: String,
    /// Where that can be read; may be empty.
    pub url: String,
    /// Answers that came.
    pub captured: Vec<Captured>,
}

/// An answer that came, to a request that the pull sends as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// `GET /v2/…`
    pub request: String,
    /// `200 OK`
    pub status: String,
    /// Fields of the answer.
    pub received: Vec<(String, String)>,
}

/// How an image came here, for [`fn@write`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// `live`, `sample` or `pasted`.
    pub kind: &'static str,
    /// `23 November 2026`
    pub date: String,
    /// Who says so.
    pub source: String,
    /// Answers that came.
    pub captured: Vec<Captured>,
}

/// Writes the JSON form, which [`read`] reads.
#[must_use]
pub fn write(image: &FlowImage, provenance: &Provenance) -> Value {
    let mut json = match &image.kind {
        RootKind::Index(entries) => {
            json!({"entries": entries.iter().map(write_entry).collect::<Vec<_>>()})
        }
        RootKind::Manifest(contents) => contents.as_ref().map_or_else(|| json!({}), write_contents),
    };
    let captured = |it: &Captured| json!({"request": it.request, "status": it.status, "received": it.received});
    json["reference"] = image.reference.to_string().into();
    json["root"] = write_blob(&image.root);
    json["provenance"] = provenance.kind.into();
    json["date"] = provenance.date.clone().into();
    json["source"] = provenance.source.clone().into();
    json["captured"] = provenance.captured.iter().map(captured).collect();
    json
}

fn write_entry(entry: &FlowEntry) -> Value {
    let mut json = entry
        .contents
        .as_ref()
        .map_or_else(|| json!({}), write_contents);
    if entry.is_index() {
        json["entries"] = entry.nested.iter().map(write_entry).collect();
    }
    if let Some(platform) = &entry.platform {
        json["platform"] = spelled(platform).into();
        json["osVersion"] = platform.os_version.clone().into();
        if !platform.os_features.is_empty() {
            json["osFeatures"] = platform.os_features.clone().into();
        }
    }
    json["isAttestation"] = entry.is_attestation.into();
    json["isReadable"] = entry.is_readable.into();
    json["isZstd"] = entry.is_zstd.into();
    json["digest"] = entry.manifest.digest.clone().into();
    json["size"] = entry.manifest.size.into();
    json["type"] = entry.manifest.media_type.clone().into();
    json
}

fn write_contents(contents: &Contents) -> Value {
    let layer = |it: &Layer| json!([it.blob.digest, it.blob.size, it.diff_id, it.blob.media_type]);
    json!({
        "config": contents.config.digest,
        "configSize": contents.config.size,
        "configType": contents.config.media_type,
        "claims": contents.claims.as_ref().map(spelled),
        "layers": contents.layers.iter().map(layer).collect::<Vec<_>>(),
    })
}

fn write_blob(blob: &Blob) -> Value {
    json!({"digest": blob.digest, "size": blob.size, "type": blob.media_type})
}

/// `os/architecture/variant` as written: nothing is completed or left out.
fn spelled(platform: &Platform) -> String {
    format!(
        "{}/{}/{}",
        platform.os, platform.architecture, platform.variant
    )
}

/// Reads the JSON form; `None` where the reference cannot be read.
#[must_use]
pub fn read(json: &Value) -> Option<KnownImage> {
    let reference = Reference::parse(text(&json["reference"])).ok()?;
    let defaults = Defaults {
        manifest: text_or(&json["manifestType"], OCI_MANIFEST),
        layer: text_or(&json["layerType"], OCI_LAYER),
    };
    let kind = match json["entries"].as_array() {
        Some(entries) => RootKind::Index(defaults.entries(entries, MAX_DEPTH)),
        None => RootKind::Manifest(defaults.contents(json)),
    };
    let root_type = match kind {
        RootKind::Index(_) => OCI_INDEX,
        RootKind::Manifest(_) => OCI_MANIFEST,
    };
    let is_verified = matches!(text(&json["provenance"]), "live" | "sample" | "pasted");
    let verb = if is_verified {
        "read and verified"
    } else {
        "recorded"
    };
    let date = text(&json["date"]);
    Some(KnownImage {
        image: FlowImage {
            reference: reference.with_default_tag(),
            root: blob(&json["root"], root_type),
            kind,
        },
        is_verified,
        how: format!("{verb} {date}").trim_end().to_owned(),
        source: text(&json["source"]).to_owned(),
        url: text(&json["url"]).to_owned(),
        captured: json["captured"]
            .as_array()
            .map(|all| all.iter().map(captured).collect())
            .unwrap_or_default(),
    })
}

fn captured(json: &Value) -> Captured {
    let field = |pair: &Value| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned());
    let received = json["received"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    Captured {
        request: text(&json["request"]).to_owned(),
        status: text(&json["status"]).to_owned(),
        received: received.iter().map(field).collect(),
    }
}

/// Media types of what states none.
struct Defaults<'j> {
    manifest: &'j str,
    layer: &'j str,
}

impl Defaults<'_> {
    fn entries(&self, entries: &[Value], depth: u32) -> Vec<FlowEntry> {
        let entry = |(nth, json): (usize, &Value)| {
            let nested = json["entries"].as_array().filter(|_| depth > 1);
            let media_type = if json["entries"].is_array() {
                OCI_INDEX
            } else {
                self.manifest
            };
            FlowEntry {
                position: nth + 1,
                platform: platform(text(&json["platform"]), json),
                is_attestation: json["isAttestation"] == true,
                is_readable: json["isReadable"] != false,
                is_zstd: json["isZstd"] == true,
                manifest: blob(json, media_type),
                contents: self.contents(json),
                nested: nested
                    .map(|inner| self.entries(inner, depth - 1))
                    .unwrap_or_default(),
            }
        };
        entries.iter().enumerate().map(entry).collect()
    }

    fn contents(&self, json: &Value) -> Option<Contents> {
        let layer = |json: &Value| Layer {
            blob: Blob {
                digest: text(&json[0]).to_owned(),
                size: json[1].as_u64(),
                media_type: text_or(&json[3], self.layer).to_owned(),
            },
            diff_id: json[2].as_str().map(str::to_owned),
        };
        Some(Contents {
            layers: json["layers"].as_array()?.iter().map(layer).collect(),
            config: Blob {
                digest: text(&json["config"]).to_owned(),
                size: json["configSize"].as_u64(),
                media_type: text_or(&json["configType"], OCI_CONFIG).to_owned(),
            },
            claims: platform(text(&json["claims"]), &Value::Null),
        })
    }
}

fn blob(json: &Value, media_type: &str) -> Blob {
    Blob {
        digest: text(&json["digest"]).to_owned(),
        size: json["size"].as_u64(),
        media_type: text_or(&json["type"], media_type).to_owned(),
    }
}

/// `os/architecture/variant` as an index has it, which is not what a person types: nothing is completed.
/// The rest of it stands in members of its own, `osVersion` and `osFeatures`.
fn platform(written: &str, beside: &Value) -> Option<Platform> {
    let mut parts = written.splitn(3, '/');
    let os = parts.next().filter(|os| !os.is_empty())?;
    let architecture = parts.next().unwrap_or_default();
    let mut platform = Platform::new(os, architecture, parts.next().unwrap_or_default());
    text(&beside["osVersion"]).clone_into(&mut platform.os_version);
    let features = beside["osFeatures"].as_array();
    let features = features.into_iter().flatten();
    platform.os_features = features.map(|it| text(it).to_owned()).collect();
    Some(platform)
}

fn text(json: &Value) -> &str {
    json.as_str().unwrap_or_default()
}

fn text_or<'j>(json: &'j Value, default: &'j str) -> &'j str {
    json.as_str().unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_recorded_nginx_has_eight_images_with_seven_layers_each() {
        let json = serde_json::from_str(crate::library::text("pull.json")).unwrap();
        let known = read(&json).unwrap();
        assert_eq!(
            (known.is_verified, &*known.how),
            (false, "recorded 16 July 2026")
        );
        let entries = known.image.entries();
        assert_eq!(entries.len(), 16);
        let images: Vec<&Contents> = entries
            .iter()
            .filter_map(|it| it.contents.as_ref())
            .collect();
        assert_eq!(images.len(), 8);
        assert!(images.iter().all(|contents| contents.layers.len() == 7));
        let bytes = |contents: &Contents| -> u64 {
            contents.layers.iter().filter_map(|it| it.blob.size).sum()
        };
        assert_eq!(
            (bytes(images[0]), bytes(images[3])),
            (63_110_572, 61_419_144)
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let json: Value = serde_json::from_str(crate::library::text("pull.json")).unwrap();
        let image = read(&json).unwrap().image;
        let provenance = Provenance {
            kind: "live",
            date: "1 May 2026".to_owned(),
            source: "the registry".to_owned(),
            captured: vec![Captured {
                request: "GET /v2/a".to_owned(),
                status: "200 OK".to_owned(),
                received: vec![("Content-Type".to_owned(), "a/b".to_owned())],
            }],
        };
        let again = read(&write(&image, &provenance)).unwrap();
        assert_eq!(again.image, image);
        assert_eq!(again.captured, provenance.captured);
        let single = FlowImage {
            kind: RootKind::Manifest(image.entries()[0].contents.clone()),
            ..image
        };
        assert_eq!(read(&write(&single, &provenance)).unwrap().image, single);
    }

    #[test]
    fn a_single_image_has_no_entries_and_may_be_unread() {
        let known =
            read(&json!({"reference": "team/app:1", "provenance": "live", "date": "1 May 2026"}))
                .unwrap();
        assert_eq!(
            (known.is_verified, &*known.how),
            (true, "read and verified 1 May 2026")
        );
        assert_eq!(known.image.kind, RootKind::Manifest(None));
        assert!(read(&json!({"reference": "::"})).is_none());
        assert!(read(&Value::Null).is_none());
    }

    #[test]
    fn lists_in_lists_are_read_to_the_second() {
        let inner =
            json!({"platform": "linux/amd64", "digest": "b", "layers": [["c", 5, "d"], ["e"]]});
        let deep = json!({"digest": "a", "entries": [inner, {"entries": [inner]}]});
        let known = read(&json!({"reference": "app", "entries": [deep]})).unwrap();
        let outer = &known.image.entries()[0];
        assert!(outer.is_index() && outer.platform.is_none());
        let layers = &outer.nested[0].contents.as_ref().unwrap().layers;
        assert_eq!(
            (layers[0].diff_id.as_deref(), layers[1].blob.size),
            (Some("d"), None)
        );
        assert!(outer.nested[1].is_index() && outer.nested[1].nested.is_empty());
    }
}
