//! Compact JSON with one row per line, so that a change shows as a changed line.

use crate::samples::json::Json;

/// One member of the outermost object.
pub enum Member {
    /// A value on the line of its key.
    Value(Json),
    /// A list with a line for each item.
    Rows(Vec<Json>),
}

/// The document of these members, in this order.
pub fn document(members: &[(&str, Member)]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(key, member)| match member {
            Member::Value(value) => format!("\"{key}\":{}", compact(value)),
            Member::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(compact).collect();
                format!("\"{key}\":[\n{}\n]", rows.join(",\n"))
            }
        })
        .collect();
    format!("{{\n{}\n}}\n", members.join(",\n"))
}

fn compact(value: &Json) -> String {
    String::from_utf8_lossy(&value.compact()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::json::object;

    #[test]
    fn each_row_has_a_line() {
        let rows = vec![object([("a", 1.into())]), object([("a", 2.into())])];
        let text = document(&[
            ("tools", Member::Value("x".into())),
            ("rows", Member::Rows(rows)),
        ]);
        assert_eq!(
            text,
            "{\n\"tools\":\"x\",\n\"rows\":[\n{\"a\":1},\n{\"a\":2}\n]\n}\n"
        );
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}
