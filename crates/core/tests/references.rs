//! What is a reference and what is not: accepted forms, refused forms, and what is said about them.

use tagprism_core::Reference;

const D256: &str = "sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

#[track_caller]
fn check(text: &str, expected: &str) {
    let reference = Reference::parse(text).unwrap_or_else(|err| panic!("{text}: {err}"));
    assert_eq!(reference.to_string(), expected);
    assert_eq!(
        Reference::parse(&reference.to_string()).as_ref(),
        Ok(&reference),
        "not idempotent"
    );
    assert_eq!(
        Reference::parse(&reference.familiar()).as_ref(),
        Ok(&reference),
        "familiar form"
    );
}

#[track_caller]
fn check_refused(text: &str, position: usize, message: &str, suggestion: Option<&str>) {
    let err = Reference::parse(text).expect_err(text);
    assert_eq!(
        err.to_string(),
        format!("{message} (at byte {position})"),
        "{text}"
    );
    assert_eq!(
        (err.position, err.suggestion()),
        (position, suggestion),
        "{text}"
    );
}

#[test]
fn names_without_a_registry_are_on_docker_hub() {
    check("nginx", "docker.io/library/nginx");
    check("nginx:1.27-alpine", "docker.io/library/nginx:1.27-alpine");
    check("library/nginx", "docker.io/library/nginx");
    check("foo/bar", "docker.io/foo/bar");
    check("foo/bar/baz:v1", "docker.io/foo/bar/baz:v1");
    check("docker.io/ubuntu", "docker.io/library/ubuntu");
    check("docker.io/foo/bar", "docker.io/foo/bar");
    check(
        "index.docker.io/ubuntu:24.04",
        "docker.io/library/ubuntu:24.04",
    );
    check("index.docker.io/library/ubuntu", "docker.io/library/ubuntu");
}

#[test]
fn a_single_component_is_never_a_registry() {
    check("localhost", "docker.io/library/localhost");
    check("localhost:5000", "docker.io/library/localhost:5000");
    check("docker.io", "docker.io/library/docker.io");
    check("foo.com", "docker.io/library/foo.com");
    check("foo.com:8080", "docker.io/library/foo.com:8080");
}

#[test]
fn a_dot_a_colon_a_capital_or_localhost_makes_a_registry() {
    check("localhost/foo", "localhost/foo");
    check("localhost:5000/foo/bar:v1", "localhost:5000/foo/bar:v1");
    check("foo.bar/x", "foo.bar/x");
    check("foo/x", "docker.io/foo/x");
    check("a:1/b:2", "a:1/b:2");
    check("127.0.0.1:5000/x", "127.0.0.1:5000/x");
    check("Foo/bar", "Foo/bar");
    check("LOCALHOST/x", "LOCALHOST/x");
    check("Docker.io/x", "Docker.io/x");
    check(
        "xn--n3h.com/myimage:xn--n3h.com",
        "xn--n3h.com/myimage:xn--n3h.com",
    );
    check(
        "registry-1.docker.io/library/nginx",
        "registry-1.docker.io/library/nginx",
    );
    check("foo.com:99999/x", "foo.com:99999/x");
}

#[test]
fn ipv6_addresses_stand_in_brackets() {
    check("[::1]:5000/x", "[::1]:5000/x");
    check("[::1]/x/y:v", "[::1]/x/y:v");
    check(
        "[2001:db8:1:2:3:4:5:6]:5000/x",
        "[2001:db8:1:2:3:4:5:6]:5000/x",
    );
    check_refused(
        "[fe80::1%eth0]/x",
        0,
        "`[fe80::1%eth0]` is not a registry's host name",
        None,
    );
    check_refused("[::1/x", 0, "`[::1` is not a registry's host name", None);
    check_refused("[]:5000/x", 0, "`[]` is not a registry's host name", None);
    check_refused(
        "[::1]5000/x",
        5,
        "`[::1]5000` is not a registry's host name",
        None,
    );
    check_refused(
        "[::1]:http/x",
        6,
        "`http` is not the port of a registry; a tag comes after the last `/`",
        None,
    );
}

#[test]
fn separators_stand_between_letters_or_digits() {
    check("foo/a_b__c--d.e", "docker.io/foo/a_b__c--d.e");
    check("foo_bar", "docker.io/library/foo_bar");
    check("foo/0-9", "docker.io/foo/0-9");
    const RULE: &str =
        "must stand between letters or digits: one `.`, one or two `_`, or any number of `-`";
    check_refused("foo/a___b", 5, &format!("`___` {RULE}"), None);
    check_refused("foo/a..b", 5, &format!("`..` {RULE}"), None);
    check_refused("foo/a._b", 5, &format!("`._` {RULE}"), None);
    check_refused("foo/-a", 4, &format!("`-` {RULE}"), None);
    check_refused("foo/a-", 5, &format!("`-` {RULE}"), None);
    check_refused("foo/_a", 4, &format!("`_` {RULE}"), None);
    check_refused("-foo", 0, &format!("`-` {RULE}"), None);
    check_refused("foo-/bar", 3, &format!("`-` {RULE}"), None);
}

#[test]
fn tags_and_digests_can_stand_together() {
    check(
        &format!("nginx@{D256}"),
        &format!("docker.io/library/nginx@{D256}"),
    );
    check(&format!("a:1/b:2@{D256}"), &format!("a:1/b:2@{D256}"));
    let d512 = format!("sha512:{}", "f".repeat(128));
    check(
        &format!("tianon/test@{d512}"),
        &format!("docker.io/tianon/test@{d512}"),
    );
    check("x/y@blake3:af1349b9", "docker.io/x/y@blake3:af1349b9");
    check("x/y:_V.1-", "docker.io/x/y:_V.1-");
    check(
        &format!("x:{}", "a".repeat(128)),
        &format!("docker.io/library/x:{}", "a".repeat(128)),
    );
}

#[test]
fn the_target_is_the_digest_before_the_tag_before_latest() {
    let target = |text: &str| Reference::parse(text).unwrap().target().to_string();
    assert_eq!(target("nginx"), "latest");
    assert_eq!(target("nginx:1.27"), "1.27");
    assert_eq!(target(&format!("nginx:1.27@{D256}")), D256);
}

#[test]
fn the_default_tag_fills_only_an_empty_place() {
    let filled = |text: &str| {
        Reference::parse(text)
            .unwrap()
            .with_default_tag()
            .to_string()
    };
    assert_eq!(filled("nginx"), "docker.io/library/nginx:latest");
    assert_eq!(filled("nginx:1"), "docker.io/library/nginx:1");
    assert_eq!(
        filled(&format!("nginx@{D256}")),
        format!("docker.io/library/nginx@{D256}")
    );
}

#[test]
fn pinning_drops_the_tag() {
    let digest = tagprism_core::Digest::parse(D256).unwrap();
    let reference = Reference::parse("ghcr.io/foo/bar:v1").unwrap();
    assert_eq!(
        reference.pinned(&digest).to_string(),
        format!("ghcr.io/foo/bar@{D256}")
    );
}

#[test]
fn capitals_in_names_are_explained() {
    check_refused(
        "Nginx",
        0,
        "repository names are lower case, found `N`",
        Some("nginx"),
    );
    check_refused(
        "foo/Bar:V1",
        4,
        "repository names are lower case, found `B`",
        Some("foo/bar:V1"),
    );
    check_refused(
        "Foo/Bar",
        4,
        "repository names are lower case, found `B`",
        Some("foo/bar"),
    );
    check_refused(
        "ghcr.io/Foo/bar",
        8,
        "repository names are lower case, found `F`",
        Some("ghcr.io/foo/bar"),
    );
    check_refused(
        "éX",
        0,
        "`é` cannot stand in a repository name: it has lower-case letters, digits, `.`, `_` and `-`",
        None,
    );
}

#[test]
fn what_people_type_by_mistake_is_explained() {
    check_refused(
        "",
        0,
        "a reference needs at least the name of an image",
        None,
    );
    check_refused(" nginx", 0, "a reference has no spaces", Some("nginx"));
    check_refused(
        "nginx latest",
        5,
        "a reference has no spaces",
        Some("nginx"),
    );
    check_refused("nginx:", 5, "a tag is missing after `:`", Some("nginx"));
    check_refused(
        "nginx:@sha256:ab",
        5,
        "a tag is missing after `:`",
        Some("nginx"),
    );
    check_refused("nginx@", 5, "a digest is missing after `@`", Some("nginx"));
    check_refused(
        "foo//bar",
        4,
        "a part of the name is missing between slashes",
        Some("foo/bar"),
    );
    check_refused(
        "/foo",
        0,
        "a part of the name is missing between slashes",
        Some("foo"),
    );
    check_refused("foo/bar/", 7, "the name ends with a `/`", Some("foo/bar"));
    check_refused(
        "docker.io/",
        9,
        "the name ends with a `/`",
        Some("docker.io"),
    );
    check_refused(
        "https://ghcr.io/foo/bar",
        0,
        "a reference has no `https://` in front",
        Some("ghcr.io/foo/bar"),
    );
    check_refused(":latest", 0, "there is no name before `:`", None);
    check_refused(&format!("@{D256}"), 0, "there is no name before `@`", None);
    check_refused(
        "nginx:1.27/foo",
        6,
        "`1.27` is not the port of a registry; a tag comes after the last `/`",
        Some("nginx/foo:1.27"),
    );
    check_refused("a_b.c/x", 0, "`a_b.c` is not a registry's host name", None);
    check_refused(
        "-foo.bar/x",
        0,
        "`-foo.bar` is not a registry's host name",
        None,
    );
}

#[test]
fn broken_tags_are_explained() {
    const RULE: &str = "cannot stand in a tag: it has letters, digits, `_`, `.` and `-`";
    check_refused(
        "x:.1",
        2,
        "a tag begins with a letter, a digit or `_`, found `.`",
        None,
    );
    check_refused(
        "x:-1",
        2,
        "a tag begins with a letter, a digit or `_`, found `-`",
        None,
    );
    check_refused("x:a+b", 3, &format!("`+` {RULE}"), None);
    check_refused("x:1:2", 3, &format!("`:` {RULE}"), None);
    check_refused("x:aé", 3, &format!("`é` {RULE}"), None);
    let long = format!("x:{}", "a".repeat(129));
    check_refused(
        &long,
        130,
        "a tag has at most 128 characters, found 129",
        None,
    );
}

#[test]
fn broken_digests_are_explained() {
    check_refused(
        "nginx@sha256:short",
        13,
        "`s` is not a lower-case hex digit, and a sha256 digest has nothing else",
        Some("nginx"),
    );
    check_refused(
        "nginx@sha256:abc",
        16,
        "a sha256 digest has 64 hex digits, found 3",
        Some("nginx"),
    );
    check_refused(
        &format!("nginx@{}", D256.replace('f', "F")),
        13,
        "`F` is not a lower-case hex digit, and a sha256 digest has nothing else",
        Some(&format!("nginx@{D256}")),
    );
}

#[test]
fn an_image_id_is_no_name() {
    check_refused(
        &"a".repeat(64),
        0,
        "64 hex digits alone are an image ID of one machine, not a name that a registry knows",
        None,
    );
    check(
        &"a".repeat(63),
        &format!("docker.io/library/{}", "a".repeat(63)),
    );
    check(
        &format!("{}:x", "a".repeat(64)),
        &format!("docker.io/library/{}:x", "a".repeat(64)),
    );
}

#[test]
fn the_path_has_at_most_255_characters_without_its_domain() {
    let path = |length: usize| format!("a/{}", "b".repeat(length - 2));
    let domain = format!("{}.example:5000", "c".repeat(60));
    check(
        &format!("{domain}/{}", path(255)),
        &format!("{domain}/{}", path(255)),
    );
    check_refused(
        &format!("{domain}/{}", path(256)),
        domain.len() + 1,
        "a repository name has at most 255 characters, found 256",
        None,
    );
    // `library/` counts, for it is part of what is asked for.
    check_refused(
        &"a".repeat(248),
        0,
        "a repository name has at most 255 characters, found 256",
        None,
    );
}
