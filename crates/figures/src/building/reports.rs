//! What other people reported about emulated builds. Their machines, their steps, their words; nobody measured them again.

use crate::{
    markup::{Element, el},
    prediction::{Mark, percent},
};

/// One report.
pub(super) struct Report {
    /// Repository and number of the thread.
    pub(super) thread: &'static str,
    pub(super) url: &'static str,
    /// Month of the statement.
    pub(super) month: &'static str,
    pub(super) said: &'static str,
    /// The factor in tenths, as it is said or as it follows; of a range, the middle.
    pub(super) tenths: u32,
    /// The factor in words.
    pub(super) factor: &'static str,
}

const fn report(
    thread: &'static str,
    url: &'static str,
    month: &'static str,
    said: &'static str,
    tenths: u32,
    factor: &'static str,
) -> Report {
    Report {
        thread,
        url,
        month,
        said,
        tenths,
        factor,
    }
}

/// In order of the factor.
pub(super) const REPORTS: &[Report] = &[
    report(
        "FAIRmat-NFDI/nomad-distro-template #254",
        "https://github.com/FAIRmat-NFDI/nomad-distro-template/pull/254",
        "June 2026",
        "4 minutes became 23 with QEMU",
        58,
        "5.8",
    ),
    report(
        "jamesmortensen/geckodriver-arm-binaries #3",
        "https://github.com/jamesmortensen/geckodriver-arm-binaries/pull/3",
        "May 2022",
        "45 minutes became 6 by cross-compiling, Rust",
        75,
        "7.5",
    ),
    report(
        "reactive-graph/reactive-graph #237",
        "https://github.com/reactive-graph/reactive-graph/issues/237",
        "October 2024",
        "24 minutes became more than 3 hours with arm64 added, Rust",
        75,
        "over 7.5",
    ),
    report(
        "docker/buildx #2810",
        "https://github.com/docker/buildx/issues/2810",
        "November 2024",
        "compiling C++ took 8 times as long",
        80,
        "8",
    ),
    report(
        "statping-ng/statping-ng #325",
        "https://github.com/statping-ng/statping-ng/pull/325",
        "January 2025",
        "one Go build step: 28.0 s native, 232.3 s emulated",
        83,
        "8.3",
    ),
    report(
        "gfx-rs/wgpu-native #616",
        "https://github.com/gfx-rs/wgpu-native/pull/616",
        "July 2026",
        "45 minutes became 4 on an arm64 runner, Rust",
        113,
        "11.3",
    ),
    report(
        "bbsdocker/imageptt #9",
        "https://github.com/bbsdocker/imageptt/issues/9",
        "August 2025",
        "10 to 20 times faster on an arm64 runner",
        150,
        "10 to 20",
    ),
];

/// End of the scale that the slider has too.
const LAST_FACTOR: u32 = 25;
/// End of the prediction's scale, in minutes.
pub(super) const LAST_MINUTES: u64 = 60;
/// Length of the build that the prediction asks about, in minutes.
const BUILD_MINUTES: u32 = 2;

/// The report in the middle, as minutes of a two-minute build.
pub(super) fn truth() -> Mark {
    let minutes = minutes(REPORTS[REPORTS.len() / 2].tenths);
    Mark {
        at_permille: u64::from(minutes) * 1000 / LAST_MINUTES,
        said: format!("{minutes} min"),
    }
}

/// The truth in words.
pub(super) fn answer() -> String {
    let (first, middle) = (&REPORTS[0], &REPORTS[REPORTS.len() / 2]);
    format!(
        "Seven reports by others, 2022 to 2026, name factors from {} to 20; the one in the middle says {}. Two minutes become {} to {}, if all of the build computes.",
        first.factor,
        middle.factor,
        minutes(first.tenths),
        20 * BUILD_MINUTES
    )
}

fn minutes(tenths: u32) -> u32 {
    (tenths * BUILD_MINUTES + 5) / 10
}

/// The reports on the scale of the slider, and as a list of links.
pub(super) fn panel(factor: u32) -> Element {
    let item = |(nth, report): (usize, &Report)| {
        el("li")
            .put(el("span").class("balloon").text(nth + 1))
            .put(
                el("span")
                    .put(
                        el("a")
                            .set("href", report.url)
                            .set("rel", "noopener")
                            .text(report.thread),
                    )
                    .text(format!(", {}: {}.", report.month, report.said)),
            )
            .put(el("b").text(format!("{} times", report.factor)))
    };
    el("div")
        .class("farm-reports")
        .put(
            el("p")
                .class("farm-k")
                .text("What others reported; their numbers, their steps"),
        )
        .put(scale(factor))
        .put(
            el("ol")
                .class("farm-list")
                .all(REPORTS.iter().enumerate().map(item)),
        )
}

/// Where the line of the scale lies.
const AXIS: i32 = 74;
/// From one level of numbers to the next: the height of a line, so that neighbors never touch.
const LEVEL: i32 = 16;

/// A line from 1 to 25 with a number at each report, and the slider's own place.
fn scale(factor: u32) -> Element {
    let at = |tenths: u32| {
        let permille = (tenths.saturating_sub(10)) * 1000 / (LAST_FACTOR * 10 - 10);
        // Room for the first and the last number.
        percent(20 + u64::from(permille) * 960 / 1000)
    };
    let mark = |class: &'static str, tenths: u32, ys: [i32; 2]| {
        el("line")
            .class(class)
            .set("x1", at(tenths))
            .set("x2", at(tenths))
            .set("y1", ys[0])
            .set("y2", ys[1])
    };
    let number = |class: &'static str, tenths: u32, y: i32, text: String| {
        el("text")
            .class(class)
            .set("x", at(tenths))
            .set("y", y)
            .set(
                "text-anchor",
                // The last one stays inside the drawing.
                if tenths == LAST_FACTOR * 10 {
                    "end"
                } else {
                    "middle"
                },
            )
            .text(text)
    };
    let mut svg = el("svg")
        .class("farm-scale")
        .set("width", "100%")
        .set("height", AXIS + 34)
        .set("aria-hidden", "true")
        .put(
            el("line")
                .class("s-rule")
                .set("x1", at(10))
                .set("x2", at(LAST_FACTOR * 10))
                .set("y1", AXIS)
                .set("y2", AXIS),
        );
    for tick in [1, 5, 10, 15, 20, 25] {
        svg = svg
            .put(mark("s-rule", tick * 10, [AXIS, AXIS + 6]))
            .put(number("s-num", tick * 10, AXIS + 24, tick.to_string()));
    }
    // Reports with neighboring factors stand on different levels.
    let mut before = 0;
    let mut level = 0;
    for (nth, report) in REPORTS.iter().enumerate() {
        level = if report.tenths < before + 12 {
            level + 1
        } else {
            0
        };
        before = report.tenths;
        let y = AXIS - 8 - LEVEL * (level % 4);
        svg = svg
            .put(mark("s-hair", report.tenths, [y + 2, AXIS]))
            .put(number("s-name", report.tenths, y, (nth + 1).to_string()));
    }
    svg.put(mark("farm-now", factor * 10, [AXIS - 6, AXIS + 10]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_stand_in_order_of_their_factor() {
        assert!(REPORTS.is_sorted_by_key(|report| report.tenths));
    }

    #[test]
    fn the_report_in_the_middle_makes_sixteen_minutes_of_two() {
        assert_eq!(truth().said, "16 min");
        assert!(answer().contains("Two minutes become 12 to 40, if all"));
        assert_eq!(REPORTS.len(), 7, "the answer says so in words");
    }
}
