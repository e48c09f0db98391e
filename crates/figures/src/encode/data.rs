//! The measured machine code: three C functions, seven instruction sets. `data/README.md` says how it was made.

use serde_json::Value;
use std::sync::OnceLock;

/// Everything that was measured.
#[derive(Debug)]
pub(super) struct Encodings {
    /// The day, `2026-11-23`.
    pub captured: String,
    /// Name and C text.
    pub functions: Vec<(String, String)>,
    pub objects: Vec<Object>,
    code: Vec<(String, String, Vec<Instruction>)>,
    foreign: Vec<Foreign>,
}

/// What an instruction set's object file says about itself.
#[derive(Debug)]
pub(super) struct Object {
    pub isa: String,
    /// The first 20 bytes.
    pub elf: Vec<u8>,
    /// How many bytes a `long` has.
    pub long_bytes: usize,
    /// The section that holds the constant where no instruction does, and its bytes.
    pub data: Option<(String, Vec<u8>)>,
}

/// One instruction.
#[derive(Debug)]
pub(super) struct Instruction {
    /// From the start of the function, in bytes.
    pub at: usize,
    /// In memory order.
    pub bytes: Vec<u8>,
    pub text: String,
    pub registers: Vec<String>,
    /// Empty, or one character per bit in memory order: the digit of the constant's byte, or a dot.
    pub carries: String,
    pub relocation: String,
}

/// The bytes of a function as another instruction set reads them.
#[derive(Debug)]
struct Foreign {
    isa: String,
    function: String,
    reader: String,
    lines: Vec<Decoded>,
}

/// One line of such a reading.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    pub bytes: Vec<u8>,
    /// `None` where the bytes are no instruction.
    pub text: Option<String>,
}

impl Encodings {
    /// The measured document; `None` only if it were broken, which the tests exclude.
    pub(super) fn get() -> Option<&'static Self> {
        static READ: OnceLock<Option<Encodings>> = OnceLock::new();
        READ.get_or_init(|| {
            Self::read(
                &serde_json::from_slice(crate::library::text("encodings.json").as_bytes()).ok()?,
            )
        })
        .as_ref()
    }

    fn read(document: &Value) -> Option<Self> {
        let rows = |key: &str| document[key].as_array();
        Some(Self {
            captured: text(&document["captured"]),
            functions: rows("functions")?
                .iter()
                .map(|row| (text(&row["id"]), text(&row["text"])))
                .collect(),
            objects: rows("isas")?.iter().map(object).collect(),
            code: rows("code")?
                .iter()
                .map(|row| {
                    let code = row["code"].as_array().into_iter().flatten();
                    let code = code.map(instruction).collect();
                    (text(&row["isa"]), text(&row["c"]), code)
                })
                .collect(),
            foreign: rows("foreign")?.iter().map(foreign).collect(),
        })
    }

    /// The code of a function for an instruction set.
    pub(super) fn code(&self, isa: &str, function: &str) -> &[Instruction] {
        let mut code = self.code.iter();
        code.find(|(own_isa, own_function, _)| own_isa == isa && own_function == function)
            .map_or(&[], |(_, _, code)| code)
    }

    /// The same bytes as `reader` reads them.
    pub(super) fn read_as(&self, isa: &str, function: &str, reader: &str) -> &[Decoded] {
        let mut readings = self.foreign.iter();
        readings
            .find(|it| it.isa == isa && it.function == function && it.reader == reader)
            .map_or(&[], |it| &it.lines)
    }

    pub(super) fn object(&self, isa: &str) -> Option<&Object> {
        self.objects.iter().find(|object| object.isa == isa)
    }
}

fn object(row: &Value) -> Object {
    let section = text(&row["data"]["section"]);
    Object {
        isa: text(&row["id"]),
        elf: bytes(&text(&row["elf"])),
        long_bytes: number(&row["long"]),
        data: (!section.is_empty()).then(|| (section, bytes(&text(&row["data"]["bytes"])))),
    }
}

fn instruction(row: &Value) -> Instruction {
    Instruction {
        at: number(&row["at"]),
        bytes: bytes(&text(&row["bytes"])),
        text: text(&row["text"]),
        registers: row["regs"]
            .as_array()
            .into_iter()
            .flatten()
            .map(text)
            .collect(),
        carries: text(&row["carries"]),
        relocation: text(&row["relocation"]),
    }
}

fn foreign(row: &Value) -> Foreign {
    let decoded = |line: &Value| {
        let line = text(line);
        let (hex, words) = line.split_once(' ').unwrap_or((&line, ""));
        Decoded {
            bytes: bytes(hex),
            text: (words != "<unknown>").then(|| words.to_owned()),
        }
    };
    Foreign {
        isa: text(&row["isa"]),
        function: text(&row["c"]),
        reader: text(&row["as"]),
        lines: row["code"]
            .as_array()
            .into_iter()
            .flatten()
            .map(decoded)
            .collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> usize {
    value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or_default()
}

/// The bytes that hexadecimal digits spell; what is no pair of digits is left out.
fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

/// Bytes as people write them: `48 b8`.
pub(super) fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each instruction's bytes against values that were written down independently of the tool.
    #[track_caller]
    fn check(isa: &str, function: &str, expected: &[&str]) {
        let encodings = Encodings::get().unwrap();
        let found: Vec<String> = encodings
            .code(isa, function)
            .iter()
            .map(|it| hex(&it.bytes))
            .collect();
        assert_eq!(found, expected, "{isa} {function}");
    }

    #[test]
    fn the_constant_has_the_expected_bytes_everywhere() {
        check("x86_64", "f", &["48 b8 88 77 66 55 44 33 22 11", "c3"]);
        check(
            "aarch64",
            "f",
            &[
                "00 f1 8e d2",
                "c0 ac aa f2",
                "80 68 c6 f2",
                "40 24 e2 f2",
                "c0 03 5f d6",
            ],
        );
        check(
            "s390x",
            "f",
            &["c0 2e 11 22 33 44", "c0 2d 55 66 77 88", "07 fe"],
        );
        check(
            "ppc64le",
            "f",
            &[
                "48 04 60 3c",
                "d1 8c 63 60",
                "ca 10 63 78",
                "66 55 63 64",
                "88 77 63 60",
                "20 00 80 4e",
            ],
        );
        check(
            "riscv64",
            "f",
            &["17 05 00 00", "13 05 05 00", "08 61", "82 80"],
        );
        check("armv7", "f", &["88 07 07 e3", "66 05 45 e3", "1e ff 2f e1"]);
    }

    #[test]
    fn adding_three_has_the_expected_bytes() {
        check(
            "x86_64",
            "add3",
            &["48 63 c6", "8b 04 87", "83 c0 03", "c3"],
        );
        check(
            "aarch64",
            "add3",
            &["08 d8 61 b8", "00 0d 00 11", "c0 03 5f d6"],
        );
        check(
            "armv7",
            "add3",
            &["01 01 90 e7", "03 00 80 e2", "1e ff 2f e1"],
        );
        check(
            "s390x",
            "add3",
            &[
                "eb 13 00 02 00 0d",
                "a7 08 00 03",
                "5a 01 20 00",
                "b9 14 00 20",
                "07 fe",
            ],
        );
        check(
            "riscv64",
            "add3",
            &["8a 05", "2e 95", "08 41", "0d 25", "82 80"],
        );
    }

    #[test]
    fn squaring_has_the_expected_bytes() {
        check("x86_64", "square", &["89 f8", "0f af c7", "c3"]);
        check("aarch64", "square", &["00 7c 00 1b", "c0 03 5f d6"]);
        check("armv7", "square", &["90 00 00 e0", "1e ff 2f e1"]);
        check("s390x", "square", &["b2 52 00 22", "b9 14 00 22", "07 fe"]);
    }

    #[test]
    fn the_wrong_processor_reads_noise() {
        let encodings = Encodings::get().unwrap();
        let words: Vec<&str> = encodings
            .read_as("aarch64", "f", "x86_64")
            .iter()
            .map(|line| line.text.as_deref().unwrap_or("invalid"))
            .collect();
        assert_eq!(
            words,
            [
                "add cl, dh",
                "mov ss, edx",
                format!("shr byte ptr [rdx + 4*rbp - {:#x}], 0xf2", 966_229_774).as_str(),
                "and al, -0x1e",
                "repne rol byte ptr [rbx], 0x5f",
                "invalid"
            ]
        );
        let on_arm = encodings.read_as("x86_64", "f", "aarch64");
        assert!(on_arm.iter().all(|line| line.text.is_none()));
    }

    #[test]
    fn every_header_names_class_order_and_machine() {
        let encodings = Encodings::get().unwrap();
        for (isa, class, order, machine) in [
            ("x86_64", 2, 1, [0x3e, 0]),
            ("aarch64", 2, 1, [0xb7, 0]),
            ("armv7", 1, 1, [0x28, 0]),
            ("i386", 1, 1, [0x03, 0]),
            ("riscv64", 2, 1, [0xf3, 0]),
            ("ppc64le", 2, 1, [0x15, 0]),
            ("s390x", 2, 2, [0, 0x16]),
        ] {
            let elf = &encodings.object(isa).unwrap().elf;
            assert_eq!(elf.len(), 20, "{isa}");
            assert_eq!((elf[4], elf[5]), (class, order), "{isa}");
            assert_eq!(elf[18..], machine, "{isa}");
        }
    }

    #[test]
    fn every_function_is_read_by_every_other_instruction_set() {
        let encodings = Encodings::get().unwrap();
        for object in &encodings.objects {
            for (function, _) in &encodings.functions {
                let code = encodings.code(&object.isa, function);
                let n_bytes: usize = code.iter().map(|it| it.bytes.len()).sum();
                assert!(code.len() > 1, "{} {function}", object.isa);
                for it in code {
                    assert!(it.carries.is_empty() || it.carries.len() == it.bytes.len() * 8);
                }
                for reader in &encodings.objects {
                    if reader.isa != object.isa {
                        let lines = encodings.read_as(&object.isa, function, &reader.isa);
                        let n_read: usize = lines.iter().map(|line| line.bytes.len()).sum();
                        assert_eq!(n_read, n_bytes, "{} as {}", object.isa, reader.isa);
                    }
                }
            }
        }
    }
}
