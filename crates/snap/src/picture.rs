//! The picture: what is known, drawn by the figures' own code.

use serde_json::Value;
use tagprism_core::Reference;
use tagprism_figures::{
    Drawing, Figure, Origin, Scene, Table, any_figure,
    card::Sheet,
    el,
    embed::Subject,
    inspection::{self, Inspected},
    pull::{
        export::{Board, storyboard},
        image::{KnownImage, Provenance, write},
        story::Story,
    },
};

use crate::{ask::Ask, voice};

/// Rows of a table that a picture has room for; a text has them all.
const MAX_ROWS: usize = 18;

/// What is known when a picture is drawn.
#[derive(Clone, Copy)]
pub enum Facts<'a> {
    /// What ships with the program.
    Recorded,
    /// This image, which was read.
    Read(&'a KnownImage),
    /// Nothing, and why.
    Unavailable(&'a str),
}

/// A figure that is drawn, with its name.
pub(crate) struct Drawn {
    pub number: Option<u8>,
    pub title: String,
    pub drawing: Drawing,
}

/// The picture as an SVG document. `base` is where the site is found, ending with a slash; empty where nobody knows.
#[must_use]
pub fn svg(ask: &Ask, facts: Facts<'_>, base: &str) -> String {
    let address = address(ask, base);
    if let Some(story) = story(ask, facts) {
        return storyboard(&story, &address, Board::NARROW, ask.look()).to_xml();
    }
    let Drawn {
        number,
        title,
        drawing,
    } = drawn(ask, facts);
    let sheet = Sheet {
        number,
        title: &title,
        drawing: &drawing,
        address: &address,
        max_rows: MAX_ROWS,
        look: ask.look(),
    };
    sheet.drawn().to_xml()
}

/// What the picture says in one sentence: its alternative text.
#[must_use]
pub fn caption(ask: &Ask, facts: Facts<'_>) -> String {
    drawn(ask, facts).drawing.caption
}

/// Where the living figure is found; empty where nobody knows where the site is.
pub(crate) fn address(ask: &Ask, base: &str) -> String {
    match base.is_empty() {
        true => String::new(),
        false => format!("{base}{}", ask.full()),
    }
}

/// The pull or push that a picture tells, if it tells one.
pub(crate) fn story(ask: &Ask, facts: Facts<'_>) -> Option<Story> {
    let live = match facts {
        _ if !ask.embed.is_played() => return None,
        Facts::Unavailable(_) => return None,
        Facts::Recorded => None,
        Facts::Read(known) => Some(written(known)),
    };
    let (machine, is_assumed) = ask.machine();
    let scene = Scene {
        machine: &machine,
        machine_id: None,
        is_assumed,
        live: live.as_ref(),
        playhead: None,
    };
    Story::new(&ask.state, &scene)
}

/// An image that was read, in the form that the figure takes.
fn written(known: &KnownImage) -> Value {
    let provenance = Provenance {
        kind: "live",
        date: known
            .how
            .trim_start_matches("read and verified")
            .trim()
            .to_owned(),
        source: known.source.clone(),
        captured: known.captured.clone(),
    };
    write(&known.image, &provenance)
}

pub(crate) fn drawn(ask: &Ask, facts: Facts<'_>) -> Drawn {
    if let Facts::Unavailable(reason) = facts {
        return unavailable(ask, reason);
    }
    match ask.embed.subject {
        Subject::Figure(plan) => match any_figure(plan.name) {
            Some(figure) => of_figure(ask, figure, facts),
            None => unavailable(ask, "no such figure"),
        },
        Subject::Inspector => of_image(ask, facts),
    }
}

fn of_figure(ask: &Ask, figure: &Figure, facts: Facts<'_>) -> Drawn {
    let live = match facts {
        Facts::Read(known) => Some(written(known)),
        Facts::Recorded | Facts::Unavailable(_) => None,
    };
    let (machine, is_assumed) = ask.machine();
    let scene = Scene {
        machine: &machine,
        machine_id: None,
        is_assumed: true,
        live: live.as_ref(),
        playhead: None,
    };
    let mut drawing = (figure.draw)(&ask.state, &scene);
    if !is_assumed {
        voice::chosen(&mut drawing, &machine);
    }
    Drawn {
        number: figure.number,
        title: figure.title.to_owned(),
        drawing,
    }
}

fn of_image(ask: &Ask, facts: Facts<'_>) -> Drawn {
    let image = match facts {
        Facts::Read(known) => Some(Inspected::from(known)),
        Facts::Recorded | Facts::Unavailable(_) => Reference::parse(ask.image())
            .ok()
            .and_then(|it| inspection::recorded(&it)),
    };
    let Some(image) = image else {
        return unavailable(ask, "it was not recorded, and no registry was asked");
    };
    let (machine, is_assumed) = ask.machine();
    let title = match facts {
        Facts::Read(_) => "Image, read from its registry",
        Facts::Recorded | Facts::Unavailable(_) => "Image, as it was recorded",
    };
    Drawn {
        number: None,
        title: title.to_owned(),
        drawing: inspection::drawing(&image, &machine, is_assumed),
    }
}

/// What stands in for a picture that cannot be drawn: caches keep pictures, so there is always one.
fn unavailable(ask: &Ask, reason: &str) -> Drawn {
    let (machine, is_assumed) = ask.machine();
    let machine = match is_assumed {
        true => format!("{machine}, the default"),
        false => machine.to_string(),
    };
    let image: String = ask.image().chars().take(120).collect();
    let pairs = [
        ("Picture", ask.embed.name),
        ("Image", &*image),
        ("Machine", &*machine),
    ];
    let row = |(name, value): (&str, &str)| vec![name.to_owned(), value.to_owned()];
    Drawn {
        number: None,
        title: "Unavailable".to_owned(),
        drawing: Drawing {
            caption: format!("{image} is unavailable just now."),
            controls: Vec::new(),
            stage: el("div"),
            status: format!("The reason: {reason}."),
            table: Table {
                caption: "What was asked for".to_owned(),
                heads: ["Part", "Value"].map(str::to_owned).to_vec(),
                rows: pairs.into_iter().map(row).collect(),
            },
            origin: Origin {
                data: "none; this picture is drawn again when it is asked for again".to_owned(),
                source: "none".to_owned(),
                url: String::new(),
                image: "",
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Depth, Reading, tests::documents};
    use tagprism_core::Platform;
    use tagprism_figures::embed::EMBEDS;

    const BASE: &str = "https://tagprism.example/docs/";

    fn ask(file: &str, query: &str) -> Ask {
        Ask::parse(file, query).unwrap()
    }

    fn known() -> KnownImage {
        let reference = Reference::parse("registry.example/team/app:1").unwrap();
        let machine = Platform::new("linux", "arm64", "v8");
        let mut reading = Reading::new(reference, machine, Depth::Config);
        for document in documents().into_iter().rev() {
            reading.take(document, None).unwrap();
        }
        reading.known("1 May 2026").unwrap()
    }

    #[track_caller]
    fn check_alone(name: &str, svg: &str) {
        assert!(svg.len() <= 40_000, "{name}: {} bytes", svg.len());
        assert!(svg.starts_with("<svg xmlns"), "{name}");
        for foreign in [
            "href",
            "url(",
            "<script",
            "foreignObject",
            "@import",
            "style=",
            "\u{202e}",
        ] {
            assert!(!svg.contains(foreign), "{name}: {foreign}");
        }
        for part in [
            "<title>",
            "<desc>",
            "<metadata>https://tagprism.example/docs/",
        ] {
            assert!(svg.contains(part), "{name}: {part}");
        }
    }

    #[test]
    fn every_embed_has_a_picture_that_stands_alone_and_is_always_the_same() {
        for row in EMBEDS {
            for theme in ["auto", "light", "dark", "contrast"] {
                let ask = ask(
                    &format!("{}.svg", row.name),
                    &format!("theme={theme}&host=linux/arm64/v8"),
                );
                let picture = svg(&ask, Facts::Recorded, BASE);
                check_alone(row.name, &picture);
                assert_eq!(picture, svg(&ask, Facts::Recorded, BASE));
                let is_both = matches!(theme, "auto" | "contrast");
                assert_eq!(picture.contains("prefers-color-scheme"), is_both, "{theme}");
            }
        }
    }

    #[test]
    fn a_machine_that_was_chosen_for_all_readers_is_nobodys() {
        for row in EMBEDS {
            for host in [
                "linux/arm64/v8",
                "windows/amd64:20348",
                "linux/arm/v6",
                "linux/mips64le",
            ] {
                for figure in [
                    "",
                    "set=own",
                    "image=hello-world",
                    "rule=strict",
                    "read=3",
                    "accept=",
                ] {
                    let ask = ask(
                        &format!("{}.txt", row.name),
                        &format!("host={host}&{figure}"),
                    );
                    let words = crate::text::text(&ask, Facts::Recorded, "").to_lowercase();
                    for claim in [
                        "the default",
                        "until you choose",
                        "your machine",
                        "like yours",
                        "yours asks",
                    ] {
                        assert!(
                            !words.contains(claim),
                            "{} {host} {figure}: {claim} in {words}",
                            row.name
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_transparent_picture_has_no_paper() {
        let with = svg(&ask("match.svg", ""), Facts::Recorded, BASE);
        let without = svg(&ask("match.svg", "bg=transparent"), Facts::Recorded, BASE);
        assert!(with.contains("class=\"u x\"") && !without.contains("class=\"u x\""));
    }

    #[test]
    fn an_image_that_was_read_is_said_to_be() {
        let known = known();
        for name in ["inspect", "pull", "push"] {
            let ask = ask(
                &format!("{name}.svg"),
                "image=registry.example/team/app:1&host=linux/arm64/v8",
            );
            let picture = svg(&ask, Facts::Read(&known), BASE);
            check_alone(name, &picture);
            assert!(picture.contains("read and verified 1 May 2026"), "{name}");
            assert!(picture.contains("registry.example/team/app:1"), "{name}");
        }
        let ask = ask("inspect.svg", "host=linux/arm64/v8");
        assert_eq!(
            caption(&ask, Facts::Read(&known)),
            "registry.example/team/app:1 has 2 platforms; linux/arm64/v8 gets entry 2."
        );
    }

    #[test]
    fn what_cannot_be_had_is_pictured_with_its_reason() {
        let ask = ask("pull.svg", "image=%3Cscript%3E%E2%80%AE&host=linux/arm64");
        let picture = svg(&ask, Facts::Unavailable("the registry failed"), BASE);
        check_alone("unavailable", &picture);
        assert!(
            picture.contains("The reason: the registry failed.")
                && picture.contains("&lt;script&gt;⟪U+202E⟫")
        );
    }
}
