//! A figure as a picture of its own: title, conclusion, facts, source and date in one SVG that needs no style sheet.
//!
//! This is the table twin drawn out, so it says everything that the figure says. Where the stage is a drawing, the browser
//! saves that instead, with the words of [`above`] and [`below`]; the server pictures every figure like this.

mod cell;
mod columns;
mod measure;
mod shown;
mod style;

pub use measure::{Face, width, wrap};
pub use shown::shown;
pub use style::{Look, Palette, background, document, rules};

use crate::{
    figure::{Drawing, Figure, Table},
    markup::{Element, el},
};
use cell::Cell;
use columns::Column;

/// Space around everything.
const EDGE: i32 = 24;
/// Room for the table of an ordinary sheet, and of one whose texts would be crowded there.
const INNER: i32 = 712;
const WIDER: i32 = 840;
/// Space between two columns.
const GAP: i32 = 16;
/// Height of a line of a cell.
const LINE: i32 = 18;
/// Space above and below the lines of a row, together.
const ROW_AIR: i32 = 8;
/// Size of the conclusion, of sentences, and of labels.
const CAPTION: i32 = 20;
const SENTENCE: i32 = 14;
/// Where the values of the title block begin.
const TERMS: i32 = 64;
/// Width of a character in a proportional face, in hundredths of its size: more than most texts need, because lines must
/// fit in whatever face the reader has.
const PROPORTIONAL: usize = 54;

/// What stands above a figure that is saved: its number and its conclusion.
#[must_use]
pub fn above(figure: &Figure, drawing: &Drawing) -> String {
    match figure.number {
        Some(number) => format!("Figure {number}. {}", drawing.caption),
        None => format!("{}. {}", figure.title, drawing.caption),
    }
}

/// What stands below it: the data with their date, and who says so.
#[must_use]
pub fn below(drawing: &Drawing) -> String {
    format!("{} · {}", drawing.origin.data, drawing.origin.source)
}

/// What a sheet shows, and how.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The figure's number, where it has one.
    pub number: Option<u8>,
    /// What it is called.
    pub title: &'a str,
    /// The facts.
    pub drawing: &'a Drawing,
    /// Where the living figure is found; empty where nobody knows.
    pub address: &'a str,
    /// Rows of the table that are drawn; more are counted.
    pub max_rows: usize,
    /// Theme and paper.
    pub look: Look,
}

/// The figure's facts as an SVG document, in both themes.
#[must_use]
pub fn card(figure: &Figure, drawing: &Drawing) -> Element {
    let sheet = Sheet {
        number: figure.number,
        title: figure.title,
        drawing,
        address: "",
        max_rows: usize::MAX,
        look: Look::default(),
    };
    sheet.drawn()
}

/// A text in lines that fit into a width, for a proportional face; both measures in pixels. The width of the letters is
/// estimated.
#[must_use]
pub fn fitting(text: &str, size: usize, width: usize) -> Vec<String> {
    let max_chars = (width * 100 / (size * PROPORTIONAL).max(1)).max(1);
    measure::wrap(text, |line| line.chars().count() <= max_chars)
}

impl Sheet<'_> {
    /// The sheet as an SVG document.
    #[must_use]
    pub fn drawn(&self) -> Element {
        let table = &self.drawing.table;
        let inner = match columns::natural(table, self.max_rows, GAP) > INNER * 5 / 4 {
            true => WIDER,
            false => INNER,
        };
        let columns = columns::fitted(table, self.max_rows, inner, GAP);
        let wide: i32 = columns.iter().map(|it| it.width + GAP).sum::<i32>() - GAP;
        let mut page = Page {
            marks: Vec::new(),
            y: EDGE,
            inner: wide.max(inner),
        };
        page.head(self);
        page.table(table, &columns, self.max_rows);
        page.foot(self);
        page.finished(self)
    }
}

/// A page that is written from top to bottom.
struct Page {
    marks: Vec<Element>,
    /// Where the next line begins.
    y: i32,
    /// Width between the edges.
    inner: i32,
}

impl Page {
    fn head(&mut self, sheet: &Sheet<'_>) {
        let number = sheet.number.map(|it| format!("Figure {it}"));
        let named = number.is_some();
        let label = el("text")
            .class("l q")
            .set("x", EDGE)
            .set("y", self.y + 10)
            .put_some(number.map(|it| el("tspan").class("b").text(it)))
            .text(if named { "  ·  " } else { "" })
            .text(shown(sheet.title));
        self.marks.push(label);
        self.y += 20;
        self.sentence(&sheet.drawing.caption, "h", Face::Serif, CAPTION, 27);
        self.y += 4;
        self.sentence(&sheet.drawing.status, "q", Face::Sans, SENTENCE, 20);
        self.y += 14;
    }

    fn sentence(&mut self, text: &str, class: &'static str, face: Face, size: i32, line: i32) {
        let inner = self.inner;
        let text = shown(text);
        for words in measure::wrap(&text, |words| width(words, face, size) <= inner) {
            self.y += line;
            self.marks
                .push(words_at(class, EDGE, self.y - line / 4, words));
        }
    }

    fn table(&mut self, table: &Table, columns: &[Column], max_rows: usize) {
        if table.rows.is_empty() {
            return;
        }
        self.sentence(&table.caption, "l q", Face::Sans, 12, 18);
        self.y += 4;
        let heads: Vec<Cell> = table.heads.iter().map(|it| Cell::head(it)).collect();
        self.row(&heads, columns, false);
        self.rule("r");
        for row in table.rows.iter().take(max_rows) {
            let cells: Vec<Cell> = row.iter().map(|it| Cell::read(it)).collect();
            // Figures call the entry that a machine gets by this word, and no other.
            let is_chosen = row.iter().any(|it| it.starts_with("chosen"));
            self.row(&cells, columns, is_chosen);
            self.rule("x");
        }
        let n_more = table.rows.len().saturating_sub(max_rows);
        if n_more > 0 {
            let words = format!("and {n_more} more rows in the living figure");
            self.sentence(&words, "l q", Face::Sans, 12, 22);
        }
    }

    fn row(&mut self, cells: &[Cell], columns: &[Column], is_chosen: bool) {
        let laid: Vec<cell::Laid<'_>> = cells
            .iter()
            .zip(columns)
            .map(|(cell, column)| cell.laid(column.width))
            .collect();
        let n_lines = laid.iter().map(|it| it.n_lines).max().unwrap_or(1);
        let height = n_lines * LINE + ROW_AIR;
        if is_chosen {
            let marker = el("rect").class("y");
            self.marks.push(
                marker
                    .set("x", EDGE - 8)
                    .set("y", self.y)
                    .set("width", self.inner + 16)
                    .set("height", height),
            );
        }
        let mut x = EDGE;
        for (cell, column) in laid.into_iter().zip(columns) {
            self.marks
                .extend(cell.drawn(x, self.y + ROW_AIR / 2, column));
            x += column.width + GAP;
        }
        self.y += height;
    }

    fn rule(&mut self, class: &'static str) {
        let d = format!("M{EDGE} {}.5h{}", self.y, self.inner);
        self.marks.push(el("path").class(class).set("d", d));
    }

    /// The title block: what the data are, who says so, where the figure lives.
    fn foot(&mut self, sheet: &Sheet<'_>) {
        self.y += 20;
        self.rule("r");
        self.y += 4;
        let origin = &sheet.drawing.origin;
        let name = el("text")
            .class("h n")
            .set("x", EDGE + self.inner)
            .set("y", self.y + 17)
            .set("text-anchor", "end")
            .text("Tagprism");
        self.marks.push(name);
        for (term, value, class) in [
            ("Data", &*origin.data, "l"),
            ("Source", &*origin.source, "l"),
            ("Live", sheet.address, "l k"),
        ] {
            let room = self.inner - TERMS - 80;
            let value = shown(value);
            for (nth, words) in measure::wrap(&value, |it| width(it, Face::Sans, 12) <= room)
                .into_iter()
                .filter(|it| !it.is_empty())
                .enumerate()
            {
                self.y += 18;
                if nth == 0 {
                    let label = words_at("l q", EDGE, self.y - 4, term.to_owned());
                    self.marks.push(label);
                }
                self.marks
                    .push(words_at(class, EDGE + TERMS, self.y - 4, words));
            }
        }
        self.y += EDGE - 4;
    }

    fn finished(self, sheet: &Sheet<'_>) -> Element {
        let (full, height) = (self.inner + 2 * EDGE, self.y);
        let title = match sheet.number {
            Some(number) => format!("Figure {number}. {}", sheet.drawing.caption),
            None => sheet.drawing.caption.clone(),
        };
        style::document(full, height, sheet.look)
            .put(el("title").text(shown(&title)))
            .put(el("desc").text(shown(&sheet.drawing.status)))
            .put_some(metadata(sheet.address))
            .put(el("style").text(style::rules(sheet.look)))
            .all(background(sheet.look, full, height))
            .all(self.marks)
    }
}

/// Where the living picture is found, for programs.
#[must_use]
pub fn metadata(address: &str) -> Option<Element> {
    (!address.is_empty()).then(|| el("metadata").text(shown(address)))
}

/// A line of words.
fn words_at(class: &'static str, x: i32, y: i32, words: String) -> Element {
    el("text").class(class).set("x", x).set("y", y).text(words)
}

#[cfg(test)]
mod tests;
