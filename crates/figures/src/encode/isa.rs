//! What people call the seven instruction sets, and what the ABI of each on Linux does with its registers.
//!
//! Sources are the processor supplements of the System V ABI and their kin: x86-64 and i386 psABI, AAPCS64 and AAPCS32,
//! the s390x and 64-bit ELF V2 (POWER) ABIs, and the RISC-V calling convention.

use tagprism_core::Platform;

/// One instruction set.
#[derive(Debug)]
pub(super) struct Isa {
    /// Its name in the measured data and in addresses.
    pub id: &'static str,
    pub name: &'static str,
    /// Architecture and variant of images for it.
    architecture: &'static str,
    variant: &'static str,
    /// How long its instructions are, as part of a sentence.
    pub lengths: &'static str,
    pub is_big_endian: bool,
    /// The general registers in the order of their numbers; runs are `x0-x30`.
    registers: &'static str,
    arguments: &'static str,
    pub result: &'static str,
    /// Where the return address is.
    pub back: &'static str,
}

/// All of them; the first two are the default view.
pub(super) const ISAS: &[Isa] = &[
    Isa {
        id: "x86_64",
        name: "x86-64",
        architecture: "amd64",
        variant: "",
        lengths: "1 to 15 bytes each",
        is_big_endian: false,
        registers: "rax rcx rdx rbx rsp rbp rsi rdi r8-r15",
        arguments: "rdi rsi rdx rcx r8 r9",
        result: "rax",
        back: "on the stack, where rsp points",
    },
    Isa {
        id: "aarch64",
        name: "AArch64",
        architecture: "arm64",
        variant: "",
        lengths: "always 4 bytes each",
        is_big_endian: false,
        registers: "x0-x30 sp",
        arguments: "x0-x7",
        result: "x0",
        back: "in x30",
    },
    Isa {
        id: "armv7",
        name: "Armv7",
        architecture: "arm",
        variant: "v7",
        lengths: "4 bytes each in Arm code",
        is_big_endian: false,
        registers: "r0-r12 sp lr pc",
        arguments: "r0-r3",
        result: "r0",
        back: "in lr",
    },
    Isa {
        id: "s390x",
        name: "s390x",
        architecture: "s390x",
        variant: "",
        lengths: "2, 4 or 6 bytes each",
        is_big_endian: true,
        registers: "r0-r15",
        arguments: "r2-r6",
        result: "r2",
        back: "in r14",
    },
    Isa {
        id: "ppc64le",
        name: "POWER (LE)",
        architecture: "ppc64le",
        variant: "",
        lengths: "4 bytes each, some 8 since POWER10",
        is_big_endian: false,
        registers: "r0-r31 lr",
        arguments: "r3-r10",
        result: "r3",
        back: "in lr",
    },
    Isa {
        id: "riscv64",
        name: "RISC-V 64",
        architecture: "riscv64",
        variant: "",
        lengths: "4 bytes each, or 2 in compressed form",
        is_big_endian: false,
        registers: "zero ra sp gp tp t0-t2 s0-s1 a0-a7 s2-s11 t3-t6",
        arguments: "a0-a7",
        result: "a0",
        back: "in ra",
    },
    Isa {
        id: "i386",
        name: "i386",
        architecture: "386",
        variant: "",
        lengths: "1 to 15 bytes each",
        is_big_endian: false,
        registers: "eax ecx edx ebx esp ebp esi edi",
        arguments: "",
        result: "eax",
        back: "on the stack, where esp points",
    },
];

impl Isa {
    pub(super) fn of(id: &str) -> Option<&'static Self> {
        ISAS.iter().find(|isa| isa.id == id)
    }

    /// The one that a machine's images are compiled for; for every 32-bit Arm that is Armv7 here, or nearest to it.
    pub(super) fn of_machine(machine: &Platform) -> Option<&'static Self> {
        ISAS.iter()
            .find(|isa| isa.architecture == machine.architecture)
    }

    /// How it stands to a machine that [`Self::of_machine`] found it for. Older Arm processors lack some of its instructions:
    /// `movw` and `movt` came with Armv7.
    pub(super) fn beside(&self, machine: &Platform) -> &'static str {
        let host = machine.normalize();
        let is_older = host.architecture == "arm"
            && matches!(host.variant.as_str(), "v3" | "v4" | "v5" | "v6");
        if is_older {
            "newer than yours"
        } else {
            "like yours"
        }
    }

    /// A platform whose images hold such code.
    pub(super) fn platform(&self) -> Platform {
        Platform::new("linux", self.architecture, self.variant)
    }

    /// Every general register.
    pub(super) fn registers(&self) -> Vec<String> {
        expanded(self.registers)
    }

    /// Those that carry the first arguments of a function; none on i386, which has them on the stack.
    pub(super) fn arguments(&self) -> Vec<String> {
        expanded(self.arguments)
    }

    /// The arguments as people write them: "rdi, rsi", "x0 to x7".
    pub(super) fn arguments_in_words(&self) -> String {
        if self.arguments.is_empty() {
            return "on the stack".to_owned();
        }
        self.arguments.replace(' ', ", ").replace('-', " to ")
    }
}

/// The names of a list in which `x0-x7` stands for eight.
fn expanded(list: &str) -> Vec<String> {
    let letters = |name: &str| {
        name.trim_end_matches(|it: char| it.is_ascii_digit())
            .to_owned()
    };
    let number = |name: &str| name[letters(name).len()..].parse::<u32>().ok();
    let run = |word: &str| -> Option<Vec<String>> {
        let (first, last) = word.split_once('-')?;
        let letters = letters(first);
        let names = number(first)?..=number(last)?;
        Some(names.map(|nth| format!("{letters}{nth}")).collect())
    };
    list.split_whitespace()
        .flat_map(|word| run(word).unwrap_or_else(|| vec![word.to_owned()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::data::Encodings;
    use super::*;

    #[test]
    fn runs_of_registers_are_written_out() {
        assert_eq!(expanded("r8-r10 sp"), ["r8", "r9", "r10", "sp"]);
        for (id, n_registers) in [
            ("x86_64", 16),
            ("aarch64", 32),
            ("armv7", 16),
            ("s390x", 16),
            ("ppc64le", 33),
            ("riscv64", 32),
            ("i386", 8),
        ] {
            assert_eq!(Isa::of(id).unwrap().registers().len(), n_registers, "{id}");
        }
    }

    #[track_caller]
    fn check_beside(architecture: &str, variant: &str, expected: &str) {
        let machine = Platform::new("linux", architecture, variant);
        let isa = Isa::of_machine(&machine).unwrap();
        assert_eq!(format!("{}, {}", isa.name, isa.beside(&machine)), expected);
    }

    #[test]
    fn armv7_is_newer_than_what_older_arm_processors_have() {
        check_beside("arm", "v5", "Armv7, newer than yours");
        check_beside("arm", "v6", "Armv7, newer than yours");
        check_beside("arm", "v7", "Armv7, like yours");
        check_beside("arm", "", "Armv7, like yours");
        check_beside("386", "", "i386, like yours");
        check_beside("arm64", "v8", "AArch64, like yours");
    }

    #[test]
    fn arguments_read_as_words() {
        let words = |id| Isa::of(id).unwrap().arguments_in_words();
        assert_eq!(words("x86_64"), "rdi, rsi, rdx, rcx, r8, r9");
        assert_eq!(words("aarch64"), "x0 to x7");
        assert_eq!(words("i386"), "on the stack");
    }

    #[test]
    fn the_code_touches_only_registers_that_exist() {
        let encodings = Encodings::get().unwrap();
        for isa in ISAS {
            let registers = isa.registers();
            assert!(isa.arguments().iter().all(|it| registers.contains(it)));
            assert!(registers.iter().any(|it| it == isa.result));
            for (function, _) in &encodings.functions {
                for instruction in encodings.code(isa.id, function) {
                    for register in &instruction.registers {
                        assert!(registers.contains(register), "{} {register}", isa.id);
                    }
                }
            }
        }
    }

    #[test]
    fn the_measured_instruction_sets_are_these() {
        let encodings = Encodings::get().unwrap();
        let measured: Vec<&str> = encodings.objects.iter().map(|it| it.isa.as_str()).collect();
        let named: Vec<&str> = ISAS.iter().map(|isa| isa.id).collect();
        assert_eq!(measured, named);
    }
}
