//! One line: `platforms  amd64  arm64  arm/v7  +5`.

use tagprism_core::{Platform, Reference};
use tagprism_figures::{
    Element,
    card::{Face, Look, background, document, metadata, rules, shown, width},
    el,
    inspection::{Inspected, Root, recorded},
    sign,
};

use crate::{
    ask::Ask,
    picture::{Facts, address},
};

/// Platforms that are named; more are counted.
const MAX_NAMED: usize = 3;
/// Those that most readers look for.
const FIRST: &[&str] = &["amd64", "arm64", "arm"];
const HEIGHT: i32 = 22;
const BASE: i32 = 15;
const AIR: i32 = 8;
const SIZE: i32 = 12;

/// The badge that is asked for, with what is known about its image. `base` is where the site is found.
#[must_use]
pub fn of(ask: &Ask, facts: Facts<'_>, base: &str) -> String {
    let image = match facts {
        Facts::Read(known) => Some(Inspected::from(known)),
        Facts::Recorded => Reference::parse(ask.image())
            .ok()
            .and_then(|it| recorded(&it)),
        Facts::Unavailable(_) => None,
    };
    badge(image.as_ref(), ask.image(), &address(ask, base), ask.look())
}

/// The badge of an image, or of what stands in its way. `name` is what was asked for, `address` where it is found.
#[must_use]
pub fn badge(image: Option<&Inspected>, name: &str, address: &str, look: Look) -> String {
    let platforms = image.map(platforms).unwrap_or_default();
    let title = match (image, platforms.is_empty()) {
        (None, _) => format!("{name}: unavailable"),
        (Some(_), true) => format!("{name}: states no platform"),
        (Some(_), false) => {
            let names: Vec<String> = platforms.iter().map(short).collect();
            format!("{name}: {}", names.join(", "))
        }
    };
    let mut marks = Vec::new();
    let label = "platforms";
    let label_width = width(label, Face::Sans, SIZE) + 2 * AIR;
    marks.push(word("l s", AIR, label, label_width - 2 * AIR));
    let mut x = label_width + AIR;
    for platform in platforms.iter().take(MAX_NAMED) {
        let name = shown(&short(platform));
        let name: String = name.chars().take(24).collect();
        marks.push(
            el("path")
                .class(format!("g {}", sign::family_class(&platform.architecture)))
                .set("transform", format!("translate({x} 4.5) scale(.93)"))
                .set(
                    "d",
                    sign::outline(sign::glyph_id(&platform.architecture, &platform.variant)),
                ),
        );
        x += 17;
        let room = width(&name, Face::Sans, SIZE);
        let family = sign::family_class(&platform.architecture);
        marks.push(word("l", x, &name, room).class(format!("l {family}")));
        x += room + AIR;
    }
    let rest = match (image, platforms.len()) {
        (None, _) => "unavailable".to_owned(),
        (Some(_), 0) => "none stated".to_owned(),
        (Some(_), n) if n > MAX_NAMED => format!("+{}", n - MAX_NAMED),
        _ => String::new(),
    };
    if !rest.is_empty() {
        let room = width(&rest, Face::Sans, SIZE);
        marks.push(word("l q", x, &rest, room));
        x += room + AIR;
    }
    document(x, HEIGHT, look)
        .set("aria-label", shown(&title))
        .put(el("title").text(shown(&title)))
        .put_some(metadata(address))
        .put(el("style").text(format!("{}{}", rules(look), LABEL)))
        .all(background(look, x, HEIGHT))
        .put(
            el("path")
                .class("z")
                .set("d", format!("M0 0h{label_width}v{HEIGHT}H0z")),
        )
        .all(marks)
        .to_xml()
}

/// The label, which looks the same on any page.
const LABEL: &str = ".z{fill:#55524a}.s{fill:#ffffff}";

/// A word that keeps its width in whatever face it is set.
fn word(class: &'static str, x: i32, text: &str, room: i32) -> Element {
    el("text")
        .class(class)
        .set("x", x)
        .set("y", BASE)
        .set("textLength", room)
        .text(text.to_owned())
}

/// Every platform once, those that most look for first.
fn platforms(image: &Inspected) -> Vec<Platform> {
    let stated: Vec<Platform> = match &image.root {
        Root::Index(entries) => {
            let images = entries.iter().filter(|it| !it.is_attestation);
            images.filter_map(|it| it.offer.platform.clone()).collect()
        }
        Root::Image(contents) => contents.iter().filter_map(|it| it.claims.clone()).collect(),
    };
    let mut platforms: Vec<Platform> = Vec::new();
    for platform in stated.into_iter().filter(|it| !it.is_unstated()) {
        if !platforms
            .iter()
            .any(|known| short(known) == short(&platform))
        {
            platforms.push(platform);
        }
    }
    // The sort keeps the order of the index among equals.
    platforms.sort_by_key(|it| {
        let place = FIRST.iter().position(|first| *first == it.architecture);
        // Of the variants of 32-bit Arm the newest is the one that is asked for most.
        let variant = match (&*it.architecture, &*it.variant) {
            ("arm", "v5") => 2,
            ("arm", "v6") => 1,
            _ => 0,
        };
        (it.os != "linux", place.unwrap_or(FIRST.len()), variant)
    });
    platforms
}

/// `amd64`, `arm/v7`, `windows/amd64`: Linux goes without saying, and so does the only variant of 64-bit Arm.
fn short(platform: &Platform) -> String {
    let platform = platform.normalize();
    let variant = match (&*platform.architecture, &*platform.variant) {
        (_, "") => String::new(),
        (_, variant) => format!("/{variant}"),
    };
    match &*platform.os {
        "linux" => format!("{}{variant}", platform.architecture),
        os => format!("{os}/{}{variant}", platform.architecture),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> String {
        let image = recorded(&Reference::parse(name).unwrap());
        badge(
            image.as_ref(),
            name,
            "https://tagprism.example/i/x",
            Look::default(),
        )
    }

    #[test]
    fn three_platforms_are_named_and_the_others_counted() {
        let badge = of("nginx");
        assert!(
            badge.contains(
                "<title>nginx: amd64, arm64, arm/v7, arm/v5, 386, ppc64le, riscv64, s390x</title>"
            ),
            "{badge}"
        );
        for word in [">platforms<", ">amd64<", ">arm64<", ">arm/v7<", ">+5<"] {
            assert!(badge.contains(word), "{word}");
        }
        assert!(badge.len() < 6_000, "{} bytes", badge.len());
    }

    #[test]
    fn builds_of_one_platform_count_once() {
        let badge = of("hello-world");
        assert_eq!(
            badge.matches("windows/amd64").count(),
            2,
            "as title and as label: {badge}"
        );
    }

    #[test]
    fn what_is_unavailable_is_said() {
        let badge = badge(None, "<b>\u{202e}", "", Look::default());
        assert!(
            badge.contains(">unavailable<") && badge.contains("&lt;b&gt;⟪U+202E⟫: unavailable")
        );
        assert!(!badge.contains("<metadata>"));
    }
}
