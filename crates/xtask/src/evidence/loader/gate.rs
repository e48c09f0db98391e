//! The gates between `execve` and the first line of a program.

use crate::evidence::elf::Facts;
use crate::evidence::roots::Root;
use crate::failure::Outcome;

/// Where a start ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// The first bytes name no kind of program that the kernel knows.
    Magic,
    /// The ELF header names another machine.
    Machine,
    /// The file that the program names to open it is not there.
    Interpreter,
    /// A library is not there.
    Libraries,
    /// A library is there in a version that is too old.
    Versions,
    /// None stopped it.
    Runs,
}

/// `EM_X86_64`, the machine that the experiment runs on.
const HOST_MACHINE: u16 = 62;

impl Gate {
    /// The name in the committed file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Magic => "magic",
            Self::Machine => "machine",
            Self::Interpreter => "interpreter",
            Self::Libraries => "libraries",
            Self::Versions => "versions",
            Self::Runs => "runs",
        }
    }

    /// The gate behind what was printed, or `None` when it is none of the known
    /// endings. ENOEXEC alone cannot tell an unknown magic from another machine;
    /// every program here has a known magic.
    pub fn observed(ending: Ending, said: &str, word: &str) -> Option<Self> {
        let says = |words: &str| said.contains(words);
        match ending {
            Ending::Refused(ENOENT) => Some(Self::Interpreter),
            Ending::Refused(ENOEXEC) => Some(Self::Machine),
            Ending::Exit(0) => (said == word).then_some(Self::Runs),
            Ending::Exit(_) if says("not found (required by") => Some(Self::Versions),
            Ending::Exit(_) if says("error while loading shared libraries") => {
                Some(Self::Libraries)
            }
            _ => None,
        }
    }
}

const ENOENT: i32 = 2;
const ENOEXEC: i32 = 8;

/// How a start ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `execve` failed with this error number.
    Refused(i32),
    /// The program, or its loader, ended with this status.
    Exit(i32),
}

impl Ending {
    /// The ending behind the starter's exit status; a signal counts as 255.
    pub fn of(code: Option<i32>) -> Self {
        match code.unwrap_or(255) {
            code @ 201..=254 => Self::Refused(code - 200),
            code => Self::Exit(code),
        }
    }
}

/// The gate at which this program must end in this root, by the files alone.
///
/// # Errors
///
/// When a library of the root cannot be read.
pub fn expected(facts: &Facts, root: &Root) -> Outcome<Gate> {
    let is_script = facts.head.starts_with(b"#!");
    if !is_script {
        match facts.machine() {
            None => return Ok(Gate::Magic),
            Some(HOST_MACHINE) => {}
            Some(_) => return Ok(Gate::Machine),
        }
    }
    let Some(interpreter) = &facts.interpreter else {
        return Ok(Gate::Runs);
    };
    if !root.has(interpreter) {
        return Ok(Gate::Interpreter);
    }
    // musl's loader is its C library, under whichever name a program asks for it.
    let is_there = |name: &String| {
        root.library(name).is_some() || (interpreter.contains("/ld-musl-") && name == "libc.so")
    };
    if !facts.needed.iter().all(is_there) {
        return Ok(Gate::Libraries);
    }
    if facts.glibc > root.glibc()? {
        return Ok(Gate::Versions);
    }
    Ok(Gate::Runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: i32, said: &str, gate: Option<Gate>) {
        let ending = Ending::of(Some(code));
        assert_eq!(Gate::observed(ending, said, "hello"), gate, "{said}");
    }

    #[test]
    fn every_ending_has_its_gate_and_an_unknown_one_has_none() {
        check(0, "hello", Some(Gate::Runs));
        check(0, "", None);
        check(208, "exec /app: exec format error", Some(Gate::Machine));
        let said = "exec /app: no such file or directory";
        check(202, said, Some(Gate::Interpreter));
        check(213, "exec /app: permission denied", None);
        let said = "/app: error while loading shared libraries: libc.so.6: cannot open shared \
                    object file: No such file or directory";
        check(127, said, Some(Gate::Libraries));
        let said = "/app: /lib/libc.so.6: version `GLIBC_2.34' not found (required by /app)";
        check(1, said, Some(Gate::Versions));
        check(255, "", None);
    }
}
