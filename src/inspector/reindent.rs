//! JSON with line breaks for reading. A view only: what is hashed and copied are the bytes as served.

/// Lays text out anew, two spaces per level. Works on any text: what is no JSON comes back with the same characters,
/// because nothing but white space outside strings is ever added or dropped.
pub fn reindent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut chars = text.chars().filter(|it| *it != '\u{feff}').peekable();
    while let Some(it) = chars.next() {
        match it {
            '"' => {
                out.push(it);
                copy_string(&mut chars, &mut out);
            }
            '{' | '[' => {
                out.push(it);
                skip_white(&mut chars);
                match chars.peek() {
                    Some(&close @ ('}' | ']')) => {
                        chars.next();
                        out.push(close);
                    }
                    _ => {
                        depth += 1;
                        break_line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(it);
            }
            ',' => {
                out.push(it);
                skip_white(&mut chars);
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            ' ' | '\t' | '\n' | '\r' => {}
            other => out.push(other),
        }
    }
    out
}

fn copy_string(chars: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for it in chars {
        out.push(it);
        match it {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return,
            _ => {}
        }
    }
}

fn skip_white(chars: &mut std::iter::Peekable<impl Iterator<Item = char>>) {
    while chars.next_if(|it| it.is_ascii_whitespace()).is_some() {}
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    // Hostile nesting must not turn a small document into a large one.
    out.extend(std::iter::repeat_n(' ', depth.min(40) * 2));
}

/// The lines of the `n`th member (1-based, whatever it is) of a list that stands under `key` in the outermost object, in
/// text that [`reindent`] laid out. Where the key is repeated the last one counts, as JSON is read. The range is half open.
pub fn member_lines(laid_out: &str, key: &str, n: usize) -> Option<std::ops::Range<usize>> {
    let opening = format!("  \"{key}\": [");
    let lines: Vec<&str> = laid_out.lines().collect();
    let first = lines.iter().rposition(|line| *line == opening)? + 1;
    // A member begins at its own depth; what is deeper belongs to it, and so does the bracket that closes it.
    let at_depth = |line: &str| {
        line.strip_prefix("    ")
            .and_then(|rest| rest.chars().next())
    };
    let begins = |line: &str| at_depth(line).is_some_and(|it| !matches!(it, ' ' | '}' | ']'));
    let list = lines.get(first..)?;
    let list = list.get(..list.iter().position(|line| line.starts_with("  ]"))?)?;
    let mut starts = list
        .iter()
        .enumerate()
        .filter(|(_, line)| begins(line))
        .map(|(at, _)| at);
    let start = starts.nth(n.checked_sub(1)?)?;
    let end = starts.next().unwrap_or(list.len());
    Some(first + start..first + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn objects_and_lists_get_a_line_per_member() {
        assert_eq!(
            reindent(r#"{"a":[1,{}],"b":"x, {y}"}"#),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x, {y}\"\n}"
        );
    }

    #[test]
    fn text_that_is_already_laid_out_stays_the_same() {
        let laid_out = "{\n  \"a\": [\n    1\n  ]\n}";
        assert_eq!(reindent(laid_out), laid_out);
    }

    #[test]
    fn the_lines_of_a_member_are_found() {
        let text = reindent(r#"{"x":1,"manifests":[{"a":{"b":1}},{"c":2}],"y":[{"z":0}]}"#);
        let lines: Vec<&str> = text.lines().collect();
        let range = member_lines(&text, "manifests", 2).unwrap();
        assert_eq!(lines[range], ["    {", "      \"c\": 2", "    }"]);
        assert_eq!(member_lines(&text, "manifests", 3), None);
        assert_eq!(member_lines(&text, "nothing", 1), None);
    }

    #[test]
    fn members_of_every_kind_are_counted() {
        let text = reindent(r#"{"manifests":[{},"x",7,null,[],[1],{"a":"}"}]}"#);
        let lines: Vec<&str> = text.lines().collect();
        let member = |n| member_lines(&text, "manifests", n).map(|range| lines[range].to_vec());
        assert_eq!(member(1), Some(vec!["    {},"]));
        assert_eq!(member(2), Some(vec!["    \"x\","]));
        assert_eq!(member(5), Some(vec!["    [],"]));
        assert_eq!(member(6), Some(vec!["    [", "      1", "    ],"]));
        assert_eq!(
            member(7),
            Some(vec!["    {", "      \"a\": \"}\"", "    }"])
        );
        assert_eq!(member(8), None);
        assert_eq!(member(0), None);
    }

    #[test]
    fn of_a_repeated_key_the_last_list_counts() {
        let text = reindent(r#"{"manifests":[{"a":1}],"manifests":[{"b":2}]}"#);
        let lines: Vec<&str> = text.lines().collect();
        let range = member_lines(&text, "manifests", 1).unwrap();
        assert_eq!(lines[range], ["    {", "      \"b\": 2", "    }"]);
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_changes(text in r#"[\[\]{},:"a\\ 1-9]{0,80}"#) {
            let bare = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&reindent(&text)), bare(&text));
        }
    }
}
