//! The same as words: for terminals.

use tagprism_figures::{Table, card::shown, pull::export};

use crate::{
    ask::Ask,
    picture::{Drawn, Facts, address, drawn, story},
};

/// A column is not padded to more than this, in characters.
const MAX_CHARS: usize = 72;

/// The picture in words, ending with a line break.
#[must_use]
pub fn text(ask: &Ask, facts: Facts<'_>, base: &str) -> String {
    let address = address(ask, base);
    if let Some(story) = story(ask, facts)
        && let Some(file) = export::file(&story, "export-text", &address)
    {
        let lines = file
            .text
            .lines()
            .map(shown)
            .map(|line| format!("{}\n", line.trim_end()));
        return lines.collect();
    }
    let Drawn {
        number,
        title,
        drawing,
    } = drawn(ask, facts);
    let mut out = String::new();
    let mut say = |line: &str| {
        out.push_str(shown(line).trim_end());
        out.push('\n');
    };
    match number {
        Some(number) => say(&format!("Figure {number}. {title}")),
        None => say(&title),
    }
    say(&drawing.caption);
    say(&drawing.status);
    say("");
    say(&drawing.table.caption);
    for line in lines(&drawing.table) {
        say(&line);
    }
    say("");
    say(&format!("Data:   {}", drawing.origin.data));
    say(&format!(
        "Source: {} {}",
        drawing.origin.source, drawing.origin.url
    ));
    if !address.is_empty() {
        say(&format!("Live:   {address}"));
    }
    out
}

/// A table as lines, its columns under each other.
fn lines(table: &Table) -> Vec<String> {
    let rows: Vec<Vec<String>> = [&table.heads]
        .into_iter()
        .chain(&table.rows)
        .map(|row| row.iter().map(|cell| shown(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..table.heads.len())
        .map(|nth| {
            let cells = rows.iter().filter_map(|row| row.get(nth));
            let longest = cells.map(|cell| cell.chars().count()).max();
            longest.unwrap_or_default().min(MAX_CHARS)
        })
        .collect();
    let line = |row: &Vec<String>| -> String {
        let cells = row.iter().zip(&widths);
        cells
            .map(|(cell, width)| format!("{cell:<width$}  ", width = *width))
            .collect()
    };
    let rule: String = widths
        .iter()
        .map(|width| format!("{}  ", "-".repeat(*width)))
        .collect();
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if !table.rows.is_empty() {
        lines.insert(1, rule);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_figures::embed::EMBEDS;

    #[test]
    fn a_table_stands_in_columns() {
        let ask = Ask::parse("inspect.txt", "host=linux/arm64/v8").unwrap();
        let text = text(&ask, Facts::Recorded, "https://tagprism.example/");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("Image, as it was recorded"));
        assert_eq!(
            lines.next(),
            Some("nginx:latest has 8 platforms; linux/arm64/v8 gets entry 7.")
        );
        let chosen = text.lines().find(|line| line.starts_with("7 ")).unwrap();
        assert!(chosen.contains("linux/arm64/v8") && chosen.ends_with("chosen, wish 1"));
        assert!(text.ends_with(
            "Live:   https://tagprism.example/i/nginx:latest?host=linux/arm64/v8&from=record\n"
        ));
    }

    #[test]
    fn every_embed_has_a_text_without_hidden_characters() {
        for row in EMBEDS {
            let ask = Ask::parse(&format!("{}.txt", row.name), "image=a%1B%5B2J").unwrap();
            for facts in [Facts::Recorded, Facts::Unavailable("it is\u{1b}[2J over")] {
                let text = text(&ask, facts, "");
                assert!(text.len() > 100 && text.ends_with('\n'), "{}", row.name);
                assert!(
                    !text.chars().any(|it| it.is_control() && it != '\n'),
                    "{}: {text}",
                    row.name
                );
            }
        }
    }
}
