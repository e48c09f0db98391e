//! How wide the columns of a table are: as wide as their texts, or else so that the table becomes as low as possible.

use super::cell::Cell;
use crate::figure::Table;

/// No column is narrower than this, unless its texts are.
const NARROWEST: i32 = 56;
/// Columns grow by one of these at a time: often a little more changes nothing, and much more does.
const STEPS: &[i32] = &[8, 24, 48, 80];

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// In pixels.
    pub width: i32,
    /// Whether it holds quantities, which stand under each other by their ends.
    pub is_numeric: bool,
}

/// A column while its width is looked for.
struct Growing {
    /// The head, and the cells below it.
    cells: Vec<Cell>,
    width: i32,
    /// The width at which every cell has one line.
    natural: i32,
    /// Lines of each cell at the width now.
    n_lines: Vec<i32>,
    is_numeric: bool,
}

/// How wide a table would be if every cell had one line.
pub fn natural(table: &Table, max_rows: usize, gap: i32) -> i32 {
    let columns = (0..table.heads.len()).map(|nth| Growing::new(table, nth, max_rows));
    columns.map(|it| it.natural + gap).sum::<i32>() - gap
}

/// The columns of a table, `room` wide in all if that is possible.
pub fn fitted(table: &Table, max_rows: usize, room: i32, gap: i32) -> Vec<Column> {
    let n_columns = i32::try_from(table.heads.len()).unwrap_or(1).max(1);
    let mut columns: Vec<Growing> = (0..table.heads.len())
        .map(|nth| Growing::new(table, nth, max_rows))
        .collect();
    let used: i32 = columns.iter().map(|it| it.width).sum();
    let mut left = room - gap * (n_columns - 1) - used;
    while left > 0 {
        let steps = STEPS.iter().map(|step| (*step).min(left));
        let grown = (0..columns.len())
            .flat_map(|nth| steps.clone().map(move |step| (nth, step)))
            .filter(|(nth, _)| columns[*nth].width < columns[*nth].natural)
            .max_by_key(|(nth, step)| gain(&columns, *nth, *step) * 1_000 / step);
        let Some((nth, step)) = grown else { break };
        let column = &mut columns[nth];
        let grown = (column.width + step).min(column.natural);
        left -= grown - column.width;
        column.width = grown;
        column.n_lines = column.lines_at(grown);
    }
    let column = |it: &Growing| Column {
        width: it.width,
        is_numeric: it.is_numeric,
    };
    columns.iter().map(column).collect()
}

/// What the table gains if a column grows: a lower row counts most, a less crowded cell a little.
fn gain(columns: &[Growing], grown: usize, step: i32) -> i32 {
    let wider = columns[grown].lines_at(columns[grown].width + step);
    let gained = |row: usize| {
        let others = (0..columns.len()).filter(|nth| *nth != grown);
        let others = others.map(|nth| columns[nth].n_lines[row]).max();
        let (others, before) = (others.unwrap_or_default(), columns[grown].n_lines[row]);
        let lower = before.max(others) - wider[row].max(others);
        lower * 50 + before * before - wider[row] * wider[row]
    };
    (0..wider.len()).map(gained).sum()
}

impl Growing {
    fn new(table: &Table, nth: usize, max_rows: usize) -> Growing {
        let texts = || {
            let rows = table.rows.iter().take(max_rows);
            rows.map(|row| row.get(nth).map_or("", String::as_str))
        };
        let head = table.heads.get(nth).map(|head| Cell::head(head));
        let cells: Vec<Cell> = head.into_iter().chain(texts().map(Cell::read)).collect();
        let widths = || cells.iter().map(Cell::widths);
        let natural = widths().map(|it| it.0).max().unwrap_or_default();
        let least = widths().map(|it| it.1).max().unwrap_or_default();
        let mut column = Growing {
            width: least.max(NARROWEST.min(natural)),
            natural,
            n_lines: Vec::new(),
            is_numeric: nth > 0 && texts().all(is_quantity) && texts().any(|it| !it.is_empty()),
            cells,
        };
        column.n_lines = column.lines_at(column.width);
        column
    }

    fn lines_at(&self, width: i32) -> Vec<i32> {
        self.cells.iter().map(|it| it.laid(width).n_lines).collect()
    }
}

/// `63,110,572`, `−14 %`, `30.1 MB`, or nothing.
fn is_quantity(text: &str) -> bool {
    let number = text.trim_start_matches(['−', '+', '±']);
    let (number, unit) = number.split_once([' ', '\u{a0}']).unwrap_or((number, ""));
    let is_unit = matches!(unit, "" | "%" | "B" | "kB" | "MB" | "GB" | "ms" | "s");
    let is_number = number
        .bytes()
        .all(|it| it.is_ascii_digit() || b",.".contains(&it));
    is_number && is_unit && (text.is_empty() || !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_numbers_with_a_unit() {
        for text in [
            "",
            "7",
            "63,110,572",
            "−14 %",
            "±0 %",
            "30.1 MB",
            "34\u{a0}s",
        ] {
            assert!(is_quantity(text), "{text}");
        }
        for text in ["%", "7 entries", "v7", "1 + 2", "–"] {
            assert!(!is_quantity(text), "{text}");
        }
    }

    #[test]
    fn a_table_fits_its_room_if_it_can() {
        let row = [
            "linux/arm64/v8",
            "a text of many words that would like to have more room",
            "7",
        ];
        let table = Table {
            caption: String::new(),
            heads: ["Platform", "Words", "Entry"].map(str::to_owned).to_vec(),
            rows: vec![row.map(str::to_owned).to_vec(); 3],
        };
        let width = |room| {
            fitted(&table, 9, room, 10)
                .iter()
                .map(|it| it.width)
                .sum::<i32>()
        };
        assert!((270..=280).contains(&width(300)), "{}", width(300));
        assert!(width(9_999) < 700 && width(10) > 100);
        assert!(fitted(&Table::default(), 9, 100, 10).is_empty());
    }
}
