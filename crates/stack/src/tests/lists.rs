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
