//! The text form and normalization of platforms, as containerd/platforms has them.

use tagprism_core::{Platform, platform::windows_release};

fn host() -> Platform {
    Platform::new("linux", "arm64", "v8")
}

#[track_caller]
fn check_parse(text: &str, expected: &str, full: &str) {
    let platform = Platform::parse(text, &host()).expect("this is a platform");
    assert_eq!(platform.short(), expected);
    assert_eq!(platform.to_string(), full);
}

#[track_caller]
fn check_err(text: &str, expected: &str) {
    assert_eq!(
        Platform::parse(text, &host())
            .expect_err("this is no platform")
            .to_string(),
        expected
    );
}

#[track_caller]
fn check_normalize(architecture: &str, variant: &str, expected: &str) {
    let platform = Platform::new("linux", architecture, variant).normalize();
    assert_eq!(platform.short(), format!("linux/{expected}"));
}

#[track_caller]
fn check_engine(text: &str, expected: &str) {
    let platform = Platform::parse(text, &host()).expect("this is a platform");
    assert_eq!(platform.as_engine_prints_it(), expected);
}

#[test]
fn engines_state_the_arm_version_and_three_numbers_of_windows() {
    check_engine("linux/arm64", "linux/arm64/v8");
    check_engine("linux/aarch64/8", "linux/arm64/v8");
    check_engine("linux/arm64/v9", "linux/arm64/v9");
    check_engine("linux/arm", "linux/arm/v7");
    check_engine("linux/armel", "linux/arm/v6");
    check_engine("linux/x86_64", "linux/amd64");
    check_engine("linux/amd64/v3", "linux/amd64/v3");
    check_engine("linux/s390x", "linux/s390x");
    check_engine(
        "windows(10.0.17763.6054)/amd64",
        "windows(10.0.17763)/amd64",
    );
    check_engine("windows/amd64", "windows/amd64");
    check_engine("windows(10.0.20348)/arm64", "windows(10.0.20348)/arm64/v8");
}

#[test]
fn one_word_is_completed_from_the_host() {
    check_parse("linux", "linux/arm64", "linux/arm64");
    check_parse("windows", "windows/arm64", "windows/arm64");
    check_parse("macOS", "darwin/arm64", "darwin/arm64");
    check_parse("amd64", "linux/amd64", "linux/amd64");
    check_parse("x86_64", "linux/amd64", "linux/amd64");
    check_parse("armhf", "linux/arm", "linux/arm");
    check_parse("armel", "linux/arm/v6", "linux/arm/v6");
    check_parse("riscv64", "linux/riscv64", "linux/riscv64");
    check_parse(
        "windows(10.0.17763)",
        "windows/arm64",
        "windows(10.0.17763)/arm64",
    );
}

#[test]
fn an_arm_host_lends_its_variant_unless_it_is_the_common_one() {
    let check = |variant: &str, expected: &str| {
        let host = Platform::new("linux", "arm", variant);
        let platform = Platform::parse("linux", &host).expect("this is a platform");
        assert_eq!(platform.short(), expected);
    };
    check("v6", "linux/arm/v6");
    check("v7", "linux/arm");
    check("", "linux/arm");
}

#[test]
fn two_and_three_parts_are_taken_as_written() {
    check_parse("linux/arm64", "linux/arm64", "linux/arm64");
    check_parse("linux/arm64/v8", "linux/arm64/v8", "linux/arm64/v8");
    check_parse("linux/aarch64/8", "linux/arm64/v8", "linux/arm64/v8");
    check_parse("linux/arm", "linux/arm", "linux/arm");
    check_parse("linux/arm/v7", "linux/arm/v7", "linux/arm/v7");
    check_parse("linux/arm/6", "linux/arm/v6", "linux/arm/v6");
    check_parse("Linux/X86_64/v1", "linux/amd64", "linux/amd64");
    check_parse("linux/amd64/v3", "linux/amd64/v3", "linux/amd64/v3");
    check_parse("plan10/vax", "plan10/vax", "plan10/vax");
    check_parse("wasip1/wasm", "wasip1/wasm", "wasip1/wasm");
}

#[test]
fn versions_and_features_stand_in_parentheses() {
    check_parse(
        "windows(10.0.17763)/amd64",
        "windows/amd64",
        "windows(10.0.17763)/amd64",
    );
    check_parse(
        "windows(10.0.17763+win32k)/amd64",
        "windows/amd64",
        "windows(10.0.17763+win32k)/amd64",
    );
    check_parse("linux(+b+a)/amd64", "linux/amd64", "linux(+a+b)/amd64");
    check_parse("linux()/amd64", "linux/amd64", "linux/amd64");
    check_parse(
        "linux(a%2Bb+c%2f)/amd64",
        "linux/amd64",
        "linux(a%2Bb+c%2F)/amd64",
    );
}

#[test]
fn errors_name_the_part_and_what_is_allowed() {
    check_err("", "a platform is missing, write for example `linux/arm64`");
    check_err(
        "linux/*",
        "`linux/*` has a wildcard, name one platform instead, for example `linux/arm64`",
    );
    check_err(
        "lin ux/amd64",
        "`lin ux` is no operating system, allowed are letters, digits, `_` and `-`, then optionally `(version+feature)`",
    );
    check_err(
        "windows(10.0",
        "`windows(10.0` is no operating system, allowed are letters, digits, `_` and `-`, then optionally `(version+feature)`",
    );
    check_err(
        "windows(10++a)/amd64",
        "`windows(10++a)` is no operating system, allowed are letters, digits, `_` and `-`, then optionally `(version+feature)`",
    );
    check_err(
        "/amd64",
        "`` is no operating system, allowed are letters, digits, `_` and `-`, then optionally `(version+feature)`",
    );
    check_err(
        "linux(%zz)/amd64",
        "`%zz` has a broken escape, write two hex digits after each `%`",
    );
    check_err(
        "linux(%ff)/amd64",
        "`%ff` has a broken escape, write two hex digits after each `%`",
    );
    check_err(
        "linux/amd 64",
        "`amd 64` is no architecture or variant, allowed are letters, digits, `_`, `.` and `-`",
    );
    check_err(
        "linux/",
        "`` is no architecture or variant, allowed are letters, digits, `_`, `.` and `-`",
    );
    check_err(
        "vax",
        "`vax` is neither an operating system nor an architecture, write both as in `linux/vax`",
    );
    check_err(
        "linux/arm/v7/x",
        "`linux/arm/v7/x` has too many parts, a platform is `os/architecture/variant` at most",
    );
}

#[test]
fn spellings_are_normalized() {
    for (architecture, variant, expected) in [
        ("i386", "anything", "386"),
        ("386", "", "386"),
        ("x86_64", "v1", "amd64"),
        ("x86-64", "", "amd64"),
        ("AMD64", "V1", "amd64"),
        ("amd64", "v2", "amd64/v2"),
        ("amd64", "v4", "amd64/v4"),
        ("aarch64", "8", "arm64"),
        ("arm64", "v8", "arm64"),
        ("arm64", "v8.0", "arm64"),
        ("arm64", "9", "arm64/v9"),
        ("arm64", "9.0", "arm64/v9"),
        ("arm64", "v9.0", "arm64/v9"),
        ("arm64", "v8.1", "arm64/v8.1"),
        ("arm64", "v9.7", "arm64/v9.7"),
        ("armhf", "v5", "arm/v7"),
        ("armel", "v7", "arm/v6"),
        ("arm", "", "arm/v7"),
        ("arm", "7", "arm/v7"),
        ("arm", "5", "arm/v5"),
        ("arm", "6", "arm/v6"),
        ("arm", "8", "arm/v8"),
        ("ppc64le", "power9", "ppc64le/power9"),
        ("riscv64", "rva22u64", "riscv64/rva22u64"),
    ] {
        check_normalize(architecture, variant, expected);
    }
}

#[test]
fn features_are_sorted_and_operating_systems_renamed() {
    let mut platform = Platform::new("MacOS", "arm64", "");
    platform.os_features = vec!["b".into(), "a".into(), "b".into()];
    let normalized = platform.normalize();
    assert_eq!(normalized.os, "darwin");
    assert_eq!(normalized.os_features, ["a", "b"]);
    assert_eq!(Platform::default().normalize().os, "");
}

#[test]
fn platforms_that_name_no_machine_are_told_apart() {
    assert!(Platform::default().is_unstated());
    assert!(!Platform::default().is_unknown());
    assert!(Platform::new("unknown", "unknown", "").is_unstated());
    assert!(Platform::new("unknown", "unknown", "").is_unknown());
    assert!(!Platform::new("linux", "unknown", "").is_unstated());
    assert!(!Platform::new("", "amd64", "").is_unstated());
    assert_eq!(Platform::default().to_string(), "unknown");
}

#[test]
fn windows_builds_have_names() {
    assert_eq!(
        windows_release("10.0.20348.5622"),
        Some("Windows Server 2022")
    );
    assert_eq!(windows_release("10.0.26100"), Some("Windows Server 2025"));
    assert_eq!(windows_release("10.0.17763"), Some("Windows Server 2019"));
    assert_eq!(windows_release("10.0.14393.1"), Some("Windows Server 2016"));
    assert_eq!(windows_release("10.0.1"), None);
    assert_eq!(windows_release("6.3.20348"), None);
    assert_eq!(windows_release(""), None);
}
