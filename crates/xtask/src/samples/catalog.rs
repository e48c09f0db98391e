//! The samples themselves: which images there are and why each is shown.

use super::archive::{Entry as Packed, Layer};
use super::document::{DOCKER_LIST, Document};
use super::json::object;
use super::object::{CREATED, Entry, Format, Object, Platform, Step, provenance};
use super::packages::Program;
use crate::failure::{Failure, Outcome};

/// A tag to push, and what the site says about it.
pub struct Sample {
    pub repository: &'static str,
    pub tag: &'static str,
    pub title: &'static str,
    pub note: &'static str,
    pub root: Object,
}

const DESCRIPTION: &str = "org.opencontainers.image.description";
const VERSION: &str = "org.opencontainers.image.version";

/// Builds of Windows that Microsoft has published, newest first as official
/// images list them, and two updates of one build.
const WINDOWS_VERSIONS: &[&str] = &[
    "10.0.26100.33438",
    "10.0.26100.33158",
    "10.0.20348.5622",
    "10.0.20348.5386",
    "10.0.17763.1",
];

/// All samples, in the order in which they are offered.
///
/// # Errors
///
/// When a layer cannot be packed.
pub fn build(programs: &[Program]) -> Outcome<Vec<Sample>> {
    let note = note_layer("Built by cargo xtask samples from Debian's busybox-static.\n")?;
    let busybox: Vec<(&Program, Vec<Step>)> = programs
        .iter()
        .map(|program| Ok((program, vec![busybox_step(program)?, note.clone()])))
        .collect::<Outcome<_>>()?;
    let amd64 = image_for(Format::Oci, &busybox, "amd64")?;
    Ok(vec![
        Sample {
            repository: "busybox",
            tag: "1.37",
            title: "Eight machines in one tag",
            note: "Debian's busybox for eight platforms, each followed by an attestation of how it was built.",
            root: many_platforms(&busybox),
        },
        Sample {
            repository: "windows-builds",
            tag: "synthetic",
            title: "Windows, build by build",
            note: "Five Windows entries told apart by os.version alone, beside one for Linux; the layers are stand-ins.",
            root: windows_builds(amd64.clone())?,
        },
        Sample {
            repository: "single",
            tag: "amd64",
            title: "No list at all",
            note: "The tag points straight at one image, so every machine is given the same one.",
            root: amd64,
        },
        Sample {
            repository: "chart",
            tag: "0.1.0",
            title: "Not an image",
            note: "A Helm chart kept in a registry: it has layers and a config, and no platform.",
            root: chart()?,
        },
        Sample {
            repository: "nested",
            tag: "1",
            title: "A list inside a list",
            note: "An index whose entries are indexes themselves, which some clients follow and others refuse.",
            root: nested(&busybox)?,
        },
        Sample {
            repository: "docker-list",
            tag: "1",
            title: "The older spelling",
            note: "Six of these machines in a Docker manifest list, the format that came before the OCI index.",
            root: docker_list(&busybox)?,
        },
    ])
}

fn busybox_step(program: &Program) -> Outcome<Step> {
    let binary = Packed::File {
        bytes: &program.busybox,
        is_program: true,
    };
    let layer = Layer::pack(&[
        ("bin/", Packed::Directory),
        ("bin/busybox", binary),
        ("bin/ls", Packed::Link("busybox")),
        ("bin/sh", Packed::Link("busybox")),
    ])?;
    Ok(Step {
        layer,
        created_by: format!(
            "COPY busybox /bin/ # busybox-static {} for {}",
            program.version, program.debian
        ),
    })
}

/// A layer with one small text: the same bytes under every platform.
fn note_layer(text: &str) -> Outcome<Step> {
    let file = Packed::File {
        bytes: text.as_bytes(),
        is_program: false,
    };
    Ok(Step {
        layer: Layer::pack(&[("etc/", Packed::Directory), ("etc/tagprism", file)])?,
        created_by: "COPY tagprism /etc/ # buildkit".to_owned(),
    })
}

fn linux(program: &Program) -> Platform {
    Platform {
        os: "linux",
        architecture: program.architecture,
        variant: program.variant,
        os_version: None,
    }
}

fn image(format: Format, program: &Program, steps: &[Step]) -> Object {
    Object::image(format, &linux(program), &["sh"], steps)
}

fn image_for(
    format: Format,
    busybox: &[(&Program, Vec<Step>)],
    architecture: &str,
) -> Outcome<Object> {
    busybox
        .iter()
        .find(|(program, _)| program.architecture == architecture)
        .map(|(program, steps)| image(format, program, steps))
        .ok_or_else(|| Failure::new(format!("no busybox for {architecture}")))
}

/// Images and attestations in turn, as Docker's official images have them.
fn many_platforms(busybox: &[(&Program, Vec<Step>)]) -> Object {
    let mut entries = Vec::new();
    for (program, steps) in busybox {
        let image = image(Format::Oci, program, steps);
        let variant = program
            .variant
            .map(|variant| format!("%2F{variant}"))
            .unwrap_or_default();
        let name = format!(
            "pkg:docker/registry.test/busybox@1.37?platform=linux%2F{}{variant}",
            program.architecture
        );
        let package = format!(
            "pkg:deb/debian/busybox-static@{}?arch={}",
            program.version, program.debian
        );
        let statement = provenance(&image, &name, &package, &program.package_sha256);
        let attestation = Entry::attestation_of(&image, &statement);
        let version = vec![(VERSION, program.version.clone())];
        entries.push(Entry::image(image, linux(program), version));
        entries.push(attestation);
    }
    Object::index(Format::Oci, entries, None)
}

fn windows_builds(amd64: Object) -> Outcome<Object> {
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
        let image = Object::image(
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

/// As `helm push` stores a chart (Helm improvement proposal 6, "OCI support").
fn chart() -> Outcome<Object> {
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

/// One index of the Arm entries and one of the Intel entries, in a third.
fn nested(busybox: &[(&Program, Vec<Step>)]) -> Outcome<Object> {
    let group = |architectures: &[&str], name: &str| {
        let entries = busybox
            .iter()
            .filter(|(program, _)| architectures.contains(&program.architecture))
            .map(|(program, steps)| {
                Entry::image(
                    image(Format::Oci, program, steps),
                    linux(program),
                    Vec::new(),
                )
            })
            .collect();
        Entry {
            object: Object::index(Format::Oci, entries, None),
            platform: None,
            annotations: vec![("org.opencontainers.image.title", name.to_owned())],
        }
    };
    let s390x = busybox
        .iter()
        .find(|(program, _)| program.architecture == "s390x")
        .map(|(program, steps)| {
            Entry::image(
                image(Format::Oci, program, steps),
                linux(program),
                Vec::new(),
            )
        })
        .ok_or_else(|| Failure::new("no busybox for s390x"))?;
    let entries = vec![
        group(&["amd64", "386"], "Intel and AMD"),
        group(&["arm", "arm64"], "Arm"),
        s390x,
    ];
    Ok(Object::index(Format::Oci, entries, None))
}

fn docker_list(busybox: &[(&Program, Vec<Step>)]) -> Outcome<Object> {
    let entries: Vec<Entry> = busybox
        .iter()
        .filter(|(program, _)| program.variant != Some("v5") && program.architecture != "riscv64")
        .map(|(program, steps)| {
            Entry::image(
                image(Format::Docker, program, steps),
                linux(program),
                Vec::new(),
            )
        })
        .collect();
    let list = Object::index(Format::Docker, entries, None);
    debug_assert_eq!(list.document.media_type, DOCKER_LIST);
    Ok(list)
}
