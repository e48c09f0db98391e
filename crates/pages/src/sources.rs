//! The table of sources, `docs/sources.md`, as far as it is about what sections teach.

use crate::{
    content::{Content, ContentError},
    markdown::inline,
    section::Section,
};
use tagprism_figures::markup::{Element, el};

/// A taught fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is claimed, as Markdown.
    pub claim: String,
    /// Where it was read, as Markdown with links.
    pub source: String,
    /// The files that teach it, as the table names them.
    pub used_in: String,
    /// How far it was checked.
    pub checked: String,
}

/// Every row of every table with the four columns fact, source, used in, checked.
///
/// # Errors
///
/// Where a row of such a table has more cells or fewer.
pub fn facts(markdown: &str) -> Result<Vec<Fact>, ContentError> {
    let mut facts = Vec::new();
    let mut is_ours = false;
    for (idx, line) in markdown.lines().enumerate() {
        let Some(row) = line.trim().strip_prefix('|') else {
            is_ours = false;
            continue;
        };
        let row = row.strip_suffix('|').unwrap_or(row);
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        if cells == HEADS {
            is_ours = true;
        } else if is_ours && !line.trim_start().starts_with("|-") && !line.starts_with("| -") {
            facts.push(fact(&cells).ok_or(ContentError::Row {
                file: "docs/sources.md",
                line: idx + 1,
                form: "| fact | source | used in | checked |",
            })?);
        }
    }
    Ok(facts)
}

const HEADS: [&str; 4] = ["fact", "source", "used in", "checked"];

fn fact(cells: &[&str]) -> Option<Fact> {
    let [claim, source, used_in, checked] = cells else {
        return None;
    };
    Some(Fact {
        claim: (*claim).to_owned(),
        source: (*source).to_owned(),
        used_in: (*used_in).to_owned(),
        checked: (*checked).to_owned(),
    })
}

/// The facts that a file teaches.
pub fn facts_of<'a>(facts: &'a [Fact], file: &str) -> Vec<&'a Fact> {
    facts
        .iter()
        .filter(|fact| fact.used_in.contains(file))
        .collect()
}

/// The page's title.
pub const TITLE: &str = "Sources · Tagprism";
/// The page's description, for search engines and previews.
pub const DESCRIPTION: &str =
    "Where every fact that the explainer teaches was read, and how far each was checked.";

/// The line at the end of a section that leads to its sources.
pub fn sources_link(slug: &str, n_facts: usize) -> Element {
    el("p").class("sources").put(
        el("a")
            .set("href", format!("sources#{slug}"))
            .text(format!("Sources of this section ({n_facts})")),
    )
}

/// Everything between masthead and footer of the page of sources.
pub fn sheet(content: &Content) -> String {
    let head = el("header")
        .class("cover")
        .put(el("h1").text("Sources"))
        .put(el("p").class("deck").text(DESCRIPTION));
    let sections: String = content
        .sections
        .iter()
        .map(|section| list(section, &facts_of(&content.facts, &section.file)))
        .collect();
    format!(
        "<div class=\"sheet learn\"><div class=\"rail\"></div><main id=\"main\" class=\"body\" tabindex=\"-1\">{}{sections}</main></div>",
        head.to_html()
    )
}

fn list(section: &Section, facts: &[&Fact]) -> String {
    let heading_id = format!("{}-h", section.slug);
    let heading = el("h2")
        .set("id", heading_id.clone())
        .put(el("span").class("h-n").text(section.number))
        .put(
            el("a")
                .set("href", format!("./#{}", section.slug))
                .text(section.title.clone()),
        );
    let items: String = facts
        .iter()
        .map(|fact| {
            format!(
                "<li>{}: {} <span class=\"checked\">{}</span></li>",
                inline(&fact.claim),
                inline(&fact.source),
                inline(&fact.checked)
            )
        })
        .collect();
    format!(
        "<section id=\"{}\" aria-labelledby=\"{heading_id}\">{}<ul class=\"sources\">{items}</ul></section>",
        section.slug,
        heading.to_html()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_four_cells_are_facts_and_heads_are_not() {
        let table = "| fact | source | used in | checked |\n|---|---|---|---|\n\
                     | a `x` fact | [IDX](https://example.org) | `src/explainer/sections/05-image-index.md` | read |\n\
                     \n| what | source | checked |\n|---|---|---|\n| x | y | z |\n";
        let facts = facts(table).unwrap();
        assert_eq!(facts.len(), 1);
        assert_eq!(facts_of(&facts, "05-image-index.md").len(), 1);
        assert_eq!(facts_of(&facts, "06-who-resolves.md").len(), 0);
        let section = Section::parse("05-image-index.md", "# T\n".to_owned()).unwrap();
        let html = list(&section, &facts_of(&facts, "05-image-index.md"));
        assert!(
            html.contains("a <code>x</code> fact: <a href=\"https://example.org\">IDX</a>"),
            "{html}"
        );
    }

    #[test]
    fn a_row_that_lacks_a_cell_is_named_with_its_line() {
        let table = "| fact | source | used in | checked |\n|---|---|---|---|\n| a | b | c |\n";
        let wrong = facts(table).unwrap_err();
        assert!(
            wrong.to_string().starts_with("`docs/sources.md`, line 3:"),
            "{wrong}"
        );
    }
}
