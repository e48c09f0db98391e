//! From a file to its documents, with what comments and templates tell about them.

use crate::variables::is_template;

/// A document, ready to be parsed; its lines are those of the file.
pub(super) struct Document<'a> {
    /// The line of the file that its first one is, from 1.
    pub first_line: usize,
    /// With the braces of templates replaced, as many characters as before.
    pub text: String,
    /// The file that Helm rendered it from: `# Source: chart/templates/web.yaml`.
    pub source: Option<&'a str>,
    /// The first line that is nothing but a template's, which was left out.
    pub template_line: Option<usize>,
}

/// The documents that say something, at most so many, and whether there are more. A line that begins with `---` ends a document
/// wherever it stands; nothing inside of one may look like it.
pub(super) fn documents(text: &str, most: usize) -> (Vec<Document<'_>>, bool) {
    let mut documents = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((idx, first)) = lines.next() {
        let mut part = vec![first];
        while let Some((_, line)) = lines.next_if(|(_, line)| !is_start(line)) {
            part.push(line);
        }
        if part.iter().any(|line| is_told(line)) {
            if documents.len() == most {
                return (documents, true);
            }
            documents.push(document(idx + 1, &part));
        }
    }
    (documents, false)
}

/// `---`, perhaps with something behind it.
fn is_start(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// No comment, no directive, no mere frame. Fences are what Markdown puts around a file.
fn is_told(line: &str) -> bool {
    let trimmed = line.trim();
    !(trimmed.is_empty() || trimmed.starts_with('#') || is_frame(line) || line.starts_with('%'))
}

fn is_frame(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed == "---" || trimmed == "..." || trimmed.starts_with("```")
}

fn document<'a>(first_line: usize, lines: &[&'a str]) -> Document<'a> {
    let mut text = String::new();
    let mut source = None;
    let mut template_line = None;
    for (idx, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if let Some(file) = trimmed.strip_prefix("# Source: ") {
            source.get_or_insert(file.trim());
        }
        if trimmed.starts_with("```") {
            // Left out.
        } else if is_control(trimmed) {
            template_line.get_or_insert(first_line + idx);
        } else if is_template(line) && !trimmed.starts_with('#') {
            text.push_str(&without_braces(line));
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    Document {
        first_line,
        text,
        source,
        template_line,
    }
}

/// `{{- if … }}`, `{% endif %}`: a line that is a template's alone.
fn is_control(line: &str) -> bool {
    (line.starts_with("{{") && line.ends_with("}}"))
        || (line.starts_with("{%") && line.ends_with("%}"))
}

/// `{{ … }}` in characters that are nothing special to YAML, one for one. [`with_braces`] turns them back.
fn without_braces(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else {
            break;
        };
        let end = start + length + 2;
        let template = &rest[start..end];
        text.push_str(&rest[..start]);
        // Of JSON in one line, two braces may close what was opened apart.
        if template[2..length].contains(['{', '}']) {
            text.push_str(template);
        } else {
            text.extend(template.chars().map(hidden));
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    text
}

/// Where Unicode has an area for private use: nothing that people write is taken for it.
const PRIVATE: u32 = 0xe000;

/// Punctuation, moved to where YAML does not look for it.
fn hidden(character: char) -> char {
    if character.is_ascii_punctuation() {
        char::from_u32(PRIVATE + u32::from(character)).unwrap_or(character)
    } else {
        character
    }
}

/// The text as it was written.
pub(crate) fn with_braces(text: &str) -> String {
    let shown = |character: char| {
        let code = u32::from(character).checked_sub(PRIVATE);
        code.and_then(|code| u8::try_from(code).ok())
            .filter(u8::is_ascii_punctuation)
            .map_or(character, char::from)
    };
    text.chars().map(shown).collect()
}
