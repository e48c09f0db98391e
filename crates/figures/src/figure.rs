//! The contract of a figure, and the table of all figures.

use crate::{
    asking, board, building, digest, encode, hosts, loader,
    markup::{Element, el},
    matching,
    pull::{self, playhead::Playhead},
    sizes, stack,
    state::{Parameter, State},
    windows,
};
use serde_json::Value;
use tagprism_core::{Platform, machines::Machine};

/// One figure of the site: a row in [`FIGURES`].
#[derive(Clone, Copy)]
pub struct Figure {
    /// Its number, which is that of its section; none for a tool, which belongs to no section.
    pub number: Option<u8>,
    /// Its name in addresses: `match`.
    pub name: &'static str,
    /// What its title block calls it.
    pub title: &'static str,
    /// What a reader may choose.
    pub parameters: &'static [Parameter],
    /// Draws it.
    pub draw: fn(&State, &Scene<'_>) -> Drawing,
}

/// What is known of a figure without drawing it. Whoever only names it, or reads its part of an address, does not carry its
/// drawing.
#[derive(Clone, Copy)]
pub struct Plan {
    /// [`Figure::number`]
    pub number: Option<u8>,
    /// [`Figure::name`]
    pub name: &'static str,
    /// [`Figure::title`]
    pub title: &'static str,
    /// [`Figure::parameters`]
    pub parameters: &'static [Parameter],
}

impl Figure {
    /// Everything but the drawing.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        Plan {
            number: self.number,
            name: self.name,
            title: self.title,
            parameters: self.parameters,
        }
    }
}

/// What a figure is drawn with, apart from its own state.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The reader's machine, as the masthead shows it.
    pub machine: &'a Platform,
    /// Which of the listed machines of that platform, where the reader chose one by its name.
    pub machine_id: Option<&'a str>,
    /// Whether nobody knows or chose it: pages that are written ahead speak about a default, and must not call it the reader's.
    pub is_assumed: bool,
    /// What the program found out for this figure since it started, as a document in JSON; `None` until it did. Only
    /// figures that say so in their docs read it.
    pub live: Option<&'a Value>,
    /// Where the player is, for the figure that plays; `None` where nothing can be played, as on paper.
    pub playhead: Option<&'a Playhead>,
}

impl Scene<'_> {
    /// What is known of the reader's machine, where it is one of those that are listed.
    #[must_use]
    pub fn listed(&self) -> Option<&'static Machine> {
        Machine::of(self.machine, self.machine_id)
    }
}

#[cfg(test)]
impl<'a> Scene<'a> {
    /// A machine that the reader chose.
    pub(crate) fn known(machine: &'a Platform) -> Self {
        Self {
            machine,
            machine_id: None,
            is_assumed: false,
            live: None,
            playhead: None,
        }
    }
}

/// A machine as a sentence begins with it: `Your machine, linux/s390x,`. A default is called one.
pub(crate) fn who(name: &str, is_assumed: bool) -> String {
    if is_assumed {
        format!("{name}, the default until you choose a machine,")
    } else {
        format!("Your machine, {name},")
    }
}

/// What a figure shows.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The conclusion, as one sentence.
    pub caption: String,
    /// What the reader may change; the first is the primary control.
    pub controls: Vec<Element>,
    /// The picture. Its default state shows the conclusion already.
    pub stage: Element,
    /// What the picture says just now, in one or two sentences; read aloud when it changes.
    pub status: String,
    /// The same facts as a table.
    pub table: Table,
    /// Where the facts come from.
    pub origin: Origin,
}

impl Drawing {
    /// What stands in for a figure of an image whose record is not here.
    pub(crate) fn without_record(caption: &str) -> Self {
        Self {
            caption: caption.to_owned(),
            controls: Vec::new(),
            stage: el("div").class("stage"),
            status: "The recorded image is not here.".to_owned(),
            table: Table::default(),
            origin: Origin {
                data: "none".to_owned(),
                source: "none".to_owned(),
                url: String::new(),
                image: "",
            },
        }
    }
}

/// Facts in rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// One per column.
    pub heads: Vec<String>,
    /// Each as long as the heads; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

/// Where a figure's facts come from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// What they are, with the date: "nginx:latest, 16 July 2026".
    pub data: String,
    /// Who says so.
    pub source: String,
    /// Where that can be read; empty where there is no page for it.
    pub url: String,
    /// The image that the inspector opens to see it as it is now; empty where the facts are not about an image.
    pub image: &'static str,
}

/// Every figure, in the order of the sections.
pub const FIGURES: &[Figure] = &[
    hosts::FIGURE,
    encode::FIGURE,
    loader::FIGURE,
    digest::FIGURE,
    matching::FIGURE,
    asking::FIGURE,
    building::FIGURE,
    pull::FIGURE,
    windows::FIGURE,
    sizes::FIGURE,
];

/// Figures that are tools: about an image or several, and in no section of the explainer.
pub const TOOLS: &[Figure] = &[board::FIGURE, stack::FIGURE];

/// The figure of that name, in the explainer or a tool. A program that calls this carries all of them.
#[must_use]
pub fn any_figure(name: &str) -> Option<&'static Figure> {
    figure(name).or_else(|| TOOLS.iter().find(|tool| tool.name == name))
}

/// The figure of that name in the explainer.
#[must_use]
pub fn figure(name: &str) -> Option<&'static Figure> {
    FIGURES.iter().find(|figure| figure.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Values;

    fn machines() -> Vec<Platform> {
        let words = [
            ("linux", "amd64", "v3"),
            ("linux", "arm64", "v8"),
            ("linux", "arm", "v6"),
            ("linux", "s390x", ""),
            ("linux", "mips64le", ""),
            ("", "", ""),
        ];
        let mut machines: Vec<Platform> = words
            .iter()
            .map(|(os, architecture, variant)| Platform::new(os, architecture, variant))
            .collect();
        let mut server = Platform::new("windows", "amd64", "");
        server.os_version = "10.0.20348".to_owned();
        machines.push(server);
        machines
    }

    /// The default state, and each parameter in turn at each of its values (a number: ends and middle).
    fn states(figure: &Figure) -> Vec<State> {
        let mut states = vec![State::new(figure.parameters)];
        for parameter in figure.parameters {
            let values: Vec<String> = match parameter.values {
                Values::OneOf(words)
                | Values::AnyOf(words)
                | Values::AllOf(words)
                | Values::SomeOf { words, .. } => {
                    words.iter().map(|word| (*word).to_owned()).collect()
                }
                Values::Whole { min, max, .. } => [min, (min + max) / 2, max]
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                Values::Text { .. } => {
                    vec![String::new(), "<b>&\u{202e}".to_owned(), "é".repeat(9999)]
                }
            };
            for value in values {
                states.push(State::read(
                    figure.parameters,
                    [(parameter.name, value.as_str())],
                ));
            }
        }
        states
    }

    #[test]
    fn every_state_on_every_machine_is_drawn_whole() {
        for figure in FIGURES.iter().chain(TOOLS) {
            for machine in machines() {
                for state in states(figure) {
                    let scene = Scene::known(&machine);
                    let drawing = (figure.draw)(&state, &scene);
                    let what = format!("{} {:?} {machine}", figure.name, state.pairs());
                    assert!(
                        drawing.caption.ends_with('.'),
                        "{what}: a conclusion is a sentence"
                    );
                    assert!(
                        !drawing.stage.to_html().contains(" style="),
                        "{what}: the content policy forbids style attributes"
                    );
                    assert!(!drawing.status.is_empty(), "{what}: status");
                    assert!(!drawing.table.rows.is_empty(), "{what}: table");
                    for row in &drawing.table.rows {
                        assert_eq!(row.len(), drawing.table.heads.len(), "{what}: {row:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn names_and_numbers_are_their_own() {
        for (nth, figure) in FIGURES.iter().enumerate() {
            for other in &FIGURES[nth + 1..] {
                assert_ne!(figure.name, other.name);
                assert!(figure.number < other.number, "in the order of the sections");
            }
        }
    }

    #[test]
    fn every_control_of_a_figure_sets_one_of_its_parameters() {
        for figure in FIGURES.iter().chain(TOOLS) {
            let machine = Platform::new("linux", "arm64", "v8");
            let scene = Scene::known(&machine);
            let drawing = (figure.draw)(&State::new(figure.parameters), &scene);
            let html: String = drawing
                .controls
                .iter()
                .chain([&drawing.stage])
                .map(Element::to_html)
                .collect();
            for name in names_in(&html) {
                assert!(
                    figure.parameters.iter().any(|it| it.name == name) || name == "machine",
                    "{}: a control is named `{name}`",
                    figure.name
                );
            }
        }
    }

    #[test]
    fn no_figure_calls_a_default_the_readers_machine() {
        for (figure, machine) in FIGURES
            .iter()
            .chain(TOOLS)
            .flat_map(|figure| machines().into_iter().map(move |machine| (figure, machine)))
        {
            for state in states(figure) {
                let scene = Scene {
                    is_assumed: true,
                    ..Scene::known(&machine)
                };
                let drawing = (figure.draw)(&state, &scene);
                let mut words = vec![
                    drawing.caption,
                    drawing.status,
                    drawing.stage.plain_text(),
                    drawing.table.caption,
                ];
                words.extend(drawing.table.heads);
                words.extend(drawing.table.rows.into_iter().flatten());
                for said in words {
                    let said = said.to_lowercase();
                    for claim in ["your machine", "yours"] {
                        assert!(!said.contains(claim), "{} {machine}: {said}", figure.name);
                    }
                }
            }
        }
    }

    /// The values of ` name="…"`, without the figure's prefix.
    fn names_in(html: &str) -> Vec<&str> {
        html.split(" name=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|name| name.split_once('-').map_or(name, |(_, own)| own))
            .collect()
    }
}
