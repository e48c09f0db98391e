//! The notebook of one reading: fields are taken out of JSON leniently, and what is odd is written down.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    diagnostic::{Diagnostic, MAX_DIAGNOSTICS, Rule, Severity},
    media_type::MediaType,
};

/// From here on only rules that were not broken before are listed, so that thousands of bad entries hide no other kind of trouble.
const CROWDED: usize = MAX_DIAGNOSTICS - Rule::ALL.len();

/// Collects diagnostics while a document is read.
#[derive(Debug, Default)]
pub(super) struct Log {
    diagnostics: Vec<Diagnostic>,
    rules: Vec<Rule>,
    n_unlisted: usize,
    worst_unlisted: Option<Severity>,
}

impl Log {
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        if let Some(severity) = self.worst_unlisted {
            let message = format!("and {} more oddities of the kinds listed", self.n_unlisted);
            self.diagnostics.push(Diagnostic {
                severity,
                ..Diagnostic::new("", Rule::Unlisted, message)
            });
        }
        self.diagnostics
    }

    pub(super) fn note(&mut self, path: impl Into<String>, rule: Rule, message: impl Into<String>) {
        let is_new = !self.rules.contains(&rule);
        if is_new {
            self.rules.push(rule);
        }
        if is_new || self.diagnostics.len() < CROWDED {
            self.diagnostics.push(Diagnostic::new(path, rule, message));
        } else {
            self.n_unlisted += 1;
            self.worst_unlisted = self.worst_unlisted.max(Some(rule.severity()));
        }
    }

    fn wrong_type(&mut self, path: String, value: &Value, expected: &str) {
        let message = format!("is {}, but should be {expected}", json_type(value));
        self.note(path, Rule::WrongType, message);
    }

    /// A string; `null` counts as absent, as it does for Go.
    pub(super) fn text(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        key: &str,
    ) -> Option<String> {
        match object.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(value) => {
                self.wrong_type(join(path, key), value, "a string");
                None
            }
        }
    }

    /// A media type; the empty one counts as absent.
    pub(super) fn media_type(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        key: &str,
    ) -> Option<MediaType> {
        self.text(object, path, key)
            .filter(|text| !text.is_empty())
            .map(|text| MediaType::new(&text))
    }

    /// An object.
    pub(super) fn object<'a>(
        &mut self,
        object: &'a Map<String, Value>,
        path: &str,
        key: &str,
    ) -> Option<&'a Map<String, Value>> {
        match object.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::Object(inner)) => Some(inner),
            Some(value) => {
                self.wrong_type(join(path, key), value, "an object");
                None
            }
        }
    }

    /// A list; `null` is noted and counts as empty.
    pub(super) fn list<'a>(
        &mut self,
        object: &'a Map<String, Value>,
        path: &str,
        key: &str,
    ) -> &'a [Value] {
        match object.get(key) {
            None => &[],
            Some(Value::Array(values)) => values,
            Some(Value::Null) => {
                self.note(
                    join(path, key),
                    Rule::NullArray,
                    "is null, read as an empty list",
                );
                &[]
            }
            Some(value) => {
                self.wrong_type(join(path, key), value, "a list");
                &[]
            }
        }
    }

    /// A list of strings; others are left out. A lone string counts as a list of one.
    pub(super) fn texts(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        key: &str,
    ) -> Vec<String> {
        let list_path = join(path, key);
        let values = match object.get(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(values)) => values,
            Some(value) => {
                self.wrong_type(list_path, value, "a list of strings");
                return value.as_str().map(str::to_owned).into_iter().collect();
            }
        };
        let mut texts = Vec::with_capacity(values.len());
        for (idx, value) in values.iter().enumerate() {
            match value {
                Value::String(text) => texts.push(text.clone()),
                value => self.wrong_type(format!("{list_path}[{idx}]"), value, "a string"),
            }
        }
        texts
    }

    /// A map of strings such as annotations; other values are left out.
    pub(super) fn text_map(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        key: &str,
    ) -> BTreeMap<String, String> {
        let map_path = join(path, key);
        let mut texts = BTreeMap::new();
        for (name, value) in self.object(object, path, key).into_iter().flatten() {
            match value {
                Value::String(text) => {
                    texts.insert(name.clone(), text.clone());
                }
                value => self.wrong_type(join(&map_path, name), value, "a string"),
            }
        }
        texts
    }
}

/// The path of a field. Names that would blur the path are put in brackets.
pub(super) fn join(path: &str, key: &str) -> String {
    let key = crate::diagnostic::excerpt(key);
    if key.contains(['.', '[', '"']) {
        format!("{path}[{key:?}]")
    } else if path.is_empty() {
        key
    } else {
        format!("{path}.{key}")
    }
}

/// The JSON type of a value with its article.
pub(super) fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
