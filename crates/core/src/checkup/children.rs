//! What manifests and configs tell, as far as they were read.

use super::{CheckRule, Checkup, Finding, index::in_words};
use crate::{
    clients::announces_zstd,
    descriptor::Descriptor,
    diagnostic::excerpt,
    digest::Digest,
    document::{Body, Document, Index, Manifest, Role},
    media_type::{Compression, Family, Kind},
    platform::Platform,
};
use std::collections::BTreeMap;

pub(super) fn check<'d>(
    index: &Index,
    find: &dyn Fn(&Digest) -> Option<&'d Document>,
    checkup: &mut Checkup,
) {
    // An index may name one manifest many thousand times; each is looked into once.
    let mut judged: BTreeMap<&Digest, Option<Judged<'d>>> = BTreeMap::new();
    for (entry, role) in index.entries.iter().zip(index.roles()) {
        if role != Role::Image {
            continue;
        }
        checkup.n_images += 1;
        let Some(descriptor) = entry.descriptor() else {
            continue;
        };
        let judged = judged
            .entry(&descriptor.digest)
            .or_insert_with(|| judge(&descriptor.digest, find));
        let Some(judged) = judged else {
            continue;
        };
        checkup.n_read += 1;
        let findings = &mut checkup.findings;
        for rule in &judged.rules {
            findings.push(Finding::at(*rule, vec![entry.position]));
        }
        if judged.is_zstd && !announces_zstd(descriptor) {
            findings.push(Finding::at(
                CheckRule::ZstdUnannounced,
                vec![entry.position],
            ));
        }
        if let Some(own) = judged.platform {
            findings.extend(compare(entry.platform(), own, entry.position));
        }
    }
}

/// What a manifest and its config tell, whoever names them.
struct Judged<'d> {
    rules: Vec<CheckRule>,
    is_zstd: bool,
    /// What the config states.
    platform: Option<&'d Platform>,
}

fn judge<'d>(
    digest: &Digest,
    find: &dyn Fn(&Digest) -> Option<&'d Document>,
) -> Option<Judged<'d>> {
    let Body::Manifest(manifest) = &find(digest)?.body else {
        return None;
    };
    let mut rules = of_manifest(manifest);
    let config = manifest.config.as_ref().and_then(|it| find(&it.digest));
    let config = match config.map(|it| &it.body) {
        Some(Body::Config(config)) => Some(config),
        _ => None,
    };
    if config.is_some_and(|config| {
        !config.history.is_empty() && config.layer_history(manifest.layers.len()).is_none()
    }) {
        rules.push(CheckRule::HistoryMismatch);
    }
    Some(Judged {
        rules,
        is_zstd: manifest.layers.iter().any(is_zstd),
        platform: config.map(|it| &it.platform),
    })
}

fn is_zstd(layer: &Descriptor) -> bool {
    matches!(
        layer.media_type.kind(),
        Kind::Layer(Compression::Zstd) | Kind::ForeignLayer(Compression::Zstd)
    )
}

/// What a manifest alone tells.
pub(super) fn of_manifest(manifest: &Manifest) -> Vec<CheckRule> {
    let is_docker_zstd =
        |layer: &Descriptor| is_zstd(layer) && layer.media_type.family() == Family::Docker;
    let has = |rule: CheckRule, is: &dyn Fn(&Descriptor) -> bool| {
        manifest.layers.iter().any(is).then_some(rule)
    };
    has(CheckRule::DockerZstd, &is_docker_zstd)
        .into_iter()
        .chain(has(CheckRule::ForeignLayer, &|it| !it.urls.is_empty()))
        .collect()
}

/// What the index states against what the config does, as far as both state it.
fn compare(stated: Option<&Platform>, own: &Platform, position: usize) -> Option<Finding> {
    let stated = stated.filter(|it| !it.is_unstated())?;
    if own.is_unstated() {
        return None;
    }
    let (index, config) = (stated.normalize(), own.normalize());
    let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
    if differ(&index.os, &config.os) || differ(&index.architecture, &config.architecture) {
        let words = |platform: &Platform| excerpt(&in_words(platform));
        let detail = format!(
            "The index says {}, the config {}.",
            words(stated),
            words(own)
        );
        return Some(Finding::told(
            CheckRule::ConfigContradicts,
            position,
            detail,
        ));
    }
    if index.variant == config.variant {
        return None;
    }
    let shown = |platform: &Platform| match platform.variant.as_str() {
        "" => "none".to_owned(),
        variant => excerpt(variant),
    };
    let detail = format!(
        "The index says {}, the config {}.",
        shown(stated),
        shown(own)
    );
    Some(Finding::told(CheckRule::VariantDiffers, position, detail))
}
