//! containers/image: Podman, Skopeo, CRI-O, Buildah.
//!
//! Every platform that is wanted is compared literally, in an order of its own; entries for Windows builds are not told apart, and
//! of equals the one with zstd layers is preferred: `internal/pkg/platform/platform_matcher.go`, `internal/manifest/oci_index.go`.

use super::{Asker, Choice, Client, Offered, Reason, choice::ranked};
use crate::platform::Platform;

/// Podman and its relatives.
pub(super) const PODMAN: Client = Client {
    id: "podman",
    name: "Podman",
    also: "Skopeo, CRI-O, Buildah",
    library: "containers/image",
    version: "df7e80d2",
    as_of: "2025-08-29",
    source: "https://github.com/containers/image/blob/df7e80d2/internal/pkg/platform/platform_matcher.go",
    rule: podman,
};

/// Variants that a machine of the architecture runs, best first.
fn compatible(architecture: &str) -> &'static [&'static str] {
    match architecture {
        "arm" => &["v8", "v7", "v6", "v5"],
        "arm64" => &["v8"],
        _ => &[],
    }
}

fn podman(asker: &Asker, offered: &[Offered]) -> Choice {
    let mut asked = asker.platform.clone();
    if !asker.is_explicit {
        // The processor is looked at on Arm only.
        asked = asked.normalize();
        match (&*asked.architecture, asked.variant.is_empty()) {
            ("arm64", true) => "v8".clone_into(&mut asked.variant),
            ("arm" | "arm64", _) => {}
            _ => asked.variant.clear(),
        }
    }
    asked.os_version.clear();
    let variants = variants(&asked);
    let rule = "It compares literally, down its own list of variants; of equals it prefers zstd layers, and it never looks at a Windows build.";
    ranked(asked.clone(), offered, rule.to_owned(), |entry| {
        let Some(platform) = &entry.platform else {
            return Ok(((variants.len(), !entry.is_zstd), Reason::Unstated));
        };
        if platform.os != asked.os {
            return Err(Reason::Os);
        }
        if platform.architecture != asked.architecture {
            return Err(Reason::Architecture);
        }
        let place = variants.iter().position(|it| *it == platform.variant);
        let Some(place) = place else {
            return Err(match asked.variant.as_str() {
                "" => Reason::Words("variant not on its list".to_owned()),
                variant => Reason::WantsVariant(variant.to_owned()),
            });
        };
        let reason = match (place, entry.is_zstd) {
            _ if platform.variant == asked.variant && entry.is_zstd => Reason::Zstd,
            _ if platform.variant == asked.variant => Reason::Equal,
            _ => Reason::Wish {
                nth: place + 1,
                of: variants.len(),
            },
        };
        Ok(((place, !entry.is_zstd), reason))
    })
}

/// The variants in question, best first: a named one, those below it, and none; or none, and all that are known.
fn variants(asked: &Platform) -> Vec<String> {
    let known = compatible(&asked.architecture);
    let own = |it: &&str| (**it).to_owned();
    if asked.variant.is_empty() {
        let mut all = vec![String::new()];
        all.extend(known.iter().map(own));
        return all;
    }
    let mut below: Vec<String> = match known.iter().position(|it| *it == asked.variant) {
        Some(at) => known[at..].iter().map(own).collect(),
        None => vec![asked.variant.clone()],
    };
    below.push(String::new());
    below
}
