//! The measured starts: six programs in five bases, two experiments, one base by rule. `data/README.md` says how.

use serde_json::Value;
use std::sync::OnceLock;

/// Everything that was measured.
#[derive(Debug)]
pub(super) struct Starts {
    /// The day, `2026-11-23`.
    pub captured: String,
    /// Its name and release: "Linux 6.18.44 x86_64".
    pub kernel: String,
    programs: Vec<Program>,
    bases: Vec<Base>,
    runs: Vec<Run>,
    /// Bases that no Linux kernel starts anything in.
    not_run: Vec<String>,
    pub paths: Vec<LoaderPaths>,
}

/// What a program's file says.
#[derive(Debug)]
pub(super) struct Program {
    pub id: String,
    /// The first 20 bytes.
    pub head: Vec<u8>,
    /// The loader that it names, or the interpreter of a script; empty for none.
    pub interpreter: String,
    pub needed: Vec<String>,
    /// The newest glibc symbol version that it asks for; empty for none.
    pub glibc: String,
}

/// What a root folder has.
#[derive(Debug)]
pub(super) struct Base {
    pub id: String,
    /// The newest glibc symbol version that it defines; empty without glibc.
    pub defines: String,
}

/// One start.
#[derive(Debug)]
struct Run {
    program: String,
    base: String,
    gate: Gate,
    ending: Ending,
    said: String,
}

/// The loaders of one platform.
#[derive(Debug)]
pub(super) struct LoaderPaths {
    /// Without the system: `arm/v7`.
    pub platform: String,
    pub glibc: String,
    pub musl: String,
}

/// Where a start ended, in the order in which the gates come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gate {
    Magic,
    Machine,
    Interpreter,
    Libraries,
    Versions,
    Runs,
}

impl Gate {
    pub(super) const ALL: [Self; 6] = [
        Self::Magic,
        Self::Machine,
        Self::Interpreter,
        Self::Libraries,
        Self::Versions,
        Self::Runs,
    ];

    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "magic" => Self::Magic,
            "machine" => Self::Machine,
            "interpreter" => Self::Interpreter,
            "libraries" => Self::Libraries,
            "versions" => Self::Versions,
            "runs" => Self::Runs,
            _ => return None,
        })
    }
}

/// How a start ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// `execve` answered with this error number.
    Refused(u64),
    /// The program, or its loader, ended with this status.
    Exit(u64),
    /// It was not tried; the gate follows from a rule.
    NotRun,
}

/// A start and everything about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start<'a> {
    pub program: &'a Program,
    /// `None` for a base that was not run.
    pub base: Option<&'a Base>,
    pub gate: Gate,
    pub ending: Ending,
    /// What was printed; empty where nothing was run.
    pub said: &'a str,
}

impl Starts {
    /// The measured document; `None` only if it were broken, which the tests exclude.
    pub(super) fn get() -> Option<&'static Self> {
        static READ: OnceLock<Option<Starts>> = OnceLock::new();
        READ.get_or_init(|| {
            Self::read(
                &serde_json::from_slice(crate::library::text("loader.json").as_bytes()).ok()?,
            )
        })
        .as_ref()
    }

    fn read(document: &Value) -> Option<Self> {
        let rows = |key: &str| document[key].as_array();
        Some(Self {
            captured: text(&document["captured"]),
            kernel: text(&document["kernel"]),
            programs: rows("programs")?.iter().map(program).collect(),
            bases: rows("bases")?
                .iter()
                .map(|row| Base {
                    id: text(&row["id"]),
                    defines: text(&row["defines"]),
                })
                .collect(),
            runs: rows("runs")?.iter().map(run).collect::<Option<_>>()?,
            not_run: rows("not_run")?
                .iter()
                .map(|row| text(&row["base"]))
                .collect(),
            paths: rows("paths")?
                .iter()
                .map(|row| LoaderPaths {
                    platform: text(&row["platform"]),
                    glibc: text(&row["glibc"]),
                    musl: text(&row["musl"]),
                })
                .collect(),
        })
    }

    /// The start of a program in a base.
    pub(super) fn start(&self, program: &str, base: &str) -> Option<Start<'_>> {
        let program = self.programs.iter().find(|it| it.id == program)?;
        if self.not_run.iter().any(|it| it == base) {
            return Some(Start {
                program,
                base: None,
                gate: Gate::Magic,
                ending: Ending::NotRun,
                said: "",
            });
        }
        let mut runs = self.runs.iter();
        let run = runs.find(|run| run.program == program.id && run.base == base)?;
        Some(Start {
            program,
            base: self.bases.iter().find(|it| it.id == base),
            gate: run.gate,
            ending: run.ending,
            said: &run.said,
        })
    }
}

fn program(row: &Value) -> Program {
    let head = text(&row["head"]);
    Program {
        id: text(&row["id"]),
        head: head
            .as_bytes()
            .chunks(2)
            .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect(),
        interpreter: text(&row["interpreter"]),
        needed: row["needed"]
            .as_array()
            .into_iter()
            .flatten()
            .map(text)
            .collect(),
        glibc: text(&row["glibc"]),
    }
}

fn run(row: &Value) -> Option<Run> {
    Some(Run {
        program: text(&row["program"]),
        base: text(&row["base"]),
        gate: Gate::of(row["gate"].as_str()?)?,
        ending: match row["errno"].as_u64() {
            Some(number) => Ending::Refused(number),
            None => Ending::Exit(row["exit"].as_u64()?),
        },
        said: text(&row["said"]),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(program: &str, base: &str, gate: Gate, said: &str) {
        let start = Starts::get().unwrap().start(program, base).unwrap();
        assert_eq!(
            (start.gate, start.said),
            (gate, said),
            "{program} in {base}"
        );
    }

    #[test]
    fn the_famous_confusion_was_measured() {
        let missing = "exec /app: no such file or directory";
        check("c-glibc", "alpine", Gate::Interpreter, missing);
        check("c-musl", "debian", Gate::Interpreter, missing);
        check("c-glibc", "scratch", Gate::Interpreter, missing);
        check("script", "base", Gate::Interpreter, missing);
        check("go-cgo", "static", Gate::Interpreter, missing);
    }

    #[test]
    fn each_program_runs_where_its_loader_is_and_a_static_one_everywhere() {
        for (program, base) in [
            ("c-glibc", "debian"),
            ("c-musl", "alpine"),
            ("go-cgo", "base"),
        ] {
            check(program, base, Gate::Runs, "hello");
        }
        for base in ["debian", "alpine", "static", "base", "scratch"] {
            check("go-static", base, Gate::Runs, "hello");
            check("arm64", base, Gate::Machine, "exec /app: exec format error");
        }
    }

    #[test]
    fn libraries_and_their_versions_are_gates_of_their_own() {
        check(
            "c-glibc",
            "loader-only",
            Gate::Libraries,
            "/app: error while loading shared libraries: libc.so.6: cannot open shared object file: No such file or directory",
        );
        check(
            "c-glibc",
            "old-glibc",
            Gate::Versions,
            "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /app)",
        );
    }

    #[test]
    fn what_was_not_run_says_nothing() {
        let start = Starts::get()
            .unwrap()
            .start("c-glibc", "nanoserver")
            .unwrap();
        assert_eq!((start.ending, start.said), (Ending::NotRun, ""));
        assert!(Starts::get().unwrap().start("c-glibc", "windows").is_none());
    }

    #[test]
    fn loaders_are_where_the_platforms_expect_them() {
        let paths = &Starts::get().unwrap().paths;
        let of = |platform: &str| {
            let row = paths.iter().find(|it| it.platform == platform).unwrap();
            (row.glibc.as_str(), row.musl.as_str())
        };
        assert_eq!(
            of("amd64"),
            ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1")
        );
        assert_eq!(of("arm64").0, "/lib/ld-linux-aarch64.so.1");
        assert_eq!(of("arm/v7").0, "/lib/ld-linux-armhf.so.3");
        assert_eq!(of("s390x").0, "/lib/ld64.so.1");
        assert_eq!(of("ppc64le").0, "/lib64/ld64.so.2");
        assert_eq!(of("riscv64").0, "/lib/ld-linux-riscv64-lp64d.so.1");
    }
}
