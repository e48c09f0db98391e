//! Tar archives in the POSIX "ustar" form, from the same files always the same bytes:
//! <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>, "ustar Interchange Format".
//!
//! Only what the figure needs: regular files with short names. Owner and time are zero, so that nothing but names and
//! contents decides about the bytes.

/// Bytes of a record; every part of an archive fills whole records.
const RECORD: usize = 512;
/// Where a header's checksum stands.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// A file of an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// Its path, at most 100 bytes.
    pub(super) name: &'static str,
    /// Its bytes.
    pub(super) content: &'a [u8],
}

/// The archive of these files, in this order, with the two empty records that end it.
pub(super) fn tar(files: &[File<'_>]) -> Vec<u8> {
    let mut archive = Vec::new();
    for file in files {
        archive.extend_from_slice(&header(file));
        archive.extend_from_slice(file.content);
        archive.resize(archive.len().next_multiple_of(RECORD), 0);
    }
    archive.resize(archive.len() + 2 * RECORD, 0);
    archive
}

fn header(file: &File<'_>) -> [u8; RECORD] {
    let mut header = [0; RECORD];
    let size = format!("{:011o}\0", file.content.len());
    let fields: [(usize, &[u8]); 8] = [
        (0, file.name.as_bytes()),
        (100, b"0000644\0"),
        (108, b"0000000\0"),
        (116, b"0000000\0"),
        (124, size.as_bytes()),
        (136, b"00000000000\0"),
        // The checksum is computed as if its own field held spaces.
        (CHECKSUM.start, b"        0"),
        (257, b"ustar\x0000"),
    ];
    for (start, bytes) in fields {
        for (place, byte) in header[start..].iter_mut().zip(bytes) {
            *place = *byte;
        }
    }
    let sum: u32 = header.iter().copied().map(u32::from).sum();
    header[CHECKSUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_headers_contents_and_two_empty_records() {
        let archive = tar(&[
            File {
                name: "a",
                content: b"12345",
            },
            File {
                name: "b/c",
                content: b"",
            },
        ]);
        assert_eq!(archive.len(), 5 * RECORD);
        assert_eq!(&archive[512..518], b"12345\0");
        assert_eq!(&archive[1024..1028], b"b/c\0");
        assert!(archive[3 * RECORD..].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn a_header_sums_to_what_it_says() {
        let header = header(&File {
            name: "app/greeting.txt",
            content: b"hello, world",
        });
        let said = std::str::from_utf8(&header[148..154]).unwrap();
        let mut blank = header;
        blank[CHECKSUM].fill(b' ');
        let sum: u32 = blank.iter().copied().map(u32::from).sum();
        assert_eq!(u32::from_str_radix(said, 8), Ok(sum));
        assert_eq!(&header[124..136], b"00000000014\0");
    }
}
