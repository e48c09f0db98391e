use super::*;

/// The reference, and the segments as `written`, `(implied)` or `[set aside]`.
fn show(understood: &Understood) -> (String, String) {
    let mut segments = Vec::new();
    for segment in &understood.segments {
        segments.push(match segment.origin {
            Origin::Written => segment.text.clone(),
            Origin::Implied => format!("({})", segment.text),
            Origin::SetAside => format!("[{}]", segment.text),
        });
    }
    (understood.reference.to_string(), segments.join(" "))
}

/// As people write it; `latest` is left out.
fn name(understood: &Understood) -> String {
    let familiar = understood.reference.familiar();
    familiar
        .strip_suffix(":latest")
        .unwrap_or(&familiar)
        .to_owned()
}

#[track_caller]
fn understood(text: &str) -> Understood {
    match read(text) {
        Intake::Reference(understood) => understood,
        other => panic!("`{text}` was read as {other:?}"),
    }
}

#[track_caller]
fn check(text: &str, reference: &str, segments: &str) {
    let (found, shown) = show(&understood(text));
    assert_eq!((found.as_str(), shown.as_str()), (reference, segments));
}

/// For the many forms in which only the reference is of interest.
#[track_caller]
fn check_reference(text: &str, reference: &str) {
    assert_eq!(name(&understood(text)), reference, "{text}");
}

#[track_caller]
fn check_platform(text: &str, reference: &str, platform: &str) {
    let understood = understood(text);
    assert_eq!(name(&understood), reference, "{text}");
    assert_eq!(
        understood
            .platform
            .map(|platform| platform.to_string())
            .as_deref(),
        Some(platform),
        "{text}"
    );
}

#[track_caller]
fn check_refused(text: &str, message: &str, wanted: Option<&str>) {
    let Intake::Refused { reason, suggestion } = read(text) else {
        panic!("`{text}` was read as {:?}", read(text))
    };
    assert_eq!(
        (reason.to_string().as_str(), suggestion.as_deref()),
        (message, wanted)
    );
}

#[track_caller]
fn check_error(text: &str, message: KnownError, platform: Option<&str>, reference: Option<&str>) {
    let Intake::ErrorMessage {
        message: found,
        platform: on,
        reference: of,
    } = read(text)
    else {
        panic!("`{text}` was read as {:?}", read(text))
    };
    assert_eq!(found, message);
    assert_eq!(
        on.map(|platform| platform.to_string()).as_deref(),
        platform,
        "{text}"
    );
    assert_eq!(of.as_ref().map(name).as_deref(), reference, "{text}");
}

const ZEROS: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

#[test]
fn plain_references_show_what_is_implied() {
    check(
        "nginx",
        "docker.io/library/nginx:latest",
        "(docker.io/) (library/) nginx (:latest)",
    );
    check(
        " foo/bar:v1\n",
        "docker.io/foo/bar:v1",
        "(docker.io/) foo/ bar :v1",
    );
    check(
        "index.docker.io/nginx",
        "docker.io/library/nginx:latest",
        "index.docker.io/ (library/) nginx (:latest)",
    );
    check(
        "localhost:5000/x",
        "localhost:5000/x:latest",
        "localhost:5000/ x (:latest)",
    );
    check(
        "[::1]:5000/a/b/c:1",
        "[::1]:5000/a/b/c:1",
        "[::1]:5000/ a/b/ c :1",
    );
    check(
        &format!("nginx@{ZEROS}"),
        &format!("docker.io/library/nginx@{ZEROS}"),
        &format!("(docker.io/) (library/) nginx @{ZEROS}"),
    );
}

#[test]
fn commands_are_set_aside() {
    check(
        "docker pull nginx",
        "docker.io/library/nginx:latest",
        "[docker pull] (docker.io/) (library/) nginx (:latest)",
    );
    check(
        "$ sudo docker run --rm -it -p 80:80 -e A=b nginx:1 sh -c 'echo hi'",
        "docker.io/library/nginx:1",
        "[$ sudo docker run --rm -it -p 80:80 -e A=b] (docker.io/) (library/) nginx :1 [sh -c 'echo hi']",
    );
    check(
        "skopeo inspect docker://quay.io/a/b",
        "quay.io/a/b:latest",
        "[skopeo inspect] [docker://] quay.io/ a/ b (:latest)",
    );
    check(
        "FROM nginx AS web",
        "docker.io/library/nginx:latest",
        "[FROM] (docker.io/) (library/) nginx (:latest) [AS web]",
    );
    check(
        "  image: 'nginx:1' # why",
        "docker.io/library/nginx:1",
        "[image:] (docker.io/) (library/) nginx :1 [# why]",
    );
}

#[test]
fn the_image_is_found_in_commands_of_many_tools() {
    for command in [
        "docker image pull nginx:1",
        "docker -H tcp://h:1 --context c pull -q nginx:1",
        "docker container run -d nginx:1",
        "docker create --name x nginx:1 sh",
        "docker build -t nginx:1 .",
        "docker buildx build --push --tag=nginx:1 .",
        "docker buildx imagetools inspect --raw nginx:1",
        "docker manifest inspect -v nginx:1",
        "docker history nginx:1",
        "docker run -dp 80:80 -v /a:/b:ro --mount type=bind,src=/a,dst=/b --network=host -- nginx:1",
        "podman run -it nginx:1",
        "nerdctl -n k8s.io pull nginx:1",
        "crane manifest nginx:1",
        "crane ls nginx:1",
        "ctr -n x images pull nginx:1",
        "skopeo copy docker://nginx:1 oci:dir",
        "regctl image inspect nginx:1",
        "regctl tag ls nginx:1",
        "oras manifest fetch nginx:1",
        "trivy image nginx:1",
        "syft nginx:1",
        "grype -o json nginx:1",
        "dive nginx:1",
        "cosign verify --key k nginx:1",
        "kubectl run web --image=nginx:1",
        "kubectl set image deploy/web web=nginx:1",
        "helm pull oci://nginx --version 1",
        "/usr/bin/docker pull nginx:1",
        "docker.exe pull nginx:1",
        "!docker pull nginx:1",
        "user@host:~$ docker pull nginx:1",
        "[root@host ~]# docker pull nginx:1",
        "PS C:\\> docker pull nginx:1",
        "# docker pull nginx:1",
        "A=b docker run nginx:1",
        "cd /x && docker pull nginx:1",
        "docker pull nginx:1 && echo done",
        "docker pull 'nginx:1'",
        "docker pull nginx:1;",
        "docker scout cves nginx:1",
        "docker tag nginx:1 other:2",
        "`docker pull nginx:1`",
        "- docker pull nginx:1",
        "Run docker pull nginx:1",
        "podman pull docker://nginx:1",
        "docker run \\\n  --rm \\\n  nginx:1",
        "docker buildx imagetools inspect nginx:1 --format '{{json .}}'",
    ] {
        check_reference(command, "nginx:1");
    }
}

#[test]
fn platforms_are_taken_out_of_commands() {
    check_platform(
        "docker pull --platform linux/arm64 nginx",
        "nginx",
        "linux/arm64",
    );
    check_platform(
        "docker run --platform=linux/arm/v7 nginx uname --platform linux/s390x",
        "nginx",
        "linux/arm/v7",
    );
    check_platform(
        "crane manifest nginx --platform linux/ppc64le",
        "nginx",
        "linux/ppc64le",
    );
    check_platform(
        "FROM --platform=linux/amd64 nginx AS x",
        "nginx",
        "linux/amd64",
    );
    check_platform("podman pull --arch arm64 nginx", "nginx", "linux/arm64");
    check_platform(
        "skopeo --override-arch s390x --override-os linux inspect docker://nginx",
        "nginx",
        "linux/s390x",
    );
    check_platform(
        "docker pull --platform 'windows(10.0.17763)/amd64' x/y",
        "x/y",
        "windows(10.0.17763)/amd64",
    );
    assert_eq!(
        understood("FROM --platform=$BUILDPLATFORM nginx").platform,
        None
    );
}

#[test]
fn commands_without_an_image_say_so() {
    for command in [
        "docker pull",
        "docker ps -a",
        "docker build .",
        "docker exec -it web sh",
        "docker login ghcr.io",
        "FROM scratch",
        "helm install x ./chart",
    ] {
        check_refused(command, "this command names no image", None);
    }
    check_reference("docker", "docker");
    check_reference("docker:dind", "docker:dind");
    check_reference("helm", "helm");
}

#[test]
fn lines_of_files_are_read() {
    check_reference(
        "services:\n  web:\n    image: nginx:1\n    ports: [80]",
        "nginx:1",
    );
    check_reference("- image: \"ghcr.io/a/b:1\"", "ghcr.io/a/b:1");
    check_reference("\"image\": \"nginx:1\",", "nginx:1");
    check_reference("image = \"nginx:1\"", "nginx:1");
    check_reference("uses: docker://nginx:1", "nginx:1");
    check_reference(
        "# syntax=docker/dockerfile:1\nARG A=1\nFROM nginx:1\nRUN true",
        "nginx:1",
    );
    check_reference("COPY --from=nginx:1 /a /b", "nginx:1");
    check_reference("image:latest", "image");
}

#[test]
fn what_engines_print_while_pulling_is_read() {
    check_reference("Unable to find image 'nginx:1' locally", "nginx:1");
    check_reference(
        "Using default tag: latest\nStatus: Downloaded newer image for nginx:latest",
        "nginx",
    );
    check_reference(
        "latest: Pulling from library/nginx\nDigest: sha256:ab\ndocker.io/library/nginx:latest",
        "nginx",
    );
}

#[test]
fn frames_around_references_fall_away() {
    for text in [
        "`nginx:1`",
        "\"nginx:1\"",
        "'nginx:1',",
        "<nginx:1>",
        "(nginx:1).",
        "“nginx:1”!",
        "* nginx:1",
        "> `nginx:1`",
        "```\nnginx:1\n```",
    ] {
        check_reference(text, "nginx:1");
    }
    check_reference("docker pull nginx.", "nginx");
    check_reference("docker://nginx:1", "nginx:1");
    check_reference("oci://ghcr.io/a/b:1", "ghcr.io/a/b:1");
}

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

#[test]
fn digests_alone_are_refused() {
    const MESSAGE: &str =
        "a digest alone does not say where to look: write it as `repository@sha256:…`";
    for text in [
        ZEROS,
        &ZEROS[7..],
        "sha256:abcdef012345",
        "`sha256:abcdef0`",
    ] {
        check_refused(text, MESSAGE, None);
    }
}

#[test]
fn refusals_carry_a_suggestion() {
    // Found by fuzzing: a suggestion must be understood itself.
    check_refused("E/0/", "the name ends with a `/` (at byte 3)", Some("e/0"));
    check_refused(
        "Nginx",
        "repository names are lower case, found `N` (at byte 0)",
        Some("nginx"),
    );
    check_refused(
        "nginx:",
        "a tag is missing after `:` (at byte 5)",
        Some("nginx"),
    );
    check_refused(
        "docker pull Foo/bar:V1",
        "`Foo` would be read as a registry because of its capital letters; repository names are lower case (at byte 0)",
        Some("foo/bar:V1"),
    );
    check_refused(
        &"a".repeat(9_000),
        "this text is too long to be a reference",
        None,
    );
    check_refused(
        &"nginx\n".repeat(200_000),
        "this text is too long to be a reference",
        None,
    );
}

#[test]
fn json_and_nothing_are_told_apart() {
    assert_eq!(read(" \u{feff}\n\t"), Intake::Empty);
    assert_eq!(read("```\n```"), Intake::Empty);
    assert_eq!(read("\u{feff}\n { \"schemaVersion\": 2"), Intake::Json);
    assert_eq!(read("[\n{}]"), Intake::Json);
    assert_eq!(read("["), Intake::Json);
}

#[test]
fn missing_platforms_are_read_from_messages() {
    use KnownError::NoMatchingManifest;
    check_error(
        "no matching manifest for linux/arm64/v8 in the manifest list entries",
        NoMatchingManifest,
        Some("linux/arm64/v8"),
        None,
    );
    check_error(
        "$ docker pull --quiet foo/bar:1\nError response from daemon: no matching manifest for linux/s390x in the manifest list entries: no match for platform in manifest: not found",
        NoMatchingManifest,
        Some("linux/s390x"),
        Some("foo/bar:1"),
    );
    check_error(
        "1.2: Pulling from library/foo\nno matching manifest for windows/amd64 10.0.17763 in the manifest list entries.",
        NoMatchingManifest,
        Some("windows(10.0.17763)/amd64"),
        Some("foo:1.2"),
    );
    check_error(
        "no matching manifest for windows(10.0.17763)/amd64 in the manifest list entries",
        NoMatchingManifest,
        Some("windows(10.0.17763)/amd64"),
        None,
    );
    check_error(
        "no matching manifest for unknown in the manifest list entries",
        NoMatchingManifest,
        None,
        None,
    );
    check_error(
        "ERROR: ghcr.io/a/b:1: no match for platform in manifest: not found",
        NoMatchingManifest,
        None,
        Some("ghcr.io/a/b:1"),
    );
    check_error(
        "choosing an image from manifest list docker://quay.io/a/b: no image found in manifest list for architecture \"arm\", variant \"v7\", OS \"linux\"",
        NoMatchingManifest,
        Some("linux/arm/v7"),
        None,
    );
    check_error(
        "docker run --platform linux/riscv64 foo\nno match for platform in manifest: not found",
        NoMatchingManifest,
        Some("linux/riscv64"),
        Some("foo"),
    );
}

#[test]
fn mismatches_name_the_platform_that_was_wanted() {
    use KnownError::{NoMatchingManifest, PlatformMismatch};
    check_error(
        "WARNING: The requested image's platform (linux/amd64) does not match the detected host platform (linux/arm64/v8) and no specific platform was requested",
        PlatformMismatch,
        Some("linux/arm64/v8"),
        None,
    );
    check_error(
        "image with reference foo/bar:1 was found but its platform (linux/amd64) does not match the specified platform (windows(10.0.17763)/amd64)",
        PlatformMismatch,
        Some("windows(10.0.17763)/amd64"),
        Some("foo/bar:1"),
    );
    check_error(
        "image with reference docker.io/library/x:1 was found but does not provide the specified platform (linux/arm64)",
        NoMatchingManifest,
        Some("linux/arm64"),
        Some("x:1"),
    );
}

#[test]
fn other_messages_are_known() {
    check_error(
        "exec /docker-entrypoint.sh: exec format error",
        KnownError::ExecFormatError,
        None,
        None,
    );
    check_error(
        "$ docker run foo/bar\nexec /bin/sh: Exec format error",
        KnownError::ExecFormatError,
        None,
        Some("foo/bar"),
    );
    check_error(
        "Error response from daemon: manifest for nginx:nope not found: manifest unknown: manifest unknown",
        KnownError::ManifestUnknown,
        None,
        Some("nginx:nope"),
    );
}
