//! `cargo xtask samples`: real images, pushed to a real registry, read back
//! byte for byte into `public/samples/`.
//!
//! The site shows these when no registry can be reached, and the tests use them
//! as fixtures. Everything has a fixed date and order, so the same Debian
//! packages give the same bytes.

mod archive;
mod attestation;
mod busybox;
mod capture;
pub(crate) mod catalog;
mod chart;
pub(crate) mod document;
pub(crate) mod http;
mod image;
pub(crate) mod json;
mod object;
pub(crate) mod packages;
pub(crate) mod registry;
mod windows;

use std::time::{SystemTime, UNIX_EPOCH};

use crate::failure::{Failure, Outcome};
use crate::unknown_argument;
use crate::workspace::Workspace;

/// What `samples` was asked for.
#[derive(Debug, Default)]
pub struct Options {
    /// The date of the capture, `YYYY-MM-DD`; today unless given.
    date: Option<String>,
}

impl Options {
    /// Reads the arguments after `samples`.
    ///
    /// # Errors
    ///
    /// For an unknown argument or something that is not a date.
    pub fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--date" => {
                    let date = args.next().map_or("", String::as_str);
                    if !is_date(date) {
                        let fix = "write it as year, month and day, e.g. --date 2026-01-31";
                        return Err(Failure::new(format!("`{date}` is not a date")).fix(fix));
                    }
                    options.date = Some(date.to_owned());
                }
                other => return Err(unknown_argument(other)),
            }
        }
        Ok(options)
    }
}

/// Builds, pushes and captures all samples.
///
/// # Errors
///
/// When Debian's packages or the registry server are missing, or when what the
/// registry gives back is not what it was given.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome {
    let scratch = workspace.join("target/samples");
    println!("==> Fetching busybox for each machine from Debian");
    let programs = packages::fetch(&scratch.join("packages"))?;
    let catalog = catalog::build(&programs)?;

    println!(
        "==> Pushing {} images to a registry on this machine",
        catalog.len()
    );
    let registry = registry::Registry::start(&scratch.join("registry"))?;
    for sample in &catalog {
        registry.push(sample.repository, sample.tag, &sample.root)?;
    }

    println!("==> Reading them back into public/samples/");
    let date = options.date.clone().unwrap_or_else(today);
    capture::write(
        &registry,
        &catalog,
        &date,
        &workspace.join("public/samples"),
    )
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let all_digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(all_digits)
}

/// The date now, `YYYY-MM-DD`, in UTC.
pub(crate) fn today() -> String {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    date_of_day(since_epoch.as_secs() / 86_400)
}

/// The date of a day counted from 1 January 1970.
fn date_of_day(mut day: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while day >= 365 + u64::from(is_leap(year)) {
        day -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", day + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates_across_leap_years() {
        for (day, date) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
        ] {
            assert_eq!(date_of_day(day), date);
        }
    }

    #[test]
    fn a_date_is_year_month_and_day() {
        assert!(is_date("2026-11-23"));
        for text in ["", "23-11-2026", "2026-11-2x", "2026-11-23-01"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
