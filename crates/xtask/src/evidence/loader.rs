//! Each program started in each root: what the kernel and the loader said, and
//! at which gate it ended.
//!
//! The gate is found twice, from the files by rule and from what was printed, and
//! both must agree.

mod gate;
mod paths;

use std::fs;
use std::path::Path;
use std::process::Command;

use super::elf::GlibcVersion;
use super::lines::{Member, document};
use super::programs::{self, Program, WORD};
use super::roots::{self, Root};
use super::version_of;
use crate::failure::{Failure, Outcome, While};
use crate::process::Run;
use crate::samples::json::{Json, object};
use crate::samples::today;
use gate::{Ending, Gate};

/// What this measurement calls, and the Debian package that has it.
pub const TOOLS: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("musl-gcc", "musl-tools"),
    ("go", "golang-go"),
    ("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"),
    ("readelf", "binutils"),
    ("dpkg-deb", "dpkg"),
    ("apt-get", "apt"),
    ("timeout", "coreutils"),
];

/// The roots of the grid; the others are experiments with one program each.
const GRID: &[&str] = &["debian", "alpine", "static", "base", "scratch"];
const EXPERIMENTS: &[(&str, &str)] = &[("c-glibc", "loader-only"), ("c-glibc", "old-glibc")];

/// Paths at which the bases differ.
const LANDMARKS: &[&str] = &[
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-musl-x86_64.so.1",
    "/bin/bash",
    "/bin/sh",
];

/// Whether this user may start programs in other root folders.
pub fn may_change_root() -> bool {
    Run::new("id")
        .args(["-u"])
        .answer()
        .is_some_and(|id| id.trim() == "0")
}

/// Builds, starts and judges; the text of `loader.json`.
///
/// # Errors
///
/// When a tool fails, or when rule and measurement disagree.
pub fn measure(scratch: &Path) -> Outcome<String> {
    let programs = programs::build(&scratch.join("programs"))?;
    let starter = programs::starter(&scratch.join("programs"))?;
    let roots = roots::build(scratch)?;
    let mut runs = Vec::new();
    for program in &programs {
        for root in roots.iter().filter(|root| GRID.contains(&root.id)) {
            runs.push(start(&starter, program, root)?);
        }
    }
    for (program, root) in EXPERIMENTS {
        let program = programs.iter().find(|it| it.id == *program);
        let root = roots.iter().find(|it| it.id == *root);
        if let (Some(program), Some(root)) = (program, root) {
            runs.push(start(&starter, program, root)?);
        }
    }
    let bases = roots.iter().map(describe_root).collect::<Outcome<_>>()?;
    let (paths, paths_from) = paths::measure(scratch)?;
    Ok(document(&[
        ("captured", Member::Value(today().into())),
        ("kernel", Member::Value(kernel()?.into())),
        (
            "tools",
            Member::Value(version_of("readelf", &["--version"])?.into()),
        ),
        (
            "programs",
            Member::Rows(programs.iter().map(describe_program).collect()),
        ),
        ("bases", Member::Rows(bases)),
        ("runs", Member::Rows(runs)),
        ("not_run", Member::Rows(vec![nanoserver()])),
        ("paths_from", Member::Value(paths_from.into())),
        ("paths", Member::Rows(paths)),
    ]))
}

/// Starts the program as `/app` in the root.
fn start(starter: &Path, program: &Program, root: &Root) -> Outcome<Json> {
    let place = root.path.join("app");
    fs::copy(&program.path, &place).while_doing("copying a program into a root")?;
    let output = Command::new("timeout")
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .arg("10")
        .args([starter, &root.path, Path::new("/app")])
        .output()
        .while_doing("starting a program in a root")?;
    fs::remove_file(&place).while_doing("removing a program from a root")?;
    let ending = Ending::of(output.status.code());
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    let observed = Gate::observed(ending, &said, WORD);
    let expected = gate::expected(&program.facts, root)?;
    println!("{} in {}: {ending:?}, {said}", program.id, root.id);
    if observed != Some(expected) {
        let what = format!(
            "{} in {}: by the files it ends at {expected:?}, but it ended with {ending:?}: {said}",
            program.id, root.id
        );
        return Err(Failure::new(what));
    }
    let (how, number) = match ending {
        Ending::Refused(errno) => ("errno", errno),
        Ending::Exit(status) => ("exit", status),
    };
    Ok(object([
        ("program", program.id.into()),
        ("base", root.id.into()),
        ("gate", expected.name().into()),
        (how, u64::try_from(number).unwrap_or_default().into()),
        ("said", said.into()),
    ]))
}

fn describe_program(program: &Program) -> Json {
    let facts = &program.facts;
    object([
        ("id", program.id.into()),
        ("made", program.made.as_str().into()),
        ("head", hex(&facts.head).into()),
    ])
    .with_some("interpreter", facts.interpreter.clone())
    .with("needed", facts.needed.clone())
    .with_some("glibc", facts.glibc.map(version))
}

fn describe_root(root: &Root) -> Outcome<Json> {
    let has: Vec<&str> = LANDMARKS
        .iter()
        .copied()
        .filter(|path| root.has(path))
        .collect();
    Ok(object([
        ("id", root.id.into()),
        ("made", root.made.as_str().into()),
        ("has", has.into()),
    ])
    .with_some("defines", root.glibc()?.map(version)))
}

/// The base that no Linux kernel can open a program in.
fn nanoserver() -> Json {
    object([
        ("base", "nanoserver".into()),
        ("gate", Gate::Magic.name().into()),
        (
            "why",
            "a Windows kernel starts PE files, whose first bytes are 4d 5a".into(),
        ),
    ])
}

fn version((major, minor): GlibcVersion) -> String {
    format!("{major}.{minor}")
}

/// The release up to what a distributor adds to it.
fn kernel() -> Outcome<String> {
    let output = Run::new("uname").args(["-s", "-r", "-m"]).output()?;
    let text = String::from_utf8_lossy(&output).into_owned();
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.split('-').next().unwrap_or(word))
        .collect();
    Ok(words.join(" "))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
