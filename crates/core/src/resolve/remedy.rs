//! What the engine says when nothing matches, and what would help.
//!
//! The messages are those of moby v29: `noMatchesErr` in `daemon/internal/distribution/pull_v2.go` for the classic store, and the
//! same followed by containerd's error for the containerd store (`daemon/containerd/image_pull.go`).

use std::fmt;

use super::{
    Candidate, Policy, Refusal, RuleSet, Verdict, verdict::Judge, windows, wishes::wishes,
};
use crate::{platform::Platform, resolve::Offer};

/// Nothing was acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoMatch {
    /// What Docker prints with the containerd image store, the default of new installations.
    pub message: String,
    /// What Docker prints with the classic store.
    pub classic_message: String,
    /// What would help, best first; each is checked against the offers.
    pub remedies: Vec<Remedy>,
}

/// Something that would help. `Display` is one sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
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
    /// Another tag may have it, or it can be built.
    OtherTagOrBuild {
        /// The command that builds it.
        command: String,
    },
    /// The index holds no image for any machine.
    NothingHere,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
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
                "{platform} is offered: use a host of that build, or another tag for this one"
            ),
            Remedy::OlderHost { platform } => write!(
                f,
                "{platform} is offered: if this machine really has that variant, ask for it by name with `--platform {platform}`"
            ),
            Remedy::OtherTagOrBuild { command } => {
                write!(f, "look for another tag, or build it: `{command}`")
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

pub(super) fn no_match(host: &Platform, candidates: &[Candidate], rules: RuleSet) -> NoMatch {
    let classic_message = format!(
        "no matching manifest for {} in the manifest list entries",
        as_the_daemon_prints_it(host)
    );
    NoMatch {
        message: format!("{classic_message}: no match for platform in manifest: not found"),
        classic_message,
        remedies: remedies(host, candidates, rules),
    }
}

/// A daemon always states the Arm version, and of a Windows version the first three numbers.
fn as_the_daemon_prints_it(host: &Platform) -> Platform {
    let mut host = host.normalize();
    if host.architecture == "arm64" && host.variant.is_empty() {
        host.variant = "v8".to_owned();
    }
    if host.os == "windows" {
        host.os_version = windows::without_revision(&host.os_version);
    }
    host
}

fn remedies(host: &Platform, candidates: &[Candidate], rules: RuleSet) -> Vec<Remedy> {
    let images: Vec<(&Platform, &Refusal)> = candidates.iter().filter_map(image).collect();
    if images.is_empty() {
        return vec![Remedy::NothingHere];
    }
    let mut remedies = Vec::new();
    if let Some(platform) =
        wider(host).filter(|wider| is_offered(wider, Policy::OnlyStrict, candidates, rules))
    {
        remedies.push(Remedy::Use64Bit { platform });
    }
    let near = images.iter().find(|(_, refusal)| is_near_miss(refusal));
    if let Some((platform, _)) =
        near.filter(|(platform, _)| is_offered(platform, Policy::OnlyStrict, candidates, rules))
    {
        remedies.push(Remedy::OlderHost {
            platform: (*platform).clone(),
        });
    }
    if let Some(platform) = emulated(host, candidates, rules) {
        remedies.push(Remedy::Emulate { platform });
    }
    let target = Platform {
        os_version: String::new(),
        os_features: Vec::new(),
        ..host.clone()
    };
    remedies.push(Remedy::OtherTagOrBuild {
        command: format!("docker buildx build --platform {target} --tag NAME --push ."),
    });
    remedies
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

/// What the host could emulate: a platform that stands in the index, or else one that accepts something there.
fn emulated(host: &Platform, candidates: &[Candidate], rules: RuleSet) -> Option<Platform> {
    if host.os != "linux" {
        return None;
    }
    let is_narrow = |architecture: &str| NARROW.contains(&architecture);
    let guests: Vec<Platform> = EMULATED
        .into_iter()
        .filter(|guest| *guest != host.architecture)
        .filter(|guest| is_narrow(guest) || !is_narrow(&host.architecture))
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
        Refusal::VariantTooNew { .. } | Refusal::VariantNotListed { .. } => true,
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
    candidates.iter().any(|candidate| {
        let offer = Offer {
            position: candidate.position,
            platform: candidate.platform.clone(),
            is_readable: candidate.verdict != Verdict::Refused(Refusal::Unreadable),
        };
        judge.judge(&offer).is_ok()
    })
}
