//! Dockerfiles: `FROM`, `COPY --from`, `RUN --mount=from=…` and the image of `# syntax=`.

mod lines;

use crate::{
    Kind, Stack, TEXT_LENGTH_MAX,
    finds::{At, Draft, Finds, platform, unreadable},
    variables::{Filled, VALUE_LENGTH_MAX, fill},
};
use lines::{Instruction, split};
use std::collections::{BTreeMap, BTreeSet};
use tagprism_core::Platform;

/// What BuildKit sets by itself; a file cannot say what it will be.
const AUTOMATIC: [&str; 8] = [
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
];

/// Reads a Dockerfile.
pub(crate) fn read(text: &str) -> Stack {
    if text.len() > TEXT_LENGTH_MAX {
        return unreadable(
            "The Dockerfile is longer than 1 MiB.",
            "Paste the part that names the images.",
        );
    }
    let (directives, instructions) = split(text);
    let mut finds = Finds::default();
    for directive in directives.iter().filter(|it| it.name == "syntax") {
        // Words behind the image are options of the frontend.
        let written = directive
            .value
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let at = At {
            line: directive.line,
            column: directive.column,
        };
        let draft = Draft {
            written: written.to_owned(),
            filled: Filled::plain(written),
            place: format!("syntax directive, line {}", directive.line),
            notes: vec!["This image reads the Dockerfile; it runs on the builder.".to_owned()],
            ..Draft::default()
        };
        finds.image(at, draft);
    }
    // One by one: collecting would sort first, and a sort is kilobytes of the program.
    let mut names = BTreeSet::new();
    names.extend(instructions.iter().filter_map(stage_name));
    let mut reading = Reading {
        finds,
        arguments: BTreeMap::new(),
        names,
        stages: Vec::new(),
        earlier: BTreeSet::new(),
    };
    for instruction in &instructions {
        reading.instruction(instruction);
    }
    reading.finds.into_stack(Kind::Dockerfile, text)
}

struct Reading {
    finds: Finds,
    /// `ARG` before the first `FROM`: its value, or nothing where it has none.
    arguments: BTreeMap<String, Option<String>>,
    /// The names of all stages, in lower case.
    names: BTreeSet<String>,
    /// The stages so far: their names in lower case, or nothing.
    stages: Vec<Option<String>>,
    /// The names of the stages so far, to look them up.
    earlier: BTreeSet<String>,
}

/// `FROM … AS name`, in lower case.
fn stage_name(instruction: &Instruction) -> Option<String> {
    if instruction.keyword != "FROM" {
        return None;
    }
    let mut words = instruction
        .rest
        .split_whitespace()
        .skip_while(|word| word.starts_with("--"))
        .skip(1);
    let is_as = words.next()?.eq_ignore_ascii_case("AS");
    words.next().filter(|_| is_as).map(str::to_ascii_lowercase)
}

impl Reading {
    fn instruction(&mut self, instruction: &Instruction) {
        match instruction.keyword.as_str() {
            "ARG" if self.stages.is_empty() => self.arguments(&instruction.rest),
            "FROM" => self.base(instruction),
            "COPY" | "RUN" => self.used(&instruction.keyword, instruction),
            "ONBUILD" => {
                let keyword = instruction.rest.split_whitespace().next();
                let keyword = keyword.unwrap_or_default().to_ascii_uppercase();
                if matches!(keyword.as_str(), "COPY" | "RUN") {
                    self.used(&keyword, instruction);
                }
            }
            _ => {}
        }
    }

    /// `ARG NAME=value OTHER`.
    fn arguments(&mut self, rest: &str) {
        for word in rest.split_whitespace() {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.trim_matches(['"', '\'']))),
                None => (word, None),
            };
            let value = value
                .map(|value| self.fill(value))
                .filter(|value| value.missing.is_empty() && value.text.len() <= VALUE_LENGTH_MAX)
                .map(|value| value.text);
            self.arguments.insert(name.to_owned(), value);
        }
    }

    fn fill(&self, text: &str) -> Filled {
        fill(text, &|name| self.arguments.get(name)?.clone())
    }

    /// `FROM [--platform=…] image [AS name]`.
    fn base(&mut self, instruction: &Instruction) {
        let mut flags = Vec::new();
        let mut image = None;
        for word in instruction.rest.split_whitespace() {
            match word.strip_prefix("--") {
                Some(flag) => flags.push(flag),
                None => {
                    image = Some(word.trim_matches(['"', '\'']));
                    break;
                }
            }
        }
        let name = stage_name(instruction);
        let stage = match &name {
            Some(name) => name.clone(),
            None => self.stages.len().to_string(),
        };
        let at = At {
            line: instruction.line,
            column: instruction.column,
        };
        let place = format!("stage {stage}, line {}", instruction.line);
        match image {
            None => self.finds.problem(
                at,
                &place,
                "This `FROM` names no image.".to_owned(),
                "Write the image behind it.",
            ),
            Some(image) => {
                let filled = self.fill(image);
                if filled.text != "scratch"
                    && !self.earlier.contains(&filled.text.to_ascii_lowercase())
                {
                    let flag = flags.iter().find_map(|flag| flag.strip_prefix("platform="));
                    let (platform, note) = flag.map_or((None, None), |flag| self.platform(flag));
                    let mut notes: Vec<String> = note.into_iter().collect();
                    let automatic = filled
                        .missing
                        .iter()
                        .find(|it| AUTOMATIC.contains(&it.as_str()));
                    notes.extend(automatic.map(|name| {
                        format!("The builder sets `{name}`, so that each platform may have another image.")
                    }));
                    self.finds.image(
                        at,
                        Draft {
                            written: image.to_owned(),
                            filled,
                            platform,
                            place,
                            notes,
                        },
                    );
                }
            }
        }
        self.earlier.extend(name.clone());
        self.stages.push(name);
    }

    /// The platform of a stage, or what there is to say where it is not fixed.
    fn platform(&self, flag: &str) -> (Option<Platform>, Option<String>) {
        let flag = flag.trim_matches(['"', '\'']);
        let filled = self.fill(flag);
        match filled.missing.first().map(String::as_str) {
            None => match platform(&filled.text) {
                Some(platform) => (Some(platform), filled.notes().next()),
                None => (
                    None,
                    Some(format!(
                        "`--platform={flag}` is no platform that can be read."
                    )),
                ),
            },
            Some("BUILDPLATFORM") => (
                None,
                Some(
                    "This stage runs on the platform of the builder, `$BUILDPLATFORM`.".to_owned(),
                ),
            ),
            Some("TARGETPLATFORM") => (
                None,
                Some(
                    "This stage is for the platform that is built for, as without `--platform`."
                        .to_owned(),
                ),
            ),
            Some(name) => (
                None,
                Some(format!(
                    "Its platform is in `{name}`, which has no value here."
                )),
            ),
        }
    }

    /// `COPY --from=…` and `RUN --mount=…,from=…`: an image, where it is no stage.
    fn used(&mut self, keyword: &str, instruction: &Instruction) {
        let flags = instruction
            .rest
            .split_whitespace()
            .skip_while(|word| word.eq_ignore_ascii_case(keyword))
            .take_while(|word| word.starts_with("--"));
        let at = At {
            line: instruction.line,
            column: instruction.column,
        };
        for flag in flags {
            let (from, form) = if keyword == "COPY" {
                (flag.strip_prefix("--from="), "COPY --from")
            } else {
                let from = flag
                    .strip_prefix("--mount=")
                    .and_then(|mount| mount.split(',').find_map(|part| part.strip_prefix("from=")));
                (from, "RUN --mount")
            };
            let Some(from) = from.map(|from| from.trim_matches(['"', '\''])) else {
                continue;
            };
            let lower = from.to_ascii_lowercase();
            let is_stage = self.names.contains(&lower)
                || (!from.is_empty() && from.bytes().all(|byte| byte.is_ascii_digit()));
            if is_stage || from == "scratch" {
                continue;
            }
            let stage = match self.stages.last() {
                Some(Some(name)) => format!("stage {name}, "),
                Some(None) => format!("stage {}, ", self.stages.len() - 1),
                None => String::new(),
            };
            // What is said before the first stage is not known inside of one.
            let filled = fill(from, &|_| None);
            self.finds.image(
                at,
                Draft {
                    written: from.to_owned(),
                    filled,
                    place: format!("{stage}line {}, {form}", instruction.line),
                    ..Draft::default()
                },
            );
        }
    }
}
