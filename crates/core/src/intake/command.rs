//! Shell commands that name an image: where in the line it stands, and for which platform.

mod tools;

use super::{
    Refusal, platform_words,
    segments::Find,
    words::{self, Word},
};
use crate::platform::Platform;
use tools::{BUILDS, GROUPS, RUNS, SWITCHES, TOOLS, WITHOUT_IMAGE, WITHOUT_VERB, client};

/// The variable that tells docker which platform is meant where no flag does.
const DEFAULT_PLATFORM: &str = "DOCKER_DEFAULT_PLATFORM=";

/// A command that names an image, or that should and does not; nothing where the line is no command of a known tool.
pub(super) fn read(line: &str) -> Option<Result<Find<'_>, Refusal>> {
    let commands = words::commands(line);
    let (tool, leads, arguments) = commands.iter().find_map(|words| split_at_tool(words))?;
    let scan = Scan::of(&tool, arguments);
    let default_platform = || {
        let value = leads
            .iter()
            .find_map(|word| word.text.strip_prefix(DEFAULT_PLATFORM))?;
        platform_words::read(value).filter(|_| client(&tool) == Some("docker"))
    };
    let Some((word, value)) = scan.image else {
        return Some(Err(Refusal::NoImageInCommand));
    };
    let range = words::value_range(line, word, &value);
    Some(Ok(Find {
        before: line[..range.start].trim_end_matches(['"', '\'', ' ']),
        written: &line[range.clone()],
        after: line[range.end..].trim_start_matches(['"', '\'', '`']),
        tag: scan.tag,
        platform: scan.platform.or_else(default_platform),
        client: client(&tool),
    }))
}

/// The tool, what stands before it (a prompt, `sudo`, variables), and its arguments. A tool's name alone is no command: `docker` is also
/// the name of an image.
fn split_at_tool(words: &[Word]) -> Option<(String, &[Word], &[Word])> {
    for (idx, word) in words.iter().enumerate().take(8) {
        let name = tool_name(&word.text);
        if TOOLS.contains(&name) && idx + 1 < words.len() {
            let arguments = &words[idx + 1..];
            let is_command = words[..idx].iter().all(is_lead) || is_verb(&arguments[0].text);
            // `image pull`, but also a sentence: "the container image nginx".
            return (is_command && (name != "container" || is_verb(&arguments[0].text)))
                .then(|| (name.to_owned(), &words[..idx], arguments));
        }
    }
    None
}

/// `/usr/bin/docker`, `docker.exe`, `!docker`, `$docker`.
fn tool_name(word: &str) -> &str {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    let name = name.trim_start_matches(['!', '$', '#', '>', '%', '`', '(']);
    name.strip_suffix(".exe").unwrap_or(name)
}

fn is_verb(word: &str) -> bool {
    const VERBS: [&str; 6] = ["pull", "push", "inspect", "history", "save", "tag"];
    VERBS.contains(&word)
        || RUNS.contains(&word)
        || BUILDS.contains(&word)
        || GROUPS.contains(&word)
}

/// What may stand before a command: a prompt, `sudo -E`, `NAME=value`, `RUN`.
fn is_lead(word: &Word) -> bool {
    let text = word.text.as_str();
    let is_prompt = text.ends_with(['$', '#', '%', '>', '❯', '➜', 'λ'])
        || text.starts_with(['[', '(', '~', '-', '@']);
    let is_wrapper = [
        "sudo", "doas", "time", "env", "exec", "nohup", "PS", "RUN", "run:", "-",
    ]
    .contains(&text);
    is_prompt || is_wrapper || text.contains(['=', '@'])
}

/// What the arguments tell.
struct Scan<'a> {
    image: Option<(&'a Word, String)>,
    tag: Option<String>,
    platform: Option<Platform>,
}

/// Flags that are looked into.
#[derive(Default)]
struct Flags<'a> {
    image: Option<(&'a Word, String)>,
    built: Option<(&'a Word, String)>,
    version: Option<String>,
    platform: Option<Platform>,
    os: String,
    architecture: String,
    variant: String,
}

impl<'a> Scan<'a> {
    fn of(tool: &str, arguments: &'a [Word]) -> Scan<'a> {
        let mut flags = Flags::default();
        let mut positionals: Vec<&Word> = Vec::new();
        let mut verb = WITHOUT_VERB.contains(&tool).then_some("");
        let mut is_past_flags = false;
        let mut words = arguments.iter().peekable();
        while let Some(word) = words.next() {
            let text = word.text.as_str();
            if text == "--" {
                is_past_flags = true;
            } else if !is_past_flags && text.len() > 1 && text.starts_with('-') {
                let (name, inline) = text
                    .split_once('=')
                    .map_or((text, None), |(name, value)| (name, Some(value)));
                let value = match inline {
                    Some(value) => Some((word, value)),
                    // What says of itself that it is an image belongs to no flag.
                    None if takes_value(name, verb) => words
                        .next_if(|next| !has_transport(next))
                        .map(|next| (next, next.text.as_str())),
                    None => None,
                };
                if let Some((word, value)) = value {
                    flags.note(tool, name, word, value);
                }
            } else if verb.is_none_or(|verb| verb.is_empty() && matches!(text, "scan" | "packages"))
            {
                verb = (!is_group(tool, text)).then_some(text);
            } else {
                positionals.push(word);
                // To kubectl the name of the pod comes first, and its flags behind that.
                is_past_flags |=
                    RUNS.contains(&verb.unwrap_or_default()) && !matches!(tool, "kubectl" | "oc");
            }
        }
        flags.into_scan(tool, verb.unwrap_or_default(), &positionals)
    }
}

impl<'a> Flags<'a> {
    fn note(&mut self, tool: &str, name: &str, word: &'a Word, value: &str) {
        match name.trim_start_matches('-') {
            "p" if tool == "regctl" => self.platform = platform_words::read(value),
            "platform" => self.platform = platform_words::read(value),
            "os" | "override-os" => value.clone_into(&mut self.os),
            "arch" | "override-arch" => value.clone_into(&mut self.architecture),
            "variant" | "override-variant" => value.clone_into(&mut self.variant),
            "version" => self.version = Some(value.replace('+', "_")),
            "image" => self.image = Some((word, value.to_owned())),
            "t" | "tag" if self.built.is_none() => self.built = Some((word, value.to_owned())),
            _ => {}
        }
    }

    fn into_scan(self, tool: &str, verb: &str, positionals: &[&'a Word]) -> Scan<'a> {
        let has_transport = |word: &&&Word| has_transport(word);
        let whole = |word: &&'a Word| (*word, word.text.clone());
        let image = match tool {
            "helm" => positionals.iter().find(has_transport).map(whole),
            "kubectl" | "oc" => self.image.or_else(|| {
                let word = positionals.iter().find(|word| word.text.contains('='))?;
                Some((*word, word.text.split_once('=')?.1.to_owned()))
            }),
            "oras" | "crane" | "gcrane" if verb == "cp" => positionals.first().map(whole),
            _ if WITHOUT_IMAGE.contains(&verb) => None,
            _ if BUILDS.contains(&verb) => self.built,
            "skopeo" => positionals
                .iter()
                .find(has_transport)
                .or(positionals.first())
                .map(whole),
            _ => positionals.first().map(whole),
        };
        let parts = || platform_words::from_parts(&self.os, &self.architecture, &self.variant);
        Scan {
            image,
            tag: self.version.filter(|_| tool == "helm"),
            platform: self.platform.or_else(parts),
        }
    }
}

/// `docker://` of skopeo, `oci://` of Helm.
fn has_transport(word: &Word) -> bool {
    word.text.starts_with("docker://") || word.text.starts_with("oci://")
}

/// Whether another verb follows. To crane, `manifest` is the verb itself; to docker, `tag` is.
fn is_group(tool: &str, word: &str) -> bool {
    match tool {
        "crane" | "gcrane" => word == "index",
        "regctl" => matches!(word, "tag" | "blob") || GROUPS.contains(&word),
        "oras" => word == "blob" || GROUPS.contains(&word),
        "ctr" => word == "content" || GROUPS.contains(&word),
        "trivy" | "skopeo" | "helm" => word == "show",
        _ => GROUPS.contains(&word),
    }
}

/// Whether the next word belongs to a flag that has no `=`.
fn takes_value(flag: &str, verb: Option<&str>) -> bool {
    let verb = verb.unwrap_or_default();
    if let Some(name) = flag.strip_prefix("--") {
        return !(SWITCHES.contains(&name) || (name == "pull" && BUILDS.contains(&verb)));
    }
    // Letters may be bundled, `-it`; one that takes a value takes the rest of the word, or else the next word.
    let letters = &flag[1..];
    let takes = |letter: char| match verb {
        "run" | "create" | "debug" => !"ditPq".contains(letter),
        "build" | "bud" => "tfoc".contains(letter),
        _ => "tnHcopule".contains(letter),
    };
    letters
        .find(takes)
        .is_some_and(|at| letters[at..].chars().count() == 1)
}
