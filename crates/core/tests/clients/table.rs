//! The 29 rows of the table, each for a platform that is named: containerd, podman, crane, oras, regctl, rust-oci-client.
//! Docker, which the table has no column of its own for, goes by containerd's rule; where it differs, that is said.

use super::*;

const COLUMNS: [&str; 6] = [
    "containerd",
    "podman",
    "crane",
    "oras",
    "regctl",
    "rust-oci",
];

/// Places from 1, 0 for nothing.
#[track_caller]
fn row(index: &str, asked: &str, picked: [usize; 6]) {
    let asker = named(asked);
    for (id, position) in COLUMNS.into_iter().zip(picked) {
        check(id, index, &asker, (position != 0).then_some(position));
    }
    let expected = (picked[0] != 0).then_some(picked[0]);
    // Row 24 is of the release before; Docker is read from the one after.
    if asked != "windows(10.0.26200)/amd64" {
        check("docker", index, &asker, expected);
    }
    if !asked.starts_with("windows") {
        check("docker-classic", index, &asker, expected);
    }
}

#[test]
fn rows_1_to_5_arm_and_the_debian_layout() {
    row(DEBIAN, "linux/arm", [3, 3, 2, 2, 3, 2]);
    row(DEBIAN, "linux/arm/v6", [2, 2, 0, 0, 2, 2]);
    row(DEBIAN, "linux/arm64/v9", [4, 0, 0, 0, 4, 4]);
    row(DEBIAN, "darwin/arm64", [0, 0, 0, 0, 4, 0]);
    let ascending = "linux/arm/v5 linux/arm/v6 linux/arm/v7";
    row(ascending, "linux/arm/v7", [3, 3, 3, 3, 3, 1]);
}

#[test]
fn rows_6_to_12_lesser_machines_and_levels_of_amd64() {
    row("linux/386", "linux/amd64", [1, 0, 0, 0, 0, 0]);
    row("linux/arm/v7", "linux/arm64", [1, 0, 0, 0, 0, 0]);
    row("linux/amd64/v3", "linux/amd64", [0, 0, 1, 1, 0, 1]);
    row("linux/amd64/v3", "linux/amd64/v4", [1, 0, 0, 0, 1, 1]);
    let newer_first = "linux/amd64/v3 linux/amd64";
    row(newer_first, "linux/amd64", [2, 2, 1, 1, 2, 1]);
    let levels = "linux/amd64 linux/amd64/v2 linux/amd64/v3";
    row(levels, "linux/amd64/v3", [3, 3, 3, 3, 3, 1]);
    row(
        "linux/386 linux/amd64/v2",
        "linux/amd64",
        [1, 0, 2, 2, 0, 2],
    );
}

#[test]
fn rows_13_to_15_twins_and_points_of_arm64() {
    let twins = "linux/arm64 linux/arm64/v8";
    row(twins, "linux/arm64/v8", [1, 2, 2, 2, 1, 1]);
    let twins = "linux/arm64/v8 linux/arm64";
    row(twins, "linux/arm64", [1, 2, 1, 1, 1, 1]);
    row("linux/arm64/v8.2", "linux/arm64", [0, 0, 1, 1, 1, 1]);
}

#[test]
fn rows_16_to_19_what_is_not_stated_or_stated_otherwise() {
    row("- linux/amd64", "linux/amd64", [2, 2, 1, 2, 2, 2]);
    row("- linux/arm64", "linux/s390x", [1, 1, 0, 0, 0, 0]);
    let twins = "linux/amd64 zstd:linux/amd64";
    row(twins, "linux/amd64", [1, 2, 1, 1, 1, 1]);
    let unusual = "linux/x86_64 linux/aarch64";
    row(unusual, "linux/amd64", [1, 0, 0, 0, 1, 0]);
}

#[test]
fn rows_20_to_26_windows() {
    row(WINDOWS, "windows/amd64", [1, 1, 1, 1, 3, 1]);
    row(WINDOWS, "windows(10.0.20348.1)/amd64", [2, 1, 0, 0, 2, 1]);
    row(WINDOWS, "windows(10.0.26100.1)/amd64", [2, 1, 0, 0, 3, 1]);
    let one = "windows(10.0.20348)/amd64";
    row(one, "windows(10.0.22631)/amd64", [1, 1, 0, 0, 0, 1]);
    row(one, "windows(10.0.26200)/amd64", [0, 1, 0, 0, 0, 1]);
    let updates = "windows(10.0.20348.2322)/amd64 windows(10.0.20348.999)/amd64";
    row(updates, "windows(10.0.20348)/amd64", [1, 1, 0, 0, 1, 1]);
    let both = "linux/amd64 windows(10.0.20348)/amd64";
    row(both, "windows(10.0.19045)/amd64", [0, 2, 0, 0, 1, 2]);
}

#[test]
fn rows_20_22_and_25_containerd_by_default_on_a_windows_host() {
    check("containerd", WINDOWS, &machine("windows/amd64"), Some(3));
    let host = machine("windows(10.0.26100.1)/amd64");
    check("containerd", WINDOWS, &host, Some(3));
    let updates = "windows(10.0.20348.2322)/amd64 windows(10.0.20348.999)/amd64";
    let host = machine("windows(10.0.20348)/amd64");
    check("containerd", updates, &host, Some(2));
    // Docker asks with `Only` either way.
    check("docker", updates, &host, Some(1));
    check(
        "docker",
        WINDOWS,
        &machine("windows(10.0.26100.1)/amd64"),
        Some(2),
    );
}

#[test]
fn row_24_is_another_one_since_the_next_release_of_the_matcher() {
    let index = "windows(10.0.20348)/amd64";
    let host = named("windows(10.0.26200)/amd64");
    check("docker", index, &host, Some(1));
    let rule = choose("docker", index, &host).rule;
    let differs =
        "With containerd/platforms v1.0.0-rc.4, in Engine up to 29.7.2, it takes nothing.";
    assert!(rule.ends_with(differs), "{rule}");
}

#[test]
fn rows_27_to_29_variants_without_an_order_and_no_platform_at_all() {
    let riscv = "linux/riscv64/rva20u64 linux/riscv64/rva23u64";
    row(riscv, "linux/riscv64", [0, 0, 1, 1, 1, 1]);
    let power = "linux/ppc64le/power8 linux/ppc64le/power9";
    row(power, "linux/ppc64le", [0, 0, 1, 1, 1, 1]);
    let attested = "unknown/unknown linux/amd64 unknown/unknown";
    row(attested, "linux/s390x", [0, 0, 0, 0, 0, 0]);
}
