//! Reading what llvm-objdump prints: addresses, bytes, text and relocations.

use crate::failure::{Failure, Outcome};

/// One line of a disassembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Bytes from the start of the function.
    pub at: usize,
    /// In the order in which they are in memory.
    pub bytes: Vec<u8>,
    /// As llvm-objdump writes it, blanks collapsed; `<unknown>` where the bytes
    /// are no instruction.
    pub text: String,
    /// What a linker has yet to fill in, such as `R_RISCV_PCREL_HI20 .LCPI0_0`.
    pub relocation: Option<String>,
}

impl Instruction {
    /// The first word of the text.
    pub fn mnemonic(&self) -> &str {
        self.text.split(' ').next().unwrap_or_default()
    }

    /// Whether a function ends here; what follows in its section is padding.
    fn returns(&self) -> bool {
        ["ret", "bx lr", "br %r14", "blr"].contains(&self.text.as_str())
    }
}

/// The instructions under the label `symbol`, up to and with the first return.
///
/// # Errors
///
/// When there is no such label, or a line is not understood.
pub fn function(listing: &str, symbol: &str) -> Outcome<Vec<Instruction>> {
    let mut instructions = everything(listing, symbol)?;
    if let Some(last) = instructions.iter().position(Instruction::returns) {
        instructions.truncate(last + 1);
    }
    Ok(instructions)
}

/// All that is printed under the label `symbol`.
///
/// # Errors
///
/// When there is no such label, or a line is not understood.
pub fn everything(listing: &str, symbol: &str) -> Outcome<Vec<Instruction>> {
    let label = format!("<{symbol}>:");
    let after = listing
        .split_once(&label)
        .ok_or_else(|| Failure::new(format!("llvm-objdump shows no `{symbol}`")))?
        .1;
    let mut instructions: Vec<Instruction> = Vec::new();
    for line in after.lines().skip(1) {
        if line.trim().is_empty() {
            break;
        }
        if let Some(relocation) = relocation(line) {
            if let Some(last) = instructions.last_mut() {
                last.relocation = Some(relocation);
            }
            continue;
        }
        // Stands for zeros: POWER has a table of them after each function.
        if line.trim() == "..." {
            break;
        }
        instructions.push(instruction(line)?);
    }
    Ok(instructions)
}

/// Such as `\t\t0000000000000000:  R_RISCV_PCREL_HI20\t.LCPI0_0`.
fn relocation(line: &str) -> Option<String> {
    let (_, rest) = line.strip_prefix("\t\t")?.split_once(": ")?;
    Some(collapsed(rest))
}

/// Such as `       0: 48 63 c6   \tmovsxd\trax, esi`.
fn instruction(line: &str) -> Outcome<Instruction> {
    let read = || {
        let (at, rest) = line.split_once(':')?;
        let (bytes, text) = rest.split_once('\t')?;
        let bytes = bytes
            .split_whitespace()
            .map(|byte| (byte.len() == 2).then(|| u8::from_str_radix(byte, 16).ok())?)
            .collect::<Option<Vec<u8>>>()?;
        Some(Instruction {
            at: usize::from_str_radix(at.trim(), 16).ok()?,
            bytes,
            text: collapsed(without_comment(text)),
            relocation: None,
        })
    };
    read().ok_or_else(|| {
        Failure::new(format!(
            "llvm-objdump printed `{line}`, which is not understood"
        ))
        .fix("version 14 prints bytes in memory order; others may print words")
    })
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A comment starts with a hash and a blank; Arm's immediate values have the
/// hash without the blank.
fn without_comment(text: &str) -> &str {
    text.split("# ").next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RISCV: &str = "\nDisassembly of section .text.f:\n\n0000000000000000 <f>:\n\
        \x20      0: 17 05 00 00  \tauipc\ta0, 0\n\
        \t\t0000000000000000:  R_RISCV_PCREL_HI20\t.LCPI0_0\n\
        \x20      4: 82 80        \tret\n\
        \x20      6: 01 00        \tnop\n\nDisassembly of section .text.g:\n";

    #[test]
    fn a_function_ends_with_its_return_and_keeps_its_relocations() {
        let read = function(RISCV, "f").unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].bytes, [0x17, 0x05, 0, 0]);
        assert_eq!(read[0].text, "auipc a0, 0");
        assert_eq!(
            read[0].relocation.as_deref(),
            Some("R_RISCV_PCREL_HI20 .LCPI0_0")
        );
        assert_eq!((read[1].at, read[1].mnemonic()), (4, "ret"));
        assert!(function(RISCV, "h").is_err());
    }

    #[test]
    fn comments_go_and_immediate_values_stay() {
        let line = "  1: b8 88 77 66 55 \tmov\teax, 0x55667788       # imm = 0x55667788";
        assert_eq!(instruction(line).unwrap().text, "mov eax, 0x55667788");
        let line = "  0: 88 07 07 e3  \tmovw\tr0, #0x7788";
        assert_eq!(instruction(line).unwrap().text, "movw r0, #0x7788");
    }

    #[test]
    fn words_are_not_taken_for_bytes() {
        assert!(instruction("       0: e3070788  \tmovw\tr0, #0x7788").is_err());
    }
}
