//! An image for one platform: its layers, the config that says how to run it,
//! and the manifest that names both.

use super::archive::Layer;
use super::document::{
    DOCKER_CONFIG, DOCKER_LAYER, DOCKER_MANIFEST, Document, OCI_CONFIG, OCI_LAYER, OCI_MANIFEST,
};
use super::json::{Json, object};
use super::object::{CREATED, Format, Object, Platform};

/// A layer and the build step that wrote it.
#[derive(Clone)]
pub struct Step {
    pub layer: Layer,
    pub created_by: String,
}

/// An image for one platform.
pub fn image(format: Format, platform: &Platform, command: &[&str], steps: &[Step]) -> Object {
    let (manifest_type, config_type, layer_type) = match format {
        Format::Oci => (OCI_MANIFEST, OCI_CONFIG, OCI_LAYER),
        Format::Docker => (DOCKER_MANIFEST, DOCKER_CONFIG, DOCKER_LAYER),
    };
    let config = Document {
        media_type: config_type,
        bytes: image_config(format, platform, command, steps).compact(),
    };
    let layers: Vec<Document> = steps
        .iter()
        .map(|step| Document {
            media_type: layer_type,
            bytes: step.layer.gzip.clone(),
        })
        .collect();
    let manifest = object([
        ("schemaVersion", 2.into()),
        ("mediaType", manifest_type.into()),
        ("config", config.descriptor()),
        (
            "layers",
            layers
                .iter()
                .map(Document::descriptor)
                .collect::<Vec<_>>()
                .into(),
        ),
    ]);
    Object {
        document: Document {
            media_type: manifest_type,
            bytes: format.written(&manifest),
        },
        blobs: [vec![config], layers].concat(),
        children: Vec::new(),
    }
}

fn image_config(format: Format, platform: &Platform, command: &[&str], steps: &[Step]) -> Json {
    let history: Vec<Json> = steps
        .iter()
        .map(|step| {
            object([
                ("created", CREATED.into()),
                ("created_by", step.created_by.as_str().into()),
            ])
        })
        .collect();
    let diff_ids: Vec<Json> = steps
        .iter()
        .map(|step| step.layer.diff_id.as_str().into())
        .collect();
    let rootfs = object([("type", "layers".into()), ("diff_ids", diff_ids.into())]);
    let environment = vec!["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
    let config = object([])
        .with_some("Env", (platform.os == "linux").then_some(environment))
        .with("Cmd", command.to_vec());
    match format {
        Format::Oci => platform
            .json()
            .with("created", CREATED)
            .with("config", config)
            .with("rootfs", rootfs)
            .with("history", history),
        // Docker's own builder wrote the keys in the order of the alphabet.
        Format::Docker => object([
            ("architecture", platform.architecture.into()),
            ("config", config),
            ("created", CREATED.into()),
            ("history", history.into()),
            ("os", platform.os.into()),
        ])
        .with_some("os.version", platform.os_version)
        .with("rootfs", rootfs)
        .with_some("variant", platform.variant),
    }
}
