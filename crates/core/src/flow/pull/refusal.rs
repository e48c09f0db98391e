//! What a registry refuses, and what it serves instead.

use super::Pull;
use crate::{
    flow::{
        image::{FlowEntry, FlowImage, RootKind},
        setting::{Setting, Store, Trouble},
        timeline::{Ending, Exchange},
        wire::Wire,
    },
    media_type::{DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_MANIFEST},
    platform::Platform,
};

/// The request for the tag, turned down.
pub(super) struct Refusal {
    caption: &'static str,
    status: &'static str,
    /// What is wrong with the token, where that is it.
    token_error: Option<&'static str>,
    /// Sent in answer to GET; answers to HEAD have no body.
    body: String,
    message: String,
    note: Option<String>,
    remedies: &'static [&'static str],
}

/// How the request for the tag is refused under these circumstances, if it is.
pub(super) fn refusal(image: &FlowImage, setting: &Setting) -> Option<Refusal> {
    match setting.trouble {
        Trouble::Denied => Some(denied(image, setting)),
        Trouble::Missing => Some(Refusal {
            caption: "The repository is there, what is asked for is not.",
            remedies: &[
                "List the tags of the repository",
                "Check the spelling of the tag",
            ],
            ..unknown(image, setting, "manifest unknown")
        }),
        Trouble::Accept => {
            let message = match &*image.root.media_type {
                OCI_INDEX => "OCI index found, but accept header does not support OCI indexes",
                OCI_MANIFEST => {
                    "OCI manifest found, but accept header does not support OCI manifests"
                }
                // Asked by digest, nothing is exchanged; by tag, the entry for linux/amd64 is served if there is one.
                DOCKER_MANIFEST_LIST
                    if image.reference.digest().is_none() && for_everybody(image).is_none() =>
                {
                    "manifest unknown"
                }
                // Docker's own types are older than the question.
                _ => return None,
            };
            Some(Refusal {
                caption: "It is there, but the client did not say that it can read one, and this registry converts nothing.",
                note: Some(whose_answer(image)),
                remedies: &[
                    "Use a client that reads OCI images",
                    "Ask for the digest of your platform's manifest",
                ],
                ..unknown(image, setting, message)
            })
        }
        _ => None,
    }
}

fn denied(image: &FlowImage, setting: &Setting) -> Refusal {
    let name = image.reference.familiar_name();
    let message = format!(
        "pull access denied for {name}, repository does not exist or may require 'docker login'"
    );
    // The classic store tells by the challenge, which names the scope that is missing, or else repeats the body.
    let has_challenge = Wire::new(image, setting.store).has_tokens();
    Refusal {
        caption: "Whoever asks may not read this repository, so the registry tells nothing about it, not even whether it \
                  exists.",
        status: "401 Unauthorized",
        token_error: Some("insufficient_scope"),
        body: error_body("UNAUTHORIZED", "authentication required"),
        message: match (setting.store, has_challenge) {
            (Store::Containerd, _) => message,
            (Store::Classic, true) => {
                format!("{message}: denied: requested access to the resource is denied")
            }
            (Store::Classic, false) => "unauthorized: authentication required".to_owned(),
        },
        note: None,
        remedies: &[
            "Log in with an account that may read it",
            "Check the spelling of the name",
        ],
    }
}

/// 404: containerd words it itself, the classic store prints what the registry says.
fn unknown(image: &FlowImage, setting: &Setting, message: &str) -> Refusal {
    let reference = &image.reference;
    Refusal {
        caption: "",
        status: "404 Not Found",
        token_error: None,
        body: error_body("MANIFEST_UNKNOWN", message),
        message: match setting.store {
            Store::Containerd => {
                format!("failed to resolve reference \"{reference}\": {reference}: not found")
            }
            Store::Classic => format!(
                "manifest for {} not found: manifest unknown: {message}",
                reference.familiar()
            ),
        },
        note: None,
        remedies: &[],
    }
}

fn error_body(code: &str, message: &str) -> String {
    format!("{{\"errors\": [{{\"code\": \"{code}\", \"message\": \"{message}\"}}]}}")
}

/// Whose answer is told to a client that does not read what is there.
pub(super) fn whose_answer(image: &FlowImage) -> String {
    let told = "Told as CNCF Distribution 3 does it";
    match image.reference.domain() {
        "docker.io" => format!("{told}; what Docker Hub does was not verified."),
        _ => format!("{told}."),
    }
}

impl Pull<'_> {
    /// Tells how the request for the tag is turned down. The classic store asks once more with GET where HEAD came to nothing,
    /// and sends no HEAD at all for a digest.
    pub(super) fn turn_down(&mut self, refusal: Refusal) -> Ending {
        self.script.reword(refusal.caption);
        let is_digest = self.image.reference.digest().is_some();
        if !(is_digest && self.is_classic()) {
            let head = self.refused(self.wire.ask_tag(), &refusal, "");
            self.script.exchange(head, 0, None);
        }
        if self.is_classic() {
            let get = self.refused(self.wire.get_tag(), &refusal, &refusal.body);
            self.script.exchange(get, 0, None);
        }
        self.script.why(match (self.is_classic(), is_digest) {
            (false, _) => {
                "An answer to HEAD has no body, so the client learns a status and no reason. The words that it prints are \
                 its own."
            }
            (true, false) => {
                "An answer to HEAD has no body, so the classic store asks once more with GET, to read the reason and print \
                 it."
            }
            (true, true) => {
                "The classic store asks for a digest by GET at once, so the answer has a body with the reason."
            }
        });
        if let Some(note) = refusal.note {
            self.script.variation(note);
        }
        self.fail(refusal.message, refusal.remedies)
    }

    fn refused(&self, exchange: Exchange, refusal: &Refusal, body: &str) -> Exchange {
        match refusal.token_error {
            Some(error) => self.wire.turned_away(exchange, error, body),
            None => Wire::turned_down(exchange, refusal.status, body),
        }
    }
}

/// What CNCF Distribution serves in place of Docker's manifest list to a client that lists no list in `Accept`, and for which
/// machine it is: the entry for linux/amd64. Only for a tag; a digest is never answered with other bytes.
///
/// <https://github.com/distribution/distribution/blob/00f0ef83d54a9df22a703bd07f01308aaf565d08/registry/handlers/manifests.go>
pub(super) fn substitute(
    image: &FlowImage,
    setting: &Setting,
) -> Option<(FlowImage, Option<Platform>)> {
    let is_list = image.root.media_type == DOCKER_MANIFEST_LIST;
    if setting.trouble != Trouble::Accept || !is_list || image.reference.digest().is_some() {
        return None;
    }
    let entry = for_everybody(image)?;
    let served = FlowImage {
        reference: image.reference.clone(),
        root: entry.manifest.clone(),
        kind: RootKind::Manifest(entry.contents.clone()),
    };
    Some((served, entry.platform.clone()))
}

fn for_everybody(image: &FlowImage) -> Option<&FlowEntry> {
    let mut entries = image.entries().iter();
    entries.find(|entry| {
        let platform = entry.platform.as_ref();
        platform.is_some_and(|it| it.os == "linux" && it.architecture == "amd64")
    })
}
