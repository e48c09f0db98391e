//! Texts of strangers, with everything in sight.

use std::fmt::Write as _;

/// The text with characters that nobody sees, or that turn their neighbors round, written out: `⟪U+202E⟫`. XML cannot hold some
/// of them at all.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' => out.push(' '),
            _ if is_hidden(character) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "⟪U+{:04X}⟫", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_round_is_written_out() {
        assert_eq!(shown("a\u{202e}b\u{0}c\nd"), "a⟪U+202E⟫b⟪U+0000⟫c d");
        assert_eq!(shown("nginx:latest · é"), "nginx:latest · é");
    }
}
