//! Three C functions as machine code for seven instruction sets, and what each
//! one's bytes mean to the other six.

use std::fs;
use std::path::{Path, PathBuf};

use super::carriers::{self, CONSTANT};
use super::disassembly::{Instruction, everything, function};
use super::isa::{ISAS, Isa};
use super::lines::{Member, document};
use super::registers;
use super::version_of;
use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::samples::json::{Json, object};
use crate::samples::today;

/// What this measurement calls, and the Debian package that has it.
pub const TOOLS: &[(&str, &str)] = &[
    ("clang", "clang"),
    ("llvm-objdump", "llvm"),
    ("llvm-mc", "llvm"),
];

/// Each function gets a section of its own, so that no other one's start pads it.
const FLAGS: &[&str] = &["-O2", "-ffunction-sections", "-w", "-c"];

/// The functions: name, and C text.
const FUNCTIONS: &[(&str, &str)] = &[
    ("f", "long f(void) { return 0x1122334455667788L; }"),
    ("add3", "int add3(int *a, int i) { return a[i] + 3; }"),
    ("square", "int square(int x) { return x * x; }"),
];

/// Compiles, decodes and proves; the text of `encodings.json`.
///
/// # Errors
///
/// When a tool fails, or the carriers of the constant cannot be confirmed.
pub fn measure(scratch: &Path) -> Outcome<String> {
    let bench = Bench { scratch };
    let mut isas = Vec::new();
    let mut code_rows = Vec::new();
    let mut foreign_rows = Vec::new();
    for isa in ISAS {
        let object_file = bench.compile(isa, "functions", &sources())?;
        let listing = bench.disassemble(&object_file)?;
        let constant = function(&listing, FUNCTIONS[0].0)?;
        let maps = carriers::claim(isa, &constant)?;
        let proved = bench.proved(isa, &constant, &maps)?;
        println!(
            "{}: {} bytes, {proved} of 64 bits proved by changing them",
            isa.id,
            constant.iter().map(|it| it.bytes.len()).sum::<usize>()
        );
        let elf = fs::read(&object_file).while_doing("reading an object file")?;
        isas.push(
            object([
                ("id", isa.id.into()),
                ("target", isa.target.into()),
                ("elf", hex(elf.get(..20).unwrap_or_default()).into()),
                ("long", as_number(isa.long_bits / 8)),
                ("proved", as_number(proved)),
            ])
            .with_some("data", bench.data(isa, &object_file)?),
        );
        for (idx, (name, _)) in FUNCTIONS.iter().enumerate() {
            let code = function(&listing, name)?;
            let maps = (idx == 0).then_some(&maps);
            code_rows.push(object([
                ("isa", isa.id.into()),
                ("c", (*name).into()),
                ("code", rows(isa, &code, maps)?),
            ]));
            foreign_rows.extend(bench.read_by_the_others(isa, name, &code)?);
        }
    }
    let tools = [
        version_of("clang", &["--version"])?,
        format!(
            "llvm-objdump {}",
            version_of("llvm-objdump", &["--version"])?
        ),
        format!("llvm-mc {}", version_of("llvm-mc", &["--version"])?),
    ]
    .join("; ");
    let functions = FUNCTIONS
        .iter()
        .map(|(name, text)| object([("id", (*name).into()), ("text", (*text).into())]));
    Ok(document(&[
        ("captured", Member::Value(today().into())),
        ("tools", Member::Value(tools.into())),
        ("flags", Member::Value(FLAGS.join(" ").into())),
        ("functions", Member::Rows(functions.collect())),
        ("isas", Member::Rows(isas)),
        ("code", Member::Rows(code_rows)),
        ("foreign", Member::Rows(foreign_rows)),
    ]))
}

fn sources() -> String {
    FUNCTIONS
        .iter()
        .map(|(_, text)| format!("{text}\n"))
        .collect()
}

fn rows(isa: &Isa, code: &[Instruction], maps: Option<&Vec<Vec<Option<usize>>>>) -> Outcome<Json> {
    let mut rows = Vec::new();
    for (idx, instruction) in code.iter().enumerate() {
        let carries = maps.and_then(|maps| carriers::as_text(&maps[idx]));
        rows.push(
            object([
                ("at", as_number(instruction.at)),
                ("bytes", hex(&instruction.bytes).into()),
                ("text", instruction.text.as_str().into()),
                ("regs", registers::touched(isa, instruction)?.into()),
            ])
            .with_some("carries", carries)
            .with_some("relocation", instruction.relocation.clone()),
        );
    }
    Ok(Json::List(rows))
}

/// Where the tools run and leave their files.
struct Bench<'a> {
    scratch: &'a Path,
}

impl Bench<'_> {
    fn compile(&self, isa: &Isa, name: &str, source: &str) -> Outcome<PathBuf> {
        let c = self.scratch.join(format!("{name}.c"));
        fs::write(&c, source).while_doing("writing C")?;
        let object_file = self.scratch.join(format!("{name}-{}.o", isa.id));
        Run::new("clang")
            .args([format!("--target={}", isa.target)])
            .args(FLAGS)
            .args([&c])
            .args(["-o"])
            .args([&object_file])
            .output()?;
        Ok(object_file)
    }

    fn disassemble(&self, object_file: &Path) -> Outcome<String> {
        let output = Run::new("llvm-objdump")
            .args(["-d", "-r", "--print-imm-hex", "-M", "intel"])
            .args([object_file])
            .output()?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }

    /// How many single changed bits of the constant confirm where it is carried.
    fn proved(
        &self,
        isa: &Isa,
        code: &[Instruction],
        maps: &[Vec<Option<usize>>],
    ) -> Outcome<usize> {
        let source: String = (0..64)
            .map(|rank| {
                let value = CONSTANT ^ (1 << rank);
                format!("long f{rank}(void) {{ return {value:#x}L; }}\n")
            })
            .collect();
        let listing = self.disassemble(&self.compile(isa, "flipped", &source)?)?;
        let mut proved = 0;
        for rank in 0..64 {
            let changed = function(&listing, &format!("f{rank}"))?;
            proved += usize::from(carriers::prove(isa, maps, code, &changed, rank)?);
        }
        Ok(proved)
    }

    /// The data section that holds the constant where no instruction does.
    fn data(&self, isa: &Isa, object_file: &Path) -> Outcome<Option<Json>> {
        if !isa.fields.is_empty() {
            return Ok(None);
        }
        let section = ".sdata";
        let dump = Run::new("llvm-objdump")
            .args(["-s", "-j", section])
            .args([object_file])
            .output()?;
        let dump = String::from_utf8_lossy(&dump).into_owned();
        let expected = hex(&CONSTANT.to_le_bytes());
        let found = dump
            .lines()
            .last()
            .map(|line| line.split_whitespace().skip(1).take(2).collect::<String>());
        if found.as_deref() == Some(expected.as_str()) {
            let members = [("section", section.into()), ("bytes", expected.into())];
            Ok(Some(object(members)))
        } else {
            let what = format!("{}: {section} holds {found:?}, not {expected}", isa.id);
            Err(Failure::new(what))
        }
    }

    /// The bytes of this function, decoded as each other instruction set.
    fn read_by_the_others(
        &self,
        isa: &Isa,
        name: &str,
        code: &[Instruction],
    ) -> Outcome<Vec<Json>> {
        let bytes: Vec<String> = code
            .iter()
            .flat_map(|it| &it.bytes)
            .map(|byte| format!("{byte:#04x}"))
            .collect();
        let source = self.scratch.join("bytes.s");
        fs::write(&source, format!(".byte {}\n", bytes.join(","))).while_doing("writing bytes")?;
        // An x86 object has no marks that say what is code and what is data, so
        // the reader believes its own command line.
        let bare = self.scratch.join("bytes.o");
        Run::new("llvm-mc")
            .args(["--triple=x86_64", "-filetype=obj", "-o"])
            .args([&bare, &source])
            .output()?;
        let mut rows = Vec::new();
        for other in ISAS.iter().filter(|other| other.id != isa.id) {
            let listing = Run::new("llvm-objdump")
                .args(["-d", "-M", "intel", "--print-imm-hex"])
                .args([format!("--triple={}", other.target)])
                .args(other.features.map(|it| format!("--mattr={it}")))
                .args([&bare])
                .output()?;
            let listing = String::from_utf8_lossy(&listing).into_owned();
            // A stray return does not end them.
            let decoded: Vec<String> = everything(&listing, ".text")?
                .iter()
                .map(|it| format!("{} {}", hex(&it.bytes), it.text))
                .collect();
            rows.push(object([
                ("isa", isa.id.into()),
                ("c", name.into()),
                ("as", other.id.into()),
                ("code", decoded.into()),
            ]));
        }
        Ok(rows)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn as_number(number: usize) -> Json {
    Json::Number(number as u64)
}
