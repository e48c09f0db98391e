//! What the index alone tells.

use super::{CheckRule, Finding};
use crate::{
    document::{Entry, Index, Role},
    media_type::Family,
    platform::Platform,
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
        written.architecture != normalized.architecture || written.os != normalized.os
    };
    let odd: Vec<usize> = images.iter().filter(is_odd).map(|it| it.position).collect();
    if !odd.is_empty() {
        findings.push(Finding::at(CheckRule::Spelling, odd));
    }
}

fn twins(images: &[Image<'_>], findings: &mut Vec<Finding>) {
    let mut by_platform: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for image in images {
        let positions = by_platform.entry(image.normalized.to_string()).or_default();
        positions.push(image.position);
    }
    for (platform, positions) in by_platform {
        if positions.len() > 1 {
            findings.push(Finding {
                rule: CheckRule::Twins,
                positions,
                detail: format!("Both are for {platform}."),
            });
        }
    }
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
    let at = |variant: &str| of(images, "linux", "arm").find(|it| it.normalized.variant == variant);
    if let (Some(first), Some(seventh)) = (of(images, "linux", "arm").next(), at("v7"))
        && first.position < seventh.position
    {
        let positions = vec![first.position, seventh.position];
        findings.push(Finding::at(CheckRule::LowerArmFirst, positions));
    }
    let mut linux = images.iter().filter(|it| it.normalized.os == "linux");
    if linux.next().is_some() && of(images, "linux", "arm64").next().is_none() {
        findings.push(Finding::of_all(CheckRule::NoArm64));
    }
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
    let mut is_order_told = false;
    let mut is_text_told = false;
    for pair in all.windows(2) {
        let [before, after] = pair else { continue };
        let (first, second) = (&before.written.os_version, &after.written.os_version);
        let is_kin = before.normalized.architecture == after.normalized.architecture;
        let (Some(one), Some(other)) = (numbers(first), numbers(second)) else {
            continue;
        };
        let positions = vec![before.position, after.position];
        if is_kin && !is_order_told && one.get(2) < other.get(2) {
            is_order_told = true;
            findings.push(Finding::at(CheckRule::WindowsOrder, positions.clone()));
        }
        if is_kin && !is_text_told && one.cmp(&other) != first.cmp(second) {
            is_text_told = true;
            let detail = format!("{first} and {second}.");
            findings.push(Finding {
                rule: CheckRule::WindowsText,
                positions,
                detail,
            });
        }
    }
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
