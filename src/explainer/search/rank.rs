//! Which entries of the search index answer what was typed, best first.

/// An entry of the search index, as `crates/pages` writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Section, Part, Figure, Term or Error.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its anchor on the explainer's page.
    pub anchor: String,
    /// What it says: the beginning, or the whole message of an error.
    pub text: String,
    /// The other words of its text, in lower case; empty where it shows all of them.
    pub words: String,
}

/// How much of what was typed has to be found in an entry, in tenths: a pasted message may carry a name of its own.
const MIN_TENTHS: usize = 6;
/// Results per kind.
const PER_KIND: usize = 6;

/// The entries that answer, grouped by kind, the best kind first and the best entry of each first.
pub fn ranked<'e>(entries: &'e [Entry], typed: &str) -> Vec<(&'e str, Vec<&'e Entry>)> {
    let words: Vec<String> = typed
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut found: Vec<(usize, &Entry)> = Vec::new();
    for entry in entries {
        if let Some(points) = score(entry, &words) {
            let at = found.partition_point(|(before, _)| *before >= points);
            found.insert(at, (points, entry));
        }
    }
    let mut groups: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for (_, entry) in found {
        match groups.iter_mut().find(|(kind, _)| *kind == entry.kind) {
            Some((_, group)) if group.len() < PER_KIND => group.push(entry),
            Some(_) => {}
            None => groups.push((&entry.kind, vec![entry])),
        }
    }
    groups
}

/// How well an entry answers: `None` where too few words are in it.
fn score(entry: &Entry, words: &[String]) -> Option<usize> {
    if words.is_empty() {
        return (entry.kind == "Section").then_some(0);
    }
    let title = entry.title.to_ascii_lowercase();
    let text = entry.text.to_ascii_lowercase();
    let mut points = 0;
    let mut n_found = 0;
    for word in words {
        let of_title = if title.starts_with(word.as_str()) {
            12
        } else if title.contains(word.as_str()) {
            8
        } else {
            0
        };
        let of_text = if text.contains(word.as_str()) {
            2
        } else {
            usize::from(entry.words.contains(word.as_str()))
        };
        if of_title + of_text > 0 {
            n_found += 1;
        }
        points += of_title + of_text;
    }
    (n_found * 10 >= words.len() * MIN_TENTHS).then_some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: &str, title: &str, text: &str) -> Entry {
        Entry {
            kind: kind.into(),
            title: title.into(),
            anchor: title.to_ascii_lowercase(),
            text: text.into(),
            words: String::new(),
        }
    }

    fn library() -> Vec<Entry> {
        vec![
            entry("Section", "5 The image index", "A tag for many machines"),
            entry("Term", "image index", "the document that lists images"),
            entry("Term", "digest", "the hash of bytes"),
            entry(
                "Error",
                "No matching manifest",
                "no matching manifest for linux/arm64/v8 in the manifest list entries",
            ),
        ]
    }

    #[track_caller]
    fn check(typed: &str, first: Option<&str>) {
        let library = library();
        let groups = ranked(&library, typed);
        let found = groups.first().and_then(|(_, group)| group.first());
        assert_eq!(found.map(|entry| entry.title.as_str()), first);
    }

    #[test]
    fn a_title_is_worth_more_than_a_mention() {
        check("image", Some("image index"));
        check("digest", Some("digest"));
    }

    #[test]
    fn a_pasted_error_is_found_although_it_names_another_platform() {
        check(
            "Error response from daemon: no matching manifest for linux/s390x in the manifest list entries",
            Some("No matching manifest"),
        );
    }

    #[test]
    fn a_word_that_is_not_shown_is_found_last() {
        let mut library = library();
        library[0].words = "graviton qemu".into();
        let groups = ranked(&library, "QEMU");
        assert_eq!(groups[0].1[0].title, "5 The image index");
    }

    #[test]
    fn nothing_typed_lists_the_sections_and_nonsense_finds_nothing() {
        check("", Some("5 The image index"));
        check("xyzzy", None);
    }
}
