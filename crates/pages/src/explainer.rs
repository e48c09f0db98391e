//! The explainer's page: cover, ten sections, glossary.

use crate::{
    content::{Content, ContentError},
    glossary::glossary_section,
    section::{Drawn, Section},
};
use tagprism_figures::{Element, el, library};

/// The page's title, which is also its first heading.
pub const TITLE: &str = "One tag, many machines";
/// The page's description, for search engines and previews.
pub const DESCRIPTION: &str = "How one container image tag serves every processor: ten sections with figures \
    that compute what they show, from the index behind a tag to the entry that your machine gets.";
const DECK: &str =
    "How a single image name serves every processor, drawn from what registries really send.";

/// The sections' HTML, and what can be found in each.
pub fn draw_sections(content: &Content) -> Result<Vec<Drawn>, ContentError> {
    content
        .sections
        .iter()
        .map(|section| section.draw(content))
        .collect()
}

/// Everything between masthead and footer.
pub fn sheet(content: &Content, drawn: &[Drawn]) -> String {
    let sections: String = drawn.iter().map(|drawn| drawn.html.as_str()).collect();
    format!(
        "<div class=\"sheet learn\">{}<main id=\"main\" class=\"body\" tabindex=\"-1\">{}{NO_PROGRAM}{sections}{}</main></div>",
        rail(&content.sections).to_html(),
        cover(content).to_html(),
        glossary_section(&content.terms).to_html()
    )
}

/// What the figures read, as one file for the program: reading the page waits for none of it.
pub fn data() -> String {
    let files: serde_json::Map<String, serde_json::Value> = library::FILES
        .iter()
        .map(|name| ((*name).to_owned(), library::text(name).into()))
        .collect();
    serde_json::Value::Object(files).to_string()
}

/// Says what is missing while nothing runs. The program takes it away when it starts.
const NO_PROGRAM: &str = "<noscript><p class=\"still\">The figures below stand still: they need JavaScript and WebAssembly to move. \
    They are drawn for a linux/amd64 machine, show their point as they are, and each has a table.</p></noscript>\
    <p class=\"still\" id=\"still\" hidden>The figures below stand still: their program did not arrive, or WebAssembly is blocked here. \
    They are drawn for a linux/amd64 machine, show their point as they are, and each has a table.</p>";

fn cover(content: &Content) -> Element {
    let item = |term: &'static str, words: &'static str| {
        el("div").put(el("dt").text(term)).put(el("dd").text(words))
    };
    debug_assert!(content.sections.len() <= 10, "the cover says ten");
    el("header")
        .class("cover")
        .put(el("h1").text(TITLE))
        .put(el("p").class("deck").text(DECK))
        .put(
            el("dl")
                .class("cover-block")
                .put(item("Contents", "Ten sections, ten figures"))
                .put(item("Worked example", "nginx:latest, July 2026"))
                .put(item("Facts checked", "23 November 2026"))
                .put(item("Reads as", "prose, figures or tables")),
        )
}

fn rail(sections: &[Section]) -> Element {
    let item = |section: &Section| {
        el("li").put(
            el("a")
                .set("href", format!("#{}", section.slug))
                .put(el("span").class("rail-n").text(section.number))
                .text(section.title.clone()),
        )
    };
    el("nav")
        .class("rail")
        .set("aria-label", "Sections")
        .put(
            el("p")
                .class("rail-now")
                .put(el("b").text(1))
                .text(format!(" of {}", sections.len())),
        )
        .put(el("ol").all(sections.iter().map(item)))
}
