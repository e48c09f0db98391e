//! Objects of Kubernetes, and whatever holds a list of containers.
//!
//! Fields are those of <https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/>. Objects are not told apart: a
//! Deployment, a Job or a resource of one's own have their containers somewhere, and every list of that name is read. So are the
//! steps of a Tekton task, the container of an Argo workflow's template and the images that a kustomization puts in.

mod kustomization;
mod placement;

use crate::{
    finds::{Draft, Finds},
    variables::fill,
    yaml::{Budget, Node, Value, with_braces},
};

/// Lists of containers, and what one of them is called. The last two are Tekton's,
/// <https://github.com/tektoncd/pipeline/blob/v0.56.0/docs/tasks.md>.
const LISTS: [(&str, &str); 5] = [
    ("containers", "container"),
    ("initContainers", "init container"),
    ("ephemeralContainers", "ephemeral container"),
    ("steps", "step"),
    ("sidecars", "sidecar"),
];

/// Single containers: of Argo's workflows, <https://github.com/argoproj/argo-workflows/blob/v3.5.0/docs/fields.md#template>, and Tekton's.
const SINGLES: [&str; 3] = ["container", "script", "stepTemplate"];

/// Reads one document; `source` is the file that Helm rendered it from.
pub(crate) fn read(root: &Node, source: Option<&str>, budget: &Budget, finds: &mut Finds) {
    let mut walk = Walk {
        source,
        budget,
        finds,
    };
    walk.node(root, "");
}

struct Walk<'a> {
    source: Option<&'a str>,
    budget: &'a Budget,
    finds: &'a mut Finds,
}

impl Walk<'_> {
    /// A node below the object of that name, such as `Deployment/web`. Trees are at most a hundred levels high.
    fn node(&mut self, node: &Node, object: &str) {
        if !self.budget.step() {
            return;
        }
        match &node.value {
            Value::Nothing | Value::Text(_) => {}
            Value::List(items) => items.iter().for_each(|it| self.node(it, object)),
            Value::Map(_) => self.map(node, object),
        }
    }

    fn map(&mut self, node: &Node, object: &str) {
        let text = |node: &Node, key: &str| {
            node.get(key, self.budget)
                .and_then(Node::text)
                .map(with_braces)
        };
        let own = text(node, "kind").map(|kind| {
            let metadata = node.get("metadata", self.budget);
            let name = metadata.and_then(|it| {
                text(it, "name").or_else(|| Some(format!("{}…", text(it, "generateName")?)))
            });
            match name {
                Some(name) => format!("{kind}/{name}"),
                None => kind,
            }
        });
        // A reference to another object has a kind, too, and no containers below it.
        let object = own.as_deref().unwrap_or(object);
        let is_kustomization = object.split('/').next() == Some("Kustomization");
        // Placement is told beside the containers, so that it is looked for only where there are some.
        let mut placement = None;
        for (key, value) in node.entries(self.budget) {
            let named = named(key, value, self.budget);
            if !named.is_empty() {
                let placement = placement.get_or_insert_with(|| placement::of(node, self.budget));
                for (image, place) in named {
                    self.image(image, &format!("{object} {place}"), placement);
                }
            }
            if is_kustomization && key == "images" {
                kustomization::read(value, object, self.budget, self.finds);
            }
            self.node(value, object);
        }
    }

    fn image(&mut self, image: &Node, place: &str, placement: &placement::Placement) {
        let place = match self.source {
            Some(source) => format!("{}, {source}", place.trim()),
            None => place.trim().to_owned(),
        };
        let Some(text) = image.text() else {
            // An empty image is left to whoever admits the object; other values are mistakes.
            if !matches!(image.value, Value::Nothing) {
                self.finds.problem(
                    image.at,
                    &place,
                    "`image` should be a single text.".to_owned(),
                    "Write the reference behind it, on the same line.",
                );
            }
            return;
        };
        self.finds.image(
            image.at,
            Draft {
                written: with_braces(text),
                filled: fill(text, &|_| None),
                platform: placement.platform.clone(),
                place,
                notes: placement.note.iter().cloned().collect(),
            },
        );
    }
}

/// The images that a field names, and where.
fn named<'a>(key: &str, value: &'a Node, budget: &Budget) -> Vec<(&'a Node, String)> {
    let of_items = |what: &'static str, image: &dyn Fn(&'a Node) -> Option<&'a Node>| {
        let items = value.items().iter().enumerate();
        let named = items.filter_map(|(idx, item)| {
            let name = text_of(item, "name", budget).unwrap_or_else(|| (idx + 1).to_string());
            Some((image(item)?, format!("{what} {name}")))
        });
        named.collect()
    };
    if let Some((_, what)) = LISTS.iter().find(|(list, _)| *list == key) {
        return of_items(what, &|item| item.get("image", budget));
    }
    if key == "volumes" {
        return of_items("volume", &|item| {
            item.get("image", budget)?.get("reference", budget)
        });
    }
    match SINGLES.contains(&key) {
        true => value
            .get("image", budget)
            .map(|image| (image, key.to_owned()))
            .into_iter()
            .collect(),
        false => Vec::new(),
    }
}

fn text_of(node: &Node, key: &str, budget: &Budget) -> Option<String> {
    node.get(key, budget).and_then(Node::text).map(with_braces)
}
