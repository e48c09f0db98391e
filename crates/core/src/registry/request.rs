//! What is asked of a registry, as a path below its origin.
//!
//! Paths are those of <https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints>.

use crate::{
    digest::Digest,
    media_type::ACCEPT_MANIFESTS,
    reference::{Reference, Repository, Target},
};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// The document that a tag or digest names.
    Manifest(Target),
    /// A blob: a config, a layer.
    Blob(Digest),
    /// The tags of the repository.
    Tags,
    /// What refers to the document with this digest.
    Referrers(Digest),
}

/// One request for one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whose documents are asked for.
    pub repository: Repository,
    /// Which of them.
    pub endpoint: Endpoint,
}

impl Request {
    /// Asks for the document that `reference` names; its digest wins over its tag.
    ///
    /// ```
    /// use tagprism_core::{Reference, registry::request::Request};
    /// let reference = Reference::parse("nginx")?;
    /// assert_eq!(Request::manifest(&reference).path(), "/v2/library/nginx/manifests/latest");
    /// # Ok::<(), tagprism_core::reference::ParseReferenceError>(())
    /// ```
    pub fn manifest(reference: &Reference) -> Request {
        Request {
            repository: reference.path().clone(),
            endpoint: Endpoint::Manifest(reference.target()),
        }
    }

    /// The absolute path. It needs no percent-encoding: the grammars of names, tags and digests leave only characters
    /// that a path may have.
    pub fn path(&self) -> String {
        let name = &self.repository;
        match &self.endpoint {
            Endpoint::Manifest(target) => format!("/v2/{name}/manifests/{target}"),
            Endpoint::Blob(digest) => format!("/v2/{name}/blobs/{digest}"),
            Endpoint::Tags => format!("/v2/{name}/tags/list"),
            Endpoint::Referrers(digest) => format!("/v2/{name}/referrers/{digest}"),
        }
    }

    /// The value of `Accept`. Registries refuse or convert documents whose type is not listed, so that a request for a
    /// manifest lists every type that can be read.
    pub fn accept(&self) -> &'static str {
        match self.endpoint {
            Endpoint::Manifest(_) => ACCEPT_MANIFESTS,
            Endpoint::Blob(_) => "*/*",
            Endpoint::Tags => "application/json",
            Endpoint::Referrers(_) => "application/vnd.oci.image.index.v1+json, application/json",
        }
    }
}

/// The host that serves the API for a reference's domain: `registry-1.docker.io` for `docker.io`, which itself is a
/// website; every other domain is its own.
pub fn api_host(domain: &str) -> &str {
    match domain {
        "docker.io" | "index.docker.io" => "registry-1.docker.io",
        _ => domain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZEROS: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    #[track_caller]
    fn check(reference: &str, path: &str) {
        assert_eq!(
            Request::manifest(&Reference::parse(reference).unwrap()).path(),
            path
        );
    }

    #[test]
    fn a_manifest_is_asked_for_by_digest_before_tag_before_latest() {
        check("nginx", "/v2/library/nginx/manifests/latest");
        check("ghcr.io/org/x:v1", "/v2/org/x/manifests/v1");
        check(
            &format!("localhost:5000/x:v1@{ZEROS}"),
            &format!("/v2/x/manifests/{ZEROS}"),
        );
    }

    #[test]
    fn other_endpoints_have_their_own_paths() {
        let path = |endpoint| {
            Request {
                repository: Repository::parse("a/b").unwrap(),
                endpoint,
            }
            .path()
        };
        let digest = Digest::parse(ZEROS).unwrap();
        assert_eq!(
            path(Endpoint::Blob(digest.clone())),
            format!("/v2/a/b/blobs/{ZEROS}")
        );
        assert_eq!(
            path(Endpoint::Referrers(digest)),
            format!("/v2/a/b/referrers/{ZEROS}")
        );
        assert_eq!(path(Endpoint::Tags), "/v2/a/b/tags/list");
    }

    #[test]
    fn docker_io_is_served_by_another_host() {
        assert_eq!(api_host("docker.io"), "registry-1.docker.io");
        assert_eq!(api_host("localhost:5000"), "localhost:5000");
    }
}
