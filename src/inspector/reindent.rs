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

/// The lines of the `n`th member (1-based) of a list that stands under `key` in the outermost object, in text that
/// [`reindent`] laid out. The range is half open.
pub fn member_lines(laid_out: &str, key: &str, n: usize) -> Option<std::ops::Range<usize>> {
    let opening = format!("  \"{key}\": [");
    let mut lines = laid_out
        .lines()
        .enumerate()
        .skip_while(|(_, line)| *line != opening);
    lines.next()?;
    let mut start = None;
    let mut seen = 0;
    for (at, line) in lines {
        match line {
            "    {" => {
                seen += 1;
                start = (seen == n).then_some(at);
            }
            "    }" | "    }," => {
                if let Some(start) = start {
                    return Some(start..at + 1);
                }
            }
            "  ]" | "  ]," => return None,
            _ => {}
        }
    }
    None
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

    proptest! {
        #[test]
        fn nothing_but_white_space_changes(text in r#"[\[\]{},:"a\\ 1-9]{0,80}"#) {
            let bare = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&reindent(&text)), bare(&text));
        }
    }
}
