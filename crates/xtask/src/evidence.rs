//! `cargo xtask evidence`: what the figures about machine code, starting a
//! program and asking a registry show, measured anew with real compilers, a real
//! kernel and a real registry.
//!
//! The results are committed under `crates/figures/data/`, so neither a build nor
//! CI needs the compilers. With `--check` nothing is written: the measurement is
//! compared with the committed file where the same tools are installed.

mod carriers;
mod disassembly;
mod elf;
mod encodings;
mod exchanges;
mod isa;
mod lines;
mod loader;
mod programs;
mod registers;
mod roots;

use std::fs;

use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::tools::find_on_path;
use crate::unknown_argument;
use crate::workspace::Workspace;

/// One measurement and the file that keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    Encodings,
    Exchanges,
    Loader,
}

impl Evidence {
    const ALL: [Self; 3] = [Self::Encodings, Self::Exchanges, Self::Loader];

    fn name(self) -> &'static str {
        match self {
            Self::Encodings => "encodings",
            Self::Exchanges => "exchanges",
            Self::Loader => "loader",
        }
    }

    fn file(self) -> String {
        format!("crates/figures/data/{}.json", self.name())
    }

    /// The programs it calls, each with the Debian package that has it.
    fn tools(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Encodings => encodings::TOOLS,
            Self::Exchanges => exchanges::TOOLS,
            Self::Loader => loader::TOOLS,
        }
    }

    /// What keeps it from being measured on this machine, if anything.
    fn hindrance(self) -> Option<Failure> {
        let missing: Vec<_> = self
            .tools()
            .iter()
            .filter(|(program, _)| find_on_path(&[program]).is_none())
            .copied()
            .collect();
        if !missing.is_empty() {
            let mut packages: Vec<_> = missing.iter().map(|(_, package)| *package).collect();
            packages.dedup();
            let fix = format!("on Debian: apt-get install {}", packages.join(" "));
            return Some(Failure::new(format!("{} missing here", names(&missing))).fix(fix));
        }
        (self == Self::Loader && !loader::may_change_root()).then(|| {
            Failure::new("only root may start a program in another root folder")
                .fix("run this as root on a machine that nobody else needs")
        })
    }

    fn measure(self, workspace: &Workspace) -> Outcome<String> {
        let scratch = workspace.target().join(format!("evidence/{}", self.name()));
        fs::create_dir_all(&scratch).while_doing(format!("making {}", scratch.display()))?;
        match self {
            Self::Encodings => encodings::measure(&scratch),
            Self::Exchanges => {
                exchanges::measure(&workspace.join("target/samples/packages"), &scratch)
            }
            Self::Loader => loader::measure(&scratch),
        }
    }
}

/// What `evidence` was asked for.
#[derive(Debug)]
pub struct Options {
    wanted: Vec<Evidence>,
    check: bool,
}

impl Options {
    /// Reads the arguments after `evidence`.
    ///
    /// # Errors
    ///
    /// For an unknown argument.
    pub fn parse(args: &[String]) -> Outcome<Self> {
        let mut wanted = Vec::new();
        let mut check = false;
        for arg in args {
            let named = Evidence::ALL.into_iter().find(|one| one.name() == arg);
            match (named, arg.as_str()) {
                (Some(evidence), _) => wanted.push(evidence),
                (None, "--check") => check = true,
                (None, other) => return Err(unknown_argument(other)),
            }
        }
        if wanted.is_empty() {
            wanted = Evidence::ALL.to_vec();
        }
        Ok(Self { wanted, check })
    }
}

/// Measures what was asked for, and writes or compares it. Answers whether
/// everything that could be compared is as committed.
///
/// # Errors
///
/// When a tool is missing (unless only comparing), when a tool answers in a way
/// that is not understood, or when two ways of finding out disagree.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome<bool> {
    let mut same = true;
    for &evidence in &options.wanted {
        println!("==> {}", evidence.name());
        let path = workspace.join(&evidence.file());
        match (options.check, evidence.hindrance()) {
            (true, Some(hindrance)) => {
                println!("not compared\n{hindrance}");
                continue;
            }
            (true, None) => {
                let committed = fs::read_to_string(&path)
                    .while_doing(format!("reading {}", evidence.file()))?;
                same &= compare(evidence, &committed, &evidence.measure(workspace)?);
                continue;
            }
            (false, Some(hindrance)) => return Err(hindrance),
            (false, None) => {}
        }
        let text = evidence.measure(workspace)?;
        fs::write(&path, &text).while_doing(format!("writing {}", evidence.file()))?;
        println!("{}: {} bytes", evidence.file(), text.len());
    }
    Ok(same)
}

fn names(tools: &[(&str, &str)]) -> String {
    let names: Vec<_> = tools.iter().map(|(name, _)| format!("`{name}`")).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", names.join(", "))
}

/// Compares all lines but those that say when and on which kernel. Other tools
/// may rightly give other results, so then nothing is compared.
fn compare(evidence: Evidence, committed: &str, measured: &str) -> bool {
    let of = |text: &str, key: &str| -> Vec<String> {
        let starts = format!("\"{key}\":");
        text.lines()
            .filter(|line| line.starts_with(&starts))
            .map(str::to_owned)
            .collect()
    };
    if of(committed, "tools") != of(measured, "tools") {
        println!("not compared: the committed file was made with other versions of the tools");
        return true;
    }
    let varies = |line: &&str| {
        ["\"captured\":", "\"kernel\":"]
            .iter()
            .any(|key| line.starts_with(key))
    };
    let mut old = committed.lines().filter(|line| !varies(line));
    let mut new = measured.lines().filter(|line| !varies(line));
    loop {
        match (old.next(), new.next()) {
            (None, None) => {
                println!("as committed");
                return true;
            }
            (left, right) if left == right => {}
            (left, right) => {
                println!(
                    "{} differs\n  committed: {}\n  measured:  {}",
                    evidence.file(),
                    left.unwrap_or("(ends here)"),
                    right.unwrap_or("(ends here)")
                );
                return false;
            }
        }
    }
}

/// The first line that a program says about its version.
fn version_of(program: &str, args: &[&str]) -> Outcome<String> {
    let answer = Run::new(program).args(args).output()?;
    let text = String::from_utf8_lossy(&answer);
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| line.contains(|it: char| it.is_ascii_digit()))
        .unwrap_or_default();
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn without_a_name_everything_is_measured() {
        let options = Options::parse(&words("--check")).unwrap();
        assert!(options.check);
        assert_eq!(options.wanted, Evidence::ALL);
        let options = Options::parse(&words("loader")).unwrap();
        assert_eq!(options.wanted, [Evidence::Loader]);
        assert!(Options::parse(&words("weather")).is_err());
    }

    #[test]
    fn another_date_is_no_difference_and_another_byte_is() {
        let old = "{\n\"captured\":\"2026-01-01\",\n\"tools\":\"clang 14\",\n\"bytes\":\"c3\"\n}\n";
        let later = old.replace("2026-01-01", "2026-02-02");
        assert!(compare(Evidence::Encodings, old, &later));
        assert!(!compare(Evidence::Encodings, old, &old.replace("c3", "c2")));
        let newer_tools = old.replace("clang 14", "clang 19").replace("c3", "c2");
        assert!(compare(Evidence::Encodings, old, &newer_tools));
    }

    #[test]
    fn missing_tools_are_named_with_the_right_verb() {
        assert_eq!(names(&[("clang", "clang")]), "`clang` is");
        assert_eq!(names(&[("a", "p"), ("b", "q")]), "`a`, `b` are");
    }
}
