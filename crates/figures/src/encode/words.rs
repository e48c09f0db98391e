//! What the figure says in sentences and in its table.

use super::{Pair, Side, data::Instruction, data::hex};
use crate::figure::Table;

const NUMBERS: &[&str] = &["none", "one", "two", "three", "four", "five", "six"];

/// A small number as a word.
fn number(count: usize) -> String {
    match NUMBERS.get(count) {
        Some(word) => (*word).to_owned(),
        None => count.to_string(),
    }
}

/// The conclusion.
pub(super) fn caption(pair: &Pair) -> String {
    let [left, right] = &pair.sides;
    let (one, other) = (left.isa.name, right.isa.name);
    if pair.is_constant() {
        let noun = match left.n_carrying() {
            1 => "instruction",
            _ => "instructions",
        };
        let (half, other_half) = match (is_half(left), is_half(right)) {
            (false, true) => ("", "half of it "),
            (true, false) => ("half of ", "all of it "),
            (true, true) => ("half of ", ""),
            (false, false) => ("", ""),
        };
        return format!(
            "{one} holds {half}the constant in {} {noun}, {other} {other_half}in {}: every instruction set is a language of bytes of its own.",
            number(left.n_carrying()).replace("none", "no"),
            number(right.n_carrying()),
        );
    }
    format!(
        "The same line of C becomes {} bytes for {one} and {} for {other}, so it is compiled once for each.",
        left.n_bytes(),
        right.n_bytes()
    )
}

/// Whether a `long` is too short for the constant.
fn is_half(side: &Side) -> bool {
    side.object.long_bytes < 8
}

/// What the picture says just now.
pub(super) fn status(pair: &Pair) -> String {
    format!("{}{}", of_linux(pair), pair.on_windows)
}

fn of_linux(pair: &Pair) -> String {
    if let Some((side, instruction)) = pair.instruction() {
        return about(pair, side, instruction);
    }
    if pair.is_fed {
        let fed = |side: &Side| fed(pair, side);
        return format!("{} {}", fed(&pair.sides[0]), fed(&pair.sides[1]));
    }
    let whole = |side: &Side| {
        let kept = match (
            pair.is_constant(),
            &side.object.data,
            side.object.long_bytes,
        ) {
            (true, Some((section, _)), _) => {
                format!(" The constant is not among them, it lies in {section}.")
            }
            (true, None, 4) => " A long has 4 bytes here: half of the constant is lost.".to_owned(),
            _ => String::new(),
        };
        format!(
            "{}: {} bytes, {} instructions, {}.{kept}",
            side.isa.name,
            side.n_bytes(),
            side.code.len(),
            side.isa.lengths
        )
    };
    format!("{} {}", whole(&pair.sides[0]), whole(&pair.sides[1]))
}

/// What the other processor makes of a side's bytes.
fn fed(pair: &Pair, side: &Side) -> String {
    let reader = pair.other(side).isa;
    let lines = pair
        .encodings
        .read_as(side.isa.id, pair.function, reader.id);
    let n_noise = lines.iter().filter(|line| line.text.is_none()).count();
    let n_lines = lines.len();
    let found = match n_lines - n_noise {
        0 => "no instruction at all".to_owned(),
        1 => "one instruction that nobody wrote".to_owned(),
        some => format!("{some} instructions that nobody wrote"),
    };
    format!(
        "{} finds {found} in the {} bytes of {}.",
        reader.name,
        side.n_bytes(),
        side.isa.name
    )
}

fn about(pair: &Pair, side: &Side, instruction: &Instruction) -> String {
    let last = instruction.at + instruction.bytes.len() - 1;
    let place = match last - instruction.at {
        0 => format!("byte {last}"),
        _ => format!("bytes {} to {last}", instruction.at),
    };
    let mut said = format!("{}, {}: {place}.", side.isa.name, instruction.text);
    if pair.is_constant() {
        let carried = carried(&instruction.carries);
        if carried.is_empty() {
            said.push_str(" It carries nothing of the constant.");
        } else {
            let n_bits = instruction.carries.chars().filter(|it| *it != '.').count();
            said.push_str(&format!(
                " {n_bits} of its {} bits are {} of the constant.",
                instruction.carries.len(),
                bytes_in_words(&carried)
            ));
        }
    }
    let roles: Vec<String> = instruction
        .registers
        .iter()
        .map(|register| match role(side, register) {
            "" => register.clone(),
            role => format!("{register} ({role})"),
        })
        .collect();
    if !roles.is_empty() {
        said.push_str(&format!(" It touches {}.", roles.join(", ")));
    }
    if !instruction.relocation.is_empty() {
        said.push_str(&format!(
            " The linker still has to fill in an address: {}.",
            instruction.relocation
        ));
    }
    said
}

/// What the ABI uses a register for.
pub(super) fn role(side: &Side, register: &str) -> &'static str {
    let is_argument = side.isa.arguments().iter().any(|it| it == register);
    match (is_argument, register == side.isa.result) {
        (true, true) => "argument and result",
        (true, false) => "argument",
        (false, true) => "result",
        (false, false) if side.isa.back.contains(register) => "return address",
        _ => "",
    }
}

/// The digits of the constant's bytes in a map, each once, in order of first mention.
pub(super) fn carried(carries: &str) -> Vec<char> {
    let mut digits = Vec::new();
    for digit in carries.chars().filter(|it| *it != '.') {
        if !digits.contains(&digit) {
            digits.push(digit);
        }
    }
    digits
}

fn bytes_in_words(digits: &[char]) -> String {
    let sorted = ('0'..='9').filter(|digit| digits.contains(digit));
    let names: Vec<String> = sorted.map(String::from).collect();
    match names.as_slice() {
        [one] => format!("byte {one}"),
        [first, .., last] if names.len() > 2 => format!("bytes {first} to {last}"),
        _ => format!("bytes {}", names.join(" and ")),
    }
}

/// The same facts in rows.
pub(super) fn table(pair: &Pair) -> Table {
    let mut rows = Vec::new();
    for side in &pair.sides {
        rows.extend(side.code.iter().map(|it| code_row(pair, side, it)));
        rows.extend(more_rows(pair, side));
    }
    Table {
        caption: format!("{} as machine code", pair.c_text()),
        heads: [
            "Instruction set",
            "From byte",
            "Bytes in memory order",
            "Instruction",
            "Carries",
            "Registers",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

fn code_row(pair: &Pair, side: &Side, instruction: &Instruction) -> Vec<String> {
    let carried = carried(&instruction.carries);
    let carries = match (pair.is_constant(), carried.is_empty()) {
        (true, false) => format!("{} of the constant", bytes_in_words(&carried)),
        _ => "–".to_owned(),
    };
    let roles = instruction.registers.iter().map(|register| {
        let role = role(side, register);
        let gap = if role.is_empty() { "" } else { ": " };
        format!("{register}{gap}{role}")
    });
    let mut text = instruction.text.clone();
    if !instruction.relocation.is_empty() {
        text.push_str(&format!(", to be linked: {}", instruction.relocation));
    }
    vec![
        side.isa.name.to_owned(),
        instruction.at.to_string(),
        hex(&instruction.bytes),
        text,
        carries,
        roles.collect::<Vec<_>>().join(", "),
    ]
}

/// What is beside the code: the constant in memory, the header, the other reading, the registers.
fn more_rows(pair: &Pair, side: &Side) -> Vec<Vec<String>> {
    let row = |bytes: String, text: String| {
        let name = side.isa.name.to_owned();
        let dash = || "–".to_owned();
        vec![name, dash(), bytes, text, dash(), dash()]
    };
    let mut rows = Vec::new();
    if pair.is_constant() {
        let order = if side.isa.is_big_endian {
            "highest byte first"
        } else {
            "lowest byte first"
        };
        let stored = stored(side);
        rows.push(row(hex(&stored), format!("the value in memory: {order}")));
    }
    rows.push(row(
        hex(&side.object.elf),
        format!(
            "start of the file; bytes 18 and 19, {}",
            machine_number(side)
        ),
    ));
    if pair.is_fed {
        let reader = pair.other(side).isa;
        let lines = pair
            .encodings
            .read_as(side.isa.id, pair.function, reader.id);
        rows.extend(lines.iter().map(|line| {
            let text = line.text.as_deref().unwrap_or("no instruction");
            row(hex(&line.bytes), format!("read as {}: {text}", reader.name))
        }));
    }
    let mut registers = row(String::new(), "registers of the ABI".to_owned());
    registers[2] = "–".to_owned();
    registers[5] = format!(
        "arguments: {}; result: {}; return address: {}",
        side.isa.arguments_in_words(),
        side.isa.result,
        side.isa.back
    );
    rows.push(registers);
    rows
}

/// The value as it lies in memory, as far as a `long` keeps it.
pub(super) fn stored(side: &Side) -> Vec<u8> {
    let value: u64 = 0x1122_3344_5566_7788;
    let kept = 8 - side.object.long_bytes.min(8);
    if side.isa.is_big_endian {
        value.to_be_bytes()[kept..].to_vec()
    } else {
        value.to_le_bytes()[..8 - kept].to_vec()
    }
}

/// What bytes 18 and 19 of the header say.
pub(super) fn machine_number(side: &Side) -> String {
    let elf = &side.object.elf;
    let pair = [
        elf.get(18).copied().unwrap_or_default(),
        elf.get(19).copied().unwrap_or_default(),
    ];
    let number = if side.isa.is_big_endian {
        u16::from_be_bytes(pair)
    } else {
        u16::from_le_bytes(pair)
    };
    format!("{}: machine {number}", hex(&pair))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scene, State, encode::FIGURE};
    use tagprism_core::Platform;

    fn pair(pairs: &[(&str, &str)]) -> Pair {
        let state = State::read(FIGURE.parameters, pairs.iter().copied());
        Pair::new(
            &state,
            &Scene::known(&Platform::new("linux", "arm64", "v8")),
        )
        .unwrap()
    }

    #[test]
    fn the_caption_counts_the_instructions_that_hold_the_constant() {
        assert_eq!(
            caption(&pair(&[])),
            "x86-64 holds the constant in one instruction, AArch64 in four: every instruction set is a language of bytes of its own."
        );
        assert!(
            caption(&pair(&[("left", "riscv64")]))
                .starts_with("RISC-V 64 holds the constant in no instructions, AArch64 in four")
        );
        assert!(caption(&pair(&[("left", "i386")])).starts_with(
            "i386 holds half of the constant in one instruction, AArch64 all of it in four"
        ));
        assert!(
            caption(&pair(&[("c", "square")])).contains("6 bytes for x86-64 and 8 for AArch64")
        );
    }

    #[test]
    fn an_instruction_is_told_with_its_bits_and_registers() {
        assert_eq!(
            status(&pair(&[("at", "r1")])),
            "AArch64, mov x0, #0x7788: bytes 0 to 3. 16 of its 32 bits are bytes 7 and 8 of the constant. It touches x0 (argument and result)."
        );
        assert_eq!(
            status(&pair(&[("at", "l2")])),
            "x86-64, ret: byte 10. It carries nothing of the constant. It touches rsp (return address)."
        );
        let linked = status(&pair(&[("left", "riscv64"), ("at", "l1")]));
        assert!(linked.ends_with("fill in an address: R_RISCV_PCREL_HI20 .LCPI0_0."));
    }

    #[test]
    fn a_windows_reader_is_told_that_a_long_is_shorter_there() {
        let said = |architecture| {
            let machine = Platform::new("windows", architecture, "");
            let state = State::new(FIGURE.parameters);
            status(&Pair::new(&state, &Scene::known(&machine)).unwrap())
        };
        assert!(
            said("amd64")
                .ends_with("on Windows a long has 4 bytes, and the first argument is in rcx.")
        );
        assert!(said("arm64").ends_with("on Windows a long has 4 bytes."));
        assert!(!status(&pair(&[])).contains("Windows"));
    }

    #[test]
    fn the_wrong_processor_is_counted() {
        let said = status(&pair(&[("feed", "yes")]));
        assert_eq!(
            said,
            "AArch64 finds no instruction at all in the 11 bytes of x86-64. x86-64 finds 5 instructions that nobody wrote in the 20 bytes of AArch64."
        );
    }

    #[test]
    fn memory_has_the_order_of_the_instruction_set() {
        let little = pair(&[("left", "i386"), ("right", "s390x")]);
        assert_eq!(hex(&stored(&little.sides[0])), "88 77 66 55");
        assert_eq!(hex(&stored(&little.sides[1])), "11 22 33 44 55 66 77 88");
        assert_eq!(machine_number(&little.sides[1]), "00 16: machine 22");
    }

    #[test]
    fn the_table_has_what_the_picture_has() {
        let rows = table(&pair(&[])).rows;
        assert_eq!(
            rows[0][..5],
            [
                "x86-64",
                "0",
                "48 b8 88 77 66 55 44 33 22 11",
                "movabs rax, 0x1122334455667788",
                "bytes 1 to 8 of the constant"
            ]
        );
        let fed = table(&pair(&[("feed", "yes")])).rows;
        assert!(
            fed.iter()
                .any(|row| row[3] == "read as x86-64: mov ss, edx")
        );
    }
}
