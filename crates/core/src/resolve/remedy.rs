//! What the engine says when nothing matches, and what would help.
//!
//! Pulls ask with [`Policy::Only`]. Their messages are those of moby v29: `noMatchesErr` in
//! `daemon/internal/distribution/pull_v2.go` for the classic store, and the same followed by containerd's error for the
//! containerd store (`daemon/containerd/image_pull.go`).
//!
//! No pull asks with [`Policy::OnlyStrict`]. What is printed then depends on who asked: containerd's own error, from
//! `LimitManifests` in `core/images/handlers.go`, knows no reference and is what stands in [`NoMatch`]; Docker words it anew
//! for local images, see [`Resolution::local_message`].

use std::fmt;

use super::{
    Candidate, Offer, Outcome, Policy, Question, Refusal, Resolution, RuleSet, Verdict, resolve,
    verdict::Judge, windows, wishes::wishes,
};
use crate::{
    platform::{Platform, isolation, windows_release},
    reference::Reference,
};

/// Nothing was acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoMatch {
    /// What Docker prints with the containerd image store, the default of new installations. Asked strictly, containerd's own
    /// error: no pull asks that way.
    pub message: String,
    /// What Docker prints with the classic store. Asked strictly the same as `message`, since the classic store keeps no index
    /// to choose from.
    pub classic_message: String,
    /// What would help, best first; each is checked against the offers.
    pub remedies: Vec<Remedy>,
}

/// Something that would help. `Display` is one sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Only the strict question has no answer: a pull, which allows fallbacks, would take this entry.
    WithFallbacks {
        /// That entry's place in the index, from 1.
        position: usize,
        /// That entry's platform, normalized.
        platform: Platform,
    },
    /// The host could run this entry under emulation.
    Emulate {
        /// What to ask for with `--platform`.
        platform: Platform,
    },
    /// The daemon is a 32-bit one, and there is an entry for the 64-bit machine that it may run on.
    Use64Bit {
        /// The 64-bit entry's platform.
        platform: Platform,
    },
    /// There is an entry for this operating system and architecture, but it needs another variant or build.
    OlderHost {
        /// That entry's platform.
        platform: Platform,
    },
    /// The host runs this build, but only in a virtual machine of its own.
    HyperV {
        /// The entry's platform.
        platform: Platform,
    },
    /// Another tag may have it.
    OtherTag,
    /// It can be built, beside what is there already.
    Build {
        /// The command that does.
        command: String,
    },
    /// The index holds no image for any machine.
    NothingHere,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remedy::WithFallbacks { position, platform } => {
                write!(f, "asked with fallbacks, entry {position} fits: {platform}")
            }
            Remedy::Emulate { platform } => {
                write!(
                    f,
                    "run another machine's image under emulation, slower: `--platform {platform}`"
                )
            }
            Remedy::Use64Bit { platform } => write!(
                f,
                "if the processor is a 64-bit one, install the 64-bit system: this tag has {platform}"
            ),
            Remedy::OlderHost { platform } if platform.os == "windows" => write!(
                f,
                "{} is offered: use a host of that build, or a tag for this one",
                in_words(platform)
            ),
            Remedy::OlderHost { platform } => write!(
                f,
                "{platform} is offered: if this machine really has that variant, ask for it by name with `--platform {platform}`"
            ),
            Remedy::HyperV { platform } => write!(
                f,
                "this host runs {} under Hyper-V isolation, `--isolation=hyperv`, once it is there: Docker's classic store pulls it, the containerd store does not",
                in_words(platform)
            ),
            Remedy::OtherTag => f.write_str("look for another tag that has it"),
            Remedy::Build { command } => {
                write!(
                    f,
                    "its publisher can build it for all of its platforms: `{command}`"
                )
            }
            Remedy::NothingHere => f.write_str("this tag has no image for any platform"),
        }
    }
}

/// What people can count on being emulated under Linux, best supported first.
const EMULATED: [&str; 7] = [
    "amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64",
];

/// Architectures of 32 bits: a host of one cannot emulate 64 bits.
const NARROW: [&str; 2] = ["arm", "386"];

/// What `LimitManifests` of containerd says.
const CONTAINERD_MESSAGE: &str = "no match for platform in manifest: not found";

pub(super) fn no_match(host: &Platform, candidates: &[Candidate], question: &Question) -> NoMatch {
    let (message, classic_message) = match question.policy {
        Policy::Only => {
            let classic = format!(
                "no matching manifest for {} in the manifest list entries",
                host.as_engine_prints_it()
            );
            (format!("{classic}: {CONTAINERD_MESSAGE}"), classic)
        }
        Policy::OnlyStrict => (CONTAINERD_MESSAGE.to_owned(), CONTAINERD_MESSAGE.to_owned()),
    };
    NoMatch {
        message,
        classic_message,
        remedies: remedies(host, candidates, question),
    }
}

impl Resolution {
    /// What Docker prints if it is asked for a local image with `--platform` and has no entry for it; `None` unless the
    /// question was strict and nothing matched.
    ///
    /// `errPlatformNotFound` in moby's `daemon/containerd/image.go`: the familiar name, and the platform as it was asked for.
    /// The classic store keeps one platform of each image and names it instead, which an index does not tell.
    pub fn local_message(&self, reference: &Reference) -> Option<String> {
        let is_local = self.question.policy == Policy::OnlyStrict
            && matches!(self.outcome, Outcome::NoMatch(_));
        is_local.then(|| {
            format!(
                "image with reference {} was found but does not provide the specified platform ({})",
                reference.clone().with_default_tag().familiar(),
                self.question.host
            )
        })
    }
}

fn remedies(host: &Platform, candidates: &[Candidate], question: &Question) -> Vec<Remedy> {
    let rules = question.rules;
    let images: Vec<(&Platform, &Refusal)> = candidates.iter().filter_map(image).collect();
    if images.is_empty() {
        return vec![Remedy::NothingHere];
    }
    let mut remedies = Vec::new();
    let fallback = match question.policy {
        Policy::Only => None,
        Policy::OnlyStrict => with_fallbacks(candidates, question),
    };
    // An entry that the machine runs as it is needs neither emulation nor another variant.
    let is_native = fallback.is_some();
    remedies.extend(fallback);
    if let Some(platform) =
        wider(host).filter(|wider| is_offered(wider, Policy::OnlyStrict, candidates, rules))
    {
        remedies.push(Remedy::Use64Bit { platform });
    }
    // Asking for another variant by name is a pull, and so is judged with fallbacks.
    let near = images.iter().find(|(platform, refusal)| {
        !is_native && is_near_miss(refusal) && is_offered(platform, Policy::Only, candidates, rules)
    });
    if let Some((platform, _)) = near {
        remedies.push(Remedy::OlderHost {
            platform: (*platform).clone(),
        });
    }
    if let Some(platform) = emulated(host, candidates, rules).filter(|_| !is_native) {
        remedies.push(Remedy::Emulate { platform });
    }
    if host.os == "windows" {
        let older = images.iter().find(|(platform, refusal)| {
            matches!(refusal, Refusal::OsVersion { .. }) && isolation::is_hyper_v(host, platform)
        });
        remedies.extend(older.map(|(platform, _)| Remedy::HyperV {
            platform: (*platform).clone(),
        }));
    }
    remedies.push(Remedy::OtherTag);
    // Base images of Windows come from Microsoft alone.
    if host.os != "windows" {
        let present: Vec<&Platform> = images.iter().map(|(platform, _)| *platform).collect();
        remedies.extend(build(host, &present).map(|command| Remedy::Build { command }));
    }
    remedies
}

/// The command that builds what is there already and what is missing: one platform alone, pushed to the same tag, would take its
/// place. Nothing where there is too much to build, another operating system among it, or a name that no shell should see.
fn build(host: &Platform, present: &[&Platform]) -> Option<String> {
    const BUILT_MAX: usize = 8;
    let mut names: Vec<String> = Vec::new();
    for platform in present.iter().copied().chain([host]) {
        let name = platform.short();
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > BUILT_MAX {
            return None;
        }
    }
    let is_plain = |name: &String| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte))
    };
    let is_of_one_system = present.iter().all(|it| it.os == host.os);
    (is_of_one_system && names.iter().all(is_plain)).then(|| {
        let platforms = names.join(",");
        format!("docker buildx build --platform {platforms} --tag NAME --push .")
    })
}

/// A Windows platform by its release, where that is known.
fn in_words(platform: &Platform) -> String {
    match windows_release(&platform.os_version) {
        Some(release) => format!("{release}, {},", platform.os_version),
        None => platform.to_string(),
    }
}

/// What the same machine gets if it asks as pulls do.
fn with_fallbacks(candidates: &[Candidate], question: &Question) -> Option<Remedy> {
    let offers: Vec<Offer> = candidates.iter().map(offer).collect();
    let question = Question {
        policy: Policy::Only,
        ..question.clone()
    };
    let resolution = resolve(&offers, &question);
    let chosen = resolution.chosen()?;
    Some(Remedy::WithFallbacks {
        position: chosen.position,
        platform: chosen.normalized.clone()?,
    })
}

/// Readable candidates that name a machine.
fn image(candidate: &Candidate) -> Option<(&Platform, &Refusal)> {
    match (&candidate.normalized, &candidate.verdict) {
        (Some(platform), Verdict::Refused(refusal)) => {
            let is_image = !platform.is_unstated()
                && !platform.architecture.is_empty()
                && !matches!(refusal, Refusal::Unknown | Refusal::Unreadable);
            is_image.then_some((platform, refusal))
        }
        _ => None,
    }
}

/// The 64-bit machine that a 32-bit daemon may be running on.
fn wider(host: &Platform) -> Option<Platform> {
    let architecture = match host.architecture.as_str() {
        "arm" => "arm64",
        "386" => "amd64",
        _ => return None,
    };
    Some(Platform {
        architecture: architecture.to_owned(),
        variant: String::new(),
        ..host.clone()
    })
}

/// What to ask for so that a host runs an image under emulation, if it can at all: an architecture that people can count on, not
/// the host's own, and none of 64 bits on a host of 32. Whatever an image states, the answer holds words of ours alone, so that it
/// may stand in a command.
///
/// ```
/// use tagprism_core::{Platform, resolve::emulated_as};
/// let host = Platform::new("linux", "arm64", "v8");
/// let asked = emulated_as(&host, &Platform::new("linux", "x86_64", ""));
/// assert_eq!(asked, Some(Platform::new("linux", "amd64", "")));
/// assert_eq!(emulated_as(&host, &Platform::new("linux", "amd64;sh", "")), None);
/// ```
pub fn emulated_as(host: &Platform, image: &Platform) -> Option<Platform> {
    let (host, image) = (host.normalize(), image.normalize());
    if (&*host.os, &*image.os) != ("linux", "linux") {
        return None;
    }
    let guest = guests(&host.architecture).find(|guest| *guest == image.architecture)?;
    let variants = ["v5", "v6", "v7", "v8"];
    let variant = variants.into_iter().find(|it| *it == image.variant);
    Some(Platform::new("linux", guest, variant.unwrap_or_default()))
}

/// Architectures that a host of this one can count on to emulate.
fn guests(host: &str) -> impl Iterator<Item = &'static str> {
    let is_narrow = |architecture: &str| NARROW.contains(&architecture);
    let (own, is_narrow_host) = (host.to_owned(), is_narrow(host));
    EMULATED
        .into_iter()
        .filter(move |guest| *guest != own && (is_narrow(guest) || !is_narrow_host))
}

/// What the host could emulate: a platform that stands in the index, or else one that accepts something there.
fn emulated(host: &Platform, candidates: &[Candidate], rules: RuleSet) -> Option<Platform> {
    if host.os != "linux" {
        return None;
    }
    let guests: Vec<Platform> = guests(&host.architecture)
        .map(|guest| Platform::new("linux", guest, "").normalize())
        .collect();
    [Policy::OnlyStrict, Policy::Only]
        .into_iter()
        .find_map(|policy| {
            let is_met = |guest: &&Platform| is_offered(guest, policy, candidates, rules);
            guests.iter().find(is_met).cloned()
        })
}

fn is_near_miss(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::VariantTooNew { .. }
        | Refusal::VariantNotListed { .. }
        | Refusal::HostVariantUnknown { .. } => true,
        Refusal::OsVersion { host, offered, .. } => windows::is_newer(host, offered),
        _ => false,
    }
}

/// Whether asking for a platform would find something here.
fn is_offered(
    platform: &Platform,
    policy: Policy,
    candidates: &[Candidate],
    rules: RuleSet,
) -> bool {
    let asked = platform.normalize();
    let wishes = wishes(&asked, policy);
    let judge = Judge {
        host: &asked,
        wishes: &wishes,
        rules,
    };
    candidates
        .iter()
        .any(|candidate| judge.judge(&offer(candidate)).is_ok())
}

/// The offer that a refused candidate was judged by.
fn offer(candidate: &Candidate) -> Offer {
    Offer {
        position: candidate.position,
        platform: candidate.platform.clone(),
        is_readable: candidate.verdict != Verdict::Refused(Refusal::Unreadable),
    }
}
