//! The question of "Weigh it": how much larger hello-world is for Windows.

use super::{
    scale::{log10_milli, round},
    weights::{amd64, read},
};
use crate::{
    prediction::{Mark, Prediction},
    record::Record,
    state::State,
};
use tagprism_core::size::ByteSize;

/// Where the guess about Windows may lie: 1, 2, 5, 10 … 1,000,000 times.
pub(super) const MOST_GUESS: i32 = 18;

/// How many times a step of the slider stands for.
fn guessed_times(step: i32) -> u64 {
    let step = u32::try_from(step).unwrap_or_default();
    let digit = match step % 3 {
        0 => 1,
        1 => 2,
        _ => 5,
    };
    digit * 10_u64.saturating_pow(step / 3)
}

/// The question about hello-world; `None` if the record lost one of its two ends.
pub(super) fn question(hello: &Record, state: &State) -> Option<Prediction> {
    let linux = amd64(hello)?;
    let windows = read(hello).max_by_key(|build| build.size_bytes)?;
    let ratio = round(windows.size_bytes, linux.size_bytes);
    let guess = guessed_times(state.whole("guess"));
    // The whole scale is six powers of ten.
    let mark = |times: u64| Mark {
        at_permille: (log10_milli(times) / 6).min(1000),
        said: match times {
            1 => "the same".to_owned(),
            times => format!("{} times", ByteSize(times).grouped()),
        },
    };
    Some(Prediction {
        question: "hello-world prints a few lines. How many times as large is it for Windows as for Linux?",
        label: "Your guess",
        guess: mark(guess),
        truth: mark(ratio),
        answer: format!(
            "{} for {}, {} for Windows {}: {} times ({}). The Windows image brings the user side of Windows along, Nano Server; the one for Linux is a single program. Choose hello-world above, then the log scale.",
            ByteSize(linux.size_bytes),
            linux.platform,
            ByteSize(windows.size_bytes),
            windows.platform.os_version,
            ByteSize(ratio).grouped(),
            hello.date
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_the_guess_are_one_two_five_ten() {
        let steps: Vec<u64> = (0..=MOST_GUESS).map(guessed_times).collect();
        assert_eq!(steps[..5], [1, 2, 5, 10, 20]);
        assert_eq!(steps.last(), Some(&1_000_000));
    }
}
