//! What a build needs beyond cargo: the WebAssembly target, Trunk, the
//! wasm-bindgen command of the locked version, and two packages from npm.
//! Everything lands inside the checkout; nothing on the machine changes
//! except the toolchain's own target.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::workspace::Workspace;

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const TRUNK_VERSION: &str = "0.21.14";

/// Settings under which the tools compile: they run for seconds, so the time
/// is better saved in the compiler.
const CHEAP_RELEASE: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// The tools, all there and in the right versions.
pub struct Tools {
    path: OsString,
}

impl Tools {
    /// Finds each tool, installs those that are missing, and says which and why.
    ///
    /// # Errors
    ///
    /// When one is missing and cannot be installed, for example offline.
    pub fn ready(workspace: &Workspace) -> Outcome<Self> {
        add_wasm_target(workspace)?;
        let root = workspace.join("target/tools");
        let build = workspace.join("build");
        let mut folders = vec![root.join("bin"), build.join("node_modules/.bin")];
        folders.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let path = std::env::join_paths(folders).while_doing("putting PATH together")?;

        let wanted = [
            CargoTool {
                package: "trunk",
                command: "trunk",
                version: TRUNK_VERSION.to_owned(),
                takes: "3 to 6 minutes on two cores",
            },
            CargoTool {
                package: "wasm-bindgen-cli",
                command: "wasm-bindgen",
                version: workspace.locked_version("wasm-bindgen")?,
                takes: "2 to 3 minutes on two cores",
            },
        ];
        let missing: Vec<_> = wanted.iter().filter(|tool| !tool.is_on(&path)).collect();
        for tool in &missing {
            tool.install(workspace, &root)?;
        }
        if !missing.is_empty() {
            // Hundreds of megabytes that nothing needs again; a rebuild only costs time.
            let _ = fs::remove_dir_all(root.join("build"));
        }
        install_npm_packages(&build, "to shrink the built site (seconds)", &[])?;
        Ok(Self { path })
    }

    /// A call of one of the tools, which in turn finds the others.
    ///
    /// # Errors
    ///
    /// When it is not where the installation should have put it.
    pub fn command(&self, name: &str) -> Outcome<Run> {
        locate(&self.path, name)
            .map(|program| Run::new(program).env("PATH", &self.path))
            .ok_or_else(|| Failure::new(format!("`{name}` is not where it was installed")))
    }
}

struct CargoTool {
    package: &'static str,
    command: &'static str,
    version: String,
    takes: &'static str,
}

impl CargoTool {
    fn is_on(&self, path: &OsString) -> bool {
        locate(path, self.command)
            .and_then(|program| Run::new(program).args(["--version"]).answer())
            .is_some_and(|answer| is_version(&answer, &self.version))
    }

    fn install(&self, workspace: &Workspace, root: &Path) -> Outcome {
        let Self {
            package,
            command,
            version,
            takes,
        } = self;
        println!(
            "==> `{command}` {version} is not here yet: building it once into target/tools ({takes})"
        );
        let mut run = Run::new("cargo")
            .args(["install", package, "--version", version, "--locked"])
            // The defaults are TLS for downloads that never happen here.
            .args(["--no-default-features", "--force", "--root"])
            .args([root])
            .dir(workspace.root())
            .env("CARGO_TARGET_DIR", root.join("build"))
            .fix(format!(
                "this needs the network once; connect and run the command again, \
                 or put `{command}` {version} on PATH yourself:\n\
                 cargo install {package} --version {version} --locked"
            ));
        for (name, value) in CHEAP_RELEASE {
            run = run.env(name, value);
        }
        run.run()
    }
}

/// Whether the answer to `--version`, such as `trunk 0.21.14`, names exactly
/// this version.
fn is_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().nth(1) == Some(version)
}

/// Adds the WebAssembly target to the toolchain unless it is there.
///
/// # Errors
///
/// When rustup is missing or cannot fetch it.
pub fn add_wasm_target(workspace: &Workspace) -> Outcome {
    let sysroot = Run::new("rustc")
        .args(["--print", "sysroot"])
        .dir(workspace.root())
        .answer()
        .ok_or_else(|| Failure::new("`rustc` does not answer").fix("install Rust with rustup"))?;
    let libraries = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET);
    if libraries.is_dir() {
        return Ok(());
    }
    println!("==> The WebAssembly target is missing from the toolchain: adding it (seconds)");
    Run::new("rustup")
        .args(["target", "add", WASM_TARGET])
        .dir(workspace.root())
        .fix(format!(
            "rustup adds it and needs the network once; without rustup, \
             install your system's Rust library for {WASM_TARGET}"
        ))
        .run()
}

/// Installs the packages of `dir/package-lock.json`, unless that has happened.
///
/// # Errors
///
/// When npm is missing or cannot fetch them.
pub fn install_npm_packages(dir: &Path, why: &str, env: &[(&'static str, OsString)]) -> Outcome {
    let lock = dir.join("package-lock.json");
    let wanted = fs::read(&lock).while_doing(format!("reading {}", lock.display()))?;
    let stamp = dir.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    println!("==> The npm packages of {name}/ are missing or changed: installing them {why}");
    Run::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"])
        .dir(dir)
        .envs(env)
        .fix("install Node.js 18 or newer; the packages need the network once")
        .run()?;
    fs::write(&stamp, wanted).while_doing(format!("writing {}", stamp.display()))
}

/// The first of these programs that is on `PATH`.
pub fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| locate(&path, name))
}

/// The program of this name that a search path leads to. A child's own search
/// path is not what the system looks through when it starts the child.
fn locate(path: &OsString, name: &str) -> Option<PathBuf> {
    let suffixes: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd"]
    } else {
        &[""]
    };
    std::env::split_paths(path)
        .flat_map(|dir| {
            suffixes
                .iter()
                .map(move |suffix| dir.join(format!("{name}{suffix}")))
        })
        .find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_counts_only_in_exactly_the_wanted_version() {
        assert!(is_version("trunk 0.21.14\n", "0.21.14"));
        assert!(is_version("wasm-bindgen 0.2.129 (0123abc)", "0.2.129"));
        assert!(!is_version("trunk 0.21.14-beta.1", "0.21.14"));
        assert!(!is_version("", "0.21.14"));
    }
}
