//! Where things stand in the text of an index: its entries, and the two fields of an entry that a client needs.

use std::ops::Range;

/// Whether a character stands inside a string, one after the other.
fn in_string(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let (mut is_inside, mut is_escaped) = (false, false);
    text.char_indices().map(move |(at, it)| {
        let was_inside = is_inside;
        match it {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_inside,
            '"' => is_inside = !is_inside,
            _ => {}
        }
        (at, it, was_inside)
    })
}

/// JSON without the white space between its words.
pub(super) fn compact(text: &str) -> String {
    in_string(text)
        .filter(|(_, it, is_inside)| *is_inside || !it.is_ascii_whitespace())
        .map(|(_, it, _)| it)
        .collect()
}

/// The members of the list `manifests`, each with the comma and the line break behind it.
pub(super) fn parts(text: &str) -> Option<Vec<Range<usize>>> {
    let list = text.find("\"manifests\"")?;
    let open = list + text[list..].find('[')? + 1;
    let mut start = open + text[open..].find('{')?;
    // The indentation of the first member belongs to it, as that of the others does.
    start = text[open..start]
        .rfind('\n')
        .map_or(start, |at| open + at + 1);
    let (mut depth, mut parts, mut end) = (0, Vec::new(), None);
    for (at, it, is_inside) in in_string(&text[start..]) {
        // A member ends behind its comma and line break, so where the next word or indentation begins.
        if let Some(closed) = end
            && !matches!(it, ',' | '\n')
        {
            parts.push(start..start + closed);
            end = None;
        }
        match it {
            _ if is_inside => {}
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    end = Some(at + 1);
                }
            }
            ']' if depth == 0 => break,
            ',' | '\n' if depth == 0 => end = end.map(|_| at + 1),
            _ => {}
        }
    }
    let mut from = start;
    for part in &mut parts {
        part.start = from;
        from = part.end;
    }
    Some(parts)
}

/// Where digest and platform stand in the text of an entry, in order.
pub(super) fn fields(text: &str) -> Vec<Range<usize>> {
    let field = |key: &str, close: &str| {
        let start = text.find(key)?;
        let value = start + key.len();
        let end = value + text[value..].find(close)? + close.len();
        Some(start..end)
    };
    let digest = field("\"digest\"", "\",").map(|range| range.start..range.end - 1);
    let mut fields: Vec<Range<usize>> = digest
        .into_iter()
        .chain(field("\"platform\"", "}"))
        .collect();
    if matches!(&fields[..], [one, other] if one.start > other.start) {
        fields.reverse();
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"manifests\": [\n    {\"a\": \"}, {\"},\n    {\"b\": {}}\n  ],\n  \"c\": [{}]\n}";

    #[test]
    fn an_entry_keeps_its_indentation_and_its_comma() {
        let parts: Vec<&str> = parts(TEXT)
            .unwrap()
            .into_iter()
            .map(|it| &TEXT[it])
            .collect();
        assert_eq!(parts, ["    {\"a\": \"}, {\"},\n", "    {\"b\": {}}\n"]);
    }

    #[test]
    fn without_white_space_entries_are_found_all_the_same() {
        let text = compact(TEXT);
        let parts: Vec<&str> = parts(&text)
            .unwrap()
            .into_iter()
            .map(|it| &text[it])
            .collect();
        assert_eq!(parts, ["{\"a\":\"}, {\"},", "{\"b\":{}}"]);
    }

    #[test]
    fn a_text_without_a_list_has_no_entries() {
        assert_eq!(parts("{}"), None);
    }
}
