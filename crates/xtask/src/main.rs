//! The project's commands. `cargo xtask` is the alias for them; both a
//! person at a desk and the checks in CI go through here.
//!
//! Only the standard library and a few small crates, so that a fresh clone
//! waits seconds for this and not minutes.

mod debian;
mod dist;
mod evidence;
mod failure;
mod process;
mod samples;
mod serve;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use workspace::Workspace;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--dev] [-- FLAGS]   set up what is missing, build, and run the site with its proxy;
                                        FLAGS go to the proxy, e.g. -- --registry dev=http://127.0.0.1:5000
  test  [--only NAME[,NAME]] [--list]   everything that CI checks
  dist  [--base /PATH/]                 the release site in dist/, compressed, with a size table
  samples [--date YYYY-MM-DD]           rebuild the sample images and capture them into public/samples/
  evidence [encodings|exchanges|loader] [--check]
                                        measure again what the figures show, or compare it with what is committed
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        // Already told, with its own last line.
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command; answers whether what it checks is in order.
fn run(args: &[String]) -> Outcome<bool> {
    let Some((command, rest)) = args.split_first() else {
        print!("{USAGE}");
        return Ok(true);
    };
    let workspace = Workspace::find()?;
    match command.as_str() {
        "evidence" => return evidence::run(&workspace, &evidence::Options::parse(rest)?),
        "test" => return test::run(&workspace, &test::Options::parse(rest)?),
        "serve" => serve::run(&workspace, &serve::Options::parse(rest)?)?,
        "dist" => dist::run(&workspace, &dist::Options::parse(rest)?)?,
        "samples" => samples::run(&workspace, &samples::Options::parse(rest)?)?,
        "help" | "--help" | "-h" => print!("{USAGE}"),
        other => return Err(unknown_argument(other)),
    }
    Ok(true)
}

/// The one answer to an argument that no command knows.
fn unknown_argument(argument: &str) -> Failure {
    Failure::new(format!("`{argument}` is not known here")).fix(USAGE.trim_end())
}
