//! From bytes to a JSON value: encodings, depth, and errors with a position.

use std::fmt;

use serde_json::Value;

use super::log::Log;
use crate::diagnostic::Rule;

/// Deepest nesting that is read. Image documents need ten levels at most.
const MAX_DEPTH: usize = 127;

/// Why bytes are not a document. Positions are counted from 1; columns count bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Line of the trouble.
    pub line: usize,
    /// Column of the trouble.
    pub column: usize,
    /// What the trouble is.
    pub kind: ReadErrorKind,
}

/// What is wrong with the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// There are none, or only white space.
    Empty,
    /// They end in the middle of the JSON.
    Truncated,
    /// They are something else.
    NotJson {
        /// What stands there, for people.
        found: String,
    },
    /// Objects and lists are nested more than 127 deep.
    TooDeep,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ReadErrorKind::Empty => f.write_str("there is nothing to read"),
            ReadErrorKind::Truncated => {
                write!(
                    f,
                    "the JSON ends too early, in line {}, column {}",
                    self.line, self.column
                )
            }
            ReadErrorKind::NotJson { found } => {
                write!(
                    f,
                    "not JSON: found {found} in line {}, column {}",
                    self.line, self.column
                )
            }
            ReadErrorKind::TooDeep => write!(
                f,
                "nested more than {MAX_DEPTH} deep in line {}, column {}",
                self.line, self.column
            ),
        }
    }
}

impl std::error::Error for ReadError {}

/// The JSON in the bytes, and its text for those who need to look at it again.
pub(super) fn parse(bytes: &[u8], log: &mut Log) -> Result<(Value, String), ReadError> {
    let text = text(bytes, log)?;
    if text.trim_ascii().is_empty() {
        return Err(ReadError {
            line: 1,
            column: 1,
            kind: ReadErrorKind::Empty,
        });
    }
    if let Some(offset) = too_deep(&text) {
        return Err(at_offset(&text, offset, ReadErrorKind::TooDeep));
    }
    // From bytes like every other read: one instance of the parser in the program.
    match serde_json::from_slice(text.as_bytes()) {
        Ok(value) => Ok((value, text)),
        Err(err) => Err(explain(&text, &err)),
    }
}

/// The bytes as text, without a byte order mark, lossy where they are not UTF-8.
fn text(bytes: &[u8], log: &mut Log) -> Result<String, ReadError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let kind = ReadErrorKind::NotJson {
            found: "gzip-compressed data".to_owned(),
        };
        return Err(ReadError {
            line: 1,
            column: 1,
            kind,
        });
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            let message =
                "a byte order mark stands before the JSON, clients written in Go refuse that";
            log.note("", Rule::ByteOrderMark, message);
            rest
        }
        None => bytes,
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(err) => {
            let message = format!(
                "not UTF-8 at byte {}, shown with replacement characters; digests are over the original bytes",
                err.valid_up_to()
            );
            log.note("", Rule::NotUtf8, message);
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// Byte offset of the bracket that goes too deep. The depth is measured first, so that no parser ever recurses that far.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'{' | b'[' if !is_string => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(offset);
                }
            }
            b'}' | b']' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn explain(text: &str, err: &serde_json::Error) -> ReadError {
    let (line, column) = (err.line().max(1), err.column().max(1));
    if err.is_eof() {
        return ReadError {
            line,
            column,
            kind: ReadErrorKind::Truncated,
        };
    }
    let rest = text
        .split('\n')
        .nth(line - 1)
        .and_then(|line| line.get(column - 1..))
        .unwrap_or_default();
    let found = match rest.chars().next() {
        Some('<') => "`<`, as in an HTML or XML page".to_owned(),
        Some(c) if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        Some(c) => format!("`{c}`"),
        None => "the end of the line".to_owned(),
    };
    ReadError {
        line,
        column,
        kind: ReadErrorKind::NotJson { found },
    }
}

fn at_offset(text: &str, offset: usize, kind: ReadErrorKind) -> ReadError {
    let before = &text.as_bytes()[..offset];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let line_start = before
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |newline| newline + 1);
    ReadError {
        line,
        column: offset - line_start + 1,
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_err(bytes: &[u8], expected: &str) {
        let err = parse(bytes, &mut Log::default()).expect_err("this is no document");
        assert_eq!(err.to_string(), expected);
    }

    #[test]
    fn errors_say_where_and_what() {
        check_err(b"", "there is nothing to read");
        check_err(b" \n", "there is nothing to read");
        check_err(
            b"{\"a\": [1,\n 2",
            "the JSON ends too early, in line 2, column 2",
        );
        check_err(b"{\"a\": x}", "not JSON: found `x` in line 1, column 7");
        check_err(
            b"<html>",
            "not JSON: found `<`, as in an HTML or XML page in line 1, column 1",
        );
        check_err(
            b"\x1f\x8b\x08",
            "not JSON: found gzip-compressed data in line 1, column 1",
        );
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("\n{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(127).as_bytes(), &mut Log::default()).is_ok());
        check_err(
            nested(128).as_bytes(),
            "nested more than 127 deep in line 2, column 128",
        );
        check_err(
            &[b'['; 1_000_000],
            "nested more than 127 deep in line 1, column 128",
        );
    }

    #[test]
    fn brackets_in_strings_are_not_depth() {
        let text = format!("{{\"a\\\"\": \"{}\"}}", "[".repeat(500));
        assert!(parse(text.as_bytes(), &mut Log::default()).is_ok());
    }
}
