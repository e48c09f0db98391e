//! Compose files.

use super::*;

#[test]
fn services_name_images() {
    check(
        "# ours\nservices:\n  web:\n    image: nginx:1.27\n    ports: [80]\n  db:\n    platform: linux/arm64\n    image: \"ghcr.io/a/b\"\n",
        Kind::Compose,
        &[
            "services.web.image: nginx:1.27 @4",
            "services.db.image: ghcr.io/a/b:latest linux/arm64 @8",
        ],
        &[],
    );
    check(
        "{\n \"services\": {\n  \"web\": {\"image\": \"nginx:1\"}\n }\n}",
        Kind::Compose,
        &["services.web.image: nginx:1 @3"],
        &[],
    );
    check(
        "\u{feff}services: {a: {image: b}}\r\n",
        Kind::Compose,
        &["services.a.image: b:latest @1"],
        &[],
    );
}

#[test]
fn variables_take_their_defaults() {
    check(
        "services:\n  a:\n    image: ${REGISTRY:-ghcr.io/x}/y:${TAG-1}\n  b:\n    image: y:$TAG\n  c:\n    image: y:1\n    platform: ${P:-linux/arm/v7}\n  d:\n    image: y:1\n    platform: $P\n  e:\n    image: y:${T:?set it}\n",
        Kind::Compose,
        &[
            "services.a.image: ghcr.io/x/y:1 @3 (`REGISTRY` is taken as `ghcr.io/x`, its default here. `TAG` is taken as `1`, its default here.)",
            "services.b.image: [`TAG` has no value here] @5",
            "services.c.image: y:1 linux/arm/v7 @7 (`P` is taken as `linux/arm/v7`, its default here.)",
            "services.d.image: y:1 @10",
            "services.e.image: [`T` has no value here] @13",
        ],
        &[
            "! 5:12 `TAG` in `y:$TAG` has no value here. | Write the value that you use in place of `TAG`.",
            "! 11:15 `P` has no value here, so that the platform is not known. | Write it as `linux/arm64`.",
            "! 13:12 `T` in `y:${T:?set it}` has no value here. | Write the value that you use in place of `T`.",
        ],
    );
}

#[test]
fn services_that_are_built_or_extended_are_noted() {
    check(
        "include: [a.yaml]\nservices:\n  a:\n    build: .\n  b:\n    build: {context: .}\n    image: x/b\n  c:\n    extends: a\n  d:\n    extends: {service: z, file: base.yaml}\n    image: x/d\n  e:\n    ports: []\n  f:\n",
        Kind::Compose,
        &[
            "services.b.image: x/b:latest @7 (It is also built here: a pull finds it only where somebody pushed it.)",
            "services.d.image: x/d:latest @12 (It extends `z` of `base.yaml`. What it takes over is not read.)",
        ],
        &[
            "1:10 This file includes others, which are not read. | Paste what `docker compose config` prints to see everything.",
            "4:12 `a` is built here and names no image. | Paste its Dockerfile to see what it is built on.",
            "9:5 It extends `a`. It may take its image from there. | Paste what `docker compose config` prints to see everything.",
            "! 14:5 `e` has neither an `image` nor a `build`. | Give it one of them.",
            "! 15:4 The service `f` has nothing below it. | Give it an `image` or a `build`.",
        ],
    );
}

#[test]
fn anchors_and_merge_keys_are_followed() {
    check(
        "x-base: &base\n  image: base:1\n  platform: linux/arm64\nx-more: &more {image: more:1}\nservices:\n  a: *base\n  b:\n    <<: *base\n    image: own:1\n  c:\n    <<: [*more, *base]\n",
        Kind::Compose,
        &[
            "services.a.image: base:1 linux/arm64 @2",
            "services.b.image: own:1 linux/arm64 @9",
            "services.c.image: more:1 linux/arm64 @4",
        ],
        &[],
    );
    check(
        "x-all: &all\n  a: {image: a:1}\n  b: {image: b:1}\nservices:\n  <<: *all\n  b: {image: b:2}\n",
        Kind::Compose,
        &["services.b.image: b:2 @6", "services.a.image: a:1 @2"],
        &[],
    );
}

#[test]
fn what_breaks_is_named_and_the_rest_is_kept() {
    check(
        "services:\n  a:\n    image: a:1\n  b:\n    image: Foo\n  c:\n    image: [x]\n  d:\n    image: 'x\n",
        Kind::Compose,
        &[
            "services.a.image: a:1 @3",
            "services.b.image: [repository names are lower case, found `F` (at byte 0)] @5",
        ],
        &[
            "! 5:12 `Foo` is no reference: repository names are lower case, found `F` (at byte 0). | Perhaps `foo` is meant.",
            "! 7:12 `image` should be a single text. | Write the reference behind it, on the same line.",
            "! 9:12 The YAML breaks here: while scanning a quoted scalar, found unexpected end of stream. | Mend this line; of this document only what stands before it was read.",
        ],
    );
}

#[test]
fn mounted_images_and_contexts_of_a_build_are_images_too() {
    check(
        "services:\n  a:\n    image: a:1\n    volumes:\n    - ./x:/x\n    - {type: image, source: data:2, target: /data}\n    - {type: bind, source: ./y}\n  b:\n    build:\n      context: .\n      additional_contexts:\n        base: docker-image://alpine:3.24\n        src: ../src\n  c:\n    image: c:1\n    build:\n      additional_contexts: [\"go=docker-image://golang:${GO:-1.25}\", x=y]\n",
        Kind::Compose,
        &[
            "services.a.image: a:1 @3",
            "services.a.volumes: data:2 @6 (It is mounted at /data; nothing of it is started.)",
            "services.b.build: alpine:3.24 @12 (The build knows it as `base`.)",
            "services.c.image: c:1 @15 (It is also built here: a pull finds it only where somebody pushed it.)",
            "services.c.build: golang:1.25 @17 (The build knows it as `go`. `GO` is taken as `1.25`, its default here.)",
        ],
        &[
            "10:7 `b` is built here and names no image. | Paste its Dockerfile to see what it is built on.",
        ],
    );
}
