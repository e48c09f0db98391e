//! What a registry refuses, and what it serves instead.

use crate::{
    flow::{
        image::{FlowImage, RootKind},
        setting::{Setting, Store, Trouble},
    },
    media_type::{DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_MANIFEST},
};

/// The request for the tag, turned down.
pub(super) struct Refusal {
    pub(super) caption: &'static str,
    pub(super) status: &'static str,
    pub(super) body: &'static str,
    pub(super) message: String,
    pub(super) remedies: &'static [&'static str],
}

/// How the request for the tag is refused under these circumstances, if it is.
pub(super) fn refusal(image: &FlowImage, setting: &Setting) -> Option<Refusal> {
    let reference = &image.reference;
    let is_classic = setting.store == Store::Classic;
    match setting.trouble {
        Trouble::Denied => Some(Refusal {
            caption: "Whoever asks may not read this repository, so the registry tells nothing about it, not even \
                      whether it exists.",
            status: "401 Unauthorized",
            body: "{\"errors\": [{\"code\": \"UNAUTHORIZED\"}]}",
            message: format!(
                "pull access denied for {}, repository does not exist or may require 'docker login'",
                reference.familiar_name()
            ),
            remedies: &[
                "Log in with an account that may read it",
                "Check the spelling of the name",
            ],
        }),
        Trouble::Missing => Some(Refusal {
            caption: "The repository is there, what is asked for is not.",
            status: "404 Not Found",
            body: "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\"}]}",
            message: match is_classic {
                true => format!(
                    "manifest for {} not found: manifest unknown: manifest unknown",
                    reference.familiar()
                ),
                false => {
                    format!("failed to resolve reference \"{reference}\": {reference}: not found")
                }
            },
            remedies: &[
                "List the tags of the repository",
                "Check the spelling of the tag",
            ],
        }),
        Trouble::Accept => {
            let body = match &*image.root.media_type {
                OCI_INDEX => {
                    "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", \"message\": \"OCI index found, but accept header does \
                     not support OCI indexes\"}]}"
                }
                OCI_MANIFEST => {
                    "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", \"message\": \"OCI manifest found, but accept header \
                     does not support OCI manifests\"}]}"
                }
                // Docker's own types are older than the question.
                _ => return None,
            };
            Some(Refusal {
                caption: "It is there, but the client did not say that it can read one, and this registry converts nothing.",
                status: "404 Not Found",
                body,
                message: "manifest unknown".to_owned(),
                remedies: &[
                    "Use a client that reads OCI images",
                    "Ask for the digest of your platform's manifest",
                ],
            })
        }
        _ => None,
    }
}

/// What CNCF Distribution serves in place of Docker's manifest list to a client that lists no list in `Accept`: the entry for
/// linux/amd64. Only for a tag; a digest is never answered with other bytes.
///
/// <https://github.com/distribution/distribution/blob/00f0ef83d54a9df22a703bd07f01308aaf565d08/registry/handlers/manifests.go>
pub(super) fn substitute(image: &FlowImage, setting: &Setting) -> Option<FlowImage> {
    let is_list = image.root.media_type == DOCKER_MANIFEST_LIST;
    if setting.trouble != Trouble::Accept || !is_list || image.reference.digest().is_some() {
        return None;
    }
    let mut entries = image.entries().iter();
    let entry = entries.find(|entry| {
        let platform = entry.platform.as_ref();
        platform.is_some_and(|it| it.os == "linux" && it.architecture == "amd64")
    })?;
    Some(FlowImage {
        reference: image.reference.clone(),
        root: entry.manifest.clone(),
        kind: RootKind::Manifest(entry.contents.clone()),
    })
}
