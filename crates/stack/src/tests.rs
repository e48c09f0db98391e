mod compose;
mod dockerfiles;
mod kubernetes;
mod limits;
mod lists;
mod properties;

use crate::*;

/// An image as one line: `place: reference platform @line (note)`; what has no reference in brackets.
fn show(found: &ImageUse) -> String {
    let mut text = match &found.reference {
        Ok(reference) => format!("{}: {}", found.place, reference.familiar()),
        Err(why) => format!("{}: [{why}]", found.place),
    };
    if let Some(platform) = &found.platform {
        text.push_str(&format!(" {platform}"));
    }
    text.push_str(&format!(" @{}", found.line));
    if let Some(note) = &found.note {
        text.push_str(&format!(" ({note})"));
    }
    text
}

fn show_trouble(trouble: &Trouble) -> String {
    format!(
        "{}{}:{} {} | {}",
        if trouble.grade == Grade::Note {
            ""
        } else {
            "! "
        },
        trouble.line,
        trouble.column,
        trouble.what,
        trouble.remedy
    )
}

#[track_caller]
fn check(text: &str, kind: Kind, uses: &[&str], troubles: &[&str]) {
    let stack = read(text);
    let found: Vec<String> = stack.uses.iter().map(show).collect();
    assert_eq!(found, uses, "{text}");
    let told: Vec<String> = stack.troubles.iter().map(show_trouble).collect();
    assert_eq!(told, troubles, "{text}");
    assert_eq!(stack.kind, kind, "{text}");
    assert_eq!(Stack::from_json(&stack.to_json()).as_ref(), Ok(&stack));
}
