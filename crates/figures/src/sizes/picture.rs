//! The stage of "Weigh it": a row for each platform, its bar beginning where all begin.

use super::{
    scale::{Kind, Scale},
    weights::{Weights, exact, layers},
};
use crate::{
    markup::{Element, el},
    prediction::percent,
    record::Build,
    sign,
};

/// Height of a bar in pixels; its width is that of the column, in thousandths.
const HEIGHT: i32 = 18;

pub(super) fn stage(weights: &Weights) -> Element {
    let head = |class: &'static str, words: &'static str| {
        el("th").set("scope", "col").class(class).text(words)
    };
    el("div")
        .class("stage f10")
        .put(
            el("table")
                .class("f10-t")
                .set(
                    "aria-label",
                    format!("Sizes of {} in the order of the index", weights.record.name),
                )
                .put(
                    el("thead").put(
                        el("tr")
                            .put(head("c-p", "Platform"))
                            .put(
                                el("th")
                                    .set("scope", "col")
                                    .class("c-b")
                                    .put(el("span").class("vh").text("Layers as a bar"))
                                    .put(axis(&weights.scale)),
                            )
                            .put(head("c-s", "Size"))
                            .put(head("c-a", "Against amd64"))
                            .put(head("c-l", "Layers"))
                            .put(head("c-y", "Taken by")),
                    ),
                )
                .put(
                    el("tbody").all(
                        weights
                            .record
                            .builds()
                            .map(|(position, build)| row(weights, position, build)),
                    ),
                ),
        )
        .put(key(weights))
}

fn row(weights: &Weights, position: usize, build: &Build) -> Element {
    let yours = weights.yours(position);
    let is_yours = !yours.is_empty();
    let family = sign::family_class(&build.platform.architecture);
    let size = if build.is_rounded && build.size_bytes > 0 {
        format!("about {}", exact(build))
    } else {
        exact(build)
    };
    el("tr")
        .class(if is_yours { "is-you" } else { "" })
        .put(
            el("th")
                .set("scope", "row")
                .class("c-p")
                .put(sign::platform(&build.platform)),
        )
        .put(
            el("td")
                .class(format!("c-b {family}"))
                .put(bar(&weights.scale, build)),
        )
        .put(el("td").class("c-s").text(size))
        .put(el("td").class("c-a").text(weights.against_amd64(build)))
        .put(el("td").class("c-l").text(layers(build)))
        .put(
            el("td")
                .class("c-y")
                .put_some(is_yours.then(|| sign::icon("check")))
                .text(yours),
        )
}

/// Bars are stretched to the width of their column; strokes are not.
fn bar(scale: &Scale, build: &Build) -> Element {
    let grid: String = scale
        .ticks
        .iter()
        .map(|tick| format!("M{} 0v{HEIGHT}", scale.permille(*tick)))
        .collect();
    let svg = el("svg")
        .class("f10-bar")
        .set("viewBox", format!("0 0 1000 {HEIGHT}"))
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .put(el("path").class("sb-g").set("d", grid));
    if build.size_bytes == 0 {
        return svg;
    }
    let end = scale.permille(build.size_bytes);
    let edge = el("path")
        .class("sb-e")
        .set("d", format!("M{end} 1v{}", HEIGHT - 2));
    if scale.kind == Kind::Log {
        // Where there is no zero, a length means nothing: a thin lead to the mark, no bar.
        let lead = el("path")
            .class("s-points")
            .set("d", format!("M0 {}H{end}", HEIGHT / 2));
        return svg.put(lead).put(edge);
    }
    let mut from_bytes = 0_u64;
    let mut segments = Vec::new();
    let whole = [build.size_bytes];
    let (parts, is_recorded) = if build.layers.is_empty() {
        (whole.as_slice(), false)
    } else {
        (build.layers.as_slice(), true)
    };
    for (nth, bytes) in parts.iter().enumerate() {
        let from = scale.permille(from_bytes);
        from_bytes = from_bytes.saturating_add(*bytes);
        let width = scale.permille(from_bytes).saturating_sub(from);
        if width == 0 {
            continue;
        }
        let class = match (is_recorded, nth) {
            (false, _) => "f10-whole",
            (true, 0) => "sb-b",
            _ => "sb-a",
        };
        segments.push(
            el("rect")
                .class(class)
                .set("x", from.to_string())
                .set("y", 1)
                .set("width", width.to_string())
                .set("height", HEIGHT - 2),
        );
    }
    svg.all(segments).put(edge)
}

fn axis(scale: &Scale) -> Element {
    let n_ticks = scale.ticks.len();
    let label = |(nth, tick): (usize, &u64)| {
        let anchor = match nth {
            0 => "start",
            nth if nth + 1 == n_ticks => "end",
            _ => "middle",
        };
        // Seven labels have no room on a phone; every other one is enough there.
        let class = if n_ticks > 5 && nth % 2 == 1 {
            "s-note is-odd"
        } else {
            "s-note"
        };
        el("text")
            .class(class)
            .set("x", percent(scale.permille(*tick)))
            .set("y", 12)
            .set("text-anchor", anchor)
            .text(round_size(*tick))
    };
    let tick = |tick: &u64| {
        let x = percent(scale.permille(*tick));
        el("line")
            .class("s-ink")
            .set("x1", x.clone())
            .set("x2", x)
            .set("y1", 17)
            .set("y2", 22)
    };
    el("svg")
        .class("f10-axis")
        .set("width", "100%")
        .set("height", 22)
        .set("aria-hidden", "true")
        .all(scale.ticks.iter().enumerate().map(label))
        .all(scale.ticks.iter().map(tick))
}

/// A round size in its largest unit, with a decimal where it has one: `20 MB`, `1.5 GB`.
fn round_size(bytes: u64) -> String {
    let units = [
        (1_000_000_000, "GB"),
        (1_000_000, "MB"),
        (1_000, "kB"),
        (1, "B"),
    ];
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| bytes >= *unit) else {
        return "0".to_owned();
    };
    let tenths = bytes % unit / (unit / 10).max(1);
    if tenths == 0 {
        format!("{} {name}", bytes / unit)
    } else {
        format!("{}.{tenths} {name}", bytes / unit)
    }
}

/// How many builds were recorded layer by layer, where it is some and not all.
pub(super) fn recorded(weights: &Weights) -> Option<String> {
    let n_builds = weights.record.builds().count();
    let n_recorded = weights
        .record
        .builds()
        .filter(|(_, build)| !build.layers.is_empty())
        .count();
    (1..n_builds).contains(&n_recorded).then(|| {
        format!("Layer by layer, {n_recorded} of {n_builds} builds were recorded; of the others only the sums.")
    })
}

/// What the parts of a bar mean, and what the sizes are.
fn key(weights: &Weights) -> Element {
    let sample = |class: &'static str, words: &'static str| {
        el("span")
            .put(
                el("svg")
                    .class("key")
                    .set("viewBox", "0 0 40 12")
                    .set("aria-hidden", "true")
                    .put(
                        el("rect")
                            .class(class)
                            .set("x", 1)
                            .set("y", 1)
                            .set("width", 38)
                            .set("height", 10),
                    ),
            )
            .text(words)
    };
    let is_linear = weights.scale.kind == Kind::Linear;
    let has_layers = weights
        .record
        .builds()
        .any(|(_, build)| !build.layers.is_empty());
    let mut keys = Vec::new();
    if is_linear && has_layers {
        keys.push(sample("sb-b", "base layer"));
        keys.push(sample(
            "sb-a",
            "the layers above it; those of a few kB are too thin to see",
        ));
    }
    if is_linear {
        keys.push(sample("f10-whole", "layers not recorded, one bar for all"));
    }
    let recorded = recorded(weights).map(|words| el("span").text(words));
    el("p")
        .class("f10-key")
        .all(keys)
        .put_some(recorded)
        .put(el("span").text(
        "Sizes are sums of compressed layers: what a pull transfers, not what it takes on disk.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_written_in_their_largest_unit() {
        for (bytes, expected) in [
            (0, "0"),
            (20_000_000, "20 MB"),
            (1_000_000_000, "1 GB"),
            (2_500_000, "2.5 MB"),
            (500, "500 B"),
        ] {
            assert_eq!(round_size(bytes), expected);
        }
    }
}
