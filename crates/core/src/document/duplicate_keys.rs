//! Finds keys that occur twice in one object.
//!
//! Which of the two counts is up to the reader: Go keeps the last, others the first, so a document with such keys can mean two
//! things. The scanner runs over text that a real parser has accepted, and therefore needs no errors of its own.

use serde_json::{Map, Value};

use super::log::{Log, join};
use crate::diagnostic::{Rule, excerpt};

/// More are not listed; the first few tell the story.
const MAX_REPORTED: usize = 16;

enum Frame {
    Object {
        /// A map where a set would do: it is the one that the parser has, so the program holds no other.
        keys: Map<String, Value>,
        key: String,
        is_key_next: bool,
    },
    List {
        idx: usize,
    },
}

/// Notes every repeated key, up to a limit.
pub(super) fn note_all(json: &str, log: &mut Log) {
    let mut frames: Vec<Frame> = Vec::new();
    let mut n_reported = 0;
    let mut at = 0;
    let bytes = json.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' => frames.push(Frame::Object {
                keys: Map::new(),
                key: String::new(),
                is_key_next: true,
            }),
            b'[' => frames.push(Frame::List { idx: 0 }),
            b'}' | b']' => {
                frames.pop();
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object { is_key_next, .. }) => *is_key_next = true,
                Some(Frame::List { idx }) => *idx += 1,
                None => {}
            },
            b'"' => {
                let end = string_end(bytes, at);
                if is_repeated(frames.last_mut(), &json[at..end]) && n_reported < MAX_REPORTED {
                    n_reported += 1;
                    note(&frames, log);
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Takes a string in if it is a key; says whether the object had it before.
fn is_repeated(frame: Option<&mut Frame>, quoted: &str) -> bool {
    match frame {
        Some(Frame::Object {
            keys,
            key,
            is_key_next,
        }) if *is_key_next => {
            *is_key_next = false;
            // Escapes are resolved, since `"a"` and `"\u0061"` are one key.
            *key = serde_json::from_slice(quoted.as_bytes()).unwrap_or_else(|_| quoted.to_owned());
            keys.insert(key.clone(), Value::Null).is_some()
        }
        _ => false,
    }
}

fn note(frames: &[Frame], log: &mut Log) {
    let mut path = String::new();
    let mut name = "";
    for frame in frames {
        match frame {
            Frame::Object { key, .. } => {
                path = join(&path, key);
                name = key;
            }
            Frame::List { idx } => path = format!("{path}[{idx}]"),
        }
    }
    let message = format!(
        "`{}` occurs twice in one object, the last one counts here as in Go",
        excerpt(name)
    );
    log.note(path, Rule::DuplicateKey, message);
}

/// Byte offset after the closing quote of the string that starts at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &[&str]) {
        let mut log = Log::default();
        note_all(json, &mut log);
        let paths: Vec<String> = log
            .into_diagnostics()
            .into_iter()
            .map(|found| found.path)
            .collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn repeated_keys_are_found_where_they_are() {
        check(r#"{"a": 1, "b": {"a": 2}}"#, &[]);
        check(r#"{"a": 1, "a": 2}"#, &["a"]);
        check(r#"{"a": [0, {"b": "b", "\u0062": "{,"}]}"#, &["a[1].b"]);
        check(
            r#"[{"os.version": 1, "os.version": [1, 2]}]"#,
            &[r#"[0]["os.version"]"#],
        );
        check(r#"{"a": "x\"", "a": "\\", "c": ["a", "a"]}"#, &["a"]);
    }

    #[test]
    fn the_list_is_bounded() {
        let json = format!("{{{}}}", vec!["\"a\":0"; 1000].join(","));
        check(&json, &["a"; MAX_REPORTED]);
    }
}
