//! Which entry the engine of a setting keeps, and what it would not run.

use super::windows;
use crate::{
    flow::{
        image::{FlowEntry, FlowImage},
        setting::{Setting, Store, Trouble},
    },
    platform::Platform,
    resolve::{Offer, Outcome, Policy, Question, Resolution, RuleSet, Verdict, resolve},
};

/// How the engine of a setting decides about an image.
#[must_use]
pub fn resolution(image: &FlowImage, setting: &Setting) -> Resolution {
    decide(image.entries(), setting)
}

pub(super) fn decide(entries: &[FlowEntry], setting: &Setting) -> Resolution {
    let mut offers: Vec<_> = entries.iter().map(FlowEntry::offer).collect();
    let host = asked_for(entries, setting).unwrap_or_else(|| setting.host.clone());
    let rule = |offers: &[Offer]| match is_classic_windows(setting) {
        true => windows::resolve_classic(offers, &host),
        false => resolve(offers, &question(host.clone())),
    };
    if setting.trouble == Trouble::NoMatch {
        let usual = rule(&offers);
        for (offer, candidate) in offers.iter_mut().zip(&usual.candidates) {
            if !matches!(candidate.verdict, Verdict::Refused(_)) {
                offer.is_readable = false;
            }
        }
    }
    rule(&offers)
}

/// How containerd asks.
pub(super) fn question(host: Platform) -> Question {
    Question {
        host,
        policy: Policy::Only,
        rules: RuleSet::default(),
    }
}

/// Whether the engine chooses by the rule of the classic store on Windows.
pub(super) fn is_classic_windows(setting: &Setting) -> bool {
    setting.store == Store::Classic && setting.host.normalize().os == "windows"
}

/// The other machine that is asked for by name, where that is what goes wrong and the index has another one.
pub(super) fn asked_for(entries: &[FlowEntry], setting: &Setting) -> Option<Platform> {
    if setting.trouble != Trouble::Foreign || is_classic_windows(setting) {
        return None;
    }
    let platforms = entries
        .iter()
        .filter(|entry| entry.is_readable && !entry.is_attestation);
    let mut platforms = platforms.filter_map(|entry| entry.platform.as_ref());
    let found = platforms
        .find(|platform| platform.os == setting.host.os && !runs_on(platform, &setting.host));
    found.cloned()
}

/// Whether a program for one platform runs on another without emulation, as resolution sees it.
pub(super) fn runs_on(program: &Platform, host: &Platform) -> bool {
    let offer = Offer {
        position: 1,
        platform: Some(program.clone()),
        is_readable: true,
    };
    let outcome = resolve(&[offer], &question(host.clone())).outcome;
    matches!(outcome, Outcome::Chosen { .. })
}
