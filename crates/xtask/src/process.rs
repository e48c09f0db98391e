//! Running other programs: every command line is shown before it runs, and a
//! failure says which program, how it ended, and what to do.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome, While};

/// A command line to run.
pub struct Run {
    command: Command,
    shown: String,
    fix: Option<String>,
}

impl Run {
    /// A call of `program`, looked up on the `PATH` given by [`Run::env`] if any.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let shown = Path::new(program).file_name().unwrap_or(program);
        let mut command = Command::new(program);
        // What `cargo run` says about this program is wrong for every other one;
        // some build scripts watch these and would compile again each time.
        for (name, _) in std::env::vars_os() {
            if is_about_this_package(&name.to_string_lossy()) {
                command.env_remove(name);
            }
        }
        Self {
            command,
            shown: shown.to_string_lossy().into_owned(),
            fix: None,
        }
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets several environment variables.
    pub fn envs(mut self, variables: &[(&'static str, OsString)]) -> Self {
        for (name, value) in variables {
            self.command.env(name, value);
        }
        self
    }

    /// Runs in this folder.
    pub fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What to do when this fails.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Runs to the end, with the program's output going to the terminal.
    ///
    /// # Errors
    ///
    /// When the program cannot start or ends with a failure.
    pub fn run(mut self) -> Outcome {
        self.show();
        let status = self
            .command
            .status()
            .map_err(|err| self.not_started(&err))?;
        if status.success() {
            Ok(())
        } else {
            Err(self.with_fix(Failure::new(format!(
                "`{}` ended with {status}",
                self.shown
            ))))
        }
    }

    /// Runs to the end and hands over each line of standard output as it comes,
    /// after printing it. Answers whether the program succeeded.
    ///
    /// # Errors
    ///
    /// When the program cannot start or its output cannot be read.
    pub fn watch(mut self, mut line: impl FnMut(&str)) -> Outcome<bool> {
        self.show();
        self.command.stdout(Stdio::piped());
        let mut child = self.command.spawn().map_err(|err| self.not_started(&err))?;
        if let Some(stdout) = child.stdout.take() {
            let mut stdout = BufReader::new(stdout);
            let mut bytes = Vec::new();
            while stdout
                .read_until(b'\n', &mut bytes)
                .while_doing(&self.shown)?
                > 0
            {
                let text = String::from_utf8_lossy(&bytes);
                let text = text.trim_end_matches(['\r', '\n']);
                println!("{text}");
                line(text);
                bytes.clear();
            }
        }
        let status = child.wait().while_doing(&self.shown)?;
        Ok(status.success())
    }

    /// Runs quietly and gives standard output, or `None` when the program is
    /// missing or fails: for questions such as `--version`.
    pub fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(text)
    }

    /// Runs quietly and gives standard output.
    ///
    /// # Errors
    ///
    /// When the program cannot start or ends with a failure; the message holds
    /// what it wrote to standard error.
    pub fn output(mut self) -> Outcome<Vec<u8>> {
        let output = self
            .command
            .output()
            .map_err(|err| self.not_started(&err))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        let what = format!(
            "`{}` ended with {}: {}",
            self.shown,
            output.status,
            stderr.trim()
        );
        Err(self.with_fix(Failure::new(what)))
    }

    /// Becomes the program where the system can do that, so that Ctrl-C and
    /// every other signal reach it and nothing is left running.
    ///
    /// # Errors
    ///
    /// When the program cannot start or ends with a failure.
    pub fn hand_over(self) -> Outcome {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            self.show();
            let mut run = self;
            let err = run.command.exec();
            Err(run.not_started(&err))
        }
        #[cfg(not(unix))]
        self.run()
    }

    /// Starts the program and leaves it running beside this one.
    ///
    /// # Errors
    ///
    /// When the program cannot start.
    pub fn start(mut self) -> Outcome<Companion> {
        self.show();
        let child = self.command.spawn().map_err(|err| self.not_started(&err))?;
        Ok(Companion(child))
    }

    /// Starts the program with no output, for servers that only we talk to.
    ///
    /// # Errors
    ///
    /// When the program cannot start.
    pub fn start_quietly(mut self) -> Outcome<Companion> {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self.start()
    }

    fn show(&self) {
        println!("$ {}", self.shown);
    }

    fn not_started(&self, err: &std::io::Error) -> Failure {
        let program = self.shown.split(' ').next().unwrap_or_default();
        let what = match err.kind() {
            ErrorKind::NotFound => format!("`{program}` is not installed or not on PATH"),
            _ => format!("`{program}` could not start: {err}"),
        };
        self.with_fix(Failure::new(what))
    }

    fn with_fix(&self, failure: Failure) -> Failure {
        match &self.fix {
            Some(fix) => failure.fix(fix),
            None => failure,
        }
    }
}

fn is_about_this_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
        || [
            "CARGO_BIN_NAME",
            "CARGO_CRATE_NAME",
            "CARGO_PRIMARY_PACKAGE",
        ]
        .contains(&variable)
}

/// A program that runs beside this one and ends with it.
pub struct Companion(std::process::Child);

impl Companion {
    /// Whether the program has ended already.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        // Both fail only when the program has ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_a_person_reach_the_programs_and_our_own_names_do_not() {
        assert!(is_about_this_package("CARGO_MANIFEST_DIR"));
        assert!(is_about_this_package("CARGO_PKG_NAME"));
        for setting in [
            "CARGO_HOME",
            "CARGO_TARGET_DIR",
            "CARGO_PROFILE_DEV_DEBUG",
            "CARGO",
        ] {
            assert!(!is_about_this_package(setting), "{setting}");
        }
    }

    #[test]
    fn a_missing_program_is_named_with_the_fix() {
        let failure = Run::new("tagprism-no-such-program")
            .fix("install it")
            .run()
            .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "error: `tagprism-no-such-program` is not installed or not on PATH\n  fix: install it"
        );
    }
}
