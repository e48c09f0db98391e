//! Error bodies, as registries send them:
//! <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes>.
//!
//! The shape is `{"errors":[{"code":"…","message":"…","detail":…}]}`. `detail` is free; Tagprism's own proxy puts
//! `reason` and integers (`limit`, `size`, `upstream_status`, `retry_after`) there.

use serde_json::Value;

/// Bodies beyond this are not error bodies.
const BODY_LENGTH_MAX: usize = 1024 * 1_024;
/// How many errors of one body are told.
const ERRORS_MAX: usize = 8;
/// How many integers of one `detail` are kept.
const NUMBERS_MAX: usize = 32;
/// How many characters of any one text are kept.
const TEXT_LENGTH_MAX: usize = 1_000;

/// One error of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryError {
    /// `MANIFEST_UNKNOWN`, `TOOMANYREQUESTS`, …; empty where there is none.
    pub code: String,
    /// What the registry says to people; empty where it says nothing.
    pub message: String,
    /// `detail.reason` of Tagprism's own proxy.
    pub reason: Option<String>,
    /// The integers of `detail`, zero and above.
    pub numbers: Vec<(String, u64)>,
}

impl RegistryError {
    /// An integer of `detail` by its name.
    pub fn number(&self, name: &str) -> Option<u64> {
        let found = self.numbers.iter().find(|(own, _)| own == name);
        found.map(|(_, number)| *number)
    }
}

/// The first few errors of a body; empty when it is not one. Texts are cut at 1,000 characters.
pub fn parse(bytes: &[u8]) -> Vec<RegistryError> {
    if bytes.len() > BODY_LENGTH_MAX {
        return Vec::new();
    }
    let Ok(body) = serde_json::from_slice::<Value>(bytes) else {
        return Vec::new();
    };
    let Some(errors) = body.get("errors").and_then(Value::as_array) else {
        return Vec::new();
    };
    errors
        .iter()
        .filter(|error| error.is_object())
        .take(ERRORS_MAX)
        .map(read_error)
        .collect()
}

fn read_error(error: &Value) -> RegistryError {
    let detail = error.get("detail");
    let fields = detail.and_then(Value::as_object).into_iter().flatten();
    let numbers = fields
        .filter_map(|(name, value)| Some((cut(name), value.as_u64()?)))
        .take(NUMBERS_MAX)
        .collect();
    RegistryError {
        code: text(error.get("code")).unwrap_or_default(),
        message: text(error.get("message")).unwrap_or_default(),
        reason: text(detail.and_then(|detail| detail.get("reason"))),
        numbers,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(cut)
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_LENGTH_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str, Option<&str>)]) {
        let errors = parse(body.as_bytes());
        let found: Vec<_> = errors
            .iter()
            .map(|it| (it.code.as_str(), it.message.as_str(), it.reason.as_deref()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn errors_of_registries_are_read() {
        check(
            r#"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Tag":"x"}}]}"#,
            &[("MANIFEST_UNKNOWN", "manifest unknown", None)],
        );
        check(
            r#"{"errors":[{"code":"UNAUTHORIZED","detail":[{"Type":"repository"}]},{"message":"second"}, 3]}"#,
            &[("UNAUTHORIZED", "", None), ("", "second", None)],
        );
    }

    #[test]
    fn reason_and_integers_of_the_proxy_are_kept() {
        let body = r#"{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down","detail":
            {"reason":"upstream_rate_limited","retry_after":30,"upstream_status":429,"half":0.5,"below":-1}}]}"#;
        let [error] = parse(body.as_bytes()).try_into().unwrap();
        assert_eq!(error.reason.as_deref(), Some("upstream_rate_limited"));
        assert_eq!(
            error.numbers,
            [
                ("retry_after".to_owned(), 30),
                ("upstream_status".to_owned(), 429)
            ]
        );
    }

    #[test]
    fn other_bodies_have_no_errors() {
        for body in [
            "",
            "<html>",
            "[]",
            "null",
            r#"{"errors":{}}"#,
            r#"{"errors":[]}"#,
            r#"{"details":"x"}"#,
        ] {
            check(body, &[]);
        }
    }

    #[test]
    fn long_texts_and_long_lists_are_cut() {
        let error = format!(r#"{{"message":"{}"}}"#, "é".repeat(2_000));
        let errors = parse(format!(r#"{{"errors":[{}]}}"#, vec![error; 20].join(",")).as_bytes());
        assert_eq!(
            (errors.len(), errors[0].message.chars().count()),
            (ERRORS_MAX, TEXT_LENGTH_MAX)
        );
    }
}
