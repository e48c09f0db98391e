//! The six programs of the experiment, each printing one word.

use std::fs;
use std::path::{Path, PathBuf};

use super::elf::Facts;
use super::version_of;
use crate::failure::{Outcome, While};
use crate::process::Run;

/// What every program prints when it runs.
pub const WORD: &str = "hello";

const C: &str = "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n";
const GO: &str = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n";
const GO_NET: &str = "package main\n\nimport (\n\t\"fmt\"\n\t_ \"net\"\n\t_ \"os/user\"\n)\n\n\
                      func main() { fmt.Println(\"hello\") }\n";
const SCRIPT: &str = "#!/bin/bash\necho hello\n";

/// A built program.
pub struct Program {
    pub id: &'static str,
    /// The command that made it, and the version of what it called.
    pub made: String,
    pub path: PathBuf,
    pub facts: Facts,
}

/// How one is made: its name, the source, the compiler, its version argument,
/// and the arguments before the file.
struct Recipe {
    id: &'static str,
    source: (&'static str, &'static str),
    compiler: &'static str,
    version: &'static str,
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
}

const RECIPES: &[Recipe] = &[
    Recipe {
        id: "c-glibc",
        source: ("hello.c", C),
        compiler: "gcc",
        version: "--version",
        args: &["-O2"],
        env: &[],
    },
    Recipe {
        id: "c-musl",
        source: ("hello.c", C),
        compiler: "musl-gcc",
        version: "--version",
        args: &["-O2"],
        env: &[],
    },
    Recipe {
        id: "go-static",
        source: ("hello.go", GO),
        compiler: "go",
        version: "version",
        args: &["build"],
        env: &[("CGO_ENABLED", "0")],
    },
    Recipe {
        id: "go-cgo",
        source: ("net.go", GO_NET),
        compiler: "go",
        version: "version",
        args: &["build"],
        env: &[("CGO_ENABLED", "1")],
    },
    Recipe {
        id: "arm64",
        source: ("hello.c", C),
        compiler: "aarch64-linux-gnu-gcc",
        version: "--version",
        args: &["-O2"],
        env: &[],
    },
];

/// Builds all six in `dir`, in the order of the figure.
///
/// # Errors
///
/// When a compiler fails.
pub fn build(dir: &Path) -> Outcome<Vec<Program>> {
    fs::create_dir_all(dir).while_doing(format!("making {}", dir.display()))?;
    let mut programs = RECIPES
        .iter()
        .map(|recipe| compile(dir, recipe))
        .collect::<Outcome<Vec<_>>>()?;
    programs.insert(programs.len() - 1, script(dir)?);
    Ok(programs)
}

fn compile(dir: &Path, recipe: &Recipe) -> Outcome<Program> {
    let (file, text) = recipe.source;
    fs::write(dir.join(file), text).while_doing(format!("writing {file}"))?;
    let path = dir.join(recipe.id);
    let mut run = Run::new(recipe.compiler)
        .dir(dir)
        .env("GOCACHE", dir.join("go-cache"))
        .env("GOPATH", dir.join("go-path"))
        .env("GO111MODULE", "off")
        .env("GOFLAGS", "");
    for (name, value) in recipe.env {
        run = run.env(name, value);
    }
    run.args(recipe.args)
        .args(["-o", recipe.id, file])
        .output()?;
    let settings: String = recipe
        .env
        .iter()
        .map(|(name, value)| format!("{name}={value} "))
        .collect();
    Ok(Program {
        id: recipe.id,
        made: format!(
            "{settings}{} {}: {}",
            recipe.compiler,
            recipe.args.join(" "),
            version_of(recipe.compiler, &[recipe.version])?
        ),
        facts: Facts::of(&path)?,
        path,
    })
}

/// Builds what starts them, see `starter.go`.
///
/// # Errors
///
/// When Go fails.
pub fn starter(dir: &Path) -> Outcome<PathBuf> {
    let recipe = Recipe {
        id: "starter",
        source: ("starter.go", include_str!("starter.go")),
        compiler: "go",
        version: "version",
        args: &["build"],
        env: &[("CGO_ENABLED", "0")],
    };
    compile(dir, &recipe).map(|program| program.path)
}

fn script(dir: &Path) -> Outcome<Program> {
    let path = dir.join("script");
    fs::write(&path, SCRIPT).while_doing("writing the script")?;
    Run::new("chmod")
        .args(["755".as_ref(), path.as_path()])
        .output()?;
    Ok(Program {
        id: "script",
        made: "#!/bin/bash, echo hello".to_owned(),
        facts: Facts::of(&path)?,
        path,
    })
}
