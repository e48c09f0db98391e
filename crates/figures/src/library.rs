//! The files that figures read: what was measured, recorded or captured.
//!
//! On the host they are part of the program. In the browser they are fetched once, as one file, and [`fill`] hands them
//! over: the program stays smaller, and reading a page waits for none of it.

use serde_json::Value;
use std::sync::OnceLock;

/// The files, by the names that [`text`] and [`fill`] know.
pub const FILES: &[&str] = &[
    "busybox-index.json",
    "encodings.json",
    "exchanges.json",
    "loader.json",
    "pull.json",
    "records.json",
];

static SHELF: OnceLock<Vec<(String, String)>> = OnceLock::new();

/// Reads the file that holds them all: an object of texts by name. `None` where it is something else.
#[must_use]
pub fn read(text: &str) -> Option<Vec<(String, String)>> {
    let Ok(Value::Object(files)) = serde_json::from_slice(text.as_bytes()) else {
        return None;
    };
    let file = |(name, text): (String, Value)| match text {
        Value::String(text) => Some((name, text)),
        _ => None,
    };
    files.into_iter().map(file).collect()
}

/// Hands the files over: name and text of each. Only the first call counts.
pub fn fill(files: Vec<(String, String)>) {
    // A second call would change what figures have read already.
    let _ = SHELF.set(files);
}

/// A file's text; empty where nobody has it.
#[must_use]
pub fn text(name: &str) -> &'static str {
    let handed_over = SHELF
        .get()
        .and_then(|files| files.iter().find(|(own, _)| own == name))
        .map(|(_, text)| text.as_str());
    handed_over.unwrap_or_else(|| embedded(name))
}

#[cfg(feature = "embedded")]
fn embedded(name: &str) -> &'static str {
    match name {
        "busybox-index.json" => include_str!(
            "../../../public/samples/blobs/sha256/deb84d61aba8f40f1e1880b3891e8bae40f17738b26b6016f2e60ae7e8e81f03.json"
        ),
        "encodings.json" => include_str!("../data/encodings.json"),
        "exchanges.json" => include_str!("../data/exchanges.json"),
        "loader.json" => include_str!("../data/loader.json"),
        "pull.json" => include_str!("../data/pull.json"),
        "records.json" => include_str!("../../../public/records/index.json"),
        _ => "",
    }
}

#[cfg(not(feature = "embedded"))]
fn embedded(_: &str) -> &'static str {
    ""
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_there() {
        for name in FILES {
            let text = text(name);
            assert!(!text.is_empty(), "{name}");
        }
        assert_eq!(text("nothing.json"), "");
    }
}
