//! References as people write them, whole and as a bare name.

use tagprism_core::Reference;

const DIGEST: &str = "sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

#[track_caller]
fn check(text: &str, familiar: &str) {
    let reference = Reference::parse(text).expect("a reference");
    assert_eq!(reference.familiar(), familiar);
}

#[track_caller]
fn check_name(text: &str, name: &str) {
    let reference = Reference::parse(text).expect("a reference");
    assert_eq!(reference.familiar_name(), name);
    let again = Reference::parse(name).expect("a name is a reference");
    assert_eq!(again.name(), reference.name());
    assert_eq!((again.tag(), again.digest()), (None, None));
}

#[test]
fn familiar_references_drop_only_what_is_implied() {
    check("docker.io/library/nginx:1", "nginx:1");
    check("docker.io/foo/bar", "foo/bar");
    check("ghcr.io/foo/bar", "ghcr.io/foo/bar");
    check("docker.io/library/a/b", "library/a/b");
}

#[test]
fn familiar_references_keep_the_domain_where_they_would_mean_something_else() {
    check("docker.io/foo.bar/x", "docker.io/foo.bar/x");
    check("docker.io/localhost/x", "docker.io/localhost/x");
    let hex = "a".repeat(64);
    check(
        &format!("docker.io/library/{hex}"),
        &format!("docker.io/library/{hex}"),
    );
}

#[test]
fn familiar_names_have_neither_tag_nor_digest() {
    check_name("nginx", "nginx");
    check_name("docker.io/library/nginx:1.27", "nginx");
    check_name(&format!("nginx:1.27@{DIGEST}"), "nginx");
    check_name(&format!("ghcr.io/foo/bar@{DIGEST}"), "ghcr.io/foo/bar");
    check_name("docker.io/foo.bar/x:1", "docker.io/foo.bar/x");
}

#[test]
fn a_port_is_no_tag() {
    check_name("localhost:5000/app", "localhost:5000/app");
    check_name("localhost:5000/app:1.0", "localhost:5000/app");
    check_name(
        &format!("localhost:5000/a/b@{DIGEST}"),
        "localhost:5000/a/b",
    );
    check_name("registry.example:443/app:v2", "registry.example:443/app");
    check_name(&format!("[::1]:5000/app:1@{DIGEST}"), "[::1]:5000/app");
    // Without a slash it is a tag that looks like a port.
    check_name("localhost:5000", "localhost");
}

#[test]
fn a_bare_name_that_is_no_reference_by_itself_keeps_its_domain() {
    let hex = "a".repeat(64);
    check(&format!("docker.io/library/{hex}:1"), &format!("{hex}:1"));
    check_name(
        &format!("docker.io/library/{hex}:1"),
        &format!("docker.io/library/{hex}"),
    );
}
