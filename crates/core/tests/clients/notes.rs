//! What stands below the table, and what a client does where nobody names a platform.

use super::*;

#[test]
fn note_a_on_a_mac_containerd_takes_linux_second_and_docker_asks_from_a_linux_machine() {
    let mac = machine("darwin/arm64");
    check("containerd", DEBIAN, &named("darwin/arm64"), None);
    let choice = choose("containerd", DEBIAN, &mac);
    assert_eq!(choice.picked, Some(4));
    assert_eq!(choice.asked, written("darwin/arm64"));
    assert_eq!(choice.verdicts[3].standing, Standing::Fallback);
    assert_eq!(choice.verdicts[3].reason.to_string(), "falls back to linux");
    check("containerd", "linux/arm64 darwin/arm64", &mac, Some(2));
    // `Default` has no list of lesser machines.
    check("containerd", "linux/arm/v7", &mac, None);
    // Without an operating system an entry is for the machine's.
    check("containerd", "linux/arm64 /arm64", &mac, Some(2));
    check(
        "containerd",
        "linux/arm64",
        &machine("freebsd/arm64"),
        Some(1),
    );
    check("containerd", "linux/arm64", &machine("openbsd/arm64"), None);

    for id in ["docker", "docker-classic"] {
        let choice = choose(id, DEBIAN, &mac);
        assert_eq!(choice.asked, written("linux/arm64"));
        assert_eq!(choice.picked, Some(4));
        assert_eq!(choice.verdicts[3].standing, Standing::Picked);
        assert!(
            choice.rule.ends_with("so linux/arm64 asks."),
            "{}",
            choice.rule
        );
        check(id, DEBIAN, &named("darwin/arm64"), None);
    }
}

#[test]
fn note_b_regctl_reads_a_variant_with_a_point_as_nothing() {
    check("regctl", "linux/arm64/v8.2", &named("linux/arm64"), Some(1));
    check("regctl", "linux/arm64/v9", &named("linux/arm64/v8.2"), None);
    // Nor is an entry without an architecture better than none, where the machine states none either.
    check("regctl", "linux", &named("windows"), None);
    let points = "linux/arm64/v8 linux/arm64/v8.2 linux/arm64/v8.1";
    check("regctl", points, &named("linux/arm64/v9"), Some(1));
    let rule = choose("regctl", points, &named("linux/arm64/v8.5")).rule;
    assert!(rule.ends_with("takes one with a point for 0."), "{rule}");
}

#[test]
fn note_c_without_a_platform_the_config_is_read_afterwards() {
    for id in ["docker", "docker-classic", "containerd"] {
        let choice = choose(id, "- -", &named("linux/s390x"));
        assert_eq!(choice.picked, Some(1));
        assert_eq!(choice.verdicts[0].standing, Standing::Fallback);
        assert_eq!(choice.verdicts[1].reason.to_string(), "not the first");
        assert!(choice.rule.contains("then looks into the image’s config"));
    }
    // A platform without a single value is none for the classic store alone.
    check("docker-classic", "/", &named("linux/s390x"), Some(1));
    for id in ["docker", "containerd", "podman", "crane", "oras", "regctl"] {
        check(id, "/", &named("linux/amd64"), None);
    }
}

#[test]
fn note_d_podman_goes_by_its_list_then_zstd_then_the_place() {
    let asked = named("linux/arm/v7");
    check("podman", "zstd:linux/arm/v6 linux/arm/v7", &asked, Some(2));
    let index = "linux/arm/v7 zstd:linux/arm/v7 zstd:linux/arm/v7";
    check("podman", index, &asked, Some(2));
    let choice = choose("podman", index, &asked);
    assert_eq!(choice.verdicts[1].standing, Standing::Picked);
    assert_eq!(choice.verdicts[1].reason.to_string(), "zstd is preferred");
    assert_eq!(
        choice.verdicts[0].reason.to_string(),
        "another ranks higher"
    );
    assert_eq!(choice.verdicts[2].reason.to_string(), "not the first");
    check("podman", "linux/arm linux/arm/v5", &asked, Some(2));
    check("podman", "linux/arm/v8", &asked, None);
    check("podman", "- zstd:-", &asked, Some(2));
    // zstd decides nothing where only one entry is for the machine.
    let alone = choose("podman", "linux/amd64 zstd:linux/arm/v7", &asked);
    assert_eq!(alone.verdicts[1].reason.to_string(), "as asked");
}

#[track_caller]
fn check_classic(index: &str, asker: &Asker, picked: usize) {
    check(
        "docker-classic",
        index,
        asker,
        (picked != 0).then_some(picked),
    );
}

#[test]
fn note_e_the_classic_store_on_windows_has_a_rule_of_its_own() {
    let host = machine("windows(10.0.20348)/amd64");
    check_classic(WINDOWS, &host, 2);
    check_classic(WINDOWS, &machine("windows(10.0.26100.1)/amd64"), 3);
    // An older build stays, whether it starts or not, and among older ones the list decides.
    check_classic(WINDOWS, &machine("windows(10.0.22631)/amd64"), 1);
    let old = choose("docker-classic", "windows(10.0.17763.1)/amd64", &host);
    assert_eq!(old.verdicts[0].standing, Standing::Fallback);
    assert_eq!(
        old.verdicts[0].reason.to_string(),
        "falls back to 10.0.17763.1"
    );
    check("docker", "windows(10.0.17763.1)/amd64", &host, None);
    check_classic("windows(10.0.26100.1)/amd64", &host, 0);
    // Row 24 and row 25: no window, and the list decides between updates of one build.
    check_classic(
        "windows(10.0.20348.1)/amd64",
        &machine("windows(10.0.26200)/amd64"),
        1,
    );
    let updates = "windows(10.0.20348.2322)/amd64 windows(10.0.20348.999)/amd64";
    check_classic(updates, &host, 1);
    // Only a fourth number makes a version one of exactly that build; without a readable build none is too new.
    let short = "windows(10.0.20348)/amd64 windows(10.0.20348.1)/amd64";
    check_classic(short, &host, 2);
    check_classic("windows(ltsc2022)/amd64", &host, 1);
    check_classic("windows/amd64", &host, 1);
    // The architecture is compared letter by letter, and an entry without a platform has none.
    check_classic("windows/x86_64 windows/arm64 -", &host, 0);
}

#[test]
fn note_e_a_named_platform_keeps_linux_entries_behind_the_windows_ones() {
    let both = "linux/amd64 windows(10.0.20348.1)/amd64";
    let host = machine("windows(10.0.20348)/amd64");
    check_classic(both, &host, 2);
    check_classic("linux/amd64", &host, 0);
    let asked = named("windows(10.0.20348)/amd64");
    check_classic(both, &asked, 2);
    check_classic(DEBIAN, &asked, 1);
    let choice = choose("docker-classic", DEBIAN, &asked);
    assert_eq!(choice.verdicts[0].standing, Standing::Fallback);
    assert!(
        choice
            .rule
            .ends_with("fails when it reads the image’s config.")
    );
}

#[test]
fn note_f_clients_differ_about_an_index_inside_an_index() {
    let index = "linux/arm64 index:linux/amd64";
    let asked = named("linux/amd64");
    for (id, does) in [
        ("docker", "it is searched by the same rule."),
        ("docker-classic", "it is searched by the same rule."),
        ("containerd", "it is searched by the same rule."),
        (
            "podman",
            "Podman stops with an error there, for it does not choose a second time.",
        ),
        ("crane", "it is searched by the same rule."),
        (
            "oras",
            "oras hands it over as it is and does not choose a second time.",
        ),
        ("regctl", "it is searched by the same rule."),
        (
            "rust-oci",
            "rust-oci-client stops with an error there, “received Image Index manifest instead”.",
        ),
    ] {
        let choice = choose(id, index, &asked);
        assert_eq!(choice.picked, Some(2));
        let said = format!(" Entry 2 is an index itself: {does}");
        assert!(choice.rule.ends_with(&said), "{id}: {}", choice.rule);
        let plain = choose(id, "linux/arm64 linux/amd64", &asked);
        assert!(!plain.rule.contains("index itself"), "{id}");
    }
}

#[test]
fn note_h_docker_knows_the_level_of_an_amd64_machine_and_the_others_do_not() {
    let newer = "linux/amd64/v3";
    let older = "linux/386 linux/amd64/v2";
    for (index, asker, docker, containerd, podman) in [
        // Rows 9 and 12, asked by the machine.
        (newer, "linux/amd64/v4", Some(1), None, None),
        (older, "linux/amd64/v2", Some(2), Some(1), None),
        (newer, "linux/amd64/v3", Some(1), None, None),
        (newer, "linux/amd64/v2", None, None, None),
        (older, "linux/amd64", Some(1), Some(1), None),
    ] {
        let asker = machine(asker);
        check("docker", index, &asker, docker);
        check("docker-classic", index, &asker, docker);
        check("containerd", index, &asker, containerd);
        check("podman", index, &asker, podman);
    }
    assert_eq!(
        choose("containerd", newer, &machine("linux/amd64/v3")).asked,
        written("linux/amd64")
    );
    // What is written for every amd64 machine is less than Docker asks for, and just what containerd does.
    for (id, standing, words) in [
        ("docker", Standing::Fallback, "falls back to v1"),
        ("containerd", Standing::Picked, "as asked"),
    ] {
        let choice = choose(id, DEBIAN, &machine("linux/amd64/v3"));
        assert_eq!(choice.verdicts[0].standing, standing);
        assert_eq!(choice.verdicts[0].reason.to_string(), words);
    }
    // Named, the level counts for all of them that know levels.
    check("containerd", newer, &named("linux/amd64/v3"), Some(1));
    check("podman", newer, &named("linux/amd64/v3"), Some(1));
}

#[test]
fn a_machine_of_64_bit_arm_is_v8_whatever_it_is() {
    let index = "linux/arm64/v9 linux/arm64/v8";
    let host = machine("linux/arm64/v9");
    for id in ["docker", "docker-classic", "containerd", "podman"] {
        check(id, index, &host, Some(2));
    }
    assert_eq!(
        choose("podman", index, &host).asked,
        written("linux/arm64/v8")
    );
    // Found out rather than named, v8 is what podman looks for first: row 14 the other way round.
    let twins = "linux/arm64/v8 linux/arm64";
    check("podman", twins, &machine("linux/arm64"), Some(1));
}

#[test]
fn crane_and_oras_answer_for_a_machine_as_if_it_were_named_and_say_so() {
    let pi = machine("linux/arm/v6");
    for id in ["crane", "oras"] {
        let choice = choose(id, DEBIAN, &pi);
        assert_eq!(choice.picked, None);
        assert_eq!(choice.verdicts[1].reason.to_string(), "wants exactly v6");
        assert!(
            choice.rule.contains("not look at the machine"),
            "{}",
            choice.rule
        );
        let named = choose(id, DEBIAN, &named("linux/arm/v6"));
        assert!(
            !named.rule.contains("not look at the machine"),
            "{}",
            named.rule
        );
        // A machine is named as people write it, without the level of amd64.
        check(id, DEBIAN, &machine("linux/amd64/v3"), Some(1));
        check(id, DEBIAN, &machine("linux/arm64/v8"), Some(4));
    }
}

#[test]
fn features_are_wanted_of_the_machine_by_containerd_and_of_the_entry_by_crane_and_oras() {
    let index = "linux(+gpu)/amd64";
    let asked = named("linux/amd64");
    for (id, picked) in [
        ("docker", None),
        ("containerd", None),
        ("podman", Some(1)),
        ("crane", Some(1)),
        ("oras", Some(1)),
        ("regctl", Some(1)),
        ("rust-oci", Some(1)),
    ] {
        check(id, index, &asked, picked);
    }
    let asked = named("linux(+gpu)/amd64");
    for (id, picked) in [("docker", Some(1)), ("crane", None), ("oras", None)] {
        check(id, "linux/amd64", &asked, picked);
    }
    let reason = &choose("crane", "linux/amd64", &asked).verdicts[0].reason;
    assert_eq!(reason.to_string(), "lacks features");
}

#[test]
fn what_cannot_be_read_or_is_no_image_is_taken_by_nobody() {
    for client in CLIENTS {
        for asker in [
            named("linux/amd64"),
            machine("linux/amd64"),
            machine("windows(10.0.26100)/amd64"),
            machine("darwin/arm64"),
        ] {
            let choice = choose(client.id, "! unknown/unknown zstd:unknown/unknown", &asker);
            assert_eq!(choice.picked, None, "{}", client.id);
            let words: Vec<String> = choice
                .verdicts
                .iter()
                .map(|verdict| verdict.reason.to_string())
                .collect();
            assert_eq!(
                words,
                ["cannot be read", "unknown/unknown", "unknown/unknown"],
                "{}",
                client.id
            );
        }
    }
}
