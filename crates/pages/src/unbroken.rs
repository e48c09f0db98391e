//! Where lines may break: names stay whole, and a long line of code is told from the next one.

use tagprism_figures::{Element, el};

/// A word of code longer than this, in characters, may be broken after a comma or a slash.
pub const LONG: usize = 30;
/// Names of the prose that a browser would break after their hyphen.
const NAMES: &[&str] = &["x86-64"];

/// A piece of prose in which names stay whole; `None` where it has none of them. It is HTML.
pub fn prose(words: &str) -> Option<String> {
    let (at, name) = NAMES
        .iter()
        .filter_map(|name| Some((words.find(name)?, *name)))
        .min()?;
    let rest = &words[at + name.len()..];
    let mut out = escaped(&words[..at]);
    out.push_str(&whole(name).to_html());
    out.push_str(&prose(rest).unwrap_or_else(|| escaped(rest)));
    Some(out)
}

/// Code within a sentence: an option stays whole, because its second half would read as a word of its own. A long path has
/// places to break it.
pub fn code(words: &str) -> String {
    let mut code = el("code");
    for (at, word) in words.split(' ').enumerate() {
        if at > 0 {
            code = code.text(" ");
        }
        code = if word.starts_with("--") {
            code.put(whole(word))
        } else {
            add_pieces(code, word, word.len())
        };
    }
    code.to_html()
}

/// A block of code, one element for each line, so that the rest of a broken line can be set in. Line ends stay in the text,
/// which is what is copied.
pub fn lines(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            let mut element = el("span").class("ln");
            for word in line.split_inclusive(' ') {
                element = add_word(element, word);
            }
            element.to_html()
        })
        .collect()
}

fn add_word(line: Element, word: &str) -> Element {
    if word.starts_with("--") {
        let end = word
            .find(|it: char| it != '-' && !it.is_ascii_alphanumeric())
            .unwrap_or(word.len());
        return add_pieces(line.put(whole(&word[..end])), &word[end..], word.len());
    }
    add_pieces(line, word, word.len())
}

/// A word or the rest of one, with places to break it if the whole is long.
fn add_pieces(mut line: Element, rest: &str, len: usize) -> Element {
    if len <= LONG {
        return line.text(rest.to_owned());
    }
    for (at, piece) in rest.split_inclusive([',', '/']).enumerate() {
        if at > 0 && piece != "/" {
            line = line.put(el("wbr"));
        }
        line = line.text(piece.to_owned());
    }
    line
}

fn whole(name: &str) -> Element {
    el("span").class("nb").text(name.to_owned())
}

fn escaped(words: &str) -> String {
    let html = el("i").text(words.to_owned()).to_html();
    html["<i>".len()..html.len() - "</i>".len()].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(html, expected);
    }

    #[test]
    fn an_option_in_a_sentence_is_never_broken() {
        check(
            &code("run --rm x"),
            "<code>run <span class=\"nb\">--rm</span> x</code>",
        );
    }

    #[test]
    fn an_option_in_a_block_keeps_its_name_whole_and_its_value_free() {
        check(
            &lines("run --load=a <b>\n"),
            "<span class=\"ln\">run <span class=\"nb\">--load</span>=a &lt;b&gt;\n</span>",
        );
    }

    #[test]
    fn a_long_word_breaks_after_commas_and_slashes_but_not_within_two_slashes() {
        check(
            &lines("https://registry.example.com/team,app"),
            "<span class=\"ln\">https://<wbr>registry.example.com/<wbr>team,<wbr>app</span>",
        );
        check(
            &code("repositories/library/nginx/_layers"),
            "<code>repositories/<wbr>library/<wbr>nginx/<wbr>_layers</code>",
        );
        check(&lines("a/b,c"), "<span class=\"ln\">a/b,c</span>");
    }

    #[test]
    fn every_line_is_an_element_and_the_text_is_what_it_was() {
        check(
            &lines("a\n\n  b"),
            "<span class=\"ln\">a\n</span><span class=\"ln\">\n</span><span class=\"ln\">  b</span>",
        );
    }

    #[test]
    fn a_name_with_a_hyphen_stays_whole_and_the_rest_is_escaped() {
        assert_eq!(prose("a <b>"), None);
        check(
            &prose("<x86-64> & x86-64").unwrap_or_default(),
            "&lt;<span class=\"nb\">x86-64</span>&gt; &amp; <span class=\"nb\">x86-64</span>",
        );
    }
}
