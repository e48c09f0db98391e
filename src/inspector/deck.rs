//! One sentence about a document: what it is, and what is in it. Pure.

mod contents;

use self::contents::{Contents, counted};
use super::words::capitalized;
use tagprism_core::{
    Document,
    document::{Body, Index, ManifestKind, Role},
    media_type::Family,
    resolve::{Refusal, Verdict},
};
use tagprism_figures::words::joined;

/// The attestation entries of an index.
pub fn count_attestations(index: &Index) -> usize {
    index
        .roles()
        .iter()
        .filter(|role| matches!(role, Role::Attestation { .. }))
        .count()
}

/// The entries that are images, also those that share a platform or state none: each is one thing to choose.
pub fn count_images(index: &Index) -> usize {
    index
        .roles()
        .iter()
        .filter(|role| matches!(role, Role::Image))
        .count()
}

/// The sentence under the title.
pub fn sentence(document: &Document) -> String {
    match &document.body {
        Body::Index(index) => of_index(index, list_name(document)),
        Body::Manifest(manifest) => match manifest.kind() {
            ManifestKind::Image => {
                "A single image manifest, no index: every machine gets this one, and nothing is selected.".to_owned()
            }
            ManifestKind::Attestation => "An attestation: statements about an image, not an image.".to_owned(),
            ManifestKind::HelmChart => "A Helm chart. It travels like an image, but no engine runs it.".to_owned(),
            ManifestKind::Artifact(kind) => {
                format!("An artifact of the type {}. It travels like an image, but no engine runs it.", kind.as_str())
            }
        },
        Body::Config(_) => "An image config: what to run, and for which platform.".to_owned(),
        Body::ArtifactManifest(_) => {
            "An artifact manifest, a format that was withdrawn from the specification before it was final.".to_owned()
        }
        Body::Schema1(schema1) => {
            let signed = if schema1.is_signed { "signed" } else { "unsigned" };
            format!("A {signed} manifest of schema 1, retired. Current engines refuse it.")
        }
        Body::Ambiguous => {
            "This document claims to be an index and an image at once. Engines reject it, and so should you.".to_owned()
        }
        Body::Other => "JSON, but no image document that Tagprism knows.".to_owned(),
    }
}

/// Docker's name for its own format, which came before the OCI index.
fn list_name(document: &Document) -> &'static str {
    match document.media_type.family() {
        Family::Docker => "A Docker manifest list",
        Family::Oci | Family::Other => "An image index",
    }
}

fn of_index(index: &Index, list: &str) -> String {
    let n_entries = index.entries.len();
    if n_entries == 0 {
        return format!("{list} without any entry.");
    }
    let contents = Contents::of(index);
    let images = contents.images_in_words();
    if contents.n_images == n_entries {
        return format!("{list} of {}.", joined(&images));
    }
    let entries = counted(n_entries, "entry", "entries");
    let others = contents.others_in_words();
    if contents.n_images + contents.n_nested > 0 {
        let parts = [images, others].concat();
        return format!("{list} of {entries}: {}.", joined(&parts));
    }
    let none = if n_entries == 1 {
        "not an image"
    } else {
        "none of them an image"
    };
    format!("{list} of {entries}, {none}, but {}.", joined(&others))
}

/// A verdict as a sentence of its own.
pub fn sentence_of_refusal(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Chosen(_) => "This is the entry that your machine gets.".to_owned(),
        Verdict::Acceptable(matched) if matched.wish.is_none() => {
            "It states no platform, so the engine would try it when nothing better is there."
                .to_owned()
        }
        Verdict::Acceptable(matched) => {
            format!(
                "Your machine accepts it, but {} place in the order goes to others.",
                if matched.place <= 2 {
                    "the first"
                } else {
                    "an earlier"
                }
            )
        }
        Verdict::Refused(Refusal::Unknown) => {
            "It is for no machine, so your engine skips it.".to_owned()
        }
        Verdict::Refused(Refusal::OsVersion { rule, .. }) => {
            format!("Your machine refuses it. {}.", capitalized(rule))
        }
        Verdict::Refused(refusal) => format!("Your machine refuses it: {refusal}."),
    }
}

#[cfg(test)]
mod tests;
