//! The documents to choose from: every object that is here, in the order of the entries that lead to them.

use crate::inspector::{object::Object, objects::Objects};
use tagprism_core::Digest;

/// One document of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Which object.
    pub digest: Digest,
    /// What it is and who named it.
    pub label: String,
}

/// Everything that is here.
pub fn choices(objects: &Objects) -> Vec<Choice> {
    let mut places: Vec<Vec<usize>> = Vec::new();
    let mut choices: Vec<Choice> = Vec::new();
    for (digest, load) in objects.iter() {
        let Some(object) = load.ready() else {
            continue;
        };
        let named_by = object.expected.as_ref().map(|it| it.named_by.as_str());
        let label = match named_by {
            Some(named_by) => format!("{} — named by {named_by}", describe(object)),
            None => describe(object),
        };
        let place = place(named_by.unwrap_or_default());
        let is_before =
            |(one, choice): (&Vec<usize>, &Choice)| (one, &choice.label) <= (&place, &label);
        // From the back, because most are added in order.
        let n_after = places
            .iter()
            .zip(&choices)
            .rev()
            .take_while(|it| !is_before(*it))
            .count();
        let at = choices.len() - n_after;
        places.insert(at, place);
        choices.insert(
            at,
            Choice {
                digest: digest.clone(),
                label,
            },
        );
    }
    choices
}

/// Nothing is read out of bytes that are not the promised ones, so they have no better name.
fn describe(object: &Object) -> String {
    match (object.trusted_document(), &object.document) {
        (Some(document), _) => document.describe(),
        (None, Err(_)) if !object.is_tampered() => "not JSON".to_owned(),
        (None, _) => "wrong bytes".to_owned(),
    }
}

/// The entry numbers in `manifest of entry 3`, so that 10 comes after 9.
fn place(named_by: &str) -> Vec<usize> {
    named_by
        .split(|it: char| !it.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        inspector::object::{Expected, Load},
        net::{Received, Via},
    };
    use std::sync::Arc;

    fn load(bytes: &[u8], digest: &Digest, named_by: &str) -> Load {
        let received = Received::unlabelled(bytes, Via::Paste);
        let expected = Expected {
            digest: digest.clone(),
            size: None,
            named_by: named_by.to_owned(),
        };
        Load::Ready(Arc::new(Object::examine(received, Some(expected), None)))
    }

    #[test]
    fn documents_are_named_by_what_they_are_and_sorted_by_their_entry() {
        let texts: [(&[u8], &str); 3] = [
            (br#"{"layers":[],"config":{}}"#, "index, entry 10"),
            (b"hello", "index, entry 9"),
            (br#"{"manifests":[]}"#, "index, entry 2"),
        ];
        let mut objects = Objects::default();
        for (bytes, named_by) in texts {
            let digest = Digest::sha256(bytes);
            objects.insert(digest.clone(), load(bytes, &digest, named_by));
        }
        let asked = Digest::sha256(b"asked for");
        objects.insert(asked.clone(), load(b"{}", &asked, "index, entry 11"));
        objects.insert(Digest::sha256(b"on its way"), Load::Loading);
        let labels: Vec<String> = choices(&objects).into_iter().map(|it| it.label).collect();
        assert_eq!(
            labels,
            [
                "OCI image index — named by index, entry 2",
                "not JSON — named by index, entry 9",
                "OCI image manifest — named by index, entry 10",
                "wrong bytes — named by index, entry 11",
            ]
        );
    }
}
