//! Pastes that name several images.

use super::*;

/// The kind of a stack, and the first image that one of its lines names.
#[track_caller]
fn check_stack(text: &str, wanted: StackKind, image: Option<&str>) {
    let Intake::Stack { kind, first } = read(text) else {
        panic!("`{text}` was read as {:?}", read(text))
    };
    let first = first.map(|understood| name(&understood));
    assert_eq!((kind, first.as_deref()), (wanted, image), "{text}");
}

#[test]
fn compose_files_are_recognized() {
    for text in [
        "services:\n  web:\n    image: nginx:1\n    ports: [80]",
        "\u{feff}services:\n  web:\n    image: nginx:1",
        "# ours\nversion: '3'\nservices: # all\n\n  web:\n    image: nginx:1",
        "    services:\n      web:\n        image: nginx:1",
        "\"services\":\n  web:\n    image: nginx:1",
        "x-base: &base\n  restart: always\n\nservices:\n  web:\n    <<: *base\n    image: nginx:1",
        "{\n  \"services\": {\n    \"web\": {\n      \"image\": \"nginx:1\"\n    }\n  }\n}",
    ] {
        check_stack(text, StackKind::Compose, Some("nginx:1"));
    }
    check_stack(
        "{\"services\":{\"a\":{\"image\":\"b\"}}}",
        StackKind::Compose,
        None,
    );
    check_stack("services: {web: {image: nginx}}", StackKind::Compose, None);
}

#[test]
fn objects_of_kubernetes_are_recognized() {
    for text in [
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: nginx:1",
        "---\n# Source: a/b.yaml\napiVersion: apps/v1\nkind: Deployment\nspec:\n  image: nginx:1",
        "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: nginx:1",
        "{\n\"apiVersion\": \"v1\",\n\"kind\": \"Pod\",\n\"x\":\n\"image\": \"nginx:1\"\n}",
    ] {
        check_stack(text, StackKind::Kubernetes, Some("nginx:1"));
    }
}

#[test]
fn dockerfiles_are_recognized() {
    for text in [
        "# syntax=docker/dockerfile:1\nARG A=1\nFROM nginx:1\nRUN true",
        "FROM nginx:1 AS web\nCOPY . /\n",
        "from nginx:1\nrun true",
        "FROM --platform=$BUILDPLATFORM nginx:1\nFROM redis:7",
        "ARG TAG=1\nFROM nginx:1",
        "FROM nginx:1\nRUN a \\\n  && b\n",
    ] {
        check_stack(text, StackKind::Dockerfile, Some("nginx:1"));
    }
}

#[test]
fn several_images_are_a_list() {
    for text in [
        "nginx:1\nredis:7",
        "- image: nginx:1\n- image: redis:7",
        "docker pull nginx:1\ndocker pull redis:7",
        "docker pull --platform linux/amd64 nginx:1\ndocker pull --platform linux/arm64 nginx:1",
        "image: nginx:1\nservices:\n  - postgres:16\n",
        "We use these:\n\n* nginx:1\n* redis:7\n\nand that is all.",
    ] {
        check_stack(text, StackKind::List, Some("nginx:1"));
    }
    check_stack("nginx\nredis", StackKind::List, Some("nginx"));
}

#[test]
fn one_image_is_no_stack() {
    for text in [
        "nginx:1",
        "image: nginx:1",
        "  image: nginx:1 # the web",
        "FROM nginx:1",
        "FROM nginx:1 AS web",
        "image: nginx:1\nports: [80]",
        "$ docker pull nginx:1\n1: Pulling from library/nginx\nStatus: Downloaded newer image for nginx:1\ndocker.io/library/nginx:1",
        "docker build -t nginx:1 .\ndocker push nginx:1",
        "docker run \\\n  --rm \\\n  nginx:1",
        "# a\n# b\nnginx:1",
        "a word\nnginx:1\nredis",
    ] {
        check_reference(text, "nginx:1");
    }
    // Python; a line alone is read as `FROM` is, a file is not made of it.
    assert_ne!(
        looks_like_stack("from os import path\nfrom sys import argv"),
        Some(StackKind::Dockerfile)
    );
    assert_eq!(
        looks_like_stack(&"nginx:1\nredis:7\n".repeat(100_000)),
        None
    );
}

#[test]
fn what_registries_say_and_what_engines_complain_about_is_no_stack() {
    for text in [
        "{}",
        "{\"schemaVersion\": 2, \"services\": {}}",
        "{\"mediaType\": \"x\", \"apiVersion\": \"v1\", \"kind\": \"x\"}",
        "{\"a\": {\"services\": {}}}",
        "{\"a\": \"services\"}",
        "{\"a\\\": {\": \"services\"",
    ] {
        assert_eq!(read(text), Intake::Json, "{text}");
    }
    check_error(
        "services:\n  web:\n    image: ghcr.io/a/b:1\n\n$ docker compose up\nno matching manifest for linux/arm64/v8 in the manifest list entries",
        KnownError::NoMatchingManifest,
        Some("linux/arm64/v8"),
        Some("ghcr.io/a/b:1"),
    );
}
