//! The steps that need a browser: tests of the built site behind the real
//! proxy, and its speed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::provide;
use super::steps::{Report, report};
use super::tally::Tally;
use crate::dist;
use crate::failure::Outcome;
use crate::process::Run;
use crate::serve;
use crate::tools::{Tools, install_npm_packages};
use crate::workspace::Workspace;

/// Runs the browser tests.
pub fn tests(workspace: &Workspace) -> Outcome<Report> {
    let dir = workspace.join("tests/e2e");
    if !dir.join("playwright.config.ts").is_file() {
        let why = "tests/e2e holds no playwright.config.ts".to_owned();
        return Ok(Report {
            tests: None,
            skipped: vec![why],
        });
    }
    let mut env = built_site(workspace)?;
    let playwright = install_playwright(&dir)?;
    match provide::browser() {
        Some(browser) => env.push(("CHROMIUM", browser.into_os_string())),
        None => install_its_browser(&playwright, &dir)?,
    }
    let mut skipped = Vec::new();
    match provide::REGISTRY.find() {
        Ok(registry) => env.push(("DOCKER_REGISTRY", registry.into_os_string())),
        Err(why) => skipped.push(why),
    }
    let mut tests = Tally::default();
    let succeeded = Run::new(&playwright)
        // Drawing the documentation's pictures is no test.
        .args(["test", "--reporter=list", "--grep-invert=@screenshots"])
        .dir(&dir)
        .envs(&env)
        .watch(|line| tests.count_playwright(line))?;
    report(tests, succeeded, skipped)
}

/// Measures the site's speed; each page is a test.
pub fn speed(workspace: &Workspace) -> Outcome<Report> {
    let mut env = built_site(workspace)?;
    let Some(browser) = any_browser(workspace) else {
        let why = "no Chrome or Chromium could be found or fetched (CHROME may name one)";
        return Ok(Report {
            tests: None,
            skipped: vec![why.to_owned()],
        });
    };
    env.push(("CHROMIUM", browser.into_os_string()));
    let figures = workspace.join("target/lighthouse.json");
    env.push(("LIGHTHOUSE_REPORT", figures.clone().into_os_string()));
    let dir = workspace.join("tests/lighthouse");
    install_npm_packages(&dir, "to measure the site's speed (seconds)", &[])?;
    let mut tests = Tally::default();
    let succeeded = Run::new("node")
        .args(["run.mjs"])
        .dir(&dir)
        .envs(&env)
        .watch(|line| tests.count_playwright(line))?;
    println!("==> Every figure is in {}", figures.display());
    report(tests, succeeded, Vec::new())
}

/// Opens figures in documentation sites that their own generators build.
pub fn embeds(workspace: &Workspace) -> Outcome<Report> {
    let dir = workspace.join("tests/embed-lab");
    let mut env = built_site(workspace)?;
    let playwright = install_playwright(&dir)?;
    match provide::browser() {
        Some(browser) => env.push(("CHROMIUM", browser.into_os_string())),
        None => install_its_browser(&playwright, &dir)?,
    }
    let mut tests = Tally::default();
    let succeeded = Run::new("node")
        .args(["run.mjs", "--reporter=list"])
        .dir(&dir)
        .envs(&env)
        .watch(|line| tests.count_playwright(line))?;
    report(tests, succeeded, Vec::new())
}

/// Builds what a browser is shown, and says where it is.
fn built_site(workspace: &Workspace) -> Outcome<Vec<(&'static str, OsString)>> {
    let tools = Tools::ready(workspace)?;
    dist::build(workspace, &tools, &dist::Options::default())?;
    serve::build_proxy(workspace)?;
    Ok(vec![
        ("TAGPRISM_PROXY", workspace.proxy().into_os_string()),
        ("TAGPRISM_DIST", workspace.join("dist").into_os_string()),
    ])
}

/// A browser of this machine, or Playwright's own, which the browser tests
/// have fetched or which is fetched now.
fn any_browser(workspace: &Workspace) -> Option<PathBuf> {
    provide::browser().or_else(|| {
        let dir = workspace.join("tests/e2e");
        let playwright = install_playwright(&dir).ok()?;
        install_its_browser(&playwright, &dir).ok()?;
        let ask = "console.log(require('@playwright/test').chromium.executablePath())";
        let answer = Run::new("node").args(["-e", ask]).dir(&dir).answer()?;
        Some(PathBuf::from(answer.trim())).filter(|path| path.is_file())
    })
}

fn install_playwright(dir: &Path) -> Outcome<PathBuf> {
    let no_download = ("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", OsString::from("1"));
    install_npm_packages(dir, "for the browser tests (seconds)", &[no_download])?;
    Ok(dir.join("node_modules/.bin/playwright"))
}

fn install_its_browser(playwright: &Path, dir: &Path) -> Outcome {
    println!("==> No Chrome or Chromium here: installing Playwright's own (a minute)");
    Run::new(playwright)
        .args(["install", "chromium"])
        .dir(dir)
        .fix("install Chrome, or set CHROME to the path of a Chromium")
        .run()
}
