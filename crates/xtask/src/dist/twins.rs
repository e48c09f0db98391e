//! Compressed twins beside the files, and the table of sizes.
//!
//! Node.js compresses: it is here for the other tools anyway, and its Brotli
//! is native code where ours would be compiled with this program.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::workspace::Workspace;

/// Bytes of one file as they are and as they travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sizes {
    files: u64,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Sizes {
    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// What the built site weighs.
pub struct Report {
    /// A line per file or folder, then one per budget.
    pub table: String,
    /// Budgets that are overrun, in words.
    pub overruns: Vec<String>,
}

/// What travels to a reader may weigh no more than this.
struct Budget {
    /// For people.
    name: &'static str,
    /// The files: whole paths, where one star stands for anything.
    files: &'static [&'static str],
    /// In bytes, compressed with Brotli at its best. Beyond it the build fails.
    limit: u64,
    /// What we want it to be, where we are not there yet; said at every build.
    goal: Option<u64>,
}

/// The site's budgets. `docs/performance.md` says where they come from.
const BUDGETS: &[Budget] = &[
    Budget {
        name: "program of the pages that teach",
        files: &["learn-*.js", "learn-*.wasm"],
        limit: 358_000,
        goal: Some(300_000),
    },
    Budget {
        name: "program of the inspector",
        files: &["inspect-*.js", "inspect-*.wasm"],
        limit: 453_000,
        goal: Some(300_000),
    },
    Budget {
        name: "both programs, for who visits both",
        files: &[
            "learn-*.js",
            "learn-*.wasm",
            "inspect-*.js",
            "inspect-*.wasm",
        ],
        limit: 808_000,
        goal: Some(300_000),
    },
    Budget {
        name: "reader of YAML, loaded by who pastes some",
        files: &["reader-*.js", "reader-*.wasm"],
        limit: 120_000,
        goal: None,
    },
    Budget {
        name: "explainer: text, figures and styles",
        files: &["index.html"],
        limit: 78_000,
        goal: None,
    },
    Budget {
        name: "figures: data, fetched by the program",
        files: &["figures.json"],
        limit: 13_000,
        goal: None,
    },
    Budget {
        name: "sources: text and styles",
        files: &["sources/index.html"],
        limit: 40_000,
        goal: None,
    },
    Budget {
        name: "inspector: page and styles",
        files: &["i/index.html"],
        limit: 21_000,
        goal: None,
    },
    Budget {
        name: "player: page and styles",
        files: &["pull/index.html"],
        limit: 28_000,
        goal: None,
    },
    Budget {
        name: "a page in a frame: figure and styles",
        files: &["embed/match/index.html"],
        limit: 21_000,
        goal: Some(16_000),
    },
    Budget {
        name: "the element for other people's pages",
        files: &["embed.js"],
        limit: 4_096,
        goal: None,
    },
    Budget {
        name: "search index",
        files: &["search.json"],
        limit: 18_000,
        goal: None,
    },
    Budget {
        name: "fonts",
        files: &["*.woff2"],
        limit: 112_640,
        goal: None,
    },
];

/// Writes a `.gz` and a `.br` beside each file that they make smaller, and
/// gives the size table.
///
/// # Errors
///
/// When Node.js is missing or cannot read or write the folder.
pub fn write(workspace: &Workspace, dist: &Path) -> Outcome<Report> {
    let report = Run::new("node")
        .args([workspace.join("build/compress.mjs").as_path(), dist])
        .fix("install Node.js 18 or newer")
        .output()?;
    let report = String::from_utf8(report).while_doing("reading the sizes")?;
    let mut rows = BTreeMap::new();
    let mut files = Vec::new();
    for line in report.lines() {
        let (path, sizes) = parse_line(line)
            .ok_or_else(|| Failure::new(format!("`{line}` is not a line of sizes")))?;
        files.push((path, sizes.brotli));
        rows.entry(row_name(path))
            .or_insert_with(Sizes::default)
            .add(sizes);
    }
    let (budgets, overruns) = weigh(BUDGETS, &files);
    Ok(Report {
        table: table(&rows) + &budgets,
        overruns,
    })
}

/// A line per budget, and those that are overrun.
fn weigh(budgets: &[Budget], files: &[(&str, u64)]) -> (String, Vec<String>) {
    let mut lines = String::from("\nbudget (brotli)                            used       limit\n");
    let mut overruns = Vec::new();
    for Budget {
        name,
        files: own,
        limit,
        goal,
    } in budgets
    {
        let is_own = |path: &str| own.iter().any(|own| fits(path, own));
        let used: u64 = files
            .iter()
            .filter(|(path, _)| is_own(path))
            .map(|(_, bytes)| bytes)
            .sum();
        let short = match goal {
            Some(goal) if used > *goal => format!("  {} above the goal of {goal}", used - goal),
            _ => String::new(),
        };
        writeln!(lines, "{name:36}  {used:>9}   {limit:>9}{short}")
            .expect("writing to a String cannot fail");
        if used > *limit {
            overruns.push(format!("{name}: {used} bytes, {} too many", used - limit));
        }
    }
    (lines, overruns)
}

/// Whether a path is the one that a pattern means.
fn fits(path: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => path
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
        None => path == pattern,
    }
}

/// Reads `path`, raw, gzip and Brotli sizes between tabs.
fn parse_line(line: &str) -> Option<(&str, Sizes)> {
    let mut fields = line.split('\t');
    let path = fields.next()?;
    let mut number = || fields.next()?.parse().ok();
    let sizes = Sizes {
        files: 1,
        raw: number()?,
        gzip: number()?,
        brotli: number()?,
    };
    Some((path, sizes))
}

/// A file at the top is a row of its own; a folder is one row.
fn row_name(path: &str) -> String {
    match path.split_once('/') {
        Some((folder, _)) => format!("{folder}/"),
        None => path.to_owned(),
    }
}

fn table(rows: &BTreeMap<String, Sizes>) -> String {
    let width = rows.keys().map(String::len).max().unwrap_or(0).max(10);
    let mut text = format!(
        "{:width$}  {:>5}  {:>11}  {:>11}  {:>11}\n",
        "file", "files", "raw", "gzip", "brotli"
    );
    let mut total = Sizes::default();
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|(name, sizes)| (std::cmp::Reverse(sizes.brotli), *name));
    for (name, sizes) in rows {
        total.add(*sizes);
        push_row(&mut text, name, *sizes, width);
    }
    push_row(&mut text, "total", total, width);
    text
}

fn push_row(text: &mut String, name: &str, sizes: Sizes, width: usize) {
    let Sizes {
        files,
        raw,
        gzip,
        brotli,
    } = sizes;
    writeln!(
        text,
        "{name:width$}  {files:>5}  {raw:>11}  {gzip:>11}  {brotli:>11}"
    )
    .expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_one_row_and_the_last_row_is_the_total() {
        let mut rows = BTreeMap::new();
        for line in [
            "index.html\t100\t60\t50",
            "samples/a.json\t10\t9\t8",
            "samples/b/c.json\t5\t5\t5",
        ] {
            let (path, sizes) = parse_line(line).unwrap();
            rows.entry(row_name(path))
                .or_insert_with(Sizes::default)
                .add(sizes);
        }
        let text = table(&rows);
        let words: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(words[1], ["index.html", "1", "100", "60", "50"]);
        assert_eq!(words[2], ["samples/", "2", "15", "14", "13"]);
        assert_eq!(words[3], ["total", "3", "115", "74", "63"]);
    }

    #[test]
    fn a_budget_counts_its_own_files_and_says_when_it_is_overrun() {
        let budgets = [
            Budget {
                name: "program",
                files: &["a.*", "*.js"],
                limit: 100,
                goal: Some(60),
            },
            Budget {
                name: "page",
                files: &["index.html"],
                limit: 10,
                goal: None,
            },
        ];
        let files = [
            ("a.wasm", 70),
            ("a.js", 30),
            ("index.html", 11),
            ("i/index.html", 99),
        ];
        let (lines, overruns) = weigh(&budgets, &files);
        assert_eq!(lines.lines().count(), 4);
        assert!(lines.contains("40 above the goal of 60"), "{lines}");
        assert_eq!(overruns, ["page: 11 bytes, 1 too many"]);
    }

    #[test]
    fn a_line_without_all_its_sizes_is_not_read() {
        assert_eq!(parse_line("index.html\t100\t60"), None);
    }
}
