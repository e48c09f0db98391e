//! What the tests need from the system: a registry server, a browser, and two
//! programs for private networks. Debian provides all of them; elsewhere an
//! installed Chrome or Playwright's own browser does.

use std::env;
use std::path::{Path, PathBuf};

use crate::process::Run;
use crate::tools::find_on_path;

/// A program that some tests cannot do without.
pub struct Need {
    /// The names that it may have.
    commands: &'static [&'static str],
    /// The Debian package that has it.
    package: &'static str,
}

/// A registry server for the tests of the whole path.
pub const REGISTRY: Need = Need {
    commands: &["docker-registry"],
    package: "docker-registry",
};

/// Sets addresses up in a private network.
pub const NETWORK: Need = Need {
    commands: &["ip"],
    package: "iproute2",
};

/// Makes a private network from which no packet leaves the machine.
pub const NAMESPACES: Need = Need {
    commands: &["unshare"],
    package: "util-linux",
};

const BROWSER: Need = Need {
    commands: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ],
    package: "chromium",
};

const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

impl Need {
    /// Where the program is, after installing it where that can be done.
    ///
    /// # Errors
    ///
    /// The reason, in words, why tests have to do without it.
    pub fn find(&self) -> Result<PathBuf, String> {
        let Self { commands, package } = self;
        if let Some(program) = find_on_path(commands) {
            return Ok(program);
        }
        if can_install() {
            println!("==> {package} is missing: installing Debian's package");
            install(package);
        }
        find_on_path(commands).ok_or_else(|| {
            format!("{package} is not installed (on Debian: apt-get install {package})")
        })
    }
}

/// A Chromium or Chrome to drive; `None` leaves the choice to Playwright.
pub fn browser() -> Option<PathBuf> {
    let chosen = env::var_os("CHROME").map(PathBuf::from);
    let mac = || Some(PathBuf::from(MAC_CHROME)).filter(|path| path.is_file());
    chosen
        .filter(|path| path.is_file())
        .or_else(|| find_on_path(BROWSER.commands))
        .or_else(mac)
        // Elsewhere the package of this name is only a pointer to a snap.
        .or_else(|| is_debian().then(|| BROWSER.find().ok()).flatten())
}

fn can_install() -> bool {
    let is_root = || {
        Run::new("id")
            .args(["-u"])
            .answer()
            .is_some_and(|id| id.trim() == "0")
    };
    Path::new("/etc/debian_version").exists() && find_on_path(&["apt-get"]).is_some() && is_root()
}

fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line == "ID=debian"))
}

/// Tries to install; whoever asked looks again and says what is missing.
fn install(package: &str) {
    let apt = |args: &[&str]| {
        let run = Run::new("apt-get").args(args);
        run.env("DEBIAN_FRONTEND", "noninteractive").run().is_ok()
    };
    let install = ["install", "-y", "-qq", "--no-install-recommends", package];
    // Package lists may be missing in a fresh container or refer to versions
    // that are gone; asking for new ones costs half a minute, so it comes second.
    if !apt(&install) && apt(&["update", "-qq"]) {
        apt(&install);
    }
}
