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

/// Where each sheet stands in [`sheets`].
pub(super) const ARCHIVE: usize = 0;
pub(super) const LAYER: usize = 1;
pub(super) const BASE: usize = 2;
pub(super) const CONFIG: usize = 3;
pub(super) const MANIFEST: usize = 4;
pub(super) const SIBLING: usize = 5;
pub(super) const INDEX: usize = 6;

fn pair<'a>(now: &'a Blob, before: &'a Blob) -> Pair<'a> {
    (&now.digest, &before.digest)
}

/// Every sheet of the drawing.
pub(super) fn sheets<'a>(change: &'a Change<'_>) -> [Sheet<'a>; 7] {
    let (now, old) = (&change.now.own, &change.before.own);
    let sibling = (
        &change.now.sibling.manifest,
        &change.before.sibling.manifest,
    );
    let index = (&change.now.index, &change.before.index);
    let config_lines = vec![
        ("diff ID 1", (&now.base_diff_id, &old.base_diff_id)),
        ("diff ID 2", pair(&now.archive, &old.archive)),
    ];
    let manifest_lines = vec![
        ("config", pair(&now.config, &old.config)),
        ("layer 1", pair(&now.base, &old.base)),
        ("layer 2", pair(&now.layer, &old.layer)),
    ];
    let index_lines = vec![
        ("amd64", pair(&now.manifest, &old.manifest)),
        ("arm64", pair(sibling.0, sibling.1)),
    ];
    // Place and width, title, what a change calls it on its way, the object now and before, the names written in it.
    [
        (
            (0, 92, 184),
            DIFF_ID,
            "",
            (&now.archive, &old.archive),
            vec![],
        ),
        (
            (0, 200, 184),
            "Layer 2, as it is sent",
            "layer",
            (&now.layer, &old.layer),
            vec![],
        ),
        (
            (0, 301, 184),
            "Layer 1, the base",
            "",
            (&now.base, &old.base),
            vec![],
        ),
        (
            (215, 14, 172),
            "Config",
            "config",
            (&now.config, &old.config),
            config_lines,
        ),
        (
            (418, 14, 176),
            "Manifest, amd64",
            "manifest",
            (&now.manifest, &old.manifest),
            manifest_lines,
        ),
        ((418, 301, 176), "Manifest, arm64", "", sibling, vec![]),
        ((625, 14, 172), "Index", "index", index, index_lines),
    ]
    .map(|((x, y, width), title, step, (now, before), lines)| Sheet {
        at: (x, y),
        width,
        title,
        digest: pair(now, before),
        n_bytes: now.bytes.len(),
        number: change.number(step),
        lines,
    })
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
