//! Where things are: the folders of the checkout and the versions that
//! `Cargo.lock` has settled on.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};

/// The checkout that the commands work on.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the checkout from the manifest that cargo is running.
    ///
    /// # Errors
    ///
    /// When no folder above it holds a `Cargo.lock`.
    pub fn find() -> Outcome<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(dir) => PathBuf::from(dir),
            None => env::current_dir().while_doing("looking for the current folder")?,
        };
        start
            .ancestors()
            .find(|dir| dir.join("Cargo.lock").is_file())
            .map(|dir| Self {
                root: dir.to_path_buf(),
            })
            .ok_or_else(|| {
                Failure::new("no Cargo.lock here or above").fix("run this inside the checkout")
            })
    }

    /// The top of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `path` inside the checkout.
    pub fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => self.root.join(dir),
            None => self.root.join("target"),
        }
    }

    /// The proxy's release executable.
    pub fn proxy(&self) -> PathBuf {
        let name = format!("tagprism-proxy{}", env::consts::EXE_SUFFIX);
        self.target().join("release").join(name)
    }

    /// The version of a package in `Cargo.lock`.
    ///
    /// # Errors
    ///
    /// When the lock file cannot be read or does not name the package.
    pub fn locked_version(&self, package: &str) -> Outcome<String> {
        let lock = self.join("Cargo.lock");
        let text = fs::read_to_string(&lock).while_doing(format!("reading {}", lock.display()))?;
        version_in_lock(&text, package)
            .map(str::to_owned)
            .ok_or_else(|| Failure::new(format!("Cargo.lock does not name `{package}`")))
    }
}

fn version_in_lock<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.79\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";

    #[test]
    fn the_locked_version_is_that_of_exactly_the_named_package() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }
}
