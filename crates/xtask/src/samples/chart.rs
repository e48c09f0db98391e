//! Something in a registry that is no image: a Helm chart, stored as
//! `helm push` does (Helm improvement proposal 6, "OCI support").

use super::archive::{Entry as Packed, Layer};
use super::document::Document;
use super::json::object;
use super::object::{CREATED, DESCRIPTION, Object, VERSION};
use crate::failure::Outcome;

/// The chart.
///
/// # Errors
///
/// When its content cannot be packed.
pub fn chart() -> Outcome<Object> {
    let about = "A chart that installs nothing, to look at.";
    let config = object([
        ("name", "tagprism-sample".into()),
        ("version", "0.1.0".into()),
        ("description", about.into()),
        ("apiVersion", "v2".into()),
    ]);
    let yaml =
        format!("apiVersion: v2\nname: tagprism-sample\nversion: 0.1.0\ndescription: {about}\n");
    let file = Packed::File {
        bytes: yaml.as_bytes(),
        is_program: false,
    };
    let content = Layer::pack(&[("tagprism-sample/Chart.yaml", file)])?;
    let annotations = object([
        ("org.opencontainers.image.created", CREATED.into()),
        (DESCRIPTION, about.into()),
        ("org.opencontainers.image.title", "tagprism-sample".into()),
        (VERSION, "0.1.0".into()),
    ]);
    Ok(Object::artifact(
        Document {
            media_type: "application/vnd.cncf.helm.config.v1+json",
            bytes: config.compact(),
        },
        Document {
            media_type: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            bytes: content.gzip,
        },
        annotations,
    ))
}
