//! What is odd about an index as a whole.

use std::collections::BTreeMap;

use super::{Index, Role, log::Log};
use crate::{
    diagnostic::{Rule, excerpt},
    platform::Platform,
};

pub(super) fn review(index: &Index, log: &mut Log) {
    let roles = index.roles();
    if index.entries.is_empty() {
        log.note(
            "manifests",
            Rule::EmptyIndex,
            "the index has no entries, so no image for any platform",
        );
        return;
    }
    if !roles
        .iter()
        .any(|role| matches!(role, Role::Image | Role::NestedIndex))
    {
        let is_artifact = roles.contains(&Role::Artifact);
        let message = if is_artifact {
            "the index lists artifacts, but no image for any platform"
        } else {
            "no entry is an image for any platform"
        };
        log.note("manifests", Rule::NoImage, message);
    }
    for (idx, (entry, role)) in index.entries.iter().zip(&roles).enumerate() {
        let path = format!("manifests[{idx}]");
        match role {
            Role::Attestation {
                of: None,
                describes,
            } => {
                let message = match describes {
                    Some(digest) => {
                        format!("the attestation describes `{digest}`, which is not in this index")
                    }
                    None => "the attestation does not say which image it describes".to_owned(),
                };
                log.note(path, Rule::AttestationDangling, message);
            }
            Role::Unusable => {
                let message = "the platform is unknown/unknown and nothing explains it, no client can choose this entry";
                log.note(path, Rule::PlatformUnknown, message);
            }
            Role::Image if entry.platform().is_none() => {
                let message = "the entry states no platform: containerd takes it for a match, others for none";
                log.note(path, Rule::PlatformMissing, message);
            }
            _ => {}
        }
    }
    let images: Vec<(usize, Platform)> = index
        .entries
        .iter()
        .zip(&roles)
        .enumerate()
        .filter(|(_, (_, role))| **role == Role::Image)
        .filter_map(|(idx, (entry, _))| Some((idx, entry.platform()?.normalize())))
        .collect();
    review_twins(&images, log);
    review_fallback(&images, log);
}

/// Several entries of one platform: which one is taken is a matter of order, and clients order differently.
fn review_twins(images: &[(usize, Platform)], log: &mut Log) {
    let texts: Vec<String> = images.iter().map(|(_, it)| it.to_string()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for ((idx, _), platform) in images.iter().zip(&texts) {
        match first.get(platform.as_str()) {
            Some(first) => {
                let message = format!(
                    "the same platform `{}` as manifests[{first}]: most clients take the first, podman prefers zstd layers",
                    excerpt(platform)
                );
                log.note(format!("manifests[{idx}]"), Rule::TwinPlatforms, message);
            }
            None => {
                first.insert(platform, *idx);
            }
        }
    }
}

/// 386 and amd64/v2 without plain amd64: containerd gives the 32-bit image to a plain amd64 host.
fn review_fallback(images: &[(usize, Platform)], log: &mut Log) {
    let of = |architecture: &'static str| {
        let is_it = move |(_, platform): &&(usize, Platform)| {
            platform.os == "linux" && platform.architecture == architecture
        };
        images.iter().filter(is_it)
    };
    let amd64: Vec<&str> = of("amd64")
        .map(|(_, platform)| platform.variant.as_str())
        .collect();
    if let Some((idx, _)) = of("386").next()
        && !amd64.is_empty()
        && !amd64.contains(&"")
    {
        let message = "amd64 images exist for newer processors only, a plain amd64 host gets this 32-bit image";
        log.note(format!("manifests[{idx}]"), Rule::FallbackTrap, message);
    }
}
