//! The samples themselves: which tags there are and why each is shown.

use super::attestation;
use super::busybox::Busybox;
use super::chart::chart;
use super::object::{Entry, Format, Object, VERSION};
use super::packages::Program;
use super::windows::windows_builds;
use crate::failure::{Failure, Outcome};

/// A tag to push, and what the site says about it.
pub struct Sample {
    pub repository: &'static str,
    pub tag: &'static str,
    pub title: &'static str,
    pub note: &'static str,
    pub root: Object,
}

/// All samples, in the order in which they are offered.
///
/// # Errors
///
/// When a layer cannot be packed.
pub fn build(programs: &[Program]) -> Outcome<Vec<Sample>> {
    let all: Vec<Busybox<'_>> = programs.iter().map(Busybox::pack).collect::<Outcome<_>>()?;
    let amd64 = find(&all, "amd64")?.image(Format::Oci);
    Ok(vec![
        Sample {
            repository: "busybox",
            tag: "1.37",
            title: "Eight machines in one tag",
            note: "Debian's busybox for eight platforms, each followed by an attestation of how it was built.",
            root: many_platforms(&all),
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
            root: nested(&all)?,
        },
        Sample {
            repository: "docker-list",
            tag: "1",
            title: "The older spelling",
            note: "Six of these machines in a Docker manifest list, the format that came before the OCI index.",
            root: docker_list(&all),
        },
    ])
}

fn find<'a>(all: &'a [Busybox<'a>], architecture: &str) -> Outcome<&'a Busybox<'a>> {
    all.iter()
        .find(|busybox| busybox.program.architecture == architecture)
        .ok_or_else(|| Failure::new(format!("no busybox for {architecture}")))
}

/// Images and attestations in turn, as Docker's official images have them.
fn many_platforms(all: &[Busybox<'_>]) -> Object {
    let entries = all.iter().flat_map(|busybox| {
        let program = busybox.program;
        let image = busybox.image(Format::Oci);
        let variant = program
            .variant
            .map_or(String::new(), |variant| format!("%2F{variant}"));
        let name = format!(
            "pkg:docker/registry.test/busybox@1.37?platform=linux%2F{}{variant}",
            program.architecture
        );
        let statement = attestation::provenance(&image, &name, program);
        let attestation = attestation::entry_for(&image, &statement);
        let version = vec![(VERSION, program.version.clone())];
        [
            Entry::image(image, busybox.platform(), version),
            attestation,
        ]
    });
    Object::index(Format::Oci, entries.collect(), None)
}

/// One index of the Intel entries and one of the Arm entries, in a third.
fn nested(all: &[Busybox<'_>]) -> Outcome<Object> {
    let group = |architectures: &[&str], name: &str| {
        let members = all
            .iter()
            .filter(|busybox| architectures.contains(&busybox.program.architecture));
        let entries = members.map(|busybox| busybox.entry(Format::Oci));
        Entry {
            object: Object::index(Format::Oci, entries.collect(), None),
            platform: None,
            annotations: vec![("org.opencontainers.image.title", name.to_owned())],
        }
    };
    let entries = vec![
        group(&["amd64", "386"], "Intel and AMD"),
        group(&["arm", "arm64"], "Arm"),
        find(all, "s390x")?.entry(Format::Oci),
    ];
    Ok(Object::index(Format::Oci, entries, None))
}

/// Six of the eight, written as Docker did before there were OCI documents.
fn docker_list(all: &[Busybox<'_>]) -> Object {
    let entries = all
        .iter()
        .filter(|busybox| {
            busybox.program.variant != Some("v5") && busybox.program.architecture != "riscv64"
        })
        .map(|busybox| busybox.entry(Format::Docker));
    Object::index(Format::Docker, entries.collect(), None)
}
