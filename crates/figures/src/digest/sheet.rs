//! The objects of the image as sheets of paper: what each is called, where it lies, and the names that are written in it.

use super::{Change, image::Blob};
use tagprism_core::Digest;

/// The layer before packing. Its digest stands in the config only; nobody asks a store for it.
const DIFF_ID: &str = "Diff ID, of the tar";

/// A digest now and before.
pub(super) type Pair<'a> = (&'a Digest, &'a Digest);

/// Something with a digest, as a sheet of paper: its own name above, the names that are written in it below.
pub(super) struct Sheet<'a> {
    pub(super) at: (i32, i32),
    pub(super) width: i32,
    pub(super) title: &'static str,
    pub(super) digest: Pair<'a>,
    pub(super) n_bytes: usize,
    pub(super) number: Option<usize>,
    pub(super) lines: Vec<(&'static str, Pair<'a>)>,
}

fn pair<'a>(now: &'a Blob, before: &'a Blob) -> Pair<'a> {
    (&now.digest, &before.digest)
}

/// Every sheet of the drawing.
pub(super) fn sheets<'a>(change: &'a Change<'_>) -> Vec<Sheet<'a>> {
    let (now, before) = (&change.now, &change.before);
    let sheet = |at, width, title, now: &'a Blob, before: &'a Blob, number, lines| Sheet {
        at,
        width,
        title,
        digest: pair(now, before),
        n_bytes: now.bytes.len(),
        number,
        lines,
    };
    let (own, old) = (&now.own, &before.own);
    let (arm64, old_arm64) = (&now.sibling.manifest, &before.sibling.manifest);
    let [layer, config, manifest, index] =
        ["layer", "config", "manifest", "index"].map(|name| change.number(name));
    let config_lines = vec![
        ("diff ID 1", (&own.base_diff_id, &old.base_diff_id)),
        ("diff ID 2", pair(&own.archive, &old.archive)),
    ];
    let manifest_lines = vec![
        ("config", pair(&own.config, &old.config)),
        ("layer 1", pair(&own.base, &old.base)),
        ("layer 2", pair(&own.layer, &old.layer)),
    ];
    let index_lines = vec![
        ("amd64", pair(&own.manifest, &old.manifest)),
        ("arm64", pair(arm64, old_arm64)),
    ];
    vec![
        sheet(
            (0, 92),
            184,
            DIFF_ID,
            &own.archive,
            &old.archive,
            None,
            vec![],
        ),
        sheet(
            (0, 200),
            184,
            "Layer 2, as it is sent",
            &own.layer,
            &old.layer,
            layer,
            vec![],
        ),
        sheet(
            (0, 301),
            184,
            "Layer 1, the base",
            &own.base,
            &old.base,
            None,
            vec![],
        ),
        sheet(
            (215, 14),
            172,
            "Config",
            &own.config,
            &old.config,
            config,
            config_lines,
        ),
        sheet(
            (418, 14),
            176,
            "Manifest, amd64",
            &own.manifest,
            &old.manifest,
            manifest,
            manifest_lines,
        ),
        sheet(
            (418, 301),
            176,
            "Manifest, arm64",
            arm64,
            old_arm64,
            None,
            vec![],
        ),
        sheet(
            (625, 14),
            172,
            "Index",
            &now.index,
            &before.index,
            index,
            index_lines,
        ),
    ]
}

impl Sheet<'_> {
    /// Whether its digest differs from the published one.
    pub(super) fn is_new(&self) -> bool {
        self.digest.0 != self.digest.1
    }

    /// What is said about a digest that did not change.
    pub(super) fn unchanged(&self) -> &'static str {
        if self.title == DIFF_ID {
            "unchanged"
        } else {
            "unchanged, in the store"
        }
    }
}
