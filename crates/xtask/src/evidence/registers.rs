//! Which registers an instruction touches, in the names of its psABI.

use super::disassembly::Instruction;
use super::isa::Isa;
use crate::failure::{Failure, Outcome};

/// The x86 registers by their 32-bit and 64-bit names.
const X86: &[(&str, &str)] = &[
    ("eax", "rax"),
    ("ebx", "rbx"),
    ("ecx", "rcx"),
    ("edx", "rdx"),
    ("esi", "rsi"),
    ("edi", "rdi"),
    ("ebp", "rbp"),
    ("esp", "rsp"),
];

/// How many of the numbers after a POWER mnemonic name registers; its assembler
/// writes both as plain numbers.
const POWER: &[(&str, usize)] = &[
    ("lis", 1),
    ("ori", 2),
    ("oris", 2),
    ("rldic", 2),
    ("sldi", 2),
    ("lwzx", 3),
    ("addi", 2),
    ("extsw", 2),
    ("mullw", 3),
    ("blr", 0),
];

/// The general registers that the text names, in order of first mention, and the
/// one that holds or leads to the return address where the text leaves it out.
///
/// # Errors
///
/// For a POWER mnemonic that has no row here.
pub fn touched(isa: &Isa, instruction: &Instruction) -> Outcome<Vec<String>> {
    let mut registers = Vec::new();
    for name in named(isa, instruction)? {
        if !registers.contains(&name) {
            registers.push(name);
        }
    }
    let implied = match (isa.id, instruction.mnemonic()) {
        ("x86_64", "ret") => Some("rsp"),
        ("i386", "ret") => Some("esp"),
        ("aarch64", "ret") => Some("x30"),
        ("riscv64", "ret") => Some("ra"),
        ("ppc64le", "blr") => Some("lr"),
        _ => None,
    };
    registers.extend(implied.map(str::to_owned));
    Ok(registers)
}

fn named(isa: &Isa, instruction: &Instruction) -> Outcome<Vec<String>> {
    let operands = instruction
        .text
        .split_once(' ')
        .map_or("", |(_, operands)| operands);
    let words = operands
        .split(|it: char| !(it.is_ascii_alphanumeric()))
        .filter(|word| !word.is_empty());
    if isa.id == "ppc64le" {
        let mnemonic = instruction.mnemonic();
        let n_registers = POWER
            .iter()
            .find(|(name, _)| *name == mnemonic)
            .ok_or_else(|| {
                Failure::new(format!(
                    "ppc64le: how many registers `{mnemonic}` names is not known here"
                ))
            })?
            .1;
        return Ok(words.take(n_registers).map(|it| format!("r{it}")).collect());
    }
    Ok(words.filter_map(|word| register(isa.id, word)).collect())
}

/// The full register behind a word of the text, if it is one.
fn register(isa: &str, word: &str) -> Option<String> {
    let numbered = |letter: char| {
        word.strip_prefix(letter)
            .filter(|rest| rest.parse::<u8>().is_ok())
    };
    let full = match isa {
        "x86_64" => X86
            .iter()
            .find(|(half, full)| word == *half || word == *full)?
            .1
            .to_owned(),
        "i386" => X86.iter().find(|(half, _)| word == *half)?.0.to_owned(),
        "aarch64" => format!("x{}", numbered('x').or_else(|| numbered('w'))?),
        "riscv64" => numbered('a').map(|_| word.to_owned())?,
        "armv7" if word == "lr" => word.to_owned(),
        _ => numbered('r').map(|_| word.to_owned())?,
    };
    Some(full)
}

#[cfg(test)]
mod tests {
    use super::super::isa::ISAS;
    use super::*;

    #[track_caller]
    fn check(isa: &str, text: &str, expected: &[&str]) {
        let isa = ISAS.iter().find(|it| it.id == isa).unwrap();
        let instruction = Instruction {
            at: 0,
            bytes: Vec::new(),
            text: text.to_owned(),
            relocation: None,
        };
        assert_eq!(touched(isa, &instruction).unwrap(), expected, "{text}");
    }

    #[test]
    fn registers_are_found_in_each_assembler_dialect() {
        check(
            "x86_64",
            "mov eax, dword ptr [rdi + 4*rax]",
            &["rax", "rdi"],
        );
        check("x86_64", "ret", &["rsp"]);
        check("i386", "mov ecx, dword ptr [esp + 0x4]", &["ecx", "esp"]);
        check("aarch64", "ldr w8, [x0, w1, sxtw #2]", &["x8", "x0", "x1"]);
        check("aarch64", "ret", &["x30"]);
        check("armv7", "bx lr", &["lr"]);
        check("armv7", "ldr r0, [r0, r1, lsl #2]", &["r0", "r1"]);
        check("s390x", "a %r0, 0(%r1,%r2)", &["r0", "r1", "r2"]);
        check("ppc64le", "rldic 3, 3, 34, 3", &["r3"]);
        check("ppc64le", "lwzx 3, 3, 4", &["r3", "r4"]);
        check("riscv64", "ld a0, 0(a0)", &["a0"]);
    }
}
