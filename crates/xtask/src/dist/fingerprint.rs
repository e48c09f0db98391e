//! Whether a build would give anything new: one hash over every file that the
//! site is made of.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Outcome, While};

/// What no byte of the site comes from, by its place in the checkout.
const NOT_INPUTS: &[&str] = &[
    ".ci",
    ".git",
    ".github",
    "crates/proxy",
    "dist",
    // The table of sources is printed under the sections; the rest of the documents is not.
    "docs/adr",
    "docs/hosting.md",
    "docs/performance.md",
    "docs/screenshots",
    "fuzz",
    "target",
    "tests",
];

/// A hash over names and contents of the site's inputs, its base path, and the
/// program that post-processes it.
///
/// # Errors
///
/// When a file cannot be read.
pub fn of_inputs(root: &Path, base: &str) -> Outcome<String> {
    let mut files = Vec::new();
    list(root, root, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    hash.update(base.as_bytes());
    for file in files {
        let bytes =
            fs::read(root.join(&file)).while_doing(format!("reading {}", file.display()))?;
        hash.update(file.to_string_lossy().as_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(&bytes);
    }
    Ok(super::assets::hex(&hash.finalize()))
}

fn list(root: &Path, dir: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(dir).while_doing(format!("reading {}", dir.display()))? {
        let entry = entry.while_doing(format!("reading {}", dir.display()))?;
        let path = entry.path();
        let name = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
        if is_left_out(&name) {
            continue;
        }
        let kind = entry
            .file_type()
            .while_doing(format!("reading {}", name.display()))?;
        if kind.is_dir() {
            list(root, &path, files)?;
        } else if kind.is_file() {
            files.push(name);
        }
    }
    Ok(())
}

fn is_left_out(name: &Path) -> bool {
    let is_top_level = name.components().count() == 1;
    NOT_INPUTS.iter().any(|out| name == Path::new(out))
        || name.ends_with("node_modules")
        || is_top_level && name.extension().is_some_and(|ext| ext == "md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_at_the_top_is_no_input_and_prose_inside_the_site_is() {
        assert!(is_left_out(Path::new("README.md")));
        assert!(is_left_out(Path::new("build/node_modules")));
        assert!(is_left_out(Path::new("crates/proxy")));
        assert!(!is_left_out(Path::new("src/explainer/sections/layers.md")));
        assert!(!is_left_out(Path::new("src/inspector/tests")));
    }
}
