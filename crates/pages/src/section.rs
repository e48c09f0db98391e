//! A section: its number, its prose, and the HTML of both.

use crate::{
    content::{Content, ContentError},
    markdown::{self, Marks},
    sources::{facts_of, sources_link},
};
use tagprism_core::Platform;
use tagprism_figures::{Element, Scene, State, el, figure, frame, frame::Voice};

/// One of the ten sections.
#[derive(Clone, Debug)]
pub struct Section {
    /// From 1.
    pub number: usize,
    /// Its anchor: `image-index`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The name of its file.
    pub file: String,
    /// The Markdown below the title.
    pub markdown: String,
}

/// A heading below a section's title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its anchor.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A section's HTML and what can be found in it.
#[derive(Debug)]
pub struct Drawn {
    /// The `section` element.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Figures in it: name and caption.
    pub figures: Vec<(String, String)>,
}

/// The machine that figures are drawn for until the reader's is known. The masthead names it, and the program assumes it
/// where nothing says otherwise: for most readers nothing moves when the program takes over.
pub fn example_machine() -> Platform {
    Platform::new("linux", "amd64", "")
}

/// What figures are drawn with where no program runs and nobody has chosen a machine.
pub fn example_scene(machine: &Platform) -> Scene<'_> {
    Scene {
        machine,
        machine_id: None,
        is_assumed: true,
        live: None,
        playhead: None,
    }
}

impl Section {
    /// Reads `05-image-index.md`.
    pub fn parse(file: &str, text: String) -> Result<Self, ContentError> {
        let wrong_name = || ContentError::Name(file.to_owned());
        let (number, slug) = file
            .strip_suffix(".md")
            .and_then(|stem| stem.split_once('-'))
            .ok_or_else(wrong_name)?;
        let (title, markdown) = text.split_once('\n').unwrap_or((&text, ""));
        Ok(Self {
            number: number.parse().map_err(|_| wrong_name())?,
            slug: slug.to_owned(),
            title: title
                .strip_prefix("# ")
                .ok_or_else(|| ContentError::Title(file.to_owned()))?
                .trim()
                .to_owned(),
            file: file.to_owned(),
            markdown: markdown.to_owned(),
        })
    }

    /// The section as HTML.
    pub fn draw(&self, content: &Content) -> Result<Drawn, ContentError> {
        let mut marks = SectionMarks {
            section: self,
            content,
            headings: Vec::new(),
            figures: Vec::new(),
            wrong: None,
        };
        let body = markdown::body(&self.markdown, &mut marks);
        if let Some(wrong) = marks.wrong {
            return Err(wrong);
        }
        let SectionMarks {
            headings, figures, ..
        } = marks;
        let errors = if self.slug == ERRORS_AFTER {
            crate::search::error_index(&content.errors, &content.terms)
        } else {
            String::new()
        };
        let n_facts = facts_of(&content.facts, &self.file).len();
        let sources = sources_link(&self.slug, n_facts).to_html();
        let heading_id = format!("{}-h", self.slug);
        let heading = el("h2")
            .set("id", heading_id.clone())
            .put(el("span").class("h-n").text(self.number))
            .text(self.title.clone())
            .put(markdown::anchor_link(&self.slug, "this section"));
        Ok(Drawn {
            html: format!(
                "<section id=\"{}\" aria-labelledby=\"{heading_id}\">{}{body}{errors}{sources}{}</section>",
                self.slug,
                heading.to_html(),
                self.next(content)
                    .map(|next| next.to_html())
                    .unwrap_or_default()
            ),
            headings,
            figures,
        })
    }

    fn next(&self, content: &Content) -> Option<Element> {
        let next = content
            .sections
            .iter()
            .find(|section| section.number == self.number + 1)?;
        Some(
            el("p").class("next").put(
                el("a")
                    .set("href", format!("#{}", next.slug))
                    .put(el("span").text("Next"))
                    .text(" ")
                    .put(el("b").text(format!("{} {}", next.number, next.title))),
            ),
        )
    }
}

/// The section that the error index closes.
const ERRORS_AFTER: &str = "who-resolves";

struct SectionMarks<'a> {
    section: &'a Section,
    content: &'a Content,
    headings: Vec<Heading>,
    figures: Vec<(String, String)>,
    /// The first thing that is not there.
    wrong: Option<ContentError>,
}

impl SectionMarks<'_> {
    fn figure(&mut self, name: &str) -> Option<String> {
        let figure = figure(name)?;
        let machine = example_machine();
        let scene = example_scene(&machine);
        let state = State::new(figure.parameters);
        let drawing = (figure.draw)(&state, &scene);
        self.figures
            .push((name.to_owned(), drawing.caption.clone()));
        Some(frame(figure, &state, drawing, "", Voice::Aloud).to_html())
    }

    fn file(&self, words: &str) -> Option<String> {
        let (name, caption) = words.split_once('|')?;
        let text = self.content.files.get(name.trim())?;
        Some(markdown::file(name.trim(), caption.trim(), text).to_html())
    }
}

impl Marks for SectionMarks<'_> {
    fn directive(&mut self, directive: &str) -> String {
        let html = match directive.split_once(' ') {
            Some(("figure", name)) => self.figure(name.trim()),
            Some(("file", words)) => self.file(words),
            _ => None,
        };
        html.unwrap_or_else(|| {
            self.wrong.get_or_insert(ContentError::Directive {
                place: self.section.file.clone(),
                directive: directive.to_owned(),
            });
            String::new()
        })
    }

    fn term(&mut self, id: &str) -> (String, String) {
        match self.content.terms.iter().find(|term| term.id == id) {
            Some(term) => (format!("#{}", term.anchor()), term.meaning.clone()),
            None => {
                self.wrong.get_or_insert(ContentError::Term {
                    place: self.section.file.clone(),
                    term: id.to_owned(),
                });
                (String::new(), String::new())
            }
        }
    }

    fn heading(&mut self, text: &str) -> (String, String) {
        let id = markdown::anchor(text);
        self.headings.push(Heading {
            id: id.clone(),
            text: text.to_owned(),
        });
        let number = el("span").class("h-n").text(format!(
            "{}.{}",
            self.section.number,
            self.headings.len()
        ));
        let close = format!(
            "{}</h3>\n",
            markdown::anchor_link(&id, "this part").to_html()
        );
        (format!("<h3 id=\"{id}\">{}", number.to_html()), close)
    }
}
