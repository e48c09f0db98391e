//! Windows images, which an index tells apart by build alone. Only the entries
//! are like real ones: Microsoft's layers may not be copied, so each image has a
//! text in their place and says so.

use super::archive::{Entry as Packed, Layer};
use super::image::{Step, image};
use super::json::object;
use super::object::{DESCRIPTION, Entry, Format, Object, Platform};
use crate::failure::Outcome;

/// Builds of Windows that Microsoft has published, newest first as official
/// images list them, and two updates of one build.
const WINDOWS_VERSIONS: &[&str] = &[
    "10.0.26100.33438",
    "10.0.26100.33158",
    "10.0.20348.5622",
    "10.0.20348.5386",
    "10.0.17763.1",
];

/// An index of one image for Linux and one for each build.
///
/// # Errors
///
/// When a layer cannot be packed.
pub fn windows_builds(amd64: Object) -> Outcome<Object> {
    let described = "Synthetic: the Windows layers hold one text file and run nowhere.";
    let mut entries = vec![Entry::image(
        amd64,
        Platform {
            os: "linux",
            architecture: "amd64",
            ..Platform::default()
        },
        Vec::new(),
    )];
    for version in WINDOWS_VERSIONS {
        let platform = Platform {
            os: "windows",
            architecture: "amd64",
            variant: None,
            os_version: Some(version),
        };
        let text = format!("A stand-in for a Windows image of build {version}.\r\n");
        let file = Packed::File {
            bytes: text.as_bytes(),
            is_program: false,
        };
        let step = Step {
            layer: Layer::pack(&[("Files/", Packed::Directory), ("Files/tagprism.txt", file)])?,
            created_by: format!("COPY tagprism.txt C:\\ # stand-in for {version}"),
        };
        let image = image(
            Format::Oci,
            &platform,
            &["cmd", "/C", "type", "C:\\tagprism.txt"],
            &[step],
        );
        entries.push(Entry::image(
            image,
            platform,
            vec![(DESCRIPTION, described.to_owned())],
        ));
    }
    let annotations = object([(DESCRIPTION, described.into())]);
    Ok(Object::index(Format::Oci, entries, Some(annotations)))
}
