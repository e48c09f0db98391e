//! What the search finds: sections, headings, figures, terms and errors, as one small file.
//!
//! A section and each of its parts are also found by the words of their text; these stand apart, each once.

use crate::{
    content::{Content, ContentError},
    glossary::Term,
    markdown::{self, Marks, anchor_link, plain},
    section::Drawn,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tagprism_figures::{el, frame::figure_id};

/// Longest text kept with an entry, in characters: enough to recognize it by.
const TEXT_CHARS: usize = 160;

/// Shorter words of a text find nothing, in characters; `arm` and `429` do.
const MIN_WORD_CHARS: usize = 3;

/// The search index: `[kind, title, anchor, text]` per entry, in the order in which equals are listed; where an entry has
/// more text than it shows, a fifth member with the words of that text.
pub fn index(content: &Content, drawn: &[Drawn]) -> String {
    let mut entries: Vec<Value> = Vec::new();
    for (section, drawn) in content.sections.iter().zip(drawn) {
        // A part begins with its heading; what stands before the first is the section's own.
        let mut parts = section.markdown.split("\n## ");
        let own = parts.next().unwrap_or_default();
        let lead = own.trim().split("\n\n").next().unwrap_or_default();
        let title = format!("{} {}", section.number, section.title);
        let mut first = entry("Section", &title, &section.slug, &plain(lead));
        add_words(&mut first, own);
        entries.push(first);
        for (heading, part) in drawn.headings.iter().zip(parts) {
            let mut found = entry("Part", &heading.text, &heading.id, &section.title);
            add_words(&mut found, part);
            entries.push(found);
        }
        for (name, caption) in &drawn.figures {
            let title = format!("Figure {}", section.number);
            entries.push(entry("Figure", &title, &figure_id(name), caption));
        }
    }
    for term in &content.terms {
        entries.push(entry("Term", &term.name, &term.anchor(), &term.meaning));
    }
    for error in errors(&content.errors) {
        // The whole message: a pasted one has to be found by any of its words.
        entries.push(json!(["Error", error.title, error.id, error.message]));
    }
    Value::Array(entries).to_string()
}

/// Adds the words of a text that the entry does not show: lower case, each once, in alphabetical order.
fn add_words(entry: &mut Value, markdown: &str) {
    let shown = entry.to_string().to_lowercase();
    let text = plain(markdown).to_lowercase();
    let words: BTreeSet<&str> = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_WORD_CHARS && !shown.contains(word))
        .collect();
    let words: Vec<&str> = words.into_iter().collect();
    if let Some(members) = entry.as_array_mut() {
        members.push(words.join(" ").into());
    }
}

fn entry(kind: &str, title: &str, anchor: &str, text: &str) -> Value {
    let text: String = text.chars().take(TEXT_CHARS).collect();
    json!([kind, title, anchor, text])
}

/// One error of the error index.
struct Error<'a> {
    title: &'a str,
    id: &'a str,
    message: String,
    /// Everything below the heading.
    markdown: &'a str,
}

/// Whether every block of the error index can be read.
pub fn check_errors(markdown: &str) -> Result<(), ContentError> {
    let wrong = markdown.lines().enumerate().find(|(_, line)| {
        line.strip_prefix("## ").is_some_and(|head| {
            let id = head.trim().split_once(" {#").map(|(_, id)| id);
            !id.is_some_and(|id| id.ends_with('}') && id.len() > 1)
        })
    });
    match wrong {
        Some((idx, _)) => Err(ContentError::Row {
            file: "errors.md",
            line: idx + 1,
            form: "## Title {#error-id}",
        }),
        None => Ok(()),
    }
}

/// Reads blocks of the form `## Title {#error-id}`, a code block `error`, and paragraphs.
fn errors(markdown: &str) -> Vec<Error<'_>> {
    markdown
        .split("\n## ")
        .skip(1)
        .filter_map(|block| {
            let (head, markdown) = block.split_once('\n')?;
            let (title, id) = head.trim().split_once(" {#")?;
            let message = markdown
                .split("```error\n")
                .skip(1)
                .filter_map(|rest| rest.split("```").next())
                .collect::<Vec<_>>()
                .join(" ");
            Some(Error {
                title,
                id: id.trim_end_matches('}'),
                message: message.split_whitespace().collect::<Vec<_>>().join(" "),
                markdown,
            })
        })
        .collect()
}

/// The error index as HTML.
pub fn error_index(markdown: &str, terms: &[Term]) -> String {
    let items: String = errors(markdown)
        .iter()
        .map(|error| {
            let heading = el("h4")
                .text(error.title.to_owned())
                .put(anchor_link(error.id, "this error"));
            let body = markdown::body(error.markdown, &mut ErrorMarks { terms });
            format!(
                "<section class=\"err\" id=\"{}\">{}{body}</section>",
                error.id,
                heading.to_html()
            )
        })
        .collect();
    format!(
        "<section id=\"errors\" aria-labelledby=\"errors-h\"><h3 id=\"errors-h\">{}{}</h3>{items}</section>",
        "Error messages, word for word",
        anchor_link("errors", "the error index").to_html()
    )
}

/// Errors use plain Markdown and links to terms.
struct ErrorMarks<'t> {
    terms: &'t [Term],
}

impl Marks for ErrorMarks<'_> {
    fn directive(&mut self, _: &str) -> String {
        String::new()
    }
    fn term(&mut self, id: &str) -> (String, String) {
        let term = self.terms.iter().find(|term| term.id == id);
        let meaning = term.map(|term| term.meaning.clone());
        (format!("#term-{id}"), meaning.unwrap_or_default())
    }
    fn heading(&mut self, _: &str) -> (String, String) {
        ("<h5>".to_owned(), "</h5>".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERRORS: &str = "# Error index\n\n## No match {#error-no-match}\n\n```error\nno matching\nmanifest\n```\n\nWhy.\n";

    #[test]
    fn an_error_is_found_by_every_word_of_its_message() {
        let errors = errors(ERRORS);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].id, "error-no-match");
        assert_eq!(errors[0].message, "no matching manifest");
    }

    #[test]
    fn an_error_without_an_anchor_is_named_with_its_line() {
        assert!(check_errors(ERRORS).is_ok());
        let wrong = check_errors("# Error index\n\n## No match\n").unwrap_err();
        assert!(
            wrong.to_string().starts_with("`errors.md`, line 3:"),
            "{wrong}"
        );
    }

    #[test]
    fn the_error_index_has_an_anchor_per_error() {
        let html = error_index(ERRORS, &[]);
        assert!(html.contains("id=\"error-no-match\""), "{html}");
        assert!(html.contains("<pre class=\"error\""), "{html}");
    }
}
