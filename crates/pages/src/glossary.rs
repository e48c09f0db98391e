//! Terms and what they mean.

use crate::{content::ContentError, markdown::plain};
use tagprism_figures::{Element, el};

/// A term of the glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Kebab case; the anchor is `term-` and this.
    pub id: String,
    /// As people write it.
    pub name: String,
    /// One or two sentences, as plain text.
    pub meaning: String,
}

impl Term {
    /// The anchor in the page.
    pub fn anchor(&self) -> String {
        format!("term-{}", self.id)
    }
}

/// Reads lines of the form ``- **image index** {#image-index}: the document that …``.
pub fn glossary(markdown: &str) -> Result<Vec<Term>, ContentError> {
    let is_item = |(_, line): &(usize, &str)| line.starts_with("- ");
    let read = |(idx, line): (usize, &str)| {
        term(line).ok_or(ContentError::Row {
            file: "glossary.md",
            line: idx + 1,
            form: "- **term** {#id}: meaning",
        })
    };
    markdown
        .lines()
        .enumerate()
        .filter(is_item)
        .map(read)
        .collect()
}

fn term(line: &str) -> Option<Term> {
    let rest = line.strip_prefix("- **")?;
    let (name, rest) = rest.split_once("** {#")?;
    let (id, meaning) = rest.split_once("}:")?;
    Some(Term {
        id: id.to_owned(),
        name: name.to_owned(),
        meaning: plain(meaning.trim()),
    })
}

/// The glossary as the end of the page.
pub fn glossary_section(terms: &[Term]) -> Element {
    let entry = |term: &Term| {
        el("div")
            .set("id", term.anchor())
            .put(el("dt").text(term.name.clone()))
            .put(el("dd").text(term.meaning.clone()))
    };
    el("section")
        .set("id", "glossary")
        .set("aria-labelledby", "glossary-h")
        .put(el("h2").set("id", "glossary-h").text("Glossary"))
        .put(el("dl").class("terms").all(terms.iter().map(entry)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_term() {
        let terms =
            glossary("# Glossary\n\n- **diff ID** {#diff-id}: the `sha256` of a *tar*.\n").unwrap();
        assert_eq!(
            terms,
            [Term {
                id: "diff-id".into(),
                name: "diff ID".into(),
                meaning: "the sha256 of a tar.".into(),
            }]
        );
    }

    #[test]
    fn an_item_that_is_no_term_is_named_with_its_line() {
        let wrong = glossary("# Glossary\n\n- **diff ID**: without an id\n").unwrap_err();
        assert!(
            wrong.to_string().starts_with("`glossary.md`, line 3:"),
            "{wrong}"
        );
    }
}
