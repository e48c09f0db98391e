//! Small grammar for sentences that are put together from data.

/// `1 entry`, `3 entries`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

/// Small numbers in words, as prose has them.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// The first letter large; names that begin with a lower-case letter by their nature (arm, amd64) stay as they are.
pub fn capitalized(words: &str) -> String {
    let first_word = words.split(' ').next().unwrap_or_default();
    let is_name = first_word.starts_with("arm")
        || first_word.contains('/')
        || first_word.chars().any(|it| it.is_ascii_digit());
    let mut chars = words.chars();
    match chars.next() {
        Some(first) if !is_name => std::iter::once(first.to_ascii_uppercase())
            .chain(chars)
            .collect(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_get_a_capital() {
        assert_eq!(capitalized("eight"), "Eight");
        assert_eq!(capitalized("arm/v6 and arm/v5"), "arm/v6 and arm/v5");
        assert_eq!(
            capitalized("a host of build 20348"),
            "A host of build 20348"
        );
        assert_eq!(capitalized(""), "");
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(number(8), "eight");
        assert_eq!(number(16), "16");
        assert_eq!(count(1, "entry", "entries"), "1 entry");
    }
}
