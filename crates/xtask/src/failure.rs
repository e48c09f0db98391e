//! What went wrong and what to do about it: every failure that a person can
//! repair carries its fix.

use std::fmt;

/// The result of anything a command does.
pub type Outcome<T = ()> = Result<T, Failure>;

/// A failure to show to the person at the desk.
#[derive(Debug)]
pub struct Failure {
    what: String,
    fix: Option<String>,
}

impl Failure {
    /// A failure with no known fix yet.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            fix: None,
        }
    }

    /// The same failure, with what to do about it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        match &self.fix {
            Some(fix) => write!(f, "\n  fix: {}", fix.replace('\n', "\n       ")),
            None => Ok(()),
        }
    }
}

/// Says what was being done when something from the outside failed.
pub trait While<T> {
    /// Turns a foreign error into a [`Failure`] that starts with `what`.
    fn while_doing(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn while_doing(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|err| Failure::new(format!("{what}: {err}")))
    }
}
