//! Plain references, refusals, and what is no reference at all.

use super::*;

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
