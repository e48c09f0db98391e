//! Root folders with what a base image has in them, as far as starting a program
//! is concerned, unpacked from Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};

use super::elf::{Facts, GlibcVersion};
use crate::debian::fetch;
use crate::failure::{Failure, Outcome, While};

/// A root folder.
pub struct Root {
    pub id: &'static str,
    /// The packages and versions it was unpacked from.
    pub made: String,
    pub path: PathBuf,
}

/// The release whose packages are the bases, and one with an older glibc.
const SUITE: &str = "bookworm";
const OLD_SUITE: &str = "bullseye";

const LIBC: &str = "libc6";
const RECIPES: &[(&str, &str, &[&str])] = &[
    (
        "debian",
        SUITE,
        &["base-files", LIBC, "libtinfo6", "bash", "dash"],
    ),
    ("alpine", SUITE, &["musl", "busybox-static"]),
    (
        "static",
        SUITE,
        &["ca-certificates", "tzdata", "base-passwd"],
    ),
    ("base", SUITE, &["ca-certificates", "tzdata", LIBC]),
    ("scratch", SUITE, &[]),
    ("old-glibc", OLD_SUITE, &["base-files", LIBC]),
];

/// Folders in which the loaders of these roots look.
const LIBRARY_FOLDERS: &[&str] = &[
    "lib",
    "lib64",
    "usr/lib",
    "lib/x86_64-linux-gnu",
    "usr/lib/x86_64-linux-gnu",
];

impl Root {
    /// Whether this absolute path leads to a file, symbolic links followed inside
    /// the root only.
    pub fn has(&self, path: &str) -> bool {
        self.resolve(path).is_some()
    }

    /// The file behind a path of the root.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let mut inside = PathBuf::from(path.trim_start_matches('/'));
        for _ in 0..8 {
            let outside = self.path.join(&inside);
            let meta = fs::symlink_metadata(&outside).ok()?;
            if !meta.is_symlink() {
                return meta.is_file().then_some(outside);
            }
            let target = fs::read_link(&outside).ok()?;
            inside = match target.strip_prefix("/") {
                Ok(absolute) => absolute.to_path_buf(),
                Err(_) => inside.parent()?.join(target),
            };
        }
        None
    }

    /// Where a loader finds this library.
    pub fn library(&self, name: &str) -> Option<PathBuf> {
        LIBRARY_FOLDERS
            .iter()
            .find_map(|folder| self.resolve(&format!("{folder}/{name}")))
    }

    /// The newest version that the root's glibc defines.
    ///
    /// # Errors
    ///
    /// When there is a glibc that readelf does not understand.
    pub fn glibc(&self) -> Outcome<Option<GlibcVersion>> {
        match self.library("libc.so.6") {
            Some(library) => Ok(Facts::of(&library)?.glibc),
            None => Ok(None),
        }
    }
}

/// Unpacks every root under `dir`, afresh.
///
/// # Errors
///
/// Elsewhere than on Debian, or offline when a package was never fetched.
pub fn build(dir: &Path) -> Outcome<Vec<Root>> {
    let mut roots = Vec::new();
    for &(id, suite, packages) in RECIPES {
        let fetched = fetch(&packages_dir(dir, suite), suite, &["amd64"], packages)?;
        let path = fresh(&dir.join("roots").join(id))?;
        let mut made = Vec::new();
        for package in &fetched {
            package.unpack(&path)?;
            made.push(package.described()?);
        }
        if id == "alpine" {
            put(&path, "bin/sh", &path.join("bin/busybox"))?;
        }
        if id == "static" {
            let accounts = path.join("usr/share/base-passwd/passwd.master");
            put(&path, "etc/passwd", &accounts)?;
        }
        roots.push(Root {
            id,
            made: made.join(", "),
            path,
        });
    }
    roots.push(loader_only(dir, &roots[0])?);
    Ok(roots)
}

/// Releases apart: they have packages of the same name.
fn packages_dir(dir: &Path, suite: &str) -> PathBuf {
    dir.join("packages").join(suite)
}

/// A root with glibc's loader and without the library behind it.
fn loader_only(dir: &Path, debian: &Root) -> Outcome<Root> {
    const LOADER: &str = "/lib64/ld-linux-x86-64.so.2";
    let path = fresh(&dir.join("roots/loader-only"))?;
    let loader = debian
        .resolve(LOADER)
        .ok_or_else(|| Failure::new(format!("no {LOADER} in {LIBC}")))?;
    put(&path, LOADER.trim_start_matches('/'), &loader)?;
    Ok(Root {
        id: "loader-only",
        made: format!("{LOADER} of the debian root"),
        path,
    })
}

fn fresh(path: &Path) -> Outcome<PathBuf> {
    if path.exists() {
        fs::remove_dir_all(path).while_doing(format!("emptying {}", path.display()))?;
    }
    fs::create_dir_all(path).while_doing(format!("making {}", path.display()))?;
    Ok(path.to_path_buf())
}

fn put(root: &Path, inside: &str, file: &Path) -> Outcome {
    let target = root.join(inside);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).while_doing(format!("making {}", folder.display()))?;
    }
    fs::copy(file, &target).while_doing(format!("copying {}", file.display()))?;
    Ok(())
}
