//! Objects of Kubernetes, and whatever holds a list of containers.
//!
//! Fields are those of <https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/>. Objects are not told apart: a
//! Deployment, a Job or a resource of one's own have their containers somewhere, and every list of that name is read.

mod placement;

use crate::{
    finds::{Draft, Finds},
    variables::fill,
    yaml::{Budget, Node, Value, with_braces},
};

/// Lists of containers, and what one of them is called.
const LISTS: [(&str, &str); 3] = [
    ("containers", "container"),
    ("initContainers", "init container"),
    ("ephemeralContainers", "ephemeral container"),
];

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
        let entries = node.entries(self.budget);
        let holds_images =
            |key: &str| key == "volumes" || LISTS.iter().any(|(list, _)| *list == key);
        let placement = if entries.iter().any(|(key, _)| holds_images(key)) {
            placement::of(node, self.budget)
        } else {
            placement::Placement::default()
        };
        for (key, value) in entries {
            match LISTS.iter().find(|(list, _)| *list == key) {
                Some((_, what)) => {
                    for (idx, item) in value.items().iter().enumerate() {
                        let name = text_of(item, "name", self.budget);
                        let name = name.unwrap_or_else(|| (idx + 1).to_string());
                        let place = format!("{object} {what} {name}");
                        if let Some(image) = item.get("image", self.budget) {
                            self.image(image, &place, &placement);
                        }
                    }
                }
                None if key == "volumes" => {
                    for item in value.items() {
                        let image = item
                            .get("image", self.budget)
                            .and_then(|it| it.get("reference", self.budget));
                        if let Some(image) = image {
                            let name = text_of(item, "name", self.budget).unwrap_or_default();
                            self.image(image, &format!("{object} volume {name}"), &placement);
                        }
                    }
                }
                None => {}
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

fn text_of(node: &Node, key: &str, budget: &Budget) -> Option<String> {
    node.get(key, budget).and_then(Node::text).map(with_braces)
}
