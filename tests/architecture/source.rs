//! Reading the checkout: its files, and Rust source without comments, literals and tests.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold what was built, fetched or found, at any depth.
const NOT_OURS: &[&str] = &[
    ".git",
    "artifacts",
    "corpus",
    "dist",
    "node_modules",
    "playwright-report",
    "target",
    "test-results",
];

/// The checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file that has to exist.
#[track_caller]
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
}

/// Every file of the project below a folder, as a path from the root with forward slashes, sorted.
pub fn files_under(folder: &str) -> impl Iterator<Item = String> {
    let mut found = BTreeSet::new();
    collect(&root().join(folder), folder, &mut found);
    found.into_iter()
}

fn collect(place: &Path, path: &str, found: &mut BTreeSet<String>) {
    let entries = fs::read_dir(place).unwrap_or_else(|err| panic!("{}: {err}", place.display()));
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let separator = if path.is_empty() { "" } else { "/" };
        let below = format!("{path}{separator}{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_file() => {
                found.insert(below);
            }
            Ok(kind) if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) => {
                collect(&entry.path(), &below, found);
            }
            _ => {}
        }
    }
}

/// A file of Rust.
pub struct RustFile {
    /// From the root, with forward slashes.
    pub path: String,
    /// As it is.
    pub text: String,
    /// Without comments and literals.
    pub code: String,
    /// The same without what only tests compile.
    pub product: String,
}

/// All Rust below these folders.
pub fn rust_files(folders: &[&str]) -> Vec<RustFile> {
    let paths = folders.iter().flat_map(|folder| files_under(folder));
    let read_file = |path: String| {
        let text = read(&path);
        let code = without_comments_and_literals(&text);
        let product = without_tests(&code);
        RustFile {
            path,
            text,
            code,
            product,
        }
    };
    paths
        .filter(|path| path.ends_with(".rs"))
        .map(read_file)
        .collect()
}

/// Where these words stand in the code below some folders, tests aside.
pub fn words_in(folders: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in rust_files(folders).iter().filter(|file| !file.is_test()) {
        for word in words {
            found.extend(file.lines_with(word, &file.product));
        }
    }
    found
}

impl RustFile {
    /// `net` for `src/net.rs` and everything in `src/net/`.
    pub fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let room = inside.split('/').next()?.trim_end_matches(".rs");
        // `bin` has the programs' entries, which only name what `app` starts.
        (!["lib", "bin"].contains(&room)).then_some(room)
    }

    /// Whether nothing in it is part of a product.
    pub fn is_test(&self) -> bool {
        let is_table = |part: &str| part == "tests" || part == "tests.rs";
        self.path.split('/').any(is_table)
    }

    /// The rooms that paths from the crate's root lead to.
    pub fn rooms_used(&self) -> BTreeSet<String> {
        let mut rooms = BTreeSet::new();
        for (at, _) in whole_words(&self.code, "crate::") {
            let after = &self.code[at + "crate::".len()..];
            match after.strip_prefix('{') {
                Some(group) => rooms.extend(group_heads(group)),
                None => rooms.extend(ident(after)),
            }
        }
        if whole_words(&self.code, "tagprism_core").next().is_some() {
            rooms.insert("core".to_owned());
        }
        rooms
    }

    /// `path:line: word` for every place of a word in a form of this file.
    pub fn lines_with(&self, word: &str, code: &str) -> Vec<String> {
        whole_words(code, word)
            .map(|(_, line)| format!("{}:{line}: {word}", self.path))
            .collect()
    }
}

/// Byte and line of each place where a word stands by itself. A name after a dot is a method, not the word.
fn whole_words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    code.match_indices(word).filter_map(move |(at, _)| {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        let after = code[at + word.len()..].chars().next().unwrap_or(' ');
        let is_cut = |edge: Option<char>, next: char| is_name(edge) && is_name(Some(next));
        let is_method = before == '.' && word.ends_with("()");
        let is_whole = !is_cut(word.chars().next(), before)
            && !is_cut(word.chars().next_back(), after)
            && !is_method;
        is_whole.then(|| (at, 1 + code[..at].matches('\n').count()))
    })
}

fn is_name(letter: Option<char>) -> bool {
    letter.is_some_and(|it| it.is_alphanumeric() || it == '_')
}

fn ident(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|it| is_name(Some(*it))).collect();
    let is_module = name.starts_with(|it: char| it.is_ascii_lowercase());
    is_module.then_some(name)
}

/// The first names in `a::b, c::{d, e}}`, up to the brace that closes the group.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let (mut depth, mut start) = (1, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            heads.extend(ident(group[start..at].trim_start()));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// The names of the packages that `[dependencies]` lists.
pub fn dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
}

/// Every `#` with 3, 4, 6 or 8 hexadecimal digits that is no link to an element.
pub fn hex_colors(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('#').filter_map(|(at, _)| {
        let digits: String = text[at + 1..]
            .chars()
            .take_while(|it| is_name(Some(*it)) || *it == '-')
            .collect();
        let is_color = matches!(digits.len(), 3 | 4 | 6 | 8)
            && digits.chars().all(|it| it.is_ascii_hexdigit())
            && !text[..at].ends_with(['(', '&', '/']);
        is_color.then(|| format!("#{digits}"))
    })
}

/// The same text with every comment and literal taken out, except for its line breaks.
fn without_comments_and_literals(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match unread_len(rest) {
            0 => {
                code.push(first);
                rest = &rest[first.len_utf8()..];
            }
            length => {
                code.extend(rest[..length].chars().filter(|it| *it == '\n'));
                code.push(' ');
                rest = &rest[length..];
            }
        }
    }
    code
}

/// The length of the comment or literal that begins here, or 0.
fn unread_len(text: &str) -> usize {
    let up_to = |from: usize, end: &str| {
        let found = text.get(from..).and_then(|rest| rest.find(end));
        found.map_or(text.len(), |at| from + at + end.len())
    };
    let raw = text.strip_prefix('r').map(|rest| {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        (hashes, rest[hashes..].starts_with('"'))
    });
    if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        up_to(2, "*/")
    } else if let Some((hashes, true)) = raw {
        up_to(hashes + 2, &format!("\"{}", "#".repeat(hashes)))
    } else if text.starts_with('"') {
        let mut is_escaped = true; // the opening quote
        let end = text.find(|it| {
            let is_end = it == '"' && !is_escaped;
            is_escaped = it == '\\' && !is_escaped;
            is_end
        });
        end.map_or(text.len(), |at| at + 1)
    } else if text.starts_with("'\\") {
        up_to(3, "'")
    } else if let Some(rest) = text.strip_prefix('\'') {
        let letter = rest.chars().next().map_or(0, char::len_utf8);
        let is_literal = letter > 0 && rest[letter..].starts_with('\'');
        if is_literal { letter + 2 } else { 0 } // otherwise a lifetime
    } else {
        0
    }
}

/// Code without the items under `#[cfg(test)]`, except for their line breaks.
fn without_tests(code: &str) -> String {
    let mut product = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (before, item) = rest.split_at(at);
        let (test, after) = item.split_at(item_len(item));
        product.push_str(before);
        product.extend(test.chars().filter(|it| *it == '\n'));
        rest = after;
    }
    product + rest
}

/// Up to the semicolon or the brace that ends an item.
fn item_len(item: &str) -> usize {
    let mut depth = 0;
    for (at, letter) in item.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    item.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> RustFile {
        let code = without_comments_and_literals(text);
        RustFile {
            path: "src/net/x.rs".to_owned(),
            text: text.to_owned(),
            product: without_tests(&code),
            code,
        }
    }

    #[test]
    fn rooms_are_found_in_groups_and_in_the_midst_of_code() {
        let text = "use crate::{ui::{A, b::C}, net,\n url::D};\nfn f() { crate::machine::g(); crate::App; }";
        let rooms: Vec<String> = file(text).rooms_used().into_iter().collect();
        assert_eq!(rooms, ["machine", "net", "ui", "url"]);
    }

    #[test]
    fn comments_literals_and_tests_are_not_read() {
        let text = "// x.unwrap()\nlet a = \"\\\".unwrap()\";\nlet b = r#\"\".unwrap()\"#;\nlet c: &'a char = '\"';\n\
                    #[cfg(test)]\nmod tests { fn f() { x.unwrap() } }\nx.unwrap()";
        let file = file(text);
        assert_eq!(file.lines_with(".unwrap()", &file.product).len(), 1);
        assert_eq!(
            file.lines_with(".unwrap()", &file.product),
            ["src/net/x.rs:7: .unwrap()"]
        );
    }
}
