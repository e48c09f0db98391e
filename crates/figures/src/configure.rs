//! The page on which an author puts an embed together: what it shows, how it looks there, and what to paste.
//!
//! Like a figure it is a function of a [`State`], which is its address, so a team can share one. Unlike a figure it has no
//! number and no table: it is no part of the explanation.

mod parts;
mod sheet;
mod snippet;

use crate::{
    embed::{self, EMBEDS, Embed, Image, options::EmbedOptions, query},
    state::{Parameter, State, Values},
};
pub use sheet::draw;
pub use snippet::{SYSTEMS, Snippet, System};

/// The name of the form, and the start of its controls' names.
pub const NAME: &str = "configure";

/// What an author may choose.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "figure",
        values: Values::OneOf(&FIGURE_NAMES),
    },
    Parameter {
        name: "image",
        values: Values::Text {
            max_chars: 512,
            default: "",
        },
    },
    Parameter {
        name: "host",
        values: Values::Text {
            max_chars: 96,
            default: "",
        },
    },
    Parameter {
        name: "theme",
        values: Values::OneOf(&["auto", "light", "dark", "contrast"]),
    },
    Parameter {
        name: "bg",
        values: Values::OneOf(&["page", "transparent"]),
    },
    Parameter {
        name: "controls",
        values: Values::OneOf(&["full", "steps", "none"]),
    },
    Parameter {
        name: "data",
        values: Values::OneOf(&["captured", "live"]),
    },
    Parameter {
        name: "motion",
        values: Values::OneOf(&["auto", "reduce"]),
    },
    Parameter {
        name: "loading",
        values: Values::OneOf(&["lazy", "eager", "click"]),
    },
    Parameter {
        name: "width",
        values: Values::OneOf(&["whole", "720", "480", "320"]),
    },
    Parameter {
        name: "state",
        values: Values::Text {
            max_chars: 512,
            default: "",
        },
    },
    Parameter {
        name: "tab",
        values: Values::OneOf(&SYSTEM_NAMES),
    },
];

const FIGURE_NAMES: [&str; EMBEDS.len()] = figure_names();
const SYSTEM_NAMES: [&str; SYSTEMS.len()] = system_names();

const fn figure_names() -> [&'static str; EMBEDS.len()] {
    let mut names = [""; EMBEDS.len()];
    let mut nth = 0;
    while nth < names.len() {
        names[nth] = EMBEDS[nth].name;
        nth += 1;
    }
    names
}

const fn system_names() -> [&'static str; SYSTEMS.len()] {
    let mut names = [""; SYSTEMS.len()];
    let mut nth = 0;
    while nth < names.len() {
        names[nth] = SYSTEMS[nth].name;
        nth += 1;
    }
    names
}

/// What an author has put together.
#[derive(Clone)]
pub struct Configured {
    /// What is embedded.
    pub embed: &'static Embed,
    /// How it looks there.
    pub options: EmbedOptions,
    /// What its figure shows.
    pub state: State,
    /// `lazy`, `eager` or `click`.
    pub loading: &'static str,
    /// The site that it comes from, with a slash at its end.
    pub site: String,
}

impl Configured {
    /// Reads the page's state.
    #[must_use]
    pub fn read(state: &State, site: &str) -> Self {
        let row = embed::embed(state.one("figure")).unwrap_or(&EMBEDS[0]);
        let mut pairs = query::read(state.text("state"));
        for name in ["image", "host", "theme", "bg", "controls", "data", "motion"] {
            pairs.push((name.to_owned(), state.text(name).to_owned()));
        }
        // What is empty was not asked for.
        pairs.retain(|(_, value)| !value.is_empty());
        let mut options = EmbedOptions::read(query::borrowed(&pairs));
        options.image = options.image.filter(|_| row.image == Image::Any);
        Self {
            embed: row,
            state: row.state(query::borrowed(&pairs)),
            options,
            loading: state.one("loading"),
            site: site.to_owned(),
        }
    }

    /// The query of the frame, without `?`.
    #[must_use]
    pub fn query(&self) -> String {
        self.embed.query(&self.options, &self.state)
    }

    /// Parameter and value of everything that is not at its default.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        query::read(&self.query())
    }

    /// The address of the frame below the site: `embed/match?read=3`.
    #[must_use]
    pub fn path(&self) -> String {
        with_query(&format!("embed/{}", self.embed.name), &self.query())
    }

    /// The address of the frame.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}", self.site, self.path())
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> String {
        let image = self.options.image.as_deref().unwrap_or(embed::EXAMPLE);
        match (self.embed.name, self.embed.figure()) {
            ("pull", _) => format!("How {image} is pulled, request by request"),
            ("push", _) => format!("How {image} is pushed, request by request"),
            (_, Some(figure)) => figure.title.to_owned(),
            (_, None) => format!("Every platform inside {image}"),
        }
    }
}

fn with_query(path: &str, query: &str) -> String {
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://tagprism.example/docs/";

    fn configured(pairs: &[(&str, &str)]) -> Configured {
        Configured::read(&State::read(PARAMETERS, pairs.iter().copied()), SITE)
    }

    #[test]
    fn an_untouched_page_embeds_the_first_figure_as_it_is() {
        let first = configured(&[]);
        assert_eq!(first.address(), "https://tagprism.example/docs/embed/hosts");
    }

    #[test]
    fn what_is_chosen_stands_in_the_address_of_the_frame() {
        let chosen = configured(&[
            ("figure", "match"),
            ("image", "alpine"),
            ("host", "linux/arm64/v8"),
            ("theme", "dark"),
            ("state", "read=3&rule=strict&evil=1"),
        ]);
        assert_eq!(
            chosen.path(),
            "embed/match?rule=strict&image=alpine:latest&read=3&host=linux/arm64/v8&theme=dark"
        );
    }

    #[test]
    fn an_image_is_named_only_where_one_is_shown() {
        assert_eq!(
            configured(&[("figure", "hosts"), ("image", "alpine")]).path(),
            "embed/hosts"
        );
        assert_eq!(
            configured(&[("figure", "pull"), ("image", "alpine")]).path(),
            "embed/pull?image=alpine"
        );
    }

    #[test]
    fn every_choice_is_drawn_and_hostile_text_stays_text() {
        for figure in FIGURE_NAMES {
            for tab in SYSTEM_NAMES {
                let state = State::read(
                    PARAMETERS,
                    [
                        ("figure", figure),
                        ("tab", tab),
                        ("image", "\"><script>alert(1)</script>"),
                        ("host", "<b>"),
                    ],
                );
                let html = draw(&state, SITE).to_html();
                assert!(!html.contains("<script>alert"), "{figure} {tab}");
                assert!(html.contains("data-act=\"copy\""), "{figure} {tab}");
            }
        }
    }
}
