//! The strips under the code: registers, the value in memory, the head of the file, and what the kernel does.

use super::{Pair, Side, data::Instruction, picture::byte_cell, words};
use crate::markup::{Element, el};

/// The register file: arguments, result, and what the instruction that is pointed at touches.
pub(super) fn registers(pair: &Pair, side: &Side) -> Element {
    let pointed = pointed_at(pair, side);
    let is_touched = |name: &String| match pointed {
        Some(instruction) => instruction.registers.contains(name),
        None => false,
    };
    let arguments = side.isa.arguments();
    let cell = |name: &String| {
        let mut class = "reg".to_owned();
        if arguments.contains(name) {
            class.push_str(" is-arg");
        }
        if name == side.isa.result {
            class.push_str(" is-res");
        }
        if is_touched(name) {
            class.push_str(" is-on");
        }
        el("li").class(class).text(name.clone())
    };
    let names = side.isa.registers();
    el("div")
        .class("f2-strip")
        .put(
            el("p")
                .class("f2-sub")
                .text(format!("Registers, {}", names.len())),
        )
        .put(
            el("ol")
                .class("regs")
                .set("aria-hidden", "true")
                .all(names.iter().map(cell)),
        )
        .put(
            el("p")
                .class("f2-note")
                .put(el("span").class("f2-key is-arg").text("arguments"))
                .text(format!(" {}; ", side.isa.arguments_in_words()))
                .put(el("span").class("f2-key is-res").text("result"))
                .text(format!(
                    " {}; return address {}",
                    side.isa.result, side.isa.back
                )),
        )
}

/// The instruction of this side that is pointed at.
fn pointed_at(pair: &Pair, side: &Side) -> Option<&'static Instruction> {
    pair.instruction()
        .filter(|(own, _)| own.letter == side.letter)
        .map(|(_, instruction)| instruction)
}

/// The value as it lies in memory, or in the data section that the code loads it from.
pub(super) fn lane(pair: &Pair, side: &Side) -> Element {
    let stored = words::stored(side);
    let pointed = pointed_at(pair, side)
        .map(|it| words::carried(&it.carries))
        .unwrap_or_default();
    let cells = stored.iter().enumerate().map(|(nth, byte)| {
        // The constant's bytes count their own place: 0x88 is the eighth.
        let digit = char::from(b'0' + (byte >> 4));
        byte_cell(
            *byte,
            &digit.to_string().repeat(8),
            pointed.contains(&digit),
        )
        .put(el("small").text(format!("+{nth}")))
    });
    let order = if side.isa.is_big_endian {
        "big-endian: highest byte first"
    } else {
        "little-endian: lowest byte first"
    };
    let place = match &side.object.data {
        Some((section, _)) => format!("In memory, section {section}"),
        None => "In memory, once stored".to_owned(),
    };
    let lost = (stored.len() < 8).then(|| {
        el("p")
            .class("f2-note")
            .text("A long has 4 bytes here. Bytes 1 to 4 of the constant are lost.")
    });
    el("div")
        .class("f2-strip")
        .put(el("p").class("f2-sub").text(format!("{place}, {order}")))
        .put(el("p").class("f2-bytes f2-lane").all(cells))
        .put_some(lost)
}

/// The first 20 bytes of the file.
pub(super) fn header(side: &Side) -> Element {
    let elf = &side.object.elf;
    let cell = |(nth, byte): (usize, &u8)| {
        let class = match nth {
            0..=3 => "el is-magic",
            4 | 5 => "el is-kind",
            18 | 19 => "el is-machine",
            _ => "el",
        };
        el("code").class(class).text(format!("{byte:02x}"))
    };
    let width = match elf.get(4) {
        Some(1) => "32-bit",
        _ => "64-bit",
    };
    let order = match elf.get(5) {
        Some(2) => "big-endian",
        _ => "little-endian",
    };
    el("div")
        .class("f2-strip")
        .put(el("p").class("f2-sub").text("Start of the file, 20 bytes"))
        .put(
            el("p")
                .class("f2-elf")
                .all(elf.iter().enumerate().map(cell)),
        )
        .put(
            el("p")
                .class("f2-note")
                .put(el("span").class("f2-key is-kind").text("bytes 4 and 5"))
                .text(format!(" {width}, {order}; "))
                .put(
                    el("span")
                        .class("f2-key is-machine")
                        .text("bytes 18 and 19"),
                )
                .text(format!(" {}", words::machine_number(side))),
        )
}

/// What happens to foreign bytes in fact.
pub(super) fn verdict(pair: &Pair) -> Element {
    let [left, right] = &pair.sides;
    let has = |id: &str| left.isa.id == id || right.isa.id == id;
    let exception = if has("x86_64") && has("i386") {
        " An x86-64 kernel takes i386 programs as well, where it was built to."
    } else if has("aarch64") && has("armv7") {
        " An AArch64 kernel takes Arm programs as well, where the processor still can."
    } else {
        ""
    };
    el("p")
        .class("f2-end")
        .text("The kernel never tries foreign bytes. It reads bytes 18 and 19, and if they name another machine it answers ")
        .put(el("code").text("exec format error"))
        .text(format!(".{exception}"))
}
