use crate::ui::view;
use leptos::prelude::*;

/// The width of a bar and of its axis, in hundredths of the units of their drawings. Whole numbers all the way: writing
/// fractions would bring the program kilobytes of code for floating point.
pub(super) const WIDTH: u64 = 21_000;

/// A label that begins beyond this share of the axis, in ten-thousandths, ends at its tick instead of beginning there.
const LABEL_TURNS_AT: u64 = 9_000;

/// The axis over a column of [`SizeBar`](crate::ui::SizeBar)s: ticks at round sizes, the unit at the last.
#[component]
pub fn SizeAxis(
    /// The bytes that the whole width stands for; see [`nice_scale`].
    scale_bytes: u64,
) -> impl IntoView {
    let ticks = ticks(scale_bytes);
    let marks: String = ticks
        .iter()
        .map(|&tick| format!("M{} 24v-6", drawn(x_of(tick, scale_bytes))))
        .collect();
    let label = |AxisLabel { at, text }| {
        let turned = at > LABEL_TURNS_AT;
        view! { <i class:is-end=turned style:--at=format!("{}.{:04}", at / 10_000, at % 10_000)>{text}</i> }
    };
    view! {
        <svg class="axis" viewBox="0 0 210 24" preserveAspectRatio="none" aria-hidden="true">
            <path d=format!("{marks}M0 23.5H210")></path>
        </svg>
        <span class="axis-l" aria-hidden="true">{labels(scale_bytes).into_iter().map(label).collect_view()}</span>
    }
}

/// A number under the axis.
#[derive(Clone, Debug, PartialEq)]
struct AxisLabel {
    /// The place of its tick, in ten-thousandths of the axis.
    at: u64,
    text: String,
}

/// The labels of the ticks, the unit at the last. A label that turns back at the end of the axis takes the room of the
/// one before it.
fn labels(scale_bytes: u64) -> Vec<AxisLabel> {
    let (unit_bytes, unit) = unit_of(scale_bytes);
    let mut labels: Vec<AxisLabel> = ticks(scale_bytes)
        .into_iter()
        .map(|tick| AxisLabel {
            at: share(tick, scale_bytes, 10_000),
            text: label_of(tick, unit_bytes),
        })
        .collect();
    if let Some(mut last) = labels.pop() {
        if last.at > LABEL_TURNS_AT {
            labels.retain(|label| label.at <= 5_000);
        }
        last.text = format!("{} {unit}", last.text);
        labels.push(last);
    }
    labels
}

/// The bytes that the width of a column stands for, so that `max_bytes` fits and the ticks are round: at most four steps
/// of 1, 2 or 5 times a power of ten, ending at a whole or half step.
#[must_use]
pub fn nice_scale(max_bytes: u64) -> u64 {
    let half_step = (step_of(max_bytes) / 2).max(1);
    max_bytes
        .max(1)
        .div_ceil(half_step)
        .saturating_mul(half_step)
}

/// The sizes at which a column of this scale has a tick, from zero up.
pub(super) fn ticks(scale_bytes: u64) -> Vec<u64> {
    let step = step_of(scale_bytes);
    (0..=4)
        .map_while(|n| step.checked_mul(n))
        .take_while(|&tick| tick <= scale_bytes)
        .collect()
}

/// Where `bytes` lie on the axis, in hundredths of the units of the drawing; never beyond its end.
pub(super) fn x_of(bytes: u64, scale_bytes: u64) -> u64 {
    share(bytes, scale_bytes, WIDTH)
}

/// Hundredths as the drawing has them: `52.50`.
pub(super) fn drawn(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The share of `whole` that `bytes` are of the scale, rounded; at most all of it.
fn share(bytes: u64, scale_bytes: u64, whole: u64) -> u64 {
    // Scales beyond a petabyte lose digits that no picture shows.
    let room = whole + 1;
    let (bytes, scale) = match scale_bytes.checked_mul(room) {
        Some(_) => (bytes, scale_bytes),
        None => (bytes / room, scale_bytes / room),
    };
    if scale == 0 {
        return 0;
    }
    (bytes.min(scale) * whole + scale / 2) / scale
}

/// The smallest round step of which four cover `bytes`.
fn step_of(bytes: u64) -> u64 {
    let least = bytes.div_ceil(4).max(1);
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            match power.checked_mul(factor) {
                Some(step) if step >= least => return step,
                Some(_) => {}
                None => return least,
            }
        }
        match power.checked_mul(10) {
            Some(next) => power = next,
            None => return least,
        }
    }
}

fn unit_of(scale_bytes: u64) -> (u64, &'static str) {
    const UNITS: [(u64, &str); 5] = [
        (1_000_000_000_000, "TB"),
        (1_000_000_000, "GB"),
        (1_000_000, "MB"),
        (1_000, "kB"),
        (1, "B"),
    ];
    UNITS
        .into_iter()
        .find(|(bytes, _)| *bytes <= scale_bytes)
        .unwrap_or((1, "B"))
}

fn label_of(tick: u64, unit_bytes: u64) -> String {
    let tenths = tick / unit_bytes * 10 + tick % unit_bytes * 10 / unit_bytes;
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(max_bytes: u64, scale_bytes: u64, expected_ticks: &[u64]) {
        assert_eq!(nice_scale(max_bytes), scale_bytes);
        assert_eq!(ticks(scale_bytes), expected_ticks);
    }

    #[test]
    fn a_scale_ends_soon_after_the_largest_bar() {
        check(
            67_238_076,
            70_000_000,
            &[0, 20_000_000, 40_000_000, 60_000_000],
        );
        check(2_415, 2_500, &[0, 1_000, 2_000]);
        check(
            197_653_378,
            200_000_000,
            &[0, 50_000_000, 100_000_000, 150_000_000, 200_000_000],
        );
    }

    #[test]
    fn nothing_and_one_byte_still_have_a_scale() {
        check(0, 1, &[0, 1]);
        check(1, 1, &[0, 1]);
    }

    #[test]
    fn sizes_beyond_reason_do_not_overflow() {
        assert_eq!(nice_scale(u64::MAX), u64::MAX);
        assert!(ticks(u64::MAX).len() <= 5);
    }

    #[test]
    fn every_scale_holds_its_maximum() {
        for power in 0..19 {
            for digit in 1..10 {
                let max_bytes = digit * 10_u64.pow(power) + 1;
                assert!(nice_scale(max_bytes) >= max_bytes, "{max_bytes}");
            }
        }
    }

    #[test]
    fn labels_are_short_numbers_in_one_unit() {
        assert_eq!(unit_of(70_000_000), (1_000_000, "MB"));
        assert_eq!(label_of(40_000_000, 1_000_000), "40");
        assert_eq!(label_of(500_000, 1_000_000), "0.5");
        assert_eq!(label_of(0, 1), "0");
    }

    #[track_caller]
    fn check_labels(scale_bytes: u64, expected: &[&str]) {
        let texts: Vec<String> = labels(scale_bytes)
            .into_iter()
            .map(|label| label.text)
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn labels_never_run_into_each_other() {
        check_labels(70_000_000, &["0", "20", "40", "60 MB"]);
        check_labels(200_000_000, &["0", "50", "100", "200 MB"]);
        check_labels(60_000_000, &["0", "20", "60 MB"]);
        check_labels(1, &["0", "1 B"]);
    }

    #[test]
    fn a_bar_never_leaves_its_column() {
        assert_eq!(x_of(10, 5), WIDTH);
        assert_eq!(x_of(5, 0), 0);
        assert_eq!(x_of(u64::MAX, u64::MAX), WIDTH);
        assert_eq!(drawn(x_of(1, 4)), "52.50");
    }
}
