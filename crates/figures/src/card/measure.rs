//! How wide a text is, roughly: nobody knows which faces the reader has, so letters count as in a wide face.

/// A kind of face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Labels and sentences.
    Sans,
    /// The conclusion.
    Serif,
    /// Heads of columns.
    Bold,
    /// Names of platforms, digests.
    Mono,
}

/// Width in pixels of a text in a face of this size.
#[must_use]
pub fn width(text: &str, face: Face, size: i32) -> i32 {
    let thousandths: i32 = text
        .chars()
        .map(|letter| match face {
            Face::Mono if u32::from(letter) < 0x1100 => 615,
            Face::Sans | Face::Mono => letter_width(letter),
            // Bold, and wide where it is replaced.
            Face::Serif | Face::Bold => letter_width(letter) * 9 / 8,
        })
        .sum();
    (thousandths * size + 999) / 1_000
}

/// In thousandths of the size, as in DejaVu Sans: of the faces that a reader may get, it is the widest.
fn letter_width(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '\'' => 280,
        ' ' | '\u{a0}' | 'I' | '.' | ',' | ':' | ';' | '|' | '·' | '’' => 340,
        'f' | 't' | 'r' | '-' | '/' | '\\' | '(' | ')' | '[' | ']' | '!' | '"' => 410,
        'm' | 'M' | 'W' | '@' | '%' | '→' => 990,
        'w' | '+' | '<' | '>' | '=' | '×' | '−' | '±' => 838,
        'A'..='Z' | '&' => 740,
        _ if u32::from(letter) >= 0x1100 => 1_000,
        _ => 625,
    }
}

/// A text in lines that all fit, broken between words. A word that does not fit has a line of its own.
pub fn wrap(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    // Spaces that do not break stay where they are.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
            continue;
        }
        let longer = format!("{line} {word}");
        if fits(&longer) {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let seven = |line: &str| line.chars().count() <= 7;
        assert_eq!(wrap("one two three", seven), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", |_| false), ["unbreakable"]);
        assert_eq!(wrap("", seven), [""]);
    }

    #[test]
    fn a_mono_text_is_as_wide_as_it_is_long() {
        assert_eq!(width("linux/arm64", Face::Mono, 13), 88);
        assert!(width("WWW", Face::Sans, 14) > width("iii", Face::Sans, 14));
        assert_eq!(width("", Face::Serif, 14), 0);
    }
}
