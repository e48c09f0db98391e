//! `Link` fields, of which only `rel="next"` matters: it pages lists of tags and referrers.
//!
//! Grammar: RFC 8288 §3, <https://www.rfc-editor.org/rfc/rfc8288#section-3>. Where the link leads is not judged here.

/// More is not looked at: no sane link is longer.
const FIELD_LENGTH_MAX: usize = 8 * 1_024;

/// The target of the first link with `rel="next"`, as it stands between `<` and `>`; relative or absolute, unjudged.
///
/// ```
/// use tagprism_core::registry::link::next;
/// assert_eq!(next(r#"</v2/x/tags/list?last=b>; rel="next""#).as_deref(), Some("/v2/x/tags/list?last=b"));
/// ```
pub fn next(field: &str) -> Option<String> {
    let mut rest = &field[..field.floor_char_boundary(FIELD_LENGTH_MAX)];
    loop {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let (is_next, after) = read_parameters(after);
        if is_next {
            return Some(target.trim().to_owned());
        }
        rest = after;
    }
}

/// Reads `; name=value …` up to the comma that ends the link; tells whether a `rel` lists `next`, and what follows.
fn read_parameters(text: &str) -> (bool, &str) {
    let mut is_next = false;
    let mut has_rel = false;
    let mut rest = text;
    loop {
        let end = parameter_end(rest);
        if let Some((name, value)) = rest[..end].split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
            // RFC 8288 §3.3: only the first `rel` of a link counts.
            && !std::mem::replace(&mut has_rel, true)
        {
            let relations = value.trim().trim_matches('"');
            is_next = relations
                .split_ascii_whitespace()
                .any(|relation| relation.eq_ignore_ascii_case("next"));
        }
        match rest[end..].chars().next() {
            Some(';') => rest = &rest[end + 1..],
            Some(_) => return (is_next, &rest[end + 1..]),
            None => return (is_next, ""),
        }
    }
}

/// Where the next `;` or `,` outside quotes stands, or the end.
fn parameter_end(text: &str) -> usize {
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b';' | b',' if !is_quoted => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, expected: Option<&str>) {
        assert_eq!(next(field).as_deref(), expected, "{field}");
    }

    #[test]
    fn the_target_of_the_next_page_is_found() {
        check(
            "</v2/x/tags/list?n=2&last=b>; rel=\"next\"",
            Some("/v2/x/tags/list?n=2&last=b"),
        );
        check(
            "<https://r.example/v2/x?last=a,b;c>;rel=next",
            Some("https://r.example/v2/x?last=a,b;c"),
        );
        check(
            "</a>; rel=\"prev\", </b> ; title=\"a, \\\"b\\\"; rel=next\" ; REL = \"last Next\"",
            Some("/b"),
        );
        check("<>; rel=next", Some(""));
    }

    #[test]
    fn other_relations_and_broken_fields_have_no_next_page() {
        check("", None);
        check("next", None);
        check("</a>", None);
        check("</a>; rel=\"nextish\"", None);
        check("</a>; rel=prev; rel=next", None);
        check("</a; rel=next", None);
        check("</a>; title=\"unclosed; rel=next", None);
    }

    #[test]
    fn a_huge_field_is_cut_and_survived() {
        check(&format!("{}</a>; rel=next", "é".repeat(8_000)), None);
    }
}
