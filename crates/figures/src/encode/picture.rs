//! The stage: the line of C, and the code of both sides as bytes whose bits can be followed.

use super::{Pair, Side, data::Decoded, data::Instruction, data::hex, strips, words};
use crate::{
    controls::Controls,
    markup::{Element, el},
    sign,
};

pub(super) fn stage(pair: &Pair, controls: &Controls<'_>) -> Element {
    let [left, right] = &pair.sides;
    let tab = |value: &'static str, side: &Side| {
        el("label")
            .put(controls.radio("side", value))
            .put(el("span").text(side.isa.name))
    };
    el("div")
        .class("stage f2")
        .put(c_line(pair))
        .put(
            el("fieldset")
                .class("seg f2-tabs")
                .put(el("legend").class("seg-l").text("Show"))
                .put(tab("left", left))
                .put(tab("right", right)),
        )
        .put(
            el("div")
                .class("f2-pair")
                .put(column(pair, left, controls))
                .put(column(pair, right, controls)),
        )
        .put(strips::verdict(pair))
}

/// The C text; the constant's bytes carry the digits that the machine code repeats.
fn c_line(pair: &Pair) -> Element {
    let line = el("p").class("f2-c");
    let text = pair.c_text();
    let Some((before, rest)) = text.split_once("0x") else {
        return line.put(el("code").text(text));
    };
    let n_digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
    let (digits, after) = rest.split_at(n_digits);
    let pointed = pair
        .instruction()
        .map(|(_, it)| words::carried(&it.carries))
        .unwrap_or_default();
    let cells = digits.as_bytes().chunks(2).zip('1'..).map(|(pair, digit)| {
        let byte = u8::from_str_radix(&String::from_utf8_lossy(pair), 16).unwrap_or_default();
        let is_on = pointed.contains(&digit);
        byte_cell(byte, &digit.to_string().repeat(8), is_on)
    });
    line.put(el("code").text(format!("{before}0x")))
        .put(el("span").class("f2-bytes").all(cells))
        .put(el("code").text(after.to_owned()))
}

fn column(pair: &Pair, side: &Side, controls: &Controls<'_>) -> Element {
    let class = if side.letter == 'l' {
        "f2-isa f2-left"
    } else {
        "f2-isa f2-right"
    };
    let rows = side.code.iter().enumerate();
    el("div")
        .class(class)
        .set("role", "group")
        .set("aria-label", side.isa.name)
        .put(
            el("p")
                .class("f2-head")
                .put(el("b").text(side.isa.name))
                .put(sign::platform(&side.isa.platform()))
                .put(el("span").class("f2-size").text(format!(
                    "{} bytes, {} instructions",
                    side.n_bytes(),
                    side.code.len()
                ))),
        )
        .put(
            el("ol")
                .class("f2-code")
                .all(rows.map(|(nth, it)| row(pair, side, nth, it, controls))),
        )
        .put_some(pair.is_fed.then(|| other_reading(pair, side)))
        .put(strips::registers(pair, side))
        .put_some(pair.is_constant().then(|| strips::lane(pair, side)))
        .put(strips::header(side))
}

fn row(
    pair: &Pair,
    side: &Side,
    nth: usize,
    instruction: &Instruction,
    controls: &Controls<'_>,
) -> Element {
    let place = side.place(nth);
    let is_at = pair.at.is_some_and(|(nth_side, at)| {
        std::ptr::eq(&raw const pair.sides[nth_side], side) && at == nth
    });
    let carries = instruction.carries.as_bytes().chunks(8);
    let cells = instruction
        .bytes
        .iter()
        .zip(carries.map(Some).chain(std::iter::repeat(None)))
        .map(|(byte, carries)| {
            let carries = carries.map(String::from_utf8_lossy).unwrap_or_default();
            byte_cell(*byte, &carries, false)
        });
    let said = format!(
        "{} from byte {}: {}, {}",
        side.isa.name,
        instruction.at,
        hex(&instruction.bytes),
        instruction.text
    );
    el("li")
        .class(if is_at { "f2-row is-at" } else { "f2-row" })
        .set("data-peek", format!("at={place}"))
        .put(
            el("label")
                .put(controls.radio("at", place).set("aria-label", said))
                .put(
                    el("span")
                        .class("f2-at")
                        .set("aria-hidden", "true")
                        .text(instruction.at),
                )
                .put(
                    el("span")
                        .class("f2-bytes")
                        .set("aria-hidden", "true")
                        .all(cells),
                )
                .put(
                    el("span")
                        .class("f2-text")
                        .set("aria-hidden", "true")
                        .text(instruction.text.clone())
                        .put_some((!instruction.relocation.is_empty()).then(|| {
                            el("span")
                                .class("f2-link")
                                .text(instruction.relocation.clone())
                        })),
                ),
        )
}

/// A byte, its bits that carry the constant, and the digits of the constant's bytes. A bit's bar is the taller the higher
/// the byte that it belongs to, so the order shows as a staircase.
/// `is_on` marks the bytes of the constant that the instruction pointed at carries.
pub(super) fn byte_cell(byte: u8, carries: &str, is_on: bool) -> Element {
    let digits = words::carried(carries);
    let named: String = digits
        .iter()
        .map(char::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    let class = match (digits.is_empty(), is_on) {
        (true, _) => "by",
        (false, false) => "by is-k",
        (false, true) => "by is-k is-on",
    };
    el("span")
        .class(class)
        .put(el("code").text(format!("{byte:02x}")))
        .put_some((!digits.is_empty()).then(|| bars(carries)))
        .put_some((!digits.is_empty()).then(|| el("i").text(named)))
}

/// Bars over the bits of one byte.
fn bars(carries: &str) -> Element {
    let mut svg = el("svg")
        .class("bits")
        .set("viewBox", "0 0 8 8")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true");
    for (start, length, digit) in runs(carries) {
        let height = 9 - i32::try_from(digit.to_digit(10).unwrap_or(8)).unwrap_or(8);
        svg = svg.put(
            el("rect")
                .class(format!("k{digit}"))
                .set("x", start)
                .set("y", 8 - height)
                .set("width", length)
                .set("height", height),
        );
    }
    svg
}

/// Runs of bits of the same byte: start, length, digit.
fn runs(carries: &str) -> Vec<(usize, usize, char)> {
    let mut runs: Vec<(usize, usize, char)> = Vec::new();
    for (nth, digit) in carries.chars().enumerate() {
        match runs.last_mut() {
            Some((start, length, own)) if *own == digit && *start + *length == nth => *length += 1,
            _ if digit != '.' => runs.push((nth, 1, digit)),
            _ => {}
        }
    }
    runs
}

/// The same bytes as the other processor decodes them.
fn other_reading(pair: &Pair, side: &Side) -> Element {
    let reader = pair.other(side).isa;
    let lines = pair
        .encodings
        .read_as(side.isa.id, pair.function, reader.id);
    let line = |line: &Decoded| {
        let text = match &line.text {
            Some(text) => el("span").class("f2-text").text(text.clone()),
            None => el("span")
                .class("f2-noise")
                .put(sign::icon("cross"))
                .text("no instruction"),
        };
        el("li").put(el("code").text(hex(&line.bytes))).put(text)
    };
    el("div")
        .class("f2-fed")
        .put(el("p").class("f2-sub").text(format!(
            "The same {} bytes, read as {}",
            side.n_bytes(),
            reader.name
        )))
        .put(el("ol").all(lines.iter().map(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_shared_by_two_has_two_bars() {
        assert_eq!(runs("77788888"), [(0, 3, '7'), (3, 5, '8')]);
        assert_eq!(runs("...77777"), [(3, 5, '7')]);
        assert_eq!(runs("888....."), [(0, 3, '8')]);
        assert_eq!(runs("........"), []);
    }

    #[test]
    fn a_byte_says_its_digits() {
        assert_eq!(
            byte_cell(0xc3, "", false).to_html(),
            "<span class=\"by\"><code>c3</code></span>"
        );
        let text = byte_cell(0xf1, "77788888", true).plain_text();
        assert_eq!(text, "f1 7 8");
    }
}
