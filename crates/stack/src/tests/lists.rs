//! Lists, and what has no kind of its own.

use super::*;

#[test]
fn every_line_is_read_by_itself() {
    check(
        "# ours\nnginx:1\n- ghcr.io/a/b\n\ndocker run --platform linux/arm64 \\\n  redis:7 sh\nimage: \"quay.io/x/y:2\"\nand a sentence.\nFoo:1\n",
        Kind::List,
        &[
            "line 2: nginx:1 @2",
            "line 3: ghcr.io/a/b:latest @3",
            "line 5: redis:7 linux/arm64 @5",
            "line 7: quay.io/x/y:2 @7",
        ],
        &[
            "! 9:1 `Foo:1` names no image: repository names are lower case, found `F` (at byte 0). | Perhaps `foo:1` is meant.",
        ],
    );
    assert_eq!(read("nginx:1").uses.len(), 1);
    assert_eq!(
        read("nginx:1\nghcr.io/a/b@sha256:0").uses[0].written,
        "nginx:1"
    );
}

#[test]
fn what_is_nothing_is_said_to_be_nothing() {
    check("", Kind::List, &[], &["1:1 No image is named here. | "]);
    check(
        "hello to all of you\n",
        Kind::List,
        &[],
        &["1:1 No image is named here. | "],
    );
    check(
        "Foo:1",
        Kind::Unreadable,
        &[],
        &[
            "! 1:1 `Foo:1` names no image: repository names are lower case, found `F` (at byte 0). | Perhaps `foo:1` is meant.",
        ],
    );
}

#[test]
fn what_needs_no_yaml_is_read_without_it() {
    for text in ["FROM a\nRUN b", "a:1\nb:1", "a", ""] {
        assert_eq!(read_plain(text), Some(read(text)));
    }
    assert_eq!(read_plain("apiVersion: v1\nkind: Pod"), None);
}

#[test]
fn other_json_is_no_stack() {
    for text in [
        "",
        "{}",
        "[]",
        "{\"kind\":\"compose\"}",
        "{\"kind\":\"x\",\"uses\":[],\"troubles\":[]}",
    ] {
        assert_eq!(Stack::from_json(text), Err(NoStack), "{text}");
    }
    let use_without_reference = "{\"kind\":\"list\",\"troubles\":[],\"uses\":[{\"written\":\"a\",\"place\":\"\",\"line\":1}]}";
    assert_eq!(Stack::from_json(use_without_reference), Err(NoStack));
}

#[test]
fn a_word_alone_is_an_image_only_among_images() {
    check(
        "stages:\n  - build\n  - deploy\ntest:\n  image: x:1\n  script: [make]\nother:\n  image: x:2\nfrom the docs we learn\n",
        Kind::List,
        &["line 5: x:1 @5", "line 8: x:2 @8"],
        &[
            "2:1 `- build` and one more word, alone on a line, could be anything beside the rest and is not taken for an image. | Where it is one, write its tag.",
        ],
    );
    check(
        "script:\n  - ci/build.sh\n  - ghcr.io/team/app\n",
        Kind::List,
        &["line 3: ghcr.io/team/app:latest @3"],
        &[
            "2:1 `- ci/build.sh`, alone on a line, could be anything beside the rest and is not taken for an image. | Where it is one, write its tag.",
        ],
    );
    check(
        "nginx\nRedis\nalpine\n",
        Kind::List,
        &["line 1: nginx:latest @1", "line 3: alpine:latest @3"],
        &[
            "! 2:1 `Redis` names no image: repository names are lower case, found `R` (at byte 0). | Perhaps `redis` is meant.",
        ],
    );
}

#[test]
fn what_should_name_an_image_and_does_not_is_told() {
    check(
        "a: b\n  image: x:1\n  image: $CI_REGISTRY/app:1\ndocker pull MyOrg/App:1\ndocker ps\n",
        Kind::List,
        &["line 2: x:1 @2"],
        &[
            "! 3:1 `image: $CI_REGISTRY/app:1` names no image: `$CI_REGISTRY` is not a registry's host name (at byte 0). | Write the value that you use in place of the variable.",
            "! 4:1 `docker pull MyOrg/App:1` names no image: repository names are lower case, found `A` (at byte 6). | Perhaps `myorg/app:1` is meant.",
        ],
    );
}

#[test]
fn what_is_left_out_is_said() {
    let many: String = (0..5_003).map(|n| format!("team/app{n}:1\n")).collect();
    let stack = read(&many);
    assert_eq!(stack.uses.len(), 1_000);
    let told: Vec<&str> = stack.troubles.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(
        told,
        [
            "More than 5000 lines; those from here on are not read.",
            "More than 1000 images are named; those from here on are left out.",
        ]
    );
    let broken: String = (0..130).map(|n| format!("Team/App{n}:1\n")).collect();
    let stack = read(&broken);
    assert_eq!(stack.troubles.len(), 101);
    assert_eq!(
        stack.troubles.last().map(|it| it.what.as_str()),
        Some("30 more things are not told here.")
    );
}
