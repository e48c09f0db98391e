//! Who asks makes a difference: a platform that is named, and one that the client finds out.

use crate::{choice, takes};
use tagprism_core::{
    Platform,
    clients::Standing,
    resolve::{Offer, Outcome, Policy, Question, RuleSet, resolve},
};

const WINDOWS: &str =
    "windows/amd64:10.0.17763.5329 windows/amd64:10.0.20348.2227 windows/amd64:10.0.26100.2314";

/// Rows 20, 22 and 25: on a Windows host containerd's default takes the highest version as text.
#[test]
fn containerd_on_windows_compares_versions_as_text() {
    takes("containerd", WINDOWS, "windows/amd64", false, 3);
    takes(
        "containerd",
        WINDOWS,
        "windows/amd64:10.0.26100.1",
        false,
        3,
    );
    let tens = "windows/amd64:10.0.20348.2322 windows/amd64:10.0.20348.999";
    takes("containerd", tens, "windows/amd64:10.0.20348", false, 2);
    takes("containerd", tens, "windows/amd64:10.0.20348", true, 1);
}

/// Row 24 as it was found, with the library of its day.
#[test]
fn the_older_windows_window_had_a_gap() {
    let offers = [Offer {
        position: 1,
        platform: Some(Platform {
            os_version: "10.0.20348.2227".to_owned(),
            ..Platform::new("windows", "amd64", "")
        }),
        is_readable: true,
    }];
    let ends = |rules| {
        let host = Platform {
            os_version: "10.0.26200".to_owned(),
            ..Platform::new("windows", "amd64", "")
        };
        let policy = Policy::Only;
        resolve(
            &offers,
            &Question {
                host,
                policy,
                rules,
            },
        )
        .outcome
    };
    assert!(matches!(ends(RuleSet::Rc4), Outcome::NoMatch(_)));
    assert_eq!(ends(RuleSet::Rc5), Outcome::Chosen { position: 1 });
}

#[test]
fn containerd_on_a_mac_takes_linux_second_and_docker_asks_for_linux() {
    let lists = "linux/amd64 linux/arm64/v8";
    takes("containerd", lists, "darwin/arm64", true, 0);
    takes("containerd", lists, "darwin/arm64", false, 2);
    takes(
        "containerd",
        "linux/arm64 darwin/arm64",
        "darwin/arm64",
        false,
        2,
    );
    takes("docker", lists, "darwin/arm64", false, 2);
    takes("docker", lists, "darwin/arm64", true, 0);
}

/// Docker states the level of an x86-64 processor; containerd and Podman do not.
#[test]
fn only_docker_states_the_level_of_the_processor() {
    for (id, third, trap) in [
        ("docker", 1, 2),
        ("docker-classic", 1, 2),
        ("containerd", 0, 1),
        ("podman", 0, 0),
    ] {
        takes(id, "linux/amd64/v3", "linux/amd64/v3", false, third);
        takes(
            id,
            "linux/386 linux/amd64/v2",
            "linux/amd64/v3",
            false,
            trap,
        );
    }
    takes("containerd", "linux/amd64/v3", "linux/amd64/v3", true, 1);
}

#[test]
fn podman_looks_at_the_processor_on_arm() {
    takes(
        "podman",
        "linux/arm64 linux/arm64/v8",
        "linux/arm64",
        false,
        2,
    );
    takes(
        "podman",
        "linux/arm/v5 linux/arm/v7",
        "linux/arm/v6",
        false,
        1,
    );
}

#[test]
fn dockers_older_puller_on_windows_prefers_the_hosts_own_build() {
    let check = |offered: &str, asked: &str, is_explicit, expected| {
        takes("docker-classic", offered, asked, is_explicit, expected);
    };
    check(WINDOWS, "windows/amd64:10.0.20348", false, 2);
    check(WINDOWS, "windows/amd64:10.0.19045", false, 1);
    check(WINDOWS, "windows/amd64:10.0.14393", false, 0);
    check(
        "windows/amd64:10.0.17763.1 windows/amd64:10.0.20348.1",
        "windows/amd64:10.0.22631",
        false,
        1,
    );
    let mixed = "linux/amd64 windows/amd64:10.0.20348.2227";
    check(mixed, "windows/amd64:10.0.20348", false, 2);
    check(mixed, "windows/amd64:10.0.19045", false, 0);
    // Named, the other system is not left out, only put last.
    check(mixed, "windows/amd64:10.0.20348", true, 2);
    check(mixed, "windows/amd64:10.0.19045", true, 1);
    check("- windows/x86_64", "windows/amd64:10.0.20348", false, 0);
    takes(
        "docker-classic",
        "linux/386 linux/amd64",
        "linux/amd64",
        false,
        2,
    );
}

#[test]
fn what_is_taken_for_want_of_better_is_called_so() {
    let check = |id, offered, asked, expected| {
        let choice = choice(id, offered, asked, true);
        let position = choice.picked.unwrap();
        assert_eq!(choice.verdicts[position - 1].standing, expected, "{id}");
    };
    check("containerd", "linux/386", "linux/amd64", Standing::Fallback);
    check("containerd", "linux/amd64", "linux/amd64", Standing::Picked);
    check("containerd", "-", "linux/amd64", Standing::Fallback);
    check("podman", "linux/arm/v5", "linux/arm/v6", Standing::Fallback);
    check("podman", "-", "linux/amd64", Standing::Fallback);
    check("crane", "-", "linux/amd64", Standing::Fallback);
    check("crane", "linux/amd64/v3", "linux/amd64", Standing::Picked);
    check("regctl", "linux/arm64", "darwin/arm64", Standing::Fallback);
    check(
        "regctl",
        "linux/amd64",
        "linux/amd64/v3",
        Standing::Fallback,
    );
}
