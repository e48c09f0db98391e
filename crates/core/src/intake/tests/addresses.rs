//! Page addresses of registries.

use super::*;

#[test]
fn page_addresses_show_which_part_is_the_name() {
    check(
        "https://hub.docker.com/_/nginx/tags?name=1",
        "docker.io/library/nginx:latest",
        "[https://hub.docker.com/_/] (docker.io/) (library/) nginx (:latest) [/tags?name=1]",
    );
    check(
        "https://quay.io/repository/a/b?tab=tags&tag=v1",
        "quay.io/a/b:v1",
        "[https://quay.io/repository/] (quay.io/) a/ b :v1 [?tab=tags&tag=v1]",
    );
    check(
        "https://gcr.io/p/x:1/",
        "gcr.io/p/x:1",
        "[https://] gcr.io/ p/ x :1 [/]",
    );
}

#[test]
fn pages_of_registries_are_known() {
    for (address, reference) in [
        ("hub.docker.com/_/nginx", "nginx"),
        (
            "https://hub.docker.com/r/bitnami/redis/tags",
            "bitnami/redis",
        ),
        (
            "https://hub.docker.com/r/library/nginx#description",
            "nginx",
        ),
        (
            "https://hub.docker.com/layers/library/nginx/1.27/images/sha256-abc?context=explore",
            "nginx:1.27",
        ),
        (
            "https://hub.docker.com/repository/docker/a/b/general",
            "a/b",
        ),
        ("https://ghcr.io/org/x:1", "ghcr.io/org/x:1"),
        (
            "https://github.com/orgs/Org/packages/container/package/x",
            "ghcr.io/org/x",
        ),
        (
            "https://github.com/orgs/org/packages/container/x%2Fy/versions",
            "ghcr.io/org/x/y",
        ),
        (
            "https://github.com/users/me/packages/container/x/123?tag=v1",
            "ghcr.io/me/x:v1",
        ),
        (
            "https://github.com/Org/repo/pkgs/container/repo",
            "ghcr.io/org/repo",
        ),
        (
            "https://quay.io/repository/a/b/manifest/sha256:0000000000000000000000000000000000000000000000000000000000000000",
            "quay.io/a/b@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        ),
        ("https://quay.io/a/b", "quay.io/a/b"),
        (
            "https://us-docker.pkg.dev/p/r/x:1",
            "us-docker.pkg.dev/p/r/x:1",
        ),
        (
            "https://mcr.microsoft.com/en-us/product/dotnet/runtime/about",
            "mcr.microsoft.com/dotnet/runtime",
        ),
        (
            "https://mcr.microsoft.com/product/dotnet/runtime/tags",
            "mcr.microsoft.com/dotnet/runtime",
        ),
        (
            "https://mcr.microsoft.com/artifact/mar/dotnet/runtime/tag/8.0",
            "mcr.microsoft.com/dotnet/runtime:8.0",
        ),
        (
            "https://gallery.ecr.aws/nginx/nginx",
            "public.ecr.aws/nginx/nginx",
        ),
        (
            "https://images.chainguard.dev/directory/image/go/overview",
            "cgr.dev/chainguard/go",
        ),
        (
            "https://cgr.dev/images.chainguard.dev/directory/image/go",
            "cgr.dev/chainguard/go",
        ),
        (
            "https://console.cloud.google.com/artifacts/docker/p/europe/r/x",
            "europe-docker.pkg.dev/p/r/x",
        ),
        (
            "https://console.cloud.google.com/gcr/images/distroless/GLOBAL/static",
            "gcr.io/distroless/static",
        ),
        (
            "https://catalog.redhat.com/software/containers/ubi9/ubi/615bcf606feffc5384e8452e",
            "registry.access.redhat.com/ubi9/ubi",
        ),
        (
            "https://catalog.ngc.nvidia.com/orgs/nvidia/containers/cuda/tags",
            "nvcr.io/nvidia/cuda",
        ),
        (
            "https://catalog.ngc.nvidia.com/orgs/nvidia/teams/k8s/containers/dcgm",
            "nvcr.io/nvidia/k8s/dcgm",
        ),
        (
            "https://registry-1.docker.io/v2/library/nginx/manifests/1.27",
            "nginx:1.27",
        ),
        ("https://quay.io/v2/a/b/tags/list", "quay.io/a/b"),
        ("https://oci.dag.dev/?image=nginx:1", "nginx:1"),
        ("http://localhost:5000/x:1", "localhost:5000/x:1"),
    ] {
        check_reference(address, reference);
    }
}

#[test]
fn addresses_without_an_image_say_so() {
    for address in [
        "https://hub.docker.com/",
        "https://hub.docker.com/u/bitnami",
        "https://github.com/moby/moby",
        "https://example.com",
        "https://docs.docker.com/x/y",
        "https://",
    ] {
        check_refused(address, "this address names no image", None);
    }
}
