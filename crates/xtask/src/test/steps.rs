//! The steps, one function each.

use super::tally::Tally;
use super::{browser, provide};
use crate::dist;
use crate::failure::{Failure, Outcome};
use crate::process::Run;
use crate::workspace::Workspace;

/// Something that CI checks.
pub struct Step {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it checks.
    pub about: &'static str,
    /// Checks it.
    pub run: fn(&Workspace) -> Outcome<Report>,
}

/// What a step that came to its end has to say.
#[derive(Debug, Default)]
pub struct Report {
    /// The tests it ran, if it ran tests.
    pub tests: Option<Tally>,
    /// What it left out, and why.
    pub skipped: Vec<String>,
}

/// All steps in order: quick ones first, those that need a built site last.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "formatting",
        run: fmt,
    },
    Step {
        name: "clippy",
        about: "lints, every target on this machine",
        run: clippy,
    },
    Step {
        name: "clippy-wasm",
        about: "lints of the app as WebAssembly",
        run: clippy_wasm,
    },
    Step {
        name: "unit",
        about: "unit and integration tests of every crate",
        run: unit,
    },
    Step {
        name: "core",
        about: "the core crate tested alone, with only its own features",
        run: core,
    },
    Step {
        name: "docs",
        about: "API documentation without warnings",
        run: docs,
    },
    Step {
        name: "fuzz",
        about: "the fuzz targets compile",
        run: fuzz,
    },
    Step {
        name: "site",
        about: "the release site builds",
        run: site,
    },
    Step {
        name: "browser",
        about: "the site in a real browser, behind the real proxy",
        run: browser::tests,
    },
    Step {
        name: "embed-lab",
        about: "figures in documentation sites, from another origin",
        run: browser::embeds,
    },
    Step {
        name: "lighthouse",
        about: "the site's speed, as a report with loose limits",
        run: browser::speed,
    },
];

fn cargo(workspace: &Workspace) -> Run {
    // Nobody looks at a debugger here, and without its data builds are smaller and quicker.
    Run::new("cargo")
        .dir(workspace.root())
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
}

fn fmt(workspace: &Workspace) -> Outcome<Report> {
    cargo(workspace)
        .args(["fmt", "--all", "--check"])
        .fix("cargo fmt --all")
        .run()?;
    Ok(Report::default())
}

fn clippy(workspace: &Workspace) -> Outcome<Report> {
    cargo(workspace)
        .args(["clippy", "--locked", "--workspace", "--all-targets"])
        .args(["--", "--deny", "warnings"])
        .run()?;
    Ok(Report::default())
}

fn clippy_wasm(workspace: &Workspace) -> Outcome<Report> {
    crate::tools::add_wasm_target(workspace)?;
    cargo(workspace)
        .args(["clippy", "--locked", "--package", "tagprism"])
        .args([
            "--target",
            "wasm32-unknown-unknown",
            "--",
            "--deny",
            "warnings",
        ])
        .run()?;
    Ok(Report::default())
}

fn unit(workspace: &Workspace) -> Outcome<Report> {
    let mut skipped = Vec::new();
    let mut found = Vec::new();
    for (need, variable) in [
        (provide::REGISTRY, Some("DOCKER_REGISTRY")),
        (provide::NETWORK, None),
        (provide::NAMESPACES, None),
    ] {
        match need.find() {
            Ok(program) => found.extend(variable.map(|name| (name, program.into_os_string()))),
            Err(why) => skipped.push(why),
        }
    }
    let mut tests = Tally::default();
    let succeeded = cargo(workspace)
        .args(["test", "--locked", "--workspace", "--no-fail-fast"])
        .envs(&found)
        .watch(|line| tests.count_cargo(line))?;
    report(tests, succeeded, skipped)
}

fn core(workspace: &Workspace) -> Outcome<Report> {
    // These tests were counted in the step before; here they are one check.
    cargo(workspace)
        .args(["test", "--locked", "--quiet", "--package", "tagprism-core"])
        .run()?;
    Ok(Report::default())
}

fn docs(workspace: &Workspace) -> Outcome<Report> {
    cargo(workspace)
        .args(["doc", "--locked", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "--deny warnings")
        .run()?;
    Ok(Report::default())
}

fn fuzz(workspace: &Workspace) -> Outcome<Report> {
    cargo(workspace)
        .args(["check", "--locked", "--manifest-path", "fuzz/Cargo.toml"])
        .env("CARGO_TARGET_DIR", workspace.target().join("fuzz"))
        // Checking links nothing, so the fuzzer's own C++ need not be compiled.
        .env(
            "CUSTOM_LIBFUZZER_PATH",
            workspace.target().join("not-linked.a"),
        )
        .run()?;
    Ok(Report::default())
}

fn site(workspace: &Workspace) -> Outcome<Report> {
    dist::run(workspace, &dist::Options::default())?;
    Ok(Report::default())
}

/// The report of a test runner; one that fails without a failed test, for
/// example because nothing compiled, is a failure of the step.
pub(super) fn report(tests: Tally, succeeded: bool, mut skipped: Vec<String>) -> Outcome<Report> {
    if !succeeded && tests.failed == 0 {
        return Err(Failure::new(
            "the test runner failed before or after its tests",
        ));
    }
    if tests.ignored > 0 {
        skipped.push(format!("{} tests exist and did not run", tests.ignored));
    }
    Ok(Report {
        tests: Some(tests),
        skipped,
    })
}
