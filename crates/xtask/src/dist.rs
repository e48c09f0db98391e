//! `cargo xtask dist`: the release site in `dist/`.
//!
//! Trunk builds it into a folder of its own. What Trunk leaves to others is
//! done here, on the way into `dist/`: smaller scripts, file names that change
//! whenever bytes change, the pages with their prose, figures and styles, a
//! strict content policy, pictures of the figures, and compressed twins.

mod assets;
mod embed;
mod fingerprint;
mod page;
mod programs;
mod snaps;
mod styles;
mod twins;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::tools::Tools;
use crate::unknown_argument;
use crate::workspace::Workspace;
use programs::Programs;
use tagprism_pages::Content;

pub use assets::hex;

/// What `dist` was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The path that the site is served under: starts and ends with a slash.
    base: String,
    /// Where the site will be found, ending with a slash, if that is known.
    site: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: "/".into(),
            site: None,
        }
    }
}

impl Options {
    /// Reads the arguments after `dist`.
    ///
    /// # Errors
    ///
    /// For an unknown argument or a base that is not a path.
    pub fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--base" => {
                    let base = args.next().map_or("", String::as_str);
                    options.base = checked_base(base)?;
                }
                "--site" => {
                    let site = args.next().map_or("", String::as_str);
                    options.base = site_base(site)?;
                    options.site = Some(site.to_owned());
                }
                other => return Err(unknown_argument(other)),
            }
        }
        Ok(options)
    }

    /// What of the options changes the result.
    fn stamp(&self) -> String {
        format!("{} {}", self.base, self.site.as_deref().unwrap_or_default())
    }
}

fn checked_base(base: &str) -> Outcome<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    if base.starts_with('/') && base.ends_with('/') && base.chars().all(plain) {
        return Ok(base.to_owned());
    }
    Err(Failure::new(format!("`{base}` is not a base path"))
        .fix("start and end it with a slash, e.g. --base /tagprism/"))
}

/// The base path of a whole address such as `https://tagprism.example/docs/`.
fn site_base(site: &str) -> Outcome<String> {
    let path = ["https://", "http://"]
        .iter()
        .find_map(|scheme| site.strip_prefix(scheme))
        .and_then(|rest| rest.find('/').map(|slash| &rest[slash..]));
    match path {
        Some(path) => checked_base(path),
        None => Err(
            Failure::new(format!("`{site}` is not the address of a site"))
                .fix("write it whole, e.g. --site https://tagprism.example/docs/"),
        ),
    }
}

/// Builds the site and prints the size table.
///
/// # Errors
///
/// When a tool is missing, the build fails, or the result cannot be written.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome {
    let tools = Tools::ready(workspace)?;
    build(workspace, &tools, options)?;
    let sizes = workspace.join("target/sizes.txt");
    let table = fs::read_to_string(&sizes).while_doing("reading the size table")?;
    print!("{table}");
    Ok(())
}

/// Builds the site into `dist/` unless nothing that it is made of has changed.
///
/// # Errors
///
/// As for [`run`].
pub fn build(workspace: &Workspace, tools: &Tools, options: &Options) -> Outcome {
    let dist = workspace.join("dist");
    let stamp = workspace.join("target/dist.stamp");
    let fingerprint = fingerprint::of_inputs(workspace.root(), &options.stamp())?;
    if dist.join("index.html").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|built| built == fingerprint)
    {
        println!("==> The site in dist/ is up to date");
        return Ok(());
    }
    println!("==> Building the site (minutes the first time, then seconds)");
    let _ = fs::remove_file(&stamp);
    let built = workspace.join("target/site");
    trunk(workspace, tools, &built)?;
    finish(workspace, tools, &built, &dist, options)?;
    fs::write(&stamp, fingerprint).while_doing("writing the build's stamp")
}

fn trunk(workspace: &Workspace, tools: &Tools, built: &Path) -> Outcome {
    // Trunk runs offline so that it can never fetch tools of its own choice;
    // the crates it compiles have to be here before that.
    Run::new("cargo")
        .args(["fetch", "--locked"])
        .dir(workspace.root())
        .fix("the crates need the network once; if Cargo.lock is stale, run `cargo check` first")
        .run()?;
    tools
        .command("trunk")?
        .args(["build", "--release", "--offline", "--locked"])
        .args(["--cargo-profile", "wasm-release", "--dist"])
        .args([built])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            rust_flags(workspace),
        )
        .dir(workspace.root())
        .run()
}

/// Flags for the site's program: components erased to one type of view and hashes in rolled loops, which make it smaller,
/// and no path of the machine that builds it in the texts of panics.
fn rust_flags(workspace: &Workspace) -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(home).join(".cargo"))
    });
    let mut flags = vec![
        "--cfg=erase_components".to_owned(),
        "--cfg=sha2_backend_soft=\"compact\"".to_owned(),
    ];
    let remaps = [
        cargo_home.map(|home| (home.join("registry/src"), "crates")),
        Some((workspace.root().to_owned(), "tagprism")),
    ];
    // Cargo splits the variable at spaces, so a path with one stays as it is.
    let remaps = remaps
        .into_iter()
        .flatten()
        .map(|(path, name)| (path.display().to_string(), name));
    for (path, name) in remaps.filter(|(path, _)| !path.contains(' ')) {
        flags.push(format!("--remap-path-prefix={path}={name}"));
    }
    flags.join(" ")
}

/// Turns Trunk's output into the site that is served.
fn finish(
    workspace: &Workspace,
    tools: &Tools,
    built: &Path,
    dist: &Path,
    options: &Options,
) -> Outcome {
    programs::name_others(built)?;
    let mut site = assets::Site::read(built)?;
    site.minify_scripts(tools, built)?;
    let styles = styles::take(&mut site, workspace, tools)?;
    site.rename_by_content();
    let programs = Programs::of(&site)?;
    let template = page::with_base(&site.page("index.html")?, &options.base)?;
    let template = page::without_idle_integrity(&template);
    let content = Content::load(workspace.root()).while_doing("reading the prose")?;
    let scripts = embed::Scripts::ready(workspace, tools)?;
    site.put("embed.js", scripts.element.clone());
    let frames = embed::Frames {
        styles: &styles,
        programs: &programs,
        scripts: &scripts,
        tools,
        workspace,
    };
    let pages = tagprism_pages::build(&content, &template, options.site.as_deref())
        .while_doing("writing the pages")?;
    for tagprism_pages::Page { path, text } in pages {
        let text = match path.as_str() {
            "index.html" | "sources/index.html" => {
                let text = styles::inlined(&text, &styles.explainer)?;
                programs.teach(&page::without_preloads(&text))?
            }
            "embed/index.html" => {
                let text = styles::inlined(&text, &styles.configurator(workspace, tools)?)?;
                let text = embed::with_element(&text)?;
                programs.teach(&page::without_preloads(&text))?
            }
            path if path.starts_with("embed/") => frames.finish(path, &text)?,
            path if path.ends_with(".html") => styles::inlined(&text, &styles.inspector)?,
            _ => text,
        };
        let text = if path.ends_with(".html") {
            page::with_content_policy(&text)?
        } else {
            text
        };
        site.put(&path, text.into_bytes());
    }
    snaps::put(&mut site, options.site.as_deref());
    site.write(dist)?;
    let report = twins::write(workspace, dist)?;
    let sizes = workspace.join("target/sizes.txt");
    fs::write(&sizes, &report.table).while_doing(format!("writing {}", sizes.display()))?;
    if report.overruns.is_empty() {
        return Ok(());
    }
    println!("{}", report.table);
    Err(
        Failure::new(format!("the site is too heavy: {}", report.overruns.join("; ")))
            .fix("make it lighter; a budget is raised in crates/xtask/src/dist/twins.rs, with its reason in docs/performance.md"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(args: &[&str], expected: Result<&str, &str>) {
        let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
        match (Options::parse(&args), expected) {
            (Ok(options), Ok(base)) => assert_eq!(options.base, base),
            (Err(failure), Err(start)) => {
                let text = failure.to_string();
                assert!(text.starts_with(start), "{text}");
            }
            (found, _) => panic!("expected {expected:?}, found {found:?}"),
        }
    }

    #[test]
    fn the_address_of_the_site_gives_its_base() {
        check(&["--site", "https://tagprism.example/"], Ok("/"));
        check(
            &["--site", "https://docs.example/tagprism/"],
            Ok("/tagprism/"),
        );
        check(
            &["--site", "tagprism.example"],
            Err("error: `tagprism.example` is not the address of a site"),
        );
    }

    #[test]
    fn the_base_starts_and_ends_with_a_slash() {
        check(&[], Ok("/"));
        check(&["--base", "/tagprism/"], Ok("/tagprism/"));
        check(
            &["--base", "tagprism"],
            Err("error: `tagprism` is not a base path"),
        );
        check(&["--base"], Err("error: `` is not a base path"));
        check(&["--base", "/\"><script>/"], Err("error: `/\"><script>/`"));
        check(&["--bass"], Err("error: `--bass` is not known here"));
    }
}
