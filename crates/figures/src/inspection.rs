//! An image at a glance: its platforms, and which of them a machine gets. What the inspector shows, for places where no
//! inspector can be.

use crate::{
    figure::{Drawing, Origin, Table},
    markup::el,
    pull::image::KnownImage,
    record::{Content, Record},
};
use tagprism_core::{
    Platform, Reference, Resolution,
    flow::{Contents, FlowEntry, RootKind},
    resolve::{Offer, Policy, Question, RuleSet, Verdict, resolve},
    size::ByteSize,
};

/// What is known about an image.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// `nginx:latest`
    pub name: String,
    /// `recorded 16 July 2026`
    pub how: String,
    /// Who says so.
    pub source: String,
    /// Where that can be read; may be empty.
    pub url: String,
    /// What the reference points to.
    pub root: Root,
}

/// What a reference points to.
#[derive(Clone, Debug)]
pub enum Root {
    /// A list of images.
    Index(Vec<Listed>),
    /// One image; `None` where its manifest was not read.
    Image(Option<Contents>),
}

/// An entry of an index.
#[derive(Clone, Debug)]
pub struct Listed {
    /// As the resolver takes it.
    pub offer: Offer,
    /// Whether it says how another was built.
    pub is_attestation: bool,
    /// The digest, or its first digits.
    pub digest: String,
    /// All layers in bytes, where they were read.
    pub size: Option<u64>,
}

impl From<&KnownImage> for Inspected {
    fn from(known: &KnownImage) -> Inspected {
        let listed = |entry: &FlowEntry| Listed {
            offer: entry.offer(),
            is_attestation: entry.is_attestation,
            digest: entry.manifest.digest.clone(),
            size: entry.contents.as_ref().and_then(bytes),
        };
        Inspected {
            name: known.image.reference.familiar(),
            how: known.how.clone(),
            source: known.source.clone(),
            url: known.url.clone(),
            root: match &known.image.kind {
                RootKind::Index(entries) => Root::Index(entries.iter().map(listed).collect()),
                RootKind::Manifest(contents) => Root::Image(contents.clone()),
            },
        }
    }
}

impl From<&Record> for Inspected {
    fn from(record: &Record) -> Inspected {
        let entries = record.offers().into_iter().zip(&record.entries);
        let listed = entries.map(|(offer, entry)| match &entry.content {
            Content::Build(build) => Listed {
                offer,
                is_attestation: false,
                digest: build.hex.clone(),
                size: (build.size_bytes > 0).then_some(build.size_bytes),
            },
            Content::Attestation { .. } => Listed {
                offer,
                is_attestation: true,
                digest: String::new(),
                size: None,
            },
        });
        Inspected {
            name: record.name.clone(),
            how: format!("recorded {}", record.date),
            source: record.source.clone(),
            url: record.url.clone(),
            root: Root::Index(listed.collect()),
        }
    }
}

/// Bytes of all layers, where every one is known.
fn bytes(contents: &Contents) -> Option<u64> {
    contents.layers.iter().map(|it| it.blob.size).sum()
}

/// The recorded image that a reference means, if it was recorded.
#[must_use]
pub fn recorded(reference: &Reference) -> Option<Inspected> {
    if reference.digest().is_some() {
        return None;
    }
    let name = reference.clone().with_default_tag().familiar();
    Record::of(&name).as_ref().map(Inspected::from)
}

/// The picture of an image for a machine. `is_assumed`: nobody chose that machine.
#[must_use]
pub fn drawing(image: &Inspected, machine: &Platform, is_assumed: bool) -> Drawing {
    let (caption, status, table) = match &image.root {
        Root::Index(entries) => of_index(image, entries, machine, is_assumed),
        Root::Image(contents) => of_image(image, contents.as_ref()),
    };
    Drawing {
        caption,
        controls: Vec::new(),
        stage: el("div").class("stage"),
        status,
        table,
        origin: Origin {
            data: format!("{}, {}", image.name, image.how),
            source: image.source.clone(),
            url: image.url.clone(),
            image: "",
        },
    }
}

fn of_index(
    image: &Inspected,
    entries: &[Listed],
    machine: &Platform,
    is_assumed: bool,
) -> (String, String, Table) {
    let offers: Vec<Offer> = entries.iter().map(|it| it.offer.clone()).collect();
    let question = Question {
        host: machine.clone(),
        policy: Policy::Only,
        rules: RuleSet::Rc5,
    };
    let resolution = resolve(&offers, &question);
    let n_attestations = entries.iter().filter(|it| it.is_attestation).count();
    let n_images = entries.len() - n_attestations;
    let who = match is_assumed {
        true => format!("{machine}, the default machine,"),
        false => machine.to_string(),
    };
    let chosen = resolution.chosen();
    let gets = match chosen {
        Some(candidate) => format!("{who} gets entry {}", candidate.position),
        None => format!("{who} gets none of them"),
    };
    let platforms = counted(n_images, "platform", "platforms");
    let skipped = match n_attestations {
        0 => String::new(),
        n => format!(
            " and {}, which no machine runs",
            counted(n, "attestation", "attestations")
        ),
    };
    let size = chosen
        .and_then(|chosen| {
            entries
                .iter()
                .find(|it| it.offer.position == chosen.position)?
                .size
        })
        .map_or(String::new(), |size| {
            format!(" To download: {}.", ByteSize(size).human())
        });
    let status = format!(
        "{}: {}{skipped}.{size}",
        counted(entries.len(), "entry", "entries"),
        counted(n_images, "image", "images"),
    );
    let has_sizes = entries.iter().any(|it| it.size.is_some());
    let mut heads = vec!["Entry", "Platform", "Manifest"];
    if has_sizes {
        heads.push("Layers");
    }
    let mut heads: Vec<String> = heads.into_iter().map(str::to_owned).collect();
    heads.push(format!("For {machine}"));
    let rows = entries
        .iter()
        .enumerate()
        // Where nothing else is listed there is nothing else to show.
        .filter(|(_, it)| !it.is_attestation || n_images == 0)
        .map(|(nth, it)| row(it, outcome(&resolution, nth), has_sizes));
    let table = Table {
        caption: format!(
            "The images behind {}, in the order of the index",
            image.name
        ),
        heads,
        rows: rows.collect(),
    };
    (
        format!("{} has {platforms}; {gets}.", image.name),
        status,
        table,
    )
}

fn row(entry: &Listed, outcome: String, has_sizes: bool) -> Vec<String> {
    let platform = entry.offer.platform.as_ref();
    let mut cells = vec![
        entry.offer.position.to_string(),
        platform.map_or_else(|| "states no platform".to_owned(), ToString::to_string),
        entry.digest.clone(),
    ];
    if has_sizes {
        cells.push(entry.size.map_or(String::new(), |it| ByteSize(it).human()));
    }
    cells.push(outcome);
    cells
}

fn outcome(resolution: &Resolution, nth: usize) -> String {
    let Some(candidate) = resolution.candidates.get(nth) else {
        return String::new();
    };
    let wish =
        |wish: Option<usize>| wish.map_or(String::new(), |wish| format!(", wish {}", wish + 1));
    match &candidate.verdict {
        Verdict::Chosen(matched) => format!("chosen{}", wish(matched.wish)),
        Verdict::Acceptable(matched) => format!("acceptable{}", wish(matched.wish)),
        Verdict::Refused(refusal) => refusal.to_string(),
    }
}

fn of_image(image: &Inspected, contents: Option<&Contents>) -> (String, String, Table) {
    let claims = contents.and_then(|it| it.claims.as_ref());
    let caption = match claims {
        Some(platform) => format!(
            "{} is one image, for {platform}; every machine gets it.",
            image.name
        ),
        None => format!("{} is one image; every machine gets it.", image.name),
    };
    let layers = contents.map(|it| it.layers.as_slice()).unwrap_or_default();
    let size = contents.and_then(bytes).map_or(String::new(), |size| {
        format!(", {}", ByteSize(size).human())
    });
    let status = format!(
        "There is no list to choose from. {}{size}.",
        counted(layers.len(), "layer", "layers")
    );
    let rows = layers.iter().enumerate().map(|(nth, layer)| {
        vec![
            (nth + 1).to_string(),
            layer.blob.digest.clone(),
            layer
                .blob
                .size
                .map_or(String::new(), |it| ByteSize(it).human()),
        ]
    });
    let table = Table {
        caption: format!("The layers of {}, base first", image.name),
        heads: ["Layer", "Digest", "Size"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    (caption, status, table)
}

fn counted(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        _ => format!("{n} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pull::image;
    use serde_json::json;

    fn of(reference: &str) -> Inspected {
        recorded(&Reference::parse(reference).unwrap()).unwrap()
    }

    #[test]
    fn an_index_says_what_a_machine_gets() {
        let machine = Platform::new("linux", "arm64", "v8");
        let drawing = drawing(&of("nginx"), &machine, false);
        assert_eq!(
            drawing.caption,
            "nginx:latest has 8 platforms; linux/arm64/v8 gets entry 7."
        );
        assert_eq!(
            drawing.table.rows.len(),
            8,
            "attestations are counted, not listed"
        );
        assert_eq!(drawing.table.rows[3].last().unwrap(), "chosen, wish 1");
        assert!(drawing.status.contains("8 attestations") && drawing.status.contains("61.4 MB"));
        assert_eq!(drawing.origin.data, "nginx:latest, recorded 16 July 2026");
    }

    #[test]
    fn nothing_for_a_machine_is_said() {
        let machine = Platform::new("windows", "amd64", "");
        let drawing = drawing(&of("docker.io/library/alpine:latest"), &machine, true);
        assert!(
            drawing
                .caption
                .ends_with("windows/amd64, the default machine, gets none of them."),
            "{}",
            drawing.caption
        );
    }

    #[test]
    fn one_image_is_for_everybody() {
        let json = json!({"reference": "team/app:1", "provenance": "live", "date": "1 May 2026", "claims": "linux/amd64",
            "layers": [["sha256:aa", 1_000, null], ["sha256:bb", 2_000, null]]});
        let known = image::read(&json).unwrap();
        let drawing = drawing(
            &Inspected::from(&known),
            &Platform::new("linux", "s390x", ""),
            false,
        );
        assert_eq!(
            drawing.caption,
            "team/app:1 is one image, for linux/amd64; every machine gets it."
        );
        assert_eq!(drawing.table.rows.len(), 2);
        assert!(
            drawing.status.contains("2 layers, 3.00 kB"),
            "{}",
            drawing.status
        );
    }

    #[test]
    fn what_was_not_recorded_is_none() {
        let recorded = |text: &str| recorded(&Reference::parse(text).unwrap()).is_some();
        assert!(recorded("nginx") && recorded("docker.io/library/hello-world:latest"));
        assert!(!recorded("nginx:1") && !recorded("ghcr.io/library/nginx:latest"));
        assert!(!recorded(&format!("nginx@sha256:{}", "0".repeat(64))));
    }
}
