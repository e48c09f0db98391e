//! On which nodes a pod may run, as far as platforms go.
//!
//! Labels: <https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch>. A node selector and the node
//! affinity that is required must both hold; of the terms of the latter one is enough.

use crate::{
    finds::{platform, shortened},
    yaml::{Budget, Node, with_braces},
};
use tagprism_core::Platform;

const ARCHITECTURE: [&str; 2] = ["kubernetes.io/arch", "beta.kubernetes.io/arch"];
const SYSTEM: [&str; 2] = ["kubernetes.io/os", "beta.kubernetes.io/os"];

/// What a pod's template says about its nodes.
#[derive(Debug, Default)]
pub(super) struct Placement {
    /// Where only one architecture is left.
    pub platform: Option<Platform>,
    /// A sentence.
    pub note: Option<String>,
}

/// Of the map that holds the containers.
pub(super) fn of(spec: &Node, budget: &Budget) -> Placement {
    let architectures = allowed(spec, &ARCHITECTURE, budget);
    let mut systems = allowed(spec, &SYSTEM, budget);
    let stated = spec
        .get("os", budget)
        .and_then(|os| os.get("name", budget)?.text());
    if let Some(stated) = stated {
        systems.retain(|system| system == stated);
        if systems.is_empty() {
            systems.push(stated.to_owned());
        }
    }
    match (&architectures[..], &systems[..]) {
        ([], []) => Placement::default(),
        ([architecture], [] | [_]) => {
            let system = systems.first().map_or("linux", String::as_str);
            let written = format!("{system}/{architecture}");
            Placement {
                note: Some(format!(
                    "It is kept to nodes that are {}.",
                    shortened(&written)
                )),
                // A label may be anything, a template among it.
                platform: platform(&written),
            }
        }
        _ => {
            let parts: Vec<String> = [&systems, &architectures]
                .into_iter()
                .filter(|values| !values.is_empty())
                .map(|values| values.join(" or "))
                .collect();
            Placement {
                platform: None,
                note: Some(format!(
                    "It is kept to nodes that are {}.",
                    shortened(&parts.join(" and "))
                )),
            }
        }
    }
}

/// The values that one of these labels may have; none where it may have any.
fn allowed(spec: &Node, labels: &[&str], budget: &Budget) -> Vec<String> {
    let selector = spec.get("nodeSelector", budget);
    let selected = labels
        .iter()
        .find_map(|label| selector?.get(label, budget)?.text());
    if let Some(value) = selected {
        return Vec::from_iter((!value.is_empty()).then(|| with_braces(value)));
    }
    let terms = spec
        .get("affinity", budget)
        .and_then(|it| it.get("nodeAffinity", budget))
        .and_then(|it| it.get("requiredDuringSchedulingIgnoredDuringExecution", budget))
        .and_then(|it| it.get("nodeSelectorTerms", budget))
        .map(Node::items)
        .unwrap_or_default();
    let mut allowed = Vec::new();
    for term in terms {
        let expressions = term.get("matchExpressions", budget).map(Node::items);
        let values = expressions.unwrap_or_default().iter().find_map(|it| {
            let key = it.get("key", budget)?.text()?;
            let is_in = it.get("operator", budget)?.text()? == "In";
            (labels.contains(&key) && is_in).then(|| it.get("values", budget).map(Node::items))?
        });
        // A term without the label lets every node in.
        let Some(values) = values else {
            return Vec::new();
        };
        for value in values.iter().filter_map(|it| it.text()) {
            if !allowed.iter().any(|it| it == value) {
                allowed.push(value.to_owned());
            }
        }
    }
    allowed
}
