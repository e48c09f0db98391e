//! What the figure says in sentences and in its table.

use super::{
    BASES, EXPERIMENTS, PROGRAMS, View,
    data::{Ending, Gate, LoaderPaths, Start},
    gates::{Verdict, passages},
};
use crate::figure::Table;
use crate::figure::who;
use tagprism_core::Platform;

/// What the bases are.
pub(super) const STAND_INS: &str = "The bases are stand-ins: folders with the loaders, libraries and shells of those images, from Debian’s packages. Nothing was run in nanoserver.";

/// An outcome as a word or two.
pub(super) fn outcome(start: &Start<'_>) -> &'static str {
    match (start.ending, start.gate) {
        (Ending::NotRun, _) => "not Linux",
        (_, Gate::Runs) => "runs",
        (_, Gate::Magic) => "not a program",
        (_, Gate::Machine) => "other CPU",
        (_, Gate::Interpreter) if start.program.id == "script" => "no bash",
        (_, Gate::Interpreter) => "no loader",
        (_, Gate::Libraries) => "no library",
        (_, Gate::Versions) => "too old",
    }
}

/// The conclusion.
pub(super) fn caption(view: &View<'_>) -> String {
    let start = &view.start;
    match (start.ending, start.gate) {
        (Ending::NotRun, _) => {
            "A Windows base starts Windows programs: the first four bytes already decide."
        }
        (_, Gate::Runs) if start.program.interpreter.is_empty() => {
            "A program that names no loader needs nothing from its base."
        }
        (_, Gate::Runs) => "The program runs because its base has what the file names.",
        (_, Gate::Machine | Gate::Magic) => {
            "“Exec format error” means that the file is for another processor. The base does not matter."
        }
        (_, Gate::Interpreter) => {
            "“No such file or directory”, and the file is right there: what is missing is the one that has to open it."
        }
        (_, Gate::Libraries) => "The loader is there and says which library is not.",
        (_, Gate::Versions) => {
            "The right library in an older version is the wrong library: a program asks for what it was linked with."
        }
    }
    .to_owned()
}

/// What the picture says just now.
pub(super) fn status(view: &View<'_>) -> String {
    let start = &view.start;
    let (program, base) = (view.program.1, view.base.1);
    let pair = format!("{program}, in {base}:");
    match (start.ending, start.gate) {
        (Ending::NotRun, _) => {
            format!(
                "{pair} not run here. A Windows kernel starts files that begin with 4d 5a, and this one does not."
            )
        }
        (_, Gate::Runs) => format!("{pair} it runs and prints {}.", start.said),
        (_, Gate::Interpreter) if start.program.id == "script" => format!(
            "{pair} the kernel reads /bin/bash in the first line and does not find it in the base."
        ),
        (_, Gate::Interpreter) => format!(
            "{pair} the kernel finds the file, reads {} in it, and does not find that.",
            start.program.interpreter
        ),
        (_, Gate::Machine | Gate::Magic) => {
            format!("{pair} the kernel reads bytes 18 and 19 and looks no further.")
        }
        (_, Gate::Libraries) => format!(
            "{pair} the loader starts, looks for {}, and gives up.",
            start.program.needed.join(", ")
        ),
        (_, Gate::Versions) => format!(
            "{pair} the loader finds {}, but not the version GLIBC_{} in it.",
            start.program.needed.join(", "),
            start.program.glibc
        ),
    }
}

/// Who said what was printed, and how the start ended.
pub(super) fn ending(start: &Start<'_>) -> String {
    match (start.ending, start.gate) {
        (Ending::NotRun, _) => "By rule; nothing was run.".to_owned(),
        (Ending::Refused(2), _) => "execve answers ENOENT (2).".to_owned(),
        (Ending::Refused(8), _) => "execve answers ENOEXEC (8).".to_owned(),
        (Ending::Refused(number), _) => format!("execve answers {number}."),
        (Ending::Exit(status), Gate::Runs) => format!("The program ends with {status}."),
        (Ending::Exit(status), _) => format!("The loader ends with {status}."),
    }
}

/// What the reader's own machine would do differently; the starts were measured on x86-64.
pub(super) fn on_machine(view: &View<'_>) -> String {
    let machine = view.machine;
    let whose = if view.is_assumed {
        "the default until you choose a machine"
    } else {
        "your machine"
    };
    if machine.os == "windows" {
        return format!(
            "Measured on x86-64 Linux. On {machine}, Linux programs start in a Linux virtual machine, and nanoserver’s own begin with 4d 5a."
        );
    }
    if !matches!(machine.os.as_str(), "linux" | "") {
        return format!(
            "Measured on x86-64 Linux. {machine}, {whose}, has another kernel, which starts Linux programs only where it imitates Linux."
        );
    }
    let Some([glibc, musl]) = paths_of(&view.starts.paths, machine) else {
        return "Measured on x86-64 Linux. Every architecture has loader paths of its own."
            .to_owned();
    };
    let differs = match machine.architecture.as_str() {
        "amd64" => {
            return format!("Measured on x86-64 Linux, the architecture of {machine}, {whose}.");
        }
        "arm64" => {
            "the last row could run, and the x86-64 programs above it would end as “other CPU”"
        }
        _ => "all compiled programs would end as “other CPU”",
    };
    let armel = if machine.architecture == "arm" && machine.variant == "v6" {
        " (Debian’s, made for arm/v5)"
    } else {
        ""
    };
    format!(
        "Measured on x86-64 Linux. On {machine}, {whose}, {differs}, unless an emulator is set up. Programs built for it name {glibc} with glibc{armel} and {musl} with musl."
    )
}

/// What programs for a machine name, with glibc and with musl.
fn paths_of<'a>(paths: &'a [LoaderPaths], machine: &Platform) -> Option<[&'a str; 2]> {
    let find = |name: &str| paths.iter().find(|it| it.platform == name);
    let host = machine.normalize();
    let (glibc, musl) = match (host.architecture.as_str(), host.variant.as_str()) {
        ("arm", "v3" | "v4" | "v5") => ("arm/v5", "arm/v5"),
        // glibc is Debian's armel, made for v5; Alpine's musl has hard floats from v6 on.
        ("arm", "v6") => ("arm/v5", "arm/v7"),
        ("arm", _) => ("arm/v7", "arm/v7"),
        (other, _) => (other, other),
    };
    Some([&find(glibc)?.glibc, &find(musl)?.musl])
}

/// The same facts in rows: the grid, the gates of the chosen start, the paths.
pub(super) fn table(view: &View<'_>) -> Table {
    let mut rows = Vec::new();
    for (program, name) in PROGRAMS {
        for (base, base_name) in BASES.iter().chain(EXPERIMENTS) {
            let Some(start) = view.starts.start(program, base) else {
                continue;
            };
            let last = passages(&start)
                .into_iter()
                .rfind(|it| it.verdict != Verdict::NotReached);
            let (gate, found) = last.map_or((String::new(), String::new()), |it| {
                (format!("{}, {}", it.title, it.keeper), it.found)
            });
            let said = if start.said.is_empty() {
                "not run".to_owned()
            } else {
                start.said.to_owned()
            };
            rows.push(vec![
                (*name).to_owned(),
                (*base_name).to_owned(),
                outcome(&start).to_owned(),
                gate,
                found,
                said,
            ]);
        }
    }
    for paths in &view.starts.paths {
        rows.push(vec![
            format!("Programs for linux/{}", paths.platform),
            "any".to_owned(),
            "–".to_owned(),
            "Loader path, kernel".to_owned(),
            format!("{} with glibc, {} with musl", paths.glibc, paths.musl),
            "–".to_owned(),
        ]);
    }
    rows.push(vec![
        who(&view.machine.to_string(), view.is_assumed)
            .trim_end_matches(',')
            .to_owned(),
        "any".to_owned(),
        "–".to_owned(),
        "–".to_owned(),
        on_machine(view),
        "–".to_owned(),
    ]);
    Table {
        caption: format!("How far each program comes in each base, and what it says. {STAND_INS}"),
        heads: [
            "Program",
            "Base",
            "Outcome",
            "Last gate",
            "What it looks at",
            "Printed",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Scene, State,
        loader::{FIGURE, data::Starts},
    };

    #[track_caller]
    fn check(start: &str, machine: &str, test: impl FnOnce(&View<'_>)) {
        let usual = Platform::new("linux", "amd64", "");
        let machine = Platform::parse(machine, &usual).unwrap();
        let state = State::read(FIGURE.parameters, [("start", start)]);
        let scene = Scene::known(&machine);
        test(&View::new(&state, &scene).unwrap());
    }

    #[test]
    fn the_default_says_what_is_missing() {
        check("", "linux/amd64", |view| {
            assert!(caption(view).contains("the file is right there"));
            assert_eq!(
                status(view),
                "C with glibc (Debian), in alpine: the kernel finds the file, reads /lib64/ld-linux-x86-64.so.2 in it, and does not find that."
            );
            assert_eq!(ending(&view.start), "execve answers ENOENT (2).");
        });
    }

    #[test]
    fn the_machine_of_the_reader_changes_what_is_said() {
        let said = |machine: &str| {
            let mut said = String::new();
            check("", machine, |view| said = on_machine(view));
            said
        };
        assert!(said("linux/arm64/v8").contains("/lib/ld-linux-aarch64.so.1 with glibc"));
        assert!(said("linux/amd64").contains("the architecture of linux/amd64"));
        assert!(said("windows/amd64").contains("virtual machine"));
        assert!(said("linux/mips64le").contains("paths of its own"));
        assert!(said("freebsd/amd64").contains("has another kernel"));
    }

    #[test]
    fn from_arm_v6_on_musl_has_hard_floats_and_from_v7_on_glibc_too() {
        for (machine, expected) in [
            ("v5", ["/lib/ld-linux.so.3", "/lib/ld-musl-arm.so.1"]),
            ("v6", ["/lib/ld-linux.so.3", "/lib/ld-musl-armhf.so.1"]),
            (
                "v7",
                ["/lib/ld-linux-armhf.so.3", "/lib/ld-musl-armhf.so.1"],
            ),
            (
                "v8",
                ["/lib/ld-linux-armhf.so.3", "/lib/ld-musl-armhf.so.1"],
            ),
            ("", ["/lib/ld-linux-armhf.so.3", "/lib/ld-musl-armhf.so.1"]),
        ] {
            let paths = &Starts::get().unwrap().paths;
            let machine = Platform::new("linux", "arm", machine);
            assert_eq!(paths_of(paths, &machine), Some(expected), "{machine}");
        }
    }

    #[test]
    fn the_table_has_all_starts_all_paths_and_the_machine_of_the_reader() {
        check("", "linux/amd64", |view| {
            let rows = table(view).rows;
            assert_eq!(rows.len(), 36 + 2 + 8 + 1);
            assert_eq!(rows[46][0], "Your machine, linux/amd64");
            assert!(
                rows.iter()
                    .any(|row| row[1] == "nanoserver" && row[5] == "not run")
            );
        });
    }
}
