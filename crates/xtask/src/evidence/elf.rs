//! What the head and the dynamic section of a program say, as readelf prints it.

use std::fs;
use std::path::Path;

use crate::failure::{Outcome, While};
use crate::process::Run;

/// A version such as 2.34 of `GLIBC_2.34`: major and minor.
pub type GlibcVersion = (u32, u32);

/// The facts on which it depends whether a program starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The first 20 bytes.
    pub head: Vec<u8>,
    /// `PT_INTERP`, or the path in the first line of a script.
    pub interpreter: Option<String>,
    /// `NEEDED`, in file order.
    pub needed: Vec<String>,
    /// The newest `GLIBC_` version that it needs or defines.
    pub glibc: Option<GlibcVersion>,
}

impl Facts {
    /// Reads a program or a library.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or readelf does not understand it.
    pub fn of(path: &Path) -> Outcome<Self> {
        let bytes = fs::read(path).while_doing(format!("reading {}", path.display()))?;
        let head = bytes[..bytes.len().min(20)].to_vec();
        if let Some(first_line) = bytes.strip_prefix(b"#!") {
            let end = first_line.iter().position(|byte| *byte == b'\n');
            let line = &first_line[..end.unwrap_or(first_line.len())];
            return Ok(Self {
                head,
                interpreter: Some(String::from_utf8_lossy(line).trim().to_owned()),
                ..Self::default()
            });
        }
        let printed = Run::new("readelf")
            .env("LC_ALL", "C")
            .args(["-W", "-l", "-d", "-V"])
            .args([path])
            .output()?;
        let printed = String::from_utf8_lossy(&printed);
        Ok(Self {
            head,
            interpreter: interpreter(&printed),
            needed: needed(&printed),
            glibc: newest_glibc(&printed),
        })
    }

    /// `e_machine`, or `None` where this is no ELF file of Linux on this machine's
    /// byte order.
    pub fn machine(&self) -> Option<u16> {
        let is_elf = self.head.starts_with(b"\x7fELF");
        let pair = self.head.get(18..20).filter(|_| is_elf)?;
        Some(match self.head[5] {
            2 => u16::from_be_bytes([pair[0], pair[1]]),
            _ => u16::from_le_bytes([pair[0], pair[1]]),
        })
    }
}

fn interpreter(printed: &str) -> Option<String> {
    let (_, rest) = printed.split_once("Requesting program interpreter: ")?;
    Some(rest.split_once(']')?.0.to_owned())
}

fn needed(printed: &str) -> Vec<String> {
    printed
        .lines()
        .filter(|line| line.contains("(NEEDED)"))
        .filter_map(|line| line.split_once('[')?.1.split_once(']'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn newest_glibc(printed: &str) -> Option<GlibcVersion> {
    printed
        .split("Name: GLIBC_")
        .skip(1)
        .filter_map(|rest| {
            let mut numbers = rest.split_whitespace().next()?.split('.');
            let major = numbers.next()?.parse().ok()?;
            let minor = numbers.next()?.parse().ok()?;
            Some((major, minor))
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readelf_prints_is_read() {
        let printed = "\
      [Requesting program interpreter: /lib64/ld-linux-x86-64.so.2]
 0x0000000000000001 (NEEDED)             Shared library: [libresolv.so.2]
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
  0x0010:   Name: GLIBC_2.2.5  Flags: none  Version: 3
  0x0020:   Name: GLIBC_2.34  Flags: none  Version: 2
  0x0030:   Name: GLIBC_PRIVATE  Flags: none  Version: 4";
        assert_eq!(
            interpreter(printed).as_deref(),
            Some("/lib64/ld-linux-x86-64.so.2")
        );
        assert_eq!(needed(printed), ["libresolv.so.2", "libc.so.6"]);
        assert_eq!(newest_glibc(printed), Some((2, 34)));
        assert_eq!(newest_glibc("no versions"), None);
    }

    #[test]
    fn the_machine_is_read_in_the_byte_order_of_the_file() {
        let with = |order: u8, pair: [u8; 2]| {
            let mut head = b"\x7fELF\x02".to_vec();
            head.push(order);
            head.resize(18, 0);
            head.extend(pair);
            Facts {
                head,
                ..Facts::default()
            }
        };
        assert_eq!(with(1, [0x3e, 0]).machine(), Some(62));
        assert_eq!(with(2, [0, 0x16]).machine(), Some(22));
        assert_eq!(Facts::default().machine(), None);
    }
}
