//! Clients that take the first entry that fits literally: crane, oras and rust-oci-client.
//!
//! What they ask for unless they are told differs; here they are told the machine's platform, and their rules say what they would
//! do otherwise.

use super::{Asker, Choice, Client, Offered, Reason, choice::ranked};
use crate::platform::Platform;

/// go-containerregistry.
pub(super) const CRANE: Client = Client {
    id: "crane",
    name: "crane",
    also: "ko, kaniko, Tekton",
    library: "go-containerregistry",
    version: "3f4ff3ca",
    as_of: "2026-08-21",
    source: "https://github.com/google/go-containerregistry/blob/3f4ff3ca/pkg/v1/remote/index.go",
    rule: crane,
};

/// oras-go.
pub(super) const ORAS: Client = Client {
    id: "oras",
    name: "oras",
    also: "oras-go",
    library: "oras-go",
    version: "19db72b1",
    as_of: "2026-07-21",
    source: "https://github.com/oras-project/oras-go/blob/19db72b1/internal/platform/platform.go",
    rule: oras,
};

/// rust-oci-client.
pub(super) const RUST_OCI: Client = Client {
    id: "rust-oci",
    name: "rust-oci-client",
    also: "tools written in Rust",
    library: "rust-oci-client",
    version: "7f82006",
    as_of: "2026-08",
    source: "https://github.com/oras-project/rust-oci-client/blob/7f82006/src/client.rs",
    rule: rust_oci,
};

fn crane(asker: &Asker, offered: &[Offered]) -> Choice {
    let asked = told(asker);
    let rule = "It takes the first entry that says literally what was asked; an entry without a platform counts as linux/amd64. Without --platform it asks for linux/amd64 on every machine.";
    ranked(
        asked.clone(),
        offered,
        rule.to_owned(),
        |entry| match &entry.platform {
            Some(platform) => literally(platform, &asked).map(|reason| ((), reason)),
            None => {
                let assumed = Platform::new("linux", "amd64", "");
                literally(&assumed, &asked).map(|_| ((), Reason::Assumed))
            }
        },
    )
}

fn oras(asker: &Asker, offered: &[Offered]) -> Choice {
    let asked = told(asker);
    let rule = "It takes the first entry that says literally what was asked. Without --platform it chooses nothing and takes the whole index.";
    ranked(
        asked.clone(),
        offered,
        rule.to_owned(),
        |entry| match &entry.platform {
            Some(platform) => literally(platform, &asked).map(|reason| ((), reason)),
            None => Err(Reason::Words("states no platform".to_owned())),
        },
    )
}

fn rust_oci(asker: &Asker, offered: &[Offered]) -> Choice {
    let asked = Platform::new(&asker.platform.os, &asker.platform.architecture, "");
    let rule = "It takes the first entry with the same operating system and architecture, whatever its variant or build. It stops with an error where that entry is an index.";
    ranked(asked.clone(), offered, rule.to_owned(), |entry| {
        let Some(platform) = &entry.platform else {
            return Err(Reason::Words("states no platform".to_owned()));
        };
        match (
            platform.os == asked.os,
            platform.architecture == asked.architecture,
        ) {
            (_, false) => Err(Reason::Architecture),
            (false, true) => Err(Reason::Os),
            (true, true) => Ok(((), Reason::First)),
        }
    })
}

/// What a person has to type: a machine that asks by itself names its variant on Arm.
fn told(asker: &Asker) -> Platform {
    asker.platform.clone()
}

/// Operating system and architecture have to be equal; version, variant and features where they are asked for.
fn literally(platform: &Platform, asked: &Platform) -> Result<Reason, Reason> {
    if platform.architecture != asked.architecture {
        return Err(Reason::Architecture);
    }
    if platform.os != asked.os {
        return Err(Reason::Os);
    }
    if !asked.os_version.is_empty() && platform.os_version != asked.os_version {
        return Err(Reason::WantsBuild(asked.os_version.clone()));
    }
    if !asked.variant.is_empty() && platform.variant != asked.variant {
        return Err(Reason::WantsVariant(asked.variant.clone()));
    }
    let has = |feature: &String| platform.os_features.contains(feature);
    if !asked.os_features.iter().all(has) {
        return Err(Reason::Words(
            "lacks a feature that is asked for".to_owned(),
        ));
    }
    Ok(match platform.variant == asked.variant {
        true => Reason::Equal,
        false => Reason::First,
    })
}
