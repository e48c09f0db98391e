//! The public registries that are served by default, as data: a content network that moved is a change of one line here,
//! or of one `--allow-registry` in the meantime.
//!
//! Hosts come from the registries' own allow-list documentation where there is one (Docker Hub, Quay) and from watching
//! their redirects elsewhere. A missing pattern shows up as `redirect_not_allowed`, never as a silent detour.

use super::TagLookup;

/// One row of the table.
pub(super) struct Known {
    /// The name in paths and log lines. A `*` stands for one label.
    pub name: &'static str,
    /// Other names of the same registry.
    pub aliases: &'static [&'static str],
    /// The host that speaks the protocol; empty where it is the name itself.
    pub api: &'static str,
    /// Token servers besides the API host itself.
    pub realms: &'static [&'static str],
    /// Where blobs (and some manifests) are redirected to, besides the API host itself.
    pub redirects: &'static [&'static str],
    /// How a tag is turned into bytes.
    pub tags: TagLookup,
}

const fn row(
    name: &'static str,
    realms: &'static [&'static str],
    redirects: &'static [&'static str],
) -> Known {
    Known {
        name,
        aliases: &[],
        api: "",
        realms,
        redirects,
        tags: TagLookup::Get,
    }
}

/// Ordered as the start line counts them.
pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "docker.io",
        aliases: &["index.docker.io", "registry-1.docker.io"],
        api: "registry-1.docker.io",
        realms: &["auth.docker.io"],
        redirects: &[
            "production.cloudflare.docker.com",
            "production.cloudfront.docker.com",
            "docker-images-prod.*.r2.cloudflarestorage.com",
        ],
        tags: TagLookup::HeadFirst,
    },
    row("ghcr.io", &[], &["pkg-containers.githubusercontent.com"]),
    row("quay.io", &[], &["cdn.quay.io", "cdn0*.quay.io"]),
    row("mcr.microsoft.com", &[], &["*.data.mcr.microsoft.com"]),
    row("public.ecr.aws", &[], &["*.cloudfront.net"]),
    row(
        "registry.k8s.io",
        &[],
        &[
            "*.pkg.dev",
            "prod-registry-k8s-io-*.s3.dualstack.*.amazonaws.com",
        ],
    ),
    row("gcr.io", &[], &["storage.googleapis.com"]),
    row("*.gcr.io", &["gcr.io"], &["storage.googleapis.com"]),
    row("*.pkg.dev", &[], &["storage.googleapis.com"]),
    row("cgr.dev", &[], &["*.r2.cloudflarestorage.com"]),
    row(
        "registry.gitlab.com",
        &["gitlab.com"],
        &["cdn.registry.gitlab-static.net", "storage.googleapis.com"],
    ),
    row(
        "registry.access.redhat.com",
        &[],
        &["cdn.quay.io", "cdn0*.quay.io"],
    ),
    row("nvcr.io", &[], &["layers.nvcr.io"]),
    row(
        "docker.elastic.co",
        &["docker-auth.elastic.co"],
        &["storage.googleapis.com"],
    ),
];
