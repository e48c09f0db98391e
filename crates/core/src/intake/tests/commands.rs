//! Commands and lines of files that name an image.

use super::*;

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
        "skopeo inspect --config docker://nginx:1",
        "skopeo inspect --no-tags docker://nginx:1",
        "skopeo inspect -n docker://nginx:1",
        "skopeo copy --preserve-digests docker://nginx:1 docker://other:1",
        "trivy image --ignore-unfixed nginx:1",
        "oras manifest fetch --pretty nginx:1",
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
    check_reference("- image: \"ghcr.io/a/b:1\"", "ghcr.io/a/b:1");
    check_reference("\"image\": \"nginx:1\",", "nginx:1");
    check_reference("image = \"nginx:1\"", "nginx:1");
    check_reference("uses: docker://nginx:1", "nginx:1");
    check_reference("# syntax=docker/dockerfile:1\nFROM nginx:1", "nginx:1");
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
fn every_client_has_its_own_way_to_name_a_platform() {
    for (command, platform, client) in [
        (
            "docker pull --platform linux/arm64 nginx:1",
            "linux/arm64",
            "docker",
        ),
        (
            "docker image pull --platform=linux/arm/v6 -q nginx:1",
            "linux/arm/v6",
            "docker",
        ),
        (
            "docker create --platform linux/386 --name x nginx:1 sh",
            "linux/386",
            "docker",
        ),
        (
            "docker image inspect --platform linux/arm64 nginx:1",
            "linux/arm64",
            "docker",
        ),
        (
            "docker save --platform linux/arm64 -o x.tar nginx:1",
            "linux/arm64",
            "docker",
        ),
        (
            "docker buildx build --platform linux/arm64,linux/amd64 -t nginx:1 --push .",
            "linux/arm64",
            "docker",
        ),
        (
            "DOCKER_DEFAULT_PLATFORM=linux/arm64 docker run --rm nginx:1 uname -m",
            "linux/arm64",
            "docker",
        ),
        (
            "DOCKER_DEFAULT_PLATFORM=linux/amd64 docker run --platform linux/arm64 nginx:1",
            "linux/arm64",
            "docker",
        ),
        (
            "nerdctl pull --platform=linux/arm64 nginx:1",
            "linux/arm64",
            "containerd",
        ),
        (
            "nerdctl --namespace k8s.io run --platform linux/arm64 --rm nginx:1 sh",
            "linux/arm64",
            "containerd",
        ),
        (
            "ctr -n k8s.io images pull --platform linux/arm64 docker.io/library/nginx:1",
            "linux/arm64",
            "containerd",
        ),
        (
            "ctr i pull --platform linux/arm64 docker.io/library/nginx:1",
            "linux/arm64",
            "containerd",
        ),
        (
            "ctr content fetch --platform linux/arm64 docker.io/library/nginx:1",
            "linux/arm64",
            "containerd",
        ),
        (
            "podman pull --platform linux/arm64 nginx:1",
            "linux/arm64",
            "podman",
        ),
        (
            "podman run --os linux --arch arm --variant v7 --rm nginx:1 sh",
            "linux/arm/v7",
            "podman",
        ),
        (
            "podman pull --arch=s390x docker://nginx:1",
            "linux/s390x",
            "podman",
        ),
        (
            "podman pull --os windows nginx:1",
            "windows/amd64",
            "podman",
        ),
        ("buildah from --arch arm64 nginx:1", "linux/arm64", "podman"),
        (
            "skopeo --override-os linux --override-arch arm --override-variant v7 inspect docker://nginx:1",
            "linux/arm/v7",
            "podman",
        ),
        (
            "skopeo copy --override-arch arm64 docker://nginx:1 oci:out",
            "linux/arm64",
            "podman",
        ),
        (
            "crane --platform linux/arm64 manifest nginx:1",
            "linux/arm64",
            "crane",
        ),
        (
            "crane digest --platform=linux/arm64 nginx:1",
            "linux/arm64",
            "crane",
        ),
        (
            "crane pull nginx:1 out.tar --platform linux/arm64",
            "linux/arm64",
            "crane",
        ),
        (
            "crane config nginx:1 --platform linux/arm/v7 | jq .",
            "linux/arm/v7",
            "crane",
        ),
        (
            "gcrane export --platform linux/arm64 nginx:1 -",
            "linux/arm64",
            "crane",
        ),
        (
            "oras pull --platform linux/arm64 docker.io/library/nginx:1",
            "linux/arm64",
            "oras",
        ),
        (
            "oras manifest fetch --platform linux/arm/v7 docker.io/library/nginx:1",
            "linux/arm/v7",
            "oras",
        ),
        (
            "oras resolve docker.io/library/nginx:1 --platform linux/arm64",
            "linux/arm64",
            "oras",
        ),
        (
            "oras cp --platform linux/arm64 docker.io/library/nginx:1 localhost:5000/x",
            "linux/arm64",
            "oras",
        ),
        (
            "regctl image digest -p linux/arm64 nginx:1",
            "linux/arm64",
            "regctl",
        ),
        (
            "regctl image copy --platform linux/arm64 nginx:1 localhost:5000/x",
            "linux/arm64",
            "regctl",
        ),
        (
            "regctl manifest get nginx:1 -p linux/arm/v7",
            "linux/arm/v7",
            "regctl",
        ),
        (
            "regctl image config --platform=windows/amd64 nginx:1",
            "windows/amd64",
            "regctl",
        ),
    ] {
        check_platform(command, "nginx:1", platform);
        assert_eq!(understood(command).client, Some(client), "{command}");
    }
}

#[test]
fn the_client_is_named_where_its_rule_is_known() {
    for (command, client) in [
        ("docker buildx imagetools inspect nginx:1", Some("docker")),
        ("docker manifest inspect -v nginx:1", Some("docker")),
        ("docker run -p 80:80 nginx:1", Some("docker")),
        ("sudo /usr/bin/podman pull nginx:1", Some("podman")),
        (
            "ctr content fetch docker.io/library/nginx:1",
            Some("containerd"),
        ),
        ("regctl blob get nginx:1 sha256:ab", Some("regctl")),
        ("kubectl run web --image nginx:1", None),
        ("kubectl debug node/a -it --image=nginx:1", None),
        ("crictl pull nginx:1", None),
        ("trivy image nginx:1", None),
        (
            "DOCKER_DEFAULT_PLATFORM=linux/arm64 podman pull nginx:1",
            Some("podman"),
        ),
        ("FROM nginx:1", None),
        ("nginx:1", None),
        ("https://hub.docker.com/_/nginx", None),
    ] {
        let found = understood(command);
        assert_eq!(found.client, client, "{command}");
        assert_eq!(found.platform, None, "{command}");
        assert!(name(&found).starts_with("nginx"), "{command}");
    }
}
