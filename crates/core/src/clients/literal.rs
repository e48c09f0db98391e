//! The clients that take the first entry that matches letter by letter: crane, oras and rust-oci-client.

use super::{
    Asker, Choice, Client, Offered, Reason,
    choosing::{Judged, Question, Taken, as_named, machine, name, nested, other_machine},
};
use crate::{
    platform::Platform,
    resolve::{RuleSet, written_out},
};

/// `matchesPlatform` and `childByPlatform` of go-containerregistry.
pub(super) const CRANE: Client = Client {
    id: "crane",
    name: "crane",
    also: "ko, kaniko, Tekton",
    library: "go-containerregistry",
    version: "3f4ff3ca",
    as_of: "2026-08-21",
    source: "https://github.com/google/go-containerregistry/blob/3f4ff3ca/pkg/v1/remote/index.go",
    rules: RuleSet::Rc5,
    rule: crane,
};

/// `platform.Match` of oras-go.
pub(super) const ORAS: Client = Client {
    id: "oras",
    name: "oras",
    also: "oras-go",
    library: "oras-go",
    version: "19db72b1",
    as_of: "2026-07-21",
    source: "https://github.com/oras-project/oras-go/blob/19db72b1/internal/platform/platform.go",
    rules: RuleSet::Rc5,
    rule: oras,
};

/// `current_platform_resolver` of rust-oci-client.
pub(super) const RUST_OCI: Client = Client {
    id: "rust-oci",
    name: "rust-oci-client",
    also: "the crate oci-client",
    library: "rust-oci-client",
    version: "7f82006",
    as_of: "",
    source: "https://github.com/oras-project/rust-oci-client/blob/7f82006/src/client.rs",
    rules: RuleSet::Rc5,
    rule: rust_oci,
};

fn crane(asker: &Asker, offered: &[Offered], _: RuleSet) -> Choice {
    let asked = as_named(asker);
    let assumed = Platform::new("linux", "amd64", "");
    let judged = Judged::new(offered, |entry| {
        matches(entry.platform.as_ref().unwrap_or(&assumed), &asked)
    });
    let best = judged.best();
    let mut rule = rule("crane", &asked, best.map(|idx| &offered[idx]));
    if !asker.is_explicit {
        rule.push_str(" It does not look at the machine: without `--platform` it takes linux/amd64 wherever it picks one.");
    }
    rule.push_str(&nested(offered, best, "it is searched by the same rule"));
    let question = Question::plain(asked);
    let taken = best.map(|idx| Taken {
        idx,
        reason: if offered[idx].platform.is_none() {
            Reason::AssumedAmd64
        } else {
            question.first(&offered[idx], &question.asked)
        },
    });
    judged.close(&question, taken, rule)
}

fn oras(asker: &Asker, offered: &[Offered], _: RuleSet) -> Choice {
    let asked = as_named(asker);
    let judged = Judged::new(offered, |entry| match &entry.platform {
        Some(platform) => matches(platform, &asked),
        None => Err(Reason::NoPlatform),
    });
    let best = judged.best();
    let mut rule = rule("oras", &asked, best.map(|idx| &offered[idx]));
    if !asker.is_explicit {
        rule.push_str(
            " It chooses only where `--platform` names one, and does not look at the machine.",
        );
    }
    let does = "oras hands it over as it is and does not choose a second time";
    rule.push_str(&nested(offered, best, does));
    let question = Question::plain(asked);
    let taken = best.map(|idx| Taken {
        idx,
        reason: question.first(&offered[idx], &question.asked),
    });
    judged.close(&question, taken, rule)
}

fn rust_oci(asker: &Asker, offered: &[Offered], _: RuleSet) -> Choice {
    let meant = if asker.is_explicit {
        asker.platform.clone()
    } else {
        machine(&asker.platform)
    };
    let asked = Platform::new(&meant.os, &meant.architecture, "");
    let judged = Judged::new(offered, |entry| match &entry.platform {
        Some(platform) => other_machine(&asked, platform).map_or(Ok(()), Err),
        None => Err(Reason::NoPlatform),
    });
    let best = judged.best();
    let looks = format!(
        "rust-oci-client looks for {} and compares nothing else",
        name(&asked)
    );
    let mut rule = match best.map(|idx| &offered[idx]) {
        None => format!("{looks}, and no entry is for that."),
        Some(entry) => format!("{looks}; the first is entry {}.", entry.position),
    };
    let does = "rust-oci-client stops with an error there, “received Image Index manifest instead”";
    rule.push_str(&nested(offered, best, does));
    let question = Question::reduced(asked, &meant);
    let taken = best.map(|idx| Taken {
        idx,
        reason: question.first(&offered[idx], &question.asked),
    });
    judged.close(&question, taken, rule)
}

/// Operating system and architecture are equal, and so are variant and version where they are asked for; features that are
/// asked for are all there.
fn matches(offered: &Platform, asked: &Platform) -> Result<(), Reason> {
    if let Some(reason) = other_machine(asked, offered) {
        return Err(reason);
    }
    if !asked.os_version.is_empty() && asked.os_version != offered.os_version {
        return Err(Reason::Exactly {
            wanted: asked.os_version.clone(),
            offered: offered.os_version.clone(),
        });
    }
    if !asked.variant.is_empty() && asked.variant != offered.variant {
        return Err(Reason::Exactly {
            wanted: written_out(asked),
            offered: offered.variant.clone(),
        });
    }
    let is_missing = |feature: &&String| !offered.os_features.contains(feature);
    let missing: Vec<String> = asked
        .os_features
        .iter()
        .filter(is_missing)
        .cloned()
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Reason::LacksFeatures { missing })
    }
}

fn rule(client: &str, asked: &Platform, taken: Option<&Offered>) -> String {
    let mut parts = vec!["operating system", "architecture"];
    for (part, is_asked) in [
        ("variant", !asked.variant.is_empty()),
        ("os.version", !asked.os_version.is_empty()),
    ] {
        if is_asked {
            parts.push(part);
        }
    }
    let looks = format!(
        "{client} looks for {} and takes the first entry of the same {}, letter by letter",
        name(asked),
        parts.join(", ")
    );
    match taken {
        None => format!("{looks}; there is none."),
        Some(entry) if entry.platform.is_none() => format!(
            "{looks}; entry {} states no platform, and {client} takes that for linux/amd64.",
            entry.position
        ),
        Some(entry) => format!("{looks}; that is entry {}.", entry.position),
    }
}
