//! Tables of programs, their verbs and their flags.

/// Programs that take references.
pub(super) const TOOLS: [&str; 23] = [
    "docker",
    "docker-compose",
    "podman",
    "nerdctl",
    "finch",
    "crane",
    "gcrane",
    "skopeo",
    "ctr",
    "crictl",
    "buildah",
    "buildctl",
    "regctl",
    "oras",
    "helm",
    "kubectl",
    "oc",
    "trivy",
    "syft",
    "grype",
    "dive",
    "cosign",
    "container",
];
/// Tools whose first argument is the image already.
pub(super) const WITHOUT_VERB: [&str; 3] = ["syft", "grype", "dive"];
/// Words that another verb follows.
pub(super) const GROUPS: [&str; 20] = [
    "image",
    "images",
    "i",
    "img",
    "container",
    "containers",
    "c",
    "manifest",
    "buildx",
    "imagetools",
    "builder",
    "scout",
    "repo",
    "artifact",
    "index",
    "download",
    "compose",
    "trust",
    "set",
    "show",
];
/// Verbs whose argument is no image.
pub(super) const WITHOUT_IMAGE: [&str; 21] = [
    "exec", "logs", "stop", "start", "restart", "rm", "kill", "cp", "login", "logout", "info",
    "version", "up", "down", "stats", "top", "search", "attach", "port", "network", "volume",
];
/// Verbs that name the image they make by a flag.
pub(super) const BUILDS: [&str; 3] = ["build", "bake", "bud"];
/// Verbs behind whose image a command of the container's own follows.
pub(super) const RUNS: [&str; 3] = ["run", "create", "debug"];
/// Long flags without a value. All others take the next word; most flags of these tools do.
pub(super) const SWITCHES: [&str; 44] = [
    "detach",
    "interactive",
    "tty",
    "rm",
    "init",
    "privileged",
    "read-only",
    "publish-all",
    "no-healthcheck",
    "oom-kill-disable",
    "quiet",
    "help",
    "all-tags",
    "all",
    "verbose",
    "debug",
    "insecure",
    "raw",
    "force",
    "no-cache",
    "load",
    "push",
    "plain-http",
    "all-platforms",
    "no-trunc",
    "recursive",
    "tls",
    "tlsverify",
    "disable-content-trust",
    "sig-proxy",
    "no-creds",
    "full-ref",
    "local",
    "net-host",
    "null-io",
    "untar",
    "devel",
    "wait",
    "dry-run",
    "replace",
    "no-tags",
    "preserve-digests",
    "ignore-unfixed",
    "pretty",
];

/// Programs by whose rule an image is chosen, and the client that stands for it.
const CLIENTS: [(&str, &str); 11] = [
    ("docker", "docker"),
    ("docker-compose", "docker"),
    ("nerdctl", "containerd"),
    ("ctr", "containerd"),
    ("podman", "podman"),
    ("skopeo", "podman"),
    ("buildah", "podman"),
    ("crane", "crane"),
    ("gcrane", "crane"),
    ("oras", "oras"),
    ("regctl", "regctl"),
];

/// The client whose rule a program follows; nothing where that depends on something else, as with `kubectl`.
pub(super) fn client(tool: &str) -> Option<&'static str> {
    CLIENTS
        .iter()
        .find_map(|(name, client)| (*name == tool).then_some(*client))
}
