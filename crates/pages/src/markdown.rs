//! From Markdown to HTML, with what this site adds to both: terms, margin notes, tables for phones, worked files.

use crate::{table::TableState, unbroken};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};
use tagprism_figures::{Element, el, sign};

/// What the site's own marks turn into.
pub trait Marks {
    /// The HTML of a paragraph that is only `{{directive}}`.
    fn directive(&mut self, directive: &str) -> String;
    /// The target and the tooltip of a link to a term.
    fn term(&mut self, id: &str) -> (String, String);
    /// The opening of a subsection's heading: `<h3 id="…">` with its number. `text` is the heading in plain words.
    fn heading(&mut self, text: &str) -> (String, String);
}

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION,
    )
}

/// A line of Markdown as HTML, without a paragraph around it.
pub fn inline(markdown: &str) -> String {
    let events = parser(markdown).filter(|event| {
        !matches!(
            event,
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
        )
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim_end().to_owned()
}

/// Markdown as plain words.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in parser(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading's words as an anchor: lower case, digits and hyphens.
pub fn anchor(words: &str) -> String {
    let mut out = String::new();
    for character in words.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if !out.ends_with('-') && !matches!(character, '’' | '\'') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

/// The body of a section as HTML. Its first paragraph becomes the lead.
pub fn body(markdown: &str, marks: &mut impl Marks) -> String {
    let mut writer = Writer {
        marks,
        out: Vec::new(),
        is_lead: true,
        block: None,
        table: None,
        quotes: 0,
    };
    let mut events = parser(markdown).into_offset_iter().peekable();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Paragraph)
                if markdown[range.clone()].trim_start().starts_with("{{") =>
            {
                // Everything up to the end of the paragraph is the directive's.
                for (inner, _) in events.by_ref() {
                    if inner == Event::End(TagEnd::Paragraph) {
                        break;
                    }
                }
                let directive = markdown[range]
                    .trim()
                    .trim_start_matches("{{")
                    .trim_end_matches("}}")
                    .trim();
                let html = writer.marks.directive(directive);
                writer.html(html);
            }
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                let text = plain(markdown[range].trim_start_matches('#').trim());
                let (open, close) = writer.marks.heading(&text);
                writer.html(open);
                for (inner, _) in events.by_ref() {
                    if matches!(inner, Event::End(TagEnd::Heading(_))) {
                        break;
                    }
                    writer.out.push(inner);
                }
                writer.html(close);
            }
            other => writer.event(other),
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, writer.out.into_iter());
    out
}

/// Turns events into those that the library writes as the site wants them.
struct Writer<'m, 'e, M> {
    marks: &'m mut M,
    out: Vec<Event<'e>>,
    is_lead: bool,
    /// The block of code that is being read.
    block: Option<String>,
    table: Option<TableState>,
    quotes: usize,
}

impl<'e, M: Marks> Writer<'_, 'e, M> {
    fn html(&mut self, html: impl Into<CowStr<'e>>) {
        self.out.push(Event::Html(html.into()));
    }

    fn event(&mut self, event: Event<'e>) {
        match event {
            Event::Start(Tag::Paragraph) if self.is_lead && self.quotes == 0 => {
                self.is_lead = false;
                self.html("<p class=\"lead\">");
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                debug_assert!(kind != Some(BlockQuoteKind::Caution), "notes have no kinds");
                self.quotes += 1;
                self.html("<aside class=\"note\">");
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes -= 1;
                self.html("</aside>\n");
            }
            Event::Start(Tag::Link { ref dest_url, .. }) if dest_url.starts_with("term:") => {
                let (href, title) = self.marks.term(&dest_url["term:".len()..]);
                let tag = el("a").class("term").set("href", href).set("title", title);
                self.html(opening(&tag));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let class = if language == "error" { "error" } else { "code" };
                self.html(format!("<pre class=\"{class}\" tabindex=\"0\"><code>"));
                self.block = Some(String::new());
            }
            Event::End(TagEnd::CodeBlock) => {
                let text = self.block.take().unwrap_or_default();
                self.html(format!("{}</code></pre>\n", unbroken::lines(&text)));
            }
            table @ (Event::Start(
                Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell,
            )
            | Event::End(
                TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
            )) => self.table_event(&table),
            Event::Code(ref words)
                if (words.contains("--") || words.len() > unbroken::LONG)
                    && self.table.as_ref().is_none_or(|table| !table.is_head) =>
            {
                self.html(unbroken::code(words));
            }
            Event::Text(words) => self.words(words),
            other => {
                if let Event::Code(words) = &other {
                    self.note_head(words);
                }
                self.out.push(other);
            }
        }
    }

    fn words(&mut self, words: CowStr<'e>) {
        if let Some(block) = &mut self.block {
            block.push_str(&words);
            return;
        }
        self.note_head(&words);
        self.out.push(match unbroken::prose(&words) {
            Some(html) => Event::InlineHtml(html.into()),
            None => Event::Text(words),
        });
    }

    /// Keeps the words of a table's head, which its cells carry.
    fn note_head(&mut self, words: &str) {
        if let Some(table) = self.table.as_mut().filter(|table| table.is_head) {
            table.words.push_str(words);
        }
    }

    /// Cells know their column's head, because on a phone a row stands alone.
    fn table_event(&mut self, event: &Event<'e>) {
        let html = match event {
            Event::Start(Tag::Table(_)) => {
                self.table = Some(TableState::new());
                "<div class=\"tbl\"><table>".to_owned()
            }
            Event::End(TagEnd::Table) => {
                self.table = None;
                "</tbody></table></div>\n".to_owned()
            }
            other => match self.table.as_mut() {
                Some(table) => table.part(other),
                None => String::new(),
            },
        };
        self.html(html);
    }
}

/// The start tag of an element without children.
pub fn opening(element: &Element) -> String {
    let html = element.to_html();
    html[..html.rfind("</").unwrap_or(html.len())].to_owned()
}

/// The link that a heading carries to itself.
pub fn anchor_link(id: &str, what: &str) -> Element {
    el("a")
        .class("anchor")
        .set("href", format!("#{id}"))
        .set("aria-label", format!("Link to {what}"))
        .put(sign::icon("link"))
}

/// A file with more lines than this takes more than half a page of paper.
const LONG_FILE: usize = 60;

/// A worked file with its caption and a button that copies it.
pub fn file(name: &str, caption: &str, text: &str) -> Element {
    let class = if text.lines().count() > LONG_FILE {
        "file is-long"
    } else {
        "file"
    };
    el("figure")
        .class(class)
        .put(
            el("figcaption")
                .text(caption.to_owned())
                .text(" ")
                .put(el("span").class("file-n").text(name.to_owned()))
                .put(
                    el("button")
                        .set("type", "button")
                        .class("btn quiet copy")
                        .set("data-copy", "file")
                        .put(sign::icon("copy"))
                        .text("Copy"),
                ),
        )
        .put(
            el("pre")
                .class("code")
                .set("tabindex", "0")
                .put(el("code").text(text.to_owned())),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_file_is_called_one() {
        let is_long = |n_lines: usize| {
            file("a", "b", &"c\n".repeat(n_lines))
                .to_html()
                .contains("is-long")
        };
        assert!(!is_long(LONG_FILE));
        assert!(is_long(LONG_FILE + 1));
    }

    #[derive(Default)]
    struct Said(Vec<String>);

    impl Marks for Said {
        fn directive(&mut self, directive: &str) -> String {
            self.0.push(directive.to_owned());
            format!("<figure>{directive}</figure>")
        }
        fn term(&mut self, id: &str) -> (String, String) {
            (format!("#term-{id}"), "a \"meaning\"".to_owned())
        }
        fn heading(&mut self, text: &str) -> (String, String) {
            (format!("<h3 id=\"{}\">", anchor(text)), "</h3>".to_owned())
        }
    }

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        let html = body(markdown, &mut Said::default());
        assert_eq!(html.replace('\n', ""), expected);
    }

    #[test]
    fn the_first_paragraph_leads() {
        check("One.\n\nTwo.", "<p class=\"lead\">One.</p><p>Two.</p>");
    }

    #[test]
    fn a_quotation_is_a_margin_note() {
        check(
            "One.\n\n> **Why.** Because.",
            "<p class=\"lead\">One.</p><aside class=\"note\"><p><strong>Why.</strong> Because.</p></aside>",
        );
    }

    #[test]
    fn a_directive_stands_alone_and_may_hold_any_words() {
        check(
            "One.\n\n{{file a_b.json | A *file*, \"so\" to say}}\n\nTwo.",
            "<p class=\"lead\">One.</p><figure>file a_b.json | A *file*, \"so\" to say</figure><p>Two.</p>",
        );
    }

    #[test]
    fn a_term_is_a_link_with_its_meaning() {
        check(
            "A [digest](term:digest).",
            "<p class=\"lead\">A <a class=\"term\" href=\"#term-digest\" title=\"a &quot;meaning&quot;\">digest</a>.</p>",
        );
    }

    #[test]
    fn cells_carry_the_head_of_their_column() {
        check(
            "| A `b` | C |\n|---|---|\n| 1 | 2 |",
            "<div class=\"tbl\"><table><thead><tr><th scope=\"col\">A <code>b</code></th>\
             <th scope=\"col\">C</th></tr></thead><tbody><tr><th scope=\"row\">1</th>\
             <td data-label=\"C\">2</td></tr></tbody></table></div>",
        );
    }

    #[test]
    fn names_stay_whole_in_sentences_and_in_heads_of_columns() {
        check(
            "On x86-64.\n\n| x86-64 | B |\n|---|---|\n| 1 | 2 |",
            "<p class=\"lead\">On <span class=\"nb\">x86-64</span>.</p>\
             <div class=\"tbl\"><table><thead><tr><th scope=\"col\"><span class=\"nb\">x86-64</span></th>\
             <th scope=\"col\">B</th></tr></thead><tbody><tr><th scope=\"row\">1</th>\
             <td data-label=\"B\">2</td></tr></tbody></table></div>",
        );
    }

    #[test]
    fn headings_have_anchors_of_their_words() {
        check(
            "## Docker’s `latest` is a name",
            "<h3 id=\"dockers-latest-is-a-name\">Docker’s <code>latest</code> is a name</h3>",
        );
    }

    #[test]
    fn an_error_message_is_set_apart() {
        check(
            "```error\nno <match>\n```",
            "<pre class=\"error\" tabindex=\"0\"><code><span class=\"ln\">no &lt;match&gt;</span></code></pre>",
        );
    }
}
