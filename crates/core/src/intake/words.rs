//! Splitting a command line into words, roughly as a shell does.

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without its quotes.
    pub text: String,
    /// Where it begins in the line, in bytes, quotes included.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The commands of a line: separated by `;`, `&` and `|`, each a list of words.
pub(super) fn commands(line: &str) -> Vec<Vec<Word>> {
    let mut commands = vec![Vec::new()];
    let mut word: Option<Word> = None;
    let mut quote = None;
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let is_separator = matches!(character, ';' | '&' | '|');
        if quote.is_none() && (character.is_whitespace() || is_separator) {
            let command = commands
                .last_mut()
                .expect("the list begins with one command and only grows");
            command.extend(word.take());
            if is_separator && !command.is_empty() {
                commands.push(Vec::new());
            }
            continue;
        }
        let word = word.get_or_insert_with(|| Word {
            text: String::new(),
            start: at,
            end,
        });
        word.end = end;
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(character),
            // Windows paths have backslashes too, so that only what a shell must escape is unescaped.
            (None, '\\')
                if characters
                    .peek()
                    .is_some_and(|(_, next)| matches!(next, ' ' | '"' | '\'' | '$')) =>
            {
                if let Some((at, escaped)) = characters.next() {
                    word.text.push(escaped);
                    word.end = at + escaped.len_utf8();
                }
            }
            _ => word.text.push(character),
        }
    }
    let command = commands
        .last_mut()
        .expect("the list begins with one command and only grows");
    command.extend(word);
    commands
}

/// Where `value`, the end of a word's text, stands in the line.
pub(super) fn value_range(line: &str, word: &Word, value: &str) -> std::ops::Range<usize> {
    match line[word.start..word.end].rfind(value) {
        Some(at) => word.start + at..word.start + at + value.len(),
        None => word.start..word.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&[&str]]) {
        let found = commands(line);
        let texts: Vec<Vec<&str>> = found
            .iter()
            .map(|words| words.iter().map(|word| word.text.as_str()).collect())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn words_are_split_as_a_shell_does() {
        check("", &[&[]]);
        check("  a  b ", &[&["a", "b"]]);
        check("a 'b c' \"d e\"f g\\ h", &[&["a", "b c", "d ef", "g h"]]);
        check("a && b; c|d", &[&["a"], &["b"], &["c"], &["d"]]);
        check(r"C:\Users> a", &[&[r"C:\Users>", "a"]]);
        check("a 'unclosed b", &[&["a", "unclosed b"]]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let line = "a  'é b' c";
        let words = &commands(line)[0];
        assert_eq!(&line[words[1].start..words[1].end], "'é b'");
        assert_eq!(&line[words[2].start..words[2].end], "c");
    }
}
