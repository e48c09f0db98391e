//! An image of the stack as the figure takes it.

use crate::inspector::{
    failure_story,
    inspection::Inspection,
    object::{Load, Object},
};
use leptos::prelude::Get;
use tagprism_core::{
    Digest, Reference,
    clients::Offered,
    document::{Body, Index},
};
use tagprism_figures::stack::image::Known;

/// The index that an object is, if it may be trusted.
pub(super) fn index_of(object: &Object) -> Option<&Index> {
    match &object.trusted_document()?.body {
        Body::Index(index) => Some(index),
        _ => None,
    }
}

/// What is known of an image just now.
pub(super) fn known(inspection: Inspection, reference: &Reference) -> Known {
    let object = match inspection.root.get() {
        Load::Loading => return Known::Reading,
        Load::Failed(failure) => {
            return Known::Failed(failure_story::tell(&failure, reference).title);
        }
        Load::Ready(object) => object,
    };
    let Some(document) = object.trusted_document() else {
        return Known::Failed("its bytes are not what was promised, or no document".to_owned());
    };
    match &document.body {
        Body::Index(index) => Known::Index(entries(index, inspection)),
        Body::Manifest(manifest) => {
            let config = manifest.config.as_ref();
            let read = config.and_then(|config| inspection.object(&config.digest));
            Known::Single(
                read.and_then(|object| match &object.trusted_document()?.body {
                    Body::Config(config) => Some(config.platform.clone()),
                    _ => None,
                }),
            )
        }
        _ => Known::Failed(format!("no image: {}", document.describe())),
    }
}

fn entries(index: &Index, inspection: Inspection) -> Vec<(Offered, Option<u64>)> {
    let bytes = |digest: &Digest| {
        let object = inspection.object(digest)?;
        match &object.trusted_document()?.body {
            Body::Manifest(manifest) => Some(manifest.download_size()),
            _ => None,
        }
    };
    let offered = index.offered().into_iter().zip(&index.entries);
    offered
        .map(|(offered, entry)| {
            let bytes = entry.descriptor().and_then(|it| bytes(&it.digest));
            (offered, bytes)
        })
        .collect()
}
