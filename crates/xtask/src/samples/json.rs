//! Writing JSON with the keys in a chosen order and the spacing of a chosen
//! writer, because a document's digest is that of its exact bytes.

/// A JSON value; an object keeps the order it was given.
#[derive(Debug, Clone)]
pub enum Json {
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// An object of these members, in this order.
pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(
        members
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

impl Json {
    /// The same object with one more member at the end.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<Self>) -> Self {
        match self {
            Self::Object(mut members) => {
                members.push((key.to_owned(), value.into()));
                Self::Object(members)
            }
            other => other,
        }
    }

    /// The same object, with one more member if there is a value.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<impl Into<Self>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The bytes on one line, as most configs are written.
    pub fn compact(&self) -> Vec<u8> {
        let mut text = String::new();
        self.write(&mut text, None);
        text.into_bytes()
    }

    /// The bytes with `indent` spaces for each level, as BuildKit (2) and the
    /// Docker registry (3) write manifests.
    pub fn indented(&self, indent: usize) -> Vec<u8> {
        let mut text = String::new();
        self.write(
            &mut text,
            Some(Indent {
                step: indent,
                level: 0,
            }),
        );
        text.into_bytes()
    }

    fn write(&self, text: &mut String, indent: Option<Indent>) {
        match self {
            Self::Number(number) => text.push_str(&number.to_string()),
            Self::Text(value) => write_text(text, value),
            Self::List(items) => {
                write_all(text, indent, ['[', ']'], items, |text, item, indent| {
                    item.write(text, indent);
                });
            }
            Self::Object(members) => {
                write_all(
                    text,
                    indent,
                    ['{', '}'],
                    members,
                    |text, (key, value), indent| {
                        write_text(text, key);
                        text.push_str(if indent.is_some() { ": " } else { ":" });
                        value.write(text, indent);
                    },
                );
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Indent {
    step: usize,
    level: usize,
}

fn write_all<T>(
    text: &mut String,
    indent: Option<Indent>,
    [open, close]: [char; 2],
    items: &[T],
    mut write: impl FnMut(&mut String, &T, Option<Indent>),
) {
    text.push(open);
    let inner = indent.map(|Indent { step, level }| Indent {
        step,
        level: level + 1,
    });
    for (idx, item) in items.iter().enumerate() {
        if idx > 0 {
            text.push(',');
        }
        new_line(text, inner);
        write(text, item, inner);
    }
    if !items.is_empty() {
        new_line(text, indent);
    }
    text.push(close);
}

fn new_line(text: &mut String, indent: Option<Indent>) {
    if let Some(Indent { step, level }) = indent {
        text.push('\n');
        text.push_str(&" ".repeat(step * level));
    }
}

fn write_text(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            c if c < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Json {
        object([
            ("z", Json::from("a \"quoted\"\nline")),
            ("a", vec![1_u64, 2].into()),
            ("empty", object([])),
        ])
    }

    #[test]
    fn keys_keep_their_order_and_text_is_escaped() {
        let expected = r#"{"z":"a \"quoted\"\nline","a":[1,2],"empty":{}}"#;
        assert_eq!(sample().compact(), expected.as_bytes());
    }

    #[test]
    fn indented_json_reads_back_to_the_same_value() {
        let indented = sample().indented(2);
        assert!(indented.starts_with(b"{\n  \"z\": "));
        let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
        assert_eq!(read(&indented), read(&sample().compact()));
    }
}
