//! Debian's statically linked busybox for eight machines.

use std::fs;
use std::path::Path;

use super::document::bare_sha256;
use crate::debian;
use crate::failure::{Failure, Outcome, While};

/// The Debian release that publishes the package for all eight.
const SUITE: &str = "trixie";
const PACKAGE: &str = "busybox-static";

/// A machine in Debian's words and in those of an image index, in the order of
/// Docker's official images.
const MACHINES: &[(&str, &str, Option<&str>)] = &[
    ("amd64", "amd64", None),
    ("armel", "arm", Some("v5")),
    ("armhf", "arm", Some("v7")),
    ("arm64", "arm64", Some("v8")),
    ("i386", "386", None),
    ("ppc64el", "ppc64le", None),
    ("riscv64", "riscv64", None),
    ("s390x", "s390x", None),
];

/// busybox as one of Debian's packages has it.
pub struct Program {
    /// Debian's name of the architecture.
    pub debian: &'static str,
    pub architecture: &'static str,
    pub variant: Option<&'static str>,
    /// The package's version, such as `1:1.37.0-6+b9`.
    pub version: String,
    /// Of the package file, in hex.
    pub package_sha256: String,
    pub busybox: Vec<u8>,
}

/// Fetches what is not in `dir` yet and unpacks each busybox.
///
/// # Errors
///
/// Elsewhere than on Debian, or offline with an empty `dir`.
pub fn fetch(dir: &Path) -> Outcome<Vec<Program>> {
    let architectures: Vec<&str> = MACHINES.iter().map(|(debian, ..)| *debian).collect();
    let packages = debian::fetch(dir, SUITE, &architectures, &[PACKAGE])?;
    MACHINES
        .iter()
        .zip(&packages)
        .map(|(&(debian, architecture, variant), package)| {
            let file = package.path();
            let bytes = fs::read(file).while_doing(format!("reading {}", file.display()))?;
            let unpacked = dir.join("unpacked").join(debian);
            package.unpack(&unpacked)?;
            Ok(Program {
                debian,
                architecture,
                variant,
                version: package.version()?,
                package_sha256: bare_sha256(&bytes),
                busybox: read_busybox(&unpacked)?,
            })
        })
        .collect()
}

/// The release that merged `/bin` into `/usr/bin` moved the program with it.
fn read_busybox(unpacked: &Path) -> Outcome<Vec<u8>> {
    ["usr/bin/busybox", "bin/busybox"]
        .iter()
        .find_map(|path| fs::read(unpacked.join(path)).ok())
        .ok_or_else(|| Failure::new(format!("no busybox in {}", unpacked.display())))
}
