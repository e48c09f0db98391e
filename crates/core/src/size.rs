//! Counts of bytes, and how people read them.
//!
//! Registries state sizes in bytes (`size` of a descriptor,
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#properties>). Docker and the registries'
//! pages show them in decimal units (1 MB = 1,000,000 B), so this does too. Binary units are not offered: two kinds of
//! megabyte on one page would be worse than either.

use std::{fmt, iter::Sum};

/// A count of bytes. `Display` gives every digit: `63,110,572 B`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSize(pub u64);

const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];

impl ByteSize {
    /// Decimal units and three significant figures, rounded half up: `63.1 MB`, `2.18 GB`, `626 B`.
    ///
    /// ```
    /// use tagprism_core::size::ByteSize;
    /// assert_eq!(ByteSize(63_110_572).human(), "63.1 MB");
    /// ```
    pub fn human(self) -> String {
        if self.0 < 1_000 {
            return format!("{} B", self.0);
        }
        let mut unit_bytes: u64 = 1_000;
        for (idx, unit) in UNITS.iter().enumerate() {
            let is_last = idx + 1 == UNITS.len();
            if let Some(figures) = three_figures(self.0, unit_bytes, is_last) {
                return format!("{figures} {unit}");
            }
            unit_bytes = unit_bytes.saturating_mul(1_000);
        }
        // The largest unit takes whatever is left, so the loop has returned; every digit is a correct answer all the same.
        self.to_string()
    }

    /// Every digit, in groups of three: `63,110,572`.
    pub fn grouped(self) -> String {
        let digits = self.0.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (idx, digit) in digits.chars().enumerate() {
            if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }
}

/// `bytes` in units of `unit_bytes`, or nothing where rounding makes it a thousand units or more.
fn three_figures(bytes: u64, unit_bytes: u64, is_last: bool) -> Option<String> {
    for decimals in [2u32, 1, 0] {
        let scale = 10u64.pow(decimals);
        // At least ten bytes, and even.
        let step = unit_bytes / scale;
        let rounded = bytes.saturating_add(step / 2) / step;
        if rounded < 1_000 || (decimals == 0 && is_last) {
            let (whole, fraction) = (rounded / scale, rounded % scale);
            return Some(match decimals {
                2 => format!("{whole}.{fraction:02}"),
                1 => format!("{whole}.{fraction}"),
                _ => whole.to_string(),
            });
        }
    }
    None
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} B", self.grouped())
    }
}

/// Sizes come from documents that anybody can write, so a sum stops at the largest number instead of wrapping.
impl Sum for ByteSize {
    fn sum<I: Iterator<Item = ByteSize>>(sizes: I) -> ByteSize {
        ByteSize(sizes.fold(0, |total, size| total.saturating_add(size.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: u64, human: &str, exact: &str) {
        assert_eq!(ByteSize(bytes).human(), human);
        assert_eq!(ByteSize(bytes).to_string(), exact);
    }

    #[test]
    fn sizes_have_three_figures_and_every_digit() {
        check(0, "0 B", "0 B");
        check(626, "626 B", "626 B");
        check(999, "999 B", "999 B");
        check(1_000, "1.00 kB", "1,000 B");
        check(63_110_572, "63.1 MB", "63,110,572 B");
        check(2_184_000_000, "2.18 GB", "2,184,000,000 B");
        check(u64::MAX, "18.4 EB", "18,446,744,073,709,551,615 B");
    }

    #[test]
    fn rounding_up_moves_to_the_next_figure_or_unit() {
        check(9_994, "9.99 kB", "9,994 B");
        check(9_995, "10.0 kB", "9,995 B");
        check(99_950, "100 kB", "99,950 B");
        check(999_499, "999 kB", "999,499 B");
        check(999_500, "1.00 MB", "999,500 B");
    }

    #[test]
    fn a_sum_stops_at_the_largest_number() {
        assert_eq!(
            [ByteSize(1), ByteSize(2)].into_iter().sum::<ByteSize>(),
            ByteSize(3)
        );
        assert_eq!(
            [ByteSize(u64::MAX), ByteSize(2)]
                .into_iter()
                .sum::<ByteSize>(),
            ByteSize(u64::MAX)
        );
    }
}
