//! What manifests and configs tell, as far as they were read.

use super::{CheckRule, Checkup, Finding};
use crate::{
    clients::announces_zstd,
    descriptor::Descriptor,
    digest::Digest,
    document::{Body, Config, Document, Index, Manifest, Role},
    media_type::{Compression, Family, Kind},
    platform::Platform,
};

pub(super) fn check<'d>(
    index: &Index,
    find: &dyn Fn(&Digest) -> Option<&'d Document>,
    checkup: &mut Checkup,
) {
    for (entry, role) in index.entries.iter().zip(index.roles()) {
        if role != Role::Image {
            continue;
        }
        checkup.n_images += 1;
        let Some(descriptor) = entry.descriptor() else {
            continue;
        };
        let Some(Body::Manifest(manifest)) = find(&descriptor.digest).map(|it| &it.body) else {
            continue;
        };
        checkup.n_read += 1;
        check_manifest(manifest, Some(entry.position), &mut checkup.findings);
        if manifest.layers.iter().any(is_zstd) && !announces_zstd(descriptor) {
            let finding = Finding::at(CheckRule::ZstdUnannounced, vec![entry.position]);
            checkup.findings.push(finding);
        }
        let config = manifest.config.as_ref().and_then(|it| find(&it.digest));
        if let Some(Body::Config(config)) = config.map(|it| &it.body) {
            check_config(entry.platform(), config, manifest, entry.position, checkup);
        }
    }
}

fn is_zstd(layer: &Descriptor) -> bool {
    matches!(
        layer.media_type.kind(),
        Kind::Layer(Compression::Zstd) | Kind::ForeignLayer(Compression::Zstd)
    )
}

/// `position` is that of its entry, where it stands in an index.
pub(super) fn check_manifest(
    manifest: &Manifest,
    position: Option<usize>,
    findings: &mut Vec<Finding>,
) {
    let positions = || position.into_iter().collect::<Vec<_>>();
    let is_docker_zstd =
        |layer: &Descriptor| is_zstd(layer) && layer.media_type.family() == Family::Docker;
    if manifest.layers.iter().any(is_docker_zstd) {
        findings.push(Finding::at(CheckRule::DockerZstd, positions()));
    }
    if manifest.layers.iter().any(|layer| !layer.urls.is_empty()) {
        findings.push(Finding::at(CheckRule::ForeignLayer, positions()));
    }
}

fn check_config(
    stated: Option<&Platform>,
    config: &Config,
    manifest: &Manifest,
    position: usize,
    checkup: &mut Checkup,
) {
    if let Some(stated) = stated.filter(|it| !it.is_unstated()) {
        let (index, own) = (stated.normalize(), config.platform.normalize());
        let is_stated = !config.platform.is_unstated();
        if is_stated && (index.os != own.os || index.architecture != own.architecture) {
            let detail = format!("The index says {stated}, the config {}.", config.platform);
            let finding = Finding::told(CheckRule::ConfigContradicts, position, detail);
            checkup.findings.push(finding);
        } else if is_stated && index.variant != own.variant {
            let shown = |platform: &Platform| match platform.variant.as_str() {
                "" => "none".to_owned(),
                variant => variant.to_owned(),
            };
            let detail = format!(
                "The index says {}, the config {}.",
                shown(stated),
                shown(&config.platform)
            );
            let finding = Finding::told(CheckRule::VariantDiffers, position, detail);
            checkup.findings.push(finding);
        }
    }
    if !config.history.is_empty() && config.layer_history(manifest.layers.len()).is_none() {
        let finding = Finding::at(CheckRule::HistoryMismatch, vec![position]);
        checkup.findings.push(finding);
    }
}
