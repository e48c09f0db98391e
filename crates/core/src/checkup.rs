//! A check-up for who publishes an image: what in it makes some client or machine suffer, and what to do.
//!
//! Diagnostics say what is odd about one document. A [`Finding`] says who suffers from what the documents of one image are
//! together, so it needs the index, and the manifests and configs as far as they were read. Every rule names its source.

mod children;
mod index;
mod rules;

pub use self::rules::CheckRule;
use crate::{
    diagnostic::{Rule, Severity},
    digest::Digest,
    document::{Body, Document, ManifestKind},
};

/// Something that makes a client or a machine suffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule found it.
    pub rule: CheckRule,
    /// The entries concerned, by place in the index from 1; none where it is about the whole.
    pub positions: Vec<usize>,
    /// What exactly, where the rule's own title does not say all of it; one sentence with a full stop, or empty.
    pub detail: String,
}

/// The outcome of a check-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// What was found, the worst first, then in the order of the index.
    pub findings: Vec<Finding>,
    /// How many images of the index were looked into, and how many there are.
    pub n_read: usize,
    /// How many images the index has.
    pub n_images: usize,
}

/// Checks a document that an image reference leads to. `find` gives the documents of manifests and configs that were read.
pub fn check<'d>(root: &Document, find: &dyn Fn(&Digest) -> Option<&'d Document>) -> Checkup {
    let mut checkup = Checkup::default();
    match &root.body {
        Body::Index(index) => {
            index::check(index, &mut checkup.findings);
            children::check(index, find, &mut checkup);
        }
        Body::Manifest(manifest) => {
            (checkup.n_read, checkup.n_images) = (1, 1);
            let is_image = manifest.kind() == ManifestKind::Image;
            let alone = is_image.then_some(CheckRule::SingleManifest);
            let rules = alone.into_iter().chain(children::of_manifest(manifest));
            checkup.findings.extend(rules.map(Finding::of_all));
        }
        Body::Schema1(_) => checkup.findings.push(Finding::of_all(CheckRule::Schema1)),
        Body::Ambiguous => checkup.findings.push(Finding::of_all(CheckRule::Ambiguous)),
        Body::Config(_) | Body::ArtifactManifest(_) | Body::Other => {}
    }
    if root
        .diagnostics
        .iter()
        .any(|it| it.rule == Rule::DuplicateKey)
    {
        checkup
            .findings
            .push(Finding::of_all(CheckRule::DuplicateKey));
    }
    checkup.findings = sorted(std::mem::take(&mut checkup.findings));
    checkup
}

impl Finding {
    fn of_all(rule: CheckRule) -> Finding {
        Finding::at(rule, Vec::new())
    }

    fn at(rule: CheckRule, positions: Vec<usize>) -> Finding {
        Finding {
            rule,
            positions,
            detail: String::new(),
        }
    }

    fn told(rule: CheckRule, position: usize, detail: String) -> Finding {
        Finding {
            rule,
            positions: vec![position],
            detail,
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

/// Findings of one rule that may each say something of their own; of further ones only the places are told.
const TOLD_MAX: usize = 20;

/// The worst first, then by the first entry concerned; what is said of several entries in the same words is said once.
fn sorted(findings: Vec<Finding>) -> Vec<Finding> {
    let rank = |it: &Finding| {
        let first = it.positions.first().copied().unwrap_or_default();
        (std::cmp::Reverse(it.severity()), first)
    };
    let mut sorted: Vec<Finding> = Vec::new();
    for mut finding in findings {
        let n_told = sorted.iter().filter(|it| it.rule == finding.rule).count();
        if n_told >= TOLD_MAX {
            finding.detail.clear();
        }
        let said = sorted
            .iter_mut()
            .find(|it| it.rule == finding.rule && it.detail == finding.detail);
        match said {
            Some(said) => said.positions.extend(finding.positions),
            None => {
                let at = sorted.partition_point(|before| rank(before) <= rank(&finding));
                sorted.insert(at, finding);
            }
        }
    }
    sorted
}

#[cfg(test)]
mod tests;
