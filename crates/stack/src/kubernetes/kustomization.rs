//! The images that a kustomization puts in place of others, by
//! <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/>.

use crate::{
    finds::{Draft, Finds},
    variables::Filled,
    yaml::{Budget, Node},
};

/// Reads `images`: of each entry the new name, tag and digest. An entry that gives neither tag nor digest leaves them to the
/// resources, which are not here.
pub(super) fn read(images: &Node, object: &str, budget: &Budget, finds: &mut Finds) {
    for item in images.items() {
        let text = |key: &str| item.get(key, budget).and_then(Node::text);
        let Some(old) = text("name") else {
            let what = "An entry of `images` has no `name`.".to_owned();
            finds.problem(item.at, object, what, "Name the image that it replaces.");
            continue;
        };
        let mut written = text("newName").unwrap_or(old).to_owned();
        let (tag, digest) = (text("newTag"), text("digest"));
        if tag.is_none() && digest.is_none() {
            let what = format!("`{written}` has no tag here: the resources give it.");
            let remedy = "Paste what `kubectl kustomize` prints to see everything.";
            finds.note(item.at, object, what, remedy);
            continue;
        }
        // Of both the digest wins; kustomize then drops the tag.
        match (tag, digest) {
            (_, Some(digest)) => written = format!("{written}@{digest}"),
            (Some(tag), None) => written = format!("{written}:{tag}"),
            (None, None) => {}
        }
        finds.image(
            item.at,
            Draft {
                filled: Filled::plain(&written),
                notes: vec![format!("It takes the place of `{old}`.")],
                place: format!("{object} images"),
                written,
                platform: None,
            },
        );
    }
}
