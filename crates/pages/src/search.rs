//! What the search finds: sections, headings, figures, terms and errors, as one small file.

use crate::{
    content::Content,
    markdown::{self, Marks, anchor_link, plain},
    section::Drawn,
};
use serde_json::{Value, json};
use tagprism_figures::{el, frame::figure_id};

/// Longest text kept with an entry, in characters: enough to recognize it by.
const TEXT_CHARS: usize = 160;

/// The search index: `[kind, title, anchor, text]` per entry, in the order in which equals are listed.
pub fn index(content: &Content, drawn: &[Drawn]) -> String {
    let mut entries: Vec<Value> = Vec::new();
    for (section, drawn) in content.sections.iter().zip(drawn) {
        let lead = section
            .markdown
            .trim()
            .split("\n\n")
            .next()
            .unwrap_or_default();
        let title = format!("{} {}", section.number, section.title);
        entries.push(entry("Section", &title, &section.slug, &plain(lead)));
        for heading in &drawn.headings {
            entries.push(entry("Part", &heading.text, &heading.id, &section.title));
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
pub fn error_index(markdown: &str) -> String {
    let items: String = errors(markdown)
        .iter()
        .map(|error| {
            let heading = el("h4")
                .text(error.title.to_owned())
                .put(anchor_link(error.id, "this error"));
            let body = markdown::body(error.markdown, &mut NoMarks);
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
struct NoMarks;

impl Marks for NoMarks {
    fn directive(&mut self, _: &str) -> String {
        String::new()
    }
    fn term(&mut self, id: &str) -> (String, String) {
        (format!("#term-{id}"), String::new())
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
    fn the_error_index_has_an_anchor_per_error() {
        let html = error_index(ERRORS);
        assert!(html.contains("id=\"error-no-match\""), "{html}");
        assert!(html.contains("<pre class=\"error\""), "{html}");
    }
}
