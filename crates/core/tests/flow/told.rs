//! A small image, pulled and pushed, and questions to what is told about it.

use tagprism_core::{
    Platform, Reference,
    flow::{
        Contents, Exchange, FlowEntry, FlowImage, Layer, RootKind, Setting, Step, Timeline,
        image::Blob,
        pull,
        setting::{Store, Trouble},
    },
    media_type::{OCI_INDEX, OCI_MANIFEST},
};

pub fn blob(number: u64, media_type: &str) -> Blob {
    Blob {
        digest: format!("sha256:{number:064x}"),
        size: Some(1_000),
        media_type: media_type.to_owned(),
    }
}

pub fn contents(number: u64) -> Contents {
    let layer = |nth| Layer {
        blob: blob(number + nth, "application/vnd.oci.image.layer.v1.tar+gzip"),
        diff_id: None,
    };
    Contents {
        config: blob(number, "application/vnd.oci.image.config.v1+json"),
        claims: None,
        layers: (1..=3).map(layer).collect(),
    }
}

/// A list for two machines, and an attestation about each.
pub fn image(name: &str, [index, manifest]: [&str; 2]) -> FlowImage {
    let entry = |position: usize, platform: Option<Platform>| FlowEntry {
        position,
        is_attestation: platform.is_none(),
        contents: platform.is_some().then(|| contents(position as u64 * 100)),
        platform: platform.or_else(|| Some(Platform::new("unknown", "unknown", ""))),
        is_readable: true,
        is_zstd: false,
        manifest: blob(position as u64, manifest),
        nested: Vec::new(),
    };
    let entries = [
        entry(1, Some(Platform::new("linux", "amd64", ""))),
        entry(2, None),
        entry(3, Some(Platform::new("linux", "arm64", "v8"))),
        entry(4, None),
    ];
    FlowImage {
        reference: Reference::parse(name).unwrap().with_default_tag(),
        root: blob(9, index),
        kind: RootKind::Index(entries.into()),
    }
}

pub fn oci(name: &str) -> FlowImage {
    image(name, [OCI_INDEX, OCI_MANIFEST])
}

pub fn told(image: &FlowImage, store: Store, trouble: Trouble) -> Timeline {
    let setting = Setting {
        store,
        trouble,
        ..Setting::of(Platform::new("linux", "arm64", "v8"))
    };
    pull(image, &setting)
}

#[track_caller]
pub fn step<'t>(timeline: &'t Timeline, key: &str) -> &'t Step {
    &timeline.steps[timeline.find(key).unwrap()]
}

pub fn fact<'t>(step: &'t Step, name: &str) -> Option<&'t str> {
    let mut facts = step.facts.iter();
    facts.find_map(|(it, value)| (it == name).then_some(value.as_str()))
}

pub fn sent<'t>(exchange: &'t Exchange, name: &str) -> Vec<&'t str> {
    let fields = exchange.sent.iter().filter(|(it, _)| *it == name);
    fields.map(|(_, value)| value.as_str()).collect()
}

pub fn received<'t>(exchange: &'t Exchange, name: &str) -> Option<&'t str> {
    let mut fields = exchange.received.iter();
    fields.find_map(|(it, value)| (it == name).then_some(value.as_str()))
}

pub fn statuses(step: &Step) -> Vec<String> {
    let exchanges = step.exchanges.iter();
    exchanges
        .map(|it| format!("{} {}", &it.request[..4].trim_end(), &it.status[..3]))
        .collect()
}
