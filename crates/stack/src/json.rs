//! A stack as JSON: what a module that has YAML hands to a program that has none.

use crate::{Grade, ImageUse, Kind, NotRead, Stack, Trouble, finds::platform};
use serde_json::{Value, json};
use tagprism_core::Reference;

/// The text is not what [`Stack::to_json`] writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no stack")]
pub struct NoStack;

const KINDS: [(Kind, &str); 5] = [
    (Kind::Compose, "compose"),
    (Kind::Kubernetes, "kubernetes"),
    (Kind::Dockerfile, "dockerfile"),
    (Kind::List, "list"),
    (Kind::Unreadable, "unreadable"),
];

impl Stack {
    /// As JSON, for [`from_json`](Self::from_json) alone: fields come and go with the version.
    pub fn to_json(&self) -> String {
        let kind = KINDS
            .iter()
            .find(|(kind, _)| *kind == self.kind)
            .map(|(_, name)| *name);
        let uses: Vec<Value> = self.uses.iter().map(use_to_json).collect();
        let troubles: Vec<Value> = self
            .troubles
            .iter()
            .map(|it| {
                json!({
                    "isProblem": it.grade == Grade::Problem,
                    "place": it.place,
                    "line": it.line,
                    "column": it.column,
                    "what": it.what,
                    "remedy": it.remedy,
                })
            })
            .collect();
        json!({ "kind": kind, "uses": uses, "troubles": troubles }).to_string()
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// [`NoStack`] where a field is missing or is something else.
    pub fn from_json(text: &str) -> Result<Stack, NoStack> {
        let value: Value = serde_json::from_str(text).map_err(|_| NoStack)?;
        let name = value["kind"].as_str().ok_or(NoStack)?;
        let kind = KINDS.iter().find(|(_, it)| *it == name).ok_or(NoStack)?.0;
        let list = |key: &str| value[key].as_array().ok_or(NoStack);
        Ok(Stack {
            kind,
            uses: list("uses")?
                .iter()
                .map(|it| use_from_json(it).ok_or(NoStack))
                .collect::<Result<_, _>>()?,
            troubles: list("troubles")?
                .iter()
                .map(|it| trouble_from_json(it).ok_or(NoStack))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn use_to_json(it: &ImageUse) -> Value {
    let (reference, variable, malformed) = match &it.reference {
        Ok(reference) => (Some(reference.to_string()), None, None),
        Err(NotRead::Variable(name)) => (None, Some(name), None),
        Err(NotRead::Malformed(why)) => (None, None, Some(why)),
    };
    json!({
        "written": it.written,
        "reference": reference,
        "variable": variable,
        "malformed": malformed,
        "platform": it.platform.as_ref().map(ToString::to_string),
        "place": it.place,
        "line": it.line,
        "note": it.note,
    })
}

fn use_from_json(value: &Value) -> Option<ImageUse> {
    let optional = |key: &str| value[key].as_str().map(str::to_owned);
    let reference = match (
        &value["reference"],
        optional("variable"),
        optional("malformed"),
    ) {
        (Value::String(text), ..) => Ok(Reference::parse(text).ok()?),
        (_, Some(name), _) => Err(NotRead::Variable(name)),
        (_, None, Some(why)) => Err(NotRead::Malformed(why)),
        _ => return None,
    };
    Some(ImageUse {
        written: optional("written")?,
        reference,
        platform: optional("platform").and_then(|text| platform(&text)),
        place: optional("place")?,
        line: number(value, "line")?,
        note: optional("note"),
    })
}

fn trouble_from_json(value: &Value) -> Option<Trouble> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    Some(Trouble {
        grade: if value["isProblem"].as_bool()? {
            Grade::Problem
        } else {
            Grade::Note
        },
        place: text("place")?,
        line: number(value, "line")?,
        column: number(value, "column")?,
        what: text("what")?,
        remedy: text("remedy")?,
    })
}

fn number(value: &Value, key: &str) -> Option<usize> {
    usize::try_from(value[key].as_u64()?).ok()
}
