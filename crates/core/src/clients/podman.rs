//! containers/image: podman, skopeo, Buildah and CRI-O.
//!
//! `WantedPlatforms` in `internal/pkg/platform/platform_matcher.go` makes a list of variants, and `chooseInstance` in
//! `internal/manifest/oci_index.go` takes the entry whose platform stands first on it, among those one with zstd layers, among
//! those the first. Everything is compared letter by letter, and neither `os.version` nor features are. An entry without a
//! platform does where nothing else fits.
//!
//! This is the rule for OCI indexes. For Docker's manifest lists there is another function, which is not told
//! here: what a client looks at does not say which of the two an index is.

use super::{
    Asker, Choice, Client, Offered, Reason,
    choosing::{Judged, Question, Taken, machine, name, nested, other_machine, other_variant},
};
use crate::{platform::Platform, resolve::RuleSet};

pub(super) const PODMAN: Client = Client {
    id: "podman",
    name: "Podman",
    also: "skopeo, Buildah, CRI-O",
    library: "containers/image",
    version: "df7e80d2",
    as_of: "2025-08-29",
    source: "https://github.com/containers/image/blob/df7e80d2/internal/manifest/oci_index.go",
    rules: RuleSet::Rc5,
    rule: podman,
};

/// Variants from the most capable to the least; only these architectures have some.
const COMPATIBLE: &[(&str, &[&str])] = &[("arm", &["v8", "v7", "v6", "v5"]), ("arm64", &["v8"])];

/// Place on the list of what is wanted, then whether it lacks zstd.
type Rank = (usize, bool);

fn podman(asker: &Asker, offered: &[Offered], _: RuleSet) -> Choice {
    let asked = asks(asker);
    let variants = wanted(&asked);
    let highest = Platform {
        variant: variants.first().map_or("", |it| it).to_owned(),
        ..asked.clone()
    };
    let judged = Judged::new(offered, |entry| -> Result<Rank, Reason> {
        let Some(platform) = &entry.platform else {
            return Ok((usize::MAX, !entry.is_zstd));
        };
        if let Some(reason) = other_machine(&asked, platform) {
            return Err(reason);
        }
        match variants.iter().position(|it| *it == platform.variant) {
            Some(place) => Ok((place, !entry.is_zstd)),
            None => Err(other_variant(&highest, platform)),
        }
    });
    let best = judged.best();
    let is_by_zstd = best.is_some_and(|best| {
        let rank = |wanted| judged.fitting().find(|(idx, _)| *idx == wanted);
        let place = rank(best).map(|(_, (place, _))| *place);
        let mut before = judged.fitting().take_while(|(idx, _)| *idx < best);
        before.any(|(_, (other, _))| Some(*other) == place)
    });
    let rule = rule(&asked, &variants, best.map(|idx| &offered[idx]), is_by_zstd);
    let does = "Podman stops with an error there, for it does not choose a second time";
    let mut rule = rule + &nested(offered, best, does);
    if !asker.is_explicit && asked.os == "darwin" {
        rule.push_str(" That is what skopeo asks on a Mac; Podman itself pulls inside a Linux machine there, and asks for Linux.");
    }
    let meant = Platform {
        os_version: asker.platform.os_version.clone(),
        ..asked.clone()
    };
    let question = Question::reduced(asked, &meant);
    let taken = best.map(|idx| Taken {
        idx,
        reason: if is_by_zstd {
            Reason::Zstd
        } else {
            question.best(&offered[idx])
        },
    });
    judged.close(&question, taken, rule)
}

/// Nobody's level of amd64 is found out, and 64-bit Arm is always v8; version and features are left out.
fn asks(asker: &Asker) -> Platform {
    let mut asked = if asker.is_explicit {
        asker.platform.clone()
    } else {
        machine(&asker.platform)
    };
    if !asker.is_explicit && asked.architecture == "arm64" {
        "v8".clone_into(&mut asked.variant);
    }
    asked.os_version.clear();
    asked.os_features.clear();
    asked
}

/// The variants that are wanted, best first; the empty one stands for none.
fn wanted(asked: &Platform) -> Vec<&str> {
    let known = COMPATIBLE.iter().find(|(it, _)| *it == asked.architecture);
    let known = known.map_or(&[][..], |(_, variants)| *variants);
    if asked.variant.is_empty() {
        return [""].into_iter().chain(known.iter().copied()).collect();
    }
    let from = known.iter().position(|it| *it == asked.variant);
    let mut variants = match from {
        Some(from) => known[from..].to_vec(),
        None => vec![asked.variant.as_str()],
    };
    variants.push("");
    variants
}

fn rule(asked: &Platform, variants: &[&str], taken: Option<&Offered>, is_by_zstd: bool) -> String {
    let machine = Platform::new(&asked.os, &asked.architecture, "");
    let of = |variant: &&str| match *variant {
        "" => "no variant".to_owned(),
        variant => super::reason::shown(variant),
    };
    let list: Vec<String> = variants.iter().map(of).collect();
    let wants = format!(
        "Podman wants {} with {}, in this order and letter by letter",
        name(&machine),
        list.join(", then ")
    );
    match taken {
        None => format!("{wants}, and no entry has that."),
        Some(entry) if entry.platform.is_none() => format!(
            "{wants}; no entry has that, so it takes entry {}, which states no platform.",
            entry.position
        ),
        Some(entry) if is_by_zstd => format!(
            "{wants}, and prefers zstd among equals: that makes it entry {}.",
            entry.position
        ),
        Some(entry) => format!(
            "{wants}; the first of the best is entry {}.",
            entry.position
        ),
    }
}
