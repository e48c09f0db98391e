//! A figure as a picture of its own: caption, facts, source and date in one SVG that needs no style sheet.
//!
//! This is the table twin drawn out, so it says everything that the figure says. Where the stage is a drawing, the browser
//! can save that as well.

use crate::{
    figure::{Drawing, Figure},
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
/// Longest caption line, in characters.
const CAPTION_CHARS: usize = 84;

/// The figure's facts as an SVG document.
#[must_use]
pub fn card(figure: &Figure, drawing: &Drawing) -> Element {
    let table = &drawing.table;
    let widths = column_widths(&table.heads, &table.rows);
    let mut lines: Vec<(Vec<String>, &'static str)> = Vec::new();
    let caption = format!("Figure {}. {}", figure.number, drawing.caption);
    for line in wrap(&caption, CAPTION_CHARS) {
        lines.push((vec![line], "bold"));
    }
    lines.push((Vec::new(), "normal"));
    lines.push((table.heads.clone(), "bold"));
    lines.extend(table.rows.iter().map(|row| (row.clone(), "normal")));
    lines.push((Vec::new(), "normal"));
    for line in wrap(&drawing.status, CAPTION_CHARS) {
        lines.push((vec![line], "normal"));
    }
    let origin = format!("{} · {}", drawing.origin.data, drawing.origin.source);
    for line in wrap(&origin, CAPTION_CHARS) {
        lines.push((vec![line], "normal"));
    }
    let width = (widths.iter().sum::<usize>() * CHAR).max(CAPTION_CHARS * CHAR) + 2 * EDGE;
    let height = lines.len() * LINE + 2 * EDGE;
    let mut svg = el("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width)
        .set("height", height)
        .set("font-family", "ui-monospace, Menlo, Consolas, monospace")
        .set("font-size", SIZE)
        .put(el("title").text(caption))
        .put(
            el("rect")
                .set("width", width)
                .set("height", height)
                .set("fill", "white"),
        );
    for (nth, (cells, weight)) in lines.into_iter().enumerate() {
        let mut x = EDGE;
        for (column, cell) in cells.into_iter().enumerate() {
            svg = svg.put(
                el("text")
                    .set("x", x)
                    .set("y", EDGE + nth * LINE + SIZE)
                    .set("font-weight", weight)
                    .text(cell),
            );
            x += widths.get(column).copied().unwrap_or_default() * CHAR;
        }
    }
    svg
}

/// The longest cell of each column and the space after it, in characters.
fn column_widths(heads: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .chain(heads.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    (0..heads.len()).map(|column| longest(column) + 2).collect()
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
            for cell in drawing.table.rows.iter().flatten() {
                let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(words.contains(&cell), "{}: {cell}", figure.name);
            }
        }
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 3), ["unbreakable"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
