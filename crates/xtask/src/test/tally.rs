//! Counting tests from what the test runners print.

/// How many tests ended how, and which did not pass at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    /// Tests that exist and did not run.
    pub ignored: u32,
    /// A line for each test that failed, or that passed only when it was tried again.
    pub named: Vec<String>,
    /// What the names under Playwright's last words mean.
    listing: Option<&'static str>,
}

impl Tally {
    /// Counts a line of `cargo test`, such as
    /// `test result: ok. 16 passed; 0 failed; 1 ignored; …`.
    pub fn count_cargo(&mut self, line: &str) {
        if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.named.push(format!("failed: {name}"));
        }
        let Some((_, counts)) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for count in counts.split("; ") {
            match number_and_word(count) {
                Some((n, "passed")) => self.passed += n,
                Some((n, "failed")) => self.failed += n,
                Some((n, "ignored")) => self.ignored += n,
                _ => {}
            }
        }
    }

    /// Counts a line of Playwright's last words, such as `  12 passed (5.0s)`.
    /// A test that passed on its second try passed; the runner names it.
    pub fn count_playwright(&mut self, line: &str) {
        // Below a count stand the names that it counts, further in.
        if let (Some(what), Some(name)) = (self.listing, line.strip_prefix("    ")) {
            self.named
                .push(format!("{what}: {}", name.trim_end_matches([' ', '─'])));
            return;
        }
        let Some((n, words)) = number_and_word(line.trim()) else {
            return;
        };
        self.listing = match words {
            "failed" => Some("failed"),
            "flaky" => Some("passed when tried again"),
            _ => None,
        };
        match words.split(" (").next() {
            Some("passed" | "flaky") => self.passed += n,
            Some("failed" | "interrupted") => self.failed += n,
            Some("skipped" | "did not run") => self.ignored += n,
            _ => {}
        }
    }
}

fn number_and_word(text: &str) -> Option<(u32, &str)> {
    let (number, word) = text.split_once(' ')?;
    Some((number.parse().ok()?, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: fn(&mut Tally, &str), lines: &str, expected: (u32, u32, u32)) {
        let mut tally = Tally::default();
        lines.lines().for_each(|line| count(&mut tally, line));
        assert_eq!((tally.passed, tally.failed, tally.ignored), expected);
    }

    #[test]
    fn every_test_binary_of_cargo_adds_up() {
        check(
            Tally::count_cargo,
            "running 3 tests\ntest a ... ok\n\
             test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
             test result: FAILED. 7 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            (10, 2, 1),
        );
    }

    #[test]
    fn what_playwright_did_not_run_is_not_passed() {
        check(
            Tally::count_playwright,
            "  ok 1 specs/paste.spec.ts:3:1 > 2 passed (x)\n\n  1 failed\n  2 flaky\n  3 skipped\n  4 did not run\n  12 passed (5.0s)",
            (14, 1, 7),
        );
    }

    #[test]
    fn tests_that_did_not_pass_at_once_are_named() {
        let mut tally = Tally::default();
        tally.count_cargo("test verify::keeps ... FAILED");
        tally.count_cargo("test verify::cuts ... ok");
        let last = "    1 failed\n  1 failed\n    specs/a.spec.ts:7:1 › opens ────\n  1 flaky\n    specs/b.spec.ts:3:1 › shuts\n  2 skipped\n    not a name";
        last.lines().for_each(|line| tally.count_playwright(line));
        assert_eq!(
            tally.named,
            [
                "failed: verify::keeps",
                "failed: specs/a.spec.ts:7:1 › opens",
                "passed when tried again: specs/b.spec.ts:3:1 › shuts",
            ]
        );
    }
}
