//! What can be embedded in other people's pages, and how an address says it.
//!
//! [`EMBEDS`] is the table that everything reads: the generator writes a page per row, the program plays it, the server
//! pictures it. The parameters that all rows share are [`EmbedOptions`]; those of a figure are its own, by their plain names.

pub mod accent;
pub mod options;
pub mod query;

mod full;

use crate::{
    asking, board, building, digest, encode,
    figure::{Figure, Plan},
    hosts, loader, matching, pull, sizes, stack,
    state::{Parameter, State, Values},
    windows,
};
use options::EmbedOptions;
use tagprism_core::Reference;

/// Something that can be embedded: a row in [`EMBEDS`].
#[derive(Clone, Copy)]
pub struct Embed {
    /// Its name in addresses: `match`.
    pub name: &'static str,
    /// What it shows.
    pub subject: Subject,
    /// What its figure starts from, in place of the figure's own defaults: parameter and value.
    pub preset: &'static [(&'static str, &'static str)],
    /// What `image` means to it.
    pub image: Image,
    /// Heights in pixels that cut nothing in a column of at least 320, 480 and 720 pixels, as measured in a browser.
    pub heights: [u16; 3],
}

/// What an embed shows.
#[derive(Clone, Copy)]
pub enum Subject {
    /// A figure, without its drawing: [`any_figure`](crate::any_figure) has that.
    Figure(Plan),
    /// The inspector's view of an image.
    Inspector,
}

/// What the parameter `image` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Image {
    /// Nothing: the figure is about no image in particular.
    Unused,
    /// One of the recorded images, which is a parameter of the figure.
    Recorded,
    /// Any image, which has to be read.
    Any,
}

/// The image where an address names none.
pub const EXAMPLE: &str = "nginx:latest";

const fn figure(
    figure: &Figure,
    preset: &'static [(&'static str, &'static str)],
    image: Image,
    heights: [u16; 3],
) -> Embed {
    Embed {
        name: figure.name,
        subject: Subject::Figure(figure.plan()),
        preset,
        image,
        heights,
    }
}

const PULL: Embed = figure(&pull::FIGURE, &[], Image::Any, [3390, 3210, 3210]);
const PUSH: Embed = Embed {
    name: "push",
    ..figure(
        &pull::FIGURE,
        &[("direction", "push")],
        Image::Any,
        [2820, 2960, 2960],
    )
};
const BOARD: Embed = figure(&board::FIGURE, &[], Image::Any, [2670, 2260, 1960]);
const STACK: Embed = figure(&stack::FIGURE, &[], Image::Any, [2830, 2550, 2280]);
const INSPECT: Embed = Embed {
    name: "inspect",
    subject: Subject::Inspector,
    preset: &[],
    image: Image::Any,
    heights: [2460, 2100, 2020],
};

/// What shows an image that has to be read. A table of its own, so that a program that shows only images does not carry the
/// figures that it never draws.
pub const IMAGES: &[Embed] = &[PULL, PUSH, INSPECT, BOARD, STACK];

/// Everything that can be embedded, in the order of the sections.
pub const EMBEDS: &[Embed] = &[
    figure(&hosts::FIGURE, &[], Image::Unused, [2350, 1990, 1540]),
    figure(&encode::FIGURE, &[], Image::Unused, [1940, 1650, 1540]),
    figure(&loader::FIGURE, &[], Image::Unused, [2470, 2300, 2180]),
    figure(&digest::FIGURE, &[], Image::Unused, [2620, 2100, 1890]),
    figure(&matching::FIGURE, &[], Image::Recorded, [2090, 1980, 1930]),
    figure(&asking::FIGURE, &[], Image::Unused, [3040, 2320, 2110]),
    figure(&building::FIGURE, &[], Image::Unused, [3190, 2550, 2330]),
    PULL,
    PUSH,
    figure(&windows::FIGURE, &[], Image::Unused, [2160, 1810, 1620]),
    figure(&sizes::FIGURE, &[], Image::Recorded, [1920, 1710, 1570]),
    INSPECT,
    BOARD,
    STACK,
];

/// The row of that name.
#[must_use]
pub fn embed(name: &str) -> Option<&'static Embed> {
    EMBEDS.iter().find(|embed| embed.name == name)
}

/// The row of that name among those that show an image.
#[must_use]
pub fn image(name: &str) -> Option<&'static Embed> {
    IMAGES.iter().find(|embed| embed.name == name)
}

impl Embed {
    /// Its figure, where it shows one.
    #[must_use]
    pub fn figure(&self) -> Option<Plan> {
        match self.subject {
            Subject::Figure(figure) => Some(figure),
            Subject::Inspector => None,
        }
    }

    /// Whether it tells a pull or a push.
    #[must_use]
    pub fn is_played(&self) -> bool {
        self.is_of(pull::FIGURE.name)
    }

    /// Whether it is the board of clients.
    #[must_use]
    pub fn is_board(&self) -> bool {
        self.is_of(board::FIGURE.name)
    }

    /// Whether it compares the images of a stack, which it names itself.
    #[must_use]
    pub fn is_stack(&self) -> bool {
        self.is_of(stack::FIGURE.name)
    }

    fn is_of(&self, name: &str) -> bool {
        self.figure().is_some_and(|figure| figure.name == name)
    }

    /// The parameters of its own: those of its figure that the address may set.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        self.figure().into_iter().flat_map(|it| it.parameters)
    }

    /// The figure before an address says anything.
    #[must_use]
    pub fn start(&self) -> State {
        let parameters = self.figure().map_or(&[][..], |it| it.parameters);
        State::read(parameters, self.preset.iter().copied())
    }

    /// The figure's state that the decoded pairs of a query ask for. What is unknown is ignored, what is out of range clamped.
    ///
    /// Whatever spelling of a recorded image is asked for, the figure gets the one that it knows.
    #[must_use]
    pub fn state<'q>(&self, pairs: impl IntoIterator<Item = (&'q str, &'q str)>) -> State {
        let mut all: Vec<(&str, String)> = self
            .preset
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        for (name, value) in pairs {
            // Of words that may be chosen together all pairs count, but not those of the preset.
            if let Some(preset) = all
                .iter()
                .position(|(own, _)| *own == name)
                .filter(|at| *at < self.preset.len())
            {
                all[preset].1 = value.to_owned();
            } else if name == "image" && self.image == Image::Recorded {
                all.push((name, self.recorded(value)));
            } else {
                all.push((name, value.to_owned()));
            }
        }
        let parameters = self.figure().map_or(&[][..], |it| it.parameters);
        State::read(
            parameters,
            all.iter().map(|(name, value)| (*name, value.as_str())),
        )
    }

    /// The pairs that say a state, without what the embed starts from.
    #[must_use]
    pub fn pairs(&self, state: &State) -> Vec<(&'static str, String)> {
        let start = self.start();
        self.parameters()
            .map(|it| it.name)
            .filter(|name| state.chosen(name) != start.chosen(name))
            .map(|name| (name, state.chosen(name).to_owned()))
            .collect()
    }

    /// The query of an embed, without `?`: what differs from the defaults, in a fixed order.
    #[must_use]
    pub fn query(&self, options: &EmbedOptions, state: &State) -> String {
        let mut pairs = self.pairs(state);
        pairs.extend(
            options
                .pairs()
                .into_iter()
                .filter(|(name, _)| *name != "image" || self.image == Image::Any),
        );
        query::write(&pairs)
    }

    /// The name of a recorded image as the figure lists it; what it does not list, as it was given.
    fn recorded(&self, given: &str) -> String {
        let given = given.trim();
        let familiar = Reference::parse(given).map(|it| it.with_default_tag().familiar());
        let known = |name: &str| {
            self.parameters().any(|it| match it.values {
                Values::OneOf(words) => it.name == "image" && words.contains(&name),
                _ => false,
            })
        };
        match familiar {
            Ok(familiar) if known(&familiar) && !known(given) => familiar,
            _ => given.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FIGURES;

    #[test]
    fn every_figure_can_be_embedded_and_names_are_their_own() {
        for figure in FIGURES.iter().chain(crate::TOOLS) {
            assert!(embed(figure.name).is_some(), "{}", figure.name);
        }
        for (nth, row) in EMBEDS.iter().enumerate() {
            assert!(EMBEDS[nth + 1..].iter().all(|other| other.name != row.name));
        }
        assert!(embed("push").is_some() && embed("inspect").is_some() && embed("").is_none());
        for row in EMBEDS {
            assert_eq!(
                image(row.name).is_some(),
                row.image == Image::Any,
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn no_parameter_of_a_figure_has_the_name_of_one_that_all_share() {
        for row in EMBEDS {
            for parameter in row.parameters() {
                let is_shared = options::NAMES.contains(&parameter.name);
                let is_image = parameter.name == "image" && row.image == Image::Recorded;
                assert!(!is_shared || is_image, "{}: {}", row.name, parameter.name);
            }
        }
    }

    #[test]
    fn a_push_starts_as_a_push_and_says_so_nowhere() {
        let push = embed("push").unwrap();
        assert_eq!(push.start().one("direction"), "push");
        assert_eq!(push.query(&EmbedOptions::default(), &push.start()), "");
        let other = push.state([("direction", "both"), ("net", "train")]);
        assert_eq!(
            push.query(&EmbedOptions::default(), &other),
            "direction=both&net=train"
        );
    }

    #[test]
    fn every_spelling_of_a_recorded_image_is_that_image() {
        let row = embed("match").unwrap();
        for given in [
            "alpine",
            " docker.io/library/alpine:latest",
            "alpine:latest",
        ] {
            assert_eq!(row.state([("image", given)]).one("image"), "alpine:latest");
        }
        for given in ["", "<b>", "quay.io/alpine", "alpine:3"] {
            assert_eq!(row.state([("image", given)]).one("image"), EXAMPLE);
        }
    }

    #[test]
    fn queries_are_read_as_they_were_written() {
        for row in EMBEDS {
            for parameter in row.parameters() {
                let values = match parameter.values {
                    Values::OneOf(words)
                    | Values::AnyOf(words)
                    | Values::AllOf(words)
                    | Values::SomeOf { words, .. } => {
                        words.iter().map(|it| (*it).to_owned()).collect()
                    }
                    Values::Whole { min, max, .. } => vec![min.to_string(), max.to_string()],
                    Values::Text { .. } => vec!["a&b=c#d é%41+ \u{202e}".to_owned()],
                };
                for value in values {
                    let state = row.state([(parameter.name, value.as_str())]);
                    let written = row.query(&EmbedOptions::default(), &state);
                    let pairs = query::read(&written);
                    let again = row.state(query::borrowed(&pairs));
                    assert_eq!(again, state, "{}: {written}", row.name);
                }
            }
        }
    }

    #[test]
    fn the_element_reserves_the_same_heights() {
        let element = include_str!("../../../build/embed/embed.js");
        for row in EMBEDS {
            let [narrow, middle, wide] = row.heights;
            let line = format!("    {}: [{narrow}, {middle}, {wide}],", row.name);
            assert!(
                element.contains(&line),
                "build/embed/embed.js lacks `{line}`"
            );
        }
    }
}
