//! Tables of the prose, whose cells know their column's head: on a phone a row stands alone.

use crate::markdown::opening;
use pulldown_cmark::{Event, Tag, TagEnd};
use tagprism_figures::el;

/// Where in a table the writer stands.
pub struct TableState {
    heads: Vec<String>,
    /// Whether its head is being read.
    pub is_head: bool,
    column: usize,
    /// The words of the head cell that is being read.
    pub words: String,
}

impl TableState {
    /// At the beginning of a table.
    pub fn new() -> Self {
        Self {
            heads: Vec::new(),
            is_head: true,
            column: 0,
            words: String::new(),
        }
    }

    /// The HTML of a part's beginning or end.
    pub fn part(&mut self, event: &Event<'_>) -> String {
        match event {
            Event::Start(Tag::TableHead) => "<thead><tr>".to_owned(),
            Event::End(TagEnd::TableHead) => {
                self.is_head = false;
                "</tr></thead><tbody>".to_owned()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>".to_owned()
            }
            Event::End(TagEnd::TableRow) => "</tr>".to_owned(),
            Event::Start(Tag::TableCell) if self.is_head => "<th scope=\"col\">".to_owned(),
            Event::End(TagEnd::TableCell) if self.is_head => {
                self.heads.push(std::mem::take(&mut self.words));
                "</th>".to_owned()
            }
            Event::Start(Tag::TableCell) if self.column == 0 => "<th scope=\"row\">".to_owned(),
            Event::Start(Tag::TableCell) => {
                let head = self.heads.get(self.column).cloned().unwrap_or_default();
                opening(&el("td").set("data-label", head))
            }
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                if self.column == 1 { "</th>" } else { "</td>" }.to_owned()
            }
            _ => String::new(),
        }
    }
}
