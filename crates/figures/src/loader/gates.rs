//! What each gate looks at in one start, and whether it lets the program through.

use super::data::{Gate, Start};

/// What a gate did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    /// There was nothing to look at.
    Skipped,
    Stopped,
    NotReached,
}

/// One gate of one start.
#[derive(Debug)]
pub(super) struct Passage {
    pub gate: Gate,
    /// What the gate is about.
    pub title: &'static str,
    /// Who stands at it.
    pub keeper: &'static str,
    /// What it found in the file.
    pub found: String,
    pub verdict: Verdict,
}

impl Gate {
    fn title(self) -> &'static str {
        match self {
            Self::Magic => "First bytes",
            Self::Machine => "Machine",
            Self::Interpreter => "Loader path",
            Self::Libraries => "Libraries",
            Self::Versions => "Symbol versions",
            Self::Runs => "Your code",
        }
    }

    fn keeper(self) -> &'static str {
        match self {
            Self::Magic | Self::Machine | Self::Interpreter => "kernel",
            Self::Libraries | Self::Versions => "loader",
            Self::Runs => "program",
        }
    }
}

/// All gates of a start, in order.
pub(super) fn passages(start: &Start<'_>) -> Vec<Passage> {
    Gate::ALL
        .into_iter()
        .map(|gate| Passage {
            gate,
            title: gate.title(),
            keeper: gate.keeper(),
            found: found(start, gate),
            verdict: verdict(start, gate),
        })
        .collect()
}

fn is_script(start: &Start<'_>) -> bool {
    start.program.head.starts_with(b"#!")
}

fn verdict(start: &Start<'_>, gate: Gate) -> Verdict {
    if gate > start.gate {
        return Verdict::NotReached;
    }
    if gate == start.gate && gate != Gate::Runs {
        return Verdict::Stopped;
    }
    let program = start.program;
    let has_something = match gate {
        Gate::Magic | Gate::Runs => true,
        Gate::Machine => !is_script(start),
        Gate::Interpreter => !program.interpreter.is_empty(),
        Gate::Libraries => !program.needed.is_empty(),
        Gate::Versions => !program.glibc.is_empty(),
    };
    if has_something {
        Verdict::Passed
    } else {
        Verdict::Skipped
    }
}

/// What the gate looks at, as it stands in the file.
fn found(start: &Start<'_>, gate: Gate) -> String {
    let program = start.program;
    let hex = |bytes: &[u8]| {
        let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        pairs.join(" ")
    };
    let or_none = |text: &str, none: &str| {
        if text.is_empty() {
            none.to_owned()
        } else {
            text.to_owned()
        }
    };
    match gate {
        Gate::Magic if is_script(start) => format!("{} = #!", hex(&program.head[..2])),
        Gate::Magic => hex(program.head.get(..4).unwrap_or_default()),
        Gate::Machine if is_script(start) => "a script has none".to_owned(),
        Gate::Machine => match program.head.get(18..20) {
            Some([0x3e, 0]) => "3e 00 = x86-64".to_owned(),
            Some([0xb7, 0]) => "b7 00 = AArch64".to_owned(),
            other => hex(other.unwrap_or_default()),
        },
        Gate::Interpreter => or_none(&program.interpreter, "names none: static"),
        Gate::Libraries => or_none(&program.needed.join(", "), "needs none"),
        Gate::Versions if program.glibc.is_empty() => "asks for none".to_owned(),
        Gate::Versions => {
            let defines = start.base.map_or("", |base| &base.defines);
            let asked = format!("asks for GLIBC_{}", program.glibc);
            if defines.is_empty() {
                asked
            } else {
                format!("{asked}, base has up to {defines}")
            }
        }
        Gate::Runs if start.gate == Gate::Runs => format!("prints {}", start.said),
        Gate::Runs => "first line".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::Starts;
    use super::*;

    #[track_caller]
    fn check(program: &str, base: &str, expected: &[(&str, Verdict)]) {
        let start = Starts::get().unwrap().start(program, base).unwrap();
        let passages = passages(&start);
        let found: Vec<(&str, Verdict)> = passages
            .iter()
            .map(|it| (it.found.as_str(), it.verdict))
            .collect();
        assert_eq!(found, expected, "{program} in {base}");
    }

    #[test]
    fn a_missing_loader_stops_at_the_third_gate() {
        use Verdict::{NotReached, Passed, Stopped};
        check(
            "c-glibc",
            "scratch",
            &[
                ("7f 45 4c 46", Passed),
                ("3e 00 = x86-64", Passed),
                ("/lib64/ld-linux-x86-64.so.2", Stopped),
                ("libc.so.6", NotReached),
                ("asks for GLIBC_2.34", NotReached),
                ("first line", NotReached),
            ],
        );
    }

    #[test]
    fn a_static_program_has_nothing_to_show_at_three_gates() {
        use Verdict::{Passed, Skipped};
        check(
            "go-static",
            "scratch",
            &[
                ("7f 45 4c 46", Passed),
                ("3e 00 = x86-64", Passed),
                ("names none: static", Skipped),
                ("needs none", Skipped),
                ("asks for none", Skipped),
                ("prints hello", Passed),
            ],
        );
    }

    #[test]
    fn too_old_a_library_says_what_it_has() {
        let start = Starts::get()
            .unwrap()
            .start("c-glibc", "old-glibc")
            .unwrap();
        let versions = passages(&start).remove(4);
        assert_eq!(versions.verdict, Verdict::Stopped);
        assert_eq!(versions.found, "asks for GLIBC_2.34, base has up to 2.30");
    }
}
