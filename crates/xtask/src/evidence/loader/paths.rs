//! Where each architecture's programs look for their loader, read from the C
//! libraries themselves: glibc's names its own loader as `PT_INTERP`, musl's is
//! the loader.

use std::fs;
use std::path::{Path, PathBuf};

use crate::debian::fetch;
use crate::evidence::elf::Facts;
use crate::failure::{Failure, Outcome, While};
use crate::samples::json::{Json, object};

/// The Debian release that has all eight.
const SUITE: &str = "trixie";

/// Debian's name and that of an image index.
const ARCHITECTURES: &[(&str, &str)] = &[
    ("amd64", "amd64"),
    ("armel", "arm/v5"),
    ("armhf", "arm/v7"),
    ("arm64", "arm64"),
    ("i386", "386"),
    ("ppc64el", "ppc64le"),
    ("riscv64", "riscv64"),
    ("s390x", "s390x"),
];

/// The rows, and what they were read from.
///
/// # Errors
///
/// When a package is missing, or has no loader in it.
pub fn measure(scratch: &Path) -> Outcome<(Vec<Json>, String)> {
    let names: Vec<&str> = ARCHITECTURES.iter().map(|(debian, _)| *debian).collect();
    let packages = fetch(
        &scratch.join("packages").join(SUITE),
        SUITE,
        &names,
        &["libc6", "musl"],
    )?;
    let mut rows = Vec::new();
    let mut from = Vec::new();
    for (pair, (debian, platform)) in packages.chunks(2).zip(ARCHITECTURES) {
        let dir = scratch.join("paths").join(debian);
        fs::create_dir_all(&dir).while_doing("making a folder")?;
        for package in pair {
            package.unpack(&dir)?;
            let described = package.described()?;
            if !from.contains(&described) {
                from.push(described);
            }
        }
        let missing = |what: &str| Failure::new(format!("no {what} for {debian}"));
        let libc = find(&dir, &|name| name == "libc.so.6").ok_or_else(|| missing("glibc"))?;
        let glibc = Facts::of(&libc)?.interpreter;
        let musl = find(&dir, &|name| {
            name.starts_with("ld-musl-") && name.ends_with(".so.1")
        });
        let musl = musl.as_deref().and_then(Path::file_name);
        let musl = musl.ok_or_else(|| missing("musl"))?.to_string_lossy();
        rows.push(object([
            ("platform", (*platform).into()),
            ("glibc", glibc.ok_or_else(|| missing("PT_INTERP"))?.into()),
            ("musl", format!("/lib/{musl}").into()),
        ]));
    }
    Ok((rows, format!("Debian {SUITE}: {}", from.join(", "))))
}

/// The first entry below `dir` with such a name, links included.
fn find(dir: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(dir)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    entries.into_iter().find_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        if is_wanted(&name) {
            Some(path)
        } else if path.is_dir() && !path.is_symlink() {
            find(&path, is_wanted)
        } else {
            None
        }
    })
}
