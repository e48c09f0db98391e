//! Which bit of an instruction carries which byte of the constant, and the proof.
//!
//! The claim comes from each encoding's immediate fields (`isa`). It must put the
//! constant together again; and when one bit of the constant changes in the C
//! source and the compiler keeps the same instructions, then exactly the bits that
//! are claimed to carry it may change in the code.

use super::disassembly::Instruction;
use super::isa::Isa;
use crate::failure::{Failure, Outcome};

/// The constant whose byte `0xNN` is the N-th as it is written in C.
pub const CONSTANT: u64 = 0x1122_3344_5566_7788;

/// For each bit of an instruction in memory, first byte and highest bit first:
/// which bit of the constant it carries.
type Map = Vec<Option<usize>>;

/// The claim for every instruction of the compiled constant.
///
/// # Errors
///
/// When the fields do not add up to what a `long` keeps of the constant.
pub fn claim(isa: &Isa, code: &[Instruction]) -> Outcome<Vec<Map>> {
    let mut maps: Vec<Map> = code
        .iter()
        .map(|instruction| vec![None; instruction.bytes.len() * 8])
        .collect();
    for field in isa.fields {
        let map = maps
            .get_mut(field.instruction)
            .ok_or_else(|| Failure::new(format!("{}: too few instructions", isa.id)))?;
        for idx in 0..field.bits {
            let place = place_in_memory(isa, map.len(), field.lowest + idx);
            map[place] = Some(field.constant + idx);
        }
    }
    let kept = CONSTANT & (u64::MAX >> (64 - isa.long_bits));
    let found = put_together(code, &maps);
    if isa.fields.is_empty() || found == kept {
        Ok(maps)
    } else {
        let what = format!(
            "{}: the fields hold {found:#x}, the constant is {kept:#x}",
            isa.id
        );
        Err(Failure::new(what).fix("this compiler chose other instructions: correct the fields"))
    }
}

/// Where the bit with this rank is among the bits in memory order.
fn place_in_memory(isa: &Isa, n_bits: usize, rank: usize) -> usize {
    let byte = if isa.big_endian {
        (n_bits - 1 - rank) / 8
    } else {
        rank / 8
    };
    byte * 8 + 7 - rank % 8
}

fn bits(instruction: &Instruction) -> impl Iterator<Item = bool> + '_ {
    instruction
        .bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |rank| byte >> rank & 1 == 1))
}

fn put_together(code: &[Instruction], maps: &[Map]) -> u64 {
    code.iter()
        .zip(maps)
        .flat_map(|(instruction, map)| bits(instruction).zip(map))
        .filter(|(set, _)| *set)
        .filter_map(|(_, carries)| *carries)
        .fold(0, |value, rank| value | 1 << rank)
}

/// Checks the claim against the code for the constant with bit `flipped` changed.
/// Answers `false` when the compiler chose other instructions for it, so that
/// nothing can be said.
///
/// # Errors
///
/// When other bits changed than those that are claimed to carry this one.
pub fn prove(
    isa: &Isa,
    maps: &[Map],
    code: &[Instruction],
    changed: &[Instruction],
    flipped: usize,
) -> Outcome<bool> {
    // An instruction that carries nothing stays as it is, to its last bit: POWER's
    // shift by another width is another way of building the value.
    let shape = |code: &[Instruction]| -> Vec<(usize, String)> {
        code.iter()
            .zip(maps)
            .map(|(it, map)| {
                let carries = map.iter().any(Option::is_some);
                let fixed = if carries { it.mnemonic() } else { &it.text };
                (it.bytes.len(), fixed.to_owned())
            })
            .collect()
    };
    if code.len() != changed.len() || shape(code) != shape(changed) {
        return Ok(false);
    }
    for ((before, after), map) in code.iter().zip(changed).zip(maps) {
        for ((before, after), carries) in bits(before).zip(bits(after)).zip(map) {
            if (before != after) != (*carries == Some(flipped)) {
                let what = format!("{}: bit {flipped} is not where it is claimed", isa.id);
                return Err(Failure::new(what));
            }
        }
    }
    Ok(true)
}

/// The map as text: one character for each bit, the digit 1 (the highest byte, as
/// written in C) to 8 of the constant's byte, or a dot. `None` when it has none.
pub fn as_text(map: &Map) -> Option<String> {
    map.iter().any(Option::is_some).then(|| {
        map.iter()
            .map(|carries| match carries {
                Some(rank) => char::from(b'8' - u8::try_from(rank / 8).unwrap_or_default()),
                None => '.',
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::isa::ISAS;
    use super::*;

    fn code(words: &[&[u8]]) -> Vec<Instruction> {
        words
            .iter()
            .map(|bytes| Instruction {
                at: 0,
                bytes: bytes.to_vec(),
                text: "mov".to_owned(),
                relocation: None,
            })
            .collect()
    }

    fn isa(id: &str) -> &'static Isa {
        ISAS.iter().find(|isa| isa.id == id).unwrap()
    }

    #[track_caller]
    fn check(id: &str, words: &[&[u8]], expected: &[&str]) {
        let maps = claim(isa(id), &code(words)).unwrap();
        let texts: Vec<_> = maps
            .iter()
            .map(|map| as_text(map).unwrap_or_default())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn the_carriers_follow_the_encodings() {
        check(
            "i386",
            &[&[0xb8, 0x88, 0x77, 0x66, 0x55], &[0xc3]],
            &["........88888888777777776666666655555555", ""],
        );
        check(
            "s390x",
            &[
                &[0xc0, 0x2e, 0x11, 0x22, 0x33, 0x44],
                &[0xc0, 0x2d, 0x55, 0x66, 0x77, 0x88],
            ],
            &[
                "................11111111222222223333333344444444",
                "................55555555666666667777777788888888",
            ],
        );
        check(
            "armv7",
            &[&[0x88, 0x07, 0x07, 0xe3], &[0x66, 0x05, 0x45, 0xe3]],
            &[
                "88888888....7777....7777........",
                "66666666....5555....5555........",
            ],
        );
    }

    #[test]
    fn fields_that_do_not_give_the_constant_are_refused() {
        let wrong: &[&[u8]] = &[&[0xb8, 0x88, 0x77, 0x66, 0x54]];
        assert!(claim(isa("i386"), &code(wrong)).is_err());
        assert!(claim(isa("i386"), &[]).is_err());
    }

    #[test]
    fn a_flipped_bit_proves_or_refutes_the_claim() {
        let original = code(&[&[0xb8, 0x88, 0x77, 0x66, 0x55]]);
        let maps = claim(isa("i386"), &original).unwrap();
        let flipped = code(&[&[0xb8, 0x89, 0x77, 0x66, 0x55]]);
        assert!(prove(isa("i386"), &maps, &original, &flipped, 0).unwrap());
        assert!(prove(isa("i386"), &maps, &original, &flipped, 1).is_err());
        let shorter = code(&[&[0x31, 0xc0]]);
        assert!(!prove(isa("i386"), &maps, &original, &shorter, 0).unwrap());
    }
}
