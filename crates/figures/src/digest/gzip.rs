//! Gzip files whose content is stored, not made smaller: RFC 1952, <https://www.rfc-editor.org/rfc/rfc1952>, around stored
//! blocks of RFC 1951, section 3.2.4.
//!
//! `gunzip` accepts them like any other. A compressor would be the largest part of this crate and would teach nothing more:
//! the same content in other bytes is what the figure is about.

/// Most bytes that one stored block holds.
const BLOCK: usize = 65_535;

/// A gzip file of `content` whose header carries that time, in seconds since 1970; 0 means none.
pub(super) fn gzip(content: &[u8], mtime_secs: u32) -> Vec<u8> {
    // Deflate, no flags; then, behind the time, no word on the compressor and an unknown system.
    let mut file = vec![0x1f, 0x8b, 8, 0];
    file.extend_from_slice(&mtime_secs.to_le_bytes());
    file.extend_from_slice(&[0, 255]);
    let mut rest = content;
    loop {
        let (block, behind) = rest.split_at(rest.len().min(BLOCK));
        rest = behind;
        // At most 65,535 by the line above.
        let n_bytes = u16::try_from(block.len()).unwrap_or(u16::MAX);
        file.push(u8::from(rest.is_empty()));
        file.extend_from_slice(&n_bytes.to_le_bytes());
        file.extend_from_slice(&(!n_bytes).to_le_bytes());
        file.extend_from_slice(block);
        if rest.is_empty() {
            break;
        }
    }
    file.extend_from_slice(&crc32(content).to_le_bytes());
    // The format keeps the length modulo 2^32.
    let n_bytes = (content.len() as u64 % (1 << 32)) as u32;
    file.extend_from_slice(&n_bytes.to_le_bytes());
    file
}

/// The check of RFC 1952, section 8, bit by bit: a few thousand bytes need no table.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let is_odd = crc & 1 == 1;
            crc >>= 1;
            if is_odd {
                crc ^= 0xedb8_8320;
            }
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[track_caller]
    fn check(content: &[u8], mtime_secs: u32) {
        let file = gzip(content, mtime_secs);
        let mut decoder = flate2::bufread::GzDecoder::new(file.as_slice());
        let mut read = Vec::new();
        decoder.read_to_end(&mut read).unwrap();
        assert_eq!(read, content);
        let header = decoder.header().unwrap();
        assert_eq!(header.mtime(), mtime_secs);
        assert!(decoder.into_inner().is_empty(), "nothing is left over");
    }

    #[test]
    fn another_implementation_reads_what_is_written() {
        check(b"", 0);
        check(b"hello, world", 0);
        check(b"hello, world", 1_784_160_000);
        check(&vec![7; BLOCK], 0);
        check(&vec![7; BLOCK + 1], 0);
        check(&vec![7; 2 * BLOCK], 1);
    }

    #[test]
    fn the_check_is_that_of_the_standard() {
        // The check value of CRC-32/ISO-HDLC.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
