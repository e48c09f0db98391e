//! A color of the page around an embed, used where it can be read.

use std::fmt;

/// A color, as six hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accent([u8; 3]);

/// The paper of each scheme: `--raw-paper` and `--raw-night` of the style sheets.
pub const LIGHT_PAPER: Accent = Accent([0xfb, 0xfa, 0xf6]);
/// See [`LIGHT_PAPER`].
pub const DARK_PAPER: Accent = Accent([0x12, 0x16, 0x1a]);

/// The least contrast of text, by WCAG 2.2 <https://www.w3.org/TR/WCAG22/#contrast-minimum>.
const LEAST_CONTRAST: f64 = 4.5;

impl Accent {
    /// Reads six hexadecimal digits, with or without `#`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Accent> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Accent([byte(0)?, byte(2)?, byte(4)?]))
    }

    /// Whether text in it can be read on a paper. No color can be read on both papers.
    #[must_use]
    pub fn is_readable_on(self, paper: Accent) -> bool {
        self.contrast(paper) >= LEAST_CONTRAST
    }

    /// The contrast ratio of two colors, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Accent) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|it| {
            let share = f64::from(it) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Accent {
    /// Six digits, lower case, without `#`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_digits_are_a_color() {
        assert_eq!(
            Accent::parse("0B4fa0").map(|it| it.to_string()).as_deref(),
            Some("0b4fa0")
        );
        assert_eq!(Accent::parse("#0b4fa0"), Accent::parse("0b4fa0"));
        for bad in ["", "0b4fa", "0b4fa00", "red", "+b4fa0", "0b4fé", "##b4fa0"] {
            assert_eq!(Accent::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let color = |text| Accent::parse(text).unwrap();
        assert!((color("000000").contrast(color("ffffff")) - 21.0).abs() < 1e-9);
        assert!((color("0b4fa0").contrast(LIGHT_PAPER) - 7.6).abs() < 0.1);
        assert!(color("0b4fa0").is_readable_on(LIGHT_PAPER));
        assert!(!color("0b4fa0").is_readable_on(DARK_PAPER));
        assert!(color("8db8ff").is_readable_on(DARK_PAPER));
        assert!(!color("ffe58a").is_readable_on(LIGHT_PAPER));
    }
}
