//! Layers: ustar archives compressed with gzip, the same bytes on every run.
//!
//! The header fields are those of POSIX.1-2024, pax utility, "ustar
//! Interchange Format".

use std::io::Write;

use flate2::{Compression, GzBuilder};

use super::document::sha256;
use crate::failure::{Outcome, While};

/// The date of everything in the samples: 1 January 2026, 00:00 UTC.
pub const CREATED_SECS: u64 = 1_767_225_600;

const BLOCK: usize = 512;

/// What one name in an archive stands for.
pub enum Entry<'a> {
    Directory,
    /// A program or, without the permission to execute it, a text.
    File {
        bytes: &'a [u8],
        is_program: bool,
    },
    /// Another name for the file at this path.
    Link(&'a str),
}

/// A layer as it travels, and the digest of what it unpacks to.
#[derive(Debug, Clone)]
pub struct Layer {
    pub gzip: Vec<u8>,
    pub diff_id: String,
}

impl Layer {
    /// Packs entries in the given order.
    ///
    /// # Errors
    ///
    /// When a path does not fit into a header.
    pub fn pack(entries: &[(&str, Entry<'_>)]) -> Outcome<Self> {
        let mut tar = Vec::new();
        for (path, entry) in entries {
            push_entry(&mut tar, path, entry)?;
        }
        // Two empty blocks end an archive.
        tar.resize(tar.len() + 2 * BLOCK, 0);
        Ok(Self {
            diff_id: sha256(&tar),
            gzip: gzip(&tar)?,
        })
    }
}

/// Compresses without name and date, so that equal bytes stay equal.
fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    // 255: the system that packed it is not told.
    let mut gzip = GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::new(), Compression::best());
    gzip.write_all(bytes)
        .and_then(|()| gzip.finish())
        .while_doing("compressing a layer")
}

fn push_entry(tar: &mut Vec<u8>, path: &str, entry: &Entry<'_>) -> Outcome {
    let (kind, mode, bytes, link): (u8, u32, &[u8], &str) = match *entry {
        Entry::Directory => (b'5', 0o755, &[], ""),
        Entry::File { bytes, is_program } => {
            (b'0', if is_program { 0o755 } else { 0o644 }, bytes, "")
        }
        Entry::Link(target) => (b'2', 0o777, &[], target),
    };
    let mut header = [0_u8; BLOCK];
    put(&mut header, 0, 100, path.as_bytes()).while_doing(path)?;
    put(&mut header, 100, 8, format!("{mode:07o}").as_bytes()).while_doing(path)?;
    put(&mut header, 108, 8, b"0000000").while_doing(path)?;
    put(&mut header, 116, 8, b"0000000").while_doing(path)?;
    put(
        &mut header,
        124,
        12,
        format!("{:011o}", bytes.len()).as_bytes(),
    )
    .while_doing(path)?;
    put(
        &mut header,
        136,
        12,
        format!("{CREATED_SECS:011o}").as_bytes(),
    )
    .while_doing(path)?;
    header[156] = kind;
    put(&mut header, 157, 100, link.as_bytes()).while_doing(path)?;
    put(&mut header, 257, 8, b"ustar\x0000").while_doing(path)?;
    put(&mut header, 265, 32, b"root").while_doing(path)?;
    put(&mut header, 297, 32, b"root").while_doing(path)?;
    // The checksum is taken with its own field full of spaces.
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    put(&mut header, 148, 8, format!("{sum:06o}\0 ").as_bytes()).while_doing(path)?;
    tar.extend_from_slice(&header);
    tar.extend_from_slice(bytes);
    tar.resize(tar.len().next_multiple_of(BLOCK), 0);
    Ok(())
}

fn put(header: &mut [u8; BLOCK], start: usize, width: usize, value: &[u8]) -> Result<(), String> {
    if value.len() > width {
        return Err(format!("{} bytes do not fit into {width}", value.len()));
    }
    header[start..start + value.len()].copy_from_slice(value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn unpack(layer: &Layer) -> Vec<u8> {
        let mut tar = Vec::new();
        flate2::read::GzDecoder::new(&layer.gzip[..])
            .read_to_end(&mut tar)
            .unwrap();
        tar
    }

    fn layer() -> Layer {
        let text = Entry::File {
            bytes: b"hello",
            is_program: false,
        };
        Layer::pack(&[
            ("etc/", Entry::Directory),
            ("etc/hello", text),
            ("etc/hi", Entry::Link("hello")),
        ])
        .unwrap()
    }

    #[test]
    fn the_diff_id_is_the_digest_of_the_uncompressed_archive() {
        assert_eq!(sha256(&unpack(&layer())), layer().diff_id);
    }

    #[test]
    fn each_entry_is_a_header_and_whole_blocks() {
        // Three headers, one block of text, two empty blocks at the end.
        let tar = unpack(&layer());
        assert_eq!(tar.len(), 6 * BLOCK);
        assert_eq!(&tar[BLOCK..BLOCK + 10], b"etc/hello\0");
        assert_eq!(&tar[2 * BLOCK..2 * BLOCK + 5], b"hello");
    }

    #[test]
    fn packing_twice_gives_the_same_bytes() {
        assert_eq!(layer().gzip, layer().gzip);
    }

    #[test]
    fn a_path_that_does_not_fit_is_refused() {
        let path = "a".repeat(101);
        let failure = Layer::pack(&[(&path, Entry::Directory)])
            .unwrap_err()
            .to_string();
        assert!(
            failure.ends_with("101 bytes do not fit into 100"),
            "{failure}"
        );
    }
}
