//! The files of the site between Trunk's folder and `dist/`.
//!
//! Trunk names files by a hash that it takes before wasm-opt and before
//! anything done here, so equal names could hold different bytes. Servers call
//! these names immutable; hence they are given anew, from the final bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256, Sha384};

use crate::failure::{Failure, Outcome, While};
use crate::tools::Tools;

/// How many hex digits of the content's hash a file name carries; as many as
/// Trunk writes.
const HASH_DIGITS: usize = 16;

/// The site's files by path, with `/` between folders.
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Reads every file below `dir`.
    ///
    /// # Errors
    ///
    /// When a file cannot be read.
    pub fn read(dir: &Path) -> Outcome<Self> {
        let mut files = BTreeMap::new();
        read_into(&mut files, dir, "")?;
        Ok(Self { files })
    }

    /// A page's text.
    ///
    /// # Errors
    ///
    /// When there is no such file or it is not UTF-8.
    pub fn page(&self, path: &str) -> Outcome<String> {
        let bytes = self
            .files
            .get(path)
            .ok_or_else(|| Failure::new(format!("the build gave no {path}")))?;
        String::from_utf8(bytes.clone()).while_doing(format!("reading {path}"))
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
    }

    /// Takes a file out of the site.
    pub fn take(&mut self, path: &str) -> Option<Vec<u8>> {
        self.files.remove(path)
    }

    /// Shrinks the scripts that Trunk named; its own minifier gives up on what
    /// wasm-bindgen writes. `dir` is where the site was read from.
    ///
    /// # Errors
    ///
    /// When esbuild fails on a script.
    pub fn minify_scripts(&mut self, tools: &Tools, dir: &Path) -> Outcome {
        let scripts: Vec<String> = self
            .files
            .keys()
            .filter(|path| path.ends_with(".js") && named_hash(path).is_some())
            .cloned()
            .collect();
        for path in scripts {
            let smaller = tools
                .command("esbuild")?
                .args([dir.join(&path)])
                .args(["--minify", "--format=esm", "--log-level=warning"])
                .output()?;
            self.replace(&path, smaller);
        }
        Ok(())
    }

    /// Gives each file that carries a hash in its name the hash of its final
    /// bytes, and corrects every mention of it.
    pub fn rename_by_content(&mut self) {
        // Mentions go from scripts to styles to the rest, so a file is named
        // only after everything that it mentions.
        for round in 0..3 {
            let paths: Vec<String> = self
                .files
                .keys()
                .filter(|path| naming_round(path) == round)
                .cloned()
                .collect();
            for path in paths {
                self.rename(&path);
            }
        }
    }

    fn rename(&mut self, path: &str) {
        let (Some(old_hash), Some(bytes)) = (named_hash(path), self.files.get(path)) else {
            return;
        };
        let new_hash = &hex(&Sha256::digest(bytes))[..HASH_DIGITS];
        let new_path = path.replace(old_hash, new_hash);
        if new_path == path {
            return;
        }
        if let Some(bytes) = self.files.remove(path) {
            self.files.insert(new_path.clone(), bytes);
        }
        let (old_name, new_name) = (file_name(path), file_name(&new_path));
        let mentioning: Vec<String> = self
            .files
            .iter()
            .filter(|(path, bytes)| is_text(path) && contains(bytes, old_name))
            .map(|(path, _)| path.clone())
            .collect();
        for mention in mentioning {
            let text = String::from_utf8_lossy(&self.files[&mention]).replace(old_name, new_name);
            self.replace(&mention, text.into_bytes());
        }
    }

    /// Changes a file's bytes and its integrity value on every page.
    fn replace(&mut self, path: &str, bytes: Vec<u8>) {
        let old = self
            .files
            .insert(path.to_owned(), bytes)
            .unwrap_or_default();
        let old = integrity(&old);
        let new = integrity(&self.files[path]);
        for (page, bytes) in &mut self.files {
            if page.ends_with(".html") && contains(bytes, &old) {
                *bytes = String::from_utf8_lossy(bytes)
                    .replace(&old, &new)
                    .into_bytes();
            }
        }
    }

    /// Writes the site, in place of whatever `dist` held before.
    ///
    /// # Errors
    ///
    /// When the folder cannot be emptied or written.
    pub fn write(&self, dist: &Path) -> Outcome {
        if dist.exists() {
            fs::remove_dir_all(dist).while_doing(format!("emptying {}", dist.display()))?;
        }
        for (path, bytes) in &self.files {
            let file = dist.join(path);
            let dir = file.parent().unwrap_or(dist);
            fs::create_dir_all(dir).while_doing(format!("making {}", dir.display()))?;
            fs::write(&file, bytes).while_doing(format!("writing {}", file.display()))?;
        }
        Ok(())
    }
}

fn read_into(files: &mut BTreeMap<String, Vec<u8>>, dir: &Path, prefix: &str) -> Outcome {
    for entry in fs::read_dir(dir).while_doing(format!("reading {}", dir.display()))? {
        let entry = entry.while_doing(format!("reading {}", dir.display()))?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_into(files, &entry.path(), &format!("{path}/"))?;
        } else {
            let bytes = fs::read(entry.path()).while_doing(format!("reading {path}"))?;
            files.insert(path, bytes);
        }
    }
    Ok(())
}

/// When a file is named: what mentions nothing first, scripts last. Pages keep
/// their names.
fn naming_round(path: &str) -> usize {
    match path.rsplit('.').next() {
        Some("html") => usize::MAX,
        Some("js") => 2,
        Some("css") => 1,
        _ => 0,
    }
}

fn is_text(path: &str) -> bool {
    [".html", ".css", ".js"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// The hash in a name that Trunk made, such as `app-0123456789abcdef_bg.wasm`.
/// Only files at the top are named by Trunk; folders are copied as they are.
fn named_hash(path: &str) -> Option<&str> {
    if path.contains('/') {
        return None;
    }
    let stem = path.split('.').next()?;
    let hash = stem
        .strip_suffix("_bg")
        .unwrap_or(stem)
        .rsplit('-')
        .next()?;
    let is_hash = hash.len() >= 8
        && hash.len() <= HASH_DIGITS
        && hash
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    is_hash.then_some(hash)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// The value of an `integrity` attribute for these bytes.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// Lower-case hex, as in digests and file names.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Base64 with padding, as in `integrity` attributes and content policies.
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut bits = [0; 3];
        bits[..group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes([0, bits[0], bits[1], bits[2]]);
        for place in 0..4 {
            let six = (bits >> (18 - 6 * place)) & 63;
            let padded = place > group.len();
            text.push(if padded {
                '='
            } else {
                char::from(ALPHABET[six as usize])
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Site {
            files: files.collect(),
        }
    }

    #[test]
    fn names_follow_the_bytes_and_mentions_follow_the_names() {
        let mut site = site(&[
            (
                "app-0123456789abcdef.js",
                "load('app-0123456789abcdef_bg.wasm')",
            ),
            ("app-0123456789abcdef_bg.wasm", "code"),
            (
                "index.html",
                "<script src=app-0123456789abcdef.js></script>",
            ),
            ("samples/app-0123456789abcdef.json", "{}"),
        ]);
        site.rename_by_content();
        // The first digits of the SHA-256 of `code`.
        let wasm = "app-5694d08a2e53ffca_bg.wasm";
        assert!(site.files.contains_key(wasm), "{:?}", site.files.keys());
        let script = site
            .files
            .keys()
            .find(|path| path.ends_with(".js"))
            .unwrap();
        assert_eq!(site.page(script).unwrap(), format!("load('{wasm}')"));
        assert_eq!(
            site.page("index.html").unwrap(),
            format!("<script src={script}></script>")
        );
        assert!(site.files.contains_key("samples/app-0123456789abcdef.json"));
    }

    #[test]
    fn changed_bytes_change_the_integrity_on_the_page() {
        let page = format!("<link integrity={}>", integrity(b"long"));
        let mut site = site(&[("a.js", "long"), ("index.html", &page)]);
        site.replace("a.js", b"short".to_vec());
        let expected = format!("<link integrity={}>", integrity(b"short"));
        assert_eq!(site.page("index.html").unwrap(), expected);
    }

    #[test]
    fn only_top_level_names_with_a_hash_are_given_anew() {
        assert_eq!(
            named_hash("app-0123456789abcdef_bg.wasm"),
            Some("0123456789abcdef")
        );
        assert_eq!(
            named_hash("base-5b1c8e2f9a7d4c3e.css"),
            Some("5b1c8e2f9a7d4c3e")
        );
        assert_eq!(named_hash("embed.js"), None);
        assert_eq!(named_hash("snippets/a-0123456789abcdef.js"), None);
    }

    #[test]
    fn base64_pads_to_groups_of_four() {
        // RFC 4648, section 10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
