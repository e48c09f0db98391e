//! The programs of the site: one for the pages that teach, one for the inspector.
//!
//! Trunk starts one program on the page that it writes and names its files by a hash. A second one it builds only as a
//! "worker", under a plain name and started by nobody. Here it gets a name of the same kind, and the pages that are its
//! own start it.

use std::fs;
use std::path::Path;

use super::assets::Site;
use crate::failure::{Failure, Outcome, While};

/// The program that Trunk starts: the inspector's.
const STARTED: &str = "inspect";
/// The program that Trunk leaves beside it: that of the pages that teach.
const BESIDE: &str = "learn";
/// Another one that it leaves there: what a worker runs, so that its script has to start itself.
const WORKER: &str = "reader";
/// Stands where a hash will stand.
const NO_HASH: &str = "0000000000000000";

/// The two files of a program.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    script: String,
    wasm: String,
}

/// Both programs, by their final names.
pub struct Programs {
    inspect: Program,
    learn: Program,
}

impl Programs {
    /// Finds the programs among the site's files, after those got their final names.
    ///
    /// # Errors
    ///
    /// When the build gave one of them no script or no module.
    pub fn of(site: &Site) -> Outcome<Self> {
        Ok(Self {
            inspect: Program::of(site, STARTED)?,
            learn: Program::of(site, BESIDE)?,
        })
    }

    /// The page that starts the inspector's program, starting the other one instead.
    ///
    /// # Errors
    ///
    /// When the page starts no program.
    pub fn teach(&self, page: &str) -> Outcome<String> {
        let changed = page
            .replace(&self.inspect.script, &self.learn.script)
            .replace(&self.inspect.wasm, &self.learn.wasm);
        if changed.contains(&self.learn.script) && changed.contains(&self.learn.wasm) {
            return Ok(changed);
        }
        Err(Failure::new("the page starts no program").fix("keep Trunk's link to it in index.html"))
    }
}

impl Program {
    fn of(site: &Site, name: &str) -> Outcome<Self> {
        let file = |ending: &str| {
            site.paths()
                .find(|path| is_of(path, name) && path.ends_with(ending))
                .map(str::to_owned)
                .ok_or_else(|| Failure::new(format!("the build gave no {name}-….{ending}")))
        };
        Ok(Self {
            script: file(".js")?,
            wasm: file(".wasm")?,
        })
    }
}

fn is_of(path: &str, name: &str) -> bool {
    path.strip_prefix(name)
        .is_some_and(|rest| rest.starts_with('-'))
}

/// Gives the programs that Trunk left under plain names ones with a place for their hash. `built` is Trunk's folder.
///
/// # Errors
///
/// When a program is not there, or no page names the worker's script.
pub fn name_others(built: &Path) -> Outcome {
    name(built, BESIDE, "")?;
    // wasm-bindgen's name of the function that loads and runs the program.
    name(built, WORKER, "\n__wbg_init();\n")?;
    let (page, plain) = (built.join("index.html"), format!("\"{WORKER}.js\""));
    let text = fs::read_to_string(&page).while_doing("reading index.html")?;
    if !text.contains(&plain) {
        return Err(Failure::new(format!(
            "index.html does not name {WORKER}.js"
        )));
    }
    let named = text.replace(&plain, &format!("\"{WORKER}-{NO_HASH}.js\""));
    fs::write(&page, named).while_doing("writing index.html")
}

/// `start` is put behind the script.
fn name(built: &Path, program: &str, start: &str) -> Outcome {
    let (script, wasm) = (format!("{program}.js"), format!("{program}_bg.wasm"));
    let (new_script, new_wasm) = (
        format!("{program}-{NO_HASH}.js"),
        format!("{program}-{NO_HASH}_bg.wasm"),
    );
    let text = fs::read_to_string(built.join(&script)).while_doing(format!("reading {script}"))?;
    let text = text.replace(&wasm, &new_wasm) + start;
    fs::write(built.join(&new_script), text).while_doing(format!("writing {new_script}"))?;
    fs::remove_file(built.join(&script)).while_doing(format!("removing {script}"))?;
    fs::rename(built.join(&wasm), built.join(&new_wasm)).while_doing(format!("renaming {wasm}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(name: &str) -> Program {
        Program {
            script: format!("{name}-12.js"),
            wasm: format!("{name}-34_bg.wasm"),
        }
    }

    fn programs() -> Programs {
        Programs {
            inspect: program("inspect"),
            learn: program("learn"),
        }
    }

    #[test]
    fn a_page_that_teaches_starts_its_own_program() {
        let page =
            "import init from './inspect-12.js'; init({module_or_path: './inspect-34_bg.wasm'});";
        assert_eq!(
            programs().teach(page).unwrap(),
            "import init from './learn-12.js'; init({module_or_path: './learn-34_bg.wasm'});"
        );
    }

    #[test]
    fn a_page_without_a_program_is_a_mistake() {
        assert!(programs().teach("<p>inspect-12.js</p>").is_err());
    }

    #[test]
    fn names_that_only_begin_alike_are_others() {
        assert!(is_of("learn-34_bg.wasm", "learn"));
        assert!(!is_of("learning-34.js", "learn"));
    }
}
