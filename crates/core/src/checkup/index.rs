//! What the index alone tells.

use super::{CheckRule, Finding};
use crate::{
    diagnostic::excerpt,
    document::{Entry, Index, Role},
    media_type::Family,
    platform::Platform,
    resolve::{Offer, Policy, Question, RuleSet, resolve},
};
use std::collections::BTreeMap;

/// An image entry with a platform.
struct Image<'i> {
    position: usize,
    written: &'i Platform,
    normalized: Platform,
}

pub(super) fn check(index: &Index, findings: &mut Vec<Finding>) {
    let roles = index.roles();
    let by_role = |wanted: &dyn Fn(&Role) -> bool| -> Vec<usize> {
        let entries = index.entries.iter().zip(&roles);
        let fitting = entries.filter(|(_, role)| wanted(role));
        fitting.map(|(entry, _)| entry.position).collect()
    };
    let mut find = |rule: CheckRule, positions: Vec<usize>| {
        if !positions.is_empty() {
            findings.push(Finding::at(rule, positions));
        }
    };
    find(CheckRule::Broken, by_role(&|role| *role == Role::Broken));
    find(
        CheckRule::Unusable,
        by_role(&|role| *role == Role::Unusable),
    );
    find(
        CheckRule::Nested,
        by_role(&|role| *role == Role::NestedIndex),
    );
    find(
        CheckRule::DanglingAttestation,
        by_role(&|role| matches!(role, Role::Attestation { of: None, .. })),
    );
    let images: Vec<usize> = by_role(&|role| *role == Role::Image);
    let unstated = images.iter().copied().filter(|position| {
        let entry = &index.entries[position - 1];
        entry.platform().is_none_or(Platform::is_unstated)
    });
    find(CheckRule::Unstated, unstated.collect());
    let is_attestation = |role: &Role| matches!(role, Role::Attestation { .. });
    if roles.first().is_some_and(is_attestation) && !images.is_empty() {
        find(CheckRule::AttestationFirst, vec![1]);
    }
    let has_choice = !images.is_empty() || roles.contains(&Role::NestedIndex);
    let is_artifact = roles.contains(&Role::Artifact) || index.artifact_type.is_some();
    if !has_choice && !is_artifact {
        findings.push(Finding::of_all(CheckRule::NoImage));
    }
    let stated: Vec<Image<'_>> = images
        .iter()
        .filter_map(|position| {
            let written = index.entries[position - 1].platform()?;
            (!written.is_unstated()).then(|| Image {
                position: *position,
                written,
                normalized: written.normalize(),
            })
        })
        .collect();
    spelling(&stated, findings);
    twins(&stated, findings);
    x86(&stated, findings);
    arm(&stated, findings);
    windows(&stated, findings);
    families(index, findings);
}

fn spelling(images: &[Image<'_>], findings: &mut Vec<Finding>) {
    let is_odd = |image: &&Image<'_>| {
        let (written, normalized) = (image.written, &image.normalized);
        // What stands for no variant may be written: v8 is arm64, and v1 amd64.
        let is_number = written.variant.starts_with(|it: char| it.is_ascii_digit());
        let is_arm = matches!(normalized.architecture.as_str(), "arm" | "arm64");
        written.architecture != normalized.architecture
            || written.os != normalized.os
            || (is_arm && is_number)
    };
    let odd: Vec<usize> = images.iter().filter(is_odd).map(|it| it.position).collect();
    if !odd.is_empty() {
        findings.push(Finding::at(CheckRule::Spelling, odd));
    }
}

fn twins(images: &[Image<'_>], findings: &mut Vec<Finding>) {
    // With `any` for no operating system: as text, whatever states none is `unknown`.
    let mut by_platform: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for image in images {
        let platform = in_words(&image.normalized);
        by_platform
            .entry(platform)
            .or_default()
            .push(image.position);
    }
    for (platform, positions) in by_platform {
        let platform = excerpt(&platform);
        let detail = match positions.len() {
            1 => continue,
            2 => format!("Both are for {platform}."),
            n => format!("All {n} are for {platform}."),
        };
        findings.push(Finding {
            rule: CheckRule::Twins,
            positions,
            detail,
        });
    }
}

/// A platform that may state no operating system.
pub(super) fn in_words(platform: &Platform) -> String {
    if platform.os.is_empty() {
        let mut told = platform.clone();
        "any".clone_into(&mut told.os);
        return told.to_string();
    }
    platform.to_string()
}

fn of<'i>(
    images: &'i [Image<'i>],
    os: &'static str,
    architecture: &'static str,
) -> impl Iterator<Item = &'i Image<'i>> {
    images.iter().filter(move |image| {
        image.normalized.os == os && image.normalized.architecture == architecture
    })
}

fn x86(images: &[Image<'_>], findings: &mut Vec<Finding>) {
    let plain = of(images, "linux", "amd64").find(|it| it.normalized.variant.is_empty());
    let levels: Vec<usize> = of(images, "linux", "amd64")
        .filter(|it| !it.normalized.variant.is_empty())
        .map(|it| it.position)
        .collect();
    let Some(first) = levels.first().copied() else {
        return;
    };
    match plain {
        None => match of(images, "linux", "386").next() {
            Some(trap) => findings.push(Finding::at(CheckRule::FallbackTrap, vec![trap.position])),
            None => findings.push(Finding::at(CheckRule::LevelsOnly, levels)),
        },
        Some(plain) if first < plain.position => {
            findings.push(Finding::at(
                CheckRule::LevelFirst,
                vec![first, plain.position],
            ));
        }
        Some(_) => {}
    }
}

fn arm(images: &[Image<'_>], findings: &mut Vec<Finding>) {
    let is_variant = |image: &&Image<'_>, variants: &[&str]| {
        variants.contains(&image.normalized.variant.as_str())
    };
    let lower = of(images, "linux", "arm").find(|it| is_variant(it, &["v5", "v6"]));
    let seventh = of(images, "linux", "arm").find(|it| is_variant(it, &["v7"]));
    if let (Some(lower), Some(seventh)) = (lower, seventh)
        && lower.position < seventh.position
    {
        let positions = vec![lower.position, seventh.position];
        findings.push(Finding::at(CheckRule::LowerArmFirst, positions));
    }
    if !images.iter().any(|it| it.normalized.os == "linux") {
        return;
    }
    let at = |images: &mut dyn Iterator<Item = &Image<'_>>| -> Vec<usize> {
        images.map(|it| it.position).collect()
    };
    let all64 = at(&mut of(images, "linux", "arm64"));
    let is_plain = of(images, "linux", "arm64").any(|it| it.normalized.variant.is_empty());
    let all32 = at(&mut of(images, "linux", "arm"));
    let finding = match (all64.is_empty(), is_plain, all32.is_empty()) {
        (false, true, _) => return,
        (false, false, _) => Finding::at(CheckRule::Arm64VersionsOnly, all64),
        (true, _, false) => Finding::at(CheckRule::Arm64Gets32Bit, all32),
        (true, _, true) => Finding::of_all(CheckRule::NoArm64),
    };
    findings.push(finding);
}

fn windows(images: &[Image<'_>], findings: &mut Vec<Finding>) {
    let all: Vec<&Image<'_>> = images
        .iter()
        .filter(|it| it.normalized.os == "windows")
        .collect();
    let unversioned: Vec<usize> = all
        .iter()
        .filter(|it| it.written.os_version.is_empty())
        .map(|it| it.position)
        .collect();
    if !unversioned.is_empty() {
        findings.push(Finding::at(CheckRule::WindowsUnversioned, unversioned));
    }
    let build = |image: &&Image<'_>| numbers(&image.written.os_version)?.get(2).copied();
    let builds: Vec<Option<u32>> = all.iter().map(build).collect();
    if let [Some(first), ..] = builds[..]
        && builds.iter().all(|it| *it == Some(first))
    {
        let positions = all.iter().map(|it| it.position).collect();
        findings.push(Finding::at(CheckRule::WindowsOneBuild, positions));
    }
    order(&all, findings);
}

/// A Windows entry with a version that can be compared.
struct Build<'i> {
    position: usize,
    version: &'i str,
    numbers: Vec<u32>,
    platform: &'i Platform,
}

/// Pairs whose order decides for somebody. Only the first is told: a publisher who mends it sees the next.
fn order(all: &[&Image<'_>], findings: &mut Vec<Finding>) {
    /// More are not compared with each other.
    const COMPARED_MAX: usize = 64;
    let builds: Vec<Build<'_>> = all
        .iter()
        .filter_map(|image| {
            Some(Build {
                position: image.position,
                version: &image.written.os_version,
                numbers: numbers(&image.written.os_version)?,
                platform: &image.normalized,
            })
        })
        .take(COMPARED_MAX)
        .collect();
    let pairs = || {
        let pair = |(idx, before)| builds[idx + 1..].iter().map(move |after| (before, after));
        let pairs = builds.iter().enumerate().flat_map(pair);
        pairs.filter(|(before, after): &(&Build<'_>, &Build<'_>)| {
            before.platform.architecture == after.platform.architecture
        })
    };
    let older_first = pairs().find(|(before, after)| {
        before.numbers.get(2) < after.numbers.get(2) && is_accepted(before, after)
    });
    if let Some((before, after)) = older_first {
        let positions = vec![before.position, after.position];
        findings.push(Finding::at(CheckRule::WindowsOrder, positions));
    }
    // Of one build only: a host that accepts both compares them.
    let as_text = pairs().find(|(before, after)| {
        before.numbers.get(2) == after.numbers.get(2)
            && before.numbers.cmp(&after.numbers) != before.version.cmp(after.version)
    });
    if let Some((before, after)) = as_text {
        findings.push(Finding {
            rule: CheckRule::WindowsText,
            positions: vec![before.position, after.position],
            detail: format!(
                "{} and {}.",
                excerpt(before.version),
                excerpt(after.version)
            ),
        });
    }
}

/// Whether a host of the newer build takes the older one as well.
fn is_accepted(older: &Build<'_>, newer: &Build<'_>) -> bool {
    let offer = Offer {
        position: 1,
        platform: Some(older.platform.clone()),
        is_readable: true,
    };
    let question = Question {
        host: newer.platform.clone(),
        policy: Policy::Only,
        rules: RuleSet::Rc5,
    };
    resolve(&[offer], &question).chosen().is_some()
}

fn numbers(version: &str) -> Option<Vec<u32>> {
    let parts = version.split('.').map(str::parse);
    parts.collect::<Result<_, _>>().ok()
}

fn families(index: &Index, findings: &mut Vec<Finding>) {
    let families = |family: Family| {
        let is_of = move |entry: &&Entry| {
            entry
                .descriptor()
                .is_some_and(|it| it.media_type.family() == family)
        };
        index.entries.iter().find(is_of).map(|it| it.position)
    };
    if let (Some(docker), Some(oci)) = (families(Family::Docker), families(Family::Oci)) {
        findings.push(Finding::at(
            CheckRule::MixedTypes,
            vec![docker.min(oci), docker.max(oci)],
        ));
    }
}
