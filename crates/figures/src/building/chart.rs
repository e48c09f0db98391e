//! The bars of "The build farm": a row for what is shared, one for each platform, one for the index, and below them the same
//! build three ways, all on one axis.
//!
//! Rows are a grid of the page: label, drawing, sum. A drawing takes the width it gets, so everything in it lies at percents of
//! the axis and no text is ever scaled.

use super::{
    Farm, WAYS, duration,
    plan::{Bar, Fit, INDEX_SECS, Lane, Runner, end},
};
use crate::{
    markup::{Element, el},
    prediction::percent,
    sign,
};

/// Height of a bar, in pixels.
const BAR: i32 = 28;
/// Height of a thin bar.
const THIN: i32 = 14;
/// What a drawing is at least wide, in pixels: on a phone, and in places where labels stand beside it.
const WIDTHS: [u32; 2] = [236, 620];
/// Width of a character in a bar, with room to spare.
const CHARACTER: u32 = 6;

/// All rows.
pub(super) fn chart(farm: &Farm) -> Element {
    let plan = &farm.plan;
    let wall = plan.wall_secs();
    let others = farm.others.iter().copied();
    let axis = Axis {
        span_secs: others.max().unwrap_or_default().max(wall),
    };
    let shared = (!plan.shared.is_empty())
        .then(|| axis.row("p-other", words("b", "Shared, done once"), &plan.shared));
    let lane = |lane: &Lane| {
        let family = sign::family_class(&lane.platform.architecture);
        axis.row(family, lane_label(lane, plan.is_moved), &lane.bars)
    };
    let other = |(nth, ((_, name), wall)): (usize, (&(_, &'static str), u32))| {
        if farm.is_all(nth) {
            axis.thin_row("farm-other is-now", words("b", name), [0, wall])
        } else {
            axis.thin_row("farm-other", words("span", name), [0, wall])
        }
    };
    el("div")
        .class("farm-chart")
        .put_some(shared)
        .all(plan.lanes.iter().map(lane))
        .put(axis.thin_row("farm-sum", words("b", "Index"), [wall - INDEX_SECS, wall]))
        .put(axis.drawn())
        .put(
            el("p")
                .class("farm-k")
                .text("The same build, all three platforms one way"),
        )
        .all(WAYS.iter().zip(farm.others).enumerate().map(other))
}

fn words(tag: &'static str, words: &'static str) -> Vec<Element> {
    vec![el(tag).text(words)]
}

fn lane_label(lane: &Lane, is_moved: bool) -> Vec<Element> {
    vec![
        sign::platform(&lane.platform),
        el("small").text(lane_note(lane, is_moved)),
    ]
}

/// The time that the drawings span.
struct Axis {
    span_secs: u32,
}

impl Axis {
    fn permille(&self, secs: u32) -> u32 {
        secs * 1000 / self.span_secs.max(1)
    }

    fn at(&self, secs: u32) -> String {
        percent(self.permille(secs).into())
    }

    fn rect(&self, class: &'static str, [from, to]: [u32; 2], height: i32) -> Element {
        let width = self.permille(to).saturating_sub(self.permille(from));
        el("rect")
            .class(class)
            .set("x", self.at(from))
            .set("y", 1)
            // Nothing is drawn of a bar without width.
            .set("width", percent(width.max(1).into()))
            .set("height", height - 2)
    }

    /// Label, bars, and when the last of them ends.
    fn row(&self, family: &'static str, label: Vec<Element>, bars: &[Bar]) -> Element {
        let mut svg = drawing(BAR);
        for bar in bars {
            let ends = [bar.start_secs, bar.start_secs + bar.secs];
            svg = svg.put(self.rect("farm-bar", ends, BAR));
            if bar.runner == Runner::Emulator {
                svg = svg.put(
                    self.rect("farm-hatch", ends, BAR)
                        .set("fill", "url(#hatch)"),
                );
            }
            svg = svg.all(self.names(bar));
        }
        row("farm-row", family, label, svg, end(bars))
    }

    /// What stands in a bar: one text, or one for phones and one for wider places.
    fn names(&self, bar: &Bar) -> Vec<Element> {
        let width = self.permille(bar.secs);
        let name = |width_px: u32| {
            bar_words(bar).into_iter().find(|words| {
                let n_chars = u32::try_from(words.chars().count()).unwrap_or(u32::MAX / 8);
                n_chars * CHARACTER + 12 <= width * width_px / 1000
            })
        };
        let text = |class: &'static str, words: Option<String>| {
            words.map(|words| {
                el("text")
                    .class(class)
                    .set("x", self.at(bar.start_secs))
                    .set("dx", 6)
                    .set("y", 18)
                    .text(words)
            })
        };
        let [narrow, wide] = WIDTHS.map(name);
        let texts = if narrow == wide {
            [text("farm-t", narrow), None]
        } else {
            [
                text("farm-t only-narrow", narrow),
                text("farm-t only-wide", wide),
            ]
        };
        texts.into_iter().flatten().collect()
    }

    fn thin_row(&self, class: &'static str, label: Vec<Element>, ends: [u32; 2]) -> Element {
        let svg = drawing(THIN).put(self.rect(class, ends, THIN));
        row("farm-row is-thin", "p-other", label, svg, ends[1])
    }

    /// How a time stands at its tick, so that the first and the last stay inside the drawing.
    fn anchor(&self, secs: u32) -> &'static str {
        match secs {
            0 => "start",
            secs if u64::from(secs) * 100 > u64::from(self.span_secs) * 85 => "end",
            _ => "middle",
        }
    }

    /// The line with its times.
    fn drawn(&self) -> Element {
        const STEPS: [u32; 9] = [10, 30, 60, 120, 300, 600, 900, 1800, 3600];
        const MOST_TICKS: u32 = 2;
        let step = STEPS
            .into_iter()
            .find(|step| self.span_secs / step <= MOST_TICKS)
            .unwrap_or(7200);
        let line = |x1: String, x2: String, y2: i32| {
            el("line")
                .class("s-rule")
                .set("x1", x1)
                .set("x2", x2)
                .set("y1", 1)
                .set("y2", y2)
        };
        let mut svg = drawing(26).put(line(self.at(0), self.at(self.span_secs), 1));
        for secs in (0..=self.span_secs).step_by(step as usize) {
            let words = match secs {
                0 => "0".to_owned(),
                secs => duration(secs),
            };
            svg = svg.put(line(self.at(secs), self.at(secs), 7)).put(
                el("text")
                    .class("s-num")
                    .set("x", self.at(secs))
                    .set("y", 22)
                    .set("text-anchor", self.anchor(secs))
                    .text(words),
            );
        }
        el("div")
            .class("farm-row is-axis")
            .put(el("span"))
            .put(svg)
            .put(el("span"))
    }
}

fn drawing(height: i32) -> Element {
    el("svg")
        .set("width", "100%")
        .set("height", height)
        .set("aria-hidden", "true")
}

fn row(
    class: &'static str,
    family: &'static str,
    label: Vec<Element>,
    svg: Element,
    end_secs: u32,
) -> Element {
    el("div")
        .class(format!("{class} {family}"))
        .put(el("div").class("farm-l").all(label))
        .put(svg)
        .put(el("span").class("farm-d").text(duration(end_secs)))
}

/// What may stand in a bar, the longest first.
fn bar_words(bar: &Bar) -> Vec<String> {
    let label = bar.step.label;
    let time = duration(bar.secs);
    let mut words = vec![format!("{label}, {time}"), label.to_owned(), time];
    if bar.runner == Runner::Emulator && bar.secs > bar.step.secs {
        words.insert(0, format!("{label}, translated: {}", duration(bar.secs)));
    }
    words
}

/// Who runs a lane's steps.
fn lane_note(lane: &Lane, is_moved: bool) -> &'static str {
    let is_emulated = |bar: &Bar| bar.runner == Runner::Emulator;
    let is_assumed = lane.fit == Fit::Assumed;
    if lane.is_own() {
        "runs natively here"
    } else if lane.bars.iter().all(|bar| bar.runner == Runner::Node) {
        "on a node of its own"
    } else if !lane.bars.iter().any(is_emulated) {
        "compiled for it here"
    } else if is_moved && is_assumed {
        "last stage by QEMU, unless this processor runs 32-bit Arm"
    } else if is_moved {
        "last stage by QEMU"
    } else if is_assumed {
        "translated by QEMU, unless this processor runs 32-bit Arm"
    } else {
        "translated by QEMU"
    }
}
