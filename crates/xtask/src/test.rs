//! `cargo xtask test`: everything that CI checks, in the order in which a
//! mistake is cheapest to find.

mod browser;
mod provide;
mod steps;
mod tally;

use std::time::Instant;

use crate::failure::Outcome;
use crate::unknown_argument;
use crate::workspace::Workspace;
use steps::{Report, STEPS, Step};

/// What `test` was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Names of steps; empty means all.
    only: Vec<String>,
    list: bool,
}

impl Options {
    /// Reads the arguments after `test`.
    ///
    /// # Errors
    ///
    /// For an unknown argument or a step that does not exist.
    pub fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut args = args.iter().peekable();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--list" => options.list = true,
                "--only" => {
                    while let Some(names) = args.next_if(|arg| !arg.starts_with("--")) {
                        options.only.extend(names.split(',').map(str::to_owned));
                    }
                }
                other => return Err(unknown_argument(other)),
            }
        }
        match options
            .only
            .iter()
            .find(|&name| STEPS.iter().all(|step| step.name != name))
        {
            Some(unknown) => {
                Err(unknown_argument(unknown).fix("cargo xtask test --list names the steps"))
            }
            None => Ok(options),
        }
    }
}

/// Runs the steps and prints the summary; answers whether all of them passed.
///
/// # Errors
///
/// None so far: a step that fails is part of the summary.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome<bool> {
    let chosen = STEPS.iter().filter(|step| {
        options.only.is_empty() || options.only.iter().any(|name| name == step.name)
    });
    if options.list {
        chosen.for_each(|step| println!("{:<12} {}", step.name, step.about));
        return Ok(true);
    }
    // Where CI looks, nothing may be left out unseen.
    let skipping_fails = std::env::var_os("CI").is_some_and(|value| value == "true");
    let results: Vec<Finished> = chosen
        .map(|step| Finished::of(step, workspace, skipping_fails))
        .collect();
    summarize(&results);
    Ok(results.iter().all(|result| result.failed == 0))
}

/// A step that has run.
struct Finished {
    name: &'static str,
    secs: f64,
    passed: u32,
    failed: u32,
    remarks: Vec<String>,
    /// Tests that did not pass at once.
    named: Vec<String>,
}

impl Finished {
    fn of(step: &Step, workspace: &Workspace, skipping_fails: bool) -> Self {
        println!("\n=== {}: {}", step.name, step.about);
        let started = Instant::now();
        let report = (step.run)(workspace);
        let mut finished = Self::judge(step.name, report, skipping_fails);
        finished.secs = started.elapsed().as_secs_f64();
        finished
    }

    fn judge(name: &'static str, report: Outcome<Report>, skipping_fails: bool) -> Self {
        let mut finished = Self {
            name,
            secs: 0.0,
            passed: 0,
            failed: 0,
            remarks: Vec::new(),
            named: Vec::new(),
        };
        match report {
            Err(failure) => {
                println!("{failure}");
                finished.failed = 1;
                let text = failure.to_string();
                finished
                    .remarks
                    .extend(text.lines().next().map(str::to_owned));
            }
            Ok(Report { tests, skipped }) => {
                match tests {
                    Some(tests) => {
                        (finished.passed, finished.failed) = (tests.passed, tests.failed);
                        finished.named = tests.named;
                    }
                    // A step without tests of its own counts as one.
                    None => finished.passed = u32::from(skipped.is_empty()),
                }
                if skipping_fails {
                    finished.failed += u32::try_from(skipped.len()).unwrap_or(u32::MAX);
                }
                finished.remarks = skipped
                    .iter()
                    .map(|why| format!("skipped: {why}"))
                    .collect();
            }
        }
        finished
    }

    fn result(&self) -> &'static str {
        match (self.passed, self.failed) {
            (0, 0) => "skipped",
            (_, 0) if !self.remarks.is_empty() => "partly",
            (_, 0) => "passed",
            _ => "FAILED",
        }
    }
}

fn summarize(results: &[Finished]) {
    println!(
        "\n{:<12} {:<8} {:>6} {:>6} {:>8}",
        "step", "result", "passed", "failed", "seconds"
    );
    for result in results {
        let Finished {
            name,
            secs,
            passed,
            failed,
            remarks,
            named,
        } = result;
        println!(
            "{name:<12} {:<8} {passed:>6} {failed:>6} {secs:>8.1}",
            result.result()
        );
        for remark in remarks.iter().chain(named) {
            println!("{:<12} {remark}", "");
        }
    }
    let passed: u32 = results.iter().map(|result| result.passed).sum();
    let failed: u32 = results.iter().map(|result| result.failed).sum();
    println!("\n{passed} passed, {failed} failed");
}

#[cfg(test)]
mod tests {
    use super::tally::Tally;
    use super::*;
    use crate::failure::Failure;

    #[track_caller]
    fn check(report: Outcome<Report>, skipping_fails: bool, expected: (u32, u32, &str)) {
        let finished = Finished::judge("step", report, skipping_fails);
        let found = (finished.passed, finished.failed, finished.result());
        assert_eq!(found, expected);
    }

    fn tally(passed: u32, failed: u32) -> Option<Tally> {
        let mut tally = Tally::default();
        (tally.passed, tally.failed) = (passed, failed);
        Some(tally)
    }

    fn skipped(tests: Option<Tally>) -> Outcome<Report> {
        Ok(Report {
            tests,
            skipped: vec!["no browser".into()],
        })
    }

    #[test]
    fn a_step_counts_its_tests_or_else_as_one() {
        check(Ok(Report::default()), false, (1, 0, "passed"));
        check(
            Ok(Report {
                tests: tally(12, 0),
                skipped: vec![],
            }),
            false,
            (12, 0, "passed"),
        );
        check(
            Ok(Report {
                tests: tally(11, 1),
                skipped: vec![],
            }),
            false,
            (11, 1, "FAILED"),
        );
        check(Err(Failure::new("it broke")), false, (0, 1, "FAILED"));
    }

    #[test]
    fn a_skip_is_said_at_the_desk_and_fails_in_ci() {
        check(skipped(None), false, (0, 0, "skipped"));
        check(skipped(None), true, (0, 1, "FAILED"));
        check(skipped(tally(5, 0)), false, (5, 0, "partly"));
        check(skipped(tally(5, 0)), true, (5, 1, "FAILED"));
    }

    #[test]
    fn only_takes_several_names_and_refuses_unknown_ones() {
        let args = |args: &[&str]| args.iter().map(|&arg| arg.to_owned()).collect::<Vec<_>>();
        let options = Options::parse(&args(&["--only", "fmt,clippy", "docs"])).unwrap();
        assert_eq!(options.only, ["fmt", "clippy", "docs"]);
        let failure = Options::parse(&args(&["--only", "format"])).unwrap_err();
        assert!(
            failure
                .to_string()
                .starts_with("error: `format` is not known here")
        );
    }
}
