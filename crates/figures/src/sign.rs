//! Signs that figures share with the rest of the site: icons, platforms, digests.

use crate::markup::{Element, Words, el};
use tagprism_core::{Digest, Platform, machines::Run};

mod digest_mark;
mod family;
mod shape;

pub use digest_mark::digest_mark;
pub use family::{family_class, glyph_id};
pub use shape::outline;

/// An icon of the sprite, by its id without `i-`: `check`, `cross`, `step`, `dash`, `arrow`, `link`, `save`, `reset` …
///
/// Decoration: whatever it says stands beside it in words.
#[must_use]
pub fn icon(name: &'static str) -> Element {
    el("svg")
        .class("ico")
        .set("aria-hidden", "true")
        .put(el("use").set("href", format!("#i-{name}")))
}

/// A platform as sign, name and color, in HTML.
#[must_use]
pub fn platform(platform: &Platform) -> Element {
    let family = family_class(&platform.architecture);
    let windows = if platform.os == "windows" {
        " is-windows"
    } else {
        ""
    };
    let mut name = el("span");
    if !platform.os.is_empty() {
        name = name.put(
            el("span")
                .class("plat-os")
                .text(format!("{}/", platform.os)),
        );
    }
    name = name.put(el("b").text(platform.architecture.clone()));
    if !platform.variant.is_empty() {
        name = name.put(
            el("span")
                .class("plat-v")
                .text(format!("/{}", platform.variant)),
        );
    }
    if !platform.os_version.is_empty() {
        name = name
            .text(" ")
            .put(el("span").class("plat-w").text(platform.os_version.clone()));
    }
    el("span")
        .class(format!("plat {family}{windows}"))
        .put(glyph(&platform.architecture, &platform.variant))
        .put(name)
}

/// The platform of an entry as sign and name, or that it states none.
#[must_use]
pub fn stated(stated: Option<&Platform>) -> Element {
    match stated {
        Some(stated) => platform(stated),
        None => el("span").text("no platform stated"),
    }
}

/// How something ended, as sign and words: never by its color alone. The sign is an icon's name, as [`icon`] takes it.
#[must_use]
pub fn outcome(sign: &'static str, words: impl Words) -> Element {
    el("span")
        .class(format!("out out-{sign}"))
        .put(icon(sign))
        .put(el("span").text(words))
}

/// What happens when an image is started, with the reason where it does not simply run: for those who hear the page, and for
/// those who point at it. The table of the figure has it in words.
#[must_use]
pub fn run(run: &Run) -> Element {
    let (sign, words) = match run {
        Run::Native => return outcome("check", "runs"),
        Run::Emulated(_) => ("step", "emulated"),
        Run::Fails(_) => ("cross", "fails"),
        Run::Unknown(_) => ("help", "may not run"),
    };
    let why = el("span").class("vh").text(format!(": {}", run.sentence()));
    outcome(sign, words).set("title", run.sentence()).put(why)
}

/// A platform's sign alone.
#[must_use]
pub fn glyph(architecture: &str, variant: &str) -> Element {
    el("svg")
        .class("glyph")
        .set("aria-hidden", "true")
        .put(el("use").set("href", format!("#{}", glyph_id(architecture, variant))))
}

/// A platform's sign inside an SVG drawing, centered on a point.
#[must_use]
pub fn glyph_at(platform: &Platform, x: i32, y: i32) -> Element {
    el("use")
        .class(format!("glyph {}", family_class(&platform.architecture)))
        .set(
            "href",
            format!("#{}", glyph_id(&platform.architecture, &platform.variant)),
        )
        .set("x", x - 7)
        .set("y", y - 7)
        .set("width", 14)
        .set("height", 14)
}

/// A platform's name as SVG text: the family in its color, the rest in ink.
#[must_use]
pub fn name_at(platform: &Platform, x: i32, y: i32) -> Element {
    let family = family_class(&platform.architecture);
    let mut text = el("text")
        .class("s-mono")
        .set("x", x)
        .set("y", y)
        .put(
            el("tspan")
                .class("s-soft")
                .text(format!("{}/", platform.os)),
        )
        .put(
            el("tspan")
                .class(format!("s-fam {family}"))
                .text(platform.architecture.clone()),
        );
    if !platform.variant.is_empty() {
        text = text.put(el("tspan").text(format!("/{}", platform.variant)));
    }
    text
}

/// A digest's mark alone; `None` where it has fewer than eight hex digits.
#[must_use]
pub fn mark(digest: &Digest) -> Option<Element> {
    digest_mark(digest.encoded()).map(|(front, back)| {
        el("svg")
            .class("dmark")
            .set("viewBox", "0 0 18 18")
            .set("aria-hidden", "true")
            .put(
                el("rect")
                    .class("mk-f")
                    .set("x", ".5")
                    .set("y", ".5")
                    .set("width", 17)
                    .set("height", 17),
            )
            .put(el("path").class("mk-b").set("d", back))
            .put(el("path").class("mk-a").set("d", front))
    })
}

/// A digest: mark and first eight digits; the whole stands in the tooltip.
#[must_use]
pub fn digest(digest: &Digest) -> Element {
    el("span")
        .class("dg")
        .set("title", digest.as_str().to_owned())
        .put_some(mark(digest))
        .put(el("code").text(digest.short().to_owned()))
}
