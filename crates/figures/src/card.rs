//! A figure as a picture of its own: title, caption, facts, source and date in one SVG that needs no style sheet.
//!
//! This is the table twin drawn out, so it says everything that the figure says. Where the stage is a drawing, the browser
//! saves that instead, with the words of [`above`] and [`below`].

use crate::{
    figure::{Drawing, Figure, Table},
    markup::{Element, el},
};

/// Width of a character at [`SIZE`] in a wide monospaced face, in pixels.
const CHAR: usize = 8;
/// Size of the text, in pixels.
const SIZE: usize = 13;
/// Height of a line.
const LINE: usize = 20;
/// Space around everything.
const EDGE: usize = 24;
/// Longest line of a sentence, in characters.
const SENTENCE_CHARS: usize = 84;
/// Longest line of a cell, in characters; a single word may be longer.
const CELL_CHARS: usize = 36;
/// Space between two columns, in characters.
const GAP_CHARS: usize = 2;
/// Width of a character in a proportional face, in hundredths of its size: more than most texts need, because lines must
/// fit in whatever face the reader has.
const PROPORTIONAL: usize = 54;

/// What stands above a figure that is saved: its number and its conclusion.
#[must_use]
pub fn above(figure: &Figure, drawing: &Drawing) -> String {
    format!("Figure {}. {}", figure.number, drawing.caption)
}

/// What stands below it: the data with their date, and who says so.
#[must_use]
pub fn below(drawing: &Drawing) -> String {
    format!("{} · {}", drawing.origin.data, drawing.origin.source)
}

/// The figure's facts as an SVG document.
#[must_use]
pub fn card(figure: &Figure, drawing: &Drawing) -> Element {
    let caption = above(figure, drawing);
    let mut sheet = Sheet::default();
    sheet.sentence(figure.title, "normal");
    sheet.sentence(&caption, "bold");
    sheet.skip();
    sheet.table(&drawing.table);
    sheet.skip();
    sheet.sentence(&drawing.status, "normal");
    sheet.sentence(&below(drawing), "normal");
    sheet.drawn(&caption)
}

/// A text in lines that fit into a width, for a proportional face; both measures in pixels. The width of the letters is
/// estimated.
#[must_use]
pub fn fitting(text: &str, size: usize, width: usize) -> Vec<String> {
    wrap(text, (width * 100 / (size * PROPORTIONAL).max(1)).max(1))
}

/// A sheet that is written from top to bottom.
#[derive(Default)]
struct Sheet {
    marks: Vec<Element>,
    /// How many lines are full.
    n_lines: usize,
    /// The widest line so far, in characters.
    n_chars: usize,
}

impl Sheet {
    fn skip(&mut self) {
        self.n_lines += 1;
    }

    fn sentence(&mut self, text: &str, weight: &'static str) {
        self.row(&[wrap(text, SENTENCE_CHARS)], &[SENTENCE_CHARS], weight);
    }

    fn table(&mut self, table: &Table) {
        let rows: Vec<Vec<Vec<String>>> = [&table.heads]
            .into_iter()
            .chain(&table.rows)
            .map(|row| row.iter().map(|cell| wrap(cell, CELL_CHARS)).collect())
            .collect();
        let widths: Vec<usize> = (0..table.heads.len())
            .map(|column| {
                let cells = rows.iter().filter_map(|row| row.get(column)).flatten();
                let longest = cells.map(|line| line.chars().count()).max();
                longest.unwrap_or_default() + GAP_CHARS
            })
            .collect();
        for (nth, row) in rows.iter().enumerate() {
            self.row(row, &widths, if nth == 0 { "bold" } else { "normal" });
            self.rule(widths.iter().sum());
        }
    }

    /// Cells side by side, each in lines of its own.
    fn row(&mut self, cells: &[Vec<String>], widths: &[usize], weight: &'static str) {
        let mut column_chars = 0;
        for (lines, width) in cells.iter().zip(widths) {
            for (nth, line) in lines
                .iter()
                .enumerate()
                .filter(|(_, line)| !line.is_empty())
            {
                self.marks.push(
                    el("text")
                        .set("x", EDGE + column_chars * CHAR)
                        .set("y", EDGE + (self.n_lines + nth) * LINE + SIZE)
                        .set("font-weight", weight)
                        .text(line.clone()),
                );
                self.n_chars = self.n_chars.max(column_chars + line.chars().count());
            }
            column_chars += width;
        }
        self.n_lines += cells.iter().map(Vec::len).max().unwrap_or_default();
    }

    /// A hairline under the last line: where cells have several lines, it tells rows apart.
    fn rule(&mut self, n_chars: usize) {
        let y = EDGE + self.n_lines * LINE;
        self.marks.push(
            el("path")
                .set("d", format!("M{EDGE} {y}h{}", n_chars * CHAR))
                .set("stroke", "#bbb"),
        );
    }

    fn drawn(self, title: &str) -> Element {
        let width = self.n_chars.max(SENTENCE_CHARS) * CHAR + 2 * EDGE;
        let height = self.n_lines * LINE + 2 * EDGE;
        el("svg")
            .set("xmlns", "http://www.w3.org/2000/svg")
            .set("viewBox", format!("0 0 {width} {height}"))
            .set("width", width)
            .set("height", height)
            .set("font-family", "ui-monospace, Menlo, Consolas, monospace")
            .set("font-size", SIZE)
            .put(el("title").text(title.to_owned()))
            .put(
                el("rect")
                    .set("width", width)
                    .set("height", height)
                    .set("fill", "white"),
            )
            .all(self.marks)
    }
}

/// A text in lines of at most so many characters, broken between words.
fn wrap(text: &str, max_chars: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= max_chars {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FIGURES, Scene, State};
    use tagprism_core::Platform;

    #[test]
    fn a_card_has_every_cell_of_the_table() {
        let machine = Platform::new("linux", "arm64", "v8");
        for figure in FIGURES {
            let scene = Scene::known(&machine);
            let drawing = (figure.draw)(&State::new(figure.parameters), &scene);
            let words = card(figure, &drawing).plain_text();
            let said = [
                &drawing.caption,
                &drawing.origin.data,
                &drawing.origin.source,
            ];
            let cells = drawing.table.rows.iter().flatten().chain(said);
            for line in cells.flat_map(|cell| wrap(cell, 1)) {
                assert!(words.contains(&line), "{}: {line}", figure.name);
            }
            assert!(words.contains(figure.title), "{}", figure.name);
        }
    }

    #[test]
    fn no_line_leaves_the_card() {
        let machine = Platform::new("linux", "arm64", "v8");
        for figure in FIGURES {
            let drawing = (figure.draw)(&State::new(figure.parameters), &Scene::known(&machine));
            let mut sheet = Sheet::default();
            sheet.table(&drawing.table);
            let n_chars = sheet.n_chars;
            let html = card(figure, &drawing).to_xml();
            let width = n_chars.max(SENTENCE_CHARS) * CHAR + 2 * EDGE;
            assert!(
                html.contains(&format!(" width=\"{width}\"")),
                "{}",
                figure.name
            );
        }
    }

    #[test]
    fn a_long_caption_fits_into_a_narrow_drawing() {
        let caption = "One changed byte renames everything above it, up to where the tag points, and nothing beside it.";
        let lines = fitting(caption, 18, 360);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(
            lines.iter().all(|line| line.chars().count() <= 37),
            "{lines:?}"
        );
        assert_eq!(lines.join(" "), caption);
        assert_eq!(fitting("no room", 18, 0), ["no", "room"]);
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 3), ["unbreakable"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
