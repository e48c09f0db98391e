//! Variables in a text: `$NAME`, `${NAME}`, and what Compose and Dockerfiles let stand behind the name.
//!
//! Compose: <https://docs.docker.com/reference/compose-file/interpolation/>. Dockerfile:
//! <https://docs.docker.com/reference/dockerfile/#environment-replacement>.

use crate::finds::shortened;

/// No image is named by more, in bytes; longer texts are left as they are.
pub(crate) const VALUE_LENGTH_MAX: usize = 4 * 1024;
/// Defaults may have variables of their own, this deep.
const DEPTH_MAX: usize = 8;

/// A text with its variables filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    pub text: String,
    /// Variables that took a default, each once: name and value.
    pub defaults: Vec<(String, String)>,
    /// Variables that have no value.
    pub missing: Vec<String>,
}

impl Filled {
    /// A text in which `$` is nothing special.
    pub fn plain(text: &str) -> Filled {
        Filled {
            text: text.to_owned(),
            ..Filled::default()
        }
    }

    fn took(&mut self, name: &str, value: String) {
        if !self.defaults.iter().any(|(known, _)| known == name) {
            self.defaults.push((name.to_owned(), value));
        }
    }

    /// What should be known, as sentences.
    pub fn notes(&self) -> impl Iterator<Item = String> + '_ {
        self.defaults.iter().map(|(name, value)| {
            if value.is_empty() {
                format!("`{name}` is taken as empty, which is its default here.")
            } else {
                format!(
                    "`{name}` is taken as `{}`, its default here.",
                    shortened(value)
                )
            }
        })
    }
}

/// Fills in what `default` knows, and the defaults that stand in the text. `$$` is a dollar sign.
pub(crate) fn fill(text: &str, default: &dyn Fn(&str) -> Option<String>) -> Filled {
    if text.len() > VALUE_LENGTH_MAX {
        return Filled::plain(text);
    }
    let mut filled = Filled::default();
    fill_into(text, default, &mut filled, 0);
    filled
}

fn fill_into(
    text: &str,
    default: &dyn Fn(&str) -> Option<String>,
    filled: &mut Filled,
    depth: usize,
) {
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        // Values multiply: what is longer than any name is no name, however it goes on.
        if filled.text.len() > VALUE_LENGTH_MAX {
            return;
        }
        filled.text.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        if let Some(after) = behind.strip_prefix('$') {
            filled.text.push('$');
            rest = after;
        } else if let Some(inner) = behind.strip_prefix('{').and_then(braced) {
            replace(inner, default, filled, depth);
            rest = &behind[inner.len() + 2..];
        } else {
            let name = name(behind);
            if name.is_empty() {
                filled.text.push('$');
            } else {
                replace(name, default, filled, depth);
            }
            rest = &behind[name.len()..];
        }
    }
    filled.text.push_str(rest);
}

/// What stands before the brace that closes; others may be open in between.
fn braced(text: &str) -> Option<&str> {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}

/// The name at the start of a text.
fn name(text: &str) -> &str {
    let is_part = |(at, byte): (usize, u8)| {
        byte == b'_' || byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit())
    };
    let end = text
        .bytes()
        .enumerate()
        .take_while(|it| is_part(*it))
        .count();
    &text[..end]
}

/// One variable: its name, perhaps with an operator and a word behind it.
fn replace(
    inner: &str,
    default: &dyn Fn(&str) -> Option<String>,
    filled: &mut Filled,
    depth: usize,
) {
    let name = name(inner);
    let operator = &inner[name.len()..];
    // With a colon, an empty value is as good as none.
    let (word, counts_empty) = match operator.strip_prefix(':') {
        Some(word) => (word, false),
        None => (operator, true),
    };
    let known = default(name).filter(|value| counts_empty || !value.is_empty());
    let missing = |filled: &mut Filled| {
        filled.missing.push(if name.is_empty() {
            format!("${{{inner}}}")
        } else {
            name.to_owned()
        });
    };
    let mut take = |word: &str, is_default: bool| {
        if depth >= DEPTH_MAX {
            return missing(filled);
        }
        let start = filled.text.len();
        fill_into(word, default, filled, depth + 1);
        if is_default {
            let value = filled.text[start..].to_owned();
            filled.took(name, value);
        }
    };
    match (word.chars().next(), known) {
        _ if name.is_empty() => missing(filled),
        (None | Some('-' | '?'), Some(value)) => {
            filled.text.push_str(&value);
            filled.took(name, value);
        }
        (Some('-'), None) => take(&word[1..], true),
        (Some('+'), Some(_)) => take(&word[1..], false),
        (Some('+'), None) => {}
        _ => missing(filled),
    }
}

/// Whether a text has the braces of Helm, Jinja and their like.
pub(crate) fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Option<String> {
        match name {
            "A" => Some("a".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        }
    }

    /// The text, and the names that have no value.
    #[track_caller]
    fn check(text: &str, wanted: &str, missing: &[&str]) {
        let filled = fill(text, &known);
        assert_eq!(filled.text, wanted, "{text}");
        assert_eq!(filled.missing, missing, "{text}");
    }

    #[test]
    fn values_and_defaults_are_filled_in() {
        check("x", "x", &[]);
        check("$A:${A}-$$A", "a:a-$A", &[]);
        check("${B:-b}${B-b}${EMPTY:-b}${EMPTY-b}", "bbb", &[]);
        check("${A:-b}${A:?no}${A?no}", "aaa", &[]);
        check("${B:-x${C:-y$A}}z", "xyaz", &[]);
        check("${A:+c}${A+c}${B:+c}${EMPTY:+c}${EMPTY+c}", "ccc", &[]);
        check("${B:-}", "", &[]);
        check("100$ $ ${A", "100$ $ ${A", &[]);
    }

    #[test]
    fn what_has_no_value_is_named() {
        check("$B:${C}", ":", &["B", "C"]);
        check("${B:?say it}${C?}", "", &["B", "C"]);
        check("${B#v}", "", &["B"]);
        check("${}", "", &["${}"]);
        let deep = format!("{}x{}", "${B:-".repeat(30), "}".repeat(30));
        check(&deep, "", &["B"]);
    }

    #[test]
    fn values_do_not_multiply() {
        let long = "x".repeat(VALUE_LENGTH_MAX);
        let filled = fill(&"$A".repeat(2_000), &|_| Some(long.clone()));
        assert!(filled.text.len() <= 2 * VALUE_LENGTH_MAX);
        let notes: Vec<String> = filled.notes().collect();
        assert!(notes.len() == 1 && notes[0].len() < 300, "{notes:?}");
    }

    #[test]
    fn defaults_are_told() {
        let filled = fill("${B:-b}${C:-}$A", &known);
        let notes: Vec<String> = filled.notes().collect();
        assert_eq!(
            notes,
            [
                "`B` is taken as `b`, its default here.",
                "`C` is taken as empty, which is its default here.",
                "`A` is taken as `a`, its default here.",
            ]
        );
    }
}
