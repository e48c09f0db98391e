//! Linear and logarithmic scales over sizes in bytes, in whole numbers: host and browser draw the same.

/// How a scale divides its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Equal lengths are equal differences; begins at 0.
    Linear,
    /// Equal lengths are equal ratios; has no 0.
    Log,
}

/// A scale from its first tick to its last.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) kind: Kind,
    /// In bytes, ascending, at least two.
    pub(super) ticks: Vec<u64>,
}

impl Scale {
    /// A scale that has room for sizes from `least` to `most`, in bytes.
    pub(super) fn over(kind: Kind, least: u64, most: u64) -> Self {
        let ticks = match kind {
            Kind::Linear => {
                let step = step(most);
                let n_steps = most.div_ceil(step).max(1);
                (0..=n_steps).map(|nth| step.saturating_mul(nth)).collect()
            }
            Kind::Log => {
                let first = least.max(1).ilog10();
                let last = most.saturating_sub(1).max(1).ilog10() + 1;
                (first..=last.max(first + 1))
                    .map(|decade| 10_u64.saturating_pow(decade))
                    .collect()
            }
        };
        Self { kind, ticks }
    }

    /// Where a size lies, in thousandths of the length.
    pub(super) fn permille(&self, bytes: u64) -> u64 {
        let first = self.ticks.first().copied().unwrap_or_default();
        let last = self.ticks.last().copied().unwrap_or(1);
        match self.kind {
            Kind::Linear => round(bytes.saturating_mul(1000), last),
            Kind::Log => {
                let from = log10_milli(first);
                let span = log10_milli(last).saturating_sub(from).max(1);
                (log10_milli(bytes).saturating_sub(from) * 1000 / span).min(1000)
            }
        }
    }
}

/// A round step that is taken at most five times to get to `most`.
fn step(most: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for digit in [1, 2, 5] {
            let step = power.saturating_mul(digit);
            if step.saturating_mul(5) >= most {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Rounds half up.
pub(super) fn round(numerator: u64, denominator: u64) -> u64 {
    let denominator = denominator.max(1);
    numerator.saturating_add(denominator / 2) / denominator
}

/// Thousandths of the decimal logarithm; 0 for 0.
pub(super) fn log10_milli(number: u64) -> u64 {
    const N_DIGITS: u32 = 16;
    let Some(whole) = number.checked_ilog2() else {
        return 0;
    };
    // Squaring a number between 1 and 2 yields the digits of its binary logarithm one by one. It has 31 binary places, so
    // that its square still fits.
    let mut mantissa = (number << (63 - whole)) >> 32;
    let mut log2 = u64::from(whole);
    for _ in 0..N_DIGITS {
        mantissa = (mantissa * mantissa) >> 31;
        let digit = mantissa >> 32;
        mantissa >>= digit;
        log2 = 2 * log2 + digit;
    }
    // The decimal logarithm of 2 is 0.30103.
    round(log2 * 30_103, 100 << N_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_scale_begins_at_nothing_and_has_round_ticks() {
        let scale = Scale::over(Kind::Linear, 52_477_648, 67_238_076);
        let mega = 1_000_000;
        assert_eq!(scale.ticks, [0, 20, 40, 60, 80].map(|tick| tick * mega));
        assert_eq!(scale.permille(40 * mega), 500);
        assert_eq!(scale.permille(2_415), 0);
    }

    #[test]
    fn a_log_scale_has_a_tick_for_each_power_of_ten() {
        let scale = Scale::over(Kind::Log, 2_415, 197_653_378);
        assert_eq!(scale.ticks.len(), 7);
        assert_eq!((scale.ticks[0], scale.ticks[6]), (1_000, 1_000_000_000));
        assert_eq!(scale.permille(1_000_000), 500);
        assert_eq!(scale.permille(1), 0);
    }

    #[test]
    fn nothing_and_the_largest_numbers_have_a_scale_too() {
        for kind in [Kind::Linear, Kind::Log] {
            for (least, most) in [(0, 0), (1, 1), (10, 10), (0, u64::MAX)] {
                let scale = Scale::over(kind, least, most);
                assert!(scale.ticks.len() >= 2, "{kind:?} {most}");
                assert!(scale.permille(most) <= 1000, "{kind:?} {most}");
            }
        }
    }

    #[test]
    fn logarithms_are_right_to_a_thousandth() {
        for number in [1, 2, 3, 10, 999, 81_844, 197_653_378, u64::MAX] {
            #[expect(clippy::cast_precision_loss, reason = "a thousandth is coarse enough")]
            let exact = (number as f64).log10() * 1000.0;
            #[expect(clippy::cast_precision_loss, reason = "at most 19,266")]
            let own = log10_milli(number) as f64;
            assert!((own - exact).abs() <= 1.0, "{number}: {own} {exact}");
        }
    }
}
