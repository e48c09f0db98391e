//! What a rule says decided.

use super::*;

#[track_caller]
fn check_rule(id: &str, index: &str, asker: &Asker, rule: &str) {
    assert_eq!(choose(id, index, asker).rule, rule);
}

#[test]
fn rules_name_what_decided() {
    let v6 = named("linux/arm/v6");
    check_rule(
        "docker",
        DEBIAN,
        &v6,
        "Docker asks for linux/arm/v6 and accepts, best first, linux/arm/v6 and linux/arm/v5; nothing here is for a better one than linux/arm/v5, and entry 2 is the first for that.",
    );
    check_rule(
        "containerd",
        DEBIAN,
        &named("linux/mips64le"),
        "containerd asks for linux/mips64le and accepts linux/mips64le alone, and no entry is for that.",
    );
    check_rule(
        "podman",
        DEBIAN,
        &v6,
        "Podman wants linux/arm with v6, then v5, then no variant, in this order and letter by letter; the first of the best is entry 2.",
    );
    check_rule(
        "crane",
        DEBIAN,
        &v6,
        "crane looks for linux/arm/v6 and takes the first entry of the same operating system, architecture, variant, letter by letter; there is none.",
    );
    check_rule(
        "regctl",
        DEBIAN,
        &named("darwin/arm64"),
        "regctl asks for darwin/arm64 and scores the entries that fit: operating system, architecture, variant, then os.version; the best is entry 4, a Linux one, since Docker Desktop has a Linux machine.",
    );
    check_rule(
        "rust-oci",
        DEBIAN,
        &v6,
        "rust-oci-client looks for linux/arm and compares nothing else; the first is entry 2.",
    );
}

#[test]
fn docker_says_that_a_processor_may_ask_for_more() {
    let plain = Asker {
        platform: Platform::new("linux", "amd64", ""),
        is_explicit: false,
    };
    let rule = |id, index| choose(id, index, &plain).rule;
    for id in ["docker", "docker-classic"] {
        assert!(rule(id, "linux/386 linux/amd64/v3").contains("Docker adds that to the question"));
        assert!(!rule(id, "linux/amd64").contains("Docker adds"));
    }
    assert!(!rule("containerd", "linux/386 linux/amd64/v3").contains("Docker adds"));
}

#[test]
fn features_and_long_lists_are_told_too() {
    let features = named("linux(+gpu)/amd64");
    let rule = choose("docker", "linux/amd64 linux(+gpu)/amd64", &features).rule;
    assert!(
        rule.ends_with("entry 2 states the most features that fit."),
        "{rule}"
    );
    let rule = choose("docker", "linux/arm64", &named("linux/arm64/v9.4")).rule;
    assert!(
        rule.contains("linux/arm64/v8.9 and 13 more; nothing here is for a better one"),
        "{rule}"
    );
}
