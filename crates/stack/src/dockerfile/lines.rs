//! From lines to instructions: directives, comments, continuation, heredocs.
//!
//! As BuildKit reads them: <https://docs.docker.com/reference/dockerfile/#format>.

/// A parser directive at the top: `# syntax=…`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive<'a> {
    /// In lower case.
    pub name: String,
    pub value: &'a str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters: where the value begins.
    pub column: usize,
}

/// An instruction, its lines joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instruction {
    /// In upper case.
    pub keyword: String,
    /// What stands behind the keyword.
    pub rest: String,
    /// Where it begins, from 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Directives and instructions, in their order.
pub(super) fn split(text: &str) -> (Vec<Directive<'_>>, Vec<Instruction>) {
    let lines: Vec<&str> = text.lines().collect();
    let directives = directives(&lines);
    let escape = directives
        .iter()
        .find(|it| it.name == "escape" && it.value == "`")
        .map_or('\\', |_| '`');
    let mut instructions = Vec::new();
    let mut idx = 0;
    while idx < lines.len() {
        let first = lines[idx];
        idx += 1;
        if is_comment(first) || first.trim().is_empty() {
            continue;
        }
        let start = idx;
        let mut joined = String::new();
        let mut line = first;
        loop {
            let Some(open) = line.trim_end().strip_suffix(escape) else {
                joined.push_str(line);
                break;
            };
            joined.push_str(open);
            // Comments and empty lines may stand in between.
            while idx < lines.len() && (is_comment(lines[idx]) || lines[idx].trim().is_empty()) {
                idx += 1;
            }
            let Some(next) = lines.get(idx) else { break };
            line = next;
            idx += 1;
        }
        let whole = joined.trim();
        let (keyword, rest) = whole.split_once(char::is_whitespace).unwrap_or((whole, ""));
        let instruction = Instruction {
            keyword: keyword.to_ascii_uppercase(),
            rest: rest.trim().to_owned(),
            line: start,
            column: 1 + first.chars().take_while(|it| it.is_whitespace()).count(),
        };
        for heredoc in heredocs(&instruction) {
            while let Some(line) = lines.get(idx) {
                idx += 1;
                let line = if heredoc.is_indented {
                    line.trim_start_matches('\t')
                } else {
                    line
                };
                if line == heredoc.end {
                    break;
                }
            }
        }
        instructions.push(instruction);
    }
    (directives, instructions)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// Only before any other comment, empty line or instruction, and each name once.
fn directives<'a>(lines: &[&'a str]) -> Vec<Directive<'a>> {
    let mut directives: Vec<Directive<'a>> = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        let Some((name, value)) = line
            .trim_start()
            .strip_prefix('#')
            .and_then(|comment| comment.split_once('='))
        else {
            break;
        };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim();
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_name || directives.iter().any(|it| it.name == name) {
            break;
        }
        let start = line.len() - line.trim_end().len();
        let before = &line[..line.len() - start - value.len()];
        directives.push(Directive {
            name,
            value,
            line: idx + 1,
            column: before.chars().count() + 1,
        });
    }
    directives
}

/// A document inside the file: `<<EOF`.
struct Heredoc {
    end: String,
    /// `<<-`: tabs before its lines do not count.
    is_indented: bool,
}

/// The documents that follow an instruction, in their order; `ADD`, `COPY` and `RUN` may have some.
fn heredocs(instruction: &Instruction) -> Vec<Heredoc> {
    let inner = instruction
        .rest
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let keyword = match instruction.keyword.as_str() {
        "ONBUILD" => inner.as_str(),
        keyword => keyword,
    };
    if !matches!(keyword, "ADD" | "COPY" | "RUN") {
        return Vec::new();
    }
    let words = instruction.rest.split_whitespace();
    words
        .filter_map(|word| {
            // A number before it is a file descriptor: `3<<EOF`.
            let word = word.trim_start_matches(|it: char| it.is_ascii_digit());
            let word = word.strip_prefix("<<")?;
            let (word, is_indented) = match word.strip_prefix('-') {
                Some(word) => (word, true),
                None => (word, false),
            };
            let end = ['"', '\'']
                .into_iter()
                .find_map(|quote| word.strip_prefix(quote)?.strip_suffix(quote))
                .unwrap_or(word);
            let is_name = !end.is_empty()
                && end
                    .chars()
                    .all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.'));
            is_name.then(|| Heredoc {
                end: end.to_owned(),
                is_indented,
            })
        })
        .collect()
}
