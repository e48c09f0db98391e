//! containerd/platforms: containerd itself, nerdctl, and Docker.

use super::{Asker, Choice, Client, Offered, Reason, Standing, Verdict};
use crate::resolve::{self, Offer, Policy, Question, RuleSet};

/// Docker with the containerd image store.
pub(super) const DOCKER: Client = Client {
    id: "docker",
    name: "Docker",
    also: "containerd image store",
    library: "containerd/platforms",
    version: "v1.0.0-rc.5",
    as_of: "2026-08-20",
    source: "https://github.com/containerd/platforms/blob/v1.0.0-rc.5/compare.go",
    rule: docker,
};

fn docker(asker: &Asker, offered: &[Offered]) -> Choice {
    let offers: Vec<Offer> = offered
        .iter()
        .map(|entry| Offer {
            position: entry.position,
            platform: entry.platform.clone(),
            is_readable: entry.is_readable,
        })
        .collect();
    let question = Question {
        host: asker.platform.clone(),
        policy: Policy::Only,
        rules: RuleSet::Rc5,
    };
    let resolution = resolve::resolve(&offers, &question);
    let verdict = |candidate: &resolve::Candidate| match &candidate.verdict {
        resolve::Verdict::Chosen(_) => (Standing::Picked, "picked".to_owned()),
        resolve::Verdict::Acceptable(_) => (Standing::Fits, "comes later".to_owned()),
        resolve::Verdict::Refused(refusal) => (Standing::Refused, refusal.to_string()),
    };
    Choice {
        asked: resolution.host.clone(),
        picked: resolution.chosen().map(|chosen| chosen.position),
        verdicts: resolution
            .candidates
            .iter()
            .map(verdict)
            .map(|(standing, words)| Verdict {
                standing,
                reason: Reason::Words(words),
            })
            .collect(),
        rule: String::new(),
    }
}
