//! One file of the site, in all the codings that the build wrote beside it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path as FilePath, PathBuf},
};

use hyper::{body::Bytes, header::HeaderValue};
use tagprism_core::Digest;

use super::{guards::Kind, path};

/// What is sent for one path.
pub(super) struct File {
    pub kind: Kind,
    pub media_type: &'static str,
    pub cache_control: &'static str,
    pub plain: Variant,
    pub brotli: Option<Variant>,
    pub gzip: Option<Variant>,
}

/// The bytes in one coding.
pub(super) struct Variant {
    pub bytes: Bytes,
    pub etag: HeaderValue,
}

impl File {
    /// The file at `path` among the contents of a folder.
    pub fn new(path: &str, contents: &BTreeMap<String, Bytes>) -> File {
        let variant = |suffix: &str| {
            let bytes = contents.get(&format!("{path}{suffix}"))?.clone();
            let digest = Digest::sha256(&bytes);
            let hex = digest.encoded().get(..32).unwrap_or_default();
            let etag = HeaderValue::try_from(format!("\"{hex}\"")).ok()?;
            Some(Variant { bytes, etag })
        };
        File {
            kind: Kind::of(path),
            media_type: path::media_type(path),
            cache_control: if path::is_hashed(path) {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
            plain: variant("").unwrap_or(Variant {
                bytes: Bytes::new(),
                etag: HeaderValue::from_static("\"\""),
            }),
            brotli: variant(".br"),
            gzip: variant(".gz"),
        }
    }
}

/// Reads a folder and the folders in it, at most `depth` deep and `left` bytes in all; links are skipped.
pub(super) fn read_folder(
    folder: &FilePath,
    prefix: &str,
    depth: u8,
    contents: &mut BTreeMap<String, Bytes>,
    left: &mut usize,
) -> Result<(), (PathBuf, io::Error)> {
    let at = |path: &FilePath| {
        let path = path.to_owned();
        move |err| (path, err)
    };
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(at(&path))?;
        // A name that is not UTF-8 could not be asked for anyway.
        let Some(name) = entry
            .file_name()
            .to_str()
            .map(|name| format!("{prefix}{name}"))
        else {
            continue;
        };
        if kind.is_dir() && depth > 0 {
            read_folder(&path, &format!("{name}/"), depth - 1, contents, left)?;
        } else if kind.is_file() {
            // Judged before it is read: the wrong folder may hold a disk image.
            let size = entry.metadata().map_err(at(&path))?.len();
            *left = usize::try_from(size)
                .ok()
                .and_then(|size| left.checked_sub(size))
                .ok_or_else(|| (path.clone(), io::ErrorKind::FileTooLarge.into()))?;
            let bytes = fs::read(&path).map_err(at(&path))?;
            contents.insert(name, bytes.into());
        }
    }
    Ok(())
}
